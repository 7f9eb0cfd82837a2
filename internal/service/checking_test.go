package service_test

import (
	"strings"
	"testing"

	"dafu/internal/check"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// faulty is the real case with all opinions used and no talk on record, of which
// its text speaks: one error, rule 43. It returns the draft's revision.
func (s *stage) faulty() (int64, int) {
	s.t.Helper()
	id, revision := s.untalked()
	revision, err := s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
	s.must(err)
	s.setDay(2024, 5, 27)
	return id, revision
}

func (s *stage) checked(id int64) service.Checkup {
	s.t.Helper()
	v, err := s.Check(s.ctx, s.drafter(), id)
	s.must(err)
	return v.Checkup
}

// overrule has the head take on all errors of the draft.
func (s *stage) overrule(id int64) {
	s.t.Helper()
	var keys []string
	for _, f := range s.checked(id).Blocking {
		keys = append(keys, f.Key)
	}
	s.must(s.OverruleFindings(s.ctx, s.head(), id, keys, "已核对，无需改动"))
}

// keyOf returns the key of the first finding of a rule.
func (s *stage) keyOf(c service.Checkup, rule int) string {
	s.t.Helper()
	for _, f := range c.Findings {
		if f.Rule == rule {
			return f.Key
		}
	}
	s.t.Fatalf("rule %d finds nothing", rule)
	return ""
}

func TestAnErrorKeepsTheDraftFromApproval(t *testing.T) {
	s := newStage(t)
	id, revision := s.faulty()
	err := s.SendForApproval(s.ctx, s.drafter(), id, revision)
	s.refused(err, reply.Conflict)
	if !strings.Contains(err.Error(), "没有沟通记录") {
		t.Errorf("the refusal does not say which error: %v", err)
	}
	v, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	if v.Next.Act != reply.SaveDraft || !strings.Contains(v.Next.Text, "1 处错误") || v.Checkup.Errors != 1 || v.Checkup.Advice < 20 {
		t.Errorf("next %+v, %d errors and %d advice", v.Next, v.Checkup.Errors, v.Checkup.Advice)
	}
	w, err := s.Work(s.ctx, s.drafter())
	s.must(err)
	if !strings.Contains(w.Mine[0].Waiting, "体检有 1 处错误") {
		t.Errorf("待办 says %q", w.Mine[0].Waiting)
	}
	s.must(s.RecordTalk(s.ctx, s.drafter(), id, s.m.File.Talks[0]))
	s.agreed(id, revision)
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, revision))
}

func TestTheHeadOverrulesTheseErrorsAndNoOthers(t *testing.T) {
	s := newStage(t)
	id, revision := s.faulty()
	key := s.keyOf(s.checked(id), 43)
	s.refused(s.OverruleFindings(s.ctx, s.drafter(), id, []string{key}, "不需要"), reply.Forbidden)
	s.refused(s.OverruleFindings(s.ctx, s.actors["jiaoyu.fuze"], id, []string{key}, "不需要"), reply.Forbidden)
	s.refused(s.OverruleFindings(s.ctx, s.head(), id, []string{key}, " "), reply.Invalid)
	s.refused(s.OverruleFindings(s.ctx, s.head(), id, []string{"0000"}, "看错了"), reply.Stale)
	s.refused(s.LeaveFinding(s.ctx, s.drafter(), id, key, nil), reply.Conflict)
	s.must(s.OverruleFindings(s.ctx, s.head(), id, []string{key}, "沟通由处长口头汇报"))
	s.must(s.OverruleFindings(s.ctx, s.head(), id, []string{key}, "沟通由处长口头汇报")) // the second press
	c := s.checked(id)
	if len(c.Blocking) != 0 || c.Overruled() != 1 || c.Errors != 1 {
		t.Errorf("overruled: %d block, %d overruled of %d", len(c.Blocking), c.Overruled(), c.Errors)
	}
	events := 0
	v, err := s.Case(s.ctx, s.head(), id)
	s.must(err)
	for _, e := range v.Events {
		if e.Act == reply.OverruleFindings && strings.Contains(e.Detail, "口头汇报") && strings.Contains(e.Detail, "沟通记录") {
			events++
		}
	}
	if events != 1 {
		t.Errorf("%d events of it", events)
	}

	// A new error blocks again; taking it out lets the overruled one pass.
	text := v.Draft.Body.Text()
	next, err := s.SaveDraft(s.ctx, s.drafter(), id, revision, strings.Replace(text, "科技工作", "×××工作", 1))
	s.must(err)
	blocked := func(word string) {
		t.Helper()
		err := s.SendForApproval(s.ctx, s.drafter(), id, next)
		s.refused(err, reply.Conflict)
		if n := len(s.checked(id).Blocking); n != 1 || !strings.Contains(err.Error(), word) {
			t.Errorf("%d block: %v", n, err)
		}
	}
	blocked("×××")
	next, err = s.SaveDraft(s.ctx, s.drafter(), id, next, text)
	s.must(err)
	s.refused(s.RestoreFinding(s.ctx, s.drafter(), id, key), reply.Forbidden)
	s.must(s.RestoreFinding(s.ctx, s.head(), id, key))
	blocked("没有沟通记录")
	s.must(s.OverruleFindings(s.ctx, s.head(), id, []string{key}, "沟通由处长口头汇报"))
	s.agreed(id, next)
	s.must(s.SendForApproval(s.ctx, s.drafter(), id, next))
	s.refused(s.RestoreFinding(s.ctx, s.head(), id, key), reply.Conflict)
}

func TestAdviceIsLeftWhileItsWordsStay(t *testing.T) {
	s := newStage(t)
	id, _ := s.faulty()
	before := s.checked(id)
	key := s.keyOf(before, 32) // 省委省政府
	s.refused(s.LeaveFinding(s.ctx, s.actors["jiaoyu.chengban"], id, key, nil), reply.Forbidden)
	s.refused(s.LeaveFinding(s.ctx, s.stranger(), id, key, nil), reply.NotFound)
	s.must(s.LeaveFinding(s.ctx, s.drafter(), id, key, nil))
	s.must(s.LeaveFinding(s.ctx, s.drafter(), id, key, nil)) // the second press
	after := s.checked(id)
	if after.Advice != before.Advice-1 || len(after.Left) != 1 || after.Left[0].Exemption.AccountName != s.drafter().Account.Name {
		t.Fatalf("%d advice became %d, left %+v", before.Advice, after.Advice, after.Left)
	}

	// Words elsewhere do not wake it; other words in its place do.
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	live := func(text string) service.Checkup {
		v, err := s.Live(s.ctx, s.drafter(), id, text)
		s.must(err)
		return v.Checkup
	}
	if c := live(strings.Replace(v.Text, "收悉", "已经收悉", 1)); len(c.Left) != 1 {
		t.Error("a change elsewhere wakes it")
	}
	if c := live(strings.Replace(v.Text, "省委省政府", "省委省政府坚强", 1)); len(c.Left) != 0 {
		t.Error("other words around it and it is still quiet")
	}
	s.must(s.RestoreFinding(s.ctx, s.drafter(), id, key))
	if c := s.checked(id); c.Advice != before.Advice || len(c.Left) != 0 {
		t.Error("taken back, it does not come again")
	}

	// Of a text that is not saved yet, too.
	text := strings.Replace(v.Text, "收悉", "收悉，我们的布署", 1)
	text = strings.Replace(text, "省委省政府", "省委省政府有力", 1)
	fresh := s.keyOf(live(text), 32)
	s.refused(s.LeaveFinding(s.ctx, s.drafter(), id, fresh, nil), reply.Stale)
	s.must(s.LeaveFinding(s.ctx, s.drafter(), id, fresh, &text))
	if c := live(text); len(c.Left) != 1 {
		t.Error("left in a text that is not saved, it is not quiet there")
	}
}

// TestPlacesOfTheTypedText types what parsing changes: places and fixes are those
// of what stands in the editor.
func TestPlacesOfTheTypedText(t *testing.T) {
	s := newStage(t)
	id, _ := s.faulty()
	tests := []struct{ name, text, found, fixed string }{
		{"half width and spaces", "  张某某委员:\n\n　　感谢您,我们已作布署.\n", "布署", "  张某某委员:\n\n　　感谢您,我们已作部署.\n"},
		{"a character of four bytes", "王𬭎委员：\n𬭎𬭎已作布署。", "布署", "王𬭎委员：\n𬭎𬭎已作部署。"},
		{"invisible characters", "张某某委员：\n感谢\u200b您，已作布\u200b署。", "布\u200b署", ""},
		{"several blocks in a line", "张某某委员：\v已作布署。\n谢谢。", "布署", "张某某委员：\v已作部署。\n谢谢。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, err := s.Live(s.ctx, s.drafter(), id, tt.text)
			s.must(err)
			runes := []rune(tt.text)
			for _, f := range v.Checkup.Findings {
				if f.Start < 0 || f.End < f.Start || f.End > len(runes) {
					t.Fatalf("rule %d stands at %d to %d of %d", f.Rule, f.Start, f.End, len(runes))
				}
				if f.Rule != 31 || f.Block < 0 {
					continue
				}
				if got := string(runes[f.Start:f.End]); got != tt.found {
					t.Errorf("stands at %q", got)
				}
				if fixed, n := check.Apply(tt.text, []check.Finding{f.Finding}); tt.fixed != "" && (fixed != tt.fixed || n != 1) {
					t.Errorf("fixed: %q", fixed)
				}
				return
			}
			t.Error("nothing is found")
		})
	}
}

func TestADepartmentsTableHoldsForItsLetters(t *testing.T) {
	s := newStage(t)
	id, _ := s.faulty()
	s.refused(fail(s.SaveTable(s.ctx, s.drafter(), 0, check.Table{})), reply.Forbidden)
	s.refused(fail(s.SaveTable(s.ctx, s.actors["guanli"], 0, check.Table{})), reply.Forbidden)

	own, err := s.ReadTableFile(s.head(), []byte("表,词,改为,例外,说明\n用语,科技强省,科技创新强省,,本厅用语\n规则,43,W,,\n规则,35,关,,\n"))
	s.must(err)
	changes, err := s.SaveTable(s.ctx, s.head(), 0, own)
	s.must(err)
	if len(changes) != 3 {
		t.Errorf("changes %q", changes)
	}
	again, err := s.SaveTable(s.ctx, s.head(), 0, own)
	s.must(err)
	if len(again) != 0 {
		t.Errorf("the second press changes %q", again)
	}
	c := s.checked(id)
	for _, f := range c.Findings {
		if f.Rule == 35 || f.Severity == check.Error {
			t.Errorf("still %s%d", f.Severity, f.Rule)
		}
	}
	text := "张某某委员：\n建设科技强省。"
	live, err := s.Live(s.ctx, s.drafter(), id, text)
	s.must(err)
	named := false
	for _, f := range live.Checkup.Findings {
		named = named || strings.HasPrefix(f.Table, "省科技厅词表 第1版")
	}
	if !named {
		t.Errorf("no finding names the department's table: %+v", live.Checkup.Findings)
	}

	// A bad file says where and changes nothing; a stale one neither.
	_, err = s.ReadTableFile(s.head(), []byte("表,词,改为,例外,说明\n错别字,布,部,,\n规则,99,关,,\n"))
	s.refused(err, reply.Invalid)
	if !strings.Contains(err.Error(), "第 2 行") || !strings.Contains(err.Error(), "第 3 行") {
		t.Errorf("the file's faults: %v", err)
	}
	s.refused(fail(s.SaveTable(s.ctx, s.head(), 0, own.WithSetting("31", "关"))), reply.Stale)
	_, err = s.SaveTable(s.ctx, s.head(), 1, own.WithSetting("31", "关"))
	s.must(err)
	v, err := s.Tables(s.ctx, s.drafter())
	s.must(err)
	if v.Version != 2 || len(v.Versions) != 2 || v.CanKeep || v.Versions[0].Changes != "增加第31条规则→“关”" {
		t.Errorf("%+v", v)
	}
	first, err := s.TableAt(s.ctx, s.head(), 1)
	s.must(err)
	if first.Setting("31") != "" || first.Setting("35") != "关" {
		t.Error("the earlier version is not what it was")
	}
	other, err := s.Tables(s.ctx, s.actors["jiaoyu.fuze"])
	s.must(err)
	if other.Version != 0 {
		t.Error("another department has the table")
	}
}

func fail[T any](_ T, err error) error { return err }

// What stops nobody is said all the same: comments left open, recommendations
// that nothing answers although others are answered: here by the headings that say
// their words.
func TestLooseEndsAreNamed(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	a := s.drafter()
	loose := func() string {
		v, err := s.Case(s.ctx, a, id)
		s.must(err)
		return strings.Join(v.Loose, "；")
	}
	if got := loose(); got != "" {
		t.Errorf("the headings answer all six, and it says %q", got)
	}
	s.rewrite(id, "激活新质生产力发展动力\n", "其他工作\n")
	if got := loose(); got != "1 条对策建议没有对上答复的段落" {
		t.Errorf("five of six are answered, and it says %q", got)
	}
	_, err := s.SetResponse(s.ctx, a, id, service.ResponseInput{Text: s.text(id), From: 3, To: 3, Recommendation: 1, On: true})
	s.must(err)
	if got := loose(); got != "" {
		t.Errorf("the last one is linked, and it says %q", got)
	}
	s.rewrite(id, "优化新质生产力发展环境\n", "环境\n")
	co, err := s.Case(s.ctx, s.actors["jiaoyu.chengban"], id)
	s.must(err)
	if co.Loose != nil {
		t.Errorf("a co-handler hears %q", co.Loose)
	}
}
