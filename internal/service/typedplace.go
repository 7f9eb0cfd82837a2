package service

import (
	"strings"

	"dafu/internal/gongwen"
)

// TypedPlace is a caret in a text as it was typed: line and column from 0, the
// column counted in characters (runes).
type TypedPlace struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// typedText is a typed text with the document that it reads as.
type typedText struct {
	body  gongwen.Document
	lines []int // for each block the line it came from
	raw   []string
}

func newTypedText(text string) typedText {
	t := typedText{raw: strings.Split(text, "\n")}
	t.body, t.lines = gongwen.ParseLines(text, gongwen.Source{})
	return t
}

// blocks returns the blocks from ≤ i < to of a line.
func (t typedText) blocks(line int) (from, to int) {
	for from < len(t.lines) && t.lines[from] < line {
		from++
	}
	to = from
	for to < len(t.lines) && t.lines[to] == line {
		to++
	}
	return from, to
}

// span is the stretch of the document between two carets; carets in empty lines go
// inwards.
func (t typedText) span(from, to TypedPlace) gongwen.Span {
	first, end := t.blocks(from.Line)
	s := gongwen.Span{From: gongwen.Place{Block: first}}
	if first < end {
		s.From = t.place(first, end, from)
	}
	first, end = t.blocks(to.Line)
	if first < end {
		s.To = t.place(first, end, to)
	} else if first > 0 {
		s.To = gongwen.Place{Block: first - 1, At: len([]rune(t.body.Blocks[first-1].Text()))}
	}
	return s
}

func (t typedText) place(first, end int, p TypedPlace) gongwen.Place {
	block, at := gongwen.NewColumns(t.raw[p.Line], t.body.Blocks[first:end]...).Offset(p.Column)
	return gongwen.Place{Block: first + block, At: at}
}

// typedPlace is where a place of the document stands in the typed text.
func (t typedText) typedPlace(p gongwen.Place) TypedPlace {
	if p.Block >= len(t.lines) {
		return TypedPlace{}
	}
	line := t.lines[p.Block]
	first, end := t.blocks(line)
	return TypedPlace{line, gongwen.NewColumns(t.raw[line], t.body.Blocks[first:end]...).Column(p.Block-first, p.At)}
}
