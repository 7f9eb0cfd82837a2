package layout

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// The lists of the house rules, written out again: a slip in the tables of the
// package must not be a slip here.
const (
	neverFirst = "。，、；：？！）》〉】〕”’·～／％‰"
	neverLast  = "（《〈【〔“‘／"
)

// whole are pieces that stand in one line.
var whole = []string{"3.4", "29%", "0871-63104060", "GMS", "3∶3∶4", "——", "……", "R&D", "RCEP"}

// fragments are what random paragraphs are made of.
var fragments = append([]string{
	"加快推动新质生产力发展", "省科技厅", "云南省", "在", "建设", "“双一流”", "《云南省“十四五”规划（草案）》",
	"，", "。", "、", "；", "：", "？", "！", "（以下简称《办法》）", "〔2024〕12号", "‘一带一路’", "【注】", "〈节选〉",
	"全国人大·政协", "增长8‰", "约５０％", "，其中", "。”", "！”（", "》、《", "与／或", "1月～5月", "https://www.yn.gov.cn/kjt/2024/05/31/index.html",
	"China-ASEAN Innovation", "和 GMS 国家", "共71所", "①", "℃", "买买提·吐尔逊", "éclair", "A", "第", "’",
}, whole...)

func randomText(rng *rand.Rand) string {
	var b strings.Builder
	b.WriteString("关于某某工作的答复\n某某委员：\n")
	for range 1 + rng.IntN(30) {
		switch rng.IntN(8) {
		case 0:
			b.WriteString("一、工作开展情况\n")
			continue
		case 1:
			b.WriteString("（一）加强人才队伍建设\n")
			continue
		case 2:
			b.WriteString("一是强化政策。")
		case 3:
			b.WriteString("（二）完善服务。")
		}
		b.WriteString("现")
		for range 1 + rng.IntN(60) {
			b.WriteString(fragments[rng.IntN(len(fragments))])
		}
		b.WriteString("完\n")
	}
	b.WriteString("感谢您的关心支持。\n云南省科学技术厅\n")
	for range rng.IntN(4) {
		b.WriteString("云南省教育厅\n")
	}
	b.WriteString("2024年5月31日\n（联系人及电话：战略规划处，63104060）\n")
	return b.String()
}

func TestAnyLetterKeepsTheRulesOfThePage(t *testing.T) {
	for seed := range uint64(200) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 1))
			l := letterOf(randomText(rng))
			l.Sealed = seed%2 == 0
			if seed%3 == 0 {
				l.Letterhead, l.DocNumber = "云南省科学技术厅", "云科提〔2024〕12号"
				l.CopyTo, l.Printer, l.PrintedOn = []string{"省教育厅", "省政府督查室"}, "办公室", "2024年5月31日"
			}
			if seed%4 == 1 {
				l = inLetterForm(l)
			}
			if seed%5 == 0 {
				l = withForm(duplex(l))
			}
			checkLetter(t, l, mustSet(t, l, Options{Specimen: true}))
		})
	}
}

func TestTheSampleKeepsTheRulesOfThePage(t *testing.T) {
	l := sampleLetter(t)
	p := mustSet(t, l, Options{Specimen: true, Draft: "草稿 省科技厅承办人 2024年5月20日"})
	if n := len(p.Pages); n < 15 || n > 16 {
		t.Errorf("the sample takes %d pages, want 15 or 16", n)
	}
	checkLetter(t, l, p)
}

// longLetter has 200 headings and takes more than 60 pages.
func longLetter() gongwen.Letter {
	var text strings.Builder
	text.WriteString("关于第0123号提案的答复\n杨建林委员：\n")
	for i := range 200 {
		if i%10 == 0 {
			fmt.Fprintf(&text, "%s、第%d部分工作\n", []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}[i/10%10], i/10+1)
		}
		fmt.Fprintf(&text, "（一）第%d项工作\n", i+1)
		text.WriteString(strings.Repeat("省科技厅会同有关部门，支持12家单位开展“揭榜挂帅”，增长3.4%。", 4+i%3) + "\n")
	}
	return sealed(dressed(letterOf(text.String() + signature)))
}

func TestALetterOf60PagesKeepsTheRulesOfThePage(t *testing.T) {
	l := longLetter()
	p := mustSet(t, l, Options{})
	if len(p.Pages) < 60 || len(p.Bookmarks) != 1+20+200 {
		t.Errorf("%d pages, %d bookmarks", len(p.Pages), len(p.Bookmarks))
	}
	checkLetter(t, l, p)
}

func checkLetter(t *testing.T, l gongwen.Letter, p Pages) {
	t.Helper()
	checkCharacters(t, l, p)
	checkAnnexes(t, l, p)
	checkBreaks(t, l, p)
	checkEdges(t, l, p)
	checkInside(t, p)
	checkHeadings(t, l, p)
	checkSignature(t, l, p)
}

// placed is a line and the page that it stands on.
type placed struct {
	Line
	page int
}

// linesOf returns the lines of each block, in reading order.
func linesOf(l gongwen.Letter, p Pages) [][]placed {
	lines := make([][]placed, len(l.Body.Blocks))
	for n, page := range p.Pages {
		for _, line := range page.Lines {
			if line.Block >= 0 {
				lines[line.Block] = append(lines[line.Block], placed{line, n})
			}
		}
	}
	return lines
}

func runesOf(l Line) []rune {
	var s []rune
	for _, r := range l.Runs {
		for _, g := range r.Glyphs {
			s = append(s, g.Rune)
		}
	}
	return s
}

// checkCharacters: every character of a block stands in one line, in order,
// and is printed there.
func checkCharacters(t *testing.T, l gongwen.Letter, p Pages) {
	t.Helper()
	for i, lines := range linesOf(l, p) {
		want := []rune(l.Body.Blocks[i].Text())
		var got []rune
		at := 0
		for _, line := range lines {
			if line.From != at {
				t.Errorf("block %d: a line begins with character %d, want %d", i, line.From, at)
			}
			at = line.To
			printed := runesOf(line.Line)
			if s := want[line.From:line.To]; !slices.Equal(s, printed) {
				t.Errorf("block %d: line says it holds %q, prints %q", i, string(s), string(printed))
			}
			got = append(got, printed...)
		}
		if !slices.Equal(got, want) {
			t.Errorf("block %d prints %q, want %q", i, string(got), string(want))
		}
	}
}

// checkAnnexes: the attachments print their titles and texts, each once.
func checkAnnexes(t *testing.T, l gongwen.Letter, p Pages) {
	t.Helper()
	for i, a := range l.Attachments {
		var title, text []rune
		for _, page := range p.Pages {
			for _, line := range page.Lines {
				switch {
				case line.Annex != i+1:
				case line.Element == ElementAnnexTitle:
					title = append(title, runesOf(line)...)
				case line.Element == ElementAnnexText:
					text = append(text, runesOf(line)...)
				}
			}
		}
		want := ""
		for _, b := range a.Body.Blocks {
			want += b.Text()
		}
		if string(title) != a.Title || string(text) != want {
			t.Errorf("attachment %d prints %q, %q, want %q, %q", i+1, string(title), string(text), a.Title, want)
		}
	}
}

func checkBreaks(t *testing.T, l gongwen.Letter, p Pages) {
	t.Helper()
	for i, lines := range linesOf(l, p) {
		text := []rune(l.Body.Blocks[i].Text())
		for k, line := range lines {
			s := string(text[line.From:line.To])
			if first := text[line.From]; k > 0 && strings.ContainsRune(neverFirst, first) {
				t.Errorf("a line begins with %c: %q", first, s)
			}
			if last := text[line.To-1]; k < len(lines)-1 && strings.ContainsRune(neverLast, last) {
				t.Errorf("a line ends with %c: %q", last, s)
			}
			for _, w := range whole {
				for cut := 1; k > 0 && cut < len([]rune(w)); cut++ {
					from := line.From - cut
					if from >= 0 && strings.HasPrefix(string(text[from:]), w) && !insideLongerWord(text, from) {
						t.Errorf("%q is cut: …%s|%s", w, string(text[from:line.From]), s)
					}
				}
			}
		}
	}
}

// insideLongerWord reports a word of which the piece is only a part, such as
// the GMS of a URL; random texts make such.
func insideLongerWord(text []rune, at int) bool {
	for i := at; i >= 0 && text[i] < 0x7f; i-- {
		if text[i] == ':' {
			return true
		}
	}
	return false
}

var address = regexp.MustCompile(`[!-~]*(://|www\.)[!-~]*`)

// hasAddress tells whether an address stands in one of two lines of a text.
func hasAddress(words string, a, b Line) bool {
	for _, at := range address.FindAllStringIndex(words, -1) {
		from, to := utf8.RuneCountInString(words[:at[0]]), utf8.RuneCountInString(words[:at[1]])
		if from < b.To && to > a.From {
			return true
		}
	}
	return false
}

func checkEdges(t *testing.T, l gongwen.Letter, p Pages) {
	t.Helper()
	const tolerance = 0.3 * MM
	for i, lines := range linesOf(l, p) {
		if k := l.Body.Blocks[i].Kind; k != gongwen.Paragraph && k != gongwen.Heading {
			continue
		}
		for k, line := range lines[:max(0, len(lines)-1)] {
			from, to := rightEdge(line.Line)
			ragged := hasAddress(l.Body.Blocks[i].Text(), line.Line, lines[k+1].Line)
			if from > textRight+tolerance || to < textRight-tolerance && !ragged {
				t.Errorf("block %d line %d ends at %.2f to %.2f mm, want 184: %s", i, k, from/MM, to/MM, string(runesOf(line.Line)))
			}
		}
	}
}

// rightEdge returns where the line's last cell ends at the earliest and at the
// latest: a closing mark can have given up its right half.
func rightEdge(l Line) (from, to float64) {
	r, g := lastInked(l)
	advance := advanceOf(r, g)
	switch classOf(g.Rune) {
	case closing:
		return g.X + cell/2, g.X + cell
	case narrow, dash, space:
		return g.X + advance, g.X + advance + cell/4
	}
	end := g.X + (advance+max(advance, cell))/2
	return end, end
}

// lastInked returns the line's last glyph that is not a space, and its run.
func lastInked(l Line) (Run, Glyph) {
	for i := len(l.Runs) - 1; i >= 0; i-- {
		r := l.Runs[i]
		for k := len(r.Glyphs) - 1; k >= 0; k-- {
			if r.Glyphs[k].Rune != ' ' {
				return r, r.Glyphs[k]
			}
		}
	}
	return l.Runs[0], l.Runs[0].Glyphs[0]
}

func advanceOf(r Run, g Glyph) float64 {
	f, err := shippedFaces().Face(r.Face)
	if err != nil {
		return 0
	}
	return f.Advance(g.ID) * r.Size
}

func checkInside(t *testing.T, p Pages) {
	t.Helper()
	for n, page := range p.Pages {
		for _, l := range page.Lines {
			switch l.Element {
			case ElementPageNumber, ElementSpecimen, ElementWatermark, ElementRedlineMark, ElementRedlineTag:
				continue
			}
			for _, r := range l.Runs {
				top, bottom := r.Y-emAscent*r.Size, r.Y+(1-emAscent)*r.Size
				if n := strings.IndexFunc(string(runesOf(Line{Runs: []Run{r}})), func(r rune) bool { return classOf(r) != mark }); n < 0 {
					_, low, high := inkOf(t, r, r.Glyphs[0]) // marks may reach out of the text block
					top, bottom = markReach*r.Size-high, -markReach*r.Size-low
				}
				if l.Element == ElementLetterhead { // 信函格式 has it above the text block
					top += textTop - letterFormTop + 0.5*MM
				}
				if top < textTop-hair || bottom > textBottom+hair {
					t.Errorf("page %d: %s stands at %.2f to %.2f mm", n+1, string(runesOf(l)), top/MM, bottom/MM)
				}
				for _, g := range r.Glyphs {
					spare := 0.0
					switch classOf(g.Rune) {
					case closing, opening: // blank there
						spare = r.Size / 2
					case space, mark, unseen: // blank, whatever the face says of its width
						spare = max(r.Size/2, advanceOf(r, g))
					}
					if g.X < textLeft-spare-0.3*MM || g.X+advanceOf(r, g) > textRight+spare+0.3*MM {
						t.Errorf("page %d: %c stands at %.2f mm in %s", n+1, g.Rune, g.X/MM, string(runesOf(l)))
					}
				}
			}
		}
	}
}

func checkHeadings(t *testing.T, l gongwen.Letter, p Pages) {
	t.Helper()
	lines := linesOf(l, p)
	for i, b := range l.Body.Blocks[:max(0, len(l.Body.Blocks)-1)] {
		if b.Kind != gongwen.Heading || len(lines[i]) == 0 || len(lines[i+1]) == 0 {
			continue
		}
		if a, z := lines[i][len(lines[i])-1].page, lines[i+1][0].page; a != z {
			t.Errorf("the heading %q stands last on page %d", b.Text(), a+1)
		}
	}
}

// checkSignature: the page of the signature bears two lines of text, or all.
func checkSignature(t *testing.T, l gongwen.Letter, p Pages) {
	t.Helper()
	at := l.Body.First(gongwen.Signatory)
	if at < 0 {
		return
	}
	lines := linesOf(l, p)
	page := lines[at][0].page
	total, here := 0, 0
	for i := range at {
		for _, line := range lines[i] {
			total++
			if line.page == page {
				here++
			}
		}
	}
	if here < min(2, total) {
		t.Errorf("page %d bears the signature with %d lines of text", page+1, here)
	}
	if l.Sealed && (p.Seal == nil || p.Seal.Page != page) {
		t.Errorf("the seal is at %+v, the signature on page %d", p.Seal, page+1)
	}
}

func TestAVeryLongWordStaysInTheTextBlockAndLosesNothing(t *testing.T) {
	for name, word := range map[string]string{
		"Latin":             strings.Repeat("Supercalifragilistic", 30),
		"digits":            strings.Repeat("0123456789", 100),
		"address":           "https://" + strings.Repeat("a", 300) + "/" + strings.Repeat("b/", 80),
		"closing marks":     strings.Repeat("。", 200),
		"opening marks":     strings.Repeat("（", 200),
		"dashes":            strings.Repeat("—", 201),
		"spaces":            "甲" + strings.Repeat("\u3000", 100) + "乙",
		"almost a line":     "甲乙" + strings.Repeat("W", 29) + "。" + strings.Repeat("i", 90),
		"word and a mark":   strings.Repeat("M", 31) + "）））。。。" + strings.Repeat("x", 10),
		"combining accents": strings.Repeat("e\u0301", 120),
		"a megabyte":        strings.Repeat("国家，", 1<<20/9),
		"a megabyte's word": "https://" + strings.Repeat(strings.Repeat("w", 90)+"/", 1<<20/91),
	} {
		t.Run(name, func(t *testing.T) {
			l := gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{{Runs: []gongwen.Run{{Text: word + "完"}}}}}}
			p := mustSet(t, l, Options{})
			checkCharacters(t, l, p)
			checkInside(t, p)
		})
	}
}

// lacking are faces that do not have one character.
type lacking struct {
	Faces
	r rune
}

func (f lacking) Glyph(role typeface.Role, r rune) (typeface.Glyph, bool) {
	if r == f.r {
		return typeface.Glyph{}, false
	}
	return f.Faces.Glyph(role, r)
}

func TestEveryRoleOfTheLetterIsSearchedForCharactersWithoutAGlyph(t *testing.T) {
	const rare = "犇"
	base := func() gongwen.Letter {
		return letterOf("关于甲的答复\n甲委员：\n正文。\n云南省科学技术厅\n2024年5月31日\n")
	}
	for name, put := range map[string]func(*gongwen.Letter){
		"发文机关标志": func(l *gongwen.Letter) { l.Letterhead = "某" + rare + "厅" },
		"发文字号":   func(l *gongwen.Letter) { l.DocNumber = rare },
		"办理类别":   func(l *gongwen.Letter) { l.HandlingClass = rare },
		"公开属性":   func(l *gongwen.Letter) { l.Publicity = rare },
		"抄送":     func(l *gongwen.Letter) { l.CopyTo = []string{"省教育厅", rare} },
		"印发机关":   func(l *gongwen.Letter) { l.Printer = rare },
		"正文":     func(l *gongwen.Letter) { l.Body.Blocks[2].Runs[0].Text = "姓" + rare + "名" },
		"标题":     func(l *gongwen.Letter) { l.Body.Blocks[0].Runs[0].Text = "关于" + rare },
		"署名":     func(l *gongwen.Letter) { l.Body.Blocks[3].Runs[0].Text = rare },
	} {
		t.Run(name, func(t *testing.T) {
			l := base()
			put(&l)
			_, err := Set(l, lacking{shippedFaces(), '犇'}, Options{})
			missing, ok := err.(*UnprintableError)
			if !ok {
				t.Fatalf("Set: %v, want an UnprintableError", err)
			}
			if len(missing.Characters) != 1 || missing.Characters[0].Rune != []rune(rare)[0] {
				t.Errorf("names %+v, want the one character", missing.Characters)
			}
			if !strings.Contains(missing.Error(), "U+7287") {
				t.Errorf("%q does not name the character", missing.Error())
			}
		})
	}
}

func TestAnUnprintableCharacterIsNamedOnceWithItsPlace(t *testing.T) {
	l := letterOf("关于甲的答复\n正文开头，姓名王犇犇先生来函收悉。\n")
	_, err := Set(l, lacking{shippedFaces(), '犇'}, Options{})
	missing, ok := err.(*UnprintableError)
	if !ok {
		t.Fatalf("Set: %v, want an UnprintableError", err)
	}
	want := []Unprintable{{'犇', 1, 8, "开头，姓名王犇犇先生来函收"}}
	if !slices.Equal(missing.Characters, want) {
		t.Errorf("got %+v, want %+v", missing.Characters, want)
	}
}

func TestRareCharactersComeFromTheFaceThatHasThem(t *testing.T) {
	for _, name := range []string{"陈珺", "李玥", "王垚", "张𬭎", "赵㛃", "吴𠮷", "〇々"} {
		l := dressed(sealed(letterOf("关于" + name + "提案的答复\n" + name + "委员：\n一、" + name + "\n（一）" + name + "\n" + name + "来函收悉。\n" + name + "办公室\n2024年5月31日\n")))
		l.Letterhead = name + "办公室"
		if _, err := Set(l, shippedFaces(), Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestARunInHeadingLongerThanItsParagraphDoesNoHarm(t *testing.T) {
	b := gongwen.Block{Number: gongwen.Number{Style: gongwen.HanComma, Mark: "一、"}, RunIn: 99, Runs: []gongwen.Run{{Text: "GMS"}}}
	l := gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{b}}}
	checkCharacters(t, l, mustSet(t, l, Options{}))
}
