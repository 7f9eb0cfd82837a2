package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// format is what of a cell's number format matters here.
type format struct {
	day, hour bool // it shows a day, a time of day
	noughts   int  // it fills up with noughts to so many digits: 001
}

// readFormats reads what the styles of cells make of numbers. Only cellXfs is what
// cells name.
func (w *workbook) readFormats(part string) error {
	codes := map[string]string{}
	inCells := false
	return w.pack.each(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == "numFmt" && len(codes) < maxStyles:
				if code := attr(t, "formatCode"); len(code) <= 255 { // Excel takes no longer ones
					codes[attr(t, "numFmtId")] = code
				}
			case t.Name.Local == "cellXfs":
				inCells = true
			case t.Name.Local == "xf" && inCells:
				if len(w.formats) >= maxStyles {
					return errBomb
				}
				id := attr(t, "numFmtId")
				w.formats = append(w.formats, formatOf(id, codes[id]))
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inCells = false
			}
		}
		return nil
	})
}

// formatOf tells what a format shows: one of the file's own by its code, another by
// its number (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are days in Chinese).
func formatOf(id, code string) format {
	if code != "" {
		return formatOfCode(code)
	}
	switch n, _ := strconv.Atoi(id); {
	case n >= 14 && n <= 17, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 58:
		return format{day: true}
	case n == 22:
		return format{day: true, hour: true}
	case n >= 18 && n <= 21, n >= 32 && n <= 35, n >= 45 && n <= 47:
		return format{hour: true}
	}
	return format{}
}

// formatOfCode reads the letters of a code: what is quoted, escaped or in brackets is
// printed as it stands, but [h], which counts hours.
func formatOfCode(code string) (f format) {
	code, _, _ = strings.Cut(code, ";") // what follows is for negative numbers
	if strings.Trim(code, "0") == "" {
		return format{noughts: len(code)}
	}
	if strings.EqualFold(code, "General") {
		return format{}
	}
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '"' || code[i] == '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[code[i]])
			if end < 0 {
				return f
			}
			if word := strings.ToLower(code[i+1 : i+1+end]); code[i] == '[' && word != "" && strings.Trim(word, "hms") == "" {
				f.hour = true
			}
			i += 1 + end
		case c == 'y' || c == 'd':
			f.day = true
		case c == 'h' || c == 's':
			f.hour = true
		case c == 'm' && !f.hour && !strings.ContainsAny(code, "sS"):
			f.day = true
		}
	}
	return f
}
