package pdf

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// linesOf is what the pages say, a line for each row of glyphs, white space
// taken out.
func linesOf(pages layout.Pages) string {
	var b strings.Builder
	for _, p := range pages.Pages {
		for _, l := range p.Lines {
			var line strings.Builder
			for _, r := range l.Runs {
				for _, g := range r.Glyphs {
					line.WriteRune(g.Rune)
				}
			}
			b.WriteString(strings.Join(strings.Fields(line.String()), "") + "\n")
		}
	}
	return b.String()
}

// squeeze takes out white space within lines, empty lines and page breaks.
func squeeze(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.ReplaceAll(text, "\f", "\n")) {
		if s := strings.Join(strings.Fields(line), ""); s != "" {
			b.WriteString(s + "\n")
		}
	}
	return b.String()
}

// boxOf returns left, top, right and bottom of paths that mutool has traced.
func boxOf(t *testing.T, trace string) [4]float64 {
	t.Helper()
	box := [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	var m [6]float64
	for line := range strings.Lines(trace) {
		if _, numbers, ok := strings.Cut(line, `transform="`); ok {
			if _, err := fmt.Sscan(numbers, &m[0], &m[1], &m[2], &m[3], &m[4], &m[5]); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		}
		if strings.Contains(line, "<moveto") || strings.Contains(line, "<lineto") {
			x, y := attribute(t, line, "x"), attribute(t, line, "y")
			x, y = m[0]*x+m[2]*y+m[4], m[1]*x+m[3]*y+m[5]
			box = [4]float64{min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y)}
		}
	}
	return box
}

// TestADraftReadsLikeTheLetter: the watermark crosses the text and must not get
// into it.
func TestADraftReadsLikeTheLetter(t *testing.T) {
	l := sampleLetter(t)
	draft := mustSet(t, l, layout.Options{Draft: "草稿 省科技厅承办人 2024年5月20日"})
	want := run(t, "pdftotext", "-layout", write(t, mustSet(t, l, layout.Options{})), "-")
	if got := run(t, "pdftotext", "-layout", write(t, draft), "-"); got != want {
		t.Errorf("the draft reads\n%s", got)
	}
	if n := strings.Count(string(draft), "/Subtype /Form"); n != 1 {
		t.Errorf("the watermark of the pages takes %d forms", n)
	}
}

// formLetter is the sample in 信函格式 with all that can stand above it, two 署名,
// the 征询意见表 and another attachment.
func formLetter(t testing.TB) gongwen.Letter {
	t.Helper()
	l := sampleLetter(t)
	l.Form, l.CopyNumber, l.Urgency = gongwen.LetterForm, "000001", "特急"
	l.Body = gongwen.Parse("关于第0123号提案的答复\n杨建林委员：\n一、工作\n正文。\n云南省科学技术厅\n云南省教育厅\n2024年5月31日\n", gongwen.Source{})
	l.Attachments = []gongwen.Annex{
		{Title: "征询意见表", Forms: []gongwen.Feedback{{Number: "第0123号", Member: "杨建林", Subject: "关于科技创新的提案", Department: "云南省科学技术厅", Note: "请寄回。"}}},
		{Title: "情况说明", Body: gongwen.Parse("一、总体情况\n增长12.5%。\n", gongwen.Source{})},
	}
	return l
}

func TestTextIsReadBackLineByLine(t *testing.T) {
	letters := map[string]gongwen.Letter{
		"the sample": sampleLetter(t), "rare characters": letterOf(rareText),
	}
	for name, l := range letters {
		t.Run(name, func(t *testing.T) {
			pages, err := layout.Set(l, press().set, layout.Options{})
			if err != nil {
				t.Fatal(err)
			}
			file := write(t, mustSet(t, l, layout.Options{}))
			if got, want := squeeze(run(t, "pdftotext", "-raw", file, "-")), linesOf(pages); got != want {
				t.Errorf("read back:\n%s\nprinted:\n%s", got, want)
			}
			// A squeezed mark must not tear its line in two, or a sentence that is
			// copied breaks there.
			got := squeeze(run(t, "pdftotext", "-layout", file, "-"))
			for line := range strings.Lines(linesOf(pages)) {
				if !strings.Contains(got, line) {
					t.Errorf("no line %s", line)
				}
			}
		})
	}
}

const (
	accentWords = "国b\u0302国X\u0302国ê\u0304国d\u0323\u0303国か\u3099国e\u0301国，㐂葛\U000E0100城，羽\uFE00国。"
	accentText  = "答复\n委员：\n" + accentWords + "\n"
)

// TestMarksAreReadBehindTheirLetters: with poppler in both its orders, and with
// mutool.
func TestMarksAreReadBehindTheirLetters(t *testing.T) {
	file := write(t, mustSet(t, letterOf(accentText), layout.Options{}))
	for _, tool := range [][]string{{"pdftotext", "-raw", file, "-"}, {"pdftotext", "-layout", file, "-"}, {"mutool", "draw", "-F", "txt", file}} {
		if got := squeeze(run(t, tool[0], tool[1:]...)); !strings.Contains(got, accentWords+"\n") {
			t.Errorf("%v reads\n%s", tool[:2], got)
		}
	}
}

// TestTheFormIsReadBack: what stands on one row is one line to poppler.
func TestTheFormIsReadBack(t *testing.T) {
	l := formLetter(t)
	pages, err := layout.Set(l, press().set, layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if got, want := text(run(t, "pdftotext", "-raw", write(t, mustSet(t, l, layout.Options{})), "-")), text(linesOf(pages)); got != want {
		t.Errorf("read back:\n%s\nprinted:\n%s", got, want)
	}
}

func TestEveryFaceIsEmbeddedAsSubset(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(run(t, "pdffonts", write(t, mustSet(t, letterOf(rareText), layout.Options{})))), "\n")
	if len(rows) < 2+4 {
		t.Fatalf("too few faces: %q", rows)
	}
	for _, row := range rows[2:] {
		f := strings.Fields(row)
		if len(f) < 7 || f[0][6] != '+' || strings.Join(f[1:7], " ") != "CID TrueType Identity-H yes yes yes" {
			t.Errorf("face %q", row)
		}
	}
}

func TestOthersReadTheFileWithoutComplaint(t *testing.T) {
	file := write(t, mustSet(t, sampleLetter(t), layout.Options{Specimen: true, Draft: "草稿 省科技厅承办人 2024年5月20日"}))
	run(t, "qpdf", "--check", file)
	run(t, "mutool", "trace", file)
	run(t, "pdftoppm", "-r", "20", "-l", "1", file)
}

func TestTheFileSaysWhatItIs(t *testing.T) {
	raw := mustSet(t, sampleLetter(t), layout.Options{})
	file := write(t, raw)
	info := run(t, "pdfinfo", file)
	for _, want := range []string{
		"Title:           关于政协云南省第十三届委员会第二次会议第0123号提案的答复\n", "Subject:         第0123号提案\n",
		"Keywords:        新质生产力；科技<创新>\n", "CreationDate:    Thu May 30 16:00:00 2024", "PDF version:     1.7\n",
	} {
		if !strings.Contains(info, want) {
			t.Errorf("no %q in\n%s", want, info)
		}
	}
	meta := run(t, "pdfinfo", "-meta", file)
	for _, want := range []string{"<dc:title>", "第0123号提案的答复<", "<dc:creator>", "<dc:language>", "科技&lt;创新&gt;", "2024-05-31T00:00:00+08:00"} {
		if !strings.Contains(meta, want) {
			t.Errorf("no %q in\n%s", want, meta)
		}
	}
	d := xml.NewDecoder(strings.NewReader(meta))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	text := string(raw)
	for _, want := range []string{"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "/Lang (zh-CN)", "/DisplayDocTitle true", "/PageLabels", "/ID [<"} {
		if !strings.Contains(text, want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	for _, no := range []string{"/OpenAction", "/EmbeddedFiles", "/Transparency", "/Count 0", "Helvetica", "Courier"} {
		if strings.Contains(text, no) {
			t.Errorf("the file holds %q", no)
		}
	}
}

func TestALetterWithoutPropertiesHasNone(t *testing.T) {
	pages := layout.Pages{Pages: []layout.Page{{}}}
	raw, err := press().Draw(pages, Meta{})
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, raw)
	run(t, "qpdf", "--check", file)
	if info := run(t, "pdfinfo", file); strings.Contains(info, "Date") || strings.Contains(info, "Title") {
		t.Error(info)
	}
	if strings.Contains(string(raw), "/Outlines") {
		t.Error("an outline without items")
	}
}

func TestMetaDate(t *testing.T) {
	m := metaOf(letterOf("答复\n杨建林委员：\n正文。\n省科技厅\n2024年5月31日\n"))
	if got := m.Date.Format(time.RFC3339); got != "2024-05-31T00:00:00+08:00" {
		t.Errorf("date %s", got)
	}
	l := letterOf("")
	l.Body.Blocks = []gongwen.Block{{Kind: gongwen.IssueDate, Runs: []gongwen.Run{{Text: "二〇二四年五月三十一日"}}}}
	if m := metaOf(l); !m.Date.IsZero() {
		t.Errorf("date %v", m.Date)
	}
}

func TestOutline(t *testing.T) {
	pages := layout.Pages{Pages: make([]layout.Page, 2), Bookmarks: []layout.Bookmark{
		{Title: "（一）无上级", Level: 2, Page: 0, Y: 100},
		{Title: "一、𠮷(工作)\\", Level: 1, Page: 0, Y: 200},
		{Title: "1.跳级", Level: 3, Page: 0, Y: 300},
		{Title: "（二）下级", Level: 2, Page: 1, Y: 100},
		{Title: "二、计划", Level: 1, Page: 1, Y: 200},
	}}
	raw, err := press().Draw(pages, Meta{})
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, raw)
	run(t, "qpdf", "--check", file)
	var got []string
	for line := range strings.Lines(run(t, "mutool", "show", file, "outline")) {
		depth := strings.Count(line[:strings.IndexByte(line, '"')], "\t")
		page := strings.Split(line[strings.LastIndexByte(line, '#')+1:], "&")[0]
		got = append(got, strings.Repeat(">", depth)+line[strings.IndexByte(line, '"'):strings.LastIndexByte(line, '"')+1]+page)
	}
	want := `>"（一）无上级"page=1 >"一、𠮷(工作)\\"page=1 >>"1.跳级"page=1 >>"（二）下级"page=2 >"二、计划"page=2`
	if s := strings.Join(got, " "); s != want {
		t.Errorf("outline\n%s, want\n%s", s, want)
	}
	if !strings.Contains(string(raw), "/Count 2>>") || !strings.Contains(string(raw), "/Count 5>>") {
		t.Error("the outline does not say how many items it holds")
	}
}

func TestCharactersThatShareAGlyphAreCopiedAsWhatTheyAre(t *testing.T) {
	g, _ := press().set.Glyph(typeface.KaiTi, '𠮷')
	r := layout.Run{Face: g.Face, Size: 16, Y: 100}
	for i, c := range []rune("𠮷吉𬭎吉𠮷") {
		r.Glyphs = append(r.Glyphs, layout.Glyph{ID: g.ID, Rune: c, X: 80 + 16*float64(i)})
	}
	page := layout.Page{Lines: []layout.Line{{Runs: []layout.Run{r}}}}
	raw, err := press().Draw(layout.Pages{Pages: []layout.Page{page}}, Meta{})
	if err != nil {
		t.Fatal(err)
	}
	if got := squeeze(run(t, "pdftotext", write(t, raw), "-")); got != "𠮷吉𬭎吉𠮷\n" {
		t.Errorf("read back %q", got)
	}
}

// TestGlyphsStandWhereLayoutPutThem measures a page with other eyes.
func TestGlyphsStandWhereLayoutPutThem(t *testing.T) {
	row := func(size, y float64, text string, xs ...float64) layout.Run {
		r := layout.Run{Size: size, Y: y}
		for i, c := range []rune(text) {
			g, _ := press().set.Glyph(typeface.FangSong, c)
			r.Face = g.Face
			r.Glyphs = append(r.Glyphs, layout.Glyph{ID: g.ID, Rune: c, X: xs[i]})
		}
		return r
	}
	page := layout.Page{
		Lines: []layout.Line{
			{Runs: []layout.Run{row(16, 100, "国务，院。", 80, 95.79, 111.58, 119.5, 140), row(16, 100, "24", 155, 163)}},
			{Runs: []layout.Run{row(22, 200, "国务", 80, 200.25)}},
			{Runs: []layout.Run{row(20, 400, "草稿", 100, 120)}, Angle: 90, Element: layout.ElementWatermark},
		},
		Rules: []layout.Rule{{X1: 80, X2: 500, Y: 300, Width: 2, Color: layout.Red}},
	}
	raw, err := press().Draw(layout.Pages{Pages: []layout.Page{page}}, Meta{})
	if err != nil {
		t.Fatal(err)
	}
	trace := run(t, "mutool", "trace", write(t, raw))
	type place struct{ x, y float64 }
	want := map[string][]place{
		"国": {{80, 100}, {80, 200}}, "务": {{95.79, 100}, {200.25, 200}}, "，": {{111.58, 100}}, "院": {{119.5, 100}},
		"。": {{140, 100}}, "2": {{155, 100}}, "4": {{163, 100}},
	}
	got := map[string][]place{}
	for line := range strings.Lines(trace) {
		if _, rest, ok := strings.Cut(line, `<g unicode="`); ok {
			c, _, _ := strings.Cut(rest, `"`)
			got[c] = append(got[c], place{attribute(t, rest, "x"), layout.PageHeight - attribute(t, rest, "y")})
		}
	}
	for c, places := range want {
		if len(got[c]) != len(places) {
			t.Errorf("%s stands at %v, want %v", c, got[c], places)
			continue
		}
		for i, p := range places {
			if math.Abs(got[c][i].x-p.x) > 0.02 || math.Abs(got[c][i].y-p.y) > 0.02 {
				t.Errorf("%s stands at %v, want %v", c, got[c], places)
			}
		}
	}
	// 草稿 in 20 pt, turned upright: its em boxes reach from 17.6 pt left of the
	// line to 3 pt right of it, and 40 pt up from where it begins.
	shapes, _, ok := strings.Cut(trace, "<fill_text")
	if !ok || strings.Count(shapes, "</fill_path>") != 2 {
		t.Fatal("the watermark does not lie below the text")
	}
	box := boxOf(t, shapes[strings.Index(shapes, "<fill_path"):])
	if box[0] < 82 || box[2] > 104 || box[1] < 360 || box[3] > 400 || box[2]-box[0] < 15 || box[3]-box[1] < 33 {
		t.Errorf("the watermark stands at %v", box)
	}
}
