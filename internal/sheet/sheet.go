// Package sheet reads and writes spreadsheets (.xlsx): rows of text in, rows of
// text out. What the rows mean is not its affair.
//
// Reading is our own, over encoding/xml's tokens: excelize takes all strings of the
// workbook into a tree before it gives the first row, and fills each row up to the
// column of its last cell, so that a file of 100 KB takes gigabytes. It also gives
// dates as bare numbers and errors as words.
package sheet

import (
	"archive/zip"
	"bytes"
	"errors"

	"dafu/internal/reply"
)

// What is taken of a file, which is packed: these bound what it may grow to.
const (
	maxParts   = 2000
	maxXML     = 32 << 20 // bytes of the parts that are read
	maxRatio   = 200      // unpacked to packed of one part
	smallPart  = 1 << 20  // may always become so large
	maxRows    = 100_000
	maxColumns = 64
	maxStrings = 400_000
	maxStyles  = 65_000   // Excel itself allows 64,000 formats
	maxText    = 16 << 20 // bytes of all cells, each counted as cellCost more
	cellCost   = 16
	maxDepth   = 40 // elements within one another
)

var (
	errDamaged = refused("不能按 .xlsx 表格读取，文件可能已损坏，或不是 .xlsx")
	errBomb    = refused("文件解压后异常庞大，不像正常的表格，没有读取。请只保留要导入的工作表，另存后再试")
	errNoSheet = refused("表格里没有工作表")
	errLocked  = refused("文件有打开密码，请取消密码、另存后再试")
	errStrings = refused("表格里的文字过多，没有读取。请只保留要导入的工作表，另存后再试")
)

func refused(text string) *reply.Error { return &reply.Error{Code: reply.Invalid, Text: text} }

// damaged is the complaint with its cause for the log; a complaint stays what it is.
func damaged(cause error) error {
	var known *reply.Error
	if errors.As(cause, &known) {
		return cause
	}
	return &reply.Error{Code: errDamaged.Code, Text: errDamaged.Text, Cause: cause}
}

// Is tells whether the bytes are a packed file, as .xlsx is.
func Is(b []byte) bool { return bytes.HasPrefix(b, []byte("PK\x03\x04")) }

// Read returns the cells of the first sheet, row by row; rows that are left out in
// the file are empty. Dates are written 2027-03-01, numbers without their format
// but for leading noughts. What it complains about is a reply.Error that names the
// cell: an error value, a cell far to the right or below, more than it takes.
func Read(b []byte) ([][]string, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written to the disk
		return nil, damaged(err)
	}
	p, err := newPackage(z)
	if err != nil {
		return nil, damaged(err)
	}
	w, err := p.workbook()
	if err != nil {
		return nil, damaged(err)
	}
	rows, err := w.rows()
	if err != nil {
		return nil, damaged(err)
	}
	return rows, nil
}
