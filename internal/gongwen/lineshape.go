package gongwen

import (
	"strings"
	"unicode/utf8"
)

// shape is a line as recognition looks at it.
type shape struct {
	line   string // blanks gone, digits, letters and marks in their ordinary form
	bare   string // without brackets around it and without its end mark
	n      int    // characters, of a line of maxShaped characters and less
	last   rune
	mark   Number // at its head
	scores scores
}

// maxShaped is how long a line may be, in characters, to be looked at closely.
// Longer ones are text, or a list of names at one end of the letter.
const maxShaped = 200

// shapeOf looks at a line. What it costs is bounded by maxShaped.
func shapeOf(line string, known *Known) shape {
	long := longer(line, maxShaped)
	if long {
		return shapeOfLong(line)
	}
	s := shape{line: plain(line)}
	s.n = utf8.RuneCountInString(s.line)
	s.bare = bareOf(s.line)
	s.last, _ = utf8.DecodeLastRuneInString(s.line)
	s.mark, _ = readNumber(line)
	cueLine(&s.scores, s.line, s.bare, s.n)
	s.text()
	s.element()
	known.score(&s)
	return s
}

// shapeOfLong looks at the ends of a line that is too long for anything but
// text, the salutation of many and a list of copies.
func shapeOfLong(line string) shape {
	s := shape{n: maxShaped + 1}
	s.scores[PartBody] = 5
	head := plain(line[:cutAt(line, 30)])
	switch {
	case strings.HasPrefix(head, "抄送:") || strings.HasPrefix(head, "抄报:"):
		s.scores[PartCopy] = 9
	case !longer(line, maxSalutation) && strings.HasSuffix(line, "："):
		s.line = plain(line)
		s.scores[PartAddressee] = int16(salutation(s.line))
	}
	return s
}

// cutAt is a place of at most n bytes at which a character begins.
func cutAt(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// plain folds a line for comparing: without blanks, full-width forms and
// look-alikes as what they stand for.
func plain(line string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF, r > ' ' && r < 0x7F:
			return r
		case space(r):
			return -1
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFF01 + '!'
		case r >= 0x2E80 && r <= 0x2FD5:
			return LookAlike(r)
		case r == '﹝':
			return '〔'
		case r == '﹞':
			return '〕'
		}
		return r
	}, line)
}

// brackets are pairs of brackets that stand around a whole line.
var brackets = map[rune]rune{'(': ')', '[': ']', '【': '】', '〔': '〕', '『': '』', '「': '」', '“': '”', '"': '"'}

// bareOf takes off what stands around a line: brackets, then the mark at its end.
func bareOf(line string) string {
	line = strings.TrimRight(line, "。!.;,、")
	for range 2 {
		first, size := utf8.DecodeRuneInString(line)
		last, lastSize := utf8.DecodeLastRuneInString(line)
		if closing, ok := brackets[first]; !ok || closing != last || len(line) <= size+lastSize || strings.ContainsRune(line[size:len(line)-lastSize], last) {
			break
		}
		line = line[size : len(line)-lastSize]
	}
	return strings.TrimRight(line, "。!.;,、")
}

// text scores the line as text of the letter.
func (s *shape) text() {
	score := int(s.scores[PartBody])
	switch {
	case strings.ContainsRune("。;!?…”", s.last):
		score += 2
	case s.last == ':':
		score++
	case s.n <= 12:
		score--
	}
	if s.n > 40 {
		score += 2
	}
	if s.mark.Style != Unnumbered {
		score += 3
	}
	s.scores[PartBody] = int16(score)
	if s.last == '。' && s.scores[PartLeftover] > 0 && s.scores[PartLeftover] < 9 {
		s.scores[PartLeftover] -= 6 // a web page's own words end without a stop
	}
	if s.n > 30 && (s.last == '。' || strings.Count(s.line, "。") > 1) { // a sentence, whatever its words
		for _, p := range [...]Part{PartLeftover, PartProposal, PartNote, PartContact, PartImprint, PartClosing} {
			if s.scores[p] > 0 && s.scores[p] < 9 {
				s.scores[p] -= 4
			}
		}
	}
}

// element scores the line as the parts that are known by their form.
func (s *shape) element() {
	s.scores.at(PartDate, dateShape(s.bare))
	s.scores.at(PartNumber, numberShape(s.line))
	s.scores.at(PartAddressee, salutation(s.line))
	name := signatureShape(s.line)
	s.scores.at(PartSignatory, name)
	s.scores.at(PartLetterhead, letterheadShape(s.line, s.n))
	switch {
	case s.scores[PartClass] == 0:
	case !classShape(s.bare):
		s.scores[PartClass] -= 5
	case s.scores[PartLeftover] > 4:
		s.scores[PartLeftover] = 4 // 分类：C类
	}
	if s.scores[PartContact] == 0 && s.n <= 60 && digitsOf(s.line) >= 7 && s.scores[PartDate] == 0 && phoneShape(s.line) {
		s.scores.at(PartContact, 4)
	}
	if s.n <= 16 && s.scores[PartClass] == 0 && namesClass(s.bare) {
		s.scores.at(PartClass, 7)
	}
	if s.n <= 20 && len(s.line) > 4 && strings.ContainsRune("ABCD", rune(s.line[0])) && strings.HasPrefix(s.line[1:], "类") && strings.ContainsAny(s.line[4:5], "(:") {
		s.scores.at(PartClass, 7) // B类（正在解决）
	}
	if s.scores[PartNote] > 0 && containsAny(s.line, "联系人", "联系电话", "电话:") {
		s.scores.at(PartContact, int(s.scores[PartNote])+2)
	}
	if s.line == "附件:" || s.line == "附:" { // without a name it is a page's label
		s.scores[PartAnnexNote], s.scores[PartLeftover] = 3, 5
	}
	if s.scores[PartImprint] > 0 && dateShape(tailDate(strings.TrimSuffix(s.bare, "印发"))) > 0 {
		s.scores.at(PartImprint, 9)
	}
	if s.line != "" && s.line != s.bare && s.n <= 60 && strings.HasPrefix(s.line, "(") {
		s.scores.at(PartNote, 2)
	}
	if closesAndSigns(s.line) {
		s.scores.at(PartClosing, 9)
	}
	if s.n <= 24 && timeShape(s.line) {
		s.scores.at(PartLeftover, 7)
	}
	if s.n <= 12 && pageNumber(s.line) {
		s.scores.at(PartLeftover, 8)
	}
}

// classShape tells whether the line of a class names one: 类别：A, 办理结果：A1.
func classShape(bare string) bool {
	i := strings.LastIndexAny(bare, ":(〔[【 ")
	value := strings.Trim(bare[i+1:], ")]】〕:类")
	if i < 0 {
		value = strings.TrimSuffix(strings.TrimSuffix(bare, "答复"), "件")
		for len(value) > 0 && !strings.ContainsAny(value[:1], "ABCDabcd") && !strings.HasPrefix(value, "甲") && !strings.HasPrefix(value, "乙") && !strings.HasPrefix(value, "丙") {
			_, size := utf8.DecodeRuneInString(value)
			value = value[size:]
		}
		value = strings.TrimSuffix(value, "类")
	}
	if i >= 0 && containsAny(value, "解决", "采纳", "计划", "参考", "说明", "落实", "列入") && utf8.RuneCountInString(value) <= 16 {
		return true
	}
	return value == "" && i >= 0 || value != "" && strings.ContainsAny(value, "ABCDabcd甲乙丙丁一二三") && utf8.RuneCountInString(value) <= 14
}

// pageNumber tells whether the line is the number of a page: — 2 —, -2-, 2/5.
func pageNumber(line string) bool {
	inner := strings.Trim(line, "-—–－―")
	if inner == line || inner == "" {
		return strings.HasPrefix(line, "第") && strings.HasSuffix(line, "页") || inner == ""
	}
	return digitsOf(inner) == len(inner)
}

func digitsOf(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// phoneShape tells whether the line has a stretch of seven digits and more, as a
// telephone number has, that is not part of a number of something.
func phoneShape(line string) bool {
	run, best := 0, 0
	for i := range len(line) {
		switch c := line[i]; {
		case c >= '0' && c <= '9':
			run++
			best = max(best, run)
		case c == '-':
		default:
			run = 0
		}
	}
	return best >= 7 && best <= 12 && !strings.Contains(line, "号")
}

// timeShape tells whether the line is a date with the time of day, as pages
// show when they were put up: 2024-05-13 15:30:22.
func timeShape(line string) bool {
	return strings.HasPrefix(line, "20") && strings.Count(line, ":") >= 1 && strings.Trim(line, "0123456789-./年月日:时分秒") == ""
}

// namesClass tells whether a label of any wording names a class: 类别标记：B.
func namesClass(bare string) bool {
	label, value, ok := strings.Cut(bare, ":")
	value = strings.TrimSuffix(strings.Trim(value, "()"), "类")
	return ok && containsAny(label, "类", "办", "答复", "结果") && len(value) >= 1 && len(value) <= 2 && strings.ContainsRune("ABCD", rune(value[0]))
}
