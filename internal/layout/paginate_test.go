package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

// bodyLines makes a letter of n one-line paragraphs and what follows.
func bodyLines(n int, tail string) gongwen.Letter {
	return letterOf(strings.Repeat("正文。\n", n) + tail)
}

const signature = "云南省科学技术厅\n2024年5月31日\n"

func TestWhereLettersEnd(t *testing.T) {
	imprinted := func(l gongwen.Letter) gongwen.Letter {
		l.CopyTo, l.Printer, l.PrintedOn = []string{"省教育厅"}, "办公室", "2024年5月31日"
		return l
	}
	for name, c := range map[string]struct {
		letter gongwen.Letter
		pages  int
	}{
		"empty":                                         {gongwen.Letter{}, 1},
		"one line":                                      {bodyLines(1, ""), 1},
		"ends at line 22":                               {bodyLines(22, ""), 1},
		"one line over":                                 {bodyLines(23, ""), 2},
		"unsealed, date at line 22":                     {bodyLines(19, signature), 1},
		"unsealed, date one line over":                  {bodyLines(20, signature), 2},
		"sealed, seal ends within line 22":              {sealed(bodyLines(17, signature)), 1},
		"sealed, seal one line over":                    {sealed(bodyLines(18, signature)), 2},
		"sealed without 署名 and date":                    {sealed(bodyLines(3, "")), 1},
		"imprint fits":                                  {imprinted(bodyLines(19, "")), 1},
		"imprint has no room":                           {imprinted(bodyLines(21, "")), 2},
		"sixty pages":                                   {bodyLines(22*60, ""), 60},
		"nothing but headings":                          {letterOf(strings.Repeat("一、工作情况\n", 200)), 10},
		"nothing but an imprint":                        {imprinted(gongwen.Letter{}), 1},
		"a copy list of several pages":                  {gongwen.Letter{CopyTo: manyNames(100)}, 3},
		"nothing but a letterhead":                      {gongwen.Letter{Letterhead: "云南省科学技术厅"}, 1},
		"a long signatory with its seal, nothing above": {sealed(letterOf(strings.Repeat("某某", 14) + "厅\n2024年5月31日\n")), 1},
	} {
		t.Run(name, func(t *testing.T) {
			p := mustSet(t, c.letter, Options{})
			if len(p.Pages) != c.pages {
				t.Errorf("%d pages, want %d", len(p.Pages), c.pages)
			}
			checkCharacters(t, c.letter, p)
			checkInside(t, p)
			if c.letter.Sealed && p.Seal == nil {
				t.Error("no place for the seal")
			}
			if s := p.Seal; s != nil && (s.Y+s.Diameter/2 > textBottom+hair || s.X+s.Diameter/2 > textRight+hair) {
				t.Errorf("the seal leaves the text block: %+v", s)
			}
			if n := len(elements(p, ElementPageNumber)); n != len(p.Pages) {
				t.Errorf("%d page numbers on %d pages", n, len(p.Pages))
			}
		})
	}
}

func manyNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("第%d县（市、区）人民政府", i)
	}
	return names
}

func TestTheImprintStandsOnTheBackOfTheLastSheet(t *testing.T) {
	for name, c := range map[string]struct {
		lines, pages int
		numbered     []int // pages, from 1
	}{
		"text ends on the front":              {10, 2, []int{1, 2}},
		"text ends on the back":               {30, 2, []int{1, 2}},
		"no room on the back: a page is left": {41, 4, []int{1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			l := duplex(bodyLines(c.lines, signature))
			l.Printer, l.PrintedOn = "办公室", "2024年5月31日"
			p := mustSet(t, l, Options{})
			var numbered []int
			for _, n := range elements(p, ElementPageNumber) {
				numbered = append(numbered, n.page+1)
			}
			if len(p.Pages) != c.pages || !slices.Equal(numbered, c.numbered) {
				t.Errorf("%d pages, %v numbered; want %d, %v", len(p.Pages), numbered, c.pages, c.numbered)
			}
			if at := elements(p, ElementImprint)[0].page + 1; at != c.pages {
				t.Errorf("the imprint stands on page %d", at)
			}
		})
	}
}

func TestPage1BearsText(t *testing.T) {
	for _, names := range []string{signature, two, five} {
		l := sealed(dressed(letterOf(firstTitle + "\n甲委员：\n正文第一段。\n正文第二段。\n" + names)))
		p := mustSet(t, l, Options{})
		body := elements(p, ElementBody)
		if body[0].page != 0 {
			t.Error("page 1 bears no text")
		}
		if p.Seal.Page != body[1].page {
			t.Error("the seals' page bears no text")
		}
	}
}

func TestAHeadingMovesToThePageOfItsText(t *testing.T) {
	const next = "（一）加强协同创新\n后文。\n"
	for lines := 15; lines < 25; lines++ {
		l := bodyLines(lines, "一、下一步工作\n"+next)
		checkHeadings(t, l, mustSet(t, l, Options{}))
	}
	p := mustSet(t, bodyLines(20, "一、下一步工作\n"+next), Options{})
	if p.Bookmarks[0].Page != 1 || p.Bookmarks[1].Page != 1 {
		t.Errorf("the headings stand on pages %d and %d, want 2 and 2", p.Bookmarks[0].Page+1, p.Bookmarks[1].Page+1)
	}
}

func TestTheLastLinesOfTheTextGoWithTheSignature(t *testing.T) {
	for lines := 1; lines < 50; lines++ {
		for _, l := range []gongwen.Letter{
			bodyLines(lines, signature), sealed(bodyLines(lines, signature)),
			sealed(bodyLines(lines, "附件：1.征询意见表\n2.办理结果\n"+signature)),
		} {
			p := mustSet(t, l, Options{})
			checkSignature(t, l, p)
			last := p.Pages[len(p.Pages)-1]
			if first := last.Lines[0].Element; first != ElementBody {
				t.Errorf("with %d lines of text the last page begins with %s", lines, first)
			}
		}
	}
}

func TestBookmarksNameTheTitleAndTheHeadings(t *testing.T) {
	l := letterOf("关于某某提案的答复\n甲委员：\n开头。\n1.情况说明\n正文。\n一、工作情况\n（一）加强协同。做了很多工作，成效明显。\n一是建立机制。正文。\n")
	var got []string
	for _, b := range mustSet(t, l, Options{}).Bookmarks {
		got = append(got, fmt.Sprintf("%d %s", b.Level, b.Title))
	}
	want := []string{"1 关于某某提案的答复", "2 1.情况说明", "1 一、工作情况", "2 （一）加强协同"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("bookmarks %q, want %q", got, want)
	}
}

func TestBlankRowsAreDroppedAtTheTopOfAPage(t *testing.T) {
	p := mustSet(t, letterOf(signature), Options{})
	near(t, "top of the 署名", emTop(elements(p, ElementSignatory)[0].Line), 37)
}

func TestARunInHeadingIsSetInTheFaceOfItsLevel(t *testing.T) {
	for text, want := range map[string][2]string{
		"一、加强协同。做了很多工作，成效明显。":  {"NotoSansSC-Medium.ttf", "一、加强协同。"},
		"（一）加强协同。做了很多工作，成效明显。": {"LXGWWenKai-Light.ttf", "（一）加强协同。"},
		"一是加强协同。做了很多工作，成效明显。":  {"GongwenFangSong-Regular.ttf", "一是加强协同。做了很多工作，成效明显。"},
	} {
		run := elements(mustSet(t, letterOf(text), Options{}), ElementBody)[0].Runs[0]
		f, err := shippedFaces().Face(run.Face)
		if err != nil {
			t.Fatal(err)
		}
		got := string(runesOf(Line{Runs: []Run{run}}))
		if f.Name() != want[0] || got != want[1] {
			t.Errorf("%s: %q is set in %s, want %q in %s", text, got, f.Name(), want[1], want[0])
		}
	}
}
