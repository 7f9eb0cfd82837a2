package docx

import (
	"encoding/xml"
	"strings"
)

// A letter as GB/T 9704 sets it has no tables, and a cell's words that became
// paragraphs would be printed as if the department had written them so. So a
// table is not taken into the text: a notice gives its size, its place and its
// words, to be written into a sentence or put into an attachment. A table of one
// column is only a frame, and its words are the text's.

// maxTables is how deep tables may stand within one another; those below are
// read as text of the cell.
const maxTables = 4

// foundTable is a table that was left out.
type foundTable struct {
	rows, columns int
	place         string
	words         string
}

func (d *reader) table() error {
	d.flushCarry()
	d.nested++
	defer func() { d.nested-- }()
	var rows [][][]line
	err := d.rows(&rows)
	if err != nil {
		return err
	}
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	switch {
	case len(rows) == 0: // all of them deleted
		return nil
	case ours(rows):
	case columns == 1:
		d.found.frames++
	case d.nested > 1 && d.nested <= maxTables:
		// The words are those of the outer table's cell.
	default:
		d.found.tables = append(d.found.tables, foundTable{len(rows), columns, d.place(), cut(wordsOf(rows), quotedWords)})
		return nil
	}
	for _, row := range rows {
		for _, cell := range row {
			*d.lines = append(*d.lines, cell...)
		}
	}
	return nil
}

// rows reads the rows of a table; those that a tracked change deletes are gone.
func (d *reader) rows(all *[][][]line) error {
	return d.s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			row, deleted, err := d.row()
			if deleted {
				d.found.deleted++
			} else {
				*all = append(*all, row)
			}
			return err
		case "sdt":
			return d.control(func() error { return d.rows(all) })
		case "ins", "customXml", "sdtContent":
			return d.rows(all)
		}
		return d.s.skip()
	})
}

func (d *reader) row() (cells [][]line, deleted bool, err error) {
	var visit func(e xml.StartElement) error
	visit = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "trPr":
			return d.s.each(func(e xml.StartElement) error {
				deleted = deleted || e.Name.Local == "del"
				return d.s.skip()
			})
		case "tc":
			cell, err := d.cell()
			cells = append(cells, cell)
			return err
		case "sdt":
			return d.control(func() error { return d.s.each(visit) })
		case "customXml":
			return d.s.each(visit)
		}
		return d.s.skip()
	}
	err = d.s.each(visit)
	return cells, deleted, err
}

func (d *reader) cell() ([]line, error) {
	outer, inside := d.lines, []line{}
	d.lines = &inside
	err := d.blocks()
	d.flushCarry()
	d.lines = outer
	return inside, err
}

// ours reports a table that Write made: each of its lines says what it is.
func ours(rows [][][]line) bool {
	n := 0
	for _, row := range rows {
		for _, cell := range row {
			for _, l := range cell {
				_, known := surroundings[l.style]
				if !known && l.style != styleCopyTo {
					return false
				}
				n++
			}
		}
	}
	return n > 0
}

// wordsOf puts the cells of a table in one line: 甲｜乙；丙｜丁.
func wordsOf(rows [][][]line) string {
	var all []string
	for _, row := range rows {
		var cells []string
		for _, cell := range row {
			var words []string
			for _, l := range cell {
				if w := strings.TrimSpace(l.mark + l.text); w != "" {
					words = append(words, w)
				}
			}
			cells = append(cells, strings.Join(words, " "))
		}
		all = append(all, strings.Join(cells, "｜"))
	}
	return strings.Join(all, "；")
}

// place is where the text has come to: the last words so far.
func (d *reader) place() string {
	n := len(*d.lines)
	for i := n - 1; i >= max(0, n-100); i-- {
		if l := (*d.lines)[i]; strings.TrimSpace(l.text) != "" {
			return firstWords(l.mark + l.text)
		}
	}
	return ""
}
