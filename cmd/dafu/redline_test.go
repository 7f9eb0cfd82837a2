package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestRedline(t *testing.T) {
	realCase, err := filepath.Abs("../../internal/sample/data/case.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, args, in string
		code           int
		want           string // in what is written, to whichever stream
	}{
		{"two texts", "redline notice.txt later.txt -o a.pdf", "", 0, "已写入 a.pdf，共 1 页"},
		{"two texts of a case", "redline notice.txt later.txt -o a.pdf --case " + realCase, "", 0, "共 1 页"},
		{"the same text twice", "redline notice.txt notice.txt -o a.pdf", "", 0, "两份文本的文字完全相同，没有改动"},
		{"one comes in", "redline notice.txt - -o a.pdf", notice, 0, "共 1 页"},
		{"GB 18030", "redline gb.txt notice.txt -o a.pdf", "", 0, "按 GB 18030 编码读取"},
		{"from an empty text", "redline empty notice.txt -o a.pdf", "", 0, "共 1 页"},
		{"what no face can print", "redline odd.txt notice.txt -o a.pdf", "", 0, "共 1 页"},
		{"both come in", "redline - - -o no.pdf", notice, 2, "只能有一份文本是标准输入"},
		{"two empty texts", "redline empty empty -o no.pdf", "", 1, "两份文本都是空的"},
		{"one text", "redline notice.txt -o no.pdf", "", 2, "没有写明新文本文件"},
		{"no text", "redline -o no.pdf", "", 2, "没有写明旧文本文件"},
		{"no output", "redline notice.txt later.txt", "", 2, "没有写明输出文件"},
		{"a missing text", "redline notice.txt gone.txt -o no.pdf", "", 2, "文件不存在"},
		{"a PDF", "redline paper.pdf notice.txt -o no.pdf", "", 1, "是 PDF 文件，不是文本文件"},
		{"a case that is none", "redline notice.txt later.txt -o no.pdf --case notice.txt", "", 1, "notice.txt"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, "notice.txt", notice)
			write(t, dir, "later.txt", strings.Replace(notice, "按时", "按表", 1))
			write(t, dir, "gb.txt", "\xb4\xf0\xb8\xb4")
			write(t, dir, "odd.txt", "请看\U000F0000字。\n")
			write(t, dir, "paper.pdf", "%PDF-1.4")
			write(t, dir, "empty", "")
			code, out, complaints := dafu(t, dir, tc.in, strings.Fields(tc.args)...)
			if code != tc.code || !strings.Contains(out+complaints, tc.want) {
				t.Errorf("exit %d, want %d with %q; wrote\n%s%s", code, tc.code, tc.want, out, complaints)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "no.*")); left != nil {
				t.Error("a file was written all the same")
			}
		})
	}
}

// The file is one that tools accept, and what is copied from it are the words.
func TestRedlineAsOthersReadIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "第2稿.txt", notice)
	write(t, dir, "第5稿.txt", strings.Replace(notice, "按时", "按表", 1))
	if code, _, complaints := dafu(t, dir, "", "redline", "第2稿.txt", "第5稿.txt", "-o", "a.pdf"); code != 0 {
		t.Fatal(complaints)
	}
	file := filepath.Join(dir, "a.pdf")
	if err := runQuietly("qpdf", "--check", file); err != nil {
		t.Error(err)
	}
	text := strings.Join(strings.Fields(string(output(t, "pdftotext", file, "-"))), "")
	if !strings.Contains(text, "关于春季值班的通知各处室：请按时表值班。办公室2024年5月31日—1—") {
		t.Errorf("the text is %s", text)
	}
	if !strings.Contains(text, "花脸稿·第2稿→第5稿") {
		t.Errorf("the page does not say what it is: %s", text)
	}
}

// What is copied from a redline must not read as a number that neither text has.
func TestRedlineChangesNumbersAsAWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "a.txt", strings.Replace(notice, "按时", "1200人按时", 1))
	write(t, dir, "b.txt", strings.Replace(notice, "按时", "1300人按时", 1))
	if code, _, complaints := dafu(t, dir, "", "redline", "a.txt", "b.txt", "-o", "c.pdf"); code != 0 {
		t.Fatal(complaints)
	}
	text := strings.Join(strings.Fields(string(output(t, "pdftotext", filepath.Join(dir, "c.pdf"), "-"))), "")
	if !strings.Contains(text, "12001300人") {
		t.Errorf("the text is %s", text)
	}
}
