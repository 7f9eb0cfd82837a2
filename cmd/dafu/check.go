package main

import (
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dafu/internal/calendar"
	"dafu/internal/casefile"
	"dafu/internal/check"
	"dafu/internal/gongwen"
)

// checking is one run of the command.
type checking struct {
	console
	caseName, tables, out string
	fonts, own, against   string
	asJSON, fix, rules    bool
}

func newCheck(c console) *cobra.Command {
	job := checking{console: c}
	command := &cobra.Command{
		Use:   "check 文本|文件.docx",
		Short: "公文体检：查出核稿会查出的问题",
		Long: "按公文体检的规则检查一份公文的文本（每段一行；“-”为标准输入），每个问题一行：\n" +
			"文件:行:列: E10 说明。E 是错误，签发前要改；W 是提示。规则的清单见 --rules。\n" +
			"给出 --case 时，标题、编号、单位名称、联系人等与交办信息核对。\n" +
			"--fix 把能改的改好写回原文件（编码不变），剩下的照样列出。\n" +
			"Word 文件（.docx）也可以直接检查；-o 另存一份，每个问题在原处加一条批注，其余不动，可用 Word、WPS 打开。\n" +
			"--against 旧文本：只列同样的文字里变了的数字、日期、外文、名称和文件名（有变动时退出码 1）。\n\n" +
			"退出码：0 没有错误（可以有提示）；1 有错误，或内容有问题；2 用法不对，或文件不能读写。",
		Example: "  dafu check 答复.txt --case case.json\n  dafu check 答复.txt --fix -o 改好.txt\n  dafu check 答复.docx -o 标注.docx\n  dafu check 新稿.txt --against 旧稿.txt\n  dafu check --rules",
		Args: func(command *cobra.Command, args []string) error {
			if job.rules {
				return exactly()(command, args)
			}
			return exactly("文本文件")(command, args)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if job.rules {
				return showRules(c, job.asJSON)
			}
			if job.against != "" {
				return job.changed(args[0])
			}
			return job.run(args[0])
		},
	}
	f := command.Flags()
	f.StringVar(&job.caseName, "case", "", "提案信息`文件`（case.json）")
	f.StringVar(&job.tables, "tables", "", "本单位的词表`文件`（.csv 或 .xlsx），加在系统默认词表之上")
	f.BoolVar(&job.asJSON, "json", false, "以 JSON 输出，供其他程序读取")
	f.BoolVar(&job.fix, "fix", false, "把能改的改好，写回原文件或 -o 的文件")
	f.StringVarP(&job.out, "output", "o", "", "与 --fix 同用：改好的文本写入的`文件`；检查 Word 文件时：带批注的`文件`")
	f.StringVar(&job.against, "against", "", "与旧`文本`比较，列出悄悄变了的数字、日期、名称")
	f.BoolVar(&job.rules, "rules", false, "列出全部规则；加 --json 时带正误例")
	f.StringVar(&job.fonts, "fonts", "", "字体`目录`，不写时在程序旁边找")
	ownFontsFlag(command, &job.own)
	command.AddCommand(newCheckTables(c))
	return command
}

// run checks one text. Its error is the exit code.
func (j checking) run(name string) error {
	word, from := isWord(name, j.in)
	if j.in = from; word {
		return j.word(name)
	}
	if j.out != "" && !j.fix {
		return wrongUse("-o 要与 --fix 同用")
	}
	file, err := readTextFile(name, j.in)
	if err != nil {
		return err
	}
	if !j.fix {
		shown, err := j.examine(name, file.text)
		if err != nil {
			return err
		}
		return shown.show(j.asJSON, false)
	}
	in, faces, err := j.input(file.text)
	if err != nil {
		return err
	}
	before := in.Text
	shown := checked{name: name, console: j.console}
	in.Text, shown.findings = check.Fix(in)
	if shown.fixed, err = j.write(name, file, before, in.Text); err != nil {
		return err
	}
	shown.pages = faces.page(shown.findings, in.Text, j.caseName, j.console)
	return shown.show(j.asJSON, name == "-" && j.out == "")
}

// examine checks a text and leaves it as it is.
func (j checking) examine(name, text string) (checked, error) {
	in, faces, err := j.input(text)
	if err != nil {
		return checked{}, err
	}
	shown := checked{name: name, console: j.console, findings: check.Run(in)}
	shown.pages = faces.page(shown.findings, text, j.caseName, j.console)
	return shown, nil
}

// input is the text with what it is held against.
func (j checking) input(text string) (in check.Input, faces checkFaces, err error) {
	in = check.Input{Text: text, Today: calendar.On(time.Now())}
	if in.Case, err = j.readCase(); err != nil {
		return in, faces, err
	}
	if in.Tables, err = readTables(j.tables, j.console); err != nil {
		return in, faces, err
	}
	faces, err = j.faces()
	in.Prints = faces.prints
	return in, faces, err
}

func (j checking) readCase() (*check.Case, error) {
	if j.caseName == "" {
		return nil, nil
	}
	quiet := j.console
	quiet.out = j.err
	described, err := readText(j.caseName, quiet)
	if err != nil {
		return nil, err
	}
	file, err := casefile.Parse([]byte(described))
	if err != nil {
		return nil, errors.New(j.caseName + "：" + err.Error())
	}
	return check.OfFile(file), nil
}

// write stores the fixed text, in the encoding that it came in. What comes from
// standard input goes to standard output.
func (j checking) write(name string, file textFile, before, after string) (changed bool, err error) {
	out := j.out
	if out == "" {
		out = name
	}
	if out == "-" {
		_, err := j.console.out.Write([]byte(after))
		return before != after, err
	}
	if before == after && j.out == "" {
		return false, nil
	}
	file.text = after
	b, err := file.encode()
	if err != nil {
		return false, err
	}
	return before != after, rewrite(out, b)
}

// parsed is the text as the pages are made of it.
func parsed(text string) gongwen.Document { return gongwen.Parse(text, gongwen.Source{}) }

// summary is the last line: 2 处错误，7 处提示.
func summary(findings []check.Finding) string {
	errs, advice := check.Count(findings)
	if errs+advice == 0 {
		return "没有发现问题"
	}
	var parts []string
	if errs > 0 {
		parts = append(parts, plural(errs, "错误"))
	}
	if advice > 0 {
		parts = append(parts, plural(advice, "提示"))
	}
	return strings.Join(parts, "，")
}
