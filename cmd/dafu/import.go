package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"dafu/internal/docx"
)

func newImport(c console) *cobra.Command {
	var out string
	command := &cobra.Command{
		Use:   "import 文件.docx [-o 文本]",
		Short: "从 Word 文件（.docx）取出公文文本",
		Long: "从 Word 或 WPS 存的 .docx 文件（“-”为标准输入）取出文本，每段一行，自动编号写成手打的序号，\n" +
			"可以接着 render。表格、图片、脚注等没有取出的内容，逐条提示在标准错误上。\n\n" +
			"退出码：0 已取出（可能有提示）；1 不是 .docx，或文件有问题；2 用法不对，或文件不能读写。",
		Example: "  dafu import 答复.docx -o 答复.txt",
		Args:    exactly(" Word 文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := notOnto(out, args[0]); err != nil {
				return err
			}
			text, err := importWord(args[0], c)
			if err != nil {
				return err
			}
			if out == "" {
				c.printf("%s", text)
				return nil
			}
			if err := writeOutput(out, []byte(text)); err != nil {
				return err
			}
			c.printf("已写入 %s\n", out)
			return nil
		},
	}
	command.Flags().StringVarP(&out, "output", "o", "", "写入的文本`文件`，不写时打印在屏幕上")
	return command
}

// importWord reads a Word file and prints its notices.
func importWord(name string, c console) (string, error) {
	limits := docx.DefaultLimits()
	file, size, done, err := openWord(name, c.in, limits.File)
	if err != nil {
		return "", err
	}
	defer done()
	text, notices, err := docx.Read(file, size, limits)
	for _, n := range notices {
		fmt.Fprintf(c.err, "提示：%s\n", n)
	}
	if err != nil {
		return "", fmt.Errorf("%s：%w", name, err)
	}
	return text, nil
}

// openWord opens a file to be read where it lies; what comes in is held.
func openWord(name string, in io.Reader, limit int64) (io.ReaderAt, int64, func(), error) {
	if name == "-" {
		b, err := readInput(name, in, limit)
		return bytes.NewReader(b), int64(len(b)), func() {}, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, nil, fileError("读取", name, err)
	}
	done := func() { _ = f.Close() }
	info, err := f.Stat()
	switch {
	case err != nil:
		err = fileError("读取", name, err)
	case info.IsDir():
		err = unreadable("%s 是目录，不是文件", name)
	}
	if err != nil {
		done()
		return nil, 0, nil, err
	}
	return f, info.Size(), done, nil
}
