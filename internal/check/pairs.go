package check

const gb15834 = "GB/T 15834-2011"

var pairRules = []Rule{
	{
		ID: 9, Severity: Error, Title: "引号、括号、书名号不成对",
		About:  "引号、书名号、括号要前后成对。",
		Source: gb15834 + " 4.8、4.9、4.15",
		Wrong: texts(
			"要坚持“一盘棋的原则，形成合力。",
			"印发《关于加强养老服务的意见，明确责任分工。",
			"该项目（一期工程已经完工。",
			"该项目一期工程）已经完工。",
			"文号为云教提〔2024 12号。",
			"落实“双随机、一公开“要求。",
			"他说要做到‘说到做到，绝不食言。",
			"材料【见附件，请查收。",
		),
		Right: texts(
			"要坚持“一盘棋”的原则，形成合力。",
			"办理流程：1）提交申请；2）现场核验；3）发放证件。",
			"他在来信中说：“我们生活得很好。\n“请大家放心。”",
			"They’re members of GMS(2)，会议取得成效。",
			"《关于贯彻落实〈意见〉的通知》（试行）已经印发。",
			"会议强调，“要把‘放管服’改革进行到底”。",
			"（一）加强领导。成立专班（由省科技厅牵头）。",
		),
		find: findUnpaired,
	},
	{
		ID: 13, Severity: Error, Title: "引号、书名号里外不分", Fixable: true,
		About:  "引号里再用引号时，里面用单引号；书名号里再用书名号时，里面用单书名号。",
		Source: gb15834 + " 4.8.3.4、4.15.3.5",
		Wrong: texts(
			"会议要求，“要把“放管服”改革进行到底”。",
			"印发《关于贯彻落实《养老服务条例》的实施意见》。",
			"转发《省教育厅关于转发《通知》的通知》，并提出要求。",
			"来信写道：“大家都说“好办事”，我很高兴。”",
			"《关于印发《规划》和《方案》的通知》已经下发。",
		),
		Right: texts(
			"会议要求，“要把‘放管服’改革进行到底”。",
			"印发《关于贯彻落实〈养老服务条例〉的实施意见》。",
			"出台《云南省“智汇云南”计划实施方案》。",
			"“甲实验室”“乙实验室”已经获批。",
			"落实《规划》《方案》和“双减”要求。",
			"“落实《关于‘十四五’规划的意见》”是今年的重点。",
		),
		find: findNested,
	},
}

// kinds of pairs, for each the mark that opens and the one that closes.
var pairMarks = [...]struct{ open, close rune }{
	{'“', '”'}, {'‘', '’'}, {'《', '》'}, {'（', '）'}, {'〔', '〕'}, {'【', '】'}, {'〈', '〉'},
}

// pairKind returns the kind of a mark and whether it opens; -1 for others.
func pairKind(c rune) (kind int, opens bool) {
	switch c {
	case '(':
		return 3, true
	case ')':
		return 3, false
	}
	if c < 0x2000 || c >= 0x4E00 && c <= 0x9FFF {
		return -1, false
	}
	for k, m := range pairMarks {
		if c == m.open || c == m.close {
			return k, c == m.open
		}
	}
	return -1, false
}

// pairing is which marks of a block belong together.
type pairing struct {
	pairs    [][2]int // open and close, in the order of the closing marks
	unopened []int
	unclosed []int
}

func pairUp(r []rune) pairing {
	var p pairing
	var open [len(pairMarks)][]int
	for i, c := range r {
		k, opens := pairKind(c)
		switch n := 0; {
		case k < 0:
		case opens:
			open[k] = append(open[k], i)
		default:
			if n = len(open[k]); n > 0 {
				p.pairs = append(p.pairs, [2]int{open[k][n-1], i})
				open[k] = open[k][:n-1]
			} else if !apostrophe(r, i) && !enumerates(r, i) {
				p.unopened = append(p.unopened, i)
			}
		}
	}
	for _, left := range open {
		p.unclosed = append(p.unclosed, left...)
	}
	return p
}

// apostrophe tells the ’ of they’re and of 5’.
func apostrophe(r []rune, i int) bool { return r[i] == '’' && isAlnum(runeAt(r, i-1)) }

// enumerates tells the bracket of 1）, a） and 一）.
func enumerates(r []rune, i int) bool {
	if r[i] != '）' && r[i] != ')' {
		return false
	}
	j := i
	for j > 0 && i-j < 3 && (isAlnum(r[j-1]) || hanNumeral(r[j-1])) {
		j--
	}
	return j < i && opens(r, j) || j < i && oneOf(runeAt(r, j-1), "、 ")
}

func findUnpaired(s *scan) {
	carried := -1 // a “ that the paragraph before left open
	for i := range s.blocks {
		b := &s.blocks[i]
		p := pairUp(b.r)
		for _, at := range p.unopened {
			if carried == i-1 && carried >= 0 && b.r[at] == '”' {
				carried = -1
				continue
			}
			s.find(b, at, at+1, nil, "%s", lonely(b.r[at]))
		}
		goesOn := len(p.unclosed) > 0 && s.quoteGoesOn(i)
		for _, at := range p.unclosed {
			if b.r[at] == '“' && goesOn {
				carried = i
				continue
			}
			s.find(b, at, at+1, nil, "%s", lonely(b.r[at]))
		}
	}
}

// quoteGoesOn tells whether a quotation that block i leaves open goes on in the
// next: that opens with “ again, or has the ” and no “ before it.
func (s *scan) quoteGoesOn(i int) bool {
	if i+1 >= len(s.blocks) {
		return false
	}
	next := s.blocks[i+1].r
	if next[0] == '“' {
		return true
	}
	p := pairUp(next)
	return len(p.unopened) > 0 && next[p.unopened[0]] == '”'
}

var pairNames = [len(pairMarks)]string{"双引号", "单引号", "书名号", "括号", "六角括号", "方头括号", "单书名号"}

// lonely says that a mark has no partner. Quotes around a quote would confuse:
// the marks have names.
func lonely(c rune) string {
	kind, opens := pairKind(c)
	if opens {
		return "前" + pairNames[kind] + "没有配对的后" + pairNames[kind]
	}
	return "后" + pairNames[kind] + "没有配对的前" + pairNames[kind]
}

// findNested looks for a pair of double marks right inside a pair of the same.
func findNested(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		if !contains(b.r, "“") && !contains(b.r, "《") {
			continue
		}
		p := pairUp(b.r)
		closeOf := map[int]int{}
		for _, pair := range p.pairs {
			closeOf[pair[0]] = pair[1]
		}
		if b.broken(p) {
			continue
		}
		s.nested(b, closeOf)
	}
}

// broken tells whether quotes or book marks of the block have no partner: which
// one is inside is then a guess.
func (b *block) broken(p pairing) bool {
	for _, list := range [][]int{p.unopened, p.unclosed} {
		for _, at := range list {
			if oneOf(b.r[at], "“”‘’《》〈〉") {
				return true
			}
		}
	}
	return false
}

var inner = map[rune][3]string{'“': {"‘", "’", "引号里面再用引号时，里面用单引号"}, '《': {"〈", "〉", "书名号里面再用书名号时，里面用单书名号"}}

func (s *scan) nested(b *block, closeOf map[int]int) {
	var open []int
	for i, c := range b.r {
		for len(open) > 0 && closeOf[open[len(open)-1]] <= i {
			open = open[:len(open)-1]
		}
		if !oneOf(c, "“‘《〈") {
			continue
		}
		if end, paired := closeOf[i]; paired {
			if single, double := inner[c]; double && len(open) > 0 && b.r[open[len(open)-1]] == c && end < closeOf[open[len(open)-1]] {
				edits := append(b.edit(i, i+1, single[0]), b.edit(end, end+1, single[1])...)
				s.find(b, i, end+1, edits, "%s", single[2])
			}
			open = append(open, i)
		}
	}
}
