package service_test

import (
	"bytes"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/service"
	"dafu/internal/store"
)

// approved is a case that waits for the press, with what the 负责人 sees.
func (s *stage) approved() (int64, service.IssueView, []byte) {
	s.t.Helper()
	id := s.sent()
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	file, err := s.PreparedFile(s.ctx, s.head(), id)
	s.must(err)
	return id, view, file.Bytes
}

// counting is the real signer; it counts.
type counting struct {
	service.Signer
	mu    *sync.Mutex
	times *int
}

func (c counting) Sign(pdf []byte, d reply.Department, seal service.Seal, place layout.SealPlace, at time.Time) ([]byte, error) {
	c.mu.Lock()
	*c.times++
	c.mu.Unlock()
	return c.Signer.Sign(pdf, d, seal, place, at)
}

func (s *stage) counted() *int {
	times := new(int)
	s.signer = counting{s.keys, &sync.Mutex{}, times}
	s.wire(s.signer)
	return times
}

// signedOnce holds that the case has exactly one signed letter, that it is
// what was approved, and that everything else says so too.
func (s *stage) signedOnce(id int64, approved []byte) reply.Letter {
	s.t.Helper()
	page, err := s.Case(s.ctx, s.head(), id)
	s.must(err)
	var issued []reply.Letter
	s.must(s.store.Read(s.ctx, func(tx service.Tx) error {
		for _, l := range page.Letters {
			file, err := tx.SignedFile(l.ID)
			if reply.CodeOf(err) == reply.NotFound {
				continue
			}
			if err != nil {
				return err
			}
			if !bytes.HasPrefix(file, approved) {
				s.t.Error("the signed file does not begin with the approved bytes")
			}
			issued = append(issued, l)
		}
		return nil
	}))
	if len(issued) != 1 || issued[0].State != reply.Issued || page.Case.State != reply.Replied || page.Signing != nil {
		s.t.Fatalf("%d signed files, case %s, job %v, letters %+v", len(issued), page.Case.State, page.Signing, page.Letters)
	}
	if page.Judgement == nil || page.Judgement.Verdict != service.TrialOnly {
		s.t.Errorf("the verifier says %+v", page.Judgement)
	}
	signedOff := slices.DeleteFunc(slices.Clone(page.Events), func(e reply.Event) bool { return e.Act != reply.Issue })
	if len(signedOff) != 1 || signedOff[0].AccountID != s.head().Account.ID || issued[0].IssuedBy != s.head().Account.ID {
		s.t.Errorf("signed off: %+v by %d", signedOff, issued[0].IssuedBy)
	}
	return issued[0]
}

// The process ends at every step in turn, as if killed: nothing after the step
// is done, an open transaction is lost. (cmd/dafu does the same with kill -9.)
func TestTheProcessEndsWhileSigning(t *testing.T) {
	for _, end := range service.Boundaries {
		t.Run(string(end), func(t *testing.T) {
			s := newStage(t)
			times := s.counted()
			id, view, approved := s.approved()
			s.boundary = func(b service.Boundary) {
				if b == end {
					runtime.Goexit()
				}
			}
			var gone sync.WaitGroup
			gone.Go(func() {
				_, err := s.Issue(context.Background(), s.head(), id, view.Approval())
				t.Errorf("the press came to its end: %v", err)
			})
			gone.Wait()
			s.boundary = nil
			s.wire(s.signer) // the next start; the lease of the attempt still runs
			n, err := s.ResumeSigning(s.ctx)
			s.must(err)
			want := 1
			if end == service.Ordering || end == service.Kept { // not ordered yet; done already
				want = 0
			}
			if n != want {
				t.Errorf("%d letters issued at the start, want %d", n, want)
			}
			if end == service.Ordering {
				_, err := s.Issue(s.ctx, s.head(), id, view.Approval())
				s.must(err)
			}
			s.signedOnce(id, approved)
			signings := 1
			if end == service.Signed || end == service.Verified || end == service.Keeping { // made, and lost
				signings = 2
			}
			if *times != signings {
				t.Errorf("signed %d times, want %d", *times, signings)
			}
			if n, err := s.ResumeSigning(s.ctx); n != 0 || err != nil {
				t.Errorf("the start after that: %d issued, %v", n, err)
			}
		})
	}
}

func TestAFailedSignatureStaysOrdered(t *testing.T) {
	s := newStage(t)
	id, view, approved := s.approved()
	keys := s.signer
	s.wire(failing{keys})
	l, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Unavailable)
	if l.State != reply.Prepared || l.ID == 0 || l.ApprovedSHA != view.Letter.ApprovedSHA {
		t.Errorf("the letter came back as %+v", l)
	}
	for login, wants := range map[string]reply.Act{"keji.fuze": reply.RetrySigning, "keji.chengban": reply.RetrySigning, "ducha": "", "jiaoyu.chengban": ""} {
		page, err := s.Case(s.ctx, s.actors[login], id)
		s.must(err)
		sees := page.Signing != nil && strings.Contains(page.Next.Text, "签章没有完成，正在重试：签章密钥或时间戳服务没有响应")
		if sees == (login == "jiaoyu.chengban") || page.Next.Act != wants || strings.Contains(page.Next.Text, "token") {
			t.Errorf("%s sees %+v and is asked for %+v", login, page.Signing, page.Next)
		}
		for _, act := range []reply.Act{reply.Recall, reply.ReturnDraft, reply.PrepareIssue, reply.SaveDraft} {
			if page.Can[act] {
				t.Errorf("%s is offered to %s", login, act)
			}
		}
	}
	// What was approved is frozen.
	s.refused(s.Recall(s.ctx, s.drafter(), id), reply.Conflict)
	s.refused(s.ReturnDraft(s.ctx, s.head(), id, 2, "数据有误"), reply.Conflict)
	_, err = s.PrepareIssue(s.ctx, s.head(), id)
	s.refused(err, reply.Conflict)
	_, err = s.SaveDraft(s.ctx, s.drafter(), id, 2, "别的文字")
	s.refused(err, reply.Conflict)
	_, err = s.Issue(s.ctx, s.head(), id, service.Approval{SHA256: strings.Repeat("0", 64)})
	s.refused(err, reply.Conflict)

	s.wire(keys)
	if n, err := s.ContinueSigning(s.ctx); n != 0 || err != nil {
		t.Errorf("tried again at once: %d, %v", n, err)
	}
	s.now = s.now.AddDate(0, 0, 1)
	if n, err := s.ContinueSigning(s.ctx); n != 1 || err != nil {
		t.Errorf("the day after: %d issued, %v", n, err)
	}
	l = s.signedOnce(id, approved)
	if l.IssueDate != view.Letter.IssueDate || l.IssuedAt.Day() != s.now.Day() {
		t.Errorf("the letter is of %s and was signed at %s", l.IssueDate, l.IssuedAt)
	}
	page, err := s.Case(s.ctx, s.head(), id)
	s.must(err)
	if detail := page.Events[0].Detail; !strings.Contains(detail, "2024年5月27日 10:00 批准，第 2 次签章完成") {
		t.Errorf("the log says %q", detail)
	}
}

func TestWhoMayRetryAndGiveUp(t *testing.T) {
	s := newStage(t)
	id, view, _ := s.approved()
	_, err := s.RetrySigning(s.ctx, s.head(), id)
	s.refused(err, reply.Conflict)
	s.refused(s.AbandonSigning(s.ctx, s.head(), id, "时间戳服务停用"), reply.Conflict)
	keys := s.signer
	s.wire(failing{keys})
	_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Unavailable)
	_, err = s.RetrySigning(s.ctx, s.drafter(), id)
	s.refused(err, reply.Unavailable)
	_, err = s.RetrySigning(s.ctx, s.actors["jiaoyu.chengban"], id)
	s.refused(err, reply.Forbidden)
	s.refused(s.AbandonSigning(s.ctx, s.drafter(), id, "不等了"), reply.Forbidden)
	s.refused(s.AbandonSigning(s.ctx, s.head(), id, " "), reply.Invalid)
	s.must(s.AbandonSigning(s.ctx, s.head(), id, "时间戳服务停用"))
	s.refused(s.AbandonSigning(s.ctx, s.head(), id, "时间戳服务停用"), reply.Conflict)

	s.wire(keys)
	if n, err := s.ResumeSigning(s.ctx); n != 0 || err != nil {
		t.Errorf("given up and yet %d signed, %v", n, err)
	}
	page, err := s.Case(s.ctx, s.head(), id)
	s.must(err)
	old := page.Letters[0]
	if old.State != reply.Abandoned || old.Reason != "时间戳服务停用" || page.Case.State != reply.Approval || page.Next.Act != reply.PrepareIssue {
		t.Errorf("after giving up: %+v, next %+v", old, page.Next)
	}
	_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Stale)
	again, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	if again.Letter.DocNumber != view.Letter.DocNumber || again.Letter.ID != 0 {
		t.Errorf("prepared again: %+v", again.Letter)
	}
	_, err = s.Issue(s.ctx, s.head(), id, again.Approval())
	s.must(err)
}

// Given up while the signature is being made: what was made is thrown away.
func TestGivenUpDuringAnAttempt(t *testing.T) {
	s := newStage(t)
	id, view, _ := s.approved()
	s.boundary = func(b service.Boundary) {
		if b == service.Signed {
			s.boundary = nil
			s.must(s.AbandonSigning(s.ctx, s.head(), id, "文字有误"))
		}
	}
	_, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Stale)
	page, err := s.Case(s.ctx, s.head(), id)
	s.must(err)
	if page.Letters[0].State != reply.Abandoned || page.Case.State != reply.Approval {
		t.Errorf("letter %s, case %s", page.Letters[0].State, page.Case.State)
	}
	err = s.store.Read(s.ctx, func(tx service.Tx) error { _, err := tx.SignedFile(page.Letters[0].ID); return err })
	s.refused(err, reply.NotFound)
}

// Two programs on one database: the second leaves the first alone, unless it
// starts and takes everything up; then only its own attempt is kept.
func TestTwoProgramsSignOnce(t *testing.T) {
	s := newStage(t)
	times := s.counted()
	id, view, approved := s.approved()
	db, err := store.Open(s.file)
	s.must(err)
	defer db.Close()
	other := s.program(db, s.signer)
	press := func(p *service.Service) (reply.Letter, error) {
		return p.Issue(s.ctx, s.head(), id, view.Approval())
	}
	var second reply.Letter
	s.boundary = func(b service.Boundary) {
		if b != service.Signed {
			return
		}
		s.boundary = nil
		l, err := press(other)
		if err != nil || l.State != reply.Prepared || *times != 1 {
			t.Errorf("the second press: %v, %s, signed %d times", err, l.State, *times)
		}
		if n, err := other.ContinueSigning(s.ctx); n != 0 || err != nil {
			t.Errorf("the second program went on: %d, %v", n, err)
		}
		if n, err := other.ResumeSigning(s.ctx); n != 1 || err != nil {
			t.Errorf("the second program started: %d, %v", n, err)
		}
		second, err = press(other)
		s.must(err)
	}
	first, err := press(s.Service)
	s.must(err)
	l := s.signedOnce(id, approved)
	if l.SignedSHA != first.SignedSHA || l.SignedSHA != second.SignedSHA {
		t.Errorf("the first sees %s, the second %s, stored is %s", first.SignedSHA, second.SignedSHA, l.SignedSHA)
	}
}

// Looking at a case whose job is due wakes whoever keeps the program going.
func TestLookingAtACaseWakesItsSigning(t *testing.T) {
	s := newStage(t)
	id, view, _ := s.approved()
	keys := s.signer
	s.wire(failing{keys})
	_, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Unavailable)
	woken := func() bool {
		_, err := s.Case(s.ctx, s.drafter(), id)
		s.must(err)
		select {
		case <-s.SigningWanted():
			return true
		default:
			return false
		}
	}
	if woken() {
		t.Error("woken at once after a failure")
	}
	s.now = s.now.Add(time.Minute)
	if !woken() {
		t.Error("not woken although the job is due")
	}
}
