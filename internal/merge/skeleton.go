package merge

import (
	"fmt"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// A skeleton file is official plain text, one block a line. Its first line is
//
//	# 名称: what the form shows
//
// and the rest are words with slots in 【】, the keys of slotWords. A line that
// holds 【建议】 or 【序号】 stands once for each recommendation of the case; a
// line that had slots and is empty once they are filled is left out. Where the
// lead has to write there is nothing but the headings: a placeholder could end
// up in print.

// slots are the names that may stand in 【】.
var slots = map[string]bool{
	"答复标题": true, // 关于……第0123号提案的答复
	"称谓":   true, // 张三委员：
	"提案标题": true, // the proposal's title, without 《》
	"案由":   true, // 提案 or 建议
	"提案者":  true, // 张某某、李某某
	"编号":   true, // 0123
	"届次":   true, // 政协某省第十三届委员会第二次会议
	"主办单位": true, // short name
	"会办单位": true, // short names, 、 between them
	"会办说明": true, // a clause, “，省教育厅会办”, empty if there are none
	"您":    true, // 您, 你们, 贵委, 贵单位
	"沟通方式": true, // 座谈、电话
	"沟通说明": true, // a sentence, empty if no talk is on record
	"建议":   true, // one recommendation, without 关于 and 的建议
	"序号":   true, // its number, 一
	"署名":   true, // the lead's registered name
	"附注":   true, // （联系人及电话：…）, empty if nobody is named
}

const nameHeader = "# 名称"

// ParseSkeleton reads a skeleton from the text of its file; name is the file's
// name without its ending. It fails on a missing header and on an unknown slot.
func ParseSkeleton(name, file string) (Skeleton, error) {
	file = strings.ReplaceAll(strings.TrimPrefix(file, "\ufeff"), "\r\n", "\n")
	first, text, _ := strings.Cut(file, "\n")
	title, ok := strings.CutPrefix(first, nameHeader)
	title = strings.TrimSpace(strings.TrimLeft(title, ":： "))
	if !ok || title == "" {
		return Skeleton{}, fmt.Errorf("skeleton %s: first line is not “%s: …”", name, nameHeader)
	}
	rest := text
	for {
		_, after, found := strings.Cut(rest, "【")
		if !found {
			return Skeleton{Name: name, Title: title, Text: text}, nil
		}
		slot, tail, closed := strings.Cut(after, "】")
		if !closed || !slots[slot] {
			slot, _, _ = strings.Cut(slot, "\n")
			return Skeleton{}, fmt.Errorf("skeleton %s: unknown slot 【%s】", name, slot)
		}
		rest = tail
	}
}

// Fill returns the outline as a letter of the case, ready to be written on.
func (s Skeleton) Fill(c reply.Case, lead reply.Department, co []reply.Department) string {
	words := slotWords(c, lead, co)
	var out strings.Builder
	for _, line := range strings.Split(strings.TrimRight(s.Text, "\n"), "\n") {
		if !strings.Contains(line, "【建议】") && !strings.Contains(line, "【序号】") {
			writeFilled(&out, line, words)
			continue
		}
		for i, r := range c.Recommendations {
			words["建议"], words["序号"] = reply.RecommendationWords(r), gongwen.Han(i+1)
			writeFilled(&out, line, words)
		}
	}
	return out.String()
}

// writeFilled writes one line with its slots filled; one that had nothing but
// empty slots is left out.
func writeFilled(out *strings.Builder, line string, words map[string]string) {
	filled := fill(line, func(slot string) (string, bool) { return words[slot], true })
	if filled == "" && line != "" {
		return
	}
	out.WriteString(filled)
	out.WriteByte('\n')
}

// fill puts words in the place of each slot, in one pass: words of the case that
// look like a slot stay as they are, and so does a slot that has none.
func fill(text string, words func(slot string) (string, bool)) string {
	var filled strings.Builder
	rest := text
	for {
		before, after, found := strings.Cut(rest, "【")
		filled.WriteString(before)
		if !found {
			return filled.String()
		}
		slot, tail, closed := strings.Cut(after, "】")
		if !closed {
			filled.WriteString("【" + after)
			return filled.String()
		}
		if with, ok := words(slot); ok {
			filled.WriteString(with)
			rest = tail
			continue
		}
		filled.WriteString("【")
		rest = after
	}
}
