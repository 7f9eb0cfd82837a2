package check

import (
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// swapped is a word of the other kind, with its place.
type swapped struct {
	b        *block
	from, to int
	is       string
}

// kind holds what the text calls the matter, and the member, against the case's
// kind: 提案 is answered to 委员, 建议 to 代表. All places are one finding.
func (s *scan) kind() {
	if s.Case == nil || s.Case.Kind == "" {
		return
	}
	all := s.otherKind()
	if len(all) == 0 {
		return
	}
	first := all[0]
	typed := string(first.b.r[first.from:first.to])
	note := ""
	if len(all) > 1 {
		note = countNote(len(all))
	}
	var align []Edit
	for _, w := range all {
		align = append(align, w.b.edit(w.from, w.to, w.is)...)
	}
	f := s.find(first.b, first.from, first.to, nil, "登记的是%s，答复%s，这里写的是“%s”%s", s.Case.Kind, member(s.Case.Kind), typed, note)
	f.Count = len(all)
	f.differs(first.is, align)
}

func member(k reply.Kind) string {
	if k == reply.Suggestion {
		return "代表"
	}
	return "委员"
}

// otherKind finds the words of the other kind, in the order of the text. A title
// that is printed from the case anyway is told of last: it decides nothing.
func (s *scan) otherKind() (all []swapped) {
	this, other := s.Case.Kind, reply.Suggestion
	if this == reply.Suggestion {
		other = reply.Proposal
	}
	var titles []swapped
	for i := range s.blocks {
		b := &s.blocks[i]
		switch {
		case b.Kind == gongwen.Title && s.replaced(i):
			titles = append(titles, s.numbered(b, string(this), string(other))...)
		case b.Kind == gongwen.Title:
			all = append(all, s.numbered(b, string(this), string(other))...)
		case b.Kind == gongwen.Addressee:
			text := strings.TrimRight(string(b.r), "： ")
			if rest, ok := strings.CutSuffix(text, member(other)); ok && rest != "" && !endsWithAny(rest, "专门", "全体", "各位") {
				all = append(all, swapped{b, size(rest), size(text), member(this)})
			}
		case b.running():
			all = append(all, s.numbered(b, string(this), string(other))...)
			all = append(all, s.referring(b, string(this), string(other))...)
		}
	}
	return append(all, titles...)
}

// numbered finds 第0123号建议 with the case's number where it is a 提案.
func (s *scan) numbered(b *block, this, other string) (all []swapped) {
	for i := index(b.r, 0, "号"+other); i >= 0; i = index(b.r, i+1, "号"+other) {
		from := i
		for from > 0 && i-from < 40 && b.r[from] != '第' {
			from--
		}
		if b.mask[i]&inBook == 0 && s.saysNumber(string(b.r[from:i+1])) {
			all = append(all, swapped{b, i + 1, i + 1 + size(other), this})
		}
	}
	return all
}

// What is said of the matter at hand and of no other. 建议 is an everyday word:
// 该建议 in a letter about a 提案 may be one of its recommendations.
var (
	ofProposals   = []string{"该提案", "本提案", "此提案", "这件提案", "此件提案", "贵提案", "提案收悉", "提案已收悉", "提案中提出", "提案提出"}
	ofSuggestions = []string{"该件建议", "此件建议", "这件建议"}
)

// referring finds 该提案 in a letter about a 建议.
func (s *scan) referring(b *block, this, other string) (all []swapped) {
	phrases := ofProposals
	if other == string(reply.Suggestion) {
		phrases = ofSuggestions
	}
	last := -1
	for i := index(b.r, 0, other); i >= 0; i = index(b.r, i+1, other) {
		if b.mask[i]&inFrame != 0 || i <= last {
			continue
		}
		for _, p := range phrases {
			at := i - size(p[:strings.Index(p, other)])
			if has(b.r, at, p) {
				all, last = append(all, swapped{b, i, i + size(other), this}), i
				break
			}
		}
		if last != i && other == string(reply.Proposal) && behindAsker(b, i) {
			all, last = append(all, swapped{b, i, i + size(other), this}), i
		}
	}
	return all
}

// behindAsker tells 您提出的提案 and 您的提案.
func behindAsker(b *block, i int) bool {
	for _, w := range []string{"您", "你们", "您们", "代表", "委员"} {
		if anyBefore(b.r, i, w+"提出的", w+"的", w+"提交的") != "" {
			return true
		}
	}
	return false
}
