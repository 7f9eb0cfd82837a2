package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"dafu/internal/check"
)

// checked is what the command has to say of a text.
type checked struct {
	console
	name     string
	findings []check.Finding
	pages    int  // how many pages the text has; 0 if it was not set
	fixed    bool // the text was changed
}

// show prints the findings; its error is the exit code. If standard output takes
// the text itself, they go to standard error.
func (c checked) show(asJSON, outTaken bool) error {
	out := c.out
	if outTaken {
		out = c.err
	}
	if asJSON {
		if err := c.json(out); err != nil {
			return err
		}
	} else {
		for _, f := range c.findings {
			fmt.Fprintf(out, "%s:%d:%d: %s%d %s%s\n", c.name, f.Line, f.Column, f.Severity, f.Rule, f.Message, note(f))
		}
		text := summary(c.findings)
		if c.fixed {
			text = "已改好能改的，还有：" + text
		}
		fmt.Fprintln(out, text)
	}
	if errs, _ := check.Count(c.findings); errs > 0 {
		return &exit{code: exitBad}
	}
	return nil
}

// note is what else there is to say of a finding: the page, the fix, the table.
func note(f check.Finding) string {
	var parts []string
	if f.Page > 0 {
		parts = append(parts, fmt.Sprintf("第%d页", f.Page))
	}
	if f.Fix != nil {
		parts = append(parts, "可改")
	}
	if f.Table != "" {
		parts = append(parts, f.Table)
	}
	if len(parts) == 0 {
		return ""
	}
	return "（" + strings.Join(parts, "；") + "）"
}

func (c checked) json(out io.Writer) error {
	errs, advice := check.Count(c.findings)
	findings := c.findings
	if findings == nil {
		findings = []check.Finding{}
	}
	return encode(out, struct {
		Errors   int             `json:"errors"`
		Advice   int             `json:"advice"`
		Pages    int             `json:"pages,omitempty"`
		Fixed    bool            `json:"fixed,omitempty"`
		Findings []check.Finding `json:"findings"`
	}{errs, advice, c.pages, c.fixed, findings})
}

func encode(out io.Writer, v any) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func plural(n int, what string) string { return fmt.Sprintf("%d 处%s", n, what) }

var needWords = map[check.Need]string{check.NeedsText: "文本", check.NeedsCase: "交办信息", check.NeedsProcess: "办理过程"}

// showRules lists the rules, for people or, with their examples, for the help.
func showRules(c console, asJSON bool) error {
	rules := check.Rules()
	if asJSON {
		return encode(c.out, struct {
			Rules []check.Rule `json:"rules"`
		}{rules})
	}
	rows := [][]string{{"编号", "程度", "可改", "依据的数据", "规则", "要求", "出处"}}
	for _, r := range rules {
		fix := ""
		if r.Fixable {
			fix = "可改"
		}
		rows = append(rows, []string{fmt.Sprint(r.ID), string(r.Severity), fix, needWords[r.Needs], r.Title, r.About, r.Source})
	}
	c.printf("%s", aligned(rows))
	return nil
}
