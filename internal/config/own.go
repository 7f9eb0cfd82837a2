package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dafu/internal/typeface"
)

// OwnFontsTable is the file, in the folder of a department's own faces, that
// says which role takes which: {"小标宋": "方正小标宋.ttf", "仿宋": ["甲.ttf", "乙.ttf"]}.
const OwnFontsTable = "roles.json"

// latinRole is the key for digits and Latin letters in the body.
const latinRole = "西文"

// OwnFont is one entry of the table.
type OwnFont struct {
	Role    string
	File    string // its whole path; of a collection with the face's number (…ttc#2)
	Problem string // why it cannot be used, for people; "" if it can
}

// OwnFonts is what a department brings along.
type OwnFonts struct {
	Table string // path of the table
	Fonts []OwnFont
}

// ReadOwnFonts reads the table in dir and tries every face that it names. It
// fails if the table itself cannot be read; what is wrong with a face stands
// with it. Without dir there are none.
func ReadOwnFonts(dir string) (OwnFonts, error) {
	if dir == "" {
		return OwnFonts{}, nil
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return OwnFonts{}, err
	}
	own := OwnFonts{Table: filepath.Join(dir, OwnFontsTable)}
	text, err := os.ReadFile(own.Table)
	if errors.Is(err, fs.ErrNotExist) {
		return own, &FileError{fmt.Sprintf("自备字体目录 %s 里没有 %s；请在其中写明各类字用哪个文件，如 {\"小标宋\": \"方正小标宋.ttf\"}", dir, OwnFontsTable), err}
	}
	if err != nil {
		return own, &FileError{fmt.Sprintf("不能读取 %s", own.Table), err}
	}
	var entries map[string]files
	if err := json.Unmarshal(text, &entries); err != nil {
		return own, fmt.Errorf("%s 写得不对，应像 {\"小标宋\": \"方正小标宋.ttf\", \"仿宋\": \"仿宋_GB2312.ttf\"}", own.Table)
	}
	for _, role := range append(roleNames(), unknownRoles(entries)...) {
		for _, file := range entries[role] {
			own.Fonts = append(own.Fonts, tryFont(role, dir, file))
		}
	}
	return own, nil
}

// files is one file or several.
type files []string

func (f *files) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*f = files{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(f))
}

func roleNames() (names []string) {
	for _, role := range typeface.Roles {
		names = append(names, role.String())
	}
	return append(names, latinRole)
}

func unknownRoles(entries map[string]files) (names []string) {
	for name := range entries {
		if !slices.Contains(roleNames(), name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func tryFont(role, dir, file string) OwnFont {
	f := OwnFont{Role: role, File: filepath.Join(dir, file)}
	switch {
	case !slices.Contains(roleNames(), role):
		f.Problem = fmt.Sprintf("没有“%s”这类字，只有%s", role, strings.Join(roleNames(), "、"))
	case file == "" || file != filepath.Base(file):
		f.Problem = "只写文件名，文件放在自备字体目录里"
	default:
		f.Problem = problemOf(f)
	}
	return f
}

// problemOf opens a face and looks for what every one of its role must have.
func problemOf(f OwnFont) string {
	data, err := readShared(typeface.FileOf(f.File))
	if errors.Is(err, fs.ErrNotExist) {
		return "文件不存在"
	}
	if err != nil {
		return "不能读取：" + err.Error()
	}
	face, err := typeface.Parse(f.File, data)
	if err != nil {
		var broken *typeface.FaceError
		if errors.As(err, &broken) {
			return broken.Why
		}
		return err.Error()
	}
	if why := face.Embedding().Refusal(); why != "" {
		return why
	}
	if f.Role == latinRole {
		if !hasAll(face, "0123456789") {
			return "里面没有数字"
		}
		return ""
	}
	if !hasAll(face, "的一是国") {
		return "里面没有常用汉字"
	}
	return ""
}

func hasAll(face *typeface.Face, characters string) bool {
	for _, r := range characters {
		if _, ok := face.Glyph(r); !ok {
			return false
		}
	}
	return true
}

// Err reports every face that cannot be used; nil if all can.
func (o OwnFonts) Err() error {
	var lines []string
	for _, f := range o.Fonts {
		if f.Problem != "" {
			lines = append(lines, fmt.Sprintf("  %s %s：%s", f.Role, filepath.Base(f.File), f.Problem))
		}
	}
	if lines == nil {
		return nil
	}
	return errors.New("自备字体不能使用：\n" + strings.Join(lines, "\n") + "\n请更正 " + o.Table + " 或换用字体文件")
}

// Add puts the faces that can be used before the table's own.
func (o OwnFonts) Add(t typeface.Table) typeface.Table {
	var latin []string
	for _, f := range slices.Backward(o.Fonts) {
		if f.Problem != "" {
			continue
		}
		if f.Role == latinRole {
			latin = append(latin, f.File)
			continue
		}
		i := slices.Index(roleNames(), f.Role)
		t = t.With(typeface.Roles[i], f.File)
	}
	for _, file := range latin { // before the department's own 仿宋, too
		t = t.WithLatin(file)
	}
	return t
}
