package measure

import (
	"slices"
	"strings"

	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// both carries out two changes.
func both(a, b func(paper)) func(paper) { return func(p paper) { a(p); b(p) } }

// disturbances are what can go wrong on a page, one or more for each rule.
// Lines of the text on paper A: 0 and 1 the opening paragraph, 2 一、, 3 （一）,
// from 4 on the long one.
var disturbances = []disturbance{
	{"版心·左边", "C", shift(layout.ElementBody, 5, 1, 0), []string{"版心·右边"}},
	{"版心·左边", "B", shift(layout.ElementBody, 1, 1, 0), nil},
	{"版心·右边", "A", func(p paper) {
		p.glyphs(layout.ElementBody, 0, func(i int, g *layout.Glyph) { g.X += float64(i) * 0.05 / point })
	}, nil},
	{"版心·上边", "C", shift(layout.ElementBody, -1, 0, 0.5), []string{"版心·下边"}},
	{"版心·上边", "F", shift(layout.ElementBody, -1, 0, 0.5), nil},
	{"版心·下边", "A", shift(layout.ElementImprint, -1, 0, 4), []string{"版记·分隔线不压字"}},
	{"版心·行距", "C", shift(layout.ElementBody, 7, 0, 0.1), nil},
	{"版心·行数", "C", func(p paper) {
		first := &p.Pages.Pages[0]
		for n := range 23 { // 23 lines on the room of 22
			p.runs(layout.ElementBody, n, func(r *layout.Run) { r.Y = (top + ascent*16*point + float64(n)*(225-16*point)/22) / point })
		}
		second := &p.Pages.Pages[1]
		first.Lines = append(first.Lines, second.Lines[0])
		second.Lines = second.Lines[1:]
		second.Lines[0].Runs[0].Y -= pitch / point
	}, []string{"版心·行距"}},
	{"版心·字数", "C", func(p paper) {
		p.lines(layout.ElementBody, 3, func(l *layout.Line) {
			r := &l.Runs[0]
			r.Glyphs = append(slices.Clone(r.Glyphs), r.Glyphs[0])
			for i := range r.Glyphs {
				r.Glyphs[i].X = (left + float64(i)*(156-cell)/28) / point
			}
		})
	}, []string{"版心·字距", "正文·不缺字"}},
	{"版心·字距", "B", func(p paper) {
		p.glyphs(layout.ElementBody, 1, func(i int, g *layout.Glyph) { g.X -= 0.1 * float64(i) / point })
	}, nil},

	{"发文机关标志·上边", "A", shift(layout.ElementLetterhead, -1, 0, -0.8), []string{"发文字号·空二行"}},
	{"发文机关标志·居中", "A", shift(layout.ElementLetterhead, -1, 1, 0), nil},
	{"发文机关标志·宽", "A", both(resize(layout.ElementLetterhead, -1, 40), func(p paper) {
		p.glyphs(layout.ElementLetterhead, -1, func(i int, g *layout.Glyph) { g.X = (centre + (float64(i)-4)*40*point) / point })
		shift(layout.ElementLetterhead, -1, 0, -(55.28-40)*ascent*point)(p)
	}), []string{"发文字号·空二行"}},
	{"发文机关标志·颜色", "A", recolour(layout.ElementLetterhead, -1, layout.Black), nil},
	{"发文字号·居中", "A", shift(layout.ElementDocNumber, -1, -1, 0), nil},
	{"发文字号·空二行", "A", shift(layout.ElementDocNumber, -1, 0, -pitch), []string{"红色分隔线·位置"}},
	{"红色分隔线·位置", "A", func(p paper) { p.rule(0, 0, func(r *layout.Rule) { r.Y -= 1 / point }) }, []string{"标题·空二行"}},
	{"红色分隔线·左端", "A", func(p paper) { p.rule(0, 0, func(r *layout.Rule) { r.X1 -= 5 / point }) }, nil},
	{"红色分隔线·右端", "A", func(p paper) { p.rule(0, 0, func(r *layout.Rule) { r.X2 += 5 / point }) }, nil},
	{"红色分隔线·粗细", "A", func(p paper) { p.rule(0, 0, func(r *layout.Rule) { r.Width = 2 / point }) }, nil},
	{"办理类别和公开属性·上边", "A", shift(layout.ElementPublicity, -1, 0, 5), nil},
	{"办理类别和公开属性·右边", "A", shift(layout.ElementClass, -1, -3, 0), nil},

	{"标题·空二行", "A", shift(layout.ElementTitle, -1, 0, -0.5), nil},
	{"标题·居中", "A", shift(layout.ElementTitle, 1, 1, 0), nil},
	{"标题·字号", "E", resize(layout.ElementTitle, 1, 21.5), nil},
	{"标题·行宽", "E", func(p paper) {
		const half = erHao / 2
		p.glyphs(layout.ElementTitle, 0, func(_ int, g *layout.Glyph) {
			g.X = centre/point + (g.X+half-centre/point)*1.35 - half
		})
	}, nil},
	{"标题·行字数", "B", func(p paper) {
		p.lines(layout.ElementTitle, 1, func(l *layout.Line) {
			l.Runs = l.Runs[:1]
			l.Runs[0].Glyphs = l.Runs[0].Glyphs[:1:1]
			l.Runs[0].Glyphs[0].X = centre/point - 11
		})
	}, []string{"正文·不缺字"}},
	{"标题·梯形或菱形", "E", func(p paper) {
		p.lines(layout.ElementTitle, 1, func(l *layout.Line) {
			l.Runs = l.Runs[:1]
			l.Runs[0].Glyphs = l.Runs[0].Glyphs[:4:4]
			for i := range l.Runs[0].Glyphs {
				l.Runs[0].Glyphs[i].X = centre/point - 44 + 22*float64(i)
			}
		})
	}, []string{"正文·不缺字"}},
	{"标题·行距", "A", shift(layout.ElementTitle, 1, 0, 2), []string{"标题·其下空一行"}},
	{"标题·其下空一行", "B", both(both(shift(layout.ElementAddressee, -1, 0, pitch), shift(layout.ElementBody, -1, 0, pitch)),
		both(shift(layout.ElementSignatory, -1, 0, pitch), both(shift(layout.ElementDate, -1, 0, pitch), shift(layout.ElementContact, -1, 0, pitch)))), nil},

	{"主送·左边", "B", shift(layout.ElementAddressee, -1, 11.14, 0), []string{"版心·左边"}},
	{"主送·末尾", "B", write(layout.ElementAddressee, 0, -1, '，'), nil},
	{"正文·起于首页", "B", turnBefore(layout.ElementBody), nil},
	{"正文·首行缩进", "A", shift(layout.ElementBody, 2, -cell, 0), nil},
	{"正文·字号", "B", resize(layout.ElementBody, 2, 15.5), nil},
	{"正文·不缺字", "B", say(layout.ElementBody, 2, 3, '某'), nil},
	{"要素·齐全", "A", func(p paper) { p.drop(layout.ElementPublicity) }, nil},
	{"要素·齐全", "A", func(p paper) { p.Pages.Pages[0].Rules = nil }, nil},
	{"要素·齐全", "A", func(p paper) { p.Pages.Seal = nil }, nil},

	{"换行·行首", "C", write(layout.ElementBody, 4, 0, '，'), nil},
	{"换行·行末", "C", write(layout.ElementBody, 4, -1, '（'), nil},
	{"换行·不拆开", "C", both(write(layout.ElementBody, 4, -1, '—'), write(layout.ElementBody, 5, 0, '—')), nil},
	{"换面·层次标题", "D", func(p paper) {
		second := &p.Pages.Pages[1]
		p.Pages.Pages[0].Lines = append(p.Pages.Pages[0].Lines, second.Lines[0])
		second.Lines = second.Lines[1:]
		p.lines(layout.ElementBody, 18, func(l *layout.Line) {
			for i := range l.Runs {
				l.Runs[i].Y = (bottom - descent*16*point) / point
			}
		})
		p.lines(layout.ElementBody, 19, func(l *layout.Line) {
			for i := range l.Runs {
				l.Runs[i].Y = (top + ascent*16*point) / point
			}
		})
	}, nil},

	{"字体·发文机关标志、标题", "B", reface(layout.ElementTitle, 0, typeface.HeiTi), nil},
	{"字体·紧急程度、办理类别、公开属性", "A", reface(layout.ElementPublicity, 0, typeface.FangSong), nil},
	{"字体·一级标题", "B", reface(layout.ElementBody, 2, typeface.FangSong), nil},
	{"字体·二级标题", "F", reface(layout.ElementBody, 1, typeface.FangSong), nil},
	{"字体·正文和其他要素", "B", reface(layout.ElementBody, 0, typeface.SongTi), nil},
	{"字体·页码", "B", reface(layout.ElementPageNumber, 0, typeface.FangSong), nil},
	{"颜色·文字", "B", recolour(layout.ElementDate, 0, layout.Red), nil},

	{"附件说明·空一行", "A", shift(layout.ElementAttachment, 0, 0, -1), []string{"版心·行距"}},
	{"附件说明·缩进", "A", func(p paper) {
		p.glyphs(layout.ElementAttachment, 0, func(i int, g *layout.Glyph) {
			if i < 2 {
				g.X -= 1 / point
			}
		})
	}, nil},
	{"附件说明·序号对齐", "A", shift(layout.ElementAttachment, 2, 1, 0), nil},
	{"附件说明·回行", "A", shift(layout.ElementAttachment, 1, 1, 0), nil},
	{"附件说明·末尾", "A", write(layout.ElementAttachment, 2, -1, '。'), nil},
	{"附注·缩进", "B", shift(layout.ElementContact, 0, 4, 0), nil},
	{"附注·行次", "B", shift(layout.ElementContact, 0, 0, pitch), nil},
	{"附注·圆括号", "B", write(layout.ElementContact, 0, -1, '。'), nil},

	{"成文日期·右空四字", "A", both(both(shift(layout.ElementDate, 0, 1, 0), shift(layout.ElementSignatory, 0, 1, 0)), func(p paper) { p.Pages.Seal.X += 1 / point }), nil},
	{"署名·居中", "A", shift(layout.ElementSignatory, 0, 1, 0), nil},
	{"署名·空一行", "B", both(both(shift(layout.ElementSignatory, 0, 0, pitch), shift(layout.ElementDate, 0, 0, pitch)), shift(layout.ElementContact, 0, 0, pitch)), nil},
	{"署名·右空二字", "B", both(shift(layout.ElementSignatory, 0, -1, 0), shift(layout.ElementDate, 0, -1, 0)), nil},
	{"成文日期·比署名右移二字", "B", shift(layout.ElementDate, 0, -1, 0), nil},
	{"成文日期·行次", "B", both(shift(layout.ElementDate, 0, 0, pitch), shift(layout.ElementContact, 0, 0, pitch)), nil},
	{"成文日期·写法", "B", write(layout.ElementDate, 0, 5, '0'), nil},
	{"署名·同面有正文", "B", turnBefore(layout.ElementSignatory), nil},

	{"印章·直径", "A", func(p paper) { p.Pages.Seal.Diameter = 42.5 / point }, nil},
	{"印章·居中", "A", func(p paper) { p.Pages.Seal.X -= 1 / point }, nil},
	{"印章·偏下", "A", func(p paper) { p.Pages.Seal.Y -= 2.5 / point }, nil},
	{"印章·顶端", "A", func(p paper) { p.Pages.Seal.Diameter = 70 / point }, []string{"印章·直径"}},
	{"印章·所在面", "A", func(p paper) { p.Pages.Seal.Page = 0 }, []string{"印章·顶端"}},

	{"版记·所在面", "A", func(p paper) {
		p.Pages.Pages = append(p.Pages.Pages, layout.Page{Lines: []layout.Line{numberOf(len(p.Pages.Pages))}})
	}, nil},
	{"版记·末条分隔线", "A", func(p paper) { p.rule(lastPage(p), 2, func(r *layout.Rule) { r.Y += 1 / point }) }, nil},
	{"版记·首末分隔线粗", "A", func(p paper) { p.rule(lastPage(p), 0, func(r *layout.Rule) { r.Width = 0.25 / point }) }, nil},
	{"版记·中间分隔线粗", "A", func(p paper) { p.rule(lastPage(p), 1, func(r *layout.Rule) { r.Width = 0.35 / point }) }, nil},
	{"版记·分隔线左端", "A", func(p paper) { p.rule(lastPage(p), 1, func(r *layout.Rule) { r.X1 += 5 / point }) }, nil},
	{"版记·分隔线右端", "A", func(p paper) { p.rule(lastPage(p), 1, func(r *layout.Rule) { r.X2 -= 5 / point }) }, nil},
	{"版记·分隔线不压字", "A", func(p paper) { p.rule(lastPage(p), 1, func(r *layout.Rule) { r.Y += 5 / point }) }, nil},
	{"版记·字号", "A", resize(layout.ElementImprint, 0, 13), nil},
	{"抄送·左边", "A", func(p paper) {
		p.glyphs(layout.ElementCopyTo, 0, func(i int, g *layout.Glyph) {
			if i == 0 {
				g.X -= 1 / point
			}
		})
	}, nil},
	{"抄送·右边", "A", func(p paper) {
		p.glyphs(layout.ElementCopyTo, 0, func(i int, g *layout.Glyph) {
			if i > 10 {
				g.X += 12 / point
			}
		})
	}, nil},
	{"抄送·回行", "A", shift(layout.ElementCopyTo, 3, 2, 0), nil},
	{"抄送·末尾", "A", say(layout.ElementCopyTo, 3, -1, '，'), nil},
	{"印发·印发机关", "A", shift(layout.ElementImprint, 0, 1, 0), nil},
	{"印发·印发日期", "A", shift(layout.ElementImprint, 1, -1, 0), nil},
	{"印发·写法", "A", say(layout.ElementImprint, 1, -1, '制'), nil},

	{"页码·编排", "A", say(layout.ElementPageNumber, 0, 2, '7'), nil},
	{"页码·高低", "A", shift(layout.ElementPageNumber, -1, 0, 1), nil},
	{"页码·单页码", "A", shift(layout.ElementPageNumber, 0, 1, 0), nil},
	{"页码·双页码", "A", shift(layout.ElementPageNumber, 1, 1, 0), nil},
	{"页码·字号", "A", resize(layout.ElementPageNumber, 0, 14.4), nil},
}

func lastPage(p paper) int { return len(p.Pages.Pages) - 1 }

// numberOf is the page number of a page, as it should stand.
func numberOf(page int) layout.Line {
	l := letterOf(strings.Repeat("国", 28*22*4))
	p, err := layout.Set(l, shippedFaces(), layout.Options{})
	if err != nil {
		return layout.Line{}
	}
	lines := p.Pages[page].Lines
	return lines[len(lines)-1]
}

// turnBefore moves what stands from the element on to a page of its own.
func turnBefore(e layout.Element) func(paper) {
	return func(p paper) {
		page := &p.Pages.Pages[0]
		at := slices.IndexFunc(page.Lines, func(l layout.Line) bool { return l.Element == e })
		moved := slices.Clone(page.Lines[at : len(page.Lines)-1])
		up := moved[0].Runs[0].Y - (top+ascent*16*point)/point
		for _, l := range moved {
			for i := range l.Runs {
				l.Runs[i].Y -= up
			}
		}
		page.Lines = append(page.Lines[:at:at], page.Lines[len(page.Lines)-1])
		p.Pages.Pages = append(p.Pages.Pages, layout.Page{Lines: append(moved, numberOf(1))})
	}
}
