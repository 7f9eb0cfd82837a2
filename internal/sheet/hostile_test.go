package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"dafu/internal/reply"
)

const rels = `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>%s</Relationships>`

// packed makes a workbook of parts, which stand beside what every workbook has.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels":     fmt.Sprintf(rels, "officeDocument", "xl/workbook.xml", ""),
		"xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="词表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": fmt.Sprintf(rels, "worksheet", "worksheets/sheet1.xml",
			`<Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/>`),
	}
	for name, content := range parts {
		all[name] = content
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cells makes a workbook whose sheet holds these rows.
func cells(t testing.TB, rows string, more ...string) []byte {
	parts := map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`}
	for i := 0; i+1 < len(more); i += 2 {
		parts[more[i]] = more[i+1]
	}
	return packed(t, parts)
}

// readHolding reads a file and holds what it takes from the heap to a bound.
func readHolding(t *testing.T, b []byte, most uint64) ([][]string, error) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	rows, err := Read(b)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > most {
		t.Errorf("a file of %d KB took %d MB", len(b)>>10, took>>20)
	}
	return rows, err
}

// What a few kilobytes can be made to say: each is refused, with its place where it
// has one, and takes no more memory than a large honest file.
func TestFilesMadeToTakeMemory(t *testing.T) {
	many := func(n int, one string) string { return strings.Repeat(one, n) }
	numbered := func(n int, one string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, one, i+1)
		}
		return b.String()
	}
	huge := many(300_000, "<si><t>字字字字字字字</t></si>")
	for name, tc := range map[string]struct {
		file []byte
		want string
	}{
		"a cell at the right edge of each row": {cells(t, numbered(20_000, `<row r="%[1]d"><c r="XFD%[1]d"><v>1</v></c></row>`)), "第 1 行的单元格 XFD1 超出了第 64 列"},
		"a cell at the bottom":                 {cells(t, `<row r="1048576"><c r="A1048576"><v>1</v></c></row>`), "第 1048576 行的单元格 A1048576 超出了第 100000 行"},
		"more than is taken":                   {cells(t, numbered(20_000, `<row r="%[1]d"><c r="BL%[1]d"><v>1</v></c></row>`)), "之前的文字已经超过 16 MB"},
		"one string shown a thousand times":    {cells(t, many(2000, `<row><c t="s"><v>0</v></c></row>`), "xl/sharedStrings.xml", "<sst><si><t>"+many(30_000, "字")+"</t></si></sst>"), "之前的文字已经超过 16 MB"},
		"strings":                              {cells(t, "", "xl/sharedStrings.xml", "<sst>"+huge+"</sst>"), "文件解压后异常庞大"},
		"empty strings":                        {cells(t, "", "xl/sharedStrings.xml", "<sst>"+many(190_000, "<si/>")+"</sst>"), ""},
		"styles":                               {cells(t, "", "xl/styles.xml", "<styleSheet><cellXfs>"+many(70_000, "<xf/>")+"</cellXfs></styleSheet>"), "文件解压后异常庞大"},
		"a tag":                                {cells(t, `<row`+many(30_000, ` a=""`)+`/>`), "文件解压后异常庞大"},
		"depth":                                {cells(t, many(1000, "<a>")), "文件解压后异常庞大"},
		"blanks":                               {cells(t, many(3<<20, " ")), "文件解压后异常庞大"},
		"merged ranges":                        {packed(t, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row><c><v>1</v></c></row></sheetData><mergeCells>` + many(30_000, `<mergeCell ref="A1:XFD1048576"/>`) + `</mergeCells></worksheet>`}), ""},
		"columns and rows that are coloured":   {cells(t, numbered(10_000, `<row r="%[1]d"><c r="A%[1]d"><v>1</v></c><c r="XFD%[1]d" s="1"/></row>`)+`<row r="1048576"><c r="A1048576" s="1"/></row>`), ""},
		"parts":                                {packed(t, manyParts(3000)), "文件解压后异常庞大"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readHolding(t, tc.file, 128<<20)
			switch {
			case tc.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case tc.want != "" && (reply.CodeOf(err) != reply.Invalid || !strings.Contains(err.Error(), tc.want)):
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

func manyParts(n int) map[string]string {
	all := map[string]string{}
	for i := range n {
		all[fmt.Sprint(i)] = ""
	}
	return all
}

func TestCellsAsTheyAreShown(t *testing.T) {
	styles := `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="000"/>` +
		`<numFmt numFmtId="172" formatCode="[Red]&quot;day&quot;0.0"/><numFmt numFmtId="173" formatCode="[h]:mm"/><numFmt numFmtId="174" formatCode="yyyy-mm-dd hh:mm"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/><xf numFmtId="174"/><xf numFmtId="31"/></cellXfs></styleSheet>`
	strings := `<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r><rPh><t>bing</t></rPh></si><si><t>a_x0041_b_x000G_</t></si></sst>`
	for _, tc := range []struct{ cell, want string }{
		{`<c t="s"><v>0</v></c>`, "甲"},
		{`<c t="s"><v>1</v></c>`, "乙 丙"},
		{`<c t="s"><v>2</v></c>`, "aAb_x000G_"},
		{`<c t="inlineStr"><is><t>丁</t></is></c>`, "丁"},
		{`<c t="str"><f>A1&amp;"x"</f><v>甲x</v></c>`, "甲x"},
		{`<c><v>120</v></c>`, "120"},
		{`<c><v>0.10000000000000001</v></c>`, "0.1"},
		{`<c s="3"><v>10</v></c>`, "010"},
		{`<c s="4"><v>1.5</v></c>`, "1.5"},
		{`<c t="b"><v>1</v></c>`, "TRUE"},
		{`<c s="1"><v>46447</v></c>`, "2027-03-01"},
		{`<c s="2"><v>46447</v></c>`, "2027-03-01"},
		{`<c s="7"><v>46447</v></c>`, "2027-03-01"},
		{`<c s="6"><v>46447.5</v></c>`, "2027-03-01 12:00"},
		{`<c s="6"><v>46447</v></c>`, "2027-03-01"},
		{`<c s="5"><v>0.5</v></c>`, "12:00"},
		{`<c s="1"><v>1</v></c>`, "1900-01-01"},
		{`<c s="1"><v>61</v></c>`, "1900-03-01"},
		{`<c t="d"><v>2027-03-01T00:00:00</v></c>`, "2027-03-01"},
	} {
		rows, err := Read(cells(t, `<row r="3">`+tc.cell+`</row>`, "xl/styles.xml", styles, "xl/sharedStrings.xml", strings))
		if want := [][]string{nil, nil, {tc.want}}; err != nil || !reflect.DeepEqual(rows, want) {
			t.Errorf("%s: %q, %v", tc.cell, rows, err)
		}
	}
	for _, tc := range []struct{ cell, want string }{
		{`<c r="B3" t="e"><f>A1</f><v>#REF!</v></c>`, "第 3 行的单元格 B3 是错误值 #REF!，请改正后再导入"},
		{`<c r="B3" s="1"><v>60</v></c>`, "第 3 行的单元格 B3 不是日历上的日期"},
		{`<c r="B3" s="1"><v>-1</v></c>`, "不是日历上的日期"},
		{`<c r="B3" s="1"><v>99999999</v></c>`, "不是日历上的日期"},
		{`<c r="B3" s="5"><v>1.5</v></c>`, "不是日历上的日期"},
		{`<c r="B3"><v>x</v></c>`, "不是数字"},
		{`<c r="B3" t="s"><v>9</v></c>`, "没有文字"},
		{`<c r="C3"/><c r="B3"/>`, "文件可能已损坏"},
		{`<c r="B4"/>`, "文件可能已损坏"},
	} {
		_, err := Read(cells(t, `<row r="3">`+tc.cell+`</row>`, "xl/styles.xml", styles, "xl/sharedStrings.xml", strings))
		if reply.CodeOf(err) != reply.Invalid || !contains(err.Error(), tc.want) {
			t.Errorf("%s: %v", tc.cell, err)
		}
	}
}

func contains(s, sub string) bool { return strings.Contains(s, sub) }

func TestDaysFrom1904(t *testing.T) {
	rows, err := Read(cells(t, `<row><c s="0"><v>44985</v></c></row>`,
		"xl/workbook.xml", `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="词表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`))
	if err != nil || !reflect.DeepEqual(rows, [][]string{{"2027-03-01"}}) {
		t.Errorf("%q, %v", rows, err)
	}
}
