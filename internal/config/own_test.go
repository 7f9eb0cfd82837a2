package config

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dafu/internal/typeface"
)

const someFace, latinFace = "GongwenFangSong-Regular.ttf", "LiberationSerif-Regular.ttf"

// ownFolder makes a folder of faces with the given table.
func ownFolder(t *testing.T, table string) string {
	t.Helper()
	dir := t.TempDir()
	for name, shipped := range map[string]string{"仿宋_GB2312.ttf": someFace, "times.ttf": latinFace} {
		b := readFile(t, "../../fonts/"+shipped)
		writeFile(t, filepath.Join(dir, name), b)
		if name == "times.ttf" {
			writeFile(t, filepath.Join(dir, "受限.ttf"), restricted(t, b))
			writeFile(t, filepath.Join(dir, "半截.ttf"), b[:len(b)/2])
			writeFile(t, filepath.Join(dir, "思源.otf"), append([]byte("OTTO"), b[4:]...))
		}
	}
	writeFile(t, filepath.Join(dir, "空.ttf"), nil)
	if table != "" {
		writeFile(t, filepath.Join(dir, OwnFontsTable), []byte(table))
	}
	return dir
}

// restricted is the font with OS/2 fsType set to restricted.
func restricted(t *testing.T, font []byte) []byte {
	font = slices.Clone(font)
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		if entry := font[12+16*i:]; string(entry[:4]) == "OS/2" {
			binary.BigEndian.PutUint16(font[binary.BigEndian.Uint32(entry[8:])+8:], 2)
			return font
		}
	}
	t.Fatal("no OS/2 table")
	return nil
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeFile(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOwnFontsComeBeforeTheShipped(t *testing.T) {
	dir := ownFolder(t, `{"小标宋": "仿宋_GB2312.ttf", "仿宋": ["仿宋_GB2312.ttf", "补字.ttf"], "西文": "times.ttf"}`)
	writeFile(t, filepath.Join(dir, "补字.ttf"), readFile(t, "../../fonts/NotoSansSC-Medium.ttf"))
	own, err := ReadOwnFonts(dir)
	if err == nil {
		err = own.Err()
	}
	if err != nil {
		t.Fatal(err)
	}
	set := typeface.NewSet(own.Add(typeface.Shipped()), OpenFace("../../fonts"))
	for _, tt := range []struct {
		role typeface.Role
		r    rune
		want string
	}{
		{typeface.XiaoBiaoSong, '省', filepath.Join(dir, "仿宋_GB2312.ttf")},
		{typeface.FangSong, '省', filepath.Join(dir, "仿宋_GB2312.ttf")},
		{typeface.FangSong, '1', filepath.Join(dir, "times.ttf")},
		{typeface.FangSong, '珺', filepath.Join(dir, "补字.ttf")},
		{typeface.FangSong, '𠮷', "LXGWWenKai-Light.ttf"},
		{typeface.HeiTi, '省', "NotoSansSC-Medium.ttf"},
	} {
		g, _ := set.Glyph(tt.role, tt.r)
		f, err := set.Face(g.Face)
		if err != nil || f.Name() != tt.want {
			t.Errorf("%s prints %c from %v (%v), want %s", tt.role, tt.r, f.Name(), err, tt.want)
		}
	}
}

func TestWithoutAFolderThereAreNoOwnFonts(t *testing.T) {
	own, err := ReadOwnFonts("")
	if err != nil || len(own.Fonts) != 0 || own.Err() != nil {
		t.Errorf("%+v, %v", own, err)
	}
}

func TestOwnFontsThatCannotBeUsedAreNamedWithTheReason(t *testing.T) {
	for entry, want := range map[string]string{
		`"仿宋": "没有.ttf"`:             "仿宋 没有.ttf：文件不存在",
		`"仿宋": "受限.ttf"`:             "仿宋 受限.ttf：字体的许可禁止嵌入文件",
		`"仿宋": "思源.otf"`:             "思源.otf：是 CFF 轮廓的 OpenType 字体",
		`"仿宋": "半截.ttf"`:             "半截.ttf：文件不完整",
		`"仿宋": "空.ttf"`:              "空.ttf：不是字体文件",
		`"仿宋": "roles.json"`:         "roles.json：不是 TrueType 字体",
		`"仿宋": "times.ttf"`:          "times.ttf：里面没有常用汉字",
		`"仿宋": "../fonts/times.ttf"`: "只写文件名",
		`"仿宋": ""`:                   "只写文件名",
		`"隶书": "times.ttf"`:          "没有“隶书”这类字，只有仿宋、黑体、楷体、小标宋、宋体、西文",
	} {
		own, err := ReadOwnFonts(ownFolder(t, "{"+entry+`, "楷体": "仿宋_GB2312.ttf"}`))
		if err != nil {
			t.Errorf("%s: %v", entry, err)
			continue
		}
		err = own.Err()
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "楷体 仿宋") {
			t.Errorf("%s: %v, want %q", entry, err, want)
		}
		if files := own.Add(typeface.Shipped()).Files(); len(files) != 1+len(typeface.Shipped().Files()) {
			t.Errorf("%s: the table has %v", entry, files)
		}
	}
}

func TestTableOfOwnFontsThatCannotBeRead(t *testing.T) {
	for table, want := range map[string]string{
		"":             "里没有 " + OwnFontsTable,
		"仿宋=a.ttf":     "写得不对",
		`{"仿宋": 3}`:    "写得不对",
		`["仿宋.ttf"]`:   "写得不对",
		`{"仿宋": [[]]}`: "写得不对",
	} {
		_, err := ReadOwnFonts(ownFolder(t, table))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", table, err, want)
		}
	}
}

func TestFacesOfTheSystemAreFoundBelowItsFolders(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "truetype", "hanazono")
	if err := os.MkdirAll(filepath.Join(deep, "b.ttf"), 0o700); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(deep, "a.ttf"), []byte("x"))
	if got := below(root, "a.ttf"); got != filepath.Join(deep, "a.ttf") {
		t.Errorf("found %q", got)
	}
	for _, file := range []string{"b.ttf", "c.ttf"} {
		if got := below(root, file); got != "" {
			t.Errorf("found %q", got)
		}
	}
	if got := below(filepath.Join(root, "gone"), "a.ttf"); got != "" {
		t.Errorf("found %q", got)
	}
}

func TestSharedReadingGivesTheFilesBytes(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.ttf")
	writeFile(t, name, []byte("字体"))
	if b, err := readShared(name); err != nil || string(b) != "字体" {
		t.Errorf("%q, %v", b, err)
	}
	writeFile(t, name+"0", nil)
	if b, err := readShared(name + "0"); err != nil || len(b) != 0 {
		t.Errorf("an empty file: %q, %v", b, err)
	}
	if _, err := readShared(filepath.Dir(name)); err == nil {
		t.Error("a folder was read")
	}
}
