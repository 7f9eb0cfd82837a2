package service_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// worn is a store whose files of letters do not come back as they were stored.
type worn struct {
	service.Store
	change func([]byte) []byte
}

type wornTx struct {
	service.Tx
	change func([]byte) []byte
}

func (w worn) Read(ctx context.Context, fn func(service.Tx) error) error {
	return w.Store.Read(ctx, func(tx service.Tx) error { return fn(wornTx{tx, w.change}) })
}

func (w worn) Write(ctx context.Context, fn func(service.Tx) error) error {
	return w.Store.Write(ctx, func(tx service.Tx) error { return fn(wornTx{tx, w.change}) })
}

func (w wornTx) ApprovedFile(id int64) ([]byte, error) {
	b, err := w.Tx.ApprovedFile(id)
	return w.change(bytes.Clone(b)), err
}

func (w wornTx) SignedFile(id int64) ([]byte, error) {
	b, err := w.Tx.SignedFile(id)
	return w.change(bytes.Clone(b)), err
}

// What the case page says of the letter comes from the stored bytes each time.
func TestTheCasePageJudgesTheStoredBytes(t *testing.T) {
	s := newStage(t)
	id, l := s.issued()
	for name, change := range map[string]func([]byte) []byte{
		"a byte changed": func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		"cut off":        func(b []byte) []byte { return b[:len(b)-1] },
		// Holds by itself, but is not what was issued.
		"a hex digit's case": func(b []byte) []byte {
			at := bytes.Index(b, []byte("/Contents <")) + 40
			for ; b[at] < 'a'; at++ {
			}
			b[at] -= 'a' - 'A'
			return b
		},
	} {
		page, err := s.program(worn{s.store, change}, s.signer).Case(s.ctx, s.drafter(), id)
		s.must(err)
		if page.Judgement == nil || page.Judgement.Verdict != service.Invalid || page.Judgement.Reason == "" {
			t.Errorf("%s: %+v", name, page.Judgement)
		}
		check, err := s.program(worn{s.store, change}, s.signer).CheckHash(s.ctx, l.SignedSHA)
		s.must(err)
		if check.Judgement.Verdict != service.Invalid {
			t.Errorf("%s, by the link: %+v", name, check.Judgement)
		}
	}
	for _, login := range []string{"keji.chengban", "keji.fuze", "jiaoyu.chengban", "ducha"} {
		page, err := s.Case(s.ctx, s.actors[login], id)
		s.must(err)
		j := page.Judgement
		if j == nil || j.Verdict != service.TrialOnly || len(j.Signatures) != 1 || !j.Signatures[0].WholeFile ||
			!strings.HasPrefix(j.Signatures[0].Signer, "云南省科学技术厅") || j.Signatures[0].Authority != "" || !j.Signatures[0].Time.Equal(l.IssuedAt) {
			t.Errorf("%s is told %+v", login, j)
		}
	}
	s.must(s.Withdraw(s.ctx, s.head(), l.ID, "有误"))
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if page.Judgement != nil {
		t.Error("a verdict although no letter is in force")
	}
}

func TestWhatTheHolderLearnsAndWhatTheLinkTells(t *testing.T) {
	s := newStage(t)
	_, l := s.issued()
	file, err := s.Download(s.ctx, s.drafter(), l.ID)
	s.must(err)
	held, err := s.CheckFile(s.ctx, file.Bytes)
	s.must(err)
	if held.Letter == nil || held.Letter.DocNumber != l.DocNumber || held.Letter.Title != l.Title || held.Letter.State != reply.Issued {
		t.Errorf("the holder learns %+v", held.Letter)
	}
	linked, err := s.CheckHash(s.ctx, l.SignedSHA)
	s.must(err)
	if linked.Letter == nil || linked.Letter.DocNumber != "" || linked.Letter.Title != "" ||
		linked.Letter.Signatory != "云南省科学技术厅" || linked.Letter.IssueDate != l.IssueDate || linked.Judgement.Verdict != service.TrialOnly {
		t.Errorf("the link tells %+v, %+v", linked.Letter, linked.Judgement)
	}
	for _, sha := range []string{"", "x", l.ApprovedSHA, l.SignedSHA + "00", l.SignedSHA[1:] + "0"} {
		_, err := s.CheckHash(s.ctx, sha)
		s.refused(err, reply.NotFound)
	}
	other, err := s.CheckFile(s.ctx, append(file.Bytes, '\n'))
	s.must(err)
	if other.Letter != nil || other.Judgement.Verdict != service.Invalid {
		t.Errorf("another file: %+v, %+v", other.Letter, other.Judgement)
	}
	_, err = s.CheckFile(s.ctx, make([]byte, service.MaxVerified+1))
	s.refused(err, reply.Invalid)
}

// announcing is a signer that knows of its certificates.
type announcing struct{ service.Signer }

func (announcing) KeyNotices(now time.Time) []string {
	return []string{now.Format("2006") + "年到期"}
}

func TestOnlyAdministratorsHearOfCertificates(t *testing.T) {
	s := newStage(t)
	s.wire(announcing{s.signer})
	got, err := s.KeyNotices(s.ctx, s.actors["guanli"])
	s.must(err)
	if len(got) != 1 || got[0] != "2024年到期" {
		t.Errorf("notices %q", got)
	}
	_, err = s.KeyNotices(s.ctx, s.head())
	s.refused(err, reply.Forbidden)
}
