package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"dafu/internal/casefile"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

func newRedline(c console) *cobra.Command {
	var caseName, out, fonts, own string
	command := &cobra.Command{
		Use:   "redline 旧文本 新文本 -o 文件.pdf",
		Short: "把两稿的不同之处排成花脸稿 PDF",
		Long: "比较一份公文的两稿（每段一行；其中一份可以是“-”，为标准输入），照公文的版面排成花脸稿：\n" +
			"删去的字划线，加上的字在下面加线，移动了的段落注明移到这里、移走了。没有字体能印的字印成〓。\n" +
			"--case 给出时，页首写明是哪件提案。\n\n" +
			"退出码：0 已写入；1 文本或提案信息有问题；2 用法不对，或文件不能读写。",
		Example: "  dafu redline 第2稿.txt 第5稿.txt -o 花脸稿.pdf",
		Args:    exactly("旧文本文件", "新文本文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			if out == "" {
				return wrongUse("没有写明输出文件，请用 -o 文件.pdf")
			}
			if err := notOnto(out, args...); err != nil {
				return err
			}
			r, err := redlineOf(args[0], args[1], caseName, c)
			if err != nil {
				return err
			}
			press, err := newPress(fonts, own)
			if err != nil {
				return err
			}
			set, err := press.SetRedline(r)
			if err != nil {
				return printable(err)
			}
			if err := writeOutput(out, set.PDF); err != nil {
				return err
			}
			same := ""
			if r.Before.Text() == r.After.Text() {
				same = "；两份文本的文字完全相同，没有改动"
			}
			c.printf("已写入 %s，共 %d 页%s\n", out, set.Pages, same)
			return nil
		},
	}
	command.Flags().StringVar(&caseName, "case", "", "提案信息`文件`（case.json）")
	command.Flags().StringVarP(&out, "output", "o", "", "写入的 PDF `文件`")
	command.Flags().StringVar(&fonts, "fonts", "", "字体`目录`，不写时在程序旁边找")
	ownFontsFlag(command, &own)
	return command
}

// redlineOf compares two files of text.
func redlineOf(oldName, newName, caseName string, c console) (layout.Redline, error) {
	if oldName == "-" && newName == "-" {
		return layout.Redline{}, wrongUse("只能有一份文本是标准输入")
	}
	var r layout.Redline
	for i, name := range []string{oldName, newName} {
		text, err := readText(name, c)
		if err != nil {
			return r, err
		}
		if i == 0 {
			r.Before = gongwen.Parse(text, gongwen.Source{})
			continue
		}
		r.After = gongwen.Retrace(r.Before, text, gongwen.Source{})
	}
	if len(r.Before.Blocks)+len(r.After.Blocks) == 0 {
		return r, errors.New("两份文本都是空的，没有可以比较的内容")
	}
	r.Name = stemOf(oldName) + " → " + stemOf(newName)
	if r.Before.Text() == r.After.Text() {
		r.Head = []string{"两份文本的文字完全相同，没有改动。"}
	}
	if caseName == "" {
		return r, nil
	}
	described, err := readText(caseName, c)
	if err != nil {
		return r, err
	}
	file, err := casefile.Parse([]byte(described))
	if err != nil {
		return r, fmt.Errorf("%s：%w", caseName, err)
	}
	r.Subject = file.Case().Subject()
	r.Head = append([]string{r.Subject + "，" + file.Lead + "主办"}, r.Head...)
	r.Names = append(append(r.Names, file.Lead), file.CoHandlers...)
	for _, d := range file.Departments {
		r.Names = append(r.Names, d.FullName, d.ShortName)
	}
	for _, p := range file.Proposers {
		r.Names = append(r.Names, p.Name)
	}
	return r, nil
}

// stemOf is what people call a file.
func stemOf(name string) string {
	if name == "-" {
		return "标准输入"
	}
	base := filepath.Base(name)
	return strings.TrimSuffix(base, filepath.Ext(base))
}
