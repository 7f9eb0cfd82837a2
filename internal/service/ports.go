// Package service holds the use cases: what happens when somebody submits,
// merges, sends for approval or issues. Each checks the permission, acts in one
// transaction, and writes its audit event in the same transaction.
//
// It owns the interfaces of what it needs; cmd wires the adapters in.
package service

import (
	"context"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/check"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/typeface"
)

// Store keeps everything. Read and Write run fn in one transaction; if fn
// fails, nothing of it is kept.
//
// Read runs fn on a snapshot, beside other readers and the writer.
//
// Write runs fn alone: other writers wait, so fn does nothing costly; it compares
// revisions and stores (rehearse.go says how costly work comes before it). fn may
// be run again, so it changes nothing outside but variables that it sets anew
// each time: no file, no message, no counter. What is to happen once happens after
// Write has returned without an error: only then is it kept, on the disk. A writer
// that waits for another process gives up with Unavailable. fn must not call
// Write.
type Store interface {
	Read(ctx context.Context, fn func(Tx) error) error
	Write(ctx context.Context, fn func(Tx) error) error
}

// Tx is what can be read and written in a transaction. Looking up what is not
// there fails with reply.NotFound; Put of an outdated revision with
// reply.Stale; a breach of uniqueness with reply.Conflict. In a Read
// transaction every writing method fails.
type Tx interface {
	Registry
	Cases
	Requests
	Letters
	SigningJobs
	Checks
	Phrases
	Comments
	Countersigns
	KeyMarks

	// AddEvent appends to the audit log and sets e.ID.
	AddEvent(e *reply.Event) error
	// Events returns a case's log, oldest first; of case 0, what concerns none.
	Events(caseID int64) ([]reply.Event, error)
}

// Registry keeps departments, accounts and failed logins.
type Registry interface {
	// Departments returns all, disabled ones included, by ID.
	Departments() ([]reply.Department, error)
	Department(id int64) (reply.Department, error)
	// PutDepartment inserts (ID 0, sets it) or updates where the stored revision
	// is still d.Revision, else Stale; it counts d.Revision up. Full and short
	// names are unique.
	PutDepartment(d *reply.Department) error

	Accounts() ([]reply.Account, error)
	Account(id int64) (reply.Account, error)
	AccountByLogin(login string) (reply.Account, error)
	// PutAccount does the same with an account. Logins are unique.
	PutAccount(a *reply.Account) error

	// SessionEnded tells whether a session was ended, by signing out or in anew. One
	// that is not there was not.
	SessionEnded(session string) (bool, error)

	// Failures returns how often logging in with this name from this address
	// failed since it last succeeded and when it last failed; 0 and the zero time
	// if never. The name need not be an account's; address "" counts them all.
	Failures(login, address string) (n int, last time.Time, err error)
	SetFailures(login, address string, n int, last time.Time) error
	// KnownPlace tells whether somebody has signed in with the name from the address;
	// KnowPlace remembers it.
	KnownPlace(login, address string) (bool, error)
	KnowPlace(login, address string, at time.Time) error
	// ForgetFailures forgets those of a name from every address.
	ForgetFailures(login string) error
}

// CaseFilter narrows a list of cases. Zero fields do not narrow.
type CaseFilter struct {
	DepartmentID int64 // as lead or co-handler
	States       []reply.State
}

// Cases keeps cases and what is written for them.
type Cases interface {
	Case(id int64) (reply.Case, error)
	Cases(f CaseFilter) ([]reply.Case, error)
	// PutCase inserts (ID 0, sets it, Revision becomes 1) or updates where the
	// stored revision is still c.Revision, and counts c.Revision up; otherwise
	// it fails with Stale. A lead has kind, body and number together once.
	PutCase(c *reply.Case) error

	// SameProposals returns the other cases that are about the same 提案 or 建议 as c
	// (reply.SameProposal), whoever leads them, by ID.
	SameProposals(c reply.Case) ([]reply.Case, error)

	// LastContact returns the contact person whom the department named last, in a
	// case that it leads or in an opinion; the zero person if there is none.
	LastContact(department int64) (reply.Person, error)

	// WorkingCopy returns a zero copy with Version 0 if nothing was saved yet.
	WorkingCopy(caseID, departmentID int64) (reply.WorkingCopy, error)
	// PutWorkingCopy saves if the stored version is still w.Version, and counts
	// it up; otherwise Stale.
	PutWorkingCopy(w *reply.WorkingCopy) error

	// Contributions returns every revision of every department with how it ended,
	// by department in order of ID, then by revision.
	Contributions(caseID int64) ([]reply.Contribution, error)
	// AddContribution inserts; (case, department, revision) is unique.
	AddContribution(c *reply.Contribution) error

	// LatestDraft returns a zero draft with Revision 0 if there is none.
	LatestDraft(caseID int64) (reply.Draft, error)
	Draft(caseID int64, revision int) (reply.Draft, error)
	// DraftUpTo returns the latest revision up to the one named that is still
	// kept; a zero draft if there is none.
	DraftUpTo(caseID int64, revision int) (reply.Draft, error)
	// AddDraft inserts; (case, revision) is unique, a repeat is Stale.
	AddDraft(d *reply.Draft) error
	// DraftMarks returns every revision without its text, oldest first.
	DraftMarks(caseID int64) ([]reply.DraftMark, error)
	// DropDrafts removes revisions that were saved on their own. It fails on any
	// other, and then removes none.
	DropDrafts(caseID int64, revisions []int) error
	// NameDraft gives a revision a name, "" takes it away.
	NameDraft(caseID int64, revision int, name string) error

	// Responses returns which blocks of the latest draft answer which
	// recommendation.
	Responses(caseID int64) ([]reply.Response, error)
	PutResponses(caseID int64, all []reply.Response) error
}

// Phrases keeps the departments' phrases (常用语).
type Phrases interface {
	// Phrases returns a department's, by ID.
	Phrases(departmentID int64) ([]reply.Phrase, error)
	Phrase(id int64) (reply.Phrase, error)
	// PutPhrase inserts (ID 0, sets it) or updates where the stored revision is
	// still p.Revision, else Stale; it counts p.Revision up.
	PutPhrase(p *reply.Phrase) error
	DropPhrase(id int64) error
	// UsePhrase counts one use; its revision stays.
	UsePhrase(id int64, at time.Time) error
}

// Requests keeps what the lead asks co-handlers for, and how contributions ended.
type Requests interface {
	// Requests returns a case's requests, oldest first.
	Requests(caseID int64) ([]reply.Request, error)
	// PutRequest inserts (ID 0, sets it) or updates where the stored revision is
	// still r.Revision, else Stale; it counts r.Revision up. Whom it was put to
	// and when never changes.
	PutRequest(r *reply.Request) error
	// EndContribution says once how a contribution ended: Ending, Reason and
	// EndedAt; a second time is Conflict.
	EndContribution(c reply.Contribution) error
}

// Checks keeps what was said of the findings of 公文体检, and the departments'
// own tables.
type Checks interface {
	// Exemptions returns those of a case, oldest first.
	Exemptions(caseID int64) ([]reply.Exemption, error)
	// PutExemption inserts or replaces that of the case and key.
	PutExemption(e reply.Exemption) error
	// DropExemption removes it, if there is one.
	DropExemption(caseID int64, key string) error

	// CheckTable returns a department's latest version, a zero one with Version 0
	// if there is none.
	CheckTable(departmentID int64) (reply.TableVersion, error)
	// CheckTables returns every version, newest first.
	CheckTables(departmentID int64) ([]reply.TableVersion, error)
	// AddCheckTable inserts; (department, version) is unique, a repeat is Stale.
	AddCheckTable(v reply.TableVersion) error
}

// LetterFilter narrows a list of issued letters. DepartmentID 0 means all.
type LetterFilter struct {
	DepartmentID int64  // lead or co-handler of the case
	Words        string // all of these (split at spaces) occur in number, title, case number or text
	Limit        int    // 0 means 200
}

// Letters keeps the versions of the replies, their files and their numbers.
type Letters interface {
	Letter(id int64) (reply.Letter, error)
	// LetterBySigned finds the letter whose signed file has this SHA-256 (hex).
	LetterBySigned(sha string) (reply.Letter, error)
	// LettersOf returns a case's letters, the versions of the reply and of every
	// 会办意见函, each oldest first.
	LettersOf(caseID int64) ([]reply.Letter, error)
	// FindLetters returns replies that were issued (also those withdrawn or
	// replaced since), newest first.
	FindLetters(f LetterFilter) ([]reply.Letter, error)
	// AddLetter inserts (sets l.ID) with the bytes shown for sign-off;
	// (case, version) is unique.
	AddLetter(l *reply.Letter, approved []byte) error
	// UpdateLetter changes a letter's state fields if its stored state is still
	// from; otherwise Stale. Its files are never changed.
	UpdateLetter(l *reply.Letter, from reply.LetterState) error
	ApprovedFile(id int64) ([]byte, error)
	// AddSignedFile stores the signed bytes once; a second time is Conflict.
	AddSignedFile(id int64, signed []byte) error
	SignedFile(id int64) ([]byte, error)

	// NextNumber tells which number of the year the case's reply, or that
	// co-handler's 会办意见函, would be given under this prefix: the one it holds
	// unused, else the smallest free one ≥ first. It reserves nothing.
	NextNumber(prefix string, year, first int, caseID, coHandlerID int64) (reply.Number, error)
	// ReserveNumber takes a number for the case's reply or that co-handler's
	// 会办意见函; a repeat succeeds, one that is another's or used is Stale.
	ReserveNumber(n reply.Number, caseID, coHandlerID int64) error
	// UseNumber marks a number that they reserved as printed on an issued letter.
	UseNumber(n reply.Number, caseID, coHandlerID int64) error
	// ReleaseNumbers frees what the case holds unused, for others to take: those of
	// its reply, or those of a co-handler's 会办意见函.
	ReleaseNumbers(caseID, coHandlerID int64) error
}

// SigningJobs keeps the orders to sign what was approved.
type SigningJobs interface {
	// AddSigningJob inserts; a letter has one job for ever, a case one open job
	// of each author at a time, a second is Conflict.
	AddSigningJob(j reply.SigningJob) error
	SigningJob(letterID int64) (reply.SigningJob, error)
	// OpenSigningJobs returns all that are still to be done, oldest first.
	OpenSigningJobs() ([]reply.SigningJob, error)
	// OpenSigningJobOf returns the zero job if there is none open for the case's
	// reply or, if coHandlerID is not 0, that department's 会办意见函.
	OpenSigningJobOf(caseID, coHandlerID int64) (reply.SigningJob, error)
	// UpdateSigningJob stores how far an open job has come if its stored attempts
	// are still those given; otherwise Stale. An ended job never changes.
	UpdateSigningJob(j reply.SigningJob, attempts int) error
}

// Setting is a letter set on paper.
type Setting struct {
	PDF   []byte
	Pages int
	Seal  *layout.SealPlace
}

// Properties are what a file says about itself (文档属性).
type Properties struct {
	Title    string
	Author   string // 署名
	Subject  string // 提案编号
	Keywords []string
	Date     time.Time // 成文日期; zero if the letter has none
}

// Seal is a seal's picture, its lower left corner at the origin of a square of
// Diameter points (PDF's y upwards).
type Seal struct {
	Diameter float64
	Paths    []layout.Path // for the screen
	Content  []byte        // the same as PDF operators, for the signature's appearance
}

// Press sets letters and draws seals.
type Press interface {
	// Set fails with *layout.UnprintableError if a character cannot be printed.
	Set(l gongwen.Letter, o layout.Options) (Setting, error)
	// Lay sets a letter like Set and returns its pages undrawn, for a screen.
	Lay(l gongwen.Letter, o layout.Options) (layout.Pages, error)
	// Prints tells whether a face in use prints the character.
	Prints(r rune) bool
	// SetRedline sets two revisions as one (花脸稿). It fails as Set does.
	SetRedline(r layout.Redline) (Setting, error)
	// Relabel returns a file that Set has made with other properties; its pages
	// are the same bytes. It fails on any other file.
	Relabel(pdf []byte, p Properties) ([]byte, error)
	// Outline returns a glyph's outline in em, y upwards from the baseline. It
	// fails on a face or glyph that there is not.
	Outline(face typeface.FaceID, glyph uint16) ([]typeface.Segment, error)
	// WebFont returns a font for a browser with those of the characters that the
	// role's own face has; nil if it has none.
	WebFont(role typeface.Role, characters []rune) ([]byte, error)
	// Seal draws the round seal of the department; a trial seal has no star and
	// says 试用.
	Seal(fullName string, trial bool, diameter float64) (Seal, error)
}

// WordFiles reads and writes the files of Word (.docx).
type WordFiles interface {
	// Read returns a file's official plain text, and what of it is not in the
	// text, a Chinese sentence each. It fails with a *reply.Error.
	Read(file []byte) (text string, notices []string, err error)
	// Write sets the letter with Word's styles.
	Write(l gongwen.Letter) ([]byte, error)
}

// TableFiles reads and writes the files of 词表.
type TableFiles interface {
	// Read takes .csv in the encodings of spreadsheets, and .xlsx. A file with a
	// fault is refused whole, with line and reason, as a *reply.Error or
	// reply.Problems.
	Read(name string, file []byte) (check.Table, error)
	// Sheet makes a .xlsx file.
	Sheet(t check.Table) ([]byte, error)
}

// Signer signs finished letters with the department's key.
type Signer interface {
	// Trial reports whether the department's key is a trial key.
	Trial(d reply.Department) (bool, error)
	// Sign returns pdf with a signature and the seal at place appended, and has
	// verified the result itself before it returns it.
	Sign(pdf []byte, d reply.Department, seal Seal, place layout.SealPlace, at time.Time) ([]byte, error)
}

// Verifier judges files, whoever made them.
type Verifier interface {
	// Judge never fails: what it cannot read it cannot judge. now is when it
	// looks.
	Judge(pdf []byte, now time.Time) Judgement
}

// Announcer is a Signer that knows which of its certificates want attention.
type Announcer interface {
	// KeyNotices says, one Chinese sentence each, which certificates have ended or
	// end within 30 days, the most urgent first.
	KeyNotices(now time.Time) []string
}

// Clock tells the instant; everything that needs “now” or “today” asks it.
type Clock func() time.Time

// Today is the civil day in China.
func (c Clock) Today() calendar.Date { return calendar.On(c()) }

// Comments keeps what is said in the margin of drafts (批注).
type Comments interface {
	// Comments returns a case's, answers among them, in the order in which they
	// were written.
	Comments(caseID int64) ([]reply.Comment, error)
	// AddComment inserts and sets c.ID. If the account wrote one with the same
	// Press for this case before, it inserts nothing and c becomes that one.
	AddComment(c *reply.Comment) error
	// PutCommentState stores c's state and who changed it if the stored version is
	// still c.Version, and counts it up; otherwise Stale.
	PutCommentState(c *reply.Comment) error
	// MoveComments stores the spans of comments.
	MoveComments(all []reply.Comment) error
}

// Countersigns keeps how the co-handlers agree to their words (会签).
type Countersigns interface {
	// Countersigns returns a case's, oldest first.
	Countersigns(caseID int64) ([]reply.Countersign, error)
	// AddCountersign appends and sets c.ID.
	AddCountersign(c *reply.Countersign) error
}
