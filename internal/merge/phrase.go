package merge

import (
	"slices"
	"strings"

	"dafu/internal/reply"
)

// maxSlotName is how many characters a slot's name has at most: what is longer
// between 【 and 】 is text.
const maxSlotName = 12

// PhraseSlots are the slots that a phrase (常用语) may hold, in the order in
// which a form names them.
var PhraseSlots = []string{"提案标题", "提案者", "主办单位", "会办单位", "编号", "届次", "案由", "称谓", "您", "沟通方式"}

// FillPhrase fills the slots of a phrase from the case. What the case cannot
// fill stays in the text as 【…】, to be seen, and is named in missing, each once.
func FillPhrase(text string, c reply.Case, lead reply.Department, co []reply.Department) (filled string, missing []string) {
	words := slotWords(c, lead, co)
	filled = fill(text, func(slot string) (string, bool) {
		if with := words[slot]; with != "" && slices.Contains(PhraseSlots, slot) {
			return with, true
		}
		if short(slot) && !slices.Contains(missing, slot) {
			missing = append(missing, slot)
		}
		return "", false
	})
	return filled, missing
}

// UnknownSlots names what stands in 【】 in a phrase and is none of PhraseSlots.
func UnknownSlots(text string) (unknown []string) {
	fill(text, func(slot string) (string, bool) {
		if short(slot) && !slices.Contains(PhraseSlots, slot) && !slices.Contains(unknown, slot) {
			unknown = append(unknown, slot)
		}
		return "", false
	})
	return unknown
}

func short(slot string) bool {
	return slot != "" && len([]rune(slot)) <= maxSlotName && !strings.ContainsAny(slot, "\n【")
}

// Standard is an opening or a closing of a skeleton.
type Standard struct {
	Topic string // 开头 or 结尾, with the skeleton's title
	Text  string // with its slots
}

// Standards returns the first and the last sentence-bearing line of each
// skeleton: how letters begin and end here. Two that say the same are one.
func Standards(all []Skeleton) (out []Standard) {
	for _, s := range all {
		var lines []string
		for line := range strings.SplitSeq(s.Text, "\n") {
			if strings.Contains(line, "。") || strings.HasSuffix(line, "：") && strings.Contains(line, "，") {
				lines = append(lines, line)
			}
		}
		if len(lines) < 2 {
			continue
		}
		for _, one := range []Standard{{"标准开头（" + s.Title + "）", lines[0]}, {"标准结尾", lines[len(lines)-1]}} {
			if !slices.ContainsFunc(out, func(o Standard) bool { return o.Text == one.Text }) {
				out = append(out, one)
			}
		}
	}
	return out
}

// FillStandard fills an opening or closing as its skeleton would: here an empty
// slot is nothing, and not missing.
func FillStandard(one Standard, c reply.Case, lead reply.Department, co []reply.Department) string {
	words := slotWords(c, lead, co)
	return fill(one.Text, func(slot string) (string, bool) { return words[slot], true })
}
