package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dafu/internal/casefile"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

func newParts(c console) *cobra.Command {
	var caseName string
	var asJSON bool
	command := &cobra.Command{
		Use:   "parts 文本",
		Short: "逐行说明公文文本被认作什么：标题、称谓、署名……",
		Long: "逐行列出一份公文的文本（每段一行；“-”为标准输入）被认作哪个要素；空行不列。\n" +
			"render、check、measure 和文稿台用的是同一个结果。把握不大的行后面标“？”。\n" +
			"认错的行，可以在 --case 的文件里写明（parts），如\n" +
			"  \"parts\": [{\"text\": \"某某文字\", \"part\": \"body\"}]，\n" +
			"输出中标为“人工”。文中要素与交办信息不一致、不是公文的文字，列在后面。\n\n" +
			"退出码：0 已列出；1 文本或提案信息有问题；2 用法不对，或文件不能读取。",
		Example: "  dafu parts 答复.txt\n  dafu parts 答复.txt --case case.json --json",
		Args:    exactly("文本文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			read := c
			if asJSON {
				read.out = c.err
			}
			text, err := readText(args[0], read)
			if err != nil {
				return err
			}
			var file *casefile.File
			if caseName != "" {
				f, err := readCaseFile(caseName, read)
				if err != nil {
					return err
				}
				file = &f
			}
			report := partsOf(text, file)
			if len(report.Lines) == 0 {
				return errors.New("文本是空的，没有可以辨认的行")
			}
			if asJSON {
				e := json.NewEncoder(c.out)
				e.SetEscapeHTML(false)
				e.SetIndent("", "  ")
				return e.Encode(report)
			}
			c.printf("%s", report.table())
			return nil
		},
	}
	command.Flags().StringVar(&caseName, "case", "", "提案信息`文件`（case.json）")
	command.Flags().BoolVar(&asJSON, "json", false, "以 JSON 输出，供其他程序读取")
	return command
}

// partsReport is what the command shows: every line that is not blank, once.
type partsReport struct {
	Lines   []partsLine `json:"lines"`
	Notices []string    `json:"notices,omitempty"`
}

type partsLine struct {
	Line int          `json:"line"` // from 1
	Part gongwen.Part `json:"part"`
	Text string       `json:"text"` // as typed, without blanks at its ends
	// Also are further parts on the same line: 署名 2024年6月7日.
	Also []gongwen.Part `json:"also,omitempty"`
	// By is “hand” where somebody has said what the line is.
	By string `json:"by,omitempty"`
	// Sure is how far the next best reading lies behind: 0 is a guess, 8 and more
	// is as good as certain.
	Sure int `json:"sure"`
}

// partsOf says what each line of the text is; file may be nil.
func partsOf(text string, file *casefile.File) partsReport {
	body, from := gongwen.ParseLines(text, gongwen.Source{})
	around := reply.Around{}
	if file != nil {
		body, around = file.Handed(body), file.Around()
	}
	frame := reply.FrameOf(around, body)
	guesses := frame.Body.Guesses(around.Known())
	raw := strings.Split(text, "\n")
	report := partsReport{Lines: []partsLine{}, Notices: frame.Messages()}
	for i, b := range frame.Body.Blocks {
		if i > 0 && from[i] == from[i-1] { // other line ends within the line
			last := &report.Lines[len(report.Lines)-1]
			last.Also = append(last.Also, b.Part())
			continue
		}
		line := partsLine{Line: from[i] + 1, Part: b.Part(), Text: strings.TrimSpace(raw[from[i]]), Sure: guesses[i].Sure}
		if b.Hand != gongwen.NoPart {
			line.Part, line.By = b.Hand, "hand"
		}
		for _, e := range b.Elements()[1:] {
			line.Also = append(line.Also, e.Part)
		}
		report.Lines = append(report.Lines, line)
	}
	return report
}

// unsure is up to where a reading is marked as one that may be wrong.
const unsure = 2

func (r partsReport) table() string {
	rows := [][]string{{"行", "要素", "", "文字"}}
	for _, l := range r.Lines {
		name := l.Part.Title()
		for _, p := range l.Also {
			name += "、" + p.Title()
		}
		mark := ""
		switch {
		case l.By != "":
			mark = "人工"
		case l.Sure <= unsure:
			mark = "？"
		}
		rows = append(rows, []string{strconv.Itoa(l.Line), name, mark, shortened(l.Text, 40)})
	}
	s := aligned(rows)
	for _, n := range r.Notices {
		s += fmt.Sprintln("注意：" + n)
	}
	return s
}

func shortened(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
