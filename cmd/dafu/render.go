package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dafu/internal/casefile"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/reply"
)

func newRender(c console) *cobra.Command {
	var caseName, out, fonts, own string
	command := &cobra.Command{
		Use:   "render 文本 -o 文件.pdf",
		Short: "把公文文本排成 PDF，不用数据库",
		Long: "把一份公文的文本（每段一行；“-”为标准输入）按 GB/T 9704 排成 PDF。文本的编码是 UTF-8、\n" +
			"GB 18030（GBK）或带标记的 UTF-16。\n" +
			"不给 --case 时署名用文本自己的；给出 --case 时，发文机关、发文字号、办理类别、\n" +
			"抄送和署名按其中登记的印。所得文件没有签章。\n\n" +
			"退出码：0 已写入；1 文本或提案信息读得到，但排不成；2 用法不对，或文件不能读写。",
		Example: "  dafu render 答复.txt --case case.json -o 答复.pdf",
		Args:    exactly("文本文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			if out == "" {
				return wrongUse("没有写明输出文件，请用 -o 文件.pdf")
			}
			if err := notOnto(out, args[0]); err != nil {
				return err
			}
			text, err := readText(args[0], c)
			if err != nil {
				return err
			}
			letter, frame, err := framedLetter(text, caseName, c)
			if err != nil {
				return err
			}
			tellFrame(frame, c)
			press, err := newPress(fonts, own)
			if err != nil {
				return err
			}
			set, err := press.Set(letter, layout.Options{})
			if err != nil {
				return printable(err)
			}
			if err := writeOutput(out, set.PDF); err != nil {
				return err
			}
			c.printf("已写入 %s，共 %d 页\n", out, set.Pages)
			return nil
		},
	}
	command.Flags().StringVar(&caseName, "case", "", "提案信息`文件`（case.json）")
	command.Flags().StringVarP(&out, "output", "o", "", "写入的 PDF `文件`")
	command.Flags().StringVar(&fonts, "fonts", "", "字体`目录`，不写时在程序旁边找")
	ownFontsFlag(command, &own)
	return command
}

// letterOf makes the paper of a text, with what the case's file says around it.
func letterOf(text, caseName string, c console) (gongwen.Letter, error) {
	letter, _, err := framedLetter(text, caseName, c)
	return letter, err
}

// framedLetter is letterOf, and what became of each line.
func framedLetter(text, caseName string, c console) (gongwen.Letter, reply.Frame, error) {
	body := gongwen.Parse(text, gongwen.Source{})
	if len(body.Blocks) == 0 {
		return gongwen.Letter{}, reply.Frame{}, errors.New("文本是空的，没有可以排印的内容")
	}
	if caseName == "" {
		letter, frame := reply.Bare(body)
		return letter, frame, nil
	}
	file, err := readCaseFile(caseName, c)
	if err != nil {
		return gongwen.Letter{}, reply.Frame{}, err
	}
	letter := file.Letter(body)
	letter.Sealed = false
	return letter, file.Frame(body), nil
}

// readCaseFile reads case.json.
func readCaseFile(name string, c console) (casefile.File, error) {
	described, err := readText(name, c)
	if err != nil {
		return casefile.File{}, err
	}
	file, err := casefile.Parse([]byte(described))
	if err != nil {
		return file, fmt.Errorf("%s：%w", name, err)
	}
	return file, nil
}

// tellFrame says what was typed and is not printed.
func tellFrame(f reply.Frame, c console) {
	for _, m := range f.Messages() {
		c.printf("注意：%s\n", m)
	}
}

// printable leaves of an error what a reader understands.
func printable(err error) error {
	var characters *layout.UnprintableError
	if errors.As(err, &characters) {
		return errors.New(strings.TrimSpace(characters.Error()))
	}
	return err
}
