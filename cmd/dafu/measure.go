package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dafu/internal/config"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/measure"
	"dafu/internal/reply"
	"dafu/internal/typeface"
)

func newMeasure(c console) *cobra.Command {
	var caseName, fonts string
	var asJSON, sealed bool
	command := &cobra.Command{
		Use:   "measure 文本",
		Short: "量一份公文的版面是否合乎 GB/T 9704",
		Long: "把一份公文的文本（每段一行；“-”为标准输入）像 render 那样读取、排好，再按 GB/T 9704-2012\n" +
			"逐个要素量版面：标准怎样要求，版面上是多少毫米。先说明文中看到了哪些要素；\n" +
			"缺标题、署名或成文日期，或有不是公文的文字，也算不合。\n\n" +
			"退出码：0 全部相合；1 有不合之处，或文本排不成；2 用法不对，或文件不能读取。",
		Example: "  dafu measure 答复.txt --case case.json",
		Args:    exactly("文本文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			read := c
			if asJSON {
				read.out = c.err // keeps what it says about the file out of the JSON
			}
			text, err := readText(args[0], read)
			if err != nil {
				return err
			}
			letter, frame, err := framedLetter(text, caseName, read)
			if err != nil {
				return err
			}
			letter.Sealed = sealed
			faces, err := openFaces(fonts)
			if err != nil {
				return err
			}
			pages, err := layout.Set(letter, faces, layout.Options{})
			if broken := faces.Err(); broken != nil {
				return broken
			}
			if err != nil {
				return printable(err)
			}
			return showMeasurements(c, measured{
				Pages: len(pages.Pages), Parts: seenIn(frame, letter), Missing: missingIn(letter), Unplaced: frame.Unplaced(),
				Measurements: measure.Letter(letter, pages, faces, layout.Options{}),
			}, asJSON)
		},
	}
	command.Flags().StringVar(&caseName, "case", "", "提案信息`文件`（case.json）")
	command.Flags().StringVar(&fonts, "fonts", "", "字体`目录`，不写时在程序旁边找")
	command.Flags().BoolVar(&sealed, "sealed", false, "按加盖印章的样子排（签发时的样子）")
	command.Flags().BoolVar(&asJSON, "json", false, "以 JSON 输出，供其他程序读取")
	return command
}

func openFaces(fonts string) (*typeface.Set, error) {
	table := typeface.Shipped()
	dir, err := config.FindFonts(fonts, table.Files())
	if err != nil {
		return nil, err
	}
	return typeface.NewSet(table, config.OpenFace(dir)), nil
}

// measured is what the command shows.
type measured struct {
	Holds        bool                  `json:"holds"`
	Pages        int                   `json:"pages"`
	Parts        []string              `json:"parts"`              // seen in the text
	Missing      []string              `json:"missing,omitempty"`  // that every letter has
	Unplaced     []string              `json:"unplaced,omitempty"` // lines that are no part of a letter
	Measurements []measure.Measurement `json:"measurements"`
}

// showMeasurements prints what was measured; its error is the exit code.
func showMeasurements(c console, m measured, asJSON bool) error {
	m.Holds = measure.Hold(m.Measurements) && len(m.Missing)+len(m.Unplaced) == 0
	if asJSON {
		e := json.NewEncoder(c.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(m); err != nil {
			return err
		}
	} else {
		c.printf("文本中的要素：%s\n", strings.Join(m.Parts, "、"))
		if len(m.Missing) > 0 {
			c.printf("没有找到：%s\n", strings.Join(m.Missing, "、"))
		}
		if len(m.Unplaced) > 0 {
			c.printf("不是公文的文字，没有印：%s\n", strings.Join(m.Unplaced, "；"))
		}
		c.printf("\n%s%s\n", measurementTable(m.Measurements), measurementSum(m))
	}
	if !m.Holds {
		return &exit{code: exitBad}
	}
	return nil
}

// seenIn names the parts that the text has, in the order of a letter, and those
// that the case adds.
func seenIn(f reply.Frame, l gongwen.Letter) []string {
	seen := map[gongwen.Part]bool{}
	for _, b := range f.Body.Blocks {
		for _, e := range b.Elements() {
			seen[e.Part] = true
		}
	}
	printed := map[gongwen.Part]bool{
		gongwen.PartTitle: l.Title() != "", gongwen.PartSignatory: l.Signatory() != "", gongwen.PartDate: l.Body.First(gongwen.IssueDate) >= 0,
	}
	out := []string{}
	for _, p := range gongwen.Parts() {
		switch {
		case seen[p]:
			out = append(out, p.Title())
		case printed[p]:
			out = append(out, p.Title()+"（交办信息）")
		}
	}
	return out
}

// missingIn names the parts that every letter must have and this one has not.
func missingIn(l gongwen.Letter) []string {
	var out []string
	for _, e := range []struct {
		name string
		has  bool
	}{
		{"标题", l.Title() != ""}, {"署名", l.Signatory() != ""}, {"成文日期", l.Body.First(gongwen.IssueDate) >= 0},
	} {
		if !e.has {
			out = append(out, e.name)
		}
	}
	return out
}

func measurementSum(m measured) string {
	places, bad := 0, 0
	for _, one := range m.Measurements {
		places += one.Count
		if !one.Holds {
			bad++
		}
	}
	sum := fmt.Sprintf("共 %d 面，量了 %d 处，", m.Pages, places)
	var faults []string
	if bad > 0 {
		faults = append(faults, fmt.Sprintf("有 %d 项不合", bad))
	}
	if len(m.Missing) > 0 {
		faults = append(faults, "缺"+strings.Join(m.Missing, "、"))
	}
	if len(m.Unplaced) > 0 {
		faults = append(faults, fmt.Sprintf("有 %d 行不是公文的文字", len(m.Unplaced)))
	}
	if len(faults) == 0 {
		return sum + "全部合乎 GB/T 9704-2012 和本软件的约定"
	}
	return sum + strings.Join(faults, "，")
}

// measurementTable is one row for each rule and page; pages on which a rule
// holds share one.
func measurementTable(all []measure.Measurement) string {
	rows := [][]string{{"结论", "要素", "项目", "面", "要求", "实测", "标准"}}
	for i := 0; i < len(all); {
		m, last := all[i], i
		for last+1 < len(all) && m.Holds && all[last+1].Holds && all[last+1].Element == m.Element && all[last+1].Name == m.Name {
			last++
			if off(all[last]) > off(m) {
				page := m.Page
				m = all[last]
				m.Page = page
			}
		}
		verdict, asked := "合", m.Asked
		if !m.Holds {
			verdict = "不合"
			if m.Near != "" {
				asked += "；见“" + m.Near + "”"
			}
		}
		rows = append(rows, []string{
			verdict, m.Element, m.Name, pageRange(m.Page, all[last].Page), wanted(m), found(m), asked,
		})
		i = last + 1
	}
	return aligned(rows)
}

// off is how far a found value lies from the middle of what is asked.
func off(m measure.Measurement) float64 {
	d := m.Found - (m.Least+m.Most)/2
	return max(d, -d)
}

func pageRange(from, to int) string {
	switch {
	case from == 0:
		return "全文"
	case from == to:
		return strconv.Itoa(from)
	}
	return fmt.Sprintf("%d—%d", from, to)
}

// wanted is what the standard asks, as a number: 28.00±0.30mm, 0—22行, ≥1行.
func wanted(m measure.Measurement) string {
	s := amount(m.Least, m.Unit)
	switch {
	case forbids(m):
		return "无例外"
	case m.AtLeast:
		s = "≥" + s
	case m.Least != m.Most:
		s += "—" + amount(m.Most, m.Unit)
	}
	if m.Tolerance > 0 {
		s += "±" + amount(m.Tolerance, m.Unit)
	}
	return s + string(m.Unit)
}

func found(m measure.Measurement) string {
	switch s := amount(m.Found, m.Unit) + string(m.Unit); {
	case !forbids(m):
		return s
	case m.Found == 0:
		return "无例外"
	default:
		return "例外" + s
	}
}

// forbids reports a rule that counts what must not be.
func forbids(m measure.Measurement) bool {
	return m.Unit != measure.MM && m.Least == 0 && m.Most == 0 && m.Tolerance == 0
}

func amount(value float64, unit measure.Unit) string {
	s := strconv.FormatFloat(value, 'f', 2, 64)
	if unit != measure.MM {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0.00" {
		return "0.00"
	}
	return s
}

// aligned writes rows in columns; Han characters are two columns wide.
func aligned(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	var s strings.Builder
	for _, row := range rows {
		for i, cell := range row[:len(row)-1] {
			s.WriteString(cell + strings.Repeat(" ", widths[i]-columns(cell)+2))
		}
		s.WriteString(row[len(row)-1] + "\n")
	}
	return s.String()
}
