package merge

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

var (
	lead = gongwen.Source{Department: 1}
	co   = gongwen.Source{Department: 2, Revision: 1}
)

func para(words string) gongwen.Block {
	return gongwen.Block{Runs: []gongwen.Run{{Text: words, Source: co}}}
}

func entry(heading string, body ...gongwen.Block) Entry {
	return Entry{Department: 2, Revision: 1, Heading: heading, Body: body}
}

func items(text string) []gongwen.Block { return gongwen.Parse(text, co).Blocks }

const bridgeLetter = "张三委员：\n现答复如下：\n一、工作情况\n（一）修桥\n一是勘察。已勘察三处。\n我们还请了专家。\n三是施工。已开工。\n（二）铺路\n已铺九里\n（三）清障\n二、下一步打算\n（一）管护\n重点做两件事：\n一是巡查。每月一次。\n感谢您的支持。\n某县交通局\n"

func TestMerge(t *testing.T) {
	for _, test := range []struct {
		name         string
		e            Entry
		under, after string
		kind         Kind
		want         []string // the lines around the place
	}{
		{"an item into the gap the lead left", entry("设计", para("已出图。")), "修桥", "一是勘察", AsItem,
			[]string{"一是勘察。已勘察三处。", "二是设计。已出图。", "我们还请了专家。", "三是施工。已开工。"}},
		{"an item in front of the others", entry("设计", para("已出图。"), para("图已审。")), "修桥", "", AsItem,
			[]string{"（一）修桥", "一是设计。已出图。", "图已审。", "二是勘察。已勘察三处。"}},
		{"an item behind a line that leads in", entry("养护", para("已养护。")), "管护", "重点做两件事", AsItem,
			[]string{"重点做两件事：", "一是养护。已养护。", "二是巡查。每月一次。"}},
		{"an item without a heading", entry("", para("已出图。")), "修桥", "last", AsItem,
			[]string{"三是已出图。", "（二）铺路"}},
		{"an item that is a heading alone", entry("设计"), "修桥", "last", AsItem, []string{"三是设计。", "（二）铺路"}},
		{"items inside an item count otherwise", entry("设计", items("一是出图。已出图。\n二是审图。已审。")...), "修桥", "last", AsItem,
			[]string{"三是设计。", "第一，出图。已出图。", "第二，审图。已审。", "（二）铺路"}},
		{"a paragraph in front", entry("设计", para("已出图。")), "铺路", "", AsParagraph,
			[]string{"（二）铺路", "已出图。", "已铺九里"}},
		{"a paragraph at the end", entry("设计", para("已出图。"), para("图已审。")), "铺路", "last", AsParagraph,
			[]string{"已铺九里", "已出图。", "图已审。", "（三）清障"}},
		{"a paragraph that is a heading alone", entry("设计"), "铺路", "last", AsParagraph,
			[]string{"已铺九里", "设计。", "（三）清障"}},
		{"a paragraph below an empty heading", entry("设计", para("已出图。")), "清障", "", AsParagraph,
			[]string{"（三）清障", "已出图。", "二、下一步打算"}},
		{"the last place stands before the closing", entry("养护", para("已养护。")), "管护", "last", AsParagraph,
			[]string{"一是巡查。每月一次。", "已养护。", "感谢您的支持。"}},
		{"joined to a paragraph that lacks its stop", entry("设计", para("已出图。"), para("图已审。")), "铺路", "已铺九里", Appended,
			[]string{"（二）铺路", "已铺九里。已出图。", "图已审。", "（三）清障"}},
		{"items are not joined but follow", entry("", items("一是出图。已出图。")...), "修桥", "三是施工", Appended,
			[]string{"二是施工。已开工。", "三是出图。已出图。", "（二）铺路"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := gongwen.Parse(bridgeLetter, lead)
			place, err := Resolve(d, test.under, string(test.kind), test.after, Either)
			if err != nil {
				t.Fatal(err)
			}
			merged, err := Merge(d, []Insertion{{test.e, place}})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains("\n"+merged.Text(), "\n"+strings.Join(test.want, "\n")+"\n") {
				t.Errorf("got\n%s\nwant in it\n%s", merged.Text(), strings.Join(test.want, "\n"))
			}
			if !reflect.DeepEqual(d, gongwen.Parse(bridgeLetter, lead)) {
				t.Error("the draft was changed")
			}
		})
	}
}

func TestSeveralEntriesAtOnePlace(t *testing.T) {
	d := gongwen.Parse(bridgeLetter, lead)
	at := slices.IndexFunc(d.Blocks, func(b gongwen.Block) bool { return strings.HasPrefix(b.Words(), "施工") })
	merged, err := Merge(d, []Insertion{
		{entry("甲", para("甲已办。")), Place{AsItem, at}},
		{entry("乙", para("乙已办。"), para("乙又办。")), Place{Appended, at}},
		{entry("丙", para("丙已办。")), Place{AsParagraph, at}},
		{entry("丁", para("丁已办。")), Place{AsItem, at}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "二是施工。已开工。乙已办。\n乙又办。\n三是甲。甲已办。\n丙已办。\n四是丁。丁已办。\n（二）铺路"
	if !strings.Contains(merged.Text(), want) {
		t.Errorf("got\n%s", merged.Text())
	}
}

func TestASecondListUnderAHeadingBeginsAnew(t *testing.T) {
	d := gongwen.Parse("张三委员：\n一、工作情况\n一是勘察。已勘察。\n二是施工。已开工。\n还做了两件事：\n一是巡查。已巡查。\n二、下一步打算\n将养护。\n", lead)
	merged, err := Merge(d, []Insertion{{entry("养护", para("已养护。")), Place{AsItem, 4}}})
	if want := "还做了两件事：\n一是养护。已养护。\n二是巡查。已巡查。\n"; err != nil || !strings.Contains(merged.Text(), want) {
		t.Errorf("got %s, %v", merged.Text(), err)
	}
}

func TestItemsTakeTheNumbersOfTheirNeighbours(t *testing.T) {
	for mark, want := range map[string]string{"1.勘察。已勘察，已验收。": "2.设计。", "第一，勘察。已勘察。": "第二，设计。", "（一）勘察。已勘察。": "（二）设计。"} {
		d := gongwen.Parse("张三委员：\n一、工作情况\n"+mark+"\n某县交通局\n", lead)
		merged, err := Merge(d, []Insertion{{entry("设计", para("已出图。")), Place{AsItem, 2}}})
		if err != nil || !strings.Contains(merged.Text(), want) {
			t.Errorf("%s: got %s, %v", mark, merged.Text(), err)
		}
	}
}

func TestWhatIsJoinedBeginsASentence(t *testing.T) {
	for before, want := range map[string]string{
		"已铺九里": "已铺九里。已出图。", "已铺九里。": "已铺九里。已出图。", "称为“九里路”": "称为“九里路”。已出图。",
		"称为“好路。”": "称为“好路。”已出图。", "已铺九里，": "已铺九里，已出图。",
	} {
		d := gongwen.Parse("张三委员：\n一、工作情况\n"+before+"\n二、下一步打算\n将养护。\n", lead)
		merged, err := Merge(d, []Insertion{{entry("", para("已出图。")), Place{Appended, 2}}})
		if err != nil || merged.Blocks[2].Text() != want {
			t.Errorf("%s: got %s, %v", before, merged.Text(), err)
		}
	}
}

func TestPlacesThatAreRefused(t *testing.T) {
	d := gongwen.Parse(bridgeLetter, lead)
	full := entry("设计", para("已出图。"))
	for name, in := range map[string]Insertion{
		"before the letter":           {full, Place{AsParagraph, -1}},
		"behind the letter":           {full, Place{AsParagraph, len(d.Blocks)}},
		"in the opening":              {full, Place{AsParagraph, 1}},
		"behind the signatory":        {full, Place{AsParagraph, len(d.Blocks) - 1}},
		"joined to a heading":         {full, Place{Appended, 2}},
		"joined to a line leading in": {full, Place{Appended, 12}},
		"of an unknown kind":          {full, Place{"elsewhere", 4}},
		"without words":               {entry(""), Place{AsParagraph, 4}},
	} {
		_, err := Merge(d, []Insertion{in})
		if reply.CodeOf(err) != reply.Invalid {
			t.Errorf("%s: got %v", name, err)
			continue
		}
		if name != "without words" && !strings.Contains(err.Error(), "设计") {
			t.Errorf("%s: the complaint does not name the entry: %v", name, err)
		}
	}
}

// Whatever the lead chooses: no word is lost, invented or given to another.
func TestMergeKeepsEveryWord(t *testing.T) {
	for name := range scenes {
		s := load(t, name)
		spots := Spots(s.draft)
		before := s.draft.Text()
		random := rand.New(rand.NewPCG(1, 2))
		for range 60 {
			var ins []Insertion
			want := wordsBySource(s.draft.Blocks)
			for _, p := range s.placements {
				e := s.entry(t, p)
				spot := spots[random.IntN(len(spots))]
				kind := spot.Kinds[random.IntN(len(spot.Kinds))]
				ins = append(ins, Insertion{e, Place{kind, spot.After}})
				if kind == AsItem {
					want[e.source()] = append(want[e.source()], contentRunes(e.Heading)...)
				}
				for source, words := range wordsBySource(e.Body) {
					want[source] = append(want[source], words...)
				}
			}
			merged, err := Merge(s.draft, ins)
			if err != nil {
				t.Fatal(err)
			}
			got := wordsBySource(merged.Blocks)
			if !slices.Equal(got[lead], want[lead]) {
				t.Fatalf("%s: the lead's words have changed", name)
			}
			for _, words := range []map[gongwen.Source][]rune{got, want} {
				for source := range words {
					slices.Sort(words[source])
				}
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: words were lost or invented", name)
			}
			if s.draft.Text() != before {
				t.Fatalf("%s: the draft was changed", name)
			}
			checkNumbering(t, Finish(merged))
		}
	}
}

// wordsBySource are the words of each source, in order, without the stops that
// close headings.
func wordsBySource(blocks []gongwen.Block) map[gongwen.Source][]rune {
	words := map[gongwen.Source][]rune{}
	for _, b := range blocks {
		for _, r := range b.Runs {
			words[r.Source] = append(words[r.Source], contentRunes(r.Text)...)
		}
	}
	return words
}

func contentRunes(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune("。：； ", r) {
			return -1
		}
		return r
	}, s))
}

func checkNumbering(t *testing.T, d gongwen.Document) {
	t.Helper()
	from, to := d.BodyRange()
	again := gongwen.Document{Blocks: gongwen.Renumber(d.Blocks[from:to])}
	if got, want := (gongwen.Document{Blocks: d.Blocks[from:to]}).Text(), again.Text(); got != want {
		t.Errorf("numbering is not new:\n%s", firstDifference(got, want))
	}
}

func TestMergedWordsKeepTheirSource(t *testing.T) {
	s := load(t, "sample")
	merged, err := Merge(s.draft, s.insertions(t))
	if err != nil {
		t.Fatal(err)
	}
	shares := Shares(merged)
	sum := 0
	for _, b := range merged.Blocks {
		sum += len([]rune(b.Words()))
		for _, r := range b.Runs {
			if r.Source.Department == 0 {
				t.Errorf("%q has no source", r.Text)
			}
		}
	}
	if len(shares) != 3 || shares[1]+shares[2]+shares[3] != sum {
		t.Errorf("shares %v do not add up to %d", shares, sum)
	}
	mixed := 0
	for _, b := range merged.Blocks {
		if len(b.Runs) > 1 {
			mixed++
			if len(b.Runs) != 2 || b.Runs[0].Source != lead || b.Runs[1].Source.Revision != 1 {
				t.Errorf("the mixed paragraph has the runs %v", b.Runs)
			}
		}
	}
	if mixed != 1 {
		t.Errorf("%d paragraphs mix sources, the letter has 1", mixed)
	}
}
