package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dafu/internal/check"
	"dafu/internal/docx"
)

// isWord tells a Word file by its name or by how it begins. What comes in may be
// read after it from the reader that is returned.
func isWord(name string, in io.Reader) (bool, io.Reader) {
	const zip = "PK\x03\x04"
	if name == "-" {
		held := bufio.NewReader(in)
		head, _ := held.Peek(len(zip))
		return string(head) == zip, held
	}
	if strings.EqualFold(filepath.Ext(name), ".docx") {
		return true, in
	}
	f, err := os.Open(name)
	if err != nil {
		return false, in
	}
	defer f.Close()
	head := make([]byte, len(zip))
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == zip, in
}

// word checks the text of a Word file and, with -o, writes the file anew with the
// findings as comments. Its error is the exit code.
func (j checking) word(name string) error {
	if j.fix {
		return wrongUse("--fix 不能改写 Word 文件；请用 -o 另存一份带批注的文件")
	}
	if err := notOnto(j.out, name, j.caseName, j.tables); err != nil {
		return err
	}
	limits := docx.DefaultLimits()
	file, size, done, err := openWord(name, j.in, limits.File)
	if err != nil {
		return err
	}
	defer done()
	text, notices, err := docx.Read(file, size, limits)
	for _, n := range notices {
		fmt.Fprintf(j.err, "提示：%s\n", n)
	}
	if err != nil {
		return fmt.Errorf("%s：%w", name, err)
	}
	shown, err := j.examine(name, text)
	if err != nil {
		return err
	}
	if j.out != "" {
		var b bytes.Buffer
		n, err := docx.Annotate(file, size, limits, time.Now(), remarksOf(shown.findings), &b)
		if err != nil {
			return fmt.Errorf("%s：%w", name, err)
		}
		if err := writeOutput(j.out, b.Bytes()); err != nil {
			return err
		}
		j.sayWritten(n, len(shown.findings))
	}
	return shown.show(j.asJSON, false)
}

// sayWritten tells how many comments were written; beside JSON it goes to
// standard error.
func (j checking) sayWritten(written, found int) {
	out := j.out
	to := j.console.out
	if j.asJSON {
		to = j.err
	}
	if written < found {
		fmt.Fprintf(to, "已写入 %s：批注 %d 条，其余 %d 条没有写入\n", out, written, found-written)
		return
	}
	fmt.Fprintf(to, "已写入 %s：批注 %d 条\n", out, written)
}

// remarksOf makes the comments of the findings: severity, number and message,
// then what would be better.
func remarksOf(findings []check.Finding) []docx.Remark {
	var all []docx.Remark
	for _, f := range findings { // of many like one, the message says how many there are
		r := docx.Remark{Start: f.Start, End: f.End}
		if f.Block < 0 && f.Start == f.End {
			r.Start, r.End = -1, -1
		}
		kind := "提示"
		if f.Severity == check.Error {
			kind = "错误"
		}
		r.Lines = []string{fmt.Sprintf("%s %s%d：%s", kind, f.Severity, f.Rule, f.Message)}
		switch {
		case f.Fix == nil:
		case *f.Fix == "":
			r.Lines = append(r.Lines, fmt.Sprintf("建议：删去“%s”", f.Text))
		default:
			r.Lines = append(r.Lines, fmt.Sprintf("建议改为：%s", *f.Fix))
		}
		all = append(all, r)
	}
	return all
}
