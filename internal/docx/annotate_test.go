package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var annotatedAt = time.Date(2031, 5, 20, 9, 30, 0, 0, time.UTC)

func annotated(t testing.TB, b []byte, remarks []Remark) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := Annotate(bytes.NewReader(b), int64(len(b)), DefaultLimits(), annotatedAt, remarks, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// remarkOn is a remark on words of the text.
func remarkOn(t testing.TB, text, words string) Remark {
	t.Helper()
	before, _, found := strings.Cut(text, words)
	if !found {
		t.Fatalf("no %q in %q", words, text)
	}
	from := utf8.RuneCountInString(before)
	return Remark{Start: from, End: from + utf8.RuneCountInString(words), Lines: []string{"E1 " + words}}
}

const (
	from0 = `<w:commentRangeStart w:id="0"/>`
	to0   = `<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`
)

// Where the marks of a comment come to stand: the body, the words that the
// remark is about, and the body with the marks.
func TestWhereCommentsStand(t *testing.T) {
	bold := `<w:rPr><w:b/></w:rPr>`
	list := numbered("1", "0")
	field := complexField(`EQ \o\ac(○,1)`, "")
	box := `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>` + p("", "框中的字") + `</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`
	for _, tc := range []struct{ name, body, words, want string }{
		{"a whole run", `<w:p>` + run("甲乙") + `</w:p>`, "甲乙", `<w:p>` + from0 + run("甲乙") + to0 + `</w:p>`},
		{"in the midst of a run", `<w:p><w:r w:rsidR="1">` + bold + `<w:t>甲乙丙</w:t></w:r></w:p>`, "乙",
			`<w:p><w:r w:rsidR="1">` + bold + `<w:t>甲</w:t></w:r>` + from0 + `<w:r w:rsidR="1">` + bold + `<w:t xml:space="preserve">乙</w:t></w:r>` + to0 +
				`<w:r w:rsidR="1">` + bold + `<w:t xml:space="preserve">丙</w:t></w:r></w:p>`},
		{"blanks where a text is parted", `<w:p><w:r><w:t>a b c</w:t></w:r></w:p>`, "b c", `<w:p><w:r><w:t xml:space="preserve">a </w:t></w:r>` + from0 + run("b c") + to0 + `</w:p>`},
		{"entities", `<w:p>` + run("甲&amp;乙&#20024;") + `</w:p>`, "乙丸", `<w:p>` + run("甲&amp;") + from0 + run("乙&#20024;") + to0 + `</w:p>`},
		{"CDATA", `<w:p>` + run("甲<![CDATA[乙<丙]]>丁") + `</w:p>`, "丙", `<w:p>` + run("甲") + from0 + run("<![CDATA[乙<丙]]>") + to0 + run("丁") + `</w:p>`},
		{"a run with a tab", `<w:p><w:r>` + bold + `<w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>`, "b", `<w:p><w:r>` + bold + `<w:t>a</w:t><w:tab/></w:r>` + from0 + `<w:r>` + bold + `<w:t>b</w:t></w:r>` + to0 + `</w:p>`},
		{"over runs", `<w:p>` + run("甲乙") + run("丙丁") + `</w:p>`, "乙丙", `<w:p>` + run("甲") + from0 + run("乙") + run("丙") + to0 + run("丁") + `</w:p>`},
		{"over paragraphs", `<w:p>` + run("甲") + `</w:p><w:p>` + run("乙") + `</w:p>`, "甲\n乙", `<w:p>` + from0 + run("甲") + `</w:p><w:p>` + run("乙") + to0 + `</w:p>`},
		{"an automatic number", p(list, "甲乙"), "一、", strings.Replace(p(list, "甲乙"), `<w:r>`, from0+to0+`<w:r>`, 1)},
		{"a number and a word", p(list, "甲"), "一、甲", strings.Replace(p(list, "甲"), run("甲"), from0+run("甲")+to0, 1)},
		{"words inserted in a change", `<w:p>` + run("甲") + `<w:ins w:id="7">` + run("乙丙") + `</w:ins></w:p>`, "丙", `<w:p>` + run("甲") + `<w:ins w:id="7">` + run("乙") + from0 + run("丙") + to0 + `</w:ins></w:p>`},
		{"behind words deleted", `<w:p><w:del w:id="7"><w:r><w:delText>乙</w:delText></w:r></w:del>` + run("乙") + `</w:p>`, "乙", `<w:p><w:del w:id="7"><w:r><w:delText>乙</w:delText></w:r></w:del>` + from0 + run("乙") + to0 + `</w:p>`},
		{"a link", `<w:p><w:hyperlink r:id="x">` + run("甲") + `</w:hyperlink></w:p>`, "甲", `<w:p><w:hyperlink r:id="x">` + from0 + run("甲") + to0 + `</w:hyperlink></w:p>`},
		{"a field without a result", `<w:p>` + run("第") + field + run("项") + `</w:p>`, "①", `<w:p>` + run("第") + from0 + field + to0 + run("项") + `</w:p>`},
		{"a field that may not be parted", `<w:p><w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p>`, "□", `<w:p>` + from0 + `<w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>` + to0 + `</w:p>`},
		{"a text box", `<w:p>` + run("甲") + box + `</w:p>`, "中的", `<w:p>` + run("甲") + from0 + box + to0 + `</w:p>`},
		{"from a paragraph into its text box", `<w:p>` + box + run("甲") + `</w:p>`, "甲\n框", `<w:p>` + box + from0 + to0 + run("甲") + `</w:p>`},
		{"a cell", `<w:tbl><w:tr><w:tc>` + `<w:p>` + run("甲") + `</w:p></w:tc></w:tr></w:tbl>`, "甲", `<w:tbl><w:tr><w:tc><w:p>` + from0 + run("甲") + to0 + `</w:p></w:tc></w:tr></w:tbl>`},
		{"a formula", `<w:p><m:oMath><m:r><m:t>ab</m:t></m:r></m:oMath></w:p>`, "b", `<w:p>` + from0 + `<m:oMath><m:r><m:t>ab</m:t></m:r></m:oMath>` + to0 + `</w:p>`},
		{"a raised digit", `<w:p>` + run("10") + `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r></w:p>`, "¹",
			`<w:p>` + run("10") + from0 + `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>` + to0 + formed(`<w:vertAlign w:val="superscript"/>`, "2") + `</w:p>`},
		{"blanks that are not in the text", `<w:p>` + run("　　甲\u200b乙") + `</w:p>`, "乙", `<w:p>` + run("　　甲\u200b") + from0 + run("乙") + to0 + `</w:p>`},
		{"a title in lines", `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>`, "乙",
			`<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>甲</w:t><w:br/></w:r>` + from0 + `<w:r><w:t>乙</w:t></w:r>` + to0 + `</w:p>`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := pack(t, word(tc.body, map[string]string{"numbering.xml": part("numbering",
				`<w:abstractNum w:abstractNumId="0">`+level("0", "chineseCounting", "%1、", "")+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)}))
			text, _, err := readBytes(b)
			if err != nil {
				t.Fatal(err)
			}
			got := unpacked(t, annotated(t, b, []Remark{remarkOn(t, text, tc.words)}))["word/document.xml"]
			if want := word(tc.want, nil)["word/document.xml"]; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// manyRemarks are on every character, on stretches of all lengths and on the
// text as a whole.
func manyRemarks(text string, seed uint64) []Remark {
	n := utf8.RuneCountInString(text)
	rnd := rand.New(rand.NewPCG(seed, 1))
	all := []Remark{{Start: -1, End: -1, Lines: []string{"全文"}}, {Start: 0, End: n, Lines: []string{"自首至尾"}}, {Start: n + 5, End: n + 9, Lines: []string{"文外"}}}
	for i := range min(n, 300) {
		all = append(all, Remark{Start: i, End: i + 1, Lines: []string{"字", "E10 第二段 <&>"}})
	}
	for range 100 {
		from := rnd.IntN(n)
		all = append(all, Remark{Start: from, End: from + rnd.IntN(20), Lines: []string{"段"}})
	}
	return all
}

var ourNotice = regexp.MustCompile(`公文体检的批注 \d+ 条没有并入正文`)

// sameBut holds that what was annotated reads as it did, with one notice more.
func sameBut(t *testing.T, before, after []byte) {
	t.Helper()
	text, notices, err := readBytes(before)
	got, told, err2 := readBytes(after)
	if err != nil || err2 != nil || got != text {
		t.Fatalf("%v, %v: %s", err, err2, firstDifference(got, text))
	}
	var others []string
	ours := 0
	for _, n := range told {
		if ourNotice.MatchString(n) {
			ours++
		} else {
			others = append(others, n)
		}
	}
	if ours != 1 || strings.Join(others, "\n") != strings.Join(notices, "\n") {
		t.Errorf("%d notices of ours; the others\n%s\nwere\n%s", ours, strings.Join(others, "\n"), strings.Join(notices, "\n"))
	}
}

func TestWhatIsAnnotatedReadsTheSame(t *testing.T) {
	docs := corpus(t)
	for name, l := range letters() {
		docs["letters/"+name] = written(t, l)
	}
	for name, b := range docs {
		text, _, err := readBytes(b)
		if err != nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			once := annotated(t, b, manyRemarks(text, 1))
			sameBut(t, b, once)
			sameBut(t, b, annotated(t, once, manyRemarks(text, 2)))
			othersStay(t, b, once)
			for part, content := range unpacked(t, once) {
				if strings.HasSuffix(part, ".xml") || strings.HasSuffix(part, ".rels") {
					wellFormed(t, part, content)
				}
			}
		})
	}
}

// othersStay holds that nothing but four parts has changed, and that these have
// only grown.
func othersStay(t *testing.T, before, after []byte) {
	t.Helper()
	open := func(b []byte) []*zip.File {
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		return z.File
	}
	packed := func(f *zip.File) string {
		r, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	old, new := open(before), open(after)
	for i, f := range old {
		switch {
		case new[i].Name != f.Name:
			t.Errorf("part %d is %s, was %s", i, new[i].Name, f.Name)
		case f.Name == "word/document.xml" || f.Name == "word/comments.xml" || f.Name == "[Content_Types].xml" || f.Name == "word/_rels/document.xml.rels":
		case packed(f) != packed(new[i]):
			t.Errorf("%s has changed", f.Name)
		}
	}
	if n := len(new) - len(old); n > 2 {
		t.Errorf("%d parts are new", n)
	}
}

// A document that has comments keeps them, and numbers go on behind theirs.
func TestCommentsThatAreThereStay(t *testing.T) {
	parts := word(`<w:p>`+run("甲乙")+`<w:r><w:commentReference w:id="4"/></w:r></w:p>`, map[string]string{
		"comments.xml": part("comments", `<w:comment w:id="4" w:author="李某">`+p("", "数字再核。")+`</w:comment>`)})
	b := pack(t, parts)
	got := annotated(t, b, []Remark{{Start: 1, End: 2, Lines: []string{"E10 说明", "改为：丙"}}})
	_, notices, err := readBytes(got)
	if want := "批注没有并入正文（在“甲乙”之后）：李某：数字再核。\n公文体检的批注 1 条没有并入正文"; err != nil || strings.Join(notices, "\n") != want {
		t.Errorf("%v, notices %q", err, notices)
	}
	comments := unpacked(t, got)["word/comments.xml"]
	for _, want := range []string{`<w:comment w:id="4" w:author="李某">`, `w:id="5" w:author="答复·公文体检" w:date="2031-05-20T09:30:00Z" w:initials="体检"`, "E10 说明", "改为：丙"} {
		if !strings.Contains(comments, want) {
			t.Errorf("no %s in %s", want, comments)
		}
	}
	if types := unpacked(t, got)["[Content_Types].xml"]; types != "<Types/>" {
		t.Errorf("the types of parts have changed: %s", types)
	}
}

// A new part with comments is one that the package knows.
func TestCommentsAreKnownToThePackage(t *testing.T) {
	for name, root := range map[string]string{
		"usual":          `<w:document xmlns:w="` + mainSpace + `"><w:body><w:p><w:r><w:t>甲乙</w:t></w:r></w:p></w:body></w:document>`,
		"no prefix":      `<document xmlns="` + mainSpace + `"><body><p><r><t>甲乙</t></r></p></body></document>`,
		"another":        `<x:document xmlns:x="` + mainSpace + `"><x:body><x:p><x:r><x:t>甲乙</x:t></x:r></x:p></x:body></x:document>`,
		"declared again": `<w:document xmlns:w="` + mainSpace + `"><w:body xmlns:w="` + mainSpace + `"><w:p><w:r><w:t>甲乙</w:t></w:r></w:p></w:body></w:document>`,
		"strict":         `<w:document xmlns:w="` + strictSpace + `"><w:body><w:p><w:r><w:t>甲乙</w:t></w:r></w:p></w:body></w:document>`,
	} {
		t.Run(name, func(t *testing.T) {
			parts := word("", nil)
			parts["word/document.xml"] = root
			b := pack(t, parts)
			got := annotated(t, b, []Remark{{Start: 1, End: 2, Lines: []string{"E1 乙"}}})
			sameBut(t, b, got)
			all := unpacked(t, got)
			space := mainSpace
			if name == "strict" {
				space = strictSpace
			}
			marks := elementsIn(t, all["word/document.xml"], space)
			for _, want := range []string{"commentRangeStart", "commentRangeEnd", "commentReference"} {
				if marks[want] != 1 {
					t.Errorf("%d times %s in\n%s", marks[want], want, all["word/document.xml"])
				}
			}
			if elementsIn(t, all["word/comments.xml"], space)["comment"] != 1 {
				t.Errorf("the comments are\n%s", all["word/comments.xml"])
			}
			if !strings.Contains(all["[Content_Types].xml"], `PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"`) {
				t.Error("the part has no type")
			}
			kind := "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
			if name == "strict" {
				kind = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
			}
			if !strings.Contains(all["word/_rels/document.xml.rels"], `Type="`+kind+`" Target="comments.xml"`) {
				t.Error("the document does not name the part")
			}
		})
	}
}

func TestAnnotateRefusesWhatReadRefuses(t *testing.T) {
	for _, b := range []string{"", "各处室：", string(pack(t, word("", nil))), string(pack(t, map[string]string{"_rels/.rels": rootRels, "word/document.xml": `<document><body><p><r><t>甲</t></r></p></body></document>`}))} {
		if _, err := Annotate(strings.NewReader(b), int64(len(b)), DefaultLimits(), annotatedAt, []Remark{{Lines: []string{"甲"}}}, io.Discard); err == nil {
			t.Errorf("%.30q was annotated", b)
		}
	}
}

// FuzzAnnotate changes the XML of the document: what can be read can be
// annotated, and reads the same.
func FuzzAnnotate(f *testing.F) {
	for _, parts := range handMade() {
		if s := parts["word/document.xml"]; len(s) < 3000 {
			f.Add(s, parts["word/numbering.xml"], uint64(1))
		}
	}
	f.Fuzz(func(t *testing.T, document, numbering string, seed uint64) {
		parts := word("", map[string]string{"numbering.xml": numbering})
		parts["word/document.xml"] = document
		b := pack(t, parts)
		text, _, err := readBytes(b)
		if err != nil {
			return
		}
		sameBut(t, b, annotated(t, b, manyRemarks(text, seed)))
	})
}
