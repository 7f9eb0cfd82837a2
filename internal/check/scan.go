package check

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"dafu/internal/gongwen"
)

// span is a stretch of the source.
type span struct{ from, to int }

// scan is one rule at work: it reads the paper and adds what it finds.
type scan struct {
	*paper
	rule  *Rule
	found []Finding
	n     int // findings of this rule
	spare Finding
}

// maxFindings is how many findings of one rule are told apart. The last stands
// for all that follow: its edits mend them too.
const maxFindings = 200

// begin makes ready for a rule, end completes its last finding.
func (s *scan) begin(r *Rule) { s.rule, s.n = r, 0 }

func (s *scan) end() {
	if s.n <= maxFindings {
		return
	}
	last := &s.found[len(s.found)-1]
	last.Count = s.n - maxFindings + 1
	last.Message += fmt.Sprintf("；后面还有%d处", s.n-maxFindings)
	slices.SortFunc(last.Edits, func(a, b Edit) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
}

// find adds a finding about the characters from ≤ i < to of a block.
func (s *scan) find(b *block, from, to int, edits []Edit, format string, args ...any) *Finding {
	return s.add(s.rule.Severity, b, from, to, edits, fmt.Sprintf(format, args...))
}

// advise adds a finding that is advice, whatever the rule's severity.
func (s *scan) advise(b *block, from, to int, format string, args ...any) *Finding {
	return s.add(Advice, b, from, to, nil, fmt.Sprintf(format, args...))
}

// about adds a finding about the case, which has no place in the text.
func (s *scan) about(format string, args ...any) *Finding {
	return s.put(Finding{Severity: s.rule.Severity, Line: 1, Column: 1, Block: -1, Message: gongwen.Joined(fmt.Sprintf(format, args...))})
}

func (s *scan) add(severity Severity, b *block, from, to int, edits []Edit, message string) *Finding {
	from, to = max(from, 0), min(to, len(b.r))
	f := Finding{Severity: severity, Message: message, Block: b.index, From: from, To: to, Start: b.raw(from), Edits: edits}
	f.End = max(f.Start, b.end(to))
	return s.put(f)
}

// put completes a finding: line and column, the words at the place, the fix.
// The pointer is good until the next one is added.
func (s *scan) put(f Finding) *Finding {
	f.Rule, f.Count = s.rule.ID, max(f.Count, 1)
	if s.replaced(f.Block) {
		f.Severity = Advice
	}
	f.Severity = s.tables.severity(f.Rule).applied(f.Severity)
	f.Edits = s.allowed(f.Edits)
	if s.n++; s.n > maxFindings {
		last := &s.found[len(s.found)-1]
		last.Edits = append(last.Edits, f.Edits...)
		s.spare = f
		return &s.spare
	}
	if f.Block >= 0 || f.End > f.Start || len(f.Edits) > 0 {
		f.Line, f.Column = s.position(f.Start)
		f.Text = string(s.source[f.Start:f.End])
	}
	if len(f.Edits) > 0 {
		fix := replaced(s.source, f.Start, f.End, f.Edits)
		f.Fix = &fix
	}
	s.found = append(s.found, f)
	return &s.found[len(s.found)-1]
}

// replaced tells whether the block is printed from the case and not from the
// text (see Case.Composed, and reply.Compose, which does it).
func (s *scan) replaced(block int) bool {
	if s.Case == nil || !s.Case.Composed || block < 0 {
		return false
	}
	switch s.blocks[block].Kind {
	case gongwen.Title, gongwen.Signatory, gongwen.IssueDate, gongwen.CopyTo:
		return true
	case gongwen.Contact:
		return !s.Case.Contact.IsZero()
	}
	return false
}

// edit replaces characters of a block.
func (b *block) edit(from, to int, text string) []Edit {
	start := b.raw(from)
	return []Edit{{Start: start, End: max(start, b.end(to)), Text: text}}
}

// allowed leaves out the edits that would touch a registered name, unless they
// only change the width of a mark.
func (s *scan) allowed(edits []Edit) []Edit {
	if len(s.names) == 0 || len(edits) == 0 {
		return edits
	}
	out := edits[:0:0]
	for _, e := range edits {
		n := sort.Search(len(s.names), func(n int) bool { return s.names[n].to > e.Start })
		if n == len(s.names) || e.End <= s.names[n].from || onlyWidth(s.source[e.Start:e.End], e.Text) {
			out = append(out, e)
		}
	}
	return out
}

func onlyWidth(old []rune, text string) bool {
	fresh := []rune(text)
	if len(fresh) != len(old) {
		return len(fresh) == 0 && blank(old)
	}
	for i := range old {
		if !same(old[i], fresh[i]) && old[i]-'０'+'0' != fresh[i] {
			return false
		}
	}
	return true
}

// replaced is the source from ≤ i < to with those edits made that lie in it.
func replaced(source []rune, from, to int, edits []Edit) string {
	var out []rune
	at := from
	for _, e := range edits {
		if e.Start < at || e.End > to {
			continue
		}
		out = append(out, source[at:e.Start]...)
		out = append(out, []rune(e.Text)...)
		at = e.End
	}
	return string(append(out, source[at:to]...))
}

// findAt adds a finding about the characters from ≤ i < to of the source.
func (s *scan) findAt(from, to int, edits []Edit, format string, args ...any) *Finding {
	f := Finding{Severity: s.rule.Severity, Message: fmt.Sprintf(format, args...), Start: from, End: to, Block: -1, Edits: edits}
	if b := s.blockAt(from); b != nil {
		f.Block, f.From = b.index, b.content(from)
		f.To = max(f.From, b.content(to))
	}
	return s.put(f)
}

func countNote(n int) string { return fmt.Sprintf("，全文共%d处", n) }

// blockAt returns the block of the line at a place in the source, or nil.
func (p *paper) blockAt(at int) *block {
	lo, hi := 0, len(p.lines)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.lines[mid].start <= at {
			lo = mid
		} else {
			hi = mid
		}
	}
	if n := p.lines[lo].block; n >= 0 {
		return &p.blocks[n]
	}
	return nil
}

// content returns the first character of the block that stands at or behind a
// place in the source.
func (b *block) content(at int) int {
	at -= b.line.start
	if b.at == nil {
		return min(max(at, 0), len(b.r))
	}
	lo, hi := 0, len(b.at)
	for lo < hi {
		if mid := (lo + hi) / 2; int(b.at[mid]) < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
