package service_test

import (
	"os"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// withOpinionPrefix lets a department send letters with its opinions.
func (s *stage) withOpinionPrefix(short, prefix string) {
	s.t.Helper()
	all, err := s.Departments(s.ctx)
	s.must(err)
	for _, d := range all {
		if d.ShortName == short {
			_, err := s.SaveDepartment(s.ctx, service.Operator, service.DepartmentInput{
				ID: d.ID, FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: d.NumberPrefix, OpinionPrefix: prefix, NextNumber: d.NextNumber,
			})
			s.must(err)
		}
	}
}

func TestOpinionLetter(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	author := s.actors["jiaoyu.chengban"]
	_, err := s.OpinionLetter(s.ctx, author, id, 1)
	s.refused(err, reply.Conflict) // off
	s.withOpinionPrefix("省教育厅", "云教提函")
	for login, want := range map[string]string{"jiaoyu.fuze": "请签发会办意见函", "jiaoyu.chengban": "等待本单位负责人签发会办意见函"} {
		if waits := s.waitsFor(s.actors[login], id); !strings.Contains(waits, want) {
			t.Errorf("%s is told %q", login, waits)
		}
	}
	file, err := s.OpinionLetter(s.ctx, author, id, 1)
	s.must(err)
	if file.Name != "草稿-第0123号提案会办意见函.pdf" {
		t.Errorf("the file is called %s", file.Name)
	}
	if dir := os.Getenv("DAFU_LOOK"); dir != "" {
		s.must(os.WriteFile(dir+"/opinion-letter.pdf", file.Bytes, 0o644))
	}
	text := withoutPageNumbers(pdfText(t, file.Bytes))
	o := s.opinionOf("省教育厅")
	for _, want := range []string{
		"云教提函〔2024〕号", "关于政协云南省第十三届委员会第二次会议第0123号提案的会办意见", "云南省科学技术厅：", "由贵厅主办、我厅会办",
		"以上意见，供答复时参考。云南省教育厅2024年3月20日（联系人及电话：" + o.Contact.Office, o.Contact.Phone,
	} {
		if !strings.Contains(text, unspaced(want)) {
			t.Errorf("the letter lacks %q", want)
		}
	}
	for line := range strings.Lines(gongwen.Widen(o.Status + "\n" + o.NextSteps)) {
		words := unspaced(line)
		if i := strings.IndexAny(words, "。"); i > 0 && !strings.Contains(strings.ReplaceAll(text, "——", ""), strings.ReplaceAll(words[i:], "——", "")) {
			t.Errorf("the letter lacks the words %q", words)
		}
	}
	if strings.Contains(string(file.Bytes), "/Sig") || strings.Contains(text, "办理类别") {
		t.Error("the draft has a signature, or marks of the reply")
	}
}

func TestWhoSeesAnOpinionLetter(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	s.withOpinionPrefix("省教育厅", "云教提函")
	for login, code := range map[string]reply.Code{
		"jiaoyu.fuze": 0, "jiaoyu.chengban": 0, "keji.chengban": reply.Forbidden, "keji.fuze": reply.Forbidden, "keji.chayue": reply.NotFound,
	} {
		if _, err := s.OpinionLetter(s.ctx, s.actors[login], id, 1); reply.CodeOf(err) != code {
			t.Errorf("%s: %v, want code %d", login, err, code)
		}
	}
	_, err := s.OpinionLetter(s.ctx, s.actors["jiaoyu.chengban"], id, 9)
	s.refused(err, reply.NotFound)
	_, err = s.OpinionLetter(s.ctx, s.actors["shijian.chengban"], id, 1) // its department has no series
	s.refused(err, reply.Conflict)
}

// Two series never give the same number.
func TestPrefixesOfAllSeriesDiffer(t *testing.T) {
	s := newStage(t)
	s.withOpinionPrefix("省教育厅", "云教提函")
	in := func(short, prefix, opinion string) service.DepartmentInput {
		return service.DepartmentInput{FullName: "云南省" + short, ShortName: short, NumberPrefix: prefix, OpinionPrefix: opinion}
	}
	for name, one := range map[string]service.DepartmentInput{
		"another's opinion series as own": in("水利厅", "云教提函", ""), "another's series for opinions": in("水利厅", "云水提", "云科提"),
		"another's opinion series": in("水利厅", "云水提", "云教提函"), "a number in it": in("水利厅", "云水提", "云水提函〔2024〕"),
	} {
		if _, err := s.SaveDepartment(s.ctx, service.Operator, one); reply.CodeOf(err) != reply.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.SaveDepartment(s.ctx, service.Operator, in("水利厅", "云水提", "云水提")); err != nil {
		t.Error(err)
	}
}

// issuedOpinion is a case with the signed letter of one co-handler.
func (s *stage) issuedOpinion() (int64, reply.Letter) {
	s.t.Helper()
	id, _ := s.collected()
	s.withOpinionPrefix("省教育厅", "云教提函")
	head := s.actors["jiaoyu.fuze"]
	view, err := s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.must(err)
	l, err := s.IssueOpinionLetter(s.ctx, head, id, 1, view.Approval())
	s.must(err)
	return id, l
}

// A 会办意见函 is numbered, approved and signed as a reply is, beside it.
func TestAnOpinionLetterIsSignedLikeAnyLetter(t *testing.T) {
	s := newStage(t)
	id, l := s.issuedOpinion()
	if l.DocNumber != "云教提函〔2024〕1号" || l.State != reply.Issued || l.Signatory != "云南省教育厅" || l.Contribution != 1 || l.Version != 1 {
		t.Errorf("it was issued as %+v", l)
	}
	if waits := s.waitsFor(s.actors["jiaoyu.fuze"], id); strings.Contains(waits, "签发会办意见函") {
		t.Errorf("although it is issued, 待办 says %q", waits)
	}
	file, err := s.Download(s.ctx, s.actors["jiaoyu.chengban"], l.ID)
	s.must(err)
	if file.Name != "第0123号提案会办意见函.pdf" {
		t.Errorf("the file is called %s", file.Name)
	}
	_, signatures := pdfInfo(t, file.Bytes)
	if !strings.Contains(signatures, "Total document signed") || !strings.Contains(signatures, "云南省教育厅") {
		t.Errorf("pdfsig says %s", signatures)
	}
	check, err := s.CheckFile(s.ctx, file.Bytes)
	s.must(err)
	if check.Letter == nil || check.Letter.Signatory != "云南省教育厅" || check.Letter.DocNumber != l.DocNumber || !check.Judgement.Verdict.Holds() {
		t.Errorf("the public page says %+v", check)
	}
	again, err := s.IssueOpinionLetter(s.ctx, s.actors["jiaoyu.fuze"], id, 1, service.Approval{SHA256: l.ApprovedSHA, DocNumber: l.DocNumber})
	if err != nil || again.ID != l.ID {
		t.Errorf("the second press: %v, %v", again.ID, err)
	}
	_, err = s.PrepareOpinionLetter(s.ctx, s.actors["jiaoyu.fuze"], id, 1)
	s.refused(err, reply.Conflict)

	v, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if v.Case.State != reply.Drafting || len(v.Letters) != 0 || len(v.OpinionLetters) != 1 {
		t.Errorf("the lead's case is %s with %d replies and %d letters of co-handlers", v.Case.State, len(v.Letters), len(v.OpinionLetters))
	}
	if n := s.eventsOf(id, reply.IssueOpinionLetter); n != 1 {
		t.Errorf("%d events", n)
	}
	found, err := s.FindLetters(s.ctx, s.actors["jiaoyu.fuze"], "")
	s.must(err)
	if len(found) != 0 {
		t.Error("it is listed among the replies")
	}
}

func TestWhoIssuesAndReadsOpinionLetters(t *testing.T) {
	s := newStage(t)
	id, l := s.issuedOpinion()
	for login, want := range map[string]struct{ read, prepare reply.Code }{
		"jiaoyu.fuze": {0, reply.Conflict}, "jiaoyu.chengban": {0, reply.Forbidden}, "keji.chengban": {0, reply.Forbidden}, "keji.fuze": {0, reply.Forbidden},
		"shijian.fuze": {reply.NotFound, reply.Conflict}, "shijian.chengban": {reply.NotFound, reply.Forbidden}, "keji.chayue": {reply.NotFound, reply.NotFound},
	} {
		if _, err := s.Download(s.ctx, s.actors[login], l.ID); reply.CodeOf(err) != want.read {
			t.Errorf("%s reads it: %v, want code %d", login, err, want.read)
		}
		if _, err := s.PrepareOpinionLetter(s.ctx, s.actors[login], id, 1); reply.CodeOf(err) != want.prepare {
			t.Errorf("%s prepares one: %v, want code %d", login, err, want.prepare)
		}
	}
	// What is done with replies is not done with it, whoever asks.
	for _, a := range []reply.Actor{s.head(), s.actors["jiaoyu.fuze"]} {
		s.refused(s.Withdraw(s.ctx, a, l.ID, "不妥"), reply.NotFound)
		_, err := s.PrintUnsealed(s.ctx, a, l.ID)
		s.refused(err, reply.NotFound)
	}
	_, err := s.IssueOpinionLetter(s.ctx, s.actors["jiaoyu.fuze"], id, 1, service.Approval{SHA256: strings.Repeat("a", 64)})
	s.refused(err, reply.Conflict)
}

// The letters of one case do not meddle with one another's numbers, jobs and
// versions.
func TestOpinionLettersAndTheReplyStandApart(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	s.withOpinionPrefix("省教育厅", "云教提函")
	head := s.actors["jiaoyu.fuze"]
	s.wire(failing{s.signer})
	view, err := s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.must(err)
	if _, err := s.IssueOpinionLetter(s.ctx, head, id, 1, view.Approval()); reply.CodeOf(err) != reply.Unavailable {
		t.Fatalf("signing without a key: %v", err)
	}
	s.wire(s.signer)
	// The open job of the co-handler is no job of the reply, whose numbers come and go.
	s.must(s.Recall(s.ctx, s.drafter(), id))
	d, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, d.Draft.Revision))
	issue, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	answer, err := s.Issue(s.ctx, s.head(), id, issue.Approval())
	s.must(err)
	waiting, err := s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.must(err)
	if !waiting.Job.Open() || waiting.Letter.ApprovedSHA != view.Letter.ApprovedSHA {
		t.Errorf("the co-handler's job is %+v", waiting.Job)
	}
	n, err := s.ResumeSigning(s.ctx)
	s.must(err)
	own, err := s.Case(s.ctx, head, id)
	s.must(err)
	if n != 1 || len(own.OpinionLetters) != 1 || own.OpinionLetters[0].DocNumber != "云教提函〔2024〕1号" || own.OpinionLetters[0].State != reply.Issued {
		t.Errorf("%d signed, the co-handler has %+v", n, own.OpinionLetters)
	}
	if answer.Version != 1 || answer.DocNumber != "云科提〔2024〕12号" || own.Case.State != reply.Replied {
		t.Errorf("the reply is %+v", answer)
	}
}

func TestAnOpinionLetterIsGivenUpOrReplaced(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	s.withOpinionPrefix("省教育厅", "云教提函")
	head := s.actors["jiaoyu.fuze"]
	s.refused(s.AbandonOpinionLetter(s.ctx, head, id, "密钥坏了"), reply.Conflict)
	s.wire(failing{s.signer})
	view, err := s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.must(err)
	_, _ = s.IssueOpinionLetter(s.ctx, head, id, 1, view.Approval())
	s.refused(s.AbandonOpinionLetter(s.ctx, s.actors["shijian.fuze"], id, "越权"), reply.Conflict) // it has none of its own
	s.refused(s.AbandonOpinionLetter(s.ctx, s.actors["jiaoyu.chengban"], id, "越权"), reply.Forbidden)
	s.must(s.AbandonOpinionLetter(s.ctx, head, id, "密钥坏了"))
	s.wire(s.signer)
	view, err = s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.must(err)
	first, err := s.IssueOpinionLetter(s.ctx, head, id, 1, view.Approval())
	s.must(err)
	if first.DocNumber != "云教提函〔2024〕1号" {
		t.Errorf("the number that was given up is not taken again: %s", first.DocNumber)
	}
	o := s.opinionOf("省教育厅")
	o.NextSteps += "\n再推进一步。"
	form, err := s.Opinion(s.ctx, head, id)
	s.must(err)
	_, err = s.SubmitOpinion(s.ctx, head, id, form.Copy.Version, o)
	s.must(err)
	_, err = s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.refused(err, reply.Conflict) // a newer one counts
	view, err = s.PrepareOpinionLetter(s.ctx, head, id, 2)
	s.must(err)
	second, err := s.IssueOpinionLetter(s.ctx, head, id, 2, view.Approval())
	s.must(err)
	v, err := s.Case(s.ctx, head, id)
	s.must(err)
	if second.DocNumber != "云教提函〔2024〕2号" || len(v.OpinionLetters) != 2 || v.OpinionLetters[1].State != reply.Replaced || v.OpinionLetters[1].Reason != "第2次报送另成一函" {
		t.Errorf("the second is %s; all are %+v", second.DocNumber, v.OpinionLetters)
	}
}

func TestOnlyTheLatestContributionBecomesALetter(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	s.withOpinionPrefix("省教育厅", "云教提函")
	head := s.actors["jiaoyu.fuze"]
	view, err := s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.must(err)
	o := s.opinionOf("省教育厅")
	o.NextSteps += "\n再推进一步。"
	form, err := s.Opinion(s.ctx, head, id)
	s.must(err)
	_, err = s.SubmitOpinion(s.ctx, head, id, form.Copy.Version, o)
	s.must(err)
	_, err = s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.refused(err, reply.Conflict)
	_, err = s.IssueOpinionLetter(s.ctx, head, id, 1, view.Approval())
	s.refused(err, reply.Conflict)
	_, err = s.IssueOpinionLetter(s.ctx, head, id, 2, view.Approval()) // what was seen is not this one
	s.refused(err, reply.Stale)
}

// The day moves between looking and signing; over New Year the number does too,
// and the old year's is free again.
func TestTheDayMovesUnderAnOpinionLetter(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	s.withOpinionPrefix("省教育厅", "云教提函")
	head := s.actors["jiaoyu.fuze"]
	s.setDay(2024, 12, 31)
	view, err := s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.must(err)
	s.setDay(2025, 1, 2)
	_, err = s.IssueOpinionLetter(s.ctx, head, id, 1, view.Approval())
	s.refused(err, reply.Stale)
	view, err = s.PrepareOpinionLetter(s.ctx, head, id, 1)
	s.must(err)
	l, err := s.IssueOpinionLetter(s.ctx, head, id, 1, view.Approval())
	s.must(err)
	if l.DocNumber != "云教提函〔2025〕1号" || l.Version != 1 {
		t.Errorf("it is %s, version %d", l.DocNumber, l.Version)
	}
	other := s.input()
	other.Number, other.ReplyDue, other.CoHandlingDue = "0999", l.IssueDate.AddDays(60), l.IssueDate.AddDays(30)
	otherID, err := s.CreateCase(s.ctx, s.drafter(), other)
	s.must(err)
	s.must(s.store.Write(s.ctx, func(tx service.Tx) error {
		n, err := tx.NextNumber("云教提函", 2024, 1, otherID, s.ids["省教育厅"])
		if n.Number != 1 {
			t.Errorf("the next number of 2024 is %s", n)
		}
		return err
	}))
}

// waitsFor is what a case waits for, on its page and in 待办 alike.
func (s *stage) waitsFor(a reply.Actor, id int64) string {
	s.t.Helper()
	v, err := s.Case(s.ctx, a, id)
	s.must(err)
	w, err := s.Work(s.ctx, a)
	s.must(err)
	for _, item := range append(w.Mine, w.Others...) {
		if item.Case.ID == id && !strings.Contains(item.Waiting, v.Next.Text) {
			s.t.Errorf("待办 says %q, the case %q", item.Waiting, v.Next.Text)
		}
	}
	return v.Next.Text
}
