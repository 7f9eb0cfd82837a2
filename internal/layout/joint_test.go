package layout

import (
	"math"
	"strings"
	"testing"
)

func TestEachDepartmentHasItsSealOverItsName(t *testing.T) {
	for name, c := range map[string]struct {
		names string
		rows  int // of seals
	}{
		"two":               {"云南省科学技术厅\n云南省教育厅\n", 1},
		"three short names": {"省科技厅\n省教育厅\n省财政厅\n", 1},
		"three long names":  {"云南省科学技术厅\n云南省教育厅\n云南省市场监督管理局\n", 2},
		"five":              {"省科技厅\n省教育厅\n省财政厅\n省商务厅\n省民政厅\n", 2},
		"eight":             {strings.Repeat("省科技厅\n", 8), 3},
		"wider than half":   {"西双版纳傣族自治州人力资源和社会保障局\n云南省科学技术厅\n", 2},
	} {
		t.Run(name, func(t *testing.T) {
			l := sealed(letterOf("关于甲的答复\n甲委员：\n正文内容。\n正文内容。\n" + c.names + "2024年5月31日\n"))
			p := mustSet(t, l, Options{})
			names := elements(p, ElementSignatory)
			if len(p.Seals) != len(names) || len(names) != strings.Count(c.names, "\n") {
				t.Fatalf("%d seals for %d names", len(p.Seals), len(names))
			}
			if p.Seal == nil || *p.Seal != p.Seals[0] {
				t.Errorf("Seal is %+v, want the first of Seals", p.Seal)
			}
			rows := 1
			for i, s := range p.Seals {
				n := names[i].Line
				near(t, "name under its seal", (leftOf(n)+rightOf(n))/2, s.X/MM)
				middle := emTop(n) + 8
				if s.Page != names[i].page || middle < s.Y-6*MM || middle > s.Y+6*MM {
					t.Errorf("seal %d at %+v, its name at %.1f mm", i, s, middle/MM)
				}
				if s.X-21*MM < textLeft-hair || s.X+21*MM > textRight+hair || s.Y+21*MM > textBottom+hair {
					t.Errorf("seal %d leaves the text block: %+v", i, s)
				}
				for _, o := range p.Seals[:i] {
					if math.Hypot(s.X-o.X, s.Y-o.Y) < 42*MM+1 {
						t.Errorf("seals at %+v and %+v touch", s, o)
					}
				}
				if i > 0 && s.Y > p.Seals[i-1].Y+hair {
					rows++
				}
			}
			if rows != c.rows {
				t.Errorf("%d rows of seals, want %d", rows, c.rows)
			}
			date, last := elements(p, ElementDate)[0].Line, p.Seals[len(p.Seals)-1]
			near(t, "date under the last seal", (leftOf(date)+rightOf(date))/2, last.X/MM)
			body := elements(p, ElementBody)
			if gap := p.Seals[0].Y - 21*MM - emTop(body[len(body)-1].Line) - 16; gap < 0 || gap > 29.6 {
				t.Errorf("the seals' top is %.1f mm below the text, want 0 to one line", gap/MM)
			}
			checkCharacters(t, l, p)
			checkInside(t, p)
		})
	}
}

func TestUnsealedDepartmentsSignOneBelowTheOther(t *testing.T) {
	p := mustSet(t, letterOf("关于甲的答复\n甲委员：\n正文内容。\n云南省科学技术厅\n云南省教育厅\n2024年5月31日\n"), Options{})
	names := elements(p, ElementSignatory)
	near(t, "second name below the first", names[1].Runs[0].Y-names[0].Runs[0].Y, rowMM)
	near(t, "at the same edge", leftOf(names[1].Line)-leftOf(names[0].Line), 0)
	if len(p.Seals) > 0 {
		t.Error("an unsealed letter has places for seals")
	}
}
