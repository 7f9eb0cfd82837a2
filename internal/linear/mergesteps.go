package main

import (
	"dafu/internal/merge"
	"dafu/internal/reply"
)

func opinion(text string) reply.Contribution {
	return reply.Contribution{CaseID: 1, DepartmentID: 2, Revision: 1, Opinion: reply.Opinion{
		Status: text, NextSteps: "下一步打算。", Answers: []reply.Answer{{Request: 1, Text: text}},
	}}
}

// few are the entries of a page: the merge page asks for places of so many at a time.
func few(all []merge.Entry) []merge.Entry { return all[:min(len(all), 5)] }

func mergeSteps() []step {
	requests := []reply.Request{{ID: 1, Heading: "工作情况"}, {ID: 2, Heading: "停车", Path: []string{"工作情况"}}}
	return []step{
		{name: "entries", prepare: func(text string) func() {
			d := parse(text)
			return func() {
				all := merge.Hang(merge.Entries(opinion(text)), d, requests)
				merge.Compare(all, merge.Entries(opinion(swapped(text))))
				merge.SplitOpinion(text)
				for _, e := range all {
					_, _ = e.Words(), e.Paragraphs()
				}
			}
		}},
		{name: "suggest", prepare: func(text string) func() {
			d := parse(text)
			all := merge.Hang(merge.Entries(opinion(letterHead+text)), d, requests)
			return func() {
				for _, e := range few(all) {
					merge.Suggest(d, e, 3)
					merge.SuggestUnder(d, e, 0, 3)
				}
				merge.Spots(d)
				merge.Marks(d)
				merge.Headings(d)
				for _, r := range requests {
					merge.HeadingOf(d, r)
				}
			}
		}},
		{name: "merge", prepare: func(text string) func() {
			d := parse(letterHead + "\n" + text + letterFoot)
			spots := merge.Spots(d)
			var ins []merge.Insertion
			for i, e := range merge.Entries(opinion(text)) {
				s := spots[i%len(spots)]
				in := merge.Insertion{Entry: e}
				in.Place = merge.Place{After: s.After, Kind: merge.AsParagraph}
				ins = append(ins, in)
			}
			return func() {
				merged, err := merge.Merge(d, ins)
				if err != nil {
					merged = d
				}
				merged = merge.Finish(merged)
				for _, in := range ins[:min(len(ins), 5)] {
					found := merge.Standing(merged, in.Entry, nil)
					merge.Words(merged, found)
					merge.Whole(merged, found)
					merge.Adopt(merged, found, lead)
					merge.Unused(in.Entry, merged)
				}
				merge.Strip(merged, 2, 1)
				merge.Shares(merged)
			}
		}},
		{name: "difference", prepare: func(text string) func() {
			without, with := changed(text)
			return func() {
				merge.Difference(text, without)
				merge.Difference(with, text)
				merge.Difference(text, swapped(text))
				merge.FillPhrase(text, theCase(), theLead, []reply.Department{coOffice})
				merge.UnknownSlots(text)
			}
		}},
		{name: "follow requests", prepare: func(text string) func() {
			old, next := parse(letterHead+"\n"+text), parse(swapped(text))
			return func() { merge.Follow(old, next, requests) }
		}},
	}
}
