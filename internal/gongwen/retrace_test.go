package gongwen

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var (
	lead      = Source{Department: 1}
	education = Source{Department: 2, Revision: 1}
	market    = Source{Department: 3, Revision: 2}
	editor    = Source{Department: 9}
)

// owners shows who wrote what: a line a block, each run before its department.
func owners(d Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		s.WriteString(b.Number.Mark)
		for _, r := range b.Runs {
			s.WriteString(r.Text + string(rune('0'+r.Source.Department)))
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// draft is a merged text: two paragraphs of the lead's, one that two departments
// share, and an item of a third.
func draft() Document {
	d := Parse("一、工作情况\n省科技厅按照三比三比四的比例出资。\n组织实施人才项目。教育厅调整学科专业布局。\n一是保护知识产权。建成昆明分中心。", lead)
	d.Blocks[2].Runs = []Run{{Text: "组织实施人才项目。", Source: lead}, {Text: "教育厅调整学科专业布局。", Source: education}}
	d.Blocks[3].Runs[0].Source = market
	return d
}

func TestRetraceKeepsTheSourcesOfWordsThatStay(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing changed", draft().Text(),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"words put into a co-handler's sentence", strings.Replace(draft().Text(), "教育厅调整", "教育厅持续调整", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅2持续9调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"one character changed", strings.Replace(draft().Text(), "昆明", "玉明", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成3玉9明分中心。3\n"},
		{"words taken out", strings.Replace(draft().Text(), "学科专业", "专业", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"paragraphs change places", "一、工作情况\n一是保护知识产权。建成昆明分中心。\n组织实施人才项目。教育厅调整学科专业布局。\n省科技厅按照三比三比四的比例出资。",
			"一、工作情况1\n一是保护知识产权。建成昆明分中心。3\n组织实施人才项目。1教育厅调整学科专业布局。2\n省科技厅按照三比三比四的比例出资。1\n"},
		{"a paragraph is split", strings.Replace(draft().Text(), "教育厅", "\n教育厅", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1\n教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"two paragraphs are joined", strings.Replace(draft().Text(), "出资。\n", "出资。", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"a sentence moves to another paragraph", "一、工作情况\n省科技厅按照三比三比四的比例出资。教育厅调整学科专业布局。\n组织实施人才项目。\n一是保护知识产权。建成昆明分中心。",
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1教育厅调整学科专业布局。2\n组织实施人才项目。1\n一是保护知识产权。建成昆明分中心。3\n"},
		{"the number changes", strings.Replace(draft().Text(), "一是", "二是", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n二是保护知识产权。建成昆明分中心。3\n"},
		{"the number goes", strings.Replace(draft().Text(), "一是", "", 1),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n保护知识产权。建成昆明分中心。3\n"},
		{"white space and half-width marks", strings.ReplaceAll(strings.Replace(draft().Text(), "教育厅调整", " 教育厅　调整", 1), "。", "."),
			"一、工作情况1\n省科技厅按照三比三比四的比例出资。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"a sentence is written anew", strings.Replace(draft().Text(), "按照三比三比四的比例出资", "与高新区共同拿出的资金有限", 1),
			"一、工作情况1\n省科技厅1与高新区共同拿出的资金有限9。1\n组织实施人才项目。1教育厅调整学科专业布局。2\n一是保护知识产权。建成昆明分中心。3\n"},
		{"everything goes", "另起一文", "另起一文9\n"},
		{"nothing is left", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := owners(Retrace(draft(), c.text, editor)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// Two runs of one line, the lead's and a co-handler's, and what an edit leaves.
func TestRetraceWithinALine(t *testing.T) {
	for _, c := range []struct{ name, first, second, text, want string }{
		{"a sentence is cut between two others that change", "甲省科技厅出资。", "教育厅调整布局。建成中心乙。", "丙省科技厅出资。建成中心丁。",
			"丙9省科技厅出资。1建成中心2丁9。2\n"},
		{"the middle sentence goes, one that ends as the others do", "甲项目实施。", "布局调整实施。乙中心运行实施。", "丙项目实施。丁中心运行实施。",
			"丙9项目实施。1丁9中心运行实施。2\n"},
		{"a character is left between changes of two", "建成国家平台九个", "。", "建成省级大台十七个。", "建成1省级大9台1十七9个1。2\n"},
		{"a character is left between long additions", "支持校建设", "平台。", "支持在滇科研院所和高等院校内外共同组织建设平台。",
			"支持1在滇科研院所和高等院9校1内外共同组织9建设1平台。2\n"},
		{"the last sentence goes and the first changes", "甲项目完成。", "布局调整好。", "丙项目完成。", "丙9项目完成。1\n"},
		{"a sentence is put elsewhere twice", "省科技厅与高新区共同出资成立科技创新联合专项。", "教育厅调整学科专业布局。", "教育厅调整学科专业布局。教育厅调整学科专业布局。省科技厅与高新区共同出资成立科技创新联合专项。",
			"教育厅调整学科专业布局。2教育厅调整学科专业布局。9省科技厅与高新区共同出资成立科技创新联合专项。1\n"},
		{"a space is typed between words", "开展GreaterMekong", "合作。", "开展Greater Mekong合作。", "开展Greater Mekong1合作。2\n"},
		{"a sentence moves and is repeated", "开头一句话。", "教育厅持续调整学科专业布局。末尾一句话在这里。", "教育厅持续调整学科专业布局。开头一句话。教育厅持续调整学科专业布局。末尾一句话在这里。教育厅持续调整学科专业布局。",
			"教育厅持续调整学科专业布局。9开头一句话。1教育厅持续调整学科专业布局。末尾一句话在这里。2教育厅持续调整学科专业布局。9\n"},
		{"words move in front of words that go on alike", "子丑寅卯一二三四五六七八九十。", "辰巳午未申酉戌亥子天地。", "辰巳午未申酉戌亥子丑寅卯一二三四五六七八九十。天地。",
			"辰巳午未申酉戌亥2子丑寅卯一二三四五六七八九十。1天地。2\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			old := Document{Blocks: []Block{{Runs: []Run{{Text: c.first, Source: lead}, {Text: c.second, Source: education}}}}}
			if got := owners(Retrace(old, c.text, editor)); got != c.want {
				t.Errorf("got  %swant %s", got, c.want)
			}
		})
	}
}

// A document that was put together need not be as Parse would read it.
func TestRetraceOfUnparsedDocument(t *testing.T) {
	d := Document{Blocks: []Block{
		{Runs: []Run{{Text: "一是加强 领导", Source: education}, {Text: ",落实责任", Source: market}, {Text: "", Source: lead}}},
		{Number: Number{Style: ArabicDot, Value: 1, Mark: "1."}, Runs: []Run{{Text: "5亿元到位。", Source: market}}},
		{},
		{Runs: []Run{{Text: "建成平台", Source: market}, {Text: ".", Source: education}, {Text: "引进人才.", Source: market}}},
	}}
	got := owners(Retrace(d, d.Text(), editor))
	if want := "一是加强领导2，落实责任3\n1.5亿元到位。3\n建成平台3。2引进人才。3\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// In a text without a repeated character there is but one right answer: what
// is left in its order keeps its source, what is new has the editor's.
func TestRetraceRandomEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		old, text, want := randomEdit(random)
		d := Retrace(old, text, editor)
		if got := Canonical(d.Text()); got != Canonical(text) {
			t.Fatalf("words changed: %q, want %q", got, text)
		}
		if !slices.Equal(sourcesOf(d), want) {
			t.Fatalf("old %q new %q:\ngot  %v\nwant %v", old.Text(), text, sourcesOf(d), want)
		}
	}
}

// randomEdit makes a text of paragraphs, cuts and puts in single characters and
// stretches, and tells each character's source.
func randomEdit(random *rand.Rand) (old Document, text string, want []Source) {
	next := rune(0x4E00 + 0x100)
	fresh := func() rune { next++; return next }
	sources := []Source{lead, education, market}
	var s strings.Builder
	for range 1 + random.IntN(8) {
		var b Block
		for range 1 + random.IntN(3) {
			run := Run{Source: sources[random.IntN(3)]}
			for range 1 + random.IntN(200) {
				r := fresh()
				run.Text += string(r)
				switch random.IntN(40) {
				case 0: // cut it
				case 1, 2:
					s.WriteRune(r)
					want = append(want, run.Source)
					for range 1 + random.IntN(2) { // fewer than withoutChance looks at
						s.WriteRune(next + 0x2000)
						next++
						want = append(want, editor)
					}
				default:
					s.WriteRune(r)
					want = append(want, run.Source)
				}
			}
			b.Runs = append(b.Runs, run)
		}
		s.WriteByte('\n')
		old.Blocks = append(old.Blocks, b)
	}
	return old, s.String(), want
}

func sourcesOf(d Document) []Source {
	var out []Source
	for _, b := range d.Blocks {
		for _, r := range b.Runs {
			for range r.Text {
				out = append(out, r.Source)
			}
		}
	}
	return out
}
