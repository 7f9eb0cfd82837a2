package gongwen

import "strings"

// elements finds the lines that are known by their place or their first words:
// title and addressee at the head, signature block and notes at the foot. All
// others are Paragraph.
func elements(lines []string) []Kind {
	kinds := make([]Kind, len(lines))
	markHead(lines, kinds)
	for i, line := range lines {
		if kinds[i] == Paragraph {
			kinds[i] = note(line, i > 0 && kinds[i-1] == Attachment)
		}
	}
	markFoot(lines, kinds)
	return kinds
}

// markHead looks for the title and, right below it or at the top, the
// addressee. Short lines may stand above: a letterhead, a document number.
func markHead(lines []string, kinds []Kind) {
	i := 0
	for i < min(len(lines), 6) && !title(lines[i]) && !addressee(lines[i]) {
		if longer(lines[i], maxSignatory) || strings.ContainsAny(lines[i], sentenceEnds) {
			return
		}
		i++
	}
	if i < len(lines) && title(lines[i]) {
		kinds[i] = Title
		i++
	}
	first := i
	for i < len(lines) && addressee(lines[i]) && (i == first || nextAddressee(lines[i])) {
		kinds[i] = Addressee
		i++
	}
}

// What a title ends with: the kind of paper (文种).
var papers = []string{"答复", "答复意见", "复函", "复文", "答复函", "意见", "函", "报告", "请示", "批复", "通知"}

// title tells whether the line is 关于…的答复 or the like.
func title(line string) bool {
	if longer(line, maxTitle) || !strings.Contains(line, "关于") || strings.ContainsAny(line, sentenceEnds) {
		return false
	}
	if n, _ := readNumber(line); n.Style != Unnumbered {
		return false
	}
	if i := strings.LastIndex(line, "（"); i > 0 && strings.HasSuffix(line, "）") {
		line = line[:i] // …的答复（第0123号）
	}
	for _, p := range papers {
		if strings.HasSuffix(line, p) {
			return true
		}
	}
	return false
}

// addressee tells whether the line is 杨建林委员：or the like.
func addressee(line string) bool {
	name, ok := strings.CutSuffix(line, "：")
	if !ok {
		name, ok = strings.CutSuffix(line, ":")
	}
	if !ok || name == "" || longer(name, maxAddressee) && !LongSalutation(line) || strings.HasSuffix(name, "如下") {
		return false
	}
	n, _ := readNumber(line)
	return n.Style == Unnumbered && !strings.ContainsAny(name, sentenceEnds+"：") && note(line, false) == Paragraph
}

// nextAddressee tells whether the line may be a second addressee: after the
// first, text that leads in a list is as likely.
func nextAddressee(line string) bool {
	return !longer(line, 20) && !strings.Contains(line, "，")
}

// note recognises the notes that begin with what they are.
func note(line string, behindAttachment bool) Kind {
	if longer(line, maxElement) {
		return Paragraph
	}
	inside := strings.TrimSuffix(strings.TrimPrefix(line, "（"), "）")
	switch {
	case strings.HasPrefix(line, "抄送：") || strings.HasPrefix(line, "抄报："):
		return CopyTo
	case strings.Contains(strings.TrimSuffix(line, "。"), "。"):
		return Paragraph
	case attachment(line):
		return Attachment
	case behindAttachment && numbered(line, ArabicDot):
		return Attachment // 附件：1.… has its second name on a line of its own
	case len(inside) == len(line)-len("（）") && named(inside, "联系人", "联系电话", "联系方式", "电话"):
		return Contact
	case strings.Contains(line, "：") && named(line, "联系人"):
		return Contact
	}
	return Paragraph
}

func attachment(line string) bool {
	rest, ok := strings.CutPrefix(line, "附件")
	if !ok {
		return false
	}
	rest = strings.TrimLeft(rest, "0123456789０１２３４５６７８９一二三四五六七八九十")
	return strings.HasPrefix(rest, "：")
}

func numbered(line string, style Style) bool {
	n, _ := readNumber(line)
	return n.Style == style
}

func named(s string, names ...string) bool {
	for _, n := range names {
		if strings.HasPrefix(s, n) {
			return true
		}
	}
	return false
}
