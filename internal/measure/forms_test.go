package measure

import (
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// typed sets words by hand, in millimetres, on a baseline y: what layout will
// make of these elements is not what the ruler learns from.
func typed(e layout.Element, role typeface.Role, size, x, y float64, words string) layout.Line {
	l := layout.Line{Element: e, Block: -1}
	for _, r := range words {
		g, _ := shippedFaces().Glyph(role, r)
		wide, width := cellOf(size), g.Advance*size*point
		if r < 0x2000 {
			wide = width
		}
		if n := len(l.Runs); n == 0 || l.Runs[n-1].Face != g.Face {
			l.Runs = append(l.Runs, layout.Run{Face: g.Face, Size: size, Y: y / point})
		}
		run := &l.Runs[len(l.Runs)-1]
		run.Glyphs = append(run.Glyphs, layout.Glyph{ID: g.ID, Rune: r, X: (x + (wide-width)/2) / point})
		x += wide
	}
	return l
}

// flushRight is typed with its end at x.
func flushRight(e layout.Element, role typeface.Role, size, x, y float64, words string) layout.Line {
	l := typed(e, role, size, 0, y, words)
	s := sheet{faces: shippedFaces()}
	width := s.read(l, 0).rightEdge().to
	return typed(e, role, size, x-width, y, words)
}

func inRed(l layout.Line) layout.Line {
	for i := range l.Runs {
		l.Runs[i].Color = layout.Red
	}
	return l
}

func redRule(x1, x2, y, weight float64) layout.Rule {
	return layout.Rule{X1: x1 / point, X2: x2 / point, Y: y / point, Width: weight / point, Color: layout.Red}
}

const headName, headNumber = "云南省科学技术厅", "云科提〔2024〕12号"

// letterFormPage is page 1 of a letter in 信函格式, 10.1.
func letterFormPage() layout.Page {
	size := 156.0 / 8 / point
	name := inRed(typed(layout.ElementLetterhead, typeface.XiaoBiaoSong, size, left, 0, headName))
	s := sheet{faces: shippedFaces()}
	glyphs := s.read(name, 0).glyphs
	baseline := 30 - s.inkTop(glyphs)
	low := 0.0
	for _, g := range glyphs {
		deep, _ := s.ink(g)
		low = max(low, deep)
	}
	for i := range name.Runs {
		name.Runs[i].Y = baseline / point
	}
	upper := baseline + low + 4
	number := upper + 1.6 + sanHao*point*(7.0/8+ascent)
	return layout.Page{
		Lines: []layout.Line{name, flushRight(layout.ElementDocNumber, typeface.FangSong, sanHao, right, number, headNumber)},
		Rules: []layout.Rule{
			redRule(20, 190, upper+0.45, 0.9), redRule(20, 190, upper+1.45, 0.3),
			redRule(20, 190, 275.5, 0.3), redRule(20, 190, 276.55, 0.9),
		},
	}
}

// annexPage is a page 2 with an attachment of two paragraphs, 7.3.7.
func annexPage() layout.Page {
	row := func(n int, size float64) float64 {
		return top + float64(n-1)*pitch + sanHao*point/2 + (ascent-0.5)*size*point
	}
	text := func(n int, x float64, words string) layout.Line {
		return typed(annexText, typeface.FangSong, sanHao, x, row(n, sanHao), words)
	}
	return layout.Page{Lines: []layout.Line{
		typed(annexMark, typeface.HeiTi, sanHao, left, row(1, sanHao), "附件1"),
		typed(annexTitle, typeface.XiaoBiaoSong, erHao, centre-2*erHao*point, row(3, erHao), "办理结果"),
		text(5, indent, strings.Repeat("国", 26)), text(6, left, "家。"), text(7, indent, "完。"),
		numberOf(1),
	}}
}

// besideIssuer is page 1 of a letter whose 签发人 is printed, 7.2.6.
func besideIssuer(p layout.Pages) layout.Pages {
	lines := p.Pages[0].Lines
	for i, l := range lines {
		if l.Element == layout.ElementDocNumber {
			y := l.Runs[0].Y * point
			lines[i] = typed(layout.ElementDocNumber, typeface.FangSong, sanHao, left+cell, y, headNumber)
			signer := flushRight(issuer, typeface.KaiTi, sanHao, right-cell, y, "签发人：甲乙丙")
			label := flushRight(issuer, typeface.FangSong, sanHao, right-cell, y, "签发人：甲乙丙")
			label.Runs[0].Glyphs = label.Runs[0].Glyphs[:4]
			signer.Runs[0].Glyphs = signer.Runs[0].Glyphs[4:]
			label.Runs = append(label.Runs, signer.Runs...)
			p.Pages[0].Lines = append(lines, label)
			return p
		}
	}
	return p
}

// byHand are papers that are not set by layout.
var byHand = map[string]func() (gongwen.Letter, layout.Pages){
	"信函": func() (gongwen.Letter, layout.Pages) {
		return gongwen.Letter{Form: gongwen.LetterForm, Letterhead: headName, DocNumber: headNumber}, layout.Pages{Pages: []layout.Page{letterFormPage()}}
	},
	"附件": func() (gongwen.Letter, layout.Pages) {
		l := gongwen.Letter{Form: gongwen.LetterForm, Letterhead: headName, DocNumber: headNumber}
		return l, layout.Pages{Pages: []layout.Page{letterFormPage(), annexPage()}}
	},
	"签发人": func() (gongwen.Letter, layout.Pages) {
		l := gongwen.Letter{Letterhead: headName, DocNumber: headNumber}
		p, err := layout.Set(l, shippedFaces(), layout.Options{})
		if err != nil {
			return l, layout.Pages{}
		}
		return l, besideIssuer(p)
	},
}

var formDisturbances = []disturbance{
	{"签发人·发文字号", "签发人", shift(layout.ElementDocNumber, 0, 3, 0), nil},
	{"签发人·右边", "签发人", shift(issuer, 0, 3, 0), nil},
	{"签发人·字体", "签发人", reface(issuer, 0, typeface.HeiTi), nil},
	{"信函·标志上边", "信函", shift(layout.ElementLetterhead, 0, 0, -5), []string{"信函·首条双线"}},
	{"信函·首条双线", "信函", func(p paper) {
		p.rule(0, 0, func(r *layout.Rule) { r.Width = 0.3 / point })
		p.rule(0, 1, func(r *layout.Rule) { r.Width = 0.9 / point })
	}, nil},
	{"信函·首条双线", "信函", func(p paper) { p.rule(0, 0, func(r *layout.Rule) { r.Y -= 1 / point }) }, nil},
	{"信函·末条双线", "信函", func(p paper) { p.rule(0, 3, func(r *layout.Rule) { r.Y += 1 / point }) }, nil},
	{"信函·末条双线", "信函", func(p paper) { p.rule(0, 3, func(r *layout.Rule) { r.Width = 0.2 / point }) }, nil},
	{"信函·双线左端", "信函", func(p paper) { p.rule(0, 1, func(r *layout.Rule) { r.X1 += 8 / point }) }, nil},
	{"信函·双线右端", "信函", func(p paper) { p.rule(0, 1, func(r *layout.Rule) { r.X2 += 1 / point }) }, nil},
	{"信函·发文字号右边", "信函", shift(layout.ElementDocNumber, 0, -3, 0), nil},
	{"信函·发文字号高低", "信函", shift(layout.ElementDocNumber, 0, 0, 2), nil},
	{"附件·标记左边", "附件", shift(annexMark, 0, 2, 0), nil},
	{"附件·标记上边", "附件", shift(annexMark, 0, 0, 5), []string{"版心·上边"}},
	{"附件·标题居中", "附件", shift(annexTitle, 0, 2, 0), nil},
	{"附件·标题行次", "附件", shift(annexTitle, 0, 0, pitch), nil},
	{"附件·左边", "附件", shift(annexText, 2, 2, 0), nil},
	{"附件·右边", "附件", func(p paper) {
		p.glyphs(annexText, 0, func(i int, g *layout.Glyph) { g.X -= 0.05 * float64(i) / point })
	}, nil},
	{"附件·字体", "附件", reface(annexText, 0, typeface.SongTi), nil},
	{"页码·编排", "信函", func(p paper) { p.Pages.Pages[0].Lines = append(p.Pages.Pages[0].Lines, numberOf(0)) }, nil},
}
