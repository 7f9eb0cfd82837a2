package measure

import (
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/typeface"
)

var faceRules = []rule{
	{"字体", "发文机关标志、标题", "小标宋体（7.2.4，7.3.1）", Characters, 0, foreign(layout.ElementLetterhead, layout.ElementTitle)},
	{"字体", "紧急程度、办理类别、公开属性", "黑体（7.2.3）", Characters, 0, foreign(layout.ElementUrgency, layout.ElementClass, layout.ElementPublicity)},
	{"字体", "一级标题", "黑体（7.3.3）", Characters, 0, level(gongwen.HanComma)},
	{"字体", "二级标题", "楷体（7.3.3）", Characters, 0, level(gongwen.HanParen)},
	{"字体", "正文和其他要素", "仿宋体（5.2.2）", Characters, 0, fangSong},
	{"字体", "页码", "宋体（7.5）", Characters, 0, pageNumberFace},
	{"颜色", "文字", "除发文机关标志外，文字为黑色（5.2.4）", Characters, 0, notBlack},
}

// roleOf is the face that the standard asks for in the element; headings within
// the text have their own.
func roleOf(l line) typeface.Role {
	switch l.element {
	case layout.ElementLetterhead, layout.ElementTitle:
		return typeface.XiaoBiaoSong
	case layout.ElementUrgency, layout.ElementClass, layout.ElementPublicity:
		return typeface.HeiTi
	case layout.ElementPageNumber:
		return typeface.SongTi
	}
	return typeface.FangSong
}

// strange counts the glyphs that are not of the face which prints their
// characters in the role. Dashes may be of any: what counts is that their
// strokes join.
func (s *sheet) strange(glyphs []glyph, role typeface.Role) int {
	n := 0
	for _, g := range glyphs {
		if want, ok := s.faces.Glyph(role, g.r); ok && want.Face != g.face && !strings.ContainsRune("—…", g.r) {
			n++
		}
	}
	return n
}

func foreign(elements ...layout.Element) func(*sheet) []reading {
	return func(s *sheet) []reading {
		return none(s, s.of(elements...), func(l line) int { return s.strange(l.glyphs, roleOf(l)) })
	}
}

// headingWords is how many characters at the head of a block are its heading:
// all of a heading, of a paragraph the number and the run-in heading.
func headingWords(b gongwen.Block) int {
	switch {
	case b.Kind == gongwen.Heading:
		return len([]rune(b.Text()))
	case b.Kind == gongwen.Paragraph && b.RunIn > 0:
		return len([]rune(b.Number.Mark)) + b.RunIn
	}
	return 0
}

// ownFace reports whether the block's heading has a face of its own; one
// without a number counts as of the first level.
func ownFace(b gongwen.Block) (gongwen.Style, bool) {
	style := b.Number.Style
	if style == gongwen.Unnumbered && b.Kind == gongwen.Heading {
		style = gongwen.HanComma
	}
	return style, style == gongwen.HanComma || style == gongwen.HanParen
}

// headingPart parts the line's glyphs into those of the heading and the rest.
func (s *sheet) headingPart(l line) (heading, rest []glyph) {
	b, ok := s.block(l)
	if !ok || l.element != layout.ElementBody {
		return nil, l.glyphs
	}
	n := max(0, min(len(l.glyphs), headingWords(b)-l.from))
	return l.glyphs[:n], l.glyphs[n:]
}

// level reads the face of the headings of one level, run-in ones included.
func level(style gongwen.Style) func(*sheet) []reading {
	role := typeface.HeiTi
	if style == gongwen.HanParen {
		role = typeface.KaiTi
	}
	return func(s *sheet) []reading {
		var lines []line
		for _, l := range s.of(layout.ElementBody) {
			b, _ := s.block(l)
			heading, _ := s.headingPart(l)
			if own, ok := ownFace(b); ok && own == style && len(heading) > 0 {
				l.glyphs = heading
				lines = append(lines, l)
			}
		}
		return none(s, lines, func(l line) int { return s.strange(l.glyphs, role) })
	}
}

// fangSong reads the face of all else that stands in the text block.
func fangSong(s *sheet) []reading {
	var lines []line
	for _, l := range s.lines {
		switch l.element {
		case issuer, annexMark, annexTitle, annexText:
			continue // other rules tell of their faces
		}
		if roleOf(l) != typeface.FangSong {
			continue
		}
		heading, rest := s.headingPart(l)
		if b, _ := s.block(l); len(heading) > 0 {
			if _, own := ownFace(b); !own {
				rest = l.glyphs
			}
		}
		if len(rest) > 0 {
			l.glyphs = rest
			lines = append(lines, l)
		}
	}
	return none(s, lines, func(l line) int { return s.strange(l.glyphs, typeface.FangSong) })
}

func pageNumberFace(s *sheet) []reading {
	return none(s, s.outside, func(l line) int { return s.strange(l.glyphs, typeface.SongTi) })
}

func notBlack(s *sheet) []reading {
	var lines []line
	for _, l := range append(s.lines[:len(s.lines):len(s.lines)], s.outside...) {
		if l.element != layout.ElementLetterhead {
			lines = append(lines, l)
		}
	}
	return none(s, lines, func(l line) (wrong int) {
		for _, g := range l.glyphs {
			if g.color != layout.Black {
				wrong++
			}
		}
		return wrong
	})
}
