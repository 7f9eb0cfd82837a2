package merge

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

func opinionEntries(revision int, status string) []Entry {
	return Entries(reply.Contribution{DepartmentID: 2, Revision: revision, Opinion: reply.Opinion{Status: status}})
}

func TestCompare(t *testing.T) {
	const old = "（一）修桥\n已修三座桥。\n（二）铺路\n已铺九里路，群众满意。\n（三）清障\n已清障两处。"
	for _, test := range []struct{ name, now, want string }{
		{"the same", old, "= = ="},
		{"one with other words", strings.Replace(old, "三座", "四座", 1), "~修桥 = ="},
		{"another order", "（一）清障\n已清障两处。\n（二）修桥\n已修三座桥。\n（三）铺路\n已铺九里路，群众满意。", "= = ="},
		{"another heading over nearly the same words", strings.Replace(old, "铺路", "道路建设", 1), "= ~铺路 ="},
		{"one more", old + "\n（四）绿化\n种树一百棵。", "= = = +"},
		{"one fewer", "（一）修桥\n已修三座桥。\n（二）清障\n已清障两处。", "= = -铺路"},
		{"all anew", "种树一百棵。", "+ -修桥 -铺路 -清障"},
		{"nothing left", "", "-修桥 -铺路 -清障"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, c := range Compare(opinionEntries(1, old), opinionEntries(2, test.now)) {
				switch {
				case c.Same:
					got = append(got, "=")
				case c.Old == nil:
					got = append(got, "+")
				case c.New == nil:
					got = append(got, "-"+c.Old.Heading)
				default:
					got = append(got, "~"+c.Old.Heading)
				}
			}
			if s := strings.Join(got, " "); s != test.want {
				t.Errorf("got %s, want %s", s, test.want)
			}
		})
	}
}

// Of an opinion in which one entry was changed, exactly that one is changed.
func TestOneChangedEntryOfTheSampleIsOne(t *testing.T) {
	for name := range scenes {
		s := load(t, name)
		for _, old := range s.entries {
			for i := range old {
				now := slices.Clone(old)
				now[i].Body = append([]gongwen.Block{para("今年又有新的进展。")}, now[i].Body...)
				for j, c := range Compare(old, now) {
					if c.Old == nil || c.New == nil || c.Old.Index != j || c.New.Index != j || c.Same == (j == i) {
						t.Errorf("%s: entry %d changed, and %d is %+v", name, i, j, c)
					}
				}
			}
		}
	}
}

func TestRemake(t *testing.T) {
	d := gongwen.Parse(bridgeLetter, lead)
	old := opinionEntries(1, "（一）设计\n已出图三张。\n图已审定。\n（二）监理\n已监理两次。\n（三）验收\n已验收。")
	d, err := Merge(d, []Insertion{{old[0], Place{AsItem, 4}}, {old[1], Place{Appended, 8}}, {old[2], Place{AsParagraph, 9}}})
	if err != nil {
		t.Fatal(err)
	}
	// The lead writes into the department's words, and behind them.
	d = gongwen.Retrace(d, strings.Replace(strings.Replace(d.Text(), "已出图三张", "已出全部图三张", 1), "已监理两次。", "已监理两次。均合格。", 1), lead)
	now := opinionEntries(2, "（一）设计\n已出图五张。\n（二）监理\n已监理四次\n（三）验收\n已验收两处。\n一是石桥。已验收。")
	for _, test := range []struct {
		name string
		i    int
		now  *Entry
		want string // the lines about it
	}{
		{"an item keeps its number and its heading", 0, &now[0], "二是设计。已出图五张。\n我们还请了专家。"},
		{"joined to the lead's paragraph, the lead's own sentence behind it", 1, &now[1], "已铺九里。已监理四次。均合格。\n"},
		{"a paragraph, with more behind it", 2, &now[2], "（三）清障\n已验收两处。\n一是石桥。已验收。\n"},
		{"an item taken out", 0, nil, "一是勘察。已勘察三处。\n我们还请了专家。\n二是施工。"},
		{"taken out of a paragraph", 1, nil, "（二）铺路\n已铺九里。均合格。\n"},
		{"a paragraph taken out", 2, nil, "（三）清障\n二、下一步打算"},
	} {
		t.Run(test.name, func(t *testing.T) {
			where := Standing(d, old[test.i], old)
			var got gongwen.Document
			var err error
			if test.now == nil {
				got, err = Remake(d, nil, nil, where)
			} else {
				got, err = Remake(d, nil, []Replacement{{*test.now, where}}, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got.Text(), test.want) {
				t.Errorf("got\n%s\nwant in it\n%s", got.Text(), test.want)
			}
			if left := Standing(got, old[test.i], old); len(left) > 0 {
				t.Errorf("old words are left: %q", Words(got, left))
			}
			for _, other := range old {
				if other.Index != test.i && len(Standing(got, other, old)) == 0 {
					t.Errorf("the words of %s went too", other.Heading)
				}
			}
			if test.now != nil && len(Unused(*test.now, got)) > 0 {
				t.Errorf("new words are lost: %q", Unused(*test.now, got))
			}
			checkNumbering(t, got)
		})
	}
	if _, err := Remake(d, nil, []Replacement{{now[0], nil}}, nil); reply.CodeOf(err) != reply.Invalid {
		t.Errorf("in place of words that are gone: %v", err)
	}
}

// In the sample, taking each entry out and putting it in again in its place gives
// the same letter, wherever it stands.
func TestTheSampleIsReplacedInPlace(t *testing.T) {
	for name := range scenes {
		s := load(t, name)
		merged, err := Merge(s.draft, s.insertions(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, among := range s.entries {
			for _, e := range among {
				where := Standing(merged, e, among)
				if len(where) == 0 || len(Unused(e, merged)) > 0 {
					t.Errorf("%s: %s is merged and stands at %v, unused %q", name, e.name(), where, Unused(e, merged))
					continue
				}
				next := e
				next.Revision++
				next.Body = slices.Clone(e.Body)
				for i, b := range next.Body {
					next.Body[i].Runs = []gongwen.Run{{Text: b.Words(), Source: next.source()}}
				}
				got, err := Remake(merged, nil, []Replacement{{next, where}}, nil)
				if err != nil {
					t.Fatal(err)
				}
				if got.Text() != merged.Text() {
					t.Errorf("%s: %s\n%s", name, e.name(), firstDifference(got.Text(), merged.Text()))
				}
				if left := Standing(got, e, among); len(left) > 0 {
					t.Errorf("%s: words of the old revision are left: %q", name, Words(got, left))
				}
			}
		}
	}
}

// Whatever a department changes, takes out or leaves in its next contribution:
// taken in place, the draft has the new words and not the old ones, and nobody
// else's are touched.
func TestAnyRevisionOfTheSampleIsTakenInPlace(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for name := range scenes {
		s := load(t, name)
		merged, err := Merge(s.draft, s.insertions(t))
		if err != nil {
			t.Fatal(err)
		}
		for range 30 {
			for _, old := range s.entries {
				var now []Entry
				for _, e := range old {
					switch next := revised(e, random); {
					case random.IntN(4) == 0: // taken out
					case random.IntN(2) == 0:
						now = append(now, e)
					default:
						now = append(now, next)
					}
				}
				checkRevision(t, name, merged, old, now)
			}
		}
	}
}

// revised leaves a sentence of an entry out and says another one in its place.
func revised(e Entry, random *rand.Rand) Entry {
	e.Revision++
	e.Body = slices.Clone(e.Body)
	for i, b := range e.Body {
		e.Body[i].Runs = []gongwen.Run{{Text: b.Words(), Source: e.source()}}
	}
	i := random.IntN(len(e.Body))
	sentences := strings.SplitAfter(e.Body[i].Words(), "。")
	sentences[random.IntN(len(sentences))] = "今年又有新的进展。"
	e.Body[i].Runs = []gongwen.Run{{Text: strings.Join(sentences, ""), Source: e.source()}}
	return e
}

func checkRevision(t *testing.T, name string, merged gongwen.Document, old, now []Entry) {
	t.Helper()
	var anew []Replacement
	var out []Stretch
	for _, c := range Compare(old, now) {
		switch {
		case c.Same:
		case c.New == nil:
			out = append(out, Standing(merged, *c.Old, old)...)
		case c.Old == nil: // nothing of the old words is left in it
			now = slices.DeleteFunc(slices.Clone(now), func(e Entry) bool { return e.Index == c.New.Index })
		default:
			anew = append(anew, Replacement{*c.New, Standing(merged, *c.Old, old)})
		}
	}
	got, err := Remake(merged, nil, anew, out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range now {
		if left := Unused(e, got); len(left) > 0 {
			t.Errorf("%s: %s lacks %q", name, e.name(), left)
		}
	}
	before, after := Shares(merged), Shares(got)
	for department, n := range before {
		if department != old[0].Department && after[department] != n {
			t.Errorf("%s: department %d had %d characters, now %d", name, department, n, after[department])
		}
	}
}

func TestUnused(t *testing.T) {
	d := gongwen.Parse(bridgeLetter, lead)
	e := opinionEntries(1, "（一）设计\n已出图三张，其中总图一张。图已审定，可以施工。")[0]
	for _, test := range []struct{ name, text, want string }{
		{"as written", "设计。已出图三张，其中总图一张。图已审定，可以施工。", ""},
		{"a sentence left out", "设计。已出图三张，其中总图一张。", "图已审定，可以施工。"},
		{"the middle left out", "设计。已出图三张。图已审定，可以施工。", "其中总图一张"},
		{"a word of the lead's between", "设计。已经出图三张，其中总图一张。图已审定，可以施工。", ""},
		{"all other words", "正在设计", "已出图三张，其中总图一张。图已审定，可以施工。"},
	} {
		t.Run(test.name, func(t *testing.T) {
			merged, err := Merge(d, []Insertion{{Retype(e, test.text, lead), Place{AsItem, 4}}})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(Unused(e, merged), "|"); got != test.want {
				t.Errorf("unused %q, want %q", got, test.want)
			}
		})
	}
	if got := Unused(e, d); len(got) != 1 {
		t.Errorf("of an entry that was not merged: %q", got)
	}
}

func TestAdopt(t *testing.T) {
	s := load(t, "sample")
	merged, err := Merge(s.draft, s.insertions(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, among := range s.entries {
		e := among[0]
		where := Standing(merged, e, among)
		got := Adopt(merged, where, lead)
		if got.Text() != merged.Text() || len(Standing(got, e, among)) > 0 {
			t.Errorf("%s: the text changed, or words are still the department's", e.name())
		}
		for i, want := range Words(merged, where) {
			if Words(got, where)[i] != want {
				t.Errorf("%s: other words at %v", e.name(), where[i])
			}
		}
	}
}

// Whatever two texts are, the pieces give both back.
func TestDifferenceGivesBothTextsBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("一二桥路，。\n修")
	text := func() string {
		s := make([]rune, random.IntN(40))
		for i := range s {
			s[i] = letters[random.IntN(len(letters))]
		}
		return string(s)
	}
	long := strings.Repeat("已修桥三座，又修两座。", 400)
	pairs := [][2]string{{"", ""}, {"已修三座。", ""}, {"", "已修三座。"}, {long, strings.Replace(long, "三", "四", 3)}, {long + long + long, text()}}
	for range 500 {
		pairs = append(pairs, [2]string{text(), text()})
	}
	for _, p := range pairs {
		var old, now strings.Builder
		for i, piece := range Difference(p[0], p[1]) {
			if piece.Text == "" || piece.Deleted && piece.Inserted {
				t.Fatalf("piece %d of %q is %+v", i, p, piece)
			}
			if !piece.Inserted {
				old.WriteString(piece.Text)
			}
			if !piece.Deleted {
				now.WriteString(piece.Text)
			}
		}
		if old.String() != p[0] || now.String() != p[1] {
			t.Fatalf("%q → %q comes back as %q → %q", p[0], p[1], old.String(), now.String())
		}
	}
}

func TestDifferenceIsReadable(t *testing.T) {
	var got strings.Builder
	for _, p := range Difference("已出图三张，其中总图一张。", "已出图五张，审定一张。") {
		switch {
		case p.Deleted:
			got.WriteString("[-" + p.Text + "]")
		case p.Inserted:
			got.WriteString("[+" + p.Text + "]")
		default:
			got.WriteString(p.Text)
		}
	}
	if want := "已出图[-三张，其中总图][+五张，审定]一张。"; got.String() != want {
		t.Errorf("got  %s\nwant %s", got.String(), want)
	}
}
