package service

import (
	"slices"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// dossier is a case with everything that decides what can happen to it next.
type dossier struct {
	Case        reply.Case
	departments map[int64]reply.Department
	// contributions are all revisions, by department and revision.
	contributions []reply.Contribution
	draft         reply.Draft
	requests      []reply.Request
	letters       []reply.Letter // the versions of the reply
	// opinionLetters are the versions of every co-handler's 会办意见函.
	opinionLetters []reply.Letter
	countersigns   []reply.Countersign // oldest first
	// own is the opinion that the actor's department is writing, if it is a
	// co-handler; nobody else sees it.
	own reply.WorkingCopy
	// comments are those that the actor may read, where they were asked for.
	comments []reply.Comment
	// job is the open order to sign, or the zero job.
	job reply.SigningJob
	// checkup is what the checker says of the draft, where it was asked.
	checkup Checkup
}

// open loads a case that the actor wants to do something with, and checks that
// the actor may.
func (s *Service) open(tx Tx, a reply.Actor, act reply.Act, id int64) (dossier, error) {
	c, err := tx.Case(id)
	if reply.CodeOf(err) == reply.NotFound {
		return dossier{}, reply.NoCase()
	}
	if err != nil {
		return dossier{}, err
	}
	if err := reply.Permit(a, act, c); err != nil {
		return dossier{}, err
	}
	d, err := load(tx, c)
	if err != nil {
		return d, err
	}
	return d, d.permitSigning(act)
}

// permitSigning holds an act against the open order to sign: what was approved
// stays as it is until it is signed or given up.
func (d dossier) permitSigning(act reply.Act) error {
	switch act {
	case reply.Recall, reply.ReturnDraft, reply.PrepareIssue,
		reply.ConfirmCountersign, reply.ObjectCountersign, reply.OverrideCountersign:
		if d.job.Open() {
			return reply.Failf(reply.Conflict, "这份答复已经由%s签发，签章还没有完成，现在不能%s", d.job.ByName, act.Han())
		}
	case reply.RetrySigning, reply.AbandonSigning:
		if !d.job.Open() {
			return reply.Failf(reply.Conflict, "这件提案没有等待签章的答复")
		}
	}
	return nil
}

// load fetches the whole dossier.
func load(tx Tx, c reply.Case) (dossier, error) {
	departments, err := departmentsByID(tx)
	if err != nil {
		return dossier{}, err
	}
	d, err := outline(tx, c, departments)
	if err != nil {
		return d, err
	}
	return d, d.withLetters(tx)
}

// withLetters fetches the versions of the reply and of every 会办意见函.
func (d *dossier) withLetters(tx Tx) error {
	all, err := tx.LettersOf(d.Case.ID)
	d.letters, d.opinionLetters = nil, nil
	for _, l := range all {
		if l.CoHandlerID == 0 {
			d.letters = append(d.letters, l)
		} else {
			d.opinionLetters = append(d.opinionLetters, l)
		}
	}
	return err
}

// sendsOpinionLetters tells whether a co-handler of the case sends its opinion as
// a letter of its own.
func (d dossier) sendsOpinionLetters() bool {
	return slices.ContainsFunc(d.Case.CoHandlerIDs, func(id int64) bool { return d.departments[id].OpinionPrefix != "" })
}

// owesLetter tells whether a department that sends 会办意见函 has none in force for
// its latest contribution.
func (d dossier) owesLetter(department int64) bool {
	c := d.latest(department)
	return c != nil && c.Opinion.HasWords() && d.departments[department].OpinionPrefix != "" &&
		!slices.ContainsFunc(d.opinionLettersOf(department), func(l reply.Letter) bool {
			return l.Contribution == c.Revision && (l.State == reply.Issued || l.State == reply.Replaced)
		})
}

// outline fetches what decides about a case's next step, without its letters.
func outline(tx Tx, c reply.Case, departments map[int64]reply.Department) (d dossier, err error) {
	d.Case, d.departments = c, departments
	if d.contributions, err = tx.Contributions(c.ID); err != nil {
		return d, err
	}
	if d.requests, err = tx.Requests(c.ID); err != nil {
		return d, err
	}
	if d.countersigns, err = tx.Countersigns(c.ID); err != nil {
		return d, err
	}
	if d.draft, err = tx.LatestDraft(c.ID); err != nil {
		return d, err
	}
	if d.sendsOpinionLetters() {
		if err := d.withLetters(tx); err != nil {
			return d, err
		}
	}
	if c.State != reply.Approval {
		return d, nil
	}
	d.job, err = tx.OpenSigningJobOf(c.ID, 0)
	return d, err
}

func departmentsByID(tx Tx) (map[int64]reply.Department, error) {
	all, err := tx.Departments()
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]reply.Department, len(all))
	for _, one := range all {
		byID[one.ID] = one
	}
	return byID, nil
}

// properNames are the names of the case that a comparison treats as wholes.
func (d dossier) properNames() []string {
	parts := []reply.Department{d.lead()}
	for _, id := range d.Case.CoHandlerIDs {
		parts = append(parts, d.departments[id])
	}
	return reply.ProperNames(d.Case, parts)
}

func (d dossier) lead() reply.Department { return d.departments[d.Case.LeadID] }

func (d dossier) coHandlingDepartments() []reply.Department {
	var all []reply.Department
	for _, id := range d.Case.CoHandlerIDs {
		all = append(all, d.departments[id])
	}
	return all
}

// newest returns the department's newest contribution, whether it counts or
// not, or nil.
func (d dossier) newest(department int64) *reply.Contribution {
	var found *reply.Contribution
	for i := range d.contributions {
		if d.contributions[i].DepartmentID == department {
			found = &d.contributions[i]
		}
	}
	return found
}

// latest returns the department's newest contribution if it counts: one that
// was returned or taken back has no entries to merge, and none before it has.
func (d dossier) latest(department int64) *reply.Contribution {
	if c := d.newest(department); c != nil && c.Ending == "" {
		return c
	}
	return nil
}

func (d dossier) waiver(department int64) *reply.Waiver {
	for i := range d.Case.Waivers {
		if d.Case.Waivers[i].DepartmentID == department {
			return &d.Case.Waivers[i]
		}
	}
	return nil
}

// missing are the co-handlers that the lead still waits for.
func (d dossier) missing() []reply.Department {
	var all []reply.Department
	for _, dep := range d.coHandlingDepartments() {
		if d.waitsFor(dep.ID) {
			all = append(all, dep)
		}
	}
	return all
}

// entriesOf takes a contribution apart; answers get the part of the letter that
// they were asked for.
func (d dossier) entriesOf(c reply.Contribution) []merge.Entry {
	return merge.Hang(merge.Entries(c), d.draft.Body, d.requests)
}

func (d dossier) coHandlers(today calendar.Date) []CoHandler {
	var all []CoHandler
	readings := d.readings()
	for _, dep := range d.coHandlingDepartments() {
		one := CoHandler{
			Department: dep, Latest: d.latest(dep.ID), Newest: d.newest(dep.ID), Waiver: d.waiver(dep.ID),
			Requests: d.requestsTo(dep.ID), Collection: d.collection(dep.ID, today),
		}
		for _, r := range readings {
			switch {
			case r.Entry.Department != dep.ID:
			case r.Verdict == nil:
				one.Undecided++
			case r.Verdict.Verdict == reply.Declined:
				one.Declined++
			default:
				one.Used++
			}
		}
		all = append(all, one)
	}
	return all
}

// current returns the letter in force, or nil.
func (d dossier) current() *reply.Letter {
	for i := range d.letters {
		if d.letters[i].State == reply.Issued {
			return &d.letters[i]
		}
	}
	return nil
}

func shortNames(all []reply.Department) string {
	var names []string
	for _, dep := range all {
		names = append(names, dep.ShortName)
	}
	return strings.Join(names, "、")
}
