package layout

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

var (
	science   = gongwen.Source{Department: 1}
	education = gongwen.Source{Department: 2, Revision: 1}
	market    = gongwen.Source{Department: 3, Revision: 2}
	houses    = []House{{1, "科技", "省科技厅"}, {2, "教育", "省教育厅"}, {3, "市监", "省市场监管局"}}
)

// redlineOf compares a text of three houses with what became of it. Lines that
// begin with @ are a house's: @教育 …
func redlineOf(before, after string) Redline {
	b, memory := housed(before)
	_, more := housed(after)
	clean := strings.NewReplacer("@教育", "", "@市监", "").Replace(after)
	return Redline{
		Name:   "第2稿 → 第5稿",
		Head:   []string{"政协云南省第十三届委员会第二次会议第0123号提案，省科技厅主办", "从　第2稿（5月12日 14:03）　省科技厅承办人保存", "到　第5稿（5月20日 9:15）　省科技厅承办人合并"},
		Before: b, After: gongwen.Retrace(b, clean, science, append(memory, more...)...), Houses: houses, Subject: "第0123号",
	}
}

func housed(text string) (d gongwen.Document, memory []gongwen.Document) {
	for line := range strings.Lines(text) {
		source := science
		if rest, ok := strings.CutPrefix(line, "@教育"); ok {
			line, source = rest, education
		} else if rest, ok := strings.CutPrefix(line, "@市监"); ok {
			line, source = rest, market
		}
		one := gongwen.Parse(line, source)
		d.Blocks = append(d.Blocks, one.Blocks...)
		if source != science {
			memory = append(memory, one)
		}
	}
	// The kinds of the blocks are those that they have in the whole.
	whole := gongwen.Parse(d.Text(), science)
	for i := range d.Blocks {
		d.Blocks[i].Kind, d.Blocks[i].RunIn = whole.Blocks[i].Kind, whole.Blocks[i].RunIn
	}
	return d, memory
}

const redlineBefore = `关于政协云南省第十三届委员会第二次会议第0123号提案的答复
杨建林委员：
您提出的《关于加快推动新质生产力发展的提案》收悉。经商省教育厅、省市场监管局，现答复如下。
一、工作开展情况
（一）加强人才队伍建设。省科技厅共认定36个中心，增长29%，投入经费1234.5万元。
@教育省教育厅推进“双一流”建设，新增博士学位授权点12个，共建成现代产业学院20所，支持高校与企业共建研发平台，培养了一批高水平人才。
@市监省市场监管局开展知识产权保护专项行动，查办案件120件。
二、下一步工作
我们将继续加强协同创新。
我们将持续优化营商环境。
感谢您的关心支持。
云南省科学技术厅
2024年5月20日
（联系人及电话：战略规划处，63104060）
`

const redlineAfter = `关于政协云南省第十三届委员会第二次会议第0123号提案办理情况的答复
杨建林委员：
您提出的《关于加快推动新质生产力发展的提案》收悉。经商省教育厅和省市场监管局，现答复如下。
一、工作开展情况
（一）加强协同创新。省科技厅共认定42个中心，增长31%，投入经费1234.5万元。
@市监省市场监管局开展知识产权保护专项行动，查办案件120件。
@教育省教育厅推进“双一流”建设，新增博士学位授权点15个，支持高校与企业共建研发平台，培养了一批高水平人才。
@市监（二）加强质量基础设施建设。新建国家级质检中心3家，为中小企业减免检验检测费用，帮助企业开展质量提升行动，推动标准与科技创新互动发展，发布地方标准85项。
二、下一步工作
我们将继续加强协同创新。我们将持续优化营商环境。
感谢您的关心支持。
云南省科学技术厅
2024年5月31日
（联系人及电话：战略规划处，63104061）
`

func redlineCases() map[string]Redline {
	long := strings.Repeat("省科技厅会同有关部门，支持12家单位开展“揭榜挂帅”，增长3.4%。", 12) + "\n"
	rewritten := strings.Repeat("全省高新技术企业总数达到3000家，其中规模以上企业占四成。", 30) + "\n"
	bare := redlineOf("甲文。\n乙文。\n", "甲文。\n丙文。\n")
	bare.Houses, bare.Head, bare.Name = nil, nil, "甲.txt → 乙.txt"
	moved := redlineOf("一、已做的工作\n@教育推进“双一流”建设，新增博士点12个。\n省科技厅认定中心36个，投入经费1234万元。\n二、下一步工作\n@市监市场监管局开展知识产权保护专项行动。\n",
		"一、已做的工作\n@市监市场监管局开展知识产权保护专项行动。\n@教育推进“双一流”建设，新增博士点12个。\n省科技厅认定中心36个，投入经费1234万元。\n二、下一步工作\n")
	return map[string]Redline{
		"redline-moved":  moved,
		"redline":        redlineOf(redlineBefore, redlineAfter),
		"redline-same":   redlineOf(redlineBefore, redlineBefore),
		"redline-bare":   bare,
		"redline-from-0": redlineOf("", redlineAfter),
		"redline-two-pages": redlineOf("一、工作开展情况\n"+strings.Repeat(long, 3)+"@教育"+long+long,
			"一、工作开展情况\n"+strings.Repeat(long, 2)+"@市监"+rewritten+long),
	}
}

func mustRedline(t testing.TB, r Redline) Pages {
	t.Helper()
	p, err := SetRedline(r, shippedFaces())
	if err != nil {
		t.Fatalf("SetRedline: %v", err)
	}
	return p
}

func TestRedlineDumps(t *testing.T) {
	cases := redlineCases()
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		t.Run(name, func(t *testing.T) {
			got := dump(mustRedline(t, cases[name]))
			path := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if line, ok := firstChange(got, string(want)); !ok {
				t.Errorf("the page has changed; look at it, then run with -update\n%s", line)
			}
		})
	}
}

// wordsOfRedline is the text that the pages print, tags and furniture apart.
func wordsOfRedline(p Pages) string {
	var b strings.Builder
	for _, page := range p.Pages {
		for _, l := range page.Lines {
			if l.Block >= 0 && l.Element != ElementRedlineHead {
				b.WriteString(string(runesOf(l)))
			}
		}
	}
	return b.String()
}

// wordsOf is what a comparison has to print, and how many of its characters are
// deleted and inserted, spaces not counted: they may vanish at the end of a line.
func wordsOf(r Redline) string {
	var b strings.Builder
	for _, c := range gongwen.Compare(r.Before, r.After) {
		whole := oneFate(c)
		for _, p := range c.Pieces {
			switch {
			case p.Text != "\n":
				b.WriteString(p.Text)
			case p.Change != gongwen.Kept && !whole:
				b.WriteRune('¶')
			}
		}
	}
	return b.String()
}

// Each character of both revisions stands in the redline as often as it must: in
// the order of the comparison, once.
func TestARedlineHasEveryCharacterOfBothOnce(t *testing.T) {
	for name, r := range redlineCases() {
		if got, want := wordsOfRedline(mustRedline(t, r)), wordsOf(r); got != want {
			t.Errorf("%s: prints\n%s\nwant\n%s", name, got, want)
		}
	}
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 7))
		r := redlineOf(randomText(rng), randomText(rng))
		r.After = gongwen.Retrace(r.Before, editedText(rng, r.Before.Text()), science)
		p := mustRedline(t, r)
		if got, want := wordsOfRedline(p), wordsOf(r); got != want {
			t.Fatalf("seed %d: prints\n%s\nwant\n%s", seed, got, want)
		}
		checkInside(t, p)
		checkStrokes(t, r, p)
		checkRedlineLines(t, p)
	}
}

// editedText is a text after a dozen random edits.
func editedText(rng *rand.Rand, text string) string {
	runes := []rune(text)
	for range 12 {
		at := rng.IntN(len(runes))
		switch rng.IntN(3) {
		case 0:
			runes = slices.Delete(runes, at, min(len(runes), at+1+rng.IntN(40)))
		case 1:
			runes = slices.Insert(runes, at, []rune(fragments[rng.IntN(len(fragments))])...)
		default:
			runes = slices.Insert(runes, at, '\n')
		}
		if len(runes) < 2 {
			return "完\n"
		}
	}
	return string(runes)
}

// checkStrokes holds that exactly the deleted characters are struck and exactly
// the inserted ones underlined.
func checkStrokes(t *testing.T, r Redline, p Pages) {
	t.Helper()
	lines := redlinedLines(r.Before, r.After)
	for n, page := range p.Pages {
		for _, l := range page.Lines {
			if l.Block < 0 || l.Element == ElementRedlineHead {
				continue
			}
			xs, y, size := edgesOf(l), l.Runs[0].Y, l.Runs[0].Size
			for i, x := range xs {
				if i+1 < len(xs) && xs[i+1]-x < 2*strokeApart+1 || i+1 == len(xs) && x > textRight-2 {
					continue // a mark over a letter, a space at the end
				}
				f := lines[l.Block].fates[l.From+i]
				if f.change == gongwen.Kept && hangs(lines[l.Block].runes[l.From+i]) {
					continue
				}
				struck := strokeAt(page, deletedColor, x+1, y-size, y)
				under := strokeAt(page, insertedColor, x+1, y, y+size/2)
				if struck != (f.change == gongwen.Deleted) || under != (f.change == gongwen.Inserted) {
					t.Fatalf("page %d, %q of %q: struck %v, underlined %v, is %v", n+1, string(lines[l.Block].runes[l.From+i]), string(runesOf(l)), struck, under, f.change)
				}
			}
		}
	}
}

func strokeAt(p Page, c Color, x, top, bottom float64) bool {
	return slices.ContainsFunc(p.Rules, func(r Rule) bool {
		return r.Color == c && r.X1 <= x && x <= r.X2 && top < r.Y && r.Y < bottom
	})
}

// checkRedlineLines holds the lines to the letter's rules of breaking.
func checkRedlineLines(t *testing.T, p Pages) {
	t.Helper()
	for _, page := range p.Pages {
		for i, l := range page.Lines {
			if l.Element != ElementBody || l.From == 0 {
				continue
			}
			words := runesOf(l)
			if strings.ContainsRune(neverFirst, words[0]) {
				t.Errorf("a line begins with %q: %s", words[0], string(words))
			}
			if i > 0 && page.Lines[i-1].Block == l.Block {
				above := runesOf(page.Lines[i-1])
				if last := above[len(above)-1]; strings.ContainsRune(neverLast, last) {
					t.Errorf("a line ends with %q: %s", last, string(above))
				}
			}
		}
	}
}

func TestARedlineTagsWhoseWordsChanged(t *testing.T) {
	p := mustRedline(t, redlineOf(redlineBefore, redlineAfter))
	tags := map[string]int{}
	for _, page := range p.Pages {
		for _, l := range page.Lines {
			if l.Element == ElementRedlineTag {
				tags[string(runesOf(l))]++
			}
		}
	}
	for _, page := range mustRedline(t, redlineCases()["redline-moved"]).Pages {
		for _, l := range page.Lines {
			if l.Element == ElementRedlineTag {
				tags[string(runesOf(l))]++
			}
		}
	}
	for _, want := range []string{"科技", "教育", "市监", "市监 移到这里", "市监 移走了"} {
		if tags[want] == 0 {
			t.Errorf("no tag %q: %v", want, tags)
		}
	}
	for n, page := range p.Pages {
		i := slices.IndexFunc(page.Lines, func(l Line) bool { return l.Element == ElementRedlineMark })
		if i < 0 || string(runesOf(page.Lines[i])) != "花脸稿 · 第2稿 → 第5稿" {
			t.Errorf("page %d does not say what it is", n+1)
		}
	}
	if p.Seal != nil || len(p.Seals) > 0 {
		t.Error("a redline has a place for a seal")
	}
}

// Tags neither touch one another nor leave the paper, however many there are.
func TestTagsKeepApart(t *testing.T) {
	var before, after gongwen.Document
	block := func(sources ...gongwen.Source) gongwen.Block {
		b := gongwen.Block{}
		for i, s := range sources {
			b.Runs = append(b.Runs, gongwen.Run{Text: string(rune('一' + 20*i)), Source: s})
		}
		return b
	}
	var many []gongwen.Source
	for i := range 60 {
		many = append(many, []gongwen.Source{education, market}[i%2])
	}
	after.Blocks = append(after.Blocks, block(many...))
	p := mustRedline(t, Redline{Before: before, After: after, Houses: houses})
	rows := map[float64][]Line{}
	for _, l := range p.Pages[0].Lines {
		if l.Element == ElementRedlineTag {
			rows[l.Runs[0].Y] = append(rows[l.Runs[0].Y], l)
		}
	}
	if len(rows) != 3 {
		t.Fatalf("%d rows of tags, want 3", len(rows))
	}
	for y, tags := range rows {
		end := 8 * MM
		for _, l := range tags {
			x, size := edgesOf(l)[0], l.Runs[0].Size
			if x < end-hair {
				t.Errorf("tags touch at %.1f, %.1f", x/MM, y/MM)
			}
			end = x + 2*size
		}
		if end > PageWidth-8*MM {
			t.Errorf("tags reach to %.1f mm", end/MM)
		}
	}
}

func TestWhatCannotBePrintedIsSeenInARedline(t *testing.T) {
	p := mustRedline(t, redlineOf("请看\U000F0000字。\n", "请看这个字。\n"))
	geta, _ := shippedFaces().Glyph(bodyFont.role, '〓')
	for _, l := range p.Pages[0].Lines {
		for _, r := range l.Runs {
			for _, g := range r.Glyphs {
				if g.Rune == '\U000F0000' {
					if g.ID != geta.ID {
						t.Errorf("it is printed with glyph %d, not 〓", g.ID)
					}
					return
				}
			}
		}
	}
	t.Error("the character is lost")
}

func BenchmarkSetRedline(b *testing.B) {
	text := sampleLetter(b).Body.Text()
	before := gongwen.Parse(text, science)
	after := gongwen.Retrace(before, editedText(rand.New(rand.NewPCG(1, 1)), text), education)
	r := Redline{Before: before, After: after, Houses: houses}
	b.ReportAllocs()
	for b.Loop() {
		mustRedline(b, r)
	}
}

// The longest text, deleted in one stretch and written anew in another: it takes
// about as long as any text of that length.
func BenchmarkSetRedlineOfTwoStretches(b *testing.B) {
	r := Redline{
		Before: gongwen.Parse(strings.Repeat("（", 200_000), science),
		After:  gongwen.Parse(strings.Repeat("。", 200_000), education), Houses: houses,
	}
	for b.Loop() {
		mustRedline(b, r)
	}
}
