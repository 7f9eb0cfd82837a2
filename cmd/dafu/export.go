package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"dafu/internal/docx"
)

func newExport(c console) *cobra.Command {
	var caseName, out string
	command := &cobra.Command{
		Use:   "export 文本 -o 文件.docx",
		Short: "把公文文本写成 Word 文件（.docx）",
		Long: "把一份公文的文本（每段一行；“-”为标准输入）写成 .docx：版心、行距、字体、字号和各级标题的样式\n" +
			"照 GB/T 9704，供在 Word、WPS 里修改。--case 的用法同 render。文件里没有印章。\n\n" +
			"退出码：0 已写入；1 文本或提案信息有问题；2 用法不对，或文件不能读写。",
		Example: "  dafu export 答复.txt --case case.json -o 答复.docx",
		Args:    exactly("文本文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			if out == "" {
				return wrongUse("没有写明输出文件，请用 -o 文件.docx")
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
			var b bytes.Buffer
			if err := docx.Write(letter, &b); err != nil {
				return err
			}
			if err := writeOutput(out, b.Bytes()); err != nil {
				return err
			}
			c.printf("已写入 %s\n", out)
			return nil
		},
	}
	command.Flags().StringVar(&caseName, "case", "", "提案信息`文件`（case.json）")
	command.Flags().StringVarP(&out, "output", "o", "", "写入的 Word `文件`")
	return command
}
