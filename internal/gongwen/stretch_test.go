package gongwen

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// shared is a text in which education has a sentence in the middle of a paragraph
// and a paragraph of its own.
func shared() Document {
	run := func(text string, s Source) Run { return Run{Text: text, Source: s} }
	return Document{Blocks: []Block{
		{Kind: Heading, Number: Number{Style: HanComma, Value: 1, Mark: "一、"}, Runs: []Run{run("工作情况", lead)}},
		{Runs: []Run{run("省科技厅组织人才项目。", lead), run("省教育厅支持校企合作，共建实验室。", education), run("效果明显。", lead)}},
		{Number: Number{Style: Enumerated, Value: 1, Mark: "一是"}, Runs: []Run{run("调整学科布局。新设专业十个。", education)}},
		{Runs: []Run{run("下一步，加强统筹。", lead)}},
	}}
}

func TestDigest(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		asks           bool
	}{
		{"nothing", "统筹", "统筹", false},
		{"the lead's paragraph", "加强统筹", "进一步加强统筹协调", false},
		{"the lead's sentence before", "组织人才项目", "组织实施重大人才项目", false},
		{"the lead's sentence behind", "效果明显", "取得积极进展", false},
		{"a sentence comes behind", "效果明显。", "效果明显。另有新的安排。", false},
		{"another number", "一是调整", "二是调整", false},
		{"a line comes before", "一、工作情况", "感谢您的关心。\n一、工作情况", false},
		{"the lead's sentence goes", "效果明显。", "", false},
		{"split before its words", "项目。省教育厅", "项目。\n省教育厅", false},
		{"a word put in", "共建实验室", "共建重点实验室", true},
		{"a word changed", "十个", "八个", true},
		{"one character deleted", "共建实验室", "共实验室", true},
		{"a no before its first word", "省教育厅支持", "不省教育厅支持", true},
		{"more in its sentence", "实验室。", "实验室，但进展较慢。", true},
		{"a sentence put in between", "学科布局。", "学科布局。此项工作尚未完成。", true},
		{"its sentence goes", "省教育厅支持校企合作，共建实验室。", "", true},
		{"its paragraph goes", "一是调整学科布局。新设专业十个。\n", "", true},
		{"its paragraph is split", "学科布局。新设", "学科布局。\n新设", true},
		{"its paragraph is joined to the one before", "效果明显。\n一是", "效果明显。", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := shared()
			text := strings.Replace(d.Text(), c.from, c.to, 1)
			if c.from != c.to && text == d.Text() {
				t.Fatal("nothing is changed")
			}
			after := Retrace(d, text, editor, shared())
			if asks := after.Digest(education.Department) != d.Digest(education.Department); asks != c.asks {
				t.Errorf("asks again: %v\n%s", asks, owners(after))
			}
		})
	}
	if got := shared().Digest(market.Department); got != "" {
		t.Errorf("who wrote nothing has %q", got)
	}
	moved := shared()
	moved.Blocks = []Block{moved.Blocks[2], moved.Blocks[0], moved.Blocks[1], moved.Blocks[3]}
	if moved.Digest(education.Department) != shared().Digest(education.Department) {
		t.Error("moving a whole paragraph asks again")
	}
}

// The slow and obvious rule: a department is asked again when the sentences that
// its characters stand in are not the ones that were there, paragraph by paragraph.
func TestDigestAgreesWithTheScribe(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	changed, same := 0, 0
	for round := range 400 {
		s := newScribe(random, unique())
		before := slices.Clone(s.lines)
		act := s.edit()
		for _, who := range []Source{education, market} {
			a, b := document(before), document(s.lines)
			asks := a.Digest(who.Department) != b.Digest(who.Department)
			want := !slices.Equal(stoodFor(before, who.Department), stoodFor(s.lines, who.Department))
			if asks != want {
				t.Fatalf("round %d, after %s: asks %v, want %v\n%v\n%v", round, act, asks, want, a, b)
			}
			if want {
				changed++
			} else {
				same++
			}
		}
	}
	if changed < 50 || same < 50 {
		t.Errorf("%d edits changed words and %d did not: the test proves little", changed, same)
	}
}

// stoodFor marks sentence by sentence what a department stands for.
func stoodFor(lines []scribed, department int64) []string {
	var all []string
	for _, l := range lines {
		at := sentences(l.words)
		first, last := -1, -1
		for k := 0; k+1 < len(at); k++ {
			for _, c := range l.words[at[k]:at[k+1]] {
				if c.source.Department == department && c.r != '。' {
					if first < 0 {
						first = at[k]
					}
					last = at[k+1]
				}
			}
		}
		if first >= 0 {
			var words strings.Builder
			for _, c := range l.words[first:last] {
				words.WriteRune(c.r)
			}
			all = append(all, words.String())
		}
	}
	slices.Sort(all)
	return all
}
