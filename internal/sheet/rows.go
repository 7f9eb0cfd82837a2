package sheet

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// reader reads the rows of a sheet.
type reader struct {
	*workbook
	all    [][]string
	row    int // the one being read, from 1
	column int // the cell being read, from 1
	kind   string
	style  int
	value  strings.Builder
	taking bool // between <v> or <t> and its end
	spoken int
	total  int
}

func (w *workbook) rows() ([][]string, error) {
	r := reader{workbook: w}
	if err := w.pack.each(w.sheet, r.token); err != nil {
		return nil, err
	}
	return r.all, nil
}

func (r *reader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "row":
			return r.beginRow(t)
		case "c":
			return r.beginCell(t)
		case "rPh":
			r.spoken++
		case "v", "t":
			r.taking = r.spoken == 0
		}
	case xml.CharData:
		if r.taking {
			r.value.Write(t)
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "v", "t":
			r.taking = false
		case "rPh":
			r.spoken--
		case "c":
			return r.endCell()
		}
	}
	return nil
}

// beginRow goes on to a row, which may leave out some but never goes back.
func (r *reader) beginRow(e xml.StartElement) error {
	next := r.row + 1
	if at := attr(e, "r"); at != "" {
		n, err := strconv.Atoi(at)
		if err != nil || n < next {
			return fmt.Errorf("row %.20q behind row %d", at, r.row)
		}
		next = n
	}
	r.row, r.column = next, 0
	return nil
}

func (r *reader) beginCell(e xml.StartElement) error {
	next := r.column + 1
	if at := attr(e, "r"); at != "" {
		n, row, ok := place(at)
		if !ok || n < next || row != r.row {
			return fmt.Errorf("cell %.20q in row %d behind column %d", at, r.row, r.column)
		}
		next = n
	}
	r.column, r.kind = next, attr(e, "t")
	r.style, _ = strconv.Atoi(attr(e, "s"))
	r.value.Reset()
	return nil
}

// place takes XFD1 apart.
func place(at string) (column, row int, ok bool) {
	i := 0
	for ; i < len(at) && i < 4 && at[i] >= 'A' && at[i] <= 'Z'; i++ {
		column = column*26 + int(at[i]-'A') + 1
	}
	row, err := strconv.Atoi(at[i:])
	return column, row, i > 0 && err == nil
}

// name is how a cell is called: XFD1.
func (r *reader) name() string {
	var letters []byte
	for n := r.column; n > 0; n = (n - 1) / 26 {
		letters = append([]byte{byte('A' + (n-1)%26)}, letters...)
	}
	return string(letters) + strconv.Itoa(r.row)
}

// endCell stores a cell that says something. Where it stands is looked at only then:
// a row that is only coloured may reach to the edge.
func (r *reader) endCell() error {
	text, err := r.shown()
	if err != nil || text == "" {
		return err
	}
	switch {
	case r.column > maxColumns:
		return r.refuse("超出了第 %d 列，请删去右边多余的内容再导入", maxColumns)
	case r.row > maxRows:
		return r.refuse("超出了第 %d 行，请删去下面多余的内容再导入", maxRows)
	}
	for len(r.all) < r.row {
		r.all = append(r.all, nil)
	}
	row := &r.all[r.row-1]
	for len(*row) < r.column-1 {
		*row, r.total = append(*row, ""), r.total+cellCost
	}
	*row = append(*row, text)
	if r.total += len(text) + cellCost; r.total > maxText {
		return r.refuse("之前的文字已经超过 %d MB，没有读取", maxText>>20)
	}
	return nil
}

func (r *reader) refuse(format string, args ...any) error {
	return refused(fmt.Sprintf("第 %d 行的单元格 %s ", r.row, r.name()) + fmt.Sprintf(format, args...))
}
