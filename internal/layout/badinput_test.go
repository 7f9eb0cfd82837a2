package layout

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

func TestBadInputIsSetWithoutTheLossOfACharacter(t *testing.T) {
	para := func(words string) gongwen.Letter {
		return letterOf("关于甲的答复\n甲委员：\n" + words + "\n" + signature)
	}
	for name, l := range map[string]gongwen.Letter{
		"a title of 400 characters":             {Body: gongwen.Document{Blocks: []gongwen.Block{{Kind: gongwen.Title, Runs: []gongwen.Run{{Text: strings.Repeat("关于加强科技工作的答复", 40)}}}}}},
		"a title of 5,000 characters":           {Body: gongwen.Document{Blocks: []gongwen.Block{{Kind: gongwen.Title, Runs: []gongwen.Run{{Text: strings.Repeat("国家，", 1667)}}}}}},
		"a title of 400 letters":                {Body: gongwen.Document{Blocks: []gongwen.Block{{Kind: gongwen.Title, Runs: []gongwen.Run{{Text: strings.Repeat("x", 400)}}}}}},
		"a paragraph of 3,000 without marks":    para(strings.Repeat("国家", 1500)),
		"a number of 500 digits":                para("编号" + strings.Repeat("0123456789", 50) + "。"),
		"an address longer than a line":         para("详见https://www.yn.gov.cn/" + strings.Repeat("zwgk/", 40) + "t20240531_1.html。"),
		"an address without a slash":            para("详见https://" + strings.Repeat("a", 200) + "（附后）。"),
		"no text":                               {Letterhead: "云南省科学技术厅", Sealed: true},
		"10,000 paragraphs":                     bodyLines(10000, signature),
		"blocks without words":                  {Body: gongwen.Document{Blocks: []gongwen.Block{{Kind: gongwen.Title}, {Kind: gongwen.Heading}, {}, {Kind: gongwen.Signatory}, {Kind: gongwen.IssueDate}}}, Sealed: true},
		"a signature without a text":            sealed(letterOf("云南省科学技术厅\n2024年5月31日\n")),
		"a letterhead of 80 characters":         dressed(gongwen.Letter{Letterhead: strings.Repeat("云南省科学技术厅", 10)}),
		"a copy list of one name without marks": {CopyTo: []string{strings.Repeat("省人民政府", 40)}},
	} {
		t.Run(name, func(t *testing.T) {
			p := mustSet(t, l, Options{})
			checkCharacters(t, l, p)
			checkBreaks(t, l, p)
			checkInside(t, p)
		})
	}
}

func TestWhatCannotBeSetIsRefusedWithPlaceAndReason(t *testing.T) {
	for name, c := range map[string]struct{ words, want string }{
		"control character": {"正文\x07内容。", "文中夹有不可见的控制字符：U+0007，在“正文□内容。”中"},
		"Hebrew":            {"正文ש内容。", "从右向左书写的文字不能排版：ש（U+05E9，在“正文ש内容。”中）"},
		"Arabic":            {"正文ع内容。", "从右向左书写的文字不能排版：ع（U+0639，在“正文ع内容。”中）"},
		"emoji":             {"正文😀内容。", "没有字体能印出这些字：😀（U+1F600，在“正文😀内容。”中）"},
		"two reasons":       {"甲😀\x00乙", "没有字体能印出这些字：😀（U+1F600，在“甲😀□乙”中）；文中夹有不可见的控制字符：U+0000，在“甲😀□乙”中"},
	} {
		t.Run(name, func(t *testing.T) {
			l := gongwen.Letter{Body: gongwen.Document{Blocks: []gongwen.Block{{Runs: []gongwen.Run{{Text: c.words}}}}}}
			_, err := Set(l, shippedFaces(), Options{})
			if err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// everything are faces that have a glyph for every character.
type everything struct{ Faces }

func (everything) Glyph(typeface.Role, rune) (typeface.Glyph, bool) {
	return typeface.Glyph{ID: 5, Advance: 1}, true
}

func TestRightToLeftTextIsRefusedWhateverTheFacesHave(t *testing.T) {
	for _, r := range "שعﷺܐ𐤀" {
		l := gongwen.Letter{Letterhead: "省" + string(r)}
		if _, err := Set(l, everything{}, Options{}); err == nil {
			t.Errorf("%c is set", r)
		}
	}
}

// FuzzSet: whatever a letter holds, every character of it stands in exactly one
// line or is named in the error.
func FuzzSet(f *testing.F) {
	f.Add("关于甲的答复\n甲委员：\n正文。\n云南省科学技术厅\n云南省教育厅\n2024年5月31日\n", "附件", byte(7))
	f.Add("𠮷𬭎é\u0301\u200d\ufe0f——……%‰ https://a/b\n", "□", byte(0))
	f.Add(strings.Repeat("（《“", 60)+strings.Repeat("。”", 80)+strings.Repeat("…", 90), "", byte(3))
	f.Add("关于甲的答复\n正文。\n甲厅\n2024年5月31日\n抄送：省教育厅。\n", "表", byte(9))
	f.Add("\u05e9\x00\U0010ffff\ue000\u202e"+strings.Repeat("M", 57)+"）", "案\n由", byte(15))
	f.Fuzz(func(t *testing.T, text, around string, how byte) {
		if len(text) > 20000 || !utf8.ValidString(text) {
			return
		}
		l := letterOf(text)
		l.Letterhead, l.DocNumber, l.Issuer, l.CopyTo = around, around, around, []string{around, around}
		l.Sealed, l.Duplex = how&1 != 0, how&4 != 0
		if how&2 != 0 {
			l.Form = gongwen.LetterForm
		}
		if how&8 != 0 {
			l.Attachments = []gongwen.Annex{{Title: around, Body: l.Body, Forms: []gongwen.Feedback{{Subject: text, Note: around}}}}
		}
		p, err := Set(l, shippedFaces(), Options{})
		if err != nil {
			checkNamed(t, l, err)
			return
		}
		checkCharacters(t, l, p)
		checkAnnexes(t, l, p)
		checkInside(t, p)
	})
}

// checkNamed: the error names characters of the letter, and where they stand.
func checkNamed(t *testing.T, l gongwen.Letter, err error) {
	missing, ok := err.(*UnprintableError)
	if !ok || len(missing.Characters) == 0 {
		t.Fatalf("Set: %v", err)
	}
	for _, c := range missing.Characters {
		if c.Block < 0 {
			continue
		}
		if words := []rune(l.Body.Blocks[c.Block].Text()); words[c.At] != c.Rune {
			t.Errorf("names %c at %d of block %d, which reads %c", c.Rune, c.At, c.Block, words[c.At])
		}
		if !strings.Contains(err.Error(), fmt.Sprintf("U+%04X", c.Rune)) {
			t.Errorf("%q does not name U+%04X", err, c.Rune)
		}
	}
}
