package service_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/merge"
	"dafu/internal/pdf"
	"dafu/internal/reply"
	"dafu/internal/sample"
	"dafu/internal/service"
	"dafu/internal/sign"
	"dafu/internal/store"
	"dafu/internal/typeface"
)

// stage is the real service over a real database, real faces and a real trial
// key, with the real case's people; only its clock is set by hand.
type stage struct {
	*service.Service
	t      testing.TB
	ctx    context.Context
	store  *store.DB
	now    time.Time
	m      sample.Material
	ids    map[string]int64 // departments by short name
	actors map[string]reply.Actor
	signer service.Signer
	keys   *sign.Keyring
	file   string        // of the database
	shop   service.Store // what the service is given; the store if nil
	press  service.Press // likewise
	// boundary is called at each step of signing.
	boundary func(service.Boundary)
}

func newStage(t testing.TB) *stage {
	t.Helper()
	s := &stage{t: t, ctx: t.Context(), m: sample.Real(), ids: map[string]int64{}, actors: map[string]reply.Actor{}}
	s.setDay(2024, 3, 1)
	dir := t.TempDir()
	db, err := store.Open(filepath.Join(dir, "dafu.db"))
	s.must(err)
	t.Cleanup(func() { _ = db.Close() })
	keys, err := sign.OpenKeyring(filepath.Join(dir, "keys"), s.clock)
	s.must(err)
	s.store, s.signer, s.keys, s.file = db, keys, keys, filepath.Join(dir, "dafu.db")
	s.wire(keys)
	s.enrol()
	return s
}

func (s *stage) clock() time.Time { return s.now }

func (s *stage) setDay(y int, m time.Month, d int) {
	s.now = time.Date(y, m, d, 10, 0, 0, 0, calendar.China)
}

var faces = typeface.NewSet(typeface.Shipped(), func(file string) ([]byte, error) {
	return os.ReadFile(filepath.Join("../../fonts", file))
})

// wire makes the service, with a signer of the test's choice.
func (s *stage) wire(signer service.Signer) {
	s.t.Helper()
	var db service.Store = s.store
	if s.shop != nil {
		db = s.shop
	}
	s.Service = s.program(db, signer)
}

// program is another service, as a program that starts has it.
func (s *stage) program(db service.Store, signer service.Signer) *service.Service {
	s.t.Helper()
	files := os.DirFS("../../templates/reply")
	names, err := fs.Glob(files, "*.txt")
	s.must(err)
	var skeletons []merge.Skeleton
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		s.must(err)
		one, err := merge.ParseSkeleton(strings.TrimSuffix(name, ".txt"), string(b))
		s.must(err)
		skeletons = append(skeletons, one)
	}
	var press service.Press = pdf.New(faces)
	if s.press != nil {
		press = s.press
	}
	return service.New(service.Parts{
		Store: db, Press: press, Signer: signer, Clock: s.clock,
		Calendar: calendar.Shipped(), Skeletons: skeletons, Verifier: s.keys,
		Boundary: func(b service.Boundary) {
			if s.boundary != nil {
				s.boundary(b)
			}
		},
	})
}

const password = "correct horse 1"

func (s *stage) enrol() {
	s.t.Helper()
	byName := map[string]int64{}
	for _, d := range append(s.m.File.Departments, s.m.Registry...) {
		in := service.DepartmentInput{FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: d.NumberPrefix}
		if d.FullName == s.m.File.Lead {
			in.NextNumber = s.m.NextNumber
		}
		id, err := s.SaveDepartment(s.ctx, service.Operator, in)
		s.must(err)
		byName[d.FullName], s.ids[d.ShortName] = id, id
	}
	for _, a := range s.m.Accounts {
		id, err := s.SaveAccount(s.ctx, service.Operator, service.AccountInput{
			DepartmentID: byName[a.Department], Login: a.Login, Name: a.Name, Role: a.Role, Password: password,
		})
		s.must(err)
		s.actors[a.Login], err = s.Actor(s.ctx, id)
		s.must(err)
	}
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// refused asserts the code of an error, and that it has a text to show.
func (s *stage) refused(err error, code reply.Code) {
	s.t.Helper()
	if reply.CodeOf(err) != code {
		s.t.Fatalf("error %v (code %d), want code %d", err, reply.CodeOf(err), code)
	}
	for _, p := range reply.ProblemsOf(err) {
		if p.Text == "" {
			s.t.Fatalf("an error without a text to show: %v", err)
		}
	}
}

func (s *stage) drafter() reply.Actor { return s.actors["keji.chengban"] }
func (s *stage) head() reply.Actor    { return s.actors["keji.fuze"] }

func (s *stage) input() service.CaseInput {
	f := s.m.File
	in := service.CaseInput{
		Kind: f.Kind, Body: f.Body, Number: f.Number, Title: f.Title, Proposers: f.Proposers,
		Recommendations: f.Recommendations, LeadID: s.ids["省科技厅"],
		CoHandlerIDs: []int64{s.ids["省市场监管局"], s.ids["省教育厅"]},
		AssignedOn:   f.AssignedOn, ReplyDue: f.ReplyDue, CoHandlingDue: f.CoHandlingDue,
		Skeleton: "status-next-steps", HandlingClass: f.Reply.HandlingClass, Publicity: f.Reply.Publicity,
		CopyTo: f.Reply.CopyTo, Contact: f.Reply.Contact,
	}
	return in
}

func (s *stage) register() int64 {
	s.t.Helper()
	id, err := s.CreateCase(s.ctx, s.drafter(), s.input())
	s.must(err)
	return id
}

func (s *stage) opinionOf(short string) reply.Opinion {
	s.t.Helper()
	for _, d := range s.m.File.Departments {
		for _, o := range s.m.Opinions {
			if d.ShortName == short && o.Department == d.FullName {
				return o.Opinion
			}
		}
	}
	s.t.Fatalf("no opinion of %s", short)
	return reply.Opinion{}
}

// collected is a case whose opinions are in and whose lead text is saved; it
// returns the draft's revision.
func (s *stage) collected() (id int64, revision int) {
	s.t.Helper()
	id, revision = s.untalked()
	talk := s.m.File.Talks[0] // the letter speaks of it
	talk.On = s.Today()
	s.must(s.RecordTalk(s.ctx, s.drafter(), id, talk))
	return id, revision
}

// untalked is collected, without the talk with the member on record.
func (s *stage) untalked() (id int64, revision int) {
	s.t.Helper()
	id = s.register()
	s.setDay(2024, 3, 20)
	for login, short := range map[string]string{"jiaoyu.fuze": "省教育厅", "shijian.fuze": "省市场监管局"} {
		_, err := s.SubmitOpinion(s.ctx, s.actors[login], id, 0, s.opinionOf(short))
		s.must(err)
	}
	revision, err := s.SaveDraft(s.ctx, s.drafter(), id, 0, s.m.Lead)
	s.must(err)
	return id, revision
}

func (s *stage) choices(id int64) []service.MergeChoice {
	s.t.Helper()
	view, err := s.MergeForm(s.ctx, s.drafter(), id)
	s.must(err)
	var entries []merge.Entry
	for _, e := range view.Entries {
		entries = append(entries, e.Entry)
	}
	var all []service.MergeChoice
	for _, p := range s.m.Placements {
		found, err := p.Find(entries, view.Draft.Body, s.ids)
		s.must(err)
		all = append(all, service.MergeChoice{
			Department: found.Entry.Department, Revision: found.Entry.Revision, Entry: found.Entry.Index,
			Verdict: reply.Used, Place: found.Place,
		})
	}
	return all
}

// sent is a case that waits for the 负责人.
func (s *stage) sent() int64 {
	s.t.Helper()
	id, revision := s.collected()
	revision, err := s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
	s.must(err)
	s.agreed(id, revision)
	s.setDay(2024, 5, 27)
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, revision))
	return id
}

func (s *stage) issued() (int64, reply.Letter) {
	s.t.Helper()
	id := s.sent()
	s.setDay(2024, 5, 31)
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	l, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.must(err)
	return id, l
}
