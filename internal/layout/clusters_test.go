package layout

import (
	"math/rand/v2"
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

// Words and marks in any order: hardly a text, but the rules hold for it.
var pieces = []string{
	"国", "国家", "国国国国国", "，", "。", "、", "：", "；", "？", "！", "”", "》", "）", "（", "“", "《", "…", "……", "——", "%", "‰", "％",
	"·", "～", "／", "A", "ab", "12", "3.4", "R&D", " ", "0871-63104060", "∶", "https://www.yn.gov.cn/a/b/cc",
}

func TestRowsOfWordsAndMarksKeepTheRulesOfTheLine(t *testing.T) {
	for seed := range uint64(500) {
		rng := rand.New(rand.NewPCG(seed, 2))
		var b strings.Builder
		b.WriteString("国")
		for range 20 + rng.IntN(150) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		b.WriteString("完")
		l := gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{{Runs: []gongwen.Run{{Text: b.String()}}}}}}
		p := mustSet(t, l, Options{})
		checkCharacters(t, l, p)
		checkEdges(t, l, p)
		checkInside(t, p)
		checkMarks(t, []rune(b.String()), linesOf(l, p)[0])
	}
}

func checkMarks(t *testing.T, text []rune, lines []placed) {
	t.Helper()
	for k, line := range lines {
		if first := text[line.From]; k > 0 && strings.ContainsRune(neverFirst, first) {
			t.Errorf("a line begins with %c: %q", first, string(text[line.From:line.To]))
		}
		if last := text[line.To-1]; k < len(lines)-1 && strings.ContainsRune(neverLast, last) {
			t.Errorf("a line ends with %c: %q", last, string(text[line.From:line.To]))
		}
	}
}

func TestWordsGiveWayToTheMarksAroundThem(t *testing.T) {
	for name, text := range map[string]string{
		"a word that fills its line, and a mark": strings.Repeat("M", 31) + "）",
		"and several":                            strings.Repeat("M", 31) + "）））。。。" + "国",
		"brackets around a word":                 "国（《" + strings.Repeat("0", 54) + "》）。国",
		"dashes between long words":              "国" + strings.Repeat("a", 40) + "——" + strings.Repeat("b", 40) + "……国",
		"accents":                                strings.Repeat("e\u0301", 62) + "）。国",
	} {
		t.Run(name, func(t *testing.T) {
			l := gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{{Kind: gongwen.Addressee, Runs: []gongwen.Run{{Text: text}}}}}}
			p := mustSet(t, l, Options{})
			checkCharacters(t, l, p)
			checkInside(t, p)
			checkMarks(t, []rune(text), linesOf(l, p)[0])
		})
	}
}

func TestCopyListsBreakBetweenNames(t *testing.T) {
	l := gongwen.Letter{CopyTo: []string{
		"省政府督查室", "省政协提案委员会", "省市场监管局", "省教育厅", "昆明市科学技术局", "西双版纳傣族自治州人力资源和社会保障局",
		strings.Repeat("某某", 20) + "办公室", "楚雄州科技局",
	}}
	lines := elements(mustSet(t, l, Options{}), ElementCopyTo)
	for i, line := range lines {
		s := string(runesOf(line.Line))
		if !strings.HasSuffix(s, "，") && !strings.HasSuffix(s, "。") && !strings.HasSuffix(s, "某") {
			t.Errorf("line %d ends inside a name: %s", i, s)
		}
		if i > 0 {
			near(t, "turned line under the first name", leftOf(line.Line), (leftOf(lines[0].Line)+3*14)/MM)
		}
	}
}
