package merge

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Nothing of an opinion gets lost on its way into entries, whatever was typed.
func FuzzEntries(f *testing.F) {
	for name := range scenes {
		for _, file := range scenes[name].files {
			f.Add(read(f, scenes[name].dir, file), "")
		}
	}
	f.Add("（一）修桥\n1.勘察\n已勘察。\n2.施工", "一是养护。\n二是巡查。每月一次。")
	f.Add("加强养护工作。已养护三座桥。\n一、一是二是\n（一）", "\x00一是。。\n第一，。")
	f.Fuzz(func(t *testing.T, status, next string) {
		o := reply.Opinion{Status: status, NextSteps: next}
		all := Entries(reply.Contribution{DepartmentID: 2, Revision: 1, Opinion: o})
		want := unfolded(o)
		blocks := append(parseBody(want.Status, co), parseBody(want.NextSteps, co)...)
		var got strings.Builder
		for i, e := range all {
			if e.Index != i || e.name() == "" {
				t.Fatalf("entry %d is %+v", i, e)
			}
			got.WriteString(e.Heading)
			for _, b := range e.Body {
				got.WriteString(b.Words())
			}
			checkSources(t, e.Body, co)
		}
		if g, w := string(contentRunes(got.String())), string(contentRunes(strings.Join(wordsOf(blocks), ""))); g != w {
			t.Fatalf("got\n%q\nwant\n%q", g, w)
		}
		mergeEverywhere(t, all)
	})
}

// mergeEverywhere merges all entries at their suggested places, which must
// always be possible.
func mergeEverywhere(t *testing.T, all []Entry) {
	d := gongwen.Parse(bridgeLetter, lead)
	var ins []Insertion
	for _, e := range all[:min(len(all), 20)] {
		for _, s := range Suggest(d, e, 2) {
			ins = append(ins, Insertion{e, s.Place})
		}
	}
	merged, err := Merge(d, ins)
	if err != nil {
		t.Fatal(err)
	}
	checkNumbering(t, merged)
}

// Splitting a letter loses only what belongs to the letter itself.
func FuzzSplitOpinion(f *testing.F) {
	for name := range scenes {
		for _, file := range scenes[name].files {
			f.Add(read(f, scenes[name].dir, file))
		}
	}
	f.Add("一、下一步打算\n二、工作情况\n下一步，甲。")
	f.Fuzz(func(t *testing.T, letter string) {
		o := SplitOpinion(letter)
		both := o.Status + "\n" + o.NextSteps
		d := gongwen.Parse(letter, gongwen.Source{})
		from, to := d.BodyRange()
		for i, b := range d.Blocks[from:to] {
			edge := i == 0 && opensLetter(b) || i == to-from-1 && closesLetter(b)
			if edge || opensPart(b) && barePartTitle(b.Words()) {
				continue
			}
			if !strings.Contains(both, b.Text()) {
				t.Fatalf("%q is lost", b.Text())
			}
		}
	})
}
