package service_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/service"
)

func TestTheWholeWay(t *testing.T) {
	s := newStage(t)
	id, l := s.issued()
	if l.DocNumber != "云科提〔2024〕12号" || l.State != reply.Issued || !l.Trial {
		t.Errorf("letter %+v", l)
	}
	want := gongwen.Parse(s.m.Printed, gongwen.Source{}).Text()
	want = strings.Replace(want, "云南省科学技厅\n", "云南省科学技术厅\n", 1)
	if got := l.Text; got != s.m.File.Reply.Title+"\n"+want {
		t.Errorf("the text that was printed is not the published one:\n%s", got)
	}
	file, err := s.Download(s.ctx, s.actors["keji.chayue"], l.ID)
	s.must(err)
	if file.SHA256 != l.SignedSHA || file.Name != "第0123号提案答复.pdf" {
		t.Errorf("downloaded %s with %s, stored %s", file.Name, file.SHA256, l.SignedSHA)
	}
	view, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if view.Case.State != reply.Replied || len(view.Events) != 11 {
		t.Errorf("state %s, %d events %v", view.Case.State, len(view.Events), view.Events)
	}
}

func TestWhatIsSignedIsWhatWasApproved(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	shown, err := s.PreparedFile(s.ctx, s.head(), id)
	s.must(err)
	if shown.SHA256 != view.Letter.ApprovedSHA {
		t.Fatalf("shown %s, to be signed %s", shown.SHA256, view.Letter.ApprovedSHA)
	}
	again, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	if again.Letter.ApprovedSHA != view.Letter.ApprovedSHA || again.Letter.ID != 0 {
		t.Error("looking again made another letter")
	}
	_, err = s.Issue(s.ctx, s.head(), id, service.Approval{SHA256: strings.Repeat("0", 64)})
	s.refused(err, reply.Stale)
	l, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.must(err)
	signed, err := s.Download(s.ctx, s.head(), l.ID)
	s.must(err)
	if !bytes.HasPrefix(signed.Bytes, shown.Bytes) {
		t.Error("the signed file does not begin with the approved bytes")
	}
	_, err = s.PreparedFile(s.ctx, s.head(), id)
	s.refused(err, reply.Conflict)
}

func TestTheDayChangesBeforeSignOff(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	s.now = s.now.AddDate(0, 0, 1)
	_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Stale)
	next, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	if next.Letter.ApprovedSHA == view.Letter.ApprovedSHA || next.Letter.DocNumber != view.Letter.DocNumber {
		t.Errorf("after midnight: %+v", next.Letter)
	}
	_, err = s.Issue(s.ctx, s.head(), id, next.Approval())
	s.must(err)
	_, err = s.Download(s.ctx, s.head(), view.Letter.ID)
	s.refused(err, reply.NotFound)
}

func TestAReturnedDraftFreesItsNumber(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	s.refused(s.ReturnDraft(s.ctx, s.head(), id, 2, " "), reply.Invalid)
	s.refused(s.ReturnDraft(s.ctx, s.head(), id, 1, "看的是上一稿"), reply.Stale)
	s.must(s.ReturnDraft(s.ctx, s.head(), id, 2, "第三部分请补充数据"))
	_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Conflict)

	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if page.Next.Act != reply.SaveDraft || !strings.Contains(page.Next.Text, "第三部分请补充数据") || len(page.Letters) != 0 {
		t.Errorf("next %+v, letters %+v", page.Next, page.Letters)
	}
	text := page.Draft.Body.Text()
	_, err = s.SaveDraft(s.ctx, s.drafter(), id, page.Draft.Revision, strings.Replace(text, "超100余件", "100余件", 1))
	s.must(err)
	page, err = s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if page.Next.Act != reply.SendForApproval {
		t.Errorf("after it was mended: %+v", page.Next)
	}
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, page.Draft.Revision))
	again, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	if again.Letter.DocNumber != view.Letter.DocNumber {
		t.Errorf("number %s after %s was freed", again.Letter.DocNumber, view.Letter.DocNumber)
	}
}

func TestTwoPressIssueAtOnce(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	letters := make([]reply.Letter, 4)
	errs := make([]error, len(letters))
	var all sync.WaitGroup
	for i := range letters {
		all.Go(func() { letters[i], errs[i] = s.Issue(s.ctx, s.head(), id, view.Approval()) })
	}
	all.Wait()
	for i := range letters {
		if errs[i] != nil || letters[i].SignedSHA != letters[0].SignedSHA {
			t.Errorf("press %d: %v, %s", i, errs[i], letters[i].SignedSHA)
		}
	}
	page, err := s.Case(s.ctx, s.head(), id)
	s.must(err)
	signedOff := 0
	for _, e := range page.Events {
		if e.Act == reply.Issue {
			signedOff++
		}
	}
	if signedOff != 1 {
		t.Errorf("issued %d times", signedOff)
	}
}

// failing is a signer whose key cannot be reached.
type failing struct{ service.Signer }

func (failing) Sign([]byte, reply.Department, service.Seal, layout.SealPlace, time.Time) ([]byte, error) {
	return nil, errors.New("token removed")
}

func TestAFailedSignatureChangesNothing(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	keys := s.signer
	s.wire(failing{keys})
	_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Unavailable)
	if strings.Contains(reply.ProblemsOf(err)[0].Text, "token") {
		t.Errorf("the cause is shown: %v", err)
	}
	s.wire(keys)
	_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
	s.must(err)
}

func TestWithdrawAndRevise(t *testing.T) {
	s := newStage(t)
	id, first := s.issued()
	s.refused(s.Withdraw(s.ctx, s.drafter(), first.ID, "有误"), reply.Forbidden)
	s.refused(s.Revise(s.ctx, s.head(), id, ""), reply.Invalid)
	s.must(s.Revise(s.ctx, s.head(), id, "数据更新"))

	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if page.Case.State != reply.Drafting || page.Letters[0].State != reply.Issued {
		t.Fatalf("while revising: %s, letter %s", page.Case.State, page.Letters[0].State)
	}
	if page.Next.Act != reply.SaveDraft || !strings.Contains(page.Next.Text, "数据更新") {
		t.Errorf("the old text is offered for sending at once: %+v", page.Next)
	}
	text := page.Draft.Body.Text()
	revision, err := s.SaveDraft(s.ctx, s.drafter(), id, page.Draft.Revision, strings.Replace(text, "申请专利超100余件", "申请专利100余件", 1))
	s.must(err)
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, revision))
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	second, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.must(err)
	if second.DocNumber == first.DocNumber {
		t.Error("the new version has the old one's number")
	}

	page, err = s.Case(s.ctx, s.head(), id)
	s.must(err)
	old := page.Letters[1]
	if old.State != reply.Replaced || old.Reason != "数据更新" {
		t.Errorf("the old letter: %s, %q", old.State, old.Reason)
	}
	file, err := s.Download(s.ctx, s.head(), first.ID)
	s.must(err)
	if file.SHA256 != first.SignedSHA || !strings.Contains(file.Name, "已被新版本替换") {
		t.Errorf("the old file: %s %s", file.Name, file.SHA256)
	}

	s.must(s.Withdraw(s.ctx, s.head(), second.ID, "主体有误"))
	s.must(s.Withdraw(s.ctx, s.head(), second.ID, "主体有误")) // the second press
	s.refused(s.Withdraw(s.ctx, s.head(), second.ID, "另一个理由"), reply.Conflict)
	page, err = s.Case(s.ctx, s.head(), id)
	s.must(err)
	if page.Case.State != reply.Revoked || page.Next.Act != reply.Revise {
		t.Errorf("after withdrawing: %s, next %v", page.Case.State, page.Next)
	}
}

func TestLettersAreFoundByTheirReadersOnly(t *testing.T) {
	s := newStage(t)
	_, l := s.issued()
	tests := []struct {
		login, words string
		found        bool
	}{
		{"keji.chayue", "", true}, {"keji.chayue", "创新 0123", true}, {"keji.chayue", "没有这个词", false},
		{"jiaoyu.chengban", "", true}, {"ducha", "云科提", true},
	}
	for _, tt := range tests {
		got, err := s.FindLetters(s.ctx, s.actors[tt.login], tt.words)
		s.must(err)
		if (len(got) == 1) != tt.found {
			t.Errorf("%s looking for %q found %d", tt.login, tt.words, len(got))
		}
	}
	_, err := s.FindLetters(s.ctx, s.actors["guanli"], "")
	s.refused(err, reply.Forbidden)
	stranger := s.stranger()
	_, err = s.Download(s.ctx, stranger, l.ID)
	s.refused(err, reply.NotFound)
	got, err := s.FindLetters(s.ctx, stranger, "")
	s.must(err)
	if len(got) != 0 {
		t.Error("another department finds the letter")
	}
}

func TestNumbersBeginAgainWithTheYear(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	s.setDay(2024, 12, 31)
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	if view.Letter.DocNumber != "云科提〔2024〕12号" {
		t.Errorf("in the year the service was taken up: %s", view.Letter.DocNumber)
	}
	s.setDay(2025, 1, 2)
	view, err = s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	l, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.must(err)
	if l.DocNumber != "云科提〔2025〕1号" {
		t.Errorf("the year after: %s", l.DocNumber)
	}
	err = s.store.Write(s.ctx, func(tx service.Tx) error {
		n, err := tx.NextNumber("云科提", 2024, 12, id, 0)
		if n.Number != 12 {
			t.Errorf("number 12 of 2024 was not set free; the next is %s", n)
		}
		return err
	})
	s.must(err)
}

func TestTwoLeadsMayAnswerTheSameProposal(t *testing.T) {
	s := newStage(t)
	s.register()
	in := s.input()
	in.LeadID, in.CoHandlerIDs = s.ids["省教育厅"], nil
	_, err := s.CreateCase(s.ctx, s.actors["jiaoyu.chengban"], in)
	s.must(err)
	_, err = s.SaveDepartment(s.ctx, service.Operator, service.DepartmentInput{FullName: "某省水利厅", ShortName: "省水利厅", NumberPrefix: "云科提"})
	s.refused(err, reply.Invalid)
}

func TestThePreviewBreaksWhereTheLetterWill(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	preview, err := s.Preview(s.ctx, s.drafter(), id)
	s.must(err)
	final, err := s.PreparedFile(s.ctx, s.head(), id)
	s.must(err)
	ends := func(file []byte) (last []string) {
		for _, page := range strings.Split(pdftotext(t, file), "\f") {
			lines := strings.FieldsFunc(page, func(r rune) bool { return r == '\n' })
			lines = slices.DeleteFunc(lines, func(l string) bool {
				return len([]rune(l)) < 12 || strings.Contains(l, "〕") || strings.Contains(l, "样张")
			})
			if len(lines) > 0 {
				last = append(last, lines[len(lines)-1])
			}
		}
		return last
	}
	a, b := ends(preview.Bytes), ends(final.Bytes)
	if len(a) != 16 || !slices.Equal(a, b) {
		t.Errorf("pages end with\n%q\nin the preview, with\n%q\nin the letter", a, b)
	}
	if strings.Contains(pdftotext(t, preview.Bytes), "12号") {
		t.Error("the preview has a number")
	}
}

func pdftotext(t *testing.T, file []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", "-raw", name, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (Debian package: poppler-utils): %v", err)
	}
	return string(text)
}

func TestASealIsTheDepartmentsThatWasPrinted(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	lead := s.head().Department
	_, err = s.SaveDepartment(s.ctx, service.Operator, service.DepartmentInput{
		ID: lead.ID, FullName: "云南省科学技术委员会", ShortName: lead.ShortName, NumberPrefix: lead.NumberPrefix, NextNumber: lead.NextNumber,
	})
	s.must(err)
	_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Stale)
	view, err = s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	if view.Letter.Signatory != "云南省科学技术委员会" {
		t.Errorf("prepared again for %s", view.Letter.Signatory)
	}
}

func TestAnIssuedReplyStaysWithItsDepartment(t *testing.T) {
	s := newStage(t)
	id, _ := s.issued()
	s.must(s.Revise(s.ctx, s.head(), id, "数据更新"))
	page, err := s.Case(s.ctx, s.actors["ducha"], id)
	s.must(err)
	in := s.input()
	in.LeadID, in.CoHandlerIDs = s.ids["省教育厅"], []int64{s.ids["省市场监管局"]}
	s.refused(s.EditCase(s.ctx, s.actors["ducha"], id, page.Case.Revision, in), reply.Invalid)
}

func TestADepartmentsHabitsReachThePaper(t *testing.T) {
	s := newStage(t)
	lead := s.head().Department
	_, err := s.SaveDepartment(s.ctx, service.Operator, service.DepartmentInput{
		ID: lead.ID, FullName: lead.FullName, ShortName: lead.ShortName, NumberPrefix: lead.NumberPrefix, NextNumber: lead.NextNumber,
		Form: gongwen.LetterForm, Feedback: true,
	})
	s.must(err)
	id, l := s.issued()
	file, err := s.Download(s.ctx, s.head(), l.ID)
	s.must(err)
	text := pdftotext(t, file.Bytes)
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	if last := pages[len(pages)-1]; !strings.Contains(last, "征询意见表") || !strings.Contains(last, "不满意") {
		t.Errorf("case %d: the last page is no 征询意见表:\n%s", id, last)
	}
	if !strings.Contains(text, "附件：提案办理情况征询意见表") {
		t.Error("the text does not name its attachment")
	}
	if strings.Contains(pages[0], "— 1 —") || !strings.Contains(pages[1], "— 2 —") {
		t.Error("信函格式 has no number on its first page, and one on the second")
	}
}
