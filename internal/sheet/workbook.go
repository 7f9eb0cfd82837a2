package sheet

import (
	"encoding/xml"
	"errors"
	"strings"
)

// workbook is what of a workbook the cells of its first sheet need.
type workbook struct {
	pack     *pack
	sheet    string // the part of the first sheet
	strings  []string
	formats  []format // by the style that a cell names
	from1904 bool     // days are counted from 1904 and not from 1900
}

func (p *pack) workbook() (*workbook, error) {
	root, err := p.links("")
	if err != nil {
		return nil, err
	}
	part := targetOf(root, "officeDocument")
	own, err := p.links(part)
	if err != nil {
		return nil, err
	}
	w := &workbook{pack: p}
	if err := w.readSheets(part, own); err != nil {
		return nil, err
	}
	if w.sheet == "" {
		return nil, errNoSheet
	}
	if err := optional(w.readStrings(targetOf(own, "sharedStrings"))); err != nil {
		return nil, err
	}
	return w, optional(w.readFormats(targetOf(own, "styles")))
}

func targetOf(all map[string]link, kind string) string {
	for _, l := range all {
		if l.kind == kind {
			return l.target
		}
	}
	return ""
}

// optional forgives a part that is not there.
func optional(err error) error {
	if errors.Is(err, errMissing) {
		return nil
	}
	return err
}

// readSheets finds the first sheet that has cells and no diagram.
func (w *workbook) readSheets(part string, own map[string]link) error {
	return w.pack.each(part, func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr":
			w.from1904 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case e.Name.Local == "sheet" && w.sheet == "":
			for _, a := range e.Attr { // r:id, and not sheetId
				if l := own[a.Value]; a.Name.Local == "id" && l.kind == "worksheet" {
					w.sheet = l.target
				}
			}
		}
		return nil
	})
}

// readStrings reads the strings that cells name by their number. How a word is
// pronounced (rPh) is no part of it.
func (w *workbook) readStrings(part string) error {
	var text strings.Builder
	inText, spoken, total := false, 0, 0
	return w.pack.each(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				inText = spoken == 0
			case "rPh":
				spoken++
			}
		case xml.CharData:
			if inText {
				text.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText = false
			case "rPh":
				spoken--
			case "si":
				s := unescaped(text.String())
				text.Reset()
				if total += len(s) + cellCost; total > maxText || len(w.strings) >= maxStrings {
					return errStrings
				}
				w.strings = append(w.strings, s)
			}
		}
		return nil
	})
}

// unescaped reads _x000D_, which is how characters are written that XML cannot hold.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if r, ok := escape(s[i:]); ok {
			b.WriteRune(r)
			i += len("_x000D_")
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

func escape(s string) (r rune, ok bool) {
	if len(s) < len("_x000D_") || s[:2] != "_x" || s[6] != '_' {
		return 0, false
	}
	for _, c := range []byte(s[2:6]) {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, r < 0xD800 || r > 0xDFFF
}
