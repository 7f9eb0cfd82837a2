package check

import (
	"regexp"
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Renaming is a registered body's earlier name and what it is called now.
type Renaming struct {
	Old, New string
}

// renamed finds earlier names of registered bodies: the letter was drafted before
// they were renamed. 原…局 and what stands in quotation marks are history.
func (s *scan) renamed() {
	if s.Case == nil || len(s.Case.Renamed) == 0 {
		return
	}
	var names lexicon
	for _, b := range s.bodies { // the longer name of today hides the earlier one in it
		for _, name := range []string{b.Full, b.Short} {
			if name != "" {
				names.addAt(Row{Word: name}, -1)
			}
		}
	}
	for i, r := range s.Case.Renamed {
		names.addAt(Row{Word: r.Old}, i)
	}
	type place struct {
		b    *block
		from int
	}
	found := make([][]place, len(s.Case.Renamed))
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		names.each(b.r, func(at int, e *entry) {
			if e.index >= 0 && b.mask[at]&inFrame == 0 && !hasBefore(b.r, at, "原") {
				found[e.index] = append(found[e.index], place{b, at})
			}
		})
	}
	for i, places := range found {
		if len(places) == 0 {
			continue
		}
		r := s.Case.Renamed[i]
		var align []Edit
		for _, p := range places {
			align = append(align, p.b.edit(p.from, p.from+size(r.Old), r.New)...)
		}
		first, note := places[0], ""
		if len(places) > 1 {
			note = countNote(len(places))
		}
		f := s.advise(first.b, first.from, first.from+size(r.Old), "“%s”现在登记为“%s”%s", r.Old, r.New, note)
		f.Count = len(places)
		f.differs(r.New, align)
	}
}

// contactLines are the lines of the 附注 that names the contact.
func (s *scan) contactLines() (all []*block) {
	behind := false
	for i := range s.blocks {
		b := &s.blocks[i]
		behind = behind || b.Kind == gongwen.IssueDate || b.Kind == gongwen.Signatory
		if b.Kind == gongwen.Contact || behind && anyAt(b.r, 0, "联系", "电话", "（联系", "（电话") != "" {
			all = append(all, b)
		}
	}
	return all
}

// office finds the name of an office in a contact note.
var office = regexp.MustCompile(`\p{Han}{2,12}(处|科|室|办|局|部|中心|支队|股)([，、,\s：:；;]|$)`)

// contactDiffers holds the contact that the text names against the registered one,
// which is printed.
func (s *scan) contactDiffers() {
	lines := s.contactLines()
	if len(lines) == 0 {
		return
	}
	want := s.Case.Contact
	var words strings.Builder
	for _, b := range lines {
		words.WriteString(string(b.r) + "，")
	}
	text := words.String()
	if strings.ContainsAny(text, "×*") {
		return // a placeholder, another rule's affair
	}
	phone := digitsOf(want.Phone)
	same := strings.Contains(text, want.Name) && strings.Contains(digitsOf(text), phone[max(0, len(phone)-7):]) &&
		(strings.Contains(text, want.Office) || !office.MatchString(strings.TrimRight(text, "，）")))
	if same {
		return
	}
	is := reply.ContactNote(want)
	var align []Edit
	if len(lines) == 1 {
		align = lines[0].edit(0, len(lines[0].r), is)
	}
	s.advise(lines[0], 0, len(lines[0].r), "联系人与登记的“%s”不一致", is).differs(is, align)
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if !isDigit(r) {
			return -1
		}
		return r
	}, s)
}

// classLine finds the line in which a text says its own 办理类别.
var classLine = regexp.MustCompile(`^[（(\[【]?(?:办理)?(?:结果)?(?:类别|类型|标注)[：:] ?([A-D甲乙丙丁])类?[）)\]】]?$`)

// classDiffers holds a line such as 办理类别：A类 against the registered class.
func (s *scan) classDiffers() {
	for i := range s.blocks {
		b := &s.blocks[i]
		if len(b.r) > 20 {
			continue
		}
		m := classLine.FindStringSubmatch(string(b.r))
		if m == nil || m[1] == s.Case.HandlingClass {
			continue
		}
		at := index(b.r, 0, m[1])
		s.find(b, at, at+1, nil, "办理类别“%s”与登记的“%s”不一致", m[1], s.Case.HandlingClass).differs(s.Case.HandlingClass, b.edit(at, at+1, s.Case.HandlingClass))
	}
}

// renamings are the earlier names of the departments in use that are nobody's now.
func renamings(all []reply.Department) (out []Renaming) {
	taken := map[string]bool{"": true}
	for _, d := range all {
		taken[d.FullName], taken[d.ShortName] = true, true
	}
	for _, d := range all {
		for _, was := range d.FormerNames() {
			for _, r := range []Renaming{{was[0], d.FullName}, {was[1], d.ShortName}} {
				if !taken[r.Old] && r.New != "" && !slices.Contains(out, r) {
					out = append(out, r)
				}
			}
		}
	}
	return out
}
