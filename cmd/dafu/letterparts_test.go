package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const pasted = "当前位置：首页 > 政务公开\n\n某省科学技术厅\n云科提〔2024〕12号 签发人：王六\n对政协云南省第十三届委员会第二次会议第0123号提案的答复\n杨建林委员：\n收悉。\n" +
	"云南省科学技术厅\n2024年5月31日\n联系人：李五 联系电话：0871-63100001\n<!--EndFragment-->\n"

// Every line that is not blank is listed once, with its number and its words.
func TestPartsForOtherPrograms(t *testing.T) {
	t.Parallel()
	code, out, _ := dafu(t, t.TempDir(), pasted, "parts", "-", "--json")
	var report struct {
		Lines []struct {
			Line       int
			Part, Text string
			Also       []string
			By         string
		}
		Notices []string
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != 0 {
		t.Fatalf("exit %d, %v: %s", code, err, out)
	}
	want := []string{"leftover", "letterhead", "number", "title", "addressee", "body", "signatory", "date", "contact", "leftover"}
	at := []int{1, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	raw := strings.Split(pasted, "\n")
	if len(report.Lines) != len(want) {
		t.Fatalf("%d lines", len(report.Lines))
	}
	for i, l := range report.Lines {
		if l.Part != want[i] || l.Line != at[i] || l.Text != raw[at[i]-1] || l.By != "" {
			t.Errorf("%+v, want %s on line %d", l, want[i], at[i])
		}
	}
	if also := report.Lines[2].Also; len(also) != 1 || also[0] != "issuer" {
		t.Errorf("beside the number stand %q", also)
	}
	if len(report.Notices) != 1 && !strings.Contains(strings.Join(report.Notices, ""), "共2行") {
		t.Errorf("notices %q", report.Notices)
	}
}

// What the case's file says of a line holds, and is marked.
func TestPartsSaidByHand(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data, err := filepath.Abs("../../internal/sample/data/case.json")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Replace(string(file), "{", "{\n\"parts\": [{\"text\": \"某省科学技术厅\", \"part\": \"leftover\"}],", 1)
	write(t, dir, "case.json", said)
	code, out, complaints := dafu(t, dir, pasted, "parts", "-", "--case", "case.json", "--json")
	if code != 0 || !strings.Contains(out, `"by": "hand"`) || strings.Contains(out, `"letterhead"`) {
		t.Errorf("exit %d: %s%s", code, out, complaints)
	}
	write(t, dir, "wrong.json", strings.Replace(said, `"leftover"`, `"rubbish"`, 1))
	if code, out, complaints := dafu(t, dir, pasted, "parts", "-", "--case", "wrong.json"); code != 1 || strings.Contains(complaints, "no part") {
		t.Errorf("an unknown part: exit %d: %s%s", code, out, complaints)
	}
}

func TestPartsComplain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "binary", "\x00\x01\x02\xff\xfe\x00")
	for name, tc := range map[string]struct {
		args, in string
		code     int
		want     string
	}{
		"nothing":      {"parts -", "\n \n", 1, "文本是空的"},
		"binary":       {"parts binary", "", 1, "不是文本文件"},
		"no text":      {"parts", "", 2, "没有写明文本文件"},
		"a table":      {"parts -", "索引号：001/2024\n发布机构：某市教育局\n发布日期：2024-06-07\n", 0, "残留文字"},
		"for a reader": {"parts -", pasted, 0, "发文字号、签发人"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, complaints := dafu(t, dir, tc.in, strings.Fields(tc.args)...)
			if code != tc.code || !strings.Contains(out+complaints, tc.want) {
				t.Errorf("exit %d, want %d and %q:\n%s%s", code, tc.code, tc.want, out, complaints)
			}
		})
	}
}

// render, check, measure and parts agree on what is not printed.
func TestWhatIsNotPrintedIsNamedEverywhere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data, err := filepath.Abs("../../internal/sample/data/case.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"check - --case " + data, "measure - --case " + data, "render - --case " + data + " -o a.pdf"} {
		_, out, complaints := dafu(t, dir, pasted, strings.Fields(args)...)
		if !strings.Contains(out+complaints, "首页") {
			t.Errorf("%s does not name the remains:\n%s%s", args, out, complaints)
		}
	}
	code, out, _ := dafu(t, dir, "我们已经办理。\n", "measure", "-")
	if code != 1 || strings.Contains(out, "全部合乎") || !strings.Contains(out, "没有找到：标题、署名、成文日期") {
		t.Errorf("a text without title and 署名: exit %d\n%s", code, out)
	}
}
