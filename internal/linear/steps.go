package main

import (
	"strings"
	"time"
	"unicode/utf8"

	"dafu/internal/calendar"
	"dafu/internal/check"
	"dafu/internal/config"
	"dafu/internal/gongwen"
	"dafu/internal/pdf"
	"dafu/internal/reply"
	"dafu/internal/typeface"
)

// step is one thing that the program does with a text. What prepare does is not
// counted, what it returns is.
type step struct {
	name    string
	prepare func(text string) func()
	// also are texts that this step alone has something to do with.
	also func() []sampleText
}

// Whose words they are.
var (
	lead     = gongwen.Source{Department: 1}
	other    = gongwen.Source{Department: 2, Revision: 1}
	theLead  = reply.Department{ID: 1, FullName: "某市城市管理局", ShortName: "市城管局", NumberPrefix: "某城函", Feedback: true}
	coOffice = reply.Department{ID: 2, FullName: "某省科学技术厅", ShortName: "省科技厅"}
	today    = calendar.Date{Year: 2024, Month: time.June, Day: 7}
)

// theCase is one that every rule has something to hold the text against.
func theCase() reply.Case {
	return reply.Case{
		ID: 1, Kind: reply.Proposal, Body: "政协某市第五届委员会第三次会议", Number: "12", Title: "关于停车的提案",
		Proposers: []reply.Proposer{{Name: "张三四"}}, LeadID: 1, CoHandlerIDs: []int64{2}, HandlingClass: "A",
		Contact:         reply.Person{Name: "李五", Office: "办公室", Phone: "0871-63100001"},
		CopyTo:          []string{"市政协提案委"},
		Recommendations: []string{"增加停车泊位", "健全协同机制", "给我们增加1"},
	}
}

func newSteps(fonts string) ([]step, error) {
	table := typeface.Shipped()
	dir, err := config.FindFonts(fonts, table.Files())
	if err != nil {
		return nil, err
	}
	press := pdf.New(typeface.NewSet(table, config.OpenFace(dir)))
	all := textSteps()
	all = append(all, mergeSteps()...)
	all = append(all, checkSteps()...)
	all = append(all, paperSteps(press, typeface.NewSet(table, config.OpenFace(dir)))...)
	return append(all, fileSteps(press)...), nil
}

func parse(text string) gongwen.Document { return gongwen.Parse(text, lead) }

// changed returns the text with a character in three left out, and with a word put in
// behind every fifth: so much that the comparison of texts soon reaches its limit.
func changed(text string) (without, with string) {
	var a, b strings.Builder
	i := 0
	for _, r := range text {
		if i++; i%3 != 0 {
			a.WriteRune(r)
		}
		b.WriteRune(r)
		if i%5 == 0 {
			b.WriteString("新词")
		}
	}
	return a.String(), b.String()
}

// swapped swaps the halves of a text.
func swapped(text string) string {
	r := []rune(text)
	return string(r[len(r)/2:]) + string(r[:len(r)/2])
}

func textSteps() []step {
	return []step{
		{name: "clean", prepare: func(text string) func() {
			return func() { gongwen.Clean(text); gongwen.Canonical(text); gongwen.Widen(text); gongwen.RunIn(text) }
		}},
		{name: "parse", prepare: func(text string) func() {
			return func() {
				d, _ := gongwen.ParseLines(text, lead)
				d.Sections()
				d.BodyRange()
				d.Closing()
				gongwen.Shares(d)
				_ = d.Text()
			}
		}},
		{name: "stretches", prepare: func(text string) func() {
			d := gongwen.Retrace(parse(text), text, lead)
			mixed := gongwen.Retrace(gongwen.Parse(text, other), swapped(text), lead)
			return func() { d.Stretches(2); mixed.Stretches(2); mixed.Digest(2); mixed.StretchDocument(2) }
		}},
		{name: "columns", prepare: func(text string) func() {
			d, lines := gongwen.ParseLines(text, lead)
			raw := strings.Split(text, "\n")
			return func() {
				for i := 0; i < len(d.Blocks); {
					end := i + 1
					for end < len(d.Blocks) && lines[end] == lines[i] {
						end++
					}
					c := gongwen.NewColumns(raw[lines[i]], d.Blocks[i:end]...)
					for j := i; j < end; j++ {
						c.Column(j-i, 1)
						c.Column(j-i, utf8.RuneCountInString(d.Blocks[j].Text()))
					}
					i = end
				}
			}
		}},
		{name: "retrace", prepare: func(text string) func() {
			old := gongwen.Retrace(gongwen.Parse(text, other), swapped(text), lead)
			without, with := changed(text)
			memory := []gongwen.Document{gongwen.Parse(with, other), parse(swapped(text))}
			return func() {
				gongwen.Retrace(old, text, lead, memory...)
				gongwen.Retrace(old, without, lead, memory...)
				gongwen.Retrace(old, with, lead, memory...)
				gongwen.Retrace(old, text+"\n"+text, lead, memory...)
			}
		}},
		{name: "compare", prepare: func(text string) func() {
			without, with := changed(text)
			a, b, c, d := parse(text), gongwen.Parse(without, other), parse(with), parse(swapped(text))
			return func() {
				gongwen.Compare(a, b)
				gongwen.Compare(c, a)
				gongwen.Compare(a, d)
				gongwen.Compare(a, gongwen.Document{})
			}
		}},
		{name: "reconcile", prepare: func(text string) func() {
			without, with := changed(text)
			return func() {
				gongwen.Reconcile(text, without, with)
				gongwen.Reconcile(text, swapped(text), with)
				gongwen.Reconcile(letterHead, text, swapped(text))
			}
		}},
		{name: "follow", prepare: func(text string) func() {
			old := parse(text)
			without, with := changed(text)
			var spans []gongwen.Span
			var responses []reply.Response
			for i := range 50 {
				if len(old.Blocks) == 0 {
					break
				}
				b := i * (len(old.Blocks) - 1) / 49
				n := utf8.RuneCountInString(old.Blocks[b].Text())
				spans = append(spans, gongwen.Span{From: gongwen.Place{Block: b, At: n * i / 60}, To: gongwen.Place{Block: b, At: n}})
				responses = append(responses, reply.Response{Recommendation: "增加停车泊位", Block: b},
					reply.Response{Recommendation: "健全协同机制", Block: -1, Words: old.Blocks[b].Words()})
			}
			return func() {
				for _, next := range []string{without, with, swapped(text)} {
					d := parse(next)
					gongwen.Follow(old, d, spans)
					reply.FollowResponses(responses, old, d)
					reply.FindWords(d, "新词")
				}
			}
		}},
	}
}

func checkSteps() []step {
	registry := []reply.Department{theLead, coOffice, {ID: 3, FullName: "某省教育厅", ShortName: "省教育厅"}}
	in := func(text string) check.Input {
		return check.Input{Text: text, Case: check.OfCase(theCase(), theLead, registry[1:2], registry), Today: today, Prints: func(r rune) bool { return r < 0xe000 }}
	}
	return []step{
		{name: "check", also: examples, prepare: func(text string) func() {
			traced := gongwen.Retrace(gongwen.Parse(text, other), swapped(text), lead)
			return func() {
				found := check.Run(in(text))
				check.Quiet(found, map[string]bool{"x": true})
				check.Run(check.Input{Text: text})
				of := in("")
				of.Document = &traced
				check.Run(of)
			}
		}},
		{name: "fix", prepare: func(text string) func() { return func() { check.Fix(in(text)) } }},
	}
}
