package web

import (
	"fmt"
	"strconv"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// openEntry is an entry still to be decided, with its choice.
type openEntry struct {
	service.MergeEntry
	N         int
	Key       string
	Words     []string // its paragraphs as printed
	Mark      string   // 新增, 有改动: against the department's earlier contribution
	Earlier   string   // what became of it then
	Typed     entryForm
	Suggested []suggestedPlace
	Elsewhere bool // another place than those is chosen
	Places    []placeGroup
	Wrong     map[string]string // by field
	Verdicts  []choice
}

// goneEntry asks what becomes of words that the department has taken out.
type goneEntry struct {
	service.VanishedEntry
	N        int
	Key      string
	Verdicts []choice
	Wrong    map[string]string
}

func newGoneEntry(e service.VanishedEntry, n int, a mergeAnswer) goneEntry {
	g := goneEntry{VanishedEntry: e, N: n, Key: entryKey(e.Entry), Wrong: map[string]string{}}
	chosen := ""
	for _, typed := range a.form.Choices {
		if typed.Entry == g.Key {
			chosen = typed.Verdict
		}
	}
	g.Verdicts = []choice{{Value: "", Label: "暂不处理"}, {Value: string(reply.TakenOut), Label: "取出"}, {Value: string(reply.Kept), Label: "保留为主办单位的话"}}
	for i := range g.Verdicts {
		g.Verdicts[i].Chosen = g.Verdicts[i].Value == chosen
	}
	return g
}

func entryKey(e merge.Entry) string {
	return fmt.Sprintf("%d.%d.%d", e.Department, e.Revision, e.Index)
}

func newOpenEntry(v service.MergeView, e service.MergeEntry, n int, a mergeAnswer) openEntry {
	o := openEntry{MergeEntry: e, N: n, Key: entryKey(e.Entry), Wrong: map[string]string{}}
	o.Typed = entryForm{Entry: o.Key, Text: e.Entry.Words()}
	o.Words = strings.Split(o.Typed.Text, "\n")
	if len(e.Suggestions) > 0 {
		o.Typed.Place = placeValue(e.Suggestions[0].Place)
	}
	o.recall(v)
	o.takeTyped(a)
	if a.filled && o.Typed.Verdict == "" && len(e.Suggestions) > 0 {
		o.Typed.Verdict = string(reply.Used)
		if parsePlace(o.Typed.place()).After < 0 { // a place that was moved stays
			o.Typed.Place = placeValue(e.Suggestions[0].Place)
		}
	}
	chosen := o.Typed.place()
	o.Suggested = suggestedPlaces(v.Draft.Body, e, chosen)
	o.Elsewhere = true
	for _, one := range o.Suggested {
		o.Elsewhere = o.Elsewhere && !one.Chosen
	}
	o.Places = placeGroups(v.Outline, chosen, o.Elsewhere)
	o.Verdicts = verdictChoices(o.Typed.Verdict)
	return o
}

// takeTyped puts back what was typed into a form that could not be merged.
func (o *openEntry) takeTyped(a mergeAnswer) {
	for i, typed := range a.form.Choices {
		if typed.Entry != o.Key {
			continue
		}
		suggested := o.Typed.Place
		o.Typed = typed
		if a.moved { // places count blocks of the draft that was shown
			o.Typed.Place, o.Typed.Other = suggested, ""
		}
		for _, w := range a.wrong {
			if name, ok := strings.CutSuffix(w.Field, "-"+strconv.Itoa(i)); ok {
				o.Wrong[name] = w.Text
			}
		}
	}
}

// recall says what became of the words that this entry changes. The choice is
// left open; what did not change is not asked again.
func (o *openEntry) recall(v service.MergeView) {
	before := o.Before
	if before == nil {
		for _, d := range v.Superseded {
			if d.ID == o.Department.ID {
				o.Mark = "新增"
			}
		}
		return
	}
	o.Mark, o.Typed.Reason, o.Earlier = "有改动", before.Reason, earlierWords(*before)
	if before.Under != "" && len(o.Stands) == 0 {
		o.placeUnder(v, before.Under)
	}
}

func earlierWords(d reply.Decision) string {
	switch d.Verdict {
	case reply.Declined:
		return "上次不采用：" + d.Reason
	case reply.Edited:
		return "上次修改后采用，在“" + d.Under + "”之下"
	}
	return "上次采用，在“" + d.Under + "”之下"
}

// placeUnder chooses the place under the heading where the entry stood before:
// the suggestion there, else behind the last of its paragraphs.
func (o *openEntry) placeUnder(v service.MergeView, under string) {
	same := func(heading int) bool { return standsUnder(v.Draft.Body, heading, under) }
	for _, s := range o.Suggestions {
		if same(s.Heading) {
			o.Typed.Place = placeValue(s.Place)
			return
		}
	}
	for _, spot := range v.Outline {
		if !same(spot.Heading) {
			continue
		}
		p := merge.Place{Kind: merge.AsParagraph, After: spot.After}
		if v.Draft.Body.Blocks[spot.After].Number.Style.Level() > gongwen.ArabicParen.Level() {
			p.Kind = merge.AsItem
		}
		o.Typed.Place = placeValue(p)
	}
}

func verdictChoices(chosen string) []choice {
	all := []choice{
		{Value: "", Label: "暂不处理"}, {Value: string(reply.Used), Label: "采用"},
		{Value: string(reply.Edited), Label: "修改后采用"}, {Value: string(reply.Declined), Label: "不采用"},
	}
	for i := range all {
		all[i].Chosen = all[i].Value == chosen
	}
	return all
}
