package main

import (
	"dafu/internal/check"
	"dafu/internal/reply"
	"dafu/internal/sheet"
)

// tableFiles reads and writes the files of 词表 for the service and the command.
type tableFiles struct{}

// Read tells .csv and .xlsx apart by what is in them.
func (tableFiles) Read(name string, b []byte) (check.Table, error) {
	if sheet.Is(b) {
		rows, err := sheet.Read(b)
		if err != nil {
			return check.Table{}, err
		}
		return check.ParseTable(name, rows)
	}
	text, _, err := decodeText(b)
	if err != nil {
		return check.Table{}, &reply.Error{Code: reply.Invalid, Text: err.Error()}
	}
	return check.ReadTable(name, []byte(text))
}

// Sheet makes a spreadsheet of the table.
func (tableFiles) Sheet(t check.Table) ([]byte, error) { return sheet.Write("词表", t.Records()) }
