package check

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"dafu/internal/reply"
)

// header are the columns of a table, in files and spreadsheets.
var header = []string{"表", "词", "改为", "例外", "说明"}

var kinds = []string{kindTypo, kindMix, kindTerm, kindName, kindAbbr, kindThreshold, kindRule}

// maxTableRows and maxWord bound what a table may ask of every check.
const (
	maxTableRows = 20000
	maxWord      = 60 // characters
)

// ReadTable reads a table from CSV in UTF-8. A file with a fault is refused
// whole; the error is reply.Problems, which say the line and the reason of each.
func ReadTable(name string, b []byte) (Table, error) {
	r := reply.NewTableReader(string(b))
	var records [][]string
	var lines []int
	for {
		record, err := r.Read()
		var bad *csv.ParseError
		switch {
		case errors.As(err, &bad):
			return Table{}, reply.FieldError(strconv.Itoa(bad.Line), "第 %d 行：引号没有配对，不是 CSV 的写法", bad.Line)
		case err != nil:
			return parseTable(name, records, lines)
		}
		line, _ := r.FieldPos(0)
		for i, cell := range record {
			record[i] = reply.UnguardCell(cell)
		}
		records, lines = append(records, record), append(lines, line)
	}
}

// ParseTable reads a table from the rows of a spreadsheet.
func ParseTable(name string, records [][]string) (Table, error) {
	lines := make([]int, len(records))
	for i := range lines {
		lines[i] = i + 1
	}
	return parseTable(name, records, lines)
}

func parseTable(name string, records [][]string, lines []int) (Table, error) {
	t := Table{Name: name}
	var p reply.Problems
	if len(records) == 0 || !slices.Equal(trimmed(records[0], len(header)), header) {
		return t, reply.FieldError("1", "第 1 行：应是表头“%s”", strings.Join(header, "，"))
	}
	if name := reply.DoubledHead(records[0]); name != "" {
		return t, reply.FieldError("1", "第 1 行：有两列都叫“%s”，请只留一列", name)
	}
	if len(records) > maxTableRows {
		return t, reply.FieldError("1", "词表最多 %d 行，现有 %d 行", maxTableRows, len(records))
	}
	seen := map[[2]string]int{}
	for i, record := range records[1:] {
		line := lines[i+1]
		cells := trimmed(record, len(header))
		if strings.Join(cells, "") == "" {
			continue
		}
		if cells[0] == kindVersion {
			t.Version = cells[1]
			continue
		}
		row := Row{Kind: cells[0], Word: cells[1], Use: cells[2], Except: strings.Fields(cells[3]), Note: cells[4]}
		why := row.fault()
		if first := seen[[2]string{row.Kind, row.Word}]; why == "" && first > 0 {
			why = "与第 " + strconv.Itoa(first) + " 行重复"
		}
		if why != "" {
			p.Add(strconv.Itoa(line), "第 %d 行：%s", line, why)
			continue
		}
		seen[[2]string{row.Kind, row.Word}] = line
		t.Rows = append(t.Rows, row)
	}
	return t, p.Err()
}

// trimmed returns n cells, without white space around them.
func trimmed(record []string, n int) []string {
	cells := make([]string, n)
	for i := range min(n, len(record)) {
		cells[i] = strings.TrimSpace(record[i])
	}
	return cells
}

// fault says in Chinese what is wrong with a row, or "".
func (r Row) fault() string {
	switch {
	case !slices.Contains(kinds, r.Kind):
		return "没有“" + r.Kind + "”这种表，只有：" + strings.Join(kinds, "、")
	case r.Word == "":
		return "没有写“词”"
	case utf8.RuneCountInString(r.Word) > maxWord || utf8.RuneCountInString(r.Use) > maxWord:
		return "“词”和“改为”最多 " + strconv.Itoa(maxWord) + " 字"
	case r.Use == disabled:
		return ""
	}
	switch r.Kind {
	case kindTypo, kindTerm:
		return r.wordFault()
	case kindMix:
		if r.Use == "" || r.Use == r.Word {
			return "“混用”要在“改为”里写另一个词"
		}
	case kindThreshold:
		if n, err := strconv.Atoi(r.Use); err != nil || n < 1 || n > 10000 {
			return "“阈值”的“改为”应是 1 到 10000 的整数，现在是“" + r.Use + "”"
		}
	case kindRule:
		if id, err := strconv.Atoi(r.Word); err != nil || id < 1 || id > len(all) {
			return "没有第 " + r.Word + " 条规则，规则编号是 1 到 " + strconv.Itoa(len(all))
		}
		if _, ok := overrides[r.Use]; !ok {
			return "“规则”的“改为”应是 E、W 或 关，现在是“" + r.Use + "”"
		}
	}
	return ""
}

// wordFault refuses rows that would change a text for ever or at random.
func (r Row) wordFault() string {
	if utf8.RuneCountInString(r.Word) < 2 {
		return "“" + r.Word + "”只有一个字，会到处误报，请写成词"
	}
	if r.Use == "" && r.Kind == kindTypo {
		return "没有写“改为”"
	}
	if i := strings.Index(r.Use, r.Word); i >= 0 && !slices.ContainsFunc(r.Except, func(x string) bool {
		return strings.Contains(r.Use, x) && strings.Contains(x, r.Word)
	}) {
		return "“" + r.Use + "”里又有“" + r.Word + "”，改完还会报，请在“例外”里写上它"
	}
	for _, x := range r.Except {
		if !strings.Contains(x, r.Word) {
			return "例外“" + x + "”里没有“" + r.Word + "”"
		}
	}
	return ""
}

// Records returns the table as the rows of a spreadsheet, its header first.
func (t Table) Records() [][]string {
	out := [][]string{slices.Clone(header), {kindVersion, t.Version, "", "", t.Name}}
	for _, r := range t.Rows {
		out = append(out, []string{r.Kind, r.Word, r.Use, strings.Join(r.Except, " "), r.Note})
	}
	return out
}

// CSV returns the table as a file that spreadsheets open: UTF-8 with its mark. No
// cell of it is a formula to them.
func (t Table) CSV() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	for _, record := range t.Records() {
		for i, cell := range record {
			record[i] = reply.GuardCell(cell)
		}
		_ = w.Write(record) // a buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}
