package reply

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"dafu/internal/calendar"
)

// A phrase library goes from one department to another as a table, .csv, that
// spreadsheets open: 主题, 内容, 到期日.
var phraseColumns = []string{"主题", "内容", "到期日"}

// WritePhrases returns the phrases as a table.
func WritePhrases(all []Phrase) []byte {
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{phraseColumns}
	for _, one := range all {
		rows = append(rows, []string{GuardCell(one.Topic), GuardCell(one.Text), one.Expires.String()})
	}
	_ = w.WriteAll(rows) // a buffer takes everything
	return b.Bytes()
}

// ReadPhrases reads such a table, also one that a spreadsheet has saved: in
// GB 18030 or UTF-16, with other columns beside these, with dates as 2027/3/1. It fails if
// a row cannot stand and names each that cannot.
func ReadPhrases(file []byte) ([]Phrase, error) {
	text, err := tableText(file)
	switch {
	case errors.Is(err, errNoText):
		return nil, FieldError("file", "读不出文件里的文字，请在表格软件里另存为“CSV UTF-8”再导入")
	case err != nil:
		return nil, FieldError("file", "这不是 .csv 文件。如果是表格，请在表格软件里另存为“CSV UTF-8”再导入")
	}
	r := NewTableReader(text)
	head, err := r.Read()
	if err != nil {
		return nil, FieldError("file", "文件是空的，第一行应当是：%s", strings.Join(phraseColumns, "，"))
	}
	if name := DoubledHead(head); name != "" {
		return nil, FieldError("file", "第一行有两列都叫“%s”，请只留一列再导入", name)
	}
	place := columnsOf(head)
	if place[0] < 0 || place[1] < 0 {
		return nil, FieldError("file", "第一行没有“主题”“内容”这两列，请用导出的文件作样子")
	}
	return readRows(r, place)
}

func columnsOf(head []string) (place [3]int) {
	for n, name := range phraseColumns {
		place[n] = -1
		for i, cell := range head {
			if strings.TrimSpace(cell) == name {
				place[n] = i
			}
		}
	}
	return place
}

func readRows(r *csv.Reader, place [3]int) (all []Phrase, err error) {
	var p Problems
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, FieldError("file", "第 %d 行的引号没有配对，请核对后再导入", lineOf(err))
		}
		line, _ := r.FieldPos(0)
		one, wrong := phraseOf(row, place)
		switch {
		case one == (Phrase{}) && wrong == "":
			continue
		case len(all) >= MaxPhrases:
			return nil, FieldError("file", "一次最多导入 %d 条", MaxPhrases)
		case wrong == "":
			for _, e := range ProblemsOf(CheckPhrase(one, &one, calendar.Date{})) {
				wrong = e.Text
			}
		}
		if wrong != "" {
			p.Add("file", "第 %d 行：%s", line, wrong)
		}
		all = append(all, one)
	}
	if len(all) == 0 {
		p.Add("file", "文件里没有常用语")
	}
	const told = 5 // complaints; a file that is all wrong is not read out
	return all, p[:min(len(p), told)].Err()
}

func phraseOf(row []string, place [3]int) (one Phrase, wrong string) {
	cell := func(n int) string {
		if place[n] < 0 || place[n] >= len(row) {
			return ""
		}
		return UnguardCell(strings.TrimSpace(row[place[n]]))
	}
	one = Phrase{Topic: cell(0), Text: cell(1)}
	if day := cell(2); day != "" {
		var err error
		if one.Expires, err = readDay(day); err != nil {
			return one, "到期日“" + day + "”请写成 2027-03-01"
		}
	}
	return one, ""
}

// readDay reads 2027-03-01, 2027/3/1 and 2027年3月1日.
func readDay(s string) (calendar.Date, error) {
	s = strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-").Replace(s)
	parts := strings.Split(s, "-")
	for i, part := range parts {
		if len(part) == 1 {
			parts[i] = "0" + part
		}
	}
	return calendar.ParseDate(strings.Join(parts, "-"))
}

func lineOf(err error) int {
	var at *csv.ParseError
	if errors.As(err, &at) {
		return at.Line
	}
	return 0
}
