package check

import (
	"strings"

	"dafu/internal/reply"
)

// differs marks a finding as a difference between the text and the case. Of the
// case, is what would stand at the place if the text followed the case; align are
// the edits that make it so. They are made at a press of their own and never among
// all fixes: which of the two sides is wrong, somebody has to say.
func (f *Finding) differs(is string, align []Edit) *Finding {
	f.Differs = true
	if len(align) > 0 {
		f.Registered, f.Align = &is, align
	}
	return f
}

// Differences are the findings that say where the text differs from the case.
func Differences(all []Finding) (out []Finding) {
	for _, f := range all {
		if f.Differs {
			out = append(out, f)
		}
	}
	return out
}

// Align makes the edits that let the text follow the case; the findings must be of
// this very text. How many were made, in part or whole, is returned too.
func Align(text string, findings []Finding) (string, int) {
	mend := make([]Finding, len(findings))
	for i, f := range findings {
		mend[i].Edits = f.Align
	}
	return Apply(text, mend)
}

// subject holds the title that the opening names against the proposal's, however
// far apart they are.
func (s *scan) subject() {
	if s.Case == nil || s.Case.Title == "" {
		return
	}
	want := []rune(folded(s.Case.Title))
	all := s.namings()
	for _, n := range all {
		if string(want) == folded(n.title()) {
			return // of several that are answered together, one is this case's
		}
	}
	if len(all) == 0 {
		return
	}
	n := all[0] // the place to mend
	near := distance([]rune(folded(n.title())), want, len(want)/5) <= len(want)/5
	from, to, is := n.from, n.to, s.Case.Title
	align := n.b.edit(from, to, s.quoted(n, is))
	switch {
	case near:
		s.find(n.b, from-b2i(n.marked), to+b2i(n.marked), nil, "案由与登记的“%s”不一致", is).differs(is, align)
	case n.marked:
		s.find(n.b, from-b2i(n.marked), to+b2i(n.marked), nil, "这里答复的是“%s”，登记的案由是“%s”，不是同一件%s", n.title(), is, s.Case.Kind).differs(is, align)
	default:
		s.advise(n.b, from, to, "这里写的是“%s”，登记的案由是“%s”，请核对是否同一件%s", n.title(), is, s.Case.Kind).differs(is, align)
	}
}

// quoted is the case's title as it stands in the marks of the place: the marks
// inside change, and 的提案 stays off where it follows behind the marks.
func (s *scan) quoted(n naming, title string) string {
	inside := strings.NewReplacer("《", "〈", "》", "〉")
	if n.marked && n.b.r[n.from-1] == '“' {
		inside = strings.NewReplacer("“", "‘", "”", "’")
	}
	if n.marked {
		title = inside.Replace(title)
		for _, kind := range called {
			if anyAt(n.b.r, n.to+1, kind, "的"+kind) != "" {
				title = strings.TrimSuffix(strings.TrimSuffix(title, kind), "的")
			}
		}
	}
	return title
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// openingOf holds session and number that the opening names against the case's.
func (s *scan) openingOf() {
	if s.Case == nil {
		return
	}
	wantTerm, wantSitting := sessionIn([]rune(s.Case.Session))
	for _, b := range s.opening() {
		for i := index(b.r, 0, "提出的"); i >= 0; i = index(b.r, i+1, "提出的") {
			from, to := clauseAround(b, i, i)
			if b.mask[i]&inFrame != 0 || firstOf(string(b.r[from:i]), askers...) == "" {
				continue
			}
			term, sitting := sessionIn(b.r[from:i])
			if sitting > 0 && wantSitting > 0 && (term != wantTerm || sitting != wantSitting) {
				s.find(b, from, i, nil, "这里的届次“%d届%d次会议”与登记的“%s”不符", term, sitting, s.Case.Session).differs("", nil)
			}
			s.numberIn(b, i, to)
		}
	}
}

// numberIn holds 第…号提案 between from and to against the case's number.
func (s *scan) numberIn(b *block, from, to int) {
	if s.Case.Number == "" {
		return
	}
	for i := index(b.r[:to], from, "第"); i >= 0; i = index(b.r[:to], i+1, "第") {
		end := index(b.r[:to], i, "号")
		if end < 0 || b.mask[i]&inFrame != 0 {
			return
		}
		typed := numbersIn(b.r[i : end+1])
		if len(typed) != 1 || anyAt(b.r, end+1, "提案", "建议", "议案", "）") == "" || reply.NumberKey(typed[0]) == reply.NumberKey(s.Case.Number) {
			continue
		}
		is := reply.BareNumber(s.Case.Number)
		s.find(b, i, end+1, nil, "编号“%s”与登记的“%s”不符", typed[0], is).differs("第"+is+"号", b.edit(i+1, end, is))
		return
	}
}
