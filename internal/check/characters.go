package check

import "dafu/internal/gongwen"

var characterRules = []Rule{
	{
		ID: 37, Severity: Error, Title: "印不出的字，姓名间隔号不对",
		About:  "每个字都要有字体能印出来；少数民族和外国人姓名用间隔号“·”。",
		Source: gb15834 + " 4.14；GB 18030-2022",
		Wrong: join(
			texts(
				"阿卜杜拉•买买提委员：\n感谢您的关心。",
				"阿卜杜拉・买买提委员提出了建议。",
				"感谢\ufffd您的关心。",
				"代表阿依古丽‧吾买尔提出建议。",
				"阿卜杜拉.买买提委员：\n感谢您的关心。",
			),
			given("安装的字体都没有“𰻝”字", func(in *Input) { in.Prints = func(r rune) bool { return r != '𰻝' } }, "品尝𰻝𰻝面。"),
			given("安装的字体都没有U+E000", func(in *Input) { in.Prints = func(r rune) bool { return r < 0xE000 || r > 0xF8FF } }, "王\ue000委员提出了建议。"),
		),
		Right: join(
			texts(
				"阿卜杜拉·买买提委员：\n感谢您的关心。",
				"品尝𰻝𰻝面。",
				"• 项目一已经完成。",
				"列夫·托尔斯泰的作品。",
			),
			given("安装的字体有文中各字", func(in *Input) { in.Prints = func(rune) bool { return true } }, "王𬭎、李㛃委员：\n感谢您的关心。", "感谢您的关心。"),
		),
		find: findCharacters,
	},
}

const wrongDots = "•‧・･∙⋅●․"

// findCharacters asks the installed faces about each character once.
func findCharacters(s *scan) {
	type lost struct {
		r rune
		m mention
		n int
	}
	var all []lost
	asked := map[rune]int{} // 0 unknown, -1 prints, n: all[n-1]
	var common [0x9FFF - 0x4E00 + 1]bool
	for i := range s.blocks {
		b := &s.blocks[i]
		for j, r := range b.r {
			if oneOfRare(r, wrongDots) && j > 0 && isHan(b.r[j-1]) && isHan(runeAt(b.r, j+1)) && b.nameAround(j) {
				s.find(b, j, j+1, nil, "间隔号应该用“·”")
			}
			if (r == '。' || r == '．') && s.typedDot(b, j) && namedMember(b.r, j) {
				s.find(b, j, j+1, nil, "间隔号应该用“·”")
			}
			if r >= 0x4E00 && r <= 0x9FFF {
				if common[r-0x4E00] {
					continue
				}
			}
			switch n := asked[r]; {
			case n > 0:
				all[n-1].n++
			case n == 0:
				if s.prints(r) {
					asked[r] = -1
					if r >= 0x4E00 && r <= 0x9FFF {
						common[r-0x4E00] = true
					}
					continue
				}
				all = append(all, lost{r, mention{b, j, j + 1}, 1})
				asked[r] = len(all)
			}
		}
	}
	for _, l := range all {
		f := s.find(l.m.b, l.m.from, l.m.to, nil, "没有字体能印出“%c”（U+%04X）", l.r, l.r)
		if f.Count = l.n; l.n > 1 {
			f.Message += countNote(l.n)
		}
	}
}

// typedDot tells whether a full stop was typed as the dot of half width or the
// full-width one, which foreign names are parted with.
func (s *scan) typedDot(b *block, i int) bool {
	c := s.source[b.raw(i)]
	return c == '.' || c == '．'
}

// namedMember tells 阿卜杜拉.买买提委员: Han on both sides and the title of a
// person within a name's length.
func namedMember(r []rune, i int) bool {
	if !isHan(runeAt(r, i-1)) {
		return false
	}
	for j := i + 1; j < len(r) && j-i < 9 && isHan(r[j]); j++ {
		if j-i > 2 && anyAt(r, j, "委员", "代表", "同志") != "" {
			return true
		}
	}
	return false
}

func (s *scan) prints(r rune) bool {
	if r == 0xFFFD {
		return false
	}
	return s.Prints == nil || r < ' ' || gongwen.Invisible(r) || s.Prints(r)
}

// oneOfRare is oneOf for characters that are rare.
func oneOfRare(r rune, set string) bool {
	return r > 0x2000 && r < 0x4E00 && oneOf(r, set) || r == '･'
}

// nameAround tells a name from an item of a list: Han on both sides, and no mark
// before it within the clause's first two characters.
func (b *block) nameAround(i int) bool {
	return i >= 2 && isHan(b.r[i-2]) || isHan(runeAt(b.r, i+2))
}
