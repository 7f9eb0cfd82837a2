package layout

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

var update = flag.Bool("update", false, "rewrite the dumps under testdata")

const shortText = `关于政协云南省第十三届委员会第二次会议第0123号提案的答复
杨建林委员：
您提出的《关于加快推动新质生产力发展的提案》收悉。现答复如下。
一、工作开展情况
（一）加强协同。省科技厅共认定36个中心，增长29%。
一是建立机制。联系电话0871-63104060。
感谢您的关心支持。
云南省科学技术厅
2024年5月31日
（联系人及电话：战略规划处，63104060）
`

// dressed puts a case around a letter.
func dressed(l gongwen.Letter) gongwen.Letter {
	l.Letterhead = "云南省科学技术厅"
	l.DocNumber = "云科提〔2024〕12号"
	l.HandlingClass = "B"
	l.Publicity = "主动公开"
	l.CopyTo = []string{"省政府督查室", "省政协提案委员会", "省市场监管局", "省教育厅", "昆明市科学技术局"}
	l.Printer = "云南省科学技术厅办公室"
	l.PrintedOn = "2024年5月31日"
	return l
}

func sealed(l gongwen.Letter) gongwen.Letter {
	l.Sealed = true
	return l
}

func TestDumps(t *testing.T) {
	cases := dumpCases()
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Run(name, func(t *testing.T) {
			got := dump(mustSet(t, cases[name].letter, cases[name].options))
			path := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if line, ok := firstChange(got, string(want)); !ok {
				t.Errorf("the page has changed; look at it, then run with -update\n%s", line)
			}
		})
	}
}

// firstChange shows where two dumps begin to differ.
func firstChange(got, want string) (string, bool) {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\ngot  %s\nwant %s", i+1, a, b), false
		}
	}
	return "", true
}

// dump tells what stands where: x and the baseline y in mm.
func dump(p Pages) string {
	var b strings.Builder
	for n, page := range p.Pages {
		for _, l := range page.Lines {
			r := l.Runs[0]
			fmt.Fprintf(&b, "%d %s x=%.2f y=%.2f %s %.1f %s\n", n+1, l.Element,
				r.Glyphs[0].X/MM, r.Y/MM, facesOf(l), r.Size, string(runesOf(l)))
		}
		for _, r := range page.Rules {
			fmt.Fprintf(&b, "%d rule x=%.2f to %.2f y=%.2f width=%.2f red=%d\n", n+1, r.X1/MM, r.X2/MM, r.Y/MM, r.Width/MM, r.Color.R)
		}
	}
	for n, page := range p.Pages {
		for _, c := range page.Columns {
			fmt.Fprintf(&b, "%d column x=%.2f y=%.2f to %.2f width=%.2f\n", n+1, c.X/MM, c.Y1/MM, c.Y2/MM, c.Width/MM)
		}
	}
	for _, m := range p.Bookmarks {
		fmt.Fprintf(&b, "bookmark %d page %d y=%.2f %s\n", m.Level, m.Page+1, m.Y/MM, m.Title)
	}
	for _, s := range p.Seals {
		fmt.Fprintf(&b, "seal page %d x=%.2f y=%.2f diameter=%.2f\n", s.Page+1, s.X/MM, s.Y/MM, s.Diameter/MM)
	}
	return b.String()
}

func facesOf(l Line) string {
	var names []string
	for _, r := range l.Runs {
		f, err := shippedFaces().Face(r.Face)
		if err != nil {
			return err.Error()
		}
		if name := strings.TrimSuffix(f.Name(), ".ttf"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, "+")
}
