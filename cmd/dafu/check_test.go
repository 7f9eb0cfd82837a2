package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"dafu/internal/check"
)

const wrongLetter = "王建林委员：\n感谢您的关心,支持。\n为企业开设专用帐户。\n"

func TestCheck(t *testing.T) {
	t.Parallel()
	data, err := filepath.Abs("../../internal/sample/data")
	if err != nil {
		t.Fatal(err)
	}
	sampleArgs := "check " + filepath.Join(data, "letter.txt")
	for name, tc := range map[string]struct {
		args, in string
		code     int
		want     []string
	}{
		"a good text":           {"check good.txt", "", 0, []string{"没有发现问题"}},
		"a bad one":             {"check bad.txt", "", 1, []string{"bad.txt:2:7: E10 汉字旁边的半角标点", "（第1页；可改）", "bad.txt:3:8: W31 “帐户”应为“账户”（第1页；可改；系统默认词表", "1 处错误，1 处提示"}},
		"advice alone":          {"check -", "为企业开设专用帐户。", 0, []string{"-:1:8: W31", "1 处提示"}},
		"the sample":            {sampleArgs, "", 1, []string{"letter.txt:1:6: E10", "全文共322处", "E26", "云南省科学技术厅", "2 处错误，39 处提示"}},
		"the sample's case":     {sampleArgs + " --case " + filepath.Join(data, "case.json"), "", 1, []string{"E26", "不是登记的单位全称", "（第16页）"}},
		"an empty text":         {"check -", "", 0, []string{"没有发现问题"}},
		"a missing text":        {"check gone.txt", "", 2, []string{"文件不存在"}},
		"no text":               {"check", "", 2, []string{"没有写明文本文件"}},
		"two texts":             {"check good.txt bad.txt", "", 2, []string{"多写了“bad.txt”"}},
		"a picture":             {"check picture.png", "", 1, []string{"不是文本文件"}},
		"a case that is none":   {"check good.txt --case good.txt", "", 1, []string{"不符合 JSON 格式"}},
		"an output without fix": {"check good.txt -o a.txt", "", 2, []string{"-o 要与 --fix 同用"}},
		"no such fonts":         {"check good.txt --fonts .", "", 2, []string{"缺 LiberationSerif-Regular.ttf"}},
		"what no face prints":   {"check -", "请看\U000F0000字。\n", 1, []string{"E37 没有字体能印出"}},
		"rules":                 {"check --rules", "", 0, []string{"序号不连续", "GB/T 9704-2012", "48 "}},
		"rules with a text":     {"check --rules good.txt", "", 2, []string{"多写了"}},
		"an own table":          {"check bad.txt --tables own.csv", "", 1, []string{"W32 “专用”应写作“专门”", "own 3"}},
		"a rule switched off":   {"check bad.txt --tables off.csv", "", 0, []string{"1 处提示"}},
		"a table with faults":   {"check bad.txt --tables faults.csv", "", 1, []string{"faults.csv：第 2 行：没有写“改为”", "faults.csv：第 3 行：没有“别的”这种表"}},
		"a table that is none":  {"check bad.txt --tables good.txt", "", 1, []string{"第 1 行：应是表头"}},
		"a missing table":       {"check bad.txt --tables gone.csv", "", 2, []string{"文件不存在"}},
		"tables alone":          {"check tables", "", 2, []string{"export 或 import"}},
		"tables, misspelt":      {"check tables exprt", "", 2, []string{"是不是“export”"}},
		"export without output": {"check tables export", "", 2, []string{"没有写明输出文件"}},
		"export to a picture":   {"check tables export -o a.png", "", 2, []string{".csv 或 .xlsx"}},
		"import":                {"check tables import own.csv", "", 0, []string{"own.csv：1 条，可用"}},
		"import of faults":      {"check tables import faults.csv -o a.csv", "", 1, []string{"第 3 行"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, "good.txt", "王建林委员：\n感谢您的关心、支持。\n")
			write(t, dir, "bad.txt", wrongLetter)
			write(t, dir, "picture.png", "\x89PNG\r\n\x1a\n\x00\x00")
			write(t, dir, "own.csv", "表,词,改为,例外,说明\n版本,3,,,\n用语,专用,专门,,\n")
			write(t, dir, "off.csv", "表,词,改为,例外,说明\n规则,10,关,,\n")
			write(t, dir, "faults.csv", "表,词,改为,例外,说明\n错别字,帐号,,,\n别的,甲,乙,,\n")
			code, out, complaints := dafu(t, dir, tc.in, strings.Fields(tc.args)...)
			if code != tc.code {
				t.Errorf("exit %d, want %d", code, tc.code)
			}
			for _, want := range tc.want {
				if !strings.Contains(out+complaints, want) {
					t.Errorf("does not say %q:\n%s%s", want, out, complaints)
				}
			}
			if code == 0 && complaints != "" {
				t.Errorf("complains although all is well: %s", complaints)
			}
			if _, err := os.Stat(filepath.Join(dir, "a.csv")); err == nil {
				t.Error("a table with faults was written")
			}
		})
	}
}

func TestCheckForOtherPrograms(t *testing.T) {
	t.Parallel()
	code, out, _ := dafu(t, t.TempDir(), wrongLetter, "check", "-", "--json")
	var report struct {
		Errors   int             `json:"errors"`
		Advice   int             `json:"advice"`
		Pages    int             `json:"pages"`
		Findings []check.Finding `json:"findings"`
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if code != 1 || report.Errors != 1 || report.Advice != 1 || report.Pages != 1 || len(report.Findings) != 2 {
		t.Fatalf("exit %d: %s", code, out)
	}
	f := report.Findings[0]
	if f.Rule != 10 || f.Severity != check.Error || f.Line != 2 || f.Column != 7 || f.Text != "," || *f.Fix != "，" || f.Page != 1 {
		t.Errorf("says %+v", f)
	}
	_, out, _ = dafu(t, t.TempDir(), "感谢您的关心。", "check", "-", "--json")
	if !strings.Contains(out, `"findings": []`) {
		t.Errorf("of a good text says %s", out)
	}
}

func TestCheckRulesForTheHelpPage(t *testing.T) {
	t.Parallel()
	_, out, _ := dafu(t, t.TempDir(), "", "check", "--rules", "--json")
	var list struct{ Rules []check.Rule }
	if err := json.Unmarshal([]byte(out), &list); err != nil || len(list.Rules) != len(check.Rules()) || len(list.Rules[9].Wrong) < 5 {
		t.Errorf("%d rules, %v", len(list.Rules), err)
	}
}

// A fixed file keeps its encoding, its byte order mark and its line ends; a file
// that needs no fix is not touched.
func TestCheckFix(t *testing.T) {
	t.Parallel()
	encoded := func(s string) string {
		out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	fixed := strings.NewReplacer(",", "，", "帐户", "账户").Replace(wrongLetter)
	utf16 := func(s string) string {
		var b strings.Builder
		b.WriteString("\xff\xfe")
		for _, r := range s {
			b.WriteByte(byte(r))
			b.WriteByte(byte(r >> 8))
		}
		return b.String()
	}
	for name, tc := range map[string]struct{ before, after string }{
		"UTF-8":              {wrongLetter, fixed},
		"with its mark":      {"\ufeff" + wrongLetter, "\ufeff" + fixed},
		"GB 18030":           {encoded(wrongLetter), encoded(fixed)},
		"UTF-16":             {utf16(wrongLetter), utf16(fixed)},
		"of Windows":         {strings.ReplaceAll(wrongLetter, "\n", "\r\n"), strings.ReplaceAll(fixed, "\n", "\r\n")},
		"no line end at all": {strings.TrimSpace(wrongLetter), strings.TrimSpace(fixed)},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "a.txt", tc.before)
			if err := os.Chmod(filepath.Join(dir, "a.txt"), 0o600); err != nil {
				t.Fatal(err)
			}
			code, out, complaints := dafu(t, dir, "", "check", "a.txt", "--fix")
			if code != 0 || !strings.Contains(out, "没有发现问题") {
				t.Errorf("exit %d: %s%s", code, out, complaints)
			}
			got, err := os.ReadFile(filepath.Join(dir, "a.txt"))
			if err != nil || string(got) != tc.after {
				t.Errorf("wrote %q, %v", got, err)
			}
			if info, err := os.Stat(filepath.Join(dir, "a.txt")); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("rights %v, %v", info.Mode(), err)
			}
		})
	}
}

func TestCheckFixElsewhere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "a.txt", wrongLetter)
	if err := os.Symlink("a.txt", filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := dafu(t, dir, "", "check", "a.txt", "--fix", "-o", "b.txt"); code != 0 {
		t.Errorf("exit %d: %s", code, out)
	}
	b, _ := os.ReadFile(filepath.Join(dir, "b.txt"))
	a, _ := os.ReadFile(filepath.Join(dir, "a.txt"))
	if string(a) != wrongLetter || !strings.Contains(string(b), "账户") {
		t.Errorf("the text is %q, the fixed one %q", a, b)
	}
	if code, out, complaints := dafu(t, dir, wrongLetter, "check", "-", "--fix"); code != 0 || out != string(b) {
		t.Errorf("exit %d, standard output has %q, says %q", code, out, complaints)
	}
	if code, _, complaints := dafu(t, dir, "", "check", "a.txt", "--fix", "-o", "gone/b.txt"); code != 2 || !strings.Contains(complaints, "目录不存在") {
		t.Errorf("exit %d: %s", code, complaints)
	}
	dafu(t, dir, "", "check", "link.txt", "--fix")
	info, err := os.Lstat(filepath.Join(dir, "link.txt"))
	if a, _ := os.ReadFile(filepath.Join(dir, "a.txt")); err != nil || info.Mode()&os.ModeSymlink == 0 || string(a) != string(b) {
		t.Errorf("the link became %v, its file %q", info.Mode(), a)
	}
}

func TestCheckTablesGoRound(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run := func(args string) {
		t.Helper()
		if code, out, complaints := dafu(t, dir, "", strings.Fields(args)...); code != 0 {
			t.Fatalf("%s: exit %d: %s%s", args, code, out, complaints)
		}
	}
	run("check tables export -o a.xlsx")
	run("check tables import a.xlsx -o b.csv")
	run("check tables export -o a.csv")
	a, _ := os.ReadFile(filepath.Join(dir, "a.csv"))
	b, _ := os.ReadFile(filepath.Join(dir, "b.csv"))
	if from, to := strings.Split(string(a), "\n"), strings.Split(string(b), "\n"); len(from) < 200 || strings.Join(from[2:], "\n") != strings.Join(to[2:], "\n") {
		t.Errorf("%d lines became %d", len(from), len(to))
	}
	run("check tables export --tables a.xlsx -o c.xlsx")
}
