// Package sheet reads and writes spreadsheets (.xlsx): rows of text in, rows of
// text out. What the rows mean is not its affair.
package sheet

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"dafu/internal/reply"
)

// A file is packed: these bound what it may grow to, in bytes, and its rows.
const (
	maxUnpacked = 32 << 20
	maxRows     = 100_000
)

// Is tells whether the bytes are a packed file, as .xlsx is.
func Is(b []byte) bool { return bytes.HasPrefix(b, []byte("PK\x03\x04")) }

// Read returns the cells of the first sheet as they are shown. What it complains
// about is a reply.Error.
func Read(b []byte) ([][]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, &reply.Error{Code: reply.Invalid, Text: "不能按 .xlsx 表格读取，文件可能已损坏，或不是 .xlsx", Cause: err}
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return nil, &reply.Error{Code: reply.Invalid, Text: "表格里没有工作表", Cause: err}
	}
	defer rows.Close()
	var all [][]string
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, &reply.Error{Code: reply.Invalid, Text: fmt.Sprintf("不能读取表格第 %d 行", len(all)+1), Cause: err}
		}
		if all = append(all, cells); len(all) > maxRows {
			return nil, reply.Failf(reply.Invalid, "表格超过 %d 行", maxRows)
		}
	}
	return all, rows.Error()
}

// Write makes a file of one sheet with the rows as text, the first of them in
// bold and fixed on top.
func Write(name string, rows [][]string) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return nil, fmt.Errorf("naming the sheet: %w", err)
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49}) // as text: 001 stays 001
	if err != nil {
		return nil, fmt.Errorf("making a style: %w", err)
	}
	bold, err := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, fmt.Errorf("making a style: %w", err)
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return nil, fmt.Errorf("writing rows: %w", err)
	}
	if err := w.SetColWidth(1, 5, 20); err != nil {
		return nil, fmt.Errorf("setting widths: %w", err)
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, fmt.Errorf("fixing the first row: %w", err)
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, c := range row {
			cells[j] = excelize.Cell{Value: c, StyleID: style(i == 0, bold, text)}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return nil, fmt.Errorf("writing row %d: %w", i+1, err)
		}
	}
	if err := w.Flush(); err != nil {
		return nil, fmt.Errorf("writing rows: %w", err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("packing the file: %w", err)
	}
	return b.Bytes(), nil
}

func style(first bool, bold, text int) int {
	if first {
		return bold
	}
	return text
}
