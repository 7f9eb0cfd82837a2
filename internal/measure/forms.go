package measure

import (
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// Elements that not every letter has.
const (
	issuer     = layout.ElementIssuer
	annexMark  = layout.ElementAnnexMark
	annexTitle = layout.ElementAnnexTitle
	annexText  = layout.ElementAnnexText
)

// doubleRule is how long the rules of 信函格式 are (10.1).
const doubleRule = 170.0

var formRules = []rule{
	{"签发人", "发文字号", "有签发人的，发文字号居左空一字，距纸左边33.57mm（7.2.5）", MM, fine, numberBesideIssuer},
	{"签发人", "右边", "居右空一字，距纸左边178.43mm（7.2.6）", MM, fine, issuerEdge},
	{"签发人", "字体", "“签发人”三字仿宋，姓名楷体（7.2.6）", Characters, 0, issuerFaces},
	{"信函", "标志上边", "发文机关标志上边缘至上页边30mm（10.1）", MM, coarse, letterFormTop},
	{"信函", "首条双线", "在发文机关标志下4mm处，上粗下细（10.1，粗细的尺寸标准未作规定）", MM, coarse, firstDouble},
	{"信函", "末条双线", "距下页边20mm，上细下粗（10.1，粗细的尺寸标准未作规定）", MM, fine, secondDouble},
	{"信函", "双线左端", "双线长170mm，居中，从20mm起（10.1）", MM, fine, doubleEnds(func(r stroke) (float64, float64) { return centrePage - doubleRule/2, r.x1 })},
	{"信函", "双线右端", "双线长170mm，居中，到190mm止（10.1）", MM, fine, doubleEnds(func(r stroke) (float64, float64) { return centrePage + doubleRule/2, r.x2 })},
	{"信函", "发文字号右边", "顶格居版心右边缘，距纸左边184mm（10.1）", MM, fine, letterFormNumber},
	{"信函", "发文字号高低", "与第一条双线的距离为三号字高的7/8，4.94mm（10.1）", MM, fine, numberBelowDouble},
	{"附件", "标记左边", "“附件”二字及顺序号在版心左上角第一行顶格（7.3.7）", MM, fine, annexMarkEdge},
	{"附件", "标记上边", "“附件”二字及顺序号在版心左上角第一行（7.3.7）", MM, fine, annexMarkTop},
	{"附件", "标题居中", "附件标题居中（7.3.7）", MM, fine, centred(annexTitle)},
	{"附件", "标题行次", "附件标题在版心第三行（7.3.7）", MM, fine, annexTitleRow},
	{"附件", "左边", "顶格或左空二字，不出版心左边（7.3.7）", MM, fine, annexLeft},
	{"附件", "右边", "除段末外各行到版心右边止（7.3.7）", MM, fine, annexRight},
	{"附件", "字体", "“附件”黑体，标题小标宋，正文仿宋，标题层次同正文（7.3.7）", Characters, 0, annexFaces},
}

const centrePage = 210.0 / 2

// doubles are the rules of 信函格式, from above.
func (s *sheet) doubles() []stroke {
	if !s.inLetterForm() {
		return nil
	}
	rules, _ := s.redRules()
	return rules
}

func (s *sheet) inLetterForm() bool { return s.letter.Form == gongwen.LetterForm }

func numberBesideIssuer(s *sheet) []reading {
	var all []reading
	if len(s.of(issuer)) > 0 {
		for _, l := range s.of(layout.ElementDocNumber) {
			all = append(all, same(l, l.leftEdge(), left+cell))
		}
	}
	return all
}

func issuerEdge(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(issuer) {
		all = append(all, same(l, l.rightEdge(), right-cell))
	}
	return all
}

func issuerFaces(s *sheet) []reading {
	return none(s, s.of(issuer), func(l line) int {
		n := min(len(l.glyphs), len([]rune("签发人：")))
		return s.strange(l.glyphs[:n], typeface.FangSong) + s.strange(l.glyphs[n:], typeface.KaiTi)
	})
}

func letterFormTop(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementLetterhead) {
		if s.inLetterForm() {
			all = append(all, exactly(l.page, 30, s.inkTop(l.glyphs), l.words()))
		}
	}
	return all
}

// firstDouble reads the upper edge of the upper pair; a thin rule above a thick
// one there is as wrong as a pair in the wrong place.
func firstDouble(s *sheet) []reading {
	pair := s.doubles()
	heads := s.of(layout.ElementLetterhead)
	if len(pair) < 2 || len(heads) == 0 {
		return nil
	}
	low := heads[0].y()
	for _, g := range heads[0].glyphs {
		bottom, _ := s.ink(g)
		low = max(low, bottom)
	}
	found := pair[0].y - pair[0].weight/2 - low
	if pair[0].weight <= pair[1].weight {
		found = 0
	}
	return []reading{exactly(pair[0].page, 4, found, "")}
}

func secondDouble(s *sheet) []reading {
	pairs := s.doubles()
	if len(pairs) == 0 {
		return nil
	}
	last := pairs[len(pairs)-1]
	found := 297 - last.y - last.weight/2
	if len(pairs) != 4 || last.weight <= pairs[2].weight || last.page != 0 {
		found = 0
	}
	return []reading{exactly(last.page, 20, found, "")}
}

func doubleEnds(end func(stroke) (asked, found float64)) func(*sheet) []reading {
	return func(s *sheet) []reading {
		var all []reading
		for _, r := range s.doubles() {
			asked, found := end(r)
			all = append(all, exactly(r.page, asked, found, ""))
		}
		return all
	}
}

func letterFormNumber(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(layout.ElementDocNumber) {
		if s.inLetterForm() {
			all = append(all, same(l, l.rightEdge(), right))
		}
	}
	return all
}

func numberBelowDouble(s *sheet) []reading {
	pair, numbers := s.doubles(), s.of(layout.ElementDocNumber)
	if len(pair) < 2 || len(numbers) == 0 {
		return nil
	}
	l := numbers[0]
	return []reading{exactly(l.page, sanHao*point*7/8, l.emTop()-pair[1].y-pair[1].weight/2, l.words())}
}

func annexMarkEdge(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(annexMark) {
		all = append(all, same(l, l.leftEdge(), left))
	}
	return all
}

func annexMarkTop(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(annexMark) {
		all = append(all, exactly(l.page, top, l.emTop(), l.words()))
	}
	return all
}

// annexTitleRow reads the first line of each attachment's title.
func annexTitleRow(s *sheet) []reading {
	var all []reading
	page := -1
	for _, l := range s.of(annexTitle) {
		if l.page != page {
			asked := top + 2*pitch + (sanHao-l.size())/2*point
			all = append(all, exactly(l.page, asked, l.emTop(), l.words()))
		}
		page = l.page
	}
	return all
}

func annexLeft(s *sheet) []reading {
	var all []reading
	for _, l := range s.of(annexText) {
		edge := l.leftEdge()
		asked := left
		if edge.to > left+cell {
			asked = indent
		}
		all = append(all, same(l, edge, asked))
	}
	return all
}

// annexRight reads the lines that go on at the left edge of the next one.
func annexRight(s *sheet) []reading {
	var all []reading
	lines := s.of(annexText)
	for i, l := range lines {
		if i+1 < len(lines) && lines[i+1].page == l.page && lines[i+1].leftEdge().from < left+fine {
			all = append(all, same(l, l.rightEdge(), right))
		}
	}
	return all
}

func annexFaces(s *sheet) []reading {
	return none(s, s.of(annexMark, annexTitle, annexText), func(l line) int {
		switch l.element {
		case annexMark:
			return s.strange(l.glyphs, typeface.HeiTi)
		case annexTitle:
			return s.strange(l.glyphs, typeface.XiaoBiaoSong)
		}
		wrong := 0
		for i := range l.glyphs { // its headings have the faces of their levels
			g := l.glyphs[i : i+1]
			wrong += min(s.strange(g, typeface.FangSong), s.strange(g, typeface.HeiTi), s.strange(g, typeface.KaiTi))
		}
		return wrong
	})
}
