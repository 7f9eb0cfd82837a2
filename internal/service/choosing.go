package service

import (
	"fmt"
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// merging collects what the lead's choices make of the draft, before any of it
// is done.
type merging struct {
	dossier
	readings []reading
	vanished []vanished

	body       gongwen.Document
	decisions  []reply.Decision
	insertions []merge.Insertion
	anew       []merge.Replacement
	out        []merge.Stretch
	problems   reply.Problems

	used, settled int
	declined      []string
}

// take adds one choice; it stands at place i of the form.
func (m *merging) take(i int, c MergeChoice) error {
	if c.Verdict == reply.TakenOut || c.Verdict == reply.Kept {
		return m.takeVanished(c)
	}
	r, err := m.choosable(c)
	if err != nil {
		return err
	}
	e := r.Entry
	decision := reply.Decision{Department: c.Department, Revision: c.Revision, Entry: c.Entry, Verdict: c.Verdict, Press: c.press()}
	switch c.Verdict {
	case reply.Declined:
		decision.Reason = strings.TrimSpace(c.Reason)
		m.declined = append(m.declined, fmt.Sprintf("%s“%s”（%s）", m.departments[e.Department].ShortName, entryName(e), decision.Reason))
		if decision.Reason == "" {
			m.problems.Add(fmt.Sprintf("reason-%d", i), "请填写不采用“%s”的理由，会记入办理记录", entryName(e))
		}
	case reply.Used, reply.Edited:
		m.used++
		if c.Verdict == reply.Edited {
			m.problems.CheckText(fmt.Sprintf("text-%d", i), "修改后的文字", c.Text, reply.MaxText)
			if strings.TrimSpace(c.Text) == "" {
				m.problems.Add(fmt.Sprintf("text-%d", i), "请填写修改后的文字；如果都不用，请选择“不采用”并说明理由")
			}
			e = merge.Retype(e, c.Text, gongwen.Source{Department: m.Case.LeadID})
		}
		decision.Under = under(m.dossier.draft.Body, c.Place)
	default:
		m.problems.Add(fmt.Sprintf("verdict-%d", i), "请选择采用、修改后采用或不采用")
		return nil
	}
	m.putWhere(i, c, r, e)
	m.decisions = append(m.decisions, decision)
	return nil
}

// putWhere puts the entry where it was chosen to go. Whatever is chosen, the words
// that the department has replaced leave the draft: they are not its any more.
func (m *merging) putWhere(i int, c MergeChoice, r reading, e merge.Entry) {
	var old []merge.Stretch
	if r.Was != nil {
		old = m.standing(*r.Was)
		m.forget(*r.Was)
	}
	switch {
	case c.Verdict == reply.Declined:
		m.out = append(m.out, old...)
	case c.Place.Kind == merge.InPlace:
		whole := merge.Whole(m.dossier.draft.Body, old)
		if len(whole) == 0 || whole[0].Block != c.Place.After {
			m.problems.Add(fmt.Sprintf("place-%d", i), "“%s”原来的文字已经不在答复稿里，请重新选择位置", entryName(e))
			return
		}
		m.anew = append(m.anew, merge.Replacement{Entry: e, Instead: old})
	default:
		m.insertions = append(m.insertions, merge.Insertion{Entry: e, Place: c.Place})
		m.out = append(m.out, old...)
	}
}

// forget drops the verdict on an entry that another one has taken the place of.
func (m *merging) forget(e merge.Entry) {
	m.decisions = slices.DeleteFunc(m.decisions, func(one reply.Decision) bool {
		return one.Department == e.Department && one.Revision == e.Revision && one.Entry == e.Index
	})
}

// takeVanished takes words out that the department does not say any more, or
// makes them the lead's.
func (m *merging) takeVanished(c MergeChoice) error {
	for _, gone := range m.vanished {
		e := gone.Entry
		if e.Department != c.Department || e.Revision != c.Revision || e.Index != c.Entry {
			continue
		}
		if c.Verdict == reply.Kept {
			m.body = merge.Adopt(m.body, gone.Stands, gongwen.Source{Department: m.Case.LeadID})
		} else {
			m.out = append(m.out, gone.Stands...)
		}
		m.forget(e)
		m.decisions = append(m.decisions, reply.Decision{
			Department: c.Department, Revision: c.Revision, Entry: c.Entry, Verdict: c.Verdict, Press: c.press(),
		})
		m.settled++
		return nil
	}
	return reply.Failf(reply.Stale, "%s的会办意见或答复稿在您之后有了改动，请核对后再合并", m.departments[c.Department].ShortName)
}

// choosable finds the entry that a choice is about and checks that it is still
// to be decided.
func (m *merging) choosable(c MergeChoice) (reading, error) {
	name := m.departments[c.Department].ShortName
	latest := m.latest(c.Department)
	switch newest := m.newest(c.Department); {
	case newest == nil:
		return reading{}, reply.Failf(reply.NotFound, "没有这一处会办意见，请重新打开合并页面")
	case latest == nil && newest.Ending == reply.TakenBack:
		return reading{}, reply.Failf(reply.Stale, "%s在您合并之前撤回了第%d次会办意见，没有合并。您的其他选择都在，请核对后再合并", name, newest.Revision)
	case latest == nil:
		return reading{}, reply.Failf(reply.Stale, "%s的第%d次会办意见已经退回重报，没有合并。您的其他选择都在，请核对后再合并", name, newest.Revision)
	case latest.Revision != c.Revision:
		return reading{}, reply.Failf(reply.Stale, "%s重新报送了会办意见，没有合并。您的其他选择都在，请核对后再合并", name)
	}
	for _, r := range m.readings {
		if r.Entry.Department != c.Department || r.Entry.Index != c.Entry {
			continue
		}
		if r.Verdict != nil {
			return r, reply.Failf(reply.Conflict, "“%s”已经处理过了，请重新打开合并页面", entryName(r.Entry))
		}
		return r, nil
	}
	return reading{}, reply.Failf(reply.NotFound, "没有这一处会办意见，请重新打开合并页面")
}

// detail is what the log says of the merge.
func (m *merging) detail() string {
	var did []string
	if m.used > 0 {
		did = append(did, fmt.Sprintf("采用%d处", m.used))
	}
	if len(m.declined) > 0 {
		did = append(did, fmt.Sprintf("不采用%d处：%s", len(m.declined), strings.Join(m.declined, "；")))
	}
	if m.settled > 0 {
		did = append(did, fmt.Sprintf("处理会办单位已撤下的文字%d处", m.settled))
	}
	return "合并会办意见：" + strings.Join(did, "，")
}
