package main

import (
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/measure"
	"dafu/internal/pdf"
	"dafu/internal/reply"
	"dafu/internal/typeface"
)

func paperSteps(press *pdf.Press, faces *typeface.Set) []step {
	letter := func(text string) gongwen.Letter {
		return reply.Compose(theCase(), theLead, parse(text), "某城函〔2024〕12号", today)
	}
	return []step{
		{name: "lay out", prepare: func(text string) func() {
			l := letter(text)
			return func() { _, _ = press.Lay(l, layout.Options{Draft: "草稿"}) }
		}},
		{name: "lay out as typed", prepare: func(text string) func() {
			l := gongwen.Letter{Body: parse(text)}
			return func() { _, _ = press.Lay(l, layout.Options{}) }
		}},
		{name: "long head", prepare: func(text string) func() {
			l := letter(letterHead + letterFoot)
			l.Body.Blocks[0].Runs = []gongwen.Run{{Text: gongwen.Clean(text)}}
			return func() { _, _ = press.Lay(l, layout.Options{}) }
		}},
		{name: "draw", prepare: func(text string) func() {
			pages, err := press.Lay(letter(text), layout.Options{})
			if err != nil {
				return func() {}
			}
			return func() { _, _ = press.Draw(pages, pdf.Meta{}) }
		}},
		{name: "measure", prepare: func(text string) func() {
			l := letter(text)
			pages, err := press.Lay(l, layout.Options{})
			if err != nil {
				return func() {}
			}
			return func() { measure.Letter(l, pages, faces, layout.Options{}) }
		}},
		{name: "redline", prepare: func(text string) func() {
			without, with := changed(text)
			a, b, c := parse(text), gongwen.Parse(without, other), parse(with)
			houses := []layout.House{{Department: 1, Tag: "城管", Name: "市城管局"}, {Department: 2, Tag: "科技", Name: "省科技厅"}}
			return func() {
				_, _ = press.SetRedline(layout.Redline{Name: "第1稿 → 第2稿", Before: a, After: b, Houses: houses})
				_, _ = press.SetRedline(layout.Redline{Before: c, After: a, Houses: houses})
				_, _ = press.SetRedline(layout.Redline{Before: gongwen.Document{}, After: a, Houses: houses})
			}
		}},
	}
}
