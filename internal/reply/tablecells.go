package reply

import (
	"encoding/csv"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Tables go out and come in as .csv files that spreadsheets open.

const byteOrderMark = "\ufeff" // without it spreadsheets take UTF-8 for GBK

// formulaSigns begin what a spreadsheet would reckon or carry out; a Chinese one
// takes the wide forms for the narrow ones.
const formulaSigns = "=+-@\t\r\n＝＋－＠"

// GuardCell puts an apostrophe before what a spreadsheet would take for a formula, and
// before what looks guarded already, so that UnguardCell gives the cell back.
func GuardCell(s string) string {
	if reckoned(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// UnguardCell takes the apostrophe of GuardCell off.
func UnguardCell(s string) string {
	if strings.HasPrefix(s, "'") && reckoned(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	return s
}

func reckoned(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune(formulaSigns, first)
}

// What is wrong with a file that is no table.
var (
	errNoText  = errors.New("reply: no text")
	errNoTable = errors.New("reply: not a table")
)

// tableText returns the text of a file as spreadsheets save it: UTF-8, UTF-16 with its
// mark, or GB 18030.
func tableText(file []byte) (string, error) {
	text := string(file)
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().String(text)
		if err != nil || strings.ContainsRune(decoded, utf8.RuneError) {
			return "", errNoText
		}
		text = decoded
	}
	if !utf8.ValidString(text) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().String(text)
		if err != nil || strings.ContainsRune(decoded, utf8.RuneError) {
			return "", errNoText
		}
		text = decoded
	}
	text = strings.TrimPrefix(text, byteOrderMark)
	if strings.HasPrefix(text, "PK\x03\x04") || strings.ContainsRune(text, 0) {
		return "", errNoTable
	}
	return text, nil
}

// NewTableReader returns a reader of the rows of a text. Lines may end as any system
// ends them; cells are parted by commas or, where the first line has none, by tabs.
// Rows may be of any length.
func NewTableReader(text string) *csv.Reader {
	text = strings.TrimPrefix(text, byteOrderMark)
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	if first, _, _ := strings.Cut(text, "\n"); !strings.Contains(first, ",") && strings.Contains(first, "\t") {
		r.Comma = '\t'
	}
	return r
}

// DoubledHead returns the name that two columns of a table have, or "": which of the
// two is meant only its writer knows.
func DoubledHead(head []string) string {
	seen := make(map[string]bool, len(head))
	for _, name := range head {
		name = strings.TrimSpace(name)
		if name != "" && seen[name] {
			return name
		}
		seen[name] = true
	}
	return ""
}
