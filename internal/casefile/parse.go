package casefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

// Parse reads a file. A field that nobody knows is refused: it would be a slip
// of the pen in one that matters. So is a value that the letter cannot bear, see
// Check. What it complains about is said in Chinese.
func Parse(b []byte) (File, error) {
	var f File
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if len(bytes.TrimSpace(b)) == 0 {
		return f, errors.New("文件是空的，没有提案信息")
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return f, explain(err, b)
	}
	if rest := bytes.TrimSpace(b[d.InputOffset():]); len(rest) > 0 {
		return f, fmt.Errorf("内容之后还有多余的文字“%s”", clip(string(rest)))
	}
	if name := doubledField(b); name != "" {
		return f, fmt.Errorf("字段“%s”写了两次，不知道以哪个为准", name)
	}
	f.Number = reply.BareNumber(f.Number)
	return f, f.check()
}

// doubledField returns the name of a field that stands twice in one object, of
// which encoding/json takes the last; "" if there is none.
func doubledField(b []byte) string {
	d := json.NewDecoder(bytes.NewReader(b))
	var seen []map[string]bool // of the objects that are open; nil for lists
	name := false              // what comes next in the innermost object is a name
	for {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		switch token := token.(type) {
		case json.Delim:
			switch token {
			case '{':
				seen = append(seen, map[string]bool{})
			case '[':
				seen = append(seen, nil)
			default:
				seen = seen[:len(seen)-1]
			}
			name = len(seen) > 0 && seen[len(seen)-1] != nil
			continue
		case string:
			if name {
				fold := strings.ToLower(token)
				if seen[len(seen)-1][fold] {
					return token
				}
				seen[len(seen)-1][fold], name = true, false
				continue
			}
		}
		name = len(seen) > 0 && seen[len(seen)-1] != nil
	}
}

// clip shortens what a message quotes.
func clip(s string) string {
	const most = 40
	if r := []rune(strings.ToValidUTF8(s, "�")); len(r) > most {
		return string(r[:most]) + "…"
	}
	return strings.ToValidUTF8(s, "�")
}

func explain(err error, b []byte) error {
	var wrongType *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case unknown:
		return fmt.Errorf("有不认识的字段“%s”", strings.Trim(name, `"`))
	case errors.As(err, &wrongType) && wrongType.Field == "":
		return errors.New("不是提案信息文件（应为 { … }）")
	case errors.As(err, &wrongType):
		return fmt.Errorf("字段“%s”的写法不对（第 %d 字节）", wrongType.Field, wrongType.Offset)
	case errors.As(err, &syntax):
		return fmt.Errorf("第 %d 字节处不符合 JSON 格式", syntax.Offset)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("内容不完整，JSON 没有写到头")
	}
	return wrongDate(b)
}

// wrongDate names the field and the date that the calendar does not know. The
// error of a date has lost its field, so the file is read once more without dates.
func wrongDate(b []byte) error {
	var loose any
	if json.Unmarshal(b, &loose) != nil {
		return errors.New("内容不符合 JSON 格式")
	}
	if name, date := findWrongDate("", loose); name != "" {
		return fmt.Errorf("字段“%s”的日期“%s”没有写成 2006-01-02 的样子（不带时间），或没有这一天", name, clip(date))
	}
	return errors.New("有的日期没有写成 2006-01-02 的样子，或没有这一天")
}

// dateFields are the names of the fields that hold a day.
var dateFields = map[string]bool{"assigned_on": true, "reply_due": true, "co_handling_due": true, "issue_date": true, "on": true}

func findWrongDate(name string, v any) (field, date string) {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			one := v[k]
			if field, date = findWrongDate(k, one); field != "" {
				return field, date
			}
		}
	case []any:
		for _, one := range v {
			if field, date = findWrongDate(name, one); field != "" {
				return field, date
			}
		}
	case string:
		if v == "" || !dateFields[name] {
			return "", ""
		}
		if _, err := calendar.ParseDate(v); err != nil {
			return name, v
		}
	}
	return "", ""
}
