package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"dafu/internal/reply"
)

func ole(names ...string) string {
	s := oleMagic + strings.Repeat("\x00", 600)
	for _, n := range names {
		s += string(wide(n)) + strings.Repeat("\x00", 80)
	}
	return s
}

func TestFilesThatAreRefused(t *testing.T) {
	deep := strings.Repeat("<w:ins>", 300) + strings.Repeat("</w:ins>", 300)
	good := string(pack(t, word(p("", "好的文件。"), nil)))
	only := func(name, content string) string { return string(pack(t, map[string]string{name: content})) }
	for _, tc := range []struct {
		name, file, want string
	}{
		{"nothing", "", "文件是空的"},
		{"a text", "各处室：\n请按时值班。", "这不是 Word 文件"},
		{"an old Word file", ole("Root Entry", "WordDocument"), "这是旧版 Word（.doc）文件，请在 Word 或 WPS 里另存为 .docx"},
		{"a compound file of somebody", ole("Root Entry"), "这是旧版 Word（.doc）文件"},
		{"a file with a password", ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "有打开密码"},
		{"an old Excel file", ole("Workbook"), "这是 Excel 表格"},
		{"RTF", `{\rtf1\ansi`, "这是 RTF 文件"},
		{"HTML", "\ufeff  <!DOCTYPE html><html>", "这是网页（HTML）文件"},
		{"HTML of Word", `<?xml version="1.0"?><html xmlns:w="x">`, "这是网页（HTML）文件"},
		{"MHTML", "MIME-Version: 1.0\r\n", "这是网页（HTML）文件"},
		{"PDF", "%PDF-1.7\n", "这是 PDF 文件"},
		{"a picture", "\x89PNG\r\n\x1a\n", "这是图片"},
		{"flat XML", `<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package>`, "这是 Word 的 XML 文件"},
		{"ODF", string(pack(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})), "这是 ODF（.odt）文件"},
		{"OFD", only("OFD.xml", "<x/>"), "这是 OFD 版式文件"},
		{"Excel", string(pack(t, map[string]string{"_rels/.rels": strings.Replace(rootRels, "word/document", "xl/workbook", 1), "xl/workbook.xml": "<x/>"})), "这是 Excel 表格"},
		{"a zip with a Word file", only("答复.docx", "PK"), "这是压缩包"},
		{"a zip of other things", only("a.txt", "a"), "这不是 Word 文件"},
		{"a document that is gone", string(pack(t, map[string]string{"_rels/.rels": rootRels, "[Content_Types].xml": "<Types/>"})), "文件已损坏"},
		{"cut off", good[:len(good)-30], "文件已损坏"},
		{"cut in the midst", good[:len(good)/2], "文件已损坏"},
		{"XML that ends early", string(pack(t, word("<w:p><w:r><w:t>没有", nil))), "文件已损坏"},
		{"XML of another kind", string(pack(t, map[string]string{"_rels/.rels": rootRels, "word/document.xml": "<html/>"})), "文件已损坏"},
		{"entities", string(pack(t, map[string]string{"_rels/.rels": rootRels, "word/document.xml": `<!DOCTYPE d [<!ENTITY a "aaa">]><w:document ` + testSpaces + `><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`})), "文件已损坏"},
		{"too deep", string(pack(t, word(deep, nil))), "嵌套过深"},
		{"tables too deep", string(pack(t, word(strings.Repeat("<w:tbl><w:tr><w:tc>", 100), nil))), "嵌套过深"},
		{"an empty document", string(pack(t, word("", nil))), "没有可以读入的正文"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text, _, err := readBytes([]byte(tc.file))
			if err == nil || !strings.Contains(err.Error(), tc.want) || text != "" {
				t.Errorf("got %q, %v; want %q", text, err, tc.want)
			}
			if !errors.As(err, new(*reply.Error)) {
				t.Errorf("%v is not a *reply.Error", err)
			}
		})
	}
}

func TestBombs(t *testing.T) {
	small := DefaultLimits()
	small.Unpacked, small.XML, small.Parts, small.Text, small.File = 8<<20, 4<<20, 10, 5000, 1<<20
	blank := func(mb int) string { return strings.Repeat(" ", mb<<20) }
	many := word(p("", "字"), nil)
	for _, n := range strings.Split("abcdefghijkl", "") {
		many["word/media/"+n] = n
	}
	for _, tc := range []struct {
		name  string
		parts map[string]string
		want  string
	}{
		{"one part unpacks too far", word(p("", "字")+blank(3), nil), "解压后异常庞大"},
		{"pictures count as declared", with(word(p("", "字"), nil), "word/media/a.png", blank(9)), "解压后异常庞大"},
		{"a text box counts too", word(`<w:p><w:r><w:pict><w:txbxContent>`+strings.Repeat(`<w:p><w:r><w:t>a</w:t></w:r></w:p>`, 100)+`</w:txbxContent></w:pict></w:r></w:p>`, nil), "正文超过"},
		{"style sheet", word(p("", "字"), map[string]string{"styles.xml": part("styles", blank(2))}), "解压后异常庞大"},
		{"a tag with too many attributes", word(`<w:p`+strings.Repeat(` a=""`, 20_000)+`/>`, nil), "解压后异常庞大"},
		{"too many parts", many, "部件过多"},
		{"too much text", word(strings.Repeat(p("", strings.Repeat("字", 40)), 40), nil), "正文超过"},
		{"too many paragraphs", word(strings.Repeat("<w:p/>", 100), nil), "正文超过"},
		{"small ones are fine", with(word(p("", "字"), nil), "word/media/a.png", blank(1)), ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			b := pack(t, tc.parts)
			_, _, err := Read(bytes.NewReader(b), int64(len(b)), small)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
	if _, _, err := Read(bytes.NewReader(nil), 2<<20, small); err == nil || err.Error() != "文件超过 1 MB，没有读取" {
		t.Errorf("got %v", err)
	}
}

func with(parts map[string]string, name, content string) map[string]string {
	parts[name] = content
	return parts
}

// A package may declare less than it holds.
func TestDeclaredSizesAreNotBelieved(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range word(p("", "字")+strings.Repeat(" ", 3<<20), nil) {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	lying := b.Bytes()
	at := bytes.LastIndex(lying, []byte("word/document.xml"))
	copy(lying[at-46+24:], []byte{100, 0, 0, 0}) // the central directory's uncompressed size
	limits := DefaultLimits()
	_, _, err := Read(bytes.NewReader(lying), int64(len(lying)), limits)
	if err == nil {
		t.Error("a part larger than declared was read")
	}
}

func FuzzRead(f *testing.F) {
	for _, parts := range handMade() {
		if b := pack(f, parts); len(b) < 3000 {
			f.Add(b)
		}
	}
	f.Add([]byte(ole("WordDocument"))[:700])
	f.Fuzz(func(t *testing.T, b []byte) {
		text, _, err := readBytes(b)
		if (err == nil) != (text != "") {
			t.Errorf("%d bytes of text with error %v", len(text), err)
		}
		if err != nil && !errors.As(err, new(*reply.Error)) {
			t.Errorf("%v is not a *reply.Error", err)
		}
	})
}

// FuzzDocument changes the XML, which a changed zip seldom reaches.
func FuzzDocument(f *testing.F) {
	for _, parts := range handMade() {
		if s := parts["word/document.xml"]; len(s) < 3000 {
			f.Add(s, parts["word/numbering.xml"], parts["word/styles.xml"])
		}
	}
	f.Fuzz(func(t *testing.T, document, numbering, styles string) {
		parts := word("", map[string]string{"numbering.xml": numbering, "styles.xml": styles})
		parts["word/document.xml"] = document
		text, _, err := readBytes(pack(t, parts))
		if (err == nil) != (text != "") {
			t.Errorf("%d bytes of text with error %v", len(text), err)
		}
		if err != nil && !errors.As(err, new(*reply.Error)) {
			t.Errorf("%v is not a *reply.Error", err)
		}
	})
}
