package check

import "dafu/internal/gongwen"

var widthRules = []Rule{
	{
		ID: 10, Severity: Error, Title: "半角标点", Fixable: true,
		About:  "汉字旁边的标点用全角；数字、网址、外文里的标点仍用半角。",
		Source: gb15834 + " 5.1",
		Wrong: texts(
			"感谢您的关心,我们将认真办理。",
			"工作如下:成立专班;明确分工。",
			"该项目(一期)已经完工。",
			"是否可行?请您指正!",
			"合同金额3.4亿元,比上年增长5%。",
			"要坚持\"一盘棋\"的原则。",
			"按照3:3:4的比例,共同出资。",
		),
		Right: texts(
			"感谢您的关心，我们将认真办理。",
			"合同金额3.4亿元，会议10:30开始。",
			"按照3:3:4的比例出资。",
			"网址为https://www.example.gov.cn/a,b?c=1:2。",
			"GMS(2)次区域合作取得成效。",
			"版本号为2.0.1，共10,000册。",
			"Yes, we can.",
		),
		find: findHalfWidth,
	},
	{
		ID: 11, Severity: Error, Title: "全角数字或字母", Fixable: true,
		About:  "数字和拉丁字母用半角。",
		Source: "GB/T 15835-2011；排版惯例",
		Wrong: texts(
			"截至２０２４年2月，已建成36个。",
			"共有企业１４５家。",
			"ＧＭＳ合作平台已经建成。",
			"合同金额３．４亿元。",
			"２０２４年5月31日",
			"办理类别为Ａ类。",
		),
		Right: texts(
			"截至2024年2月，已建成36个。",
			"共有企业145家。",
			"GMS合作平台已经建成。",
			"第①项、第②项已经完成。",
			"同比增长5％，总量居全省第1。",
		),
		find: findFullWidth,
	},
	{
		ID: 12, Severity: Advice, Title: "并列书名号、引号之间的顿号", Fixable: true,
		About:  "并列的书名号之间、引号之间通常不用顿号。",
		Source: gb15834 + " 4.5.3.5",
		Wrong: texts(
			"出台《规划》、《方案》和《办法》。",
			"支持“甲实验室”、“乙实验室”建设。",
			"落实《条例》、《细则》。",
			"打造“云岭先锋”、“智汇云南”品牌。",
			"学习《意见》、《通知》精神。",
		),
		Right: texts(
			"出台《规划》《方案》和《办法》。",
			"支持“甲实验室”“乙实验室”建设。",
			"出台《规划》（试行）、《方案》等文件。",
			"《规划》，《方案》另行印发。",
			"落实“放管服”、优化营商环境、《条例》宣传等工作。",
		),
		find: findNeedlessComma,
	},
}

// findHalfWidth compares each line with what gongwen.Widen makes of it. A full
// stop within a line may part a foreign name: there it counts before words that
// begin a sentence, and behind closing marks.
func findHalfWidth(s *scan) {
	var edits []Edit
	for i := range s.lines {
		l := &s.lines[i]
		if !halfWidth(l.runes) {
			continue
		}
		wide := s.widened(l)
		if len(wide) != len(l.runes) {
			continue // bytes that are no text
		}
		edits = append(edits, stopsWithin(l)...)
		for j, r := range l.runes {
			if wide[j] != r && same(r, wide[j]) && (r != '.' || blank(l.runes[j+1:])) {
				edits = append(edits, Edit{l.start + j, l.start + j + 1, string(wide[j])})
			}
		}
	}
	s.cause(edits, "汉字旁边的半角标点“%s”应改为“%s”")
}

// openers begin a sentence and no foreign name.
var openers = []string{"我们", "我市", "我省", "我县", "我区", "我州", "我局", "我厅", "我委", "下一步", "同时", "目前", "此外", "截至", "今后", "近年来", "感谢", "您提出", "为此", "因此", "一是", "二是", "三是", "按照", "根据", "通过"}

// stopsWithin finds half-width full stops that end a sentence within a line.
func stopsWithin(l *line) (edits []Edit) {
	for j := 1; j < len(l.runes); j++ {
		if l.runes[j] != '.' {
			continue
		}
		before, after := l.runes[j-1], runeAt(l.runes, j+1)
		closed := oneOf(before, "”》）") && (after == 0 || isHan(after))
		if closed || isHan(before) && !oneOf(before, "一二三四五六七八九十") && anyAt(l.runes, j+1, openers...) != "" {
			edits = append(edits, Edit{l.start + j, l.start + j + 1, "。"})
		}
	}
	return edits
}

// widened is what gongwen.Widen makes of the line. Parsing has done so already,
// unless there was something to take out of the line first. Digits may be of
// another width in it: callers ask for marks.
func (s *scan) widened(l *line) []rune {
	if s.Document == nil && l.block >= 0 && s.blocks[l.block].at == nil {
		return s.blocks[l.block].r
	}
	return []rune(gongwen.Widen(string(l.runes)))
}

func halfWidth(r []rune) bool {
	for _, c := range r {
		if c < 0x40 && oneOf(c, `,;:()?!."`) {
			return true
		}
	}
	return false
}

// cause makes one finding of edits that share a cause. The format takes what
// stands at the first place and what should.
func (s *scan) cause(edits []Edit, format string) {
	if len(edits) == 0 {
		return
	}
	e := edits[0]
	f := s.findAt(e.Start, e.End, edits, format, string(s.source[e.Start:e.End]), e.Text)
	if f.Count = len(edits); f.Count > 1 {
		f.Message += countNote(f.Count)
	}
}

func findFullWidth(s *scan) {
	var edits []Edit
	for i := range s.lines {
		l := &s.lines[i]
		for j, r := range l.runes {
			if r < 0xFF00 {
				continue
			}
			if r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' {
				edits = append(edits, Edit{l.start + j, l.start + j + 1, string(r - '０' + '0')})
			} else if r == '．' && anyDigit(runeAt(l.runes, j-1)) && anyDigit(runeAt(l.runes, j+1)) {
				edits = append(edits, Edit{l.start + j, l.start + j + 1, "."})
			}
		}
	}
	s.cause(edits, "全角的“%s”应改为半角“%s”")
}

func anyDigit(r rune) bool { return isDigit(r) || r >= '０' && r <= '９' }

func findNeedlessComma(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := 1; j+1 < len(b.r); j++ {
			if b.r[j] != '、' || !(b.r[j-1] == '》' && b.r[j+1] == '《' || b.r[j-1] == '”' && b.r[j+1] == '“') {
				continue
			}
			what := "书名号"
			if b.r[j-1] == '”' {
				what = "引号"
			}
			s.find(b, j-1, j+2, b.edit(j, j+1, ""), "并列的%s之间不用顿号", what)
		}
	}
}
