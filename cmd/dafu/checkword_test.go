package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dafu/internal/check"
	"dafu/internal/docx"
	"dafu/internal/sample"
)

// wordOf makes a Word file of a text as it stands, a paragraph for each line.
func wordOf(t *testing.T, dir, name, text string) {
	t.Helper()
	const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
	body := ""
	for line := range strings.Lines(text) {
		body += "<w:p><w:r><w:t>" + strings.TrimSpace(line) + "</w:t></w:r></w:p>"
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + kinds + `" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="` + main + `"><w:body>` + body + `</w:body></w:document>`},
	} {
		f, err := z.Create(part.name)
		if err == nil {
			_, err = f.Write([]byte(part.content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, dir, name, b.String())
}

func TestCheckAWordFile(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args, in string
		code     int
		want     []string
		written  bool // a.docx is there
	}{
		"without an output":    {"check bad.docx", "", 1, []string{"bad.docx:2:7: E10 汉字旁边的半角标点", "1 处错误，1 处提示"}, false},
		"with comments":        {"check bad.docx -o a.docx", "", 1, []string{"已写入 a.docx：批注 2 条", "bad.docx:3:8: W31", "1 处错误，1 处提示"}, true},
		"a good one":           {"check good.docx -o a.docx", "", 0, []string{"已写入 a.docx：批注 0 条", "没有发现问题"}, true},
		"advice alone":         {"check advice.docx -o a.docx", "", 0, []string{"批注 1 条", "1 处提示"}, true},
		"JSON":                 {"check bad.docx --json -o a.docx", "", 1, []string{`"errors": 1`, "已写入 a.docx"}, true},
		"what comes in":        {"check - -o a.docx", "bad.docx", 1, []string{"-:2:7: E10", "批注 2 条"}, true},
		"another name":         {"check bad.dat -o a.docx", "", 1, []string{"bad.dat:2:7: E10", "批注 2 条"}, true},
		"with a case":          {"check bad.docx --case case.json -o a.docx", "", 1, []string{"E28 称谓里的“王建林”"}, true},
		"onto itself":          {"check bad.docx -o bad.docx", "", 2, []string{"-o 写的是输入文件 bad.docx 本身"}, false},
		"onto the case":        {"check bad.docx --case case.json -o case.json", "", 2, []string{"-o 写的是输入文件 case.json 本身"}, false},
		"onto it through link": {"check bad.docx -o link.docx", "", 2, []string{"-o 写的是输入文件"}, false},
		"with fix":             {"check bad.docx --fix -o a.docx", "", 2, []string{"--fix 不能改写 Word 文件"}, false},
		"a text so named":      {"check text.docx -o a.docx", "", 1, []string{"text.docx：这不是 Word 文件（.docx）"}, false},
		"a missing one":        {"check gone.docx -o a.docx", "", 2, []string{"不能读取 gone.docx：文件不存在"}, false},
		"into no folder":       {"check bad.docx -o no/a.docx", "", 2, []string{"目录不存在"}, false},
		"a case that is none":  {"check bad.docx --case text.docx -o a.docx", "", 1, []string{"不符合 JSON 格式"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			wordOf(t, dir, "bad.docx", wrongLetter)
			wordOf(t, dir, "good.docx", "王建林委员：\n感谢您的关心、支持。\n")
			wordOf(t, dir, "advice.docx", "为企业开设专用帐户。\n")
			bad, err := os.ReadFile(filepath.Join(dir, "bad.docx"))
			if err != nil {
				t.Fatal(err)
			}
			write(t, dir, "bad.dat", string(bad))
			write(t, dir, "text.docx", wrongLetter)
			described, err := os.ReadFile("../../internal/sample/data/case.json")
			if err != nil {
				t.Fatal(err)
			}
			write(t, dir, "case.json", string(described))
			if err := os.Symlink("bad.docx", filepath.Join(dir, "link.docx")); err != nil {
				t.Fatal(err)
			}
			in := ""
			if tc.in != "" {
				in = string(bad)
			}
			code, out, complaints := dafu(t, dir, in, strings.Fields(tc.args)...)
			if code != tc.code {
				t.Errorf("exit %d, want %d", code, tc.code)
			}
			for _, want := range tc.want {
				if !strings.Contains(out+complaints, want) {
					t.Errorf("does not say %q:\n%s%s", want, out, complaints)
				}
			}
			if strings.Contains(tc.args, "--json") && !strings.HasPrefix(out, "{") {
				t.Errorf("standard output is not JSON alone:\n%s", out)
			}
			if _, err := os.Stat(filepath.Join(dir, "a.docx")); (err == nil) != tc.written {
				t.Errorf("a.docx: %v, want it written: %v", err, tc.written)
			}
			if now, err := os.ReadFile(filepath.Join(dir, "bad.docx")); err != nil || string(now) != string(bad) {
				t.Errorf("the input has changed: %v", err)
			}
		})
	}
}

// A comment says how grave a finding is, which rule it comes from, and what would
// be better; one that has no place in the text stands at its head.
func TestWhatACommentSays(t *testing.T) {
	fix, gone := "账户", ""
	got := remarksOf([]check.Finding{
		{Rule: 45, Severity: check.Error, Block: -1, Message: "没有联系人"},
		{Rule: 31, Severity: check.Advice, Block: 2, Start: 25, End: 27, Text: "帐户", Message: "“帐户”应为“账户”", Fix: &fix},
		{Rule: 30, Severity: check.Advice, Block: 3, Start: 30, End: 31, Text: "的", Message: "多了一个“的”", Fix: &gone},
	})
	want := []docx.Remark{
		{Start: -1, End: -1, Lines: []string{"错误 E45：没有联系人"}},
		{Start: 25, End: 27, Lines: []string{"提示 W31：“帐户”应为“账户”", "建议改为：账户"}},
		{Start: 30, End: 31, Lines: []string{"提示 W30：多了一个“的”", "建议：删去“的”"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

// What is annotated reads as it did, and says that it has comments.
func TestAnAnnotatedFileIsImportedAsItWas(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "a.txt", sample.Real().Printed)
	if code, _, complaints := dafu(t, dir, "", "export", "a.txt", "-o", "a.docx"); code != 0 {
		t.Fatal(complaints)
	}
	_, before, told := dafu(t, dir, "", "import", "a.docx")
	if code, _, complaints := dafu(t, dir, "", "check", "a.docx", "-o", "b.docx"); code != 1 {
		t.Fatalf("exit %d: %s", code, complaints)
	}
	code, after, now := dafu(t, dir, "", "import", "b.docx")
	if code != 0 || after != before {
		t.Errorf("exit %d; the text has changed:\n%s", code, after)
	}
	if rest, found := strings.CutSuffix(now, "条没有并入正文\n"); !found || !strings.HasPrefix(rest, told+"提示：公文体检的批注 ") {
		t.Errorf("notices\n%swere\n%s", now, told)
	}
}
