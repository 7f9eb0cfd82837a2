package service_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// pdfInfo is what poppler says of the file's properties, and of its signatures.
func pdfInfo(t *testing.T, pdf []byte) (info, signatures string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := inUTC("pdfinfo", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", file).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %s", out)
	}
	b, _ := exec.Command("pdfsig", file).CombinedOutput() // ends with an error where there is none
	return string(a), string(b)
}

func inUTC(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "TZ=UTC")
	return c
}

func TestPrintUnsealed(t *testing.T) {
	s := newStage(t)
	id, l := s.issued()
	signed, err := s.Download(s.ctx, s.drafter(), l.ID)
	s.must(err)
	copied, err := s.PrintUnsealed(s.ctx, s.drafter(), l.ID)
	s.must(err)
	if copied.Name != "第0123号提案答复（打印件，未用印）.pdf" {
		t.Errorf("the file is called %s", copied.Name)
	}
	info, signatures := pdfInfo(t, copied.Bytes)
	for _, want := range []string{"的答复（打印件，未用印）", "云南省科学技术厅", "未用印\n", "Thu May 30 16:00:00 2024 UTC"} {
		if !strings.Contains(info, want) {
			t.Errorf("the properties lack %q:\n%s", want, info)
		}
	}
	if !strings.Contains(signatures, "does not contain any signatures") {
		t.Errorf("pdfsig says %s", signatures)
	}
	if got, want := pdfText(t, copied.Bytes), pdfText(t, signed.Bytes); got != want || !strings.Contains(got, "样张") {
		t.Error("the copy has other words than the signed letter, or hides that its key was a trial key")
	}
	if strings.Contains(pdfText(t, copied.Bytes), "未用印") {
		t.Error("the pages bear a mark of the copy")
	}
	again, err := s.PrintUnsealed(s.ctx, s.head(), l.ID)
	s.must(err)
	if string(again.Bytes) != string(copied.Bytes) {
		t.Error("two copies are not the same bytes")
	}
	if n := s.eventsOf(id, reply.PrintUnsealed); n != 2 {
		t.Errorf("%d copies are recorded, want 2", n)
	}
}

// eventsOf counts a case's events of an act.
func (s *stage) eventsOf(id int64, act reply.Act) int {
	s.t.Helper()
	n := 0
	s.must(s.store.Read(s.ctx, func(tx service.Tx) error {
		all, err := tx.Events(id)
		for _, e := range all {
			if e.Act == act {
				n++
			}
		}
		return err
	}))
	return n
}

func TestWhoPrintsUnsealedAndWhat(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	s.setDay(2024, 5, 31)
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	s.wire(failing{s.signer})
	if _, err := s.Issue(s.ctx, s.head(), id, view.Approval()); err == nil {
		t.Fatal("signed all the same")
	}
	page, err := s.Case(s.ctx, s.head(), id)
	s.must(err)
	_, err = s.PrintUnsealed(s.ctx, s.drafter(), page.Letters[0].ID) // approved, not signed yet
	s.must(err)
	s.wire(s.signer)
	l, err := s.RetrySigning(s.ctx, s.head(), id)
	s.must(err)
	for login, code := range map[string]reply.Code{
		"keji.chengban": 0, "keji.fuze": 0, "keji.chayue": reply.NotFound, "jiaoyu.chengban": reply.Forbidden, "jiaoyu.fuze": reply.Forbidden,
	} {
		if _, known := s.actors[login]; !known {
			continue
		}
		if _, err := s.PrintUnsealed(s.ctx, s.actors[login], l.ID); reply.CodeOf(err) != code {
			t.Errorf("%s: %v, want code %d", login, err, code)
		}
	}
	before := s.eventsOf(id, reply.PrintUnsealed)
	s.must(s.Revise(s.ctx, s.head(), id, "数据更新"))
	_, err = s.PrintUnsealed(s.ctx, s.drafter(), l.ID) // in force until the new one is issued
	s.must(err)
	s.must(s.Withdraw(s.ctx, s.head(), l.ID, "另行答复"))
	_, err = s.PrintUnsealed(s.ctx, s.drafter(), l.ID)
	s.refused(err, reply.Conflict)
	if n := s.eventsOf(id, reply.PrintUnsealed); n != before+1 {
		t.Errorf("%d more copies are recorded, want 1", n-before)
	}
}
