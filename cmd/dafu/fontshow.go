package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"dafu/internal/typeface"
)

func (r fontReport) show(c console, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(c.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	c.printf("字体（来源；许可；文件）\n")
	for _, f := range r.Faces {
		c.printf("  %s（%s；%s；%s）\n", f.Name, f.Origin, strings.TrimLeft(f.Embedding+f.Problem, "；"), f.File)
	}
	r.showCounts(c)
	c.printf("\n各类字依次用的字体，和找遍之后仍缺的字\n")
	for _, role := range r.Roles {
		c.printf("  %s：%s\n", role.Role, strings.Join(role.Order, " → "))
		for _, g := range role.gaps {
			if len(g.Missing) > 0 {
				c.printf("    缺 %s %d 字：%s\n", g.Set.Name, len(g.Missing), typeface.Spans(g.Missing, 5))
			}
		}
	}
	c.printf("\n各字集的范围\n")
	for _, s := range r.Sets {
		c.printf("  %s：%s，共 %d 字\n", s.Name, s.Note, s.Total)
	}
	c.printf("  基本平面外：U+10000 以后的字，不论是否在以上各字集内\n")
	return nil
}

// showCounts prints one table: a row for each face and each role, a column for
// each set.
func (r fontReport) showCounts(c console) {
	head := []string{"能印的字数"}
	total := []string{"共有"}
	for _, s := range r.Sets {
		head, total = append(head, s.Name), append(total, strconv.Itoa(s.Total))
	}
	rows := [][]string{append(head, "基本平面外"), append(total, "")}
	row := func(name string, counts map[string]int, beyond int) {
		cells := []string{name}
		for _, s := range r.Sets {
			cells = append(cells, strconv.Itoa(counts[s.Name]))
		}
		rows = append(rows, append(cells, strconv.Itoa(beyond)))
	}
	for _, f := range r.Faces {
		if f.Problem == "" {
			row(f.Name, f.Coverage, f.Beyond)
		}
	}
	for _, role := range r.Roles {
		row(role.Role+"（连同后备）", role.Coverage, role.Beyond)
	}
	c.printf("\n")
	for _, cells := range rows {
		line := "  " + cells[0] + gap(28, cells[0])
		for i, cell := range cells[1:] {
			line += gap(columns(rows[0][i+1])+2, cell) + cell
		}
		c.printf("%s\n", strings.TrimRight(line, " "))
	}
}

// gap fills up a column of the given width.
func gap(width int, cell string) string { return strings.Repeat(" ", max(1, width-columns(cell))) }
