package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func partsOf(t *testing.T, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if y := f.Modified.Year(); y != 1980 {
			t.Errorf("%s bears the year %d: the bytes would change", f.Name, y)
		}
		all[f.Name] = string(content)
	}
	return all
}

// What an official looks for in the list of styles.
func TestStylesAreThoseOfTheStandard(t *testing.T) {
	sheet := partsOf(t, written(t, realLetter()))["word/styles.xml"]
	for _, tc := range []struct {
		style, face string
		halfPoints  int
		outline     string
		more        string
	}{
		{"公文标题", "方正小标宋简体", 44, "", `<w:jc w:val="center"/>`},
		{"主送", "仿宋_GB2312", 32, "", ""},
		{"公文正文", "仿宋_GB2312", 32, "", `w:firstLineChars="200"`},
		{"一级标题", "黑体", 32, "0", `<w:keepNext/>`},
		{"二级标题", "楷体_GB2312", 32, "1", `w:firstLineChars="200"`},
		{"三级标题", "仿宋_GB2312", 32, "2", `<w:keepNext/>`},
		{"四级标题", "仿宋_GB2312", 32, "3", `<w:keepNext/>`},
		{"署名", "仿宋_GB2312", 32, "", `<w:jc w:val="right"/>`},
		{"成文日期", "仿宋_GB2312", 32, "", `<w:jc w:val="right"/>`},
		{"附注", "仿宋_GB2312", 32, "", `w:firstLineChars="200"`},
		{"附件说明", "仿宋_GB2312", 32, "", `w:hanging=`},
		{"抄送", "仿宋_GB2312", 28, "", `w:hanging="840"`},
		{"发文机关标志", "方正小标宋简体", 32, "", `<w:color w:val="FF0000"/>`},
		{"页码", "宋体", 28, "", ""},
	} {
		t.Run(tc.style, func(t *testing.T) {
			_, rest, found := strings.Cut(sheet, `<w:name w:val="`+tc.style+`"/>`)
			own, _, _ := strings.Cut(rest, "</w:style>")
			_, usual, _ := strings.Cut(sheet, "<w:docDefaults>")
			// What a style does not say stands among the defaults.
			face, size, outline := first(own+usual, `w:eastAsia="(.*?)"`), first(own+usual, `<w:sz w:val="(\d+)"`), first(own, `outlineLvl w:val="(\d)"`)
			if !found || face != tc.face || size != strconv.Itoa(tc.halfPoints) || outline != tc.outline || !strings.Contains(own, tc.more) {
				t.Errorf("found %v: %s, %s half points, level %q, in %s", found, face, size, outline, own)
			}
			if !strings.Contains(own+usual, `w:ascii="Times New Roman"`) {
				t.Error("digits are not in Times New Roman")
			}
		})
	}
	if !strings.Contains(sheet, `w:line="592" w:lineRule="exact"`) {
		t.Error("lines are not 29.6 pt apart")
	}
}

func first(text, pattern string) string {
	if m := regexp.MustCompile(pattern).FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// The page in mm (GB/T 9704-2012 5.2). Rows have half a leading above and below
// their em box, which the margins are smaller by.
func TestThePageIsThatOfTheStandard(t *testing.T) {
	document := partsOf(t, written(t, realLetter()))["word/document.xml"]
	mm := func(pattern string) float64 {
		n, err := strconv.Atoi(first(document, pattern))
		if err != nil {
			t.Fatalf("%s: %v", pattern, err)
		}
		return float64(n) / 20 * 25.4 / 72
	}
	const half = 6.8 * 25.4 / 72
	for _, tc := range []struct {
		name      string
		got, want float64
	}{
		{"width", mm(`pgSz w:w="(\d+)"`), 210}, {"height", mm(`pgSz w:w="\d+" w:h="(\d+)"`), 297},
		{"订口", mm(`w:left="(\d+)" w:header`), 28}, {"right", mm(`w:right="(\d+)" w:bottom`), 26},
		{"天头", mm(`pgMar w:top="(\d+)"`) + half, 37}, {"bottom", mm(`w:bottom="(\d+)" w:left`) + half, 35},
	} {
		if math.Abs(tc.got-tc.want) > 0.5 {
			t.Errorf("%s is %.2f mm, want %.0f", tc.name, tc.got, tc.want)
		}
	}
	space, err := strconv.Atoi(first(document, `w:charSpace="(-\d+)"`))
	if err != nil || !strings.Contains(document, `<w:docGrid w:type="linesAndChars" w:linePitch="592"`) {
		t.Fatal("no grid of lines and characters:", err)
	}
	cell := 16 + float64(space)/4096
	width := (210 - mm(`w:left="(\d+)" w:header`) - mm(`w:right="(\d+)" w:bottom`)) * 72 / 25.4
	height := (297 - mm(`pgMar w:top="(\d+)"`) - mm(`w:bottom="(\d+)" w:left`)) * 72 / 25.4
	if cells, lines := int(width/cell), int(height/29.6); cells != 28 || lines != 22 {
		t.Errorf("the grid is %d × %d, want 28 × 22", cells, lines)
	}
}

// The whole of a short letter's text, one element a line, to be looked at when
// it changes.
func TestTheDocumentOfAShortLetter(t *testing.T) {
	l := realLetter()
	l.Body = parsed("关于政协云南省第十三届委员会第二次会议第0123号提案的答复\n某某委员：\n收悉。\n一、工作情况\n（一）加强协同。共36个。\n1.建立机制\n（1）细则\n再次感谢。\n某某省某某厅\n2024年5月31日\n（联系人：甲）\n").Body
	got := strings.ReplaceAll(partsOf(t, written(t, l))["word/document.xml"], "><w:", ">\n<w:")
	const path = "testdata/written.golden"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Error(firstDifference(got, string(want)))
	}
}
