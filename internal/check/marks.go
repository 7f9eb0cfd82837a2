package check

import "dafu/internal/gongwen"

var markRules = []Rule{
	{
		ID: 53, Severity: Advice, Title: "省略号、破折号、叹号的写法", Fixable: true,
		About:  "省略号写“……”，破折号写“——”，叹号不连用三个以上，区号后面用短横线。",
		Source: gb15834 + " 4.10、4.11、4.3",
		Wrong: texts(
			"我们将继续努力...做好工作。",
			"我们坚持为民--这是根本要求。",
			"感谢您的支持！！！",
			"各项任务已经完成。。。",
			"联系电话为0871—63100001。",
		),
		Right: texts(
			"我们将继续努力……做好工作。",
			"我们坚持为民——这是根本要求。",
			"感谢您的支持！",
			"联系电话为0871-63100001。",
			"命令为git log --oneline。",
			"网址为https://www.example.gov.cn/a--b。",
			"2021—2025年推进。",
		),
		find: findMarks,
	},
	{
		ID: 54, Severity: Advice, Title: "附注、抄送的格式",
		About:  "联系人写在日期下面的圆括号里；抄送机关之间用逗号，最后用句号。有交办信息时按交办信息印。",
		Source: "GB/T 9704-2012 7.3.6、7.4.2",
		Wrong: texts(
			letterFoot+"联系人：李某某，0871-63104060",
			letterFoot+"联系人：规划处，李某某\n联系电话：0871-63104060",
			"王建林委员：\n感谢您的关心。\n（联系人：李某某，电话：0871-63104060）\n某某省教育厅\n2024年5月31日",
			letterFoot+"（联系人：李某某，电话：0871-63104060）\n抄送：省政协提案委、省政府督查室。",
			letterFoot+"（联系人：李某某，电话：0871-63104060）\n抄送：省政协提案委",
		),
		Right: texts(
			letterFoot+"（联系人：李某某，电话：0871-63104060）",
			letterFoot+"（联系人：李某某，电话：0871-63104060）\n抄送：省政协提案委，省政府督查室。",
			letterFoot+"（联系人：李某某，电话：0871-63104060）\n抄送：省政府督查室。",
			letterFoot+"（联系人及电话：规划处，李某某，0871-63104060）\n（此件公开发布）",
			"王建林委员：\n请与联系人李某某联系。",
		),
		find: findFoot,
	},
}

const letterFoot = "王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n"

func findMarks(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := 0; j < len(b.r); j++ {
			if c := b.r[j]; c >= 0x4E00 && c <= 0x9FFF || b.mask[j]&inAnyRun != 0 {
				continue
			}
			if to := s.markAt(b, j); to > j {
				j = to - 1
			}
		}
	}
}

// markAt finds a wrong mark at i and returns where it ends, 0 if there is none.
func (s *scan) markAt(b *block, i int) int {
	before := runeAt(b.r, i-1)
	if before == b.r[i] {
		return 0 // a row of marks is looked at once, from its head
	}
	switch c := b.r[i]; c {
	case '.', '。':
		if to := runOf(b.r, i, string(c), 3); to > 0 && (isHan(before) || c == '。') {
			s.find(b, i, to, b.edit(i, to, "……"), "省略号应写成“……”")
			return to
		}
	case '-':
		if to := runOf(b.r, i, "-", 2); to > 0 && isHan(before) && isHan(runeAt(b.r, to)) {
			s.find(b, i, to, b.edit(i, to, "——"), "破折号应写成“——”")
			return to
		}
	case '！':
		if to := runOf(b.r, i, "！", 3); to > 0 {
			s.find(b, i, to, b.edit(i, to, "！"), "叹号不连用")
			return to
		}
	case '—':
		if s.areaDash(b, i) {
			return i + 1
		}
	}
	return 0
}

// areaDash finds 0871—63100001.
func (s *scan) areaDash(b *block, i int) bool {
	from := i
	for from > 0 && i-from < 5 && isDigit(b.r[from-1]) {
		from--
	}
	n := runOfDigits(b.r, i+1)
	if i-from < 3 || i-from > 4 || b.r[from] != '0' || n < 7 || n > 8 {
		return false
	}
	s.find(b, from, i+1+n, b.edit(i, i+1, "-"), "区号后面用短横线“-”")
	return true
}

func findFoot(s *scan) {
	if s.Case != nil || !s.whole() {
		return
	}
	signed := s.first(gongwen.Signatory)
	for i := range s.blocks {
		b := &s.blocks[i]
		switch b.Kind {
		case gongwen.Contact:
			switch {
			case signed != nil && b.index < signed.index:
				s.find(b, 0, len(b.r), nil, "联系人写在日期的下一行，不在署名上面")
			case b.r[0] != '（' && b.r[0] != '(' && !s.inBrackets(b):
				s.find(b, 0, len(b.r), nil, "联系人写在圆括号里")
				return
			}
		case gongwen.CopyTo:
			s.copyMarks(b)
		}
	}
}

// inBrackets tells whether the line goes on what an opening bracket began.
func (s *scan) inBrackets(b *block) bool {
	if b.index == 0 {
		return false
	}
	before := &s.blocks[b.index-1]
	first := runeAt(before.r, 0)
	return (first == '（' || first == '(') && !contains(before.r, "）")
}

func (s *scan) copyMarks(b *block) {
	if at := index(b.r, 0, "、"); at >= 0 && b.mask[at]&inParen == 0 && !contains(b.r, "，") {
		s.find(b, at, at+1, nil, "抄送机关之间用逗号")
	}
	if last := len(b.r) - 1; b.r[last] != '。' {
		s.find(b, last, last+1, nil, "抄送的最后一个机关后面用句号")
	}
}
