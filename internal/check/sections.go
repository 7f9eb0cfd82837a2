package check

import (
	"strings"

	"dafu/internal/gongwen"
)

var sectionRules = []Rule{
	{
		ID: 6, Severity: Advice, Title: "标题末尾的句号",
		About:  "标题独占一行时末尾不用句号；标题后接正文时用句号断开。",
		Source: "GB/T 15834-2011 附录A；公文行文惯例",
		Wrong: texts(
			"一、工作开展情况。\n已完成任务。",
			"（一）加强组织领导。\n成立工作专班，明确责任分工。",
			"（一）健全制度。出台管理办法，明确责任分工。\n（二）强化保障：省级安排专项资金，用于补助各地开展相关工作。",
			"二、下一步打算。\n继续抓好落实。",
			"（三）提升服务水平。\n开通热线，及时回应群众关切。",
		),
		Right: texts(
			"一、工作开展情况\n已完成任务。",
			"（一）加强组织领导。成立工作专班，明确责任分工。",
			"（一）申请表；\n（二）身份证明。",
			"1.完成立项。\n2.完成设计。",
			"（一）健全制度。出台管理办法，明确责任分工。\n（二）强化保障。省级安排专项资金：省级1亿元，市级2亿元。",
			"一、关于“加大投入”的建议\n已经安排资金。",
		),
		find: findHeadingStop,
	},
	{
		ID: 7, Severity: Error, Title: "标题下没有内容",
		About:  "每个标题下都要有内容。",
		Source: gb9704,
		Wrong: texts(
			"一、工作开展情况\n二、下一步打算\n继续抓好落实。",
			"一、工作开展情况\n（一）建设站点\n（二）开通线路\n已开通2条线路。",
			"一、工作开展情况\n已完成任务。\n二、下一步打算\n某某省教育厅\n2024年5月31日",
			"一、已做工作\n（一）建设站点\n已建成3个站点。\n（二）开通线路\n二、下一步打算\n继续抓好落实。",
			"一、总体情况\n已完成任务。\n二、主要做法\n三、下一步打算\n继续抓好落实。",
		),
		Right: texts(
			"一、工作开展情况\n（一）建设站点\n已建成3个站点。\n二、下一步打算\n继续抓好落实。",
			"申报材料如下：\n（一）申请表\n（二）身份证明",
			"申报材料如下：\n1.申请表\n2.身份证明",
			"一、下一步打算",
			"一、工作开展情况\n1.建设站点3个\n2.开通线路2条",
			"一、工作开展情况\n一是建成站点。\n二是开通线路。\n二、下一步打算\n继续抓好落实。",
		),
		find: findEmptySection,
	},
}

// maxLoneHeading is how long a line with one sentence may be and still be taken
// for a heading.
const maxLoneHeading = 20

func findHeadingStop(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		level := b.Number.Style.Level()
		if b.Kind != gongwen.Paragraph || level == 0 || level > 2 {
			continue
		}
		words := b.words()
		switch {
		case b.RunIn == len(words) && len(words) <= maxLoneHeading && s.opensSection(i):
			s.find(b, len(b.r)-1, len(b.r), nil, "标题独占一行，末尾不用句号")
		case b.RunIn == 0 && s.siblingRunsIn(i):
			if at := runInColon(words); at > 0 {
				s.find(b, b.head, b.head+at+1, nil, "标题“%s”后接正文，应该用句号断开，与其他各条一致", string(words[:at]))
			}
		}
	}
}

// opensSection tells whether text that belongs to the line follows it: a
// paragraph without a number, or an item.
func (s *scan) opensSection(i int) bool {
	if i+1 >= len(s.blocks) {
		return false
	}
	next := &s.blocks[i+1]
	level := next.Number.Style.Level()
	return next.Kind == gongwen.Paragraph && (level == 0 || level > s.blocks[i].Number.Style.Level())
}

// runInColon returns where the colon stands that ends a short phrase at the head
// of a long paragraph, or 0.
func runInColon(words []rune) int {
	for i, r := range words {
		switch {
		case i > 15:
			return 0
		case r == '：' && i >= 4 && len(words)-i > 15:
			return i
		case !isHan(r):
			return 0
		}
	}
	return 0
}

// siblingRunsIn tells whether a neighbour of the same series has a run-in
// heading that ends in 。.
func (s *scan) siblingRunsIn(i int) bool {
	style := s.blocks[i].Number.Style
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(s.blocks) && j-i < 20 && i-j < 20; j += step {
			b := &s.blocks[j]
			if b.Number.Style.Level() != 0 && b.Number.Style.Level() < style.Level() {
				break
			}
			if b.Number.Style == style {
				if b.RunIn > 0 && b.RunIn < len(b.words()) {
					return true
				}
				break
			}
		}
	}
	return false
}

// findEmptySection reports headings of the first two levels that another of the
// same or a higher level follows, or the letter's end. Lines of a list look the
// same: where no line of the series has text below it, it is a list.
func findEmptySection(s *scan) {
	for i := range s.blocks {
		b := &s.blocks[i]
		level := b.Number.Style.Level()
		if b.Kind != gongwen.Heading || level > 2 || !s.empty(i) || s.list(i) {
			continue
		}
		s.find(b, 0, len(b.r), nil, "“%s”下面没有内容", strings.TrimSpace(string(b.words())))
	}
}

func (s *scan) empty(i int) bool {
	if i+1 >= len(s.blocks) {
		return false // an excerpt may end anywhere
	}
	switch next := &s.blocks[i+1]; next.Kind {
	case gongwen.Heading:
		return next.Number.Style.Level() <= s.blocks[i].Number.Style.Level()
	case gongwen.Signatory, gongwen.IssueDate, gongwen.Contact, gongwen.CopyTo, gongwen.Attachment:
		return true
	}
	return false
}

// listReach is how many blocks around are looked at.
const listReach = 60

// list tells whether the heading's whole series is empty, as the lines of a list
// are. One line is no list.
func (s *scan) list(i int) bool {
	style, alone := s.blocks[i].Number.Style, true
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(s.blocks) && j-i < listReach && i-j < listReach; j += step {
			b := &s.blocks[j]
			if level := b.Number.Style.Level(); level != 0 && level < style.Level() {
				break
			}
			alone = alone && b.Number.Style != style
			if b.Number.Style == style && (b.Kind == gongwen.Paragraph || j+1 < len(s.blocks) && !s.empty(j)) {
				return false
			}
			if b.Number.Style == gongwen.Unnumbered && b.r[len(b.r)-1] == '：' {
				break
			}
		}
	}
	return !alone || style != gongwen.HanComma
}
