package merge

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

func TestSpots(t *testing.T) {
	d := gongwen.Parse(bridgeLetter, lead)
	var got strings.Builder
	for _, s := range Spots(d) {
		fmt.Fprintf(&got, "%d %s %s %s", s.After, s.Part, s.Path, s.Label)
		if slices.Contains(s.Kinds, Appended) {
			got.WriteString(" +")
		}
		got.WriteByte('\n')
	}
	want := `2 status 一、工作情况 “一、工作情况”之下，最前
3 status 一、工作情况 › （一）修桥 “（一）修桥”之下，最前
4 status 一、工作情况 › （一）修桥 “一是勘察”之后 +
5 status 一、工作情况 › （一）修桥 “我们还请了专家”之后 +
6 status 一、工作情况 › （一）修桥 “三是施工”之后 +
7 status 一、工作情况 › （二）铺路 “（二）铺路”之下，最前
8 status 一、工作情况 › （二）铺路 “已铺九里”之后 +
9 status 一、工作情况 › （三）清障 “（三）清障”之下，最前
10 next_steps 二、下一步打算 “二、下一步打算”之下，最前
11 next_steps 二、下一步打算 › （一）管护 “（一）管护”之下，最前
12 next_steps 二、下一步打算 › （一）管护 “重点做两件事：”之后
13 next_steps 二、下一步打算 › （一）管护 “一是巡查”之后 +
`
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}

// A note that stands inside the text is no place, nor does anything follow it.
func TestANoteInsideTheTextIsNoPlace(t *testing.T) {
	d := gongwen.Parse("张三委员：\n一、修桥\n已修三座桥。\n附件：桥梁清单\n二、铺路\n已铺九里。\n某县交通局\n", lead)
	if d.Blocks[3].Kind != gongwen.Attachment {
		t.Fatal("the case has no note")
	}
	for _, s := range Spots(d) {
		if s.After == 3 {
			t.Errorf("a place: %+v", s)
		}
	}
	if all := Suggest(d, entry("修桥", para("又修桥。")), 1); len(all) != 1 || all[0].After != 2 {
		t.Errorf("suggested: %+v", all)
	}
}

func TestLabelsAreShort(t *testing.T) {
	for _, s := range Spots(load(t, "sample").draft) {
		if n := len([]rune(s.Label)); n > maxQuote+10 {
			t.Errorf("%s has %d characters", s.Label, n)
		}
		if strings.Count(s.Label, "“") != 1 {
			t.Errorf("%s has quotes inside quotes", s.Label)
		}
	}
}

func TestPartOf(t *testing.T) {
	const open = "张三委员：\n现答复如下：\n"
	for _, test := range []struct{ name, body, want string }{
		{"status and next steps", "一、工作情况\n甲。\n（一）乙\n二、下一步的工作计划\n（一）丙\n丁。", "s s s n n n"},
		{"headings of their own before the next steps", "一、加强养护\n甲。\n二、存在的问题\n乙。\n三、下一步打算\n丙。\n四、保障\n丁。", "s s s s n n n n"},
		{"one heading for each recommendation", "一、关于“制定下一步计划”的建议\n甲。\n下一步，乙。\n丙。\n二、关于“完善措施”的建议\n丁。", "- s n n - -"},
		{"the parts below each recommendation", "一、关于“修桥”的建议\n（一）工作进展情况\n甲。\n（二）下一步安排\n乙。\n二、关于“铺路”的建议\n丙。", "- s s n n - -"},
		{"no headings", "甲。\n下一步，乙。", "s n"},
		{"a plan that was made is no part", "一、制定行动计划\n甲。\n二、完善情况通报制度\n乙。", "- - - -"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := gongwen.Parse(open+test.body, lead)
			var got []string
			for i := range d.Blocks {
				switch p := PartOf(d, i); {
				case i < 2 && test.name != "no headings":
					if p != Either {
						t.Errorf("the opening is of part %s", p)
					}
				case i >= 2 && p == Either:
					got = append(got, "-")
				case i >= 2:
					got = append(got, string(p[:1]))
				}
			}
			if joined := strings.Join(got, " "); joined != test.want {
				t.Errorf("got %s, want %s", joined, test.want)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	d := gongwen.Parse(strings.Replace(bridgeLetter, "（一）管护", "（一）修桥", 1), lead)
	for _, test := range []struct {
		under, kind, after string
		part               Part
		want               int
	}{
		{"(一)修桥", "item", "一是勘察", Status, 4},
		{"修桥", "item", "施工", Status, 6},
		{"（一）修桥", "paragraph", "", NextSteps, 11},
		{"（一）修桥", "paragraph", "last", NextSteps, 13},
		{"（三）清障", "paragraph", "last", Status, 9},
		{"(二)铺路", "append", "last", Either, 8},
	} {
		got, err := Resolve(d, test.under, test.kind, test.after, test.part)
		if err != nil || got != (Place{Kind(test.kind), test.want}) {
			t.Errorf("%+v: got %v, %v", test, got, err)
		}
	}
	for name, words := range map[string][3]string{
		"no such heading":     {"（九）架线", "item", ""},
		"no such paragraph":   {"（一）修桥", "item", "二是测量"},
		"joined to a heading": {"（一）修桥", "append", ""},
		"no such kind":        {"（一）修桥", "aside", ""},
	} {
		if _, err := Resolve(d, words[0], words[1], words[2], Status); reply.CodeOf(err) != reply.Invalid {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// What is suggested can be done.
func TestEverySuggestionIsAPlace(t *testing.T) {
	for name := range scenes {
		s := load(t, name)
		for _, all := range s.entries {
			for _, e := range all {
				suggestions := Suggest(s.draft, e, 3)
				if len(suggestions) != 3 {
					t.Errorf("%s: %d suggestions", name, len(suggestions))
				}
				seen := map[int]bool{}
				last := 1.0
				for _, one := range suggestions {
					if _, err := Merge(s.draft, []Insertion{{e, one.Place}}); err != nil {
						t.Error(err)
					}
					if seen[one.Heading] || one.Score > last || one.Score < 0 {
						t.Errorf("%s: suggestions out of order: %+v", name, suggestions)
					}
					seen[one.Heading], last = true, one.Score
				}
			}
		}
	}
	for _, text := range []string{"", "张三委员：\n", "张三委员：\n一、工作情况\n某县交通局\n", "一段话。"} {
		d := gongwen.Parse(text, lead)
		for _, one := range Suggest(d, entry("设计", para("已出图。")), 3) {
			if _, err := Merge(d, []Insertion{{entry("设计", para("已出图。")), one.Place}}); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}

func TestALetterThatLacksThePartStillOffersPlaces(t *testing.T) {
	d := gongwen.Parse("张三委员：\n一、工作开展情况\n（一）修桥\n已修三座桥。\n（二）铺路\n已铺九里路。\n", lead)
	e := entry("养护道路", para("将养护道路。"))
	e.Part = NextSteps
	if all := Suggest(d, e, 3); len(all) != 2 || !strings.Contains(all[0].Path, "铺路") {
		t.Errorf("got %+v", all)
	}
}

func TestKindFollowsWhatStandsUnderTheHeading(t *testing.T) {
	for _, test := range []struct {
		name, under string
		part        Part
		want        Kind
		after       string
	}{
		{"nothing: a paragraph", "", Status, AsParagraph, "（一）设计管理"},
		{"paragraphs: another at the end", "已设计。\n又设计。\n", Status, AsParagraph, "又设计。"},
		{"items: the next one", "一是勘察。已勘察。\n二是施工。已施工。\n", Status, AsItem, "二是施工"},
		{"items with a gap: into it", "一是勘察。已勘察。\n还请了专家。\n三是施工。已施工。\n", Status, AsItem, "一是勘察"},
		{"items that begin with the second: before them", "二是施工。已施工。\n", Status, AsItem, "（一）设计管理"},
		{"an item of the same name: joined to it", "一是勘察。已勘察。\n二是切实强化图纸设计。已设计。\n", Status, Appended, "二是切实强化"},
		{"a paragraph of the same name: joined to it", "加强图纸设计。我们已设计图纸。\n已施工。\n", Status, Appended, "加强图纸"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := gongwen.Parse("张三委员：\n一、工作情况\n（一）设计管理\n"+test.under+"（二）绿化\n已绿化。\n二、下一步打算\n将养护。\n", lead)
			e := entry("推进图纸设计工作", para("图纸设计已完成。"))
			e.Part = test.part
			all := Suggest(d, e, 1)
			if len(all) != 1 || all[0].Kind != test.want || !strings.HasPrefix(d.Blocks[all[0].After].Text(), test.after) {
				t.Errorf("got %+v", all)
			}
		})
	}
}
