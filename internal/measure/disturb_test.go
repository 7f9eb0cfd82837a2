package measure

import (
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// paper is a letter that has been set well and is about to be spoilt.
type paper struct {
	*layout.Pages
	letter *gongwen.Letter
}

// lines changes the lines of an element; of n = -1 all, else only the n-th.
func (p paper) lines(e layout.Element, n int, change func(*layout.Line)) {
	i := 0
	for page := range p.Pages.Pages {
		for k := range p.Pages.Pages[page].Lines {
			if l := &p.Pages.Pages[page].Lines[k]; l.Element == e {
				if n < 0 || i == n {
					change(l)
				}
				i++
			}
		}
	}
}

func (p paper) runs(e layout.Element, n int, change func(*layout.Run)) {
	p.lines(e, n, func(l *layout.Line) {
		for i := range l.Runs {
			change(&l.Runs[i])
		}
	})
}

func (p paper) glyphs(e layout.Element, n int, change func(i int, g *layout.Glyph)) {
	p.lines(e, n, func(l *layout.Line) {
		i := 0
		for r := range l.Runs {
			for k := range l.Runs[r].Glyphs {
				change(i, &l.Runs[r].Glyphs[k])
				i++
			}
		}
	})
}

// shift moves lines by millimetres.
func shift(e layout.Element, n int, dx, dy float64) func(paper) {
	return func(p paper) {
		p.glyphs(e, n, func(_ int, g *layout.Glyph) { g.X += dx / point })
		p.runs(e, n, func(r *layout.Run) { r.Y += dy / point })
	}
}

func resize(e layout.Element, n int, size float64) func(paper) {
	return func(p paper) { p.runs(e, n, func(r *layout.Run) { r.Size = size }) }
}

func recolour(e layout.Element, n int, c layout.Color) func(paper) {
	return func(p paper) { p.runs(e, n, func(r *layout.Run) { r.Color = c }) }
}

// reface sets lines in the face of another role.
func reface(e layout.Element, n int, role typeface.Role) func(paper) {
	g, _ := shippedFaces().Glyph(role, '国')
	return func(p paper) { p.runs(e, n, func(r *layout.Run) { r.Face = g.Face }) }
}

// say changes a character of a line, from its end if at is below 0.
func say(e layout.Element, n, at int, r rune) func(paper) {
	return func(p paper) {
		length := 0
		p.glyphs(e, n, func(i int, _ *layout.Glyph) { length = i + 1 })
		p.glyphs(e, n, func(i int, g *layout.Glyph) {
			if i == at || i == length+at {
				g.Rune = r
			}
		})
	}
}

// write changes the letter and a character on the page alike.
func write(e layout.Element, n, at int, r rune) func(paper) {
	return func(p paper) {
		change := say(e, n, at, r)
		change(p)
		p.lines(e, n, func(l *layout.Line) {
			var words []rune
			for _, run := range l.Runs {
				for _, g := range run.Glyphs {
					words = append(words, g.Rune)
				}
			}
			if l.Block < 0 {
				return
			}
			b := &p.letter.Body.Blocks[l.Block]
			text := []rune(b.Text())
			copy(text[l.From:], words)
			b.Runs = []gongwen.Run{{Text: strings.TrimPrefix(string(text), b.Number.Mark)}}
		})
	}
}

// rule changes the n-th rule of the page.
func (p paper) rule(page, n int, change func(*layout.Rule)) { change(&p.Pages.Pages[page].Rules[n]) }

func (p paper) drop(e layout.Element) {
	for i := range p.Pages.Pages {
		page := &p.Pages.Pages[i]
		page.Lines = slices.DeleteFunc(page.Lines, func(l layout.Line) bool { return l.Element == e })
	}
}

// The papers that are spoilt. On paper A page 1 ends within the text; paper B
// has neither head nor seal.
var papers = map[string]func() gongwen.Letter{
	"A": func() gongwen.Letter {
		l := sealed(dressed(letterOf(strings.Replace(attached, "一是建立机制。", strings.Repeat("一是建立机制，完善国家科技平台。", 12), 1))))
		l.CopyTo = names(8)
		return l
	},
	"B": func() gongwen.Letter { return letterOf(shortText) },
	"C": func() gongwen.Letter { return letterOf(strings.Repeat("国", 28*23)) },
	"D": func() gongwen.Letter {
		return letterOf("关于甲的答复\n甲委员：\n" + strings.Repeat("正文。\n", 18) + "一、工作\n正文。\n")
	},
	"E": func() gongwen.Letter { // a title whose lines are fixed
		l := letterOf("甲委员：\n正文。\n")
		for _, n := range []int{8, 12, 16} {
			title := gongwen.Block{Kind: gongwen.Title, Runs: []gongwen.Run{{Text: strings.Repeat("题", n)}}}
			l.Body.Blocks = append([]gongwen.Block{title}, l.Body.Blocks...)
		}
		return l
	},
	"F": func() gongwen.Letter {
		return letterOf(strings.Repeat("一、工作\n", 1) + "（一）机制。正文。\n")
	},
}

type disturbance struct {
	rule    string // the rule that must complain
	paper   string
	change  func(paper)
	besides []string // rules that cannot but complain too
}

func TestEachRuleComplainsOfWhatItIsFor(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range append(formDisturbances, disturbances...) {
		seen[d.rule] = true
		t.Run(d.rule, func(t *testing.T) {
			l, pages := goodPaper(t, d.paper)
			if bad := complaints(Letter(l, pages, shippedFaces(), layout.Options{})); len(bad) > 0 {
				t.Fatalf("complains of the untouched paper:\n%s", strings.Join(bad, "\n"))
			}
			d.change(paper{&pages, &l})
			want := append([]string{d.rule}, d.besides...)
			slices.Sort(want)
			all := Letter(l, pages, shippedFaces(), layout.Options{})
			if got := broken(all); !slices.Equal(got, want) {
				t.Errorf("complains %q, want %q\n%s", got, want, strings.Join(complaints(all), "\n"))
			}
		})
	}
	for _, r := range rules() {
		if name := r.element + "·" + r.name; !seen[name] {
			t.Errorf("nobody has seen the rule %s complain", name)
		}
	}
}

func goodPaper(t *testing.T, name string) (gongwen.Letter, layout.Pages) {
	t.Helper()
	if typed, ok := byHand[name]; ok {
		return typed()
	}
	l := papers[name]()
	return l, set(t, l, layout.Options{})
}

// broken names the rules that complain.
func broken(all []Measurement) []string {
	var names []string
	for _, m := range all {
		if name := m.Element + "·" + m.Name; !m.Holds && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
