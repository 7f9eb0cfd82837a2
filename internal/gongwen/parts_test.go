package gongwen

import (
	"strings"
	"testing"
)

// Texts that were read wrong once: each line with what it is, texts parted by a
// blank line.
func TestLinesThatWereReadWrong(t *testing.T) {
	texts := strings.Split(strings.TrimSuffix(read(t, "testdata/faults.tsv"), "\n"), "\n\n")
	if len(texts) < 50 {
		t.Fatalf("%d texts", len(texts))
	}
	for _, text := range texts {
		var lines, want []string
		for row := range strings.SplitSeq(text, "\n") {
			part, line, _ := strings.Cut(row, "\t")
			lines, want = append(lines, line), append(want, part)
		}
		d := Parse(strings.Join(lines, "\n"), Source{})
		for i, b := range d.Blocks {
			if got := b.Part().String(); got != want[i] {
				t.Errorf("%q is seen as %s, want %s, in\n%s", lines[i], got, want[i], text)
			}
		}
	}
}

// A blank that parts two elements on one line stays; others beside Han go.
func TestBlanksThatPartElementsStay(t *testing.T) {
	for in, want := range map[string]string{
		"联系人：李五   联系电话：0871-63100001": "联系人：李五 联系电话：0871-63100001",
		"联 系 人：李五　电    话：63100001":    "联系人：李五 电话：63100001",
		"某函〔2021〕141号 签发人：王六":         "某函〔2021〕141号 签发人：王六",
		"某市教育局  某市财政局 某市公安局":          "某市教育局 某市财政局 某市公安局",
		"某市教育局（盖章）  2024年6月7日":        "某市教育局（盖章） 2024年6月7日",
		"某市教育局办公室 2024年6月8日印发":        "某市教育局办公室 2024年6月8日印发",
		"张三 李四 王五委员：":                 "张三 李四 王五委员：",
		"李 明 委员：":                     "李明委员：",
		"杨建林  委员：":                    "杨建林委员：",
		"2024年 6月 7日":                 "2024年6月7日",
		"我局 已建成 停车场。":                 "我局已建成停车场。",
		"截至 2024年6月7日":                "截至2024年6月7日",
		"答    复":                      "答复",
	} {
		if got := Squeeze(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
		if again := Squeeze(want); again != want {
			t.Errorf("%q becomes %q the second time", want, again)
		}
	}
}

// What stands on one line is taken apart for the frame.
func TestElementsOfOneLine(t *testing.T) {
	for line, want := range map[string]string{
		"某函〔2021〕141号 签发人：王六\n关于政协某市五届三次会议第12号提案的答复\n张三委员：\n收悉。": "number 某函〔2021〕141号|issuer 签发人：王六",
		"张三委员：\n收悉。\n此复。某市城市管理局 2024年6月7日":                       "closing 此复。|signatory 某市城市管理局|date 2024年6月7日",
		"张三委员：\n收悉。\n某市教育局、某市财政局\n2024年6月7日":                     "signatory 某市教育局|signatory 某市财政局",
		"张三委员：\n收悉。\n某市教育局2024年6月7日":                             "signatory 某市教育局|date 2024年6月7日",
	} {
		found := false
		for _, b := range Parse(line, Source{}).Blocks {
			var got []string
			for _, e := range b.Elements() {
				got = append(got, e.Part.String()+" "+e.Text)
			}
			found = found || strings.Join(got, "|") == want
		}
		if !found {
			t.Errorf("nothing in %q is %s", line, want)
		}
	}
}

// Paragraphs of one level have one face: a first sentence over 30 characters is
// a run-in heading beside a shorter one.
func TestRunInHeadingsOfALevelAreAlike(t *testing.T) {
	long := "坚持问题导向和目标导向相统一不断健全完善城乡一体的公共停车服务供给体系。"
	d := Parse("一、下一步工作\n（一）"+long+"成立专班。\n（二）加强管理。开展检查。\n（三）只有一句而且没有别的话所以无论如何都算不上标题的很长很长很长很长很长很长的话。\n二、保障\n（一）"+long+"成立专班。", Source{})
	for i, want := range []int{0, len([]rune(long)), 5, 0, 0, 0} {
		if got := d.Blocks[i].RunIn; got != want {
			t.Errorf("%q: %d characters are a run-in heading, want %d", d.Blocks[i].Text(), got, want)
		}
	}
}

// Each line that is not blank is one part, whatever the text; and what somebody
// has said of a line holds.
func FuzzParts(f *testing.F) {
	addSeeds(f, func(text string) { f.Add(text, uint8(3), uint8(PartNote)) })
	f.Fuzz(func(t *testing.T, text string, at, part uint8) {
		d := Parse(text, lead)
		guesses := d.Guesses(nil)
		if len(guesses) != len(d.Blocks) {
			t.Fatalf("%d guesses of %d lines", len(guesses), len(d.Blocks))
		}
		for i, g := range guesses {
			if g.Part != d.Blocks[i].Part() || g.Sure < 0 {
				t.Fatalf("line %d %q is %s and %s, sure %d", i, d.Blocks[i].Text(), g.Part, d.Blocks[i].Part(), g.Sure)
			}
		}
		if len(d.Blocks) == 0 {
			return
		}
		i, p := int(at)%len(d.Blocks), Part(part)%(parts-1)+1
		d.Blocks[i].Hand = p
		again := d.Reread(nil)
		if again.Text() != d.Text() {
			t.Fatalf("%q became %q", d.Text(), again.Text())
		}
		if got := again.Blocks[i].Kind; got != p.kind() && !(p.kind() == Paragraph && got.Text()) {
			t.Fatalf("line %d was said to be %s and is of kind %d", i, p, got)
		}
	})
}
