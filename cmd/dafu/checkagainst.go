package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"dafu/internal/gongwen"
)

// swapped is a figure, date or name that changed between two texts (--json).
type swapped struct {
	Kind   string `json:"kind"`
	Before string `json:"before"`
	After  string `json:"after"`
	// Lines and columns count from 1, as in findings.
	Line      int `json:"line"`
	Column    int `json:"column"`
	LineWas   int `json:"lineBefore"`
	ColumnWas int `json:"columnBefore"`
}

// changed compares a text with an older one: what stands in the same words and is
// another figure, date, Latin word, name or title. Its error is the exit code.
func (j checking) changed(name string) error {
	if j.fix || j.out != "" || j.rules {
		return wrongUse("--against 只列改动，不与 --fix、-o、--rules 同用")
	}
	if name == "-" && j.against == "-" {
		return wrongUse("只能有一份文本是标准输入")
	}
	var texts [2]string
	for i, n := range []string{j.against, name} {
		read := j.console
		if j.asJSON {
			read.out = j.err
		}
		text, err := readText(n, read)
		if err != nil {
			return err
		}
		texts[i] = text
	}
	names, err := j.properNames()
	if err != nil {
		return err
	}
	before, after := parsed(texts[0]), parsed(texts[1])
	was, is := newPlaces(texts[0], before), newPlaces(texts[1], after)
	all := []swapped{}
	for _, s := range gongwen.Swaps(before, after, names...) {
		one := swapped{Kind: s.Kind.String(), Before: s.Before, After: s.After}
		one.Line, one.Column = is.of(s.Block, s.At)
		one.LineWas, one.ColumnWas = was.of(s.Was, s.WasAt)
		all = append(all, one)
	}
	return j.showChanged(name, all)
}

// properNames are the names of the case, if one is given.
func (j checking) properNames() (names []string, err error) {
	c, err := j.readCase()
	if c == nil || err != nil {
		return nil, err
	}
	names = append(names, c.Lead.Full, c.Lead.Short)
	for _, h := range c.CoHandlers {
		names = append(names, h.Full, h.Short)
	}
	for _, p := range c.Proposers {
		names = append(names, p.Name)
	}
	return slices.DeleteFunc(names, func(s string) bool { return s == "" }), nil
}

func (j checking) showChanged(name string, all []swapped) error {
	if j.asJSON {
		e := json.NewEncoder(j.console.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(map[string]any{"file": name, "against": j.against, "changed": all}); err != nil {
			return err
		}
	} else {
		for _, s := range all {
			fmt.Fprintf(j.console.out, "%s:%d:%d: %s“%s”改成了“%s”（原在第%d行）\n", name, s.Line, s.Column, s.Kind, s.Before, s.After, s.LineWas)
		}
		if len(all) == 0 {
			j.printf("同样的文字里，没有数字、日期、名称变了\n")
		} else {
			j.printf("同样的文字里，有 %s变了，请核对\n", plural(len(all), "数字、日期、名称"))
		}
	}
	if len(all) > 0 {
		return &exit{code: exitBad}
	}
	return nil
}

// places finds the line and column of a character of a document in the text that it
// was parsed from.
type places struct {
	doc   gongwen.Document
	lines []placedLine
}

type placedLine struct {
	no    int
	runes []rune
}

func newPlaces(text string, d gongwen.Document) places {
	p := places{doc: d}
	no, start, runes := 1, 0, []rune(text)
	for i := 0; i <= len(runes); i++ {
		if i < len(runes) && !gongwen.Newline(runes[i]) {
			continue
		}
		if line := runes[start:i]; slices.ContainsFunc(line, func(r rune) bool { return !gongwen.Space(r) && !gongwen.Invisible(r) }) {
			p.lines = append(p.lines, placedLine{no, line})
		}
		if i+1 < len(runes) && runes[i] == '\r' && runes[i+1] == '\n' {
			i++
		}
		start, no = i+1, no+1
	}
	return p
}

// of returns line and column of a character of a block's words, from 1. Blanks and
// invisible characters that parsing took out are counted again.
func (p places) of(block, at int) (line, column int) {
	if block >= len(p.lines) {
		return 1, 1
	}
	l := p.lines[block]
	words := []rune(p.doc.Blocks[block].Text())
	at += len(words) - len([]rune(p.doc.Blocks[block].Words()))
	j := 0
	for i := 0; i <= at && i < len(words); i++ {
		for gongwen.Space(words[i]) != (j < len(l.runes) && gongwen.Space(l.runes[j])) && j+1 < len(l.runes) && (gongwen.Space(l.runes[j]) || gongwen.Invisible(l.runes[j])) {
			j++
		}
		if i == at {
			break
		}
		j++
	}
	return l.no, min(j, len(l.runes)) + 1
}
