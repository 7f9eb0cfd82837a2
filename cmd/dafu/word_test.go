package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestImportAndExport(t *testing.T) {
	rich, err := os.ReadFile("../../internal/docx/testdata/libreoffice/rich.docx")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, args, in string
		code           int
		out            string // in what is written to standard output
		complaint      string // in what is written to standard error; "" for nothing at all
	}{
		{"export", "export notice.txt -o a.docx", "", 0, "已写入 a.docx\n", ""},
		{"export what comes in", "export - -o a.docx", notice, 0, "已写入 a.docx", ""},
		{"export GB 18030", "export gb.txt -o a.docx", "", 0, "gb.txt：按 GB 18030 编码读取\n已写入 a.docx", ""},
		{"export without an output", "export notice.txt", "", 2, "", "没有写明输出文件，请用 -o 文件.docx"},
		{"export without a text", "export -o no.docx", "", 2, "", "没有写明文本文件"},
		{"export nothing", "export - -o no.docx", " \n", 1, "", "文本是空的"},
		{"export a missing file", "export gone.txt -o no.docx", "", 2, "", "文件不存在"},
		{"export with a case that is not there", "export notice.txt --case gone.json -o no.docx", "", 2, "", "文件不存在"},
		{"export into a folder that is not", "export notice.txt -o gone/a.docx", "", 2, "", "目录不存在"},
		{"export a character that XML cannot hold", "export - -o no.docx", "请看\uFFFF字。\n", 1, "", "第 1 段有不能写入 Word 文件的字符 U+FFFF"},
		{"export a Word file", "export rich.docx -o no.docx", "", 1, "", "先用 dafu import 取出文本"},

		{"import", "import rich.docx", "", 0, "一、工作情况\n正文第一段（新增内容），其余照旧。\n", "提示：脚注没有并入正文（在“有脚注”之后）：脚注的话。"},
		{"import into a file", "import rich.docx -o a.txt", "", 0, "已写入 a.txt\n", "提示：图片 1 幅没有读入"},
		{"import what comes in", "import -", string(rich), 0, "一、工作情况\n", "提示："},
		{"import without a file", "import", "", 2, "", "没有写明 Word 文件"},
		{"import a missing file", "import gone.docx", "", 2, "", "不能读取 gone.docx：文件不存在"},
		{"import a folder", "import .", "", 2, "", "是目录，不是文件"},
		{"import a text", "import notice.txt", "", 1, "", "notice.txt：这不是 Word 文件（.docx）"},
		{"import an old Word file", "import old.docx -o no.txt", "", 1, "", "old.docx：这是旧版 Word（.doc）文件，请在 Word 或 WPS 里另存为 .docx"},
		{"import an empty file", "import empty", "", 1, "", "empty：文件是空的"},
		{"import a damaged file", "import half.docx", "", 1, "", "half.docx：文件已损坏"},
		{"import into a folder", "import rich.docx -o .", "", 2, "", "请写明文件名"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, "notice.txt", notice)
			write(t, dir, "gb.txt", "\xb4\xf0\xb8\xb4")
			write(t, dir, "empty", "")
			write(t, dir, "rich.docx", string(rich))
			write(t, dir, "half.docx", string(rich[:len(rich)/2]))
			write(t, dir, "old.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600))
			code, out, complaints := dafu(t, dir, tc.in, strings.Fields(tc.args)...)
			if code != tc.code || !strings.Contains(out, tc.out) || !strings.Contains(complaints, tc.complaint) || (tc.complaint == "") != (complaints == "") {
				t.Errorf("exit %d, want %d with %q and %q; wrote\n%s\nand\n%s", code, tc.code, tc.out, tc.complaint, out, complaints)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "no.*")); left != nil {
				t.Error("a file was written all the same")
			}
		})
	}
}

// What export writes, import reads back.
func TestImportGivesBackWhatWasExported(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "notice.txt", notice)
	if code, _, complaints := dafu(t, dir, "", "export", "notice.txt", "-o", "a.docx"); code != 0 {
		t.Fatal(complaints)
	}
	code, out, complaints := dafu(t, dir, "", "import", "a.docx")
	if code != 0 || out != notice || complaints != "" {
		t.Errorf("exit %d, got %q and %q", code, out, complaints)
	}
}
