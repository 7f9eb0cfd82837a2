package service_test

import (
	"strings"
	"testing"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// save saves on the desk and fails the test if that does not go through.
func (s *stage) save(a reply.Actor, caseID int64, base int, text string, auto bool) service.SavedText {
	s.t.Helper()
	saved, err := s.SaveText(s.ctx, a, caseID, service.TextInput{Base: base, Text: text, Auto: auto})
	s.must(err)
	return saved
}

func (s *stage) text(caseID int64) string {
	s.t.Helper()
	v, err := s.Draft(s.ctx, s.actors["keji.chengban"], caseID, "")
	s.must(err)
	return v.Text
}

func TestTheDeskSavesEditions(t *testing.T) {
	s := newStage(t)
	id := s.register()
	a := s.actors["keji.chengban"]
	first := s.save(a, id, 0, "某某委员：\n第一段。", true)
	if first.Draft.Revision != 1 || first.Draft.Edition != 1 || first.Draft.Kind != reply.Autosaved {
		t.Errorf("the first autosave is %+v", first.Draft)
	}
	again := s.save(a, id, 0, "某某委员：\n第一段。", true)
	if again.Draft.Revision != 1 {
		t.Errorf("sent twice, it was saved twice: revision %d", again.Draft.Revision)
	}
	pressed := s.save(a, id, 1, "某某委员：\n第一段。", false)
	if pressed.Draft.Revision != 2 || pressed.Draft.Edition != 1 || pressed.Draft.Kind != reply.Saved {
		t.Errorf("保存 after an autosave is %+v", pressed.Draft)
	}
	if twice := s.save(a, id, 2, "某某委员：\n第一段。", false); twice.Draft.Revision != 2 {
		t.Errorf("保存 pressed twice made revision %d", twice.Draft.Revision)
	}
	next := s.save(a, id, 2, "某某委员：\n第一段。\n第二段。", true)
	if next.Draft.Edition != 2 {
		t.Errorf("what follows 第1稿 is edition %d", next.Draft.Edition)
	}
	_, err := s.SaveText(s.ctx, a, id, service.TextInput{Base: 3, Text: " \n"})
	s.refused(err, reply.Invalid)
	_, err = s.SaveText(s.ctx, s.actors["jiaoyu.chengban"], id, service.TextInput{Base: 3, Text: "文"})
	s.refused(err, reply.Forbidden)
}

func TestTwoWritersKeepBothTheirWords(t *testing.T) {
	s := newStage(t)
	id := s.register()
	drafter, head := s.actors["keji.chengban"], s.actors["keji.fuze"]
	base := "某某委员：\n第一段说明已经做了什么。\n第二段说明下一步做什么。\n第三段表示感谢。"
	s.save(drafter, id, 0, base, false)

	s.save(head, id, 1, strings.Replace(base, "第三段表示感谢", "第三段再次表示衷心感谢", 1), true)
	mine := s.save(drafter, id, 1, strings.Replace(base, "第一段说明", "第一段详细说明", 1), true)
	if !mine.Merged || len(mine.Conflicts) > 0 || !strings.Contains(mine.Text, "衷心感谢") || !strings.Contains(mine.Text, "详细说明") {
		t.Errorf("changes apart from each other: %+v", mine)
	}

	s.save(head, id, 3, strings.Replace(mine.Text, "下一步做什么", "明年做什么", 1), true)
	clash := s.save(drafter, id, 3, strings.Replace(mine.Text, "下一步做什么", "今年四季度做什么", 1), true)
	if len(clash.Conflicts) != 1 || clash.By != head.Account.Name {
		t.Fatalf("changes of the same words: %+v", clash)
	}
	c := clash.Conflicts[0]
	if !strings.Contains(c.Mine, "今年四季度") || !strings.Contains(c.Theirs, "明年") || !strings.Contains(clash.Text, "今年四季度") {
		t.Errorf("the conflict is %+v in %q", c, clash.Text)
	}
	if got := s.text(id); !strings.Contains(got, "明年") || strings.Contains(got, "今年四季度") {
		t.Errorf("a conflict changed what is stored: %q", got)
	}
	chosen := s.save(drafter, id, clash.Draft.Revision, clash.Text, true)
	if len(chosen.Conflicts) > 0 || !strings.Contains(s.text(id), "今年四季度") {
		t.Errorf("what was chosen is not saved: %+v", chosen)
	}
}

// Two who open a case without a draft both begin with its outline.
func TestTwoFirstDraftsAreOne(t *testing.T) {
	s := newStage(t)
	id := s.register()
	drafter, head := s.actors["keji.chengban"], s.actors["keji.fuze"]
	outline := s.text(id)
	lines := strings.Split(strings.TrimSuffix(outline, "\n"), "\n")
	with := func(i int, line string) string {
		all := append([]string{}, lines[:i]...)
		return strings.Join(append(append(all, line), lines[i:]...), "\n")
	}
	s.save(drafter, id, 0, with(2, "承办人先写的一段话。"), true)
	both := s.save(head, id, 0, with(len(lines)-1, "负责人后写的一段话。"), true)
	if len(both.Conflicts) > 0 || !strings.Contains(both.Text, "承办人先写的") || !strings.Contains(both.Text, "负责人后写的") {
		t.Errorf("of two first drafts came %+v", both)
	}
}

func TestAnOldBaseThatWasThinnedStillMerges(t *testing.T) {
	s := newStage(t)
	id := s.register()
	a := s.actors["keji.chengban"]
	lines := []string{"某某委员：", "开头。"}
	for i := range 8 {
		lines = append(lines, strings.Repeat("甲乙丙丁戊己庚辛"[3*i:3*i+3], 6)+"。")
		s.save(a, id, i, strings.Join(lines, "\n"), true)
		s.pass(time.Second)
	}
	s.pass(3 * time.Hour)
	s.save(a, id, 8, strings.Join(append(lines, "新的一段。"), "\n"), true)
	kept, err := s.Revisions(s.ctx, a, id)
	s.must(err)
	if len(kept.Revisions) != 2 {
		t.Fatalf("%d revisions are kept, want the last of the old ones and the new one", len(kept.Revisions))
	}
	late := s.save(a, id, 3, strings.Join(append([]string{"某某委员：", "改过的开头。"}, lines[2:5]...), "\n"), true)
	if !strings.Contains(late.Text, "改过的开头") {
		t.Errorf("the words of a desk left open are gone: %+v", late)
	}
}

func TestRestoreBringsBackWordsAndVerdicts(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	a := s.actors["keji.chengban"]
	before, err := s.Draft(s.ctx, a, id, "")
	s.must(err)
	form, err := s.MergeForm(s.ctx, a, id)
	s.must(err)
	e := form.Entries[0]
	merged, err := s.Merge(s.ctx, a, id, form.Draft.Revision, []service.MergeChoice{{
		Department: e.Department.ID, Revision: e.Entry.Revision, Entry: e.Entry.Index, Verdict: reply.Used, Place: e.Suggestions[0].Place,
	}})
	s.must(err)
	_, err = s.Restore(s.ctx, a, id, before.Draft.Revision, merged-1)
	s.refused(err, reply.Stale)
	restored, err := s.Restore(s.ctx, a, id, before.Draft.Revision, merged)
	s.must(err)
	if again, err := s.Restore(s.ctx, a, id, before.Draft.Revision, merged); err != nil || again != restored {
		t.Errorf("the second press: %d, %v", again, err)
	}
	if got := s.text(id); got != before.Text {
		t.Errorf("restored %q", got)
	}
	form, err = s.MergeForm(s.ctx, a, id)
	s.must(err)
	if form.Entries[0].Decision != nil {
		t.Error("the entry's words are gone, but it counts as used")
	}
	_, err = s.Restore(s.ctx, s.actors["jiaoyu.chengban"], id, 1, restored)
	s.refused(err, reply.Forbidden)
}

// What the lead cut out and put back by undo is the co-handler's again.
func TestUndoneCutsKeepTheirSource(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	a := s.actors["keji.chengban"]
	form, err := s.MergeForm(s.ctx, a, id)
	s.must(err)
	e := form.Entries[0]
	merged, err := s.Merge(s.ctx, a, id, form.Draft.Revision, []service.MergeChoice{{
		Department: e.Department.ID, Revision: e.Entry.Revision, Entry: e.Entry.Index, Verdict: reply.Used, Place: e.Suggestions[0].Place,
	}})
	s.must(err)
	with := s.text(id)
	share := func() (n int) {
		v, err := s.Draft(s.ctx, a, id, "")
		s.must(err)
		for _, b := range v.Draft.Body.Blocks {
			for _, r := range b.Runs {
				if r.Source.Department == e.Department.ID {
					n += len([]rune(r.Text))
				}
			}
		}
		return n
	}
	theirs := share()
	without := s.save(a, id, merged, s.textWithout(with, e.Entry.Body[0].Words()), true)
	if share() >= theirs {
		t.Fatal("nothing was cut out")
	}
	s.save(a, id, without.Draft.Revision, with, true)
	if got := share(); got != theirs {
		t.Errorf("after the undo %d characters are the co-handler's, %d before", got, theirs)
	}
}

func (s *stage) textWithout(text, words string) string {
	s.t.Helper()
	var left []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.Contains(line, words[:60]) {
			left = append(left, line)
		}
	}
	return strings.Join(left, "\n")
}

func TestWhoIsHere(t *testing.T) {
	s := newStage(t)
	id := s.register()
	drafter, head := s.actors["keji.chengban"], s.actors["keji.fuze"]
	here := func(a reply.Actor, tab string, line int) service.HereView {
		v, err := s.Here(s.ctx, a, id, tab, line)
		s.must(err)
		return v
	}
	if v := here(drafter, "a", 3); len(v.Others) != 0 {
		t.Errorf("alone, one sees %v", v.Others)
	}
	if v := here(drafter, "b", 9); len(v.Others) != 0 {
		t.Errorf("one's own other tab is somebody else: %v", v.Others)
	}
	if v := here(head, "c", -1); len(v.Others) != 1 || v.Others[0].Name != drafter.Account.Name {
		t.Errorf("the 负责人 sees %v", v.Others)
	}
	s.Away(id, "c")
	if v := here(drafter, "a", 3); len(v.Others) != 0 {
		t.Errorf("who left is still here: %v", v.Others)
	}
	here(head, "c", 5)
	s.pass(time.Minute)
	if v := here(drafter, "a", 3); len(v.Others) != 0 {
		t.Errorf("who was not heard of for a minute is still here: %v", v.Others)
	}
	_, err := s.Here(s.ctx, s.stranger(), id, "x", 0)
	s.refused(err, reply.NotFound)
}

// pass lets time go by.
func (s *stage) pass(d time.Duration) { s.now = s.now.Add(d) }
