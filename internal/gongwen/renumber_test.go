package gongwen

import (
	"reflect"
	"strings"
	"testing"
)

func TestHan(t *testing.T) {
	for n, want := range map[int]string{
		1: "一", 2: "二", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 30: "三十", 99: "九十九",
		100: "一百", 101: "一百零一", 110: "一百一十", 111: "一百一十一", 320: "三百二十", 999: "九百九十九", 1000: "1000", 0: "0", -1: "-1",
	} {
		if got := Han(n); got != want {
			t.Errorf("Han(%d) = %s, want %s", n, got, want)
		}
	}
}

// Every mark that Renumber makes is read as the number that it is.
func TestMarksAreReadBack(t *testing.T) {
	for style := HanComma; style <= OrdinalFirst; style++ {
		for n := 1; n <= 99; n++ {
			want := Number{Style: style, Value: n, Mark: mark(style, n)}
			if style == Enumerated && n > maxItems {
				continue
			}
			if got, words := readNumber(want.Mark + "加强领导"); got != want || words != "加强领导" {
				t.Errorf("%s is read as %+v, %q", want.Mark, got, words)
			}
		}
	}
}

func TestRenumber(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"gaps, repeats and disorder", "一、甲\n三、乙\n三、丙", "一、甲\n二、乙\n三、丙"},
		{"each level within its parent", "一、甲\n（二）乙\n（二）丙\n五、丁\n（三）戊\n1.己\n1.庚\n（1）辛\n（1）壬\n（九）癸\n7.子",
			"一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n1.己\n2.庚\n（1）辛\n（2）壬\n（二）癸\n1.子"},
		{"a level skipped", "一、甲\n3.乙\n3.丙\n二、丁\n3.戊", "一、甲\n1.乙\n2.丙\n二、丁\n1.戊"},
		{"wrong marks", "一，甲\n（三）、乙\n1、丙\n②丁\n第一、戊", "一、甲\n（一）乙\n1.丙\n（1）丁\n第一，戊"},
		{"items past an unnumbered paragraph", "一、甲\n一是乙。\n无号段落。\n三是丙。\n二、丁\n三是戊。", "一、甲\n一是乙。\n无号段落。\n二是丙。\n二、丁\n一是戊。"},
		{"items that begin anew behind a lead-in", "一、甲\n一是乙。\n二是丙。\n还要做到：\n一是丁。\n三是戊。", "一、甲\n一是乙。\n二是丙。\n还要做到：\n一是丁。\n二是戊。"},
		{"items that go on behind a lead-in", "一是乙。\n还要做到：\n三是丁。", "一是乙。\n还要做到：\n二是丁。"},
		{"numbered paragraphs count with headings", "（一）甲\n（三）加强领导。落实责任。\n（三）乙", "（一）甲\n（二）加强领导。落实责任。\n（三）乙"},
		{"beyond ten", strings.Repeat("一、甲\n", 12), "一、甲\n二、甲\n三、甲\n四、甲\n五、甲\n六、甲\n七、甲\n八、甲\n九、甲\n十、甲\n十一、甲\n十二、甲"},
		{"words that look like numbers", "您好：\n2024年\n第一批", "您好：\n2024年\n第一批"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse(c.text, lead)
			before := Parse(c.text, lead)
			out := Renumber(d.Blocks)
			if got := (Document{Blocks: out}).Text(); got != c.want+"\n" {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			out[0].Runs[0].Text = "changed"
			if !reflect.DeepEqual(d, before) {
				t.Error("the input was touched")
			}
		})
	}
}

// The sample is numbered right as it stands.
func TestRenumberSample(t *testing.T) {
	d := Parse(read(t, "../sample/data/letter.txt"), lead)
	if got := Renumber(d.Blocks); !reflect.DeepEqual(got, d.Blocks) {
		t.Error(tree(Document{Blocks: got}))
	}
}
