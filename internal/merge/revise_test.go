package merge

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

// Taking an opinion out again leaves the lead's own text, whatever else was
// merged.
func TestStripUndoesAMerge(t *testing.T) {
	s := load(t, "sample")
	merged, err := Merge(s.draft, s.insertions(t))
	if err != nil {
		t.Fatal(err)
	}
	before := merged.Text()
	bare := Strip(Strip(merged, 2, 1), 3, 1)
	from, to := s.draft.BodyRange()
	want := s.draft
	want.Blocks = append([]gongwen.Block(nil), want.Blocks...)
	copy(want.Blocks[from:to], gongwen.Renumber(want.Blocks[from:to]))
	if bare.Text() != want.Text() {
		t.Error(firstDifference(bare.Text(), want.Text()))
	}
	if merged.Text() != before {
		t.Error("the draft was changed")
	}
	if untouched := Strip(s.draft, 2, 1); untouched.Text() != s.draft.Text() {
		t.Error("a gap was closed in a draft that nothing was taken out of")
	}
	if again := Strip(merged, 2, 9); again.Text() != before {
		t.Error("a revision that is not there was taken out")
	}
}

func TestStrip(t *testing.T) {
	run := func(text string, s gongwen.Source) gongwen.Run { return gongwen.Run{Text: text, Source: s} }
	item := func(mark string, runIn int, runs ...gongwen.Run) gongwen.Block {
		return gongwen.Block{Number: gongwen.Number{Style: gongwen.Enumerated, Value: 1, Mark: mark}, RunIn: runIn, Runs: runs}
	}
	d := gongwen.Document{Blocks: []gongwen.Block{
		item("一是", 3, run("勘察。已勘察。", lead)),
		item("二是", 3, run("设计。已出", co), run("全部", lead), run("图纸。", co)),
		item("三是", 3, run("施工。已开工。", lead), run("已监理", co), run("并验收", lead), run("三次。", co), run("群众满意。", lead)),
		item("四是", 3, run("验收。", co), run("已验收。", lead)),
		item("五是", 0, run("只换了编号。", gongwen.Source{Department: 2, Revision: 2})),
	}}
	got := Strip(d, 2, 1)
	want := "一是勘察。已勘察。\n二是施工。已开工。群众满意。\n三是已验收。\n四是只换了编号。\n"
	if got.Text() != want {
		t.Errorf("got\n%swant\n%s", got.Text(), want)
	}
	if got.Blocks[1].RunIn != 3 || got.Blocks[2].RunIn != 0 {
		t.Errorf("run-in headings are %d and %d long", got.Blocks[1].RunIn, got.Blocks[2].RunIn)
	}
	if len(got.Blocks[1].Runs) != 1 {
		t.Errorf("the lead's words are in %d pieces", len(got.Blocks[1].Runs))
	}
}

func TestRetype(t *testing.T) {
	e := entry("设计", para("已出图三张。"), para("图已审定。"))
	if got, want := e.Words(), "设计。已出图三张。\n图已审定。"; got != want {
		t.Fatalf("words to edit: %q, want %q", got, want)
	}
	for _, test := range []struct{ name, text, heading, runs string }{
		{"left as it is", e.Words(), "设计", "设计。已出图三张。/2 | 图已审定。/2"},
		{"a word added", "设计。县财政局已出图三张。\n图已审定。", "设计", "设计。/2县财政局/1已出图三张。/2 | 图已审定。/2"},
		{"a paragraph taken out", "设计。已出图三张。", "设计", "设计。已出图三张。/2"},
		{"without its heading", "已出图三张。\n图已审定。", "", "已出图三张。/2 | 图已审定。/2"},
		{"all new", "另行研究，再报", "", "另行研究，再报/1"},
		{"a number typed before it", "一是设计。已出图三张。", "设计", "设计。已出图三张。/2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := Retype(e, test.text, lead)
			if got.Heading != test.heading || runsOf(got.Body) != test.runs {
				t.Errorf("got [%s] %s, want [%s] %s", got.Heading, runsOf(got.Body), test.heading, test.runs)
			}
			if got.Department != 2 || got.Revision != 1 {
				t.Errorf("it is now an entry of %d/%d", got.Department, got.Revision)
			}
		})
	}
	if got := Retype(e, " \n", lead); got.Heading != "" || len(got.Body) != 0 {
		t.Errorf("an empty text leaves %+v", got)
	}
}

func runsOf(blocks []gongwen.Block) string {
	var lines []string
	for _, b := range blocks {
		line := b.Number.Mark
		for _, r := range b.Runs {
			line += r.Text + "/" + string(rune('0'+r.Source.Department))
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, " | ")
}

// The heading of a retyped entry is printed with an item only, as ever.
func TestARetypedEntryAsParagraph(t *testing.T) {
	d := gongwen.Parse(bridgeLetter, lead)
	e := Retype(entry("设计", para("已出图三张。")), "优化设计。已出图三张。", lead)
	if e.Heading != "优化设计" {
		t.Fatalf("the heading is %q", e.Heading)
	}
	before := runsOf(e.Body)
	for range 2 {
		merged, err := Merge(d, []Insertion{{e, Place{AsParagraph, 8}}, {e, Place{AsItem, 6}}})
		if err != nil {
			t.Fatal(err)
		}
		got := merged.Text()
		if !strings.Contains(got, "\n已铺九里\n已出图三张。\n") || !strings.Contains(got, "\n三是优化设计。已出图三张。\n") {
			t.Errorf("got\n%s", got)
		}
		if runsOf(e.Body) != before {
			t.Errorf("merging changed the entry to %s", runsOf(e.Body))
		}
	}
}

// An entry that was edited merges as the original would.
func TestARetypedEntryMergesLikeTheOriginal(t *testing.T) {
	for name := range scenes {
		s := load(t, name)
		ins := s.insertions(t)
		want, err := Merge(s.draft, ins)
		if err != nil {
			t.Fatal(err)
		}
		for i := range ins {
			ins[i].Entry = Retype(ins[i].Entry, ins[i].Entry.Words(), lead)
		}
		got, err := Merge(s.draft, ins)
		if err != nil {
			t.Fatal(err)
		}
		if got.Text() != want.Text() || runsOf(got.Blocks) != runsOf(want.Blocks) {
			t.Errorf("%s: %s", name, firstDifference(runsOf(got.Blocks), runsOf(want.Blocks)))
		}
	}
}
