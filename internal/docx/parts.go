package docx

import "strings"

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaces  = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

	office  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packed  = "http://schemas.openxmlformats.org/package/2006/"
	ourMIME = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// parts are the files of the package.
func (b *builder) parts() map[string]string {
	parts := map[string]string{
		"_rels/.rels": xmlHead + `<Relationships xmlns="` + packed + `relationships">` +
			relationship("rId1", office+"officeDocument", "word/document.xml") +
			relationship("rId2", packed+"relationships/metadata/core-properties", "docProps/core.xml") +
			relationship("rId3", office+"extended-properties", "docProps/app.xml") + `</Relationships>`,
		"docProps/core.xml":  b.coreProps(),
		"docProps/app.xml":   xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Dafu</Application></Properties>`,
		"word/document.xml":  xmlHead + `<w:document ` + spaces + `><w:body>` + b.xml.String() + `</w:body></w:document>`,
		"word/styles.xml":    styleSheet(),
		"word/settings.xml":  settings,
		"word/fontTable.xml": fontTable(),
		"word/footerOdd.xml": footer(pageNumber("right")), "word/footerEven.xml": footer(pageNumber("left")),
	}
	if b.header != "" {
		parts["word/headerFirst.xml"] = xmlHead + `<w:hdr ` + spaces + `>` + b.header + `</w:hdr>`
	}
	if b.footer != "" {
		parts["word/footerFirst.xml"] = footer(b.footer)
	}
	types, links := "", ""
	for _, name := range partNames(parts) {
		kind, inWord := strings.CutPrefix(strings.TrimSuffix(name, ".xml"), "word/")
		if !inWord {
			continue
		}
		types += `<Override PartName="/` + name + `" ContentType="` + ourMIME + contentType(kind) + `+xml"/>`
		if kind != "document" {
			id := "rId" + strings.ToUpper(kind[:1]) + kind[1:]
			links += relationship(id, office+strings.TrimRight(relationKind(kind), " "), kind+".xml")
		}
	}
	parts["word/_rels/document.xml.rels"] = xmlHead + `<Relationships xmlns="` + packed + `relationships">` + links + `</Relationships>`
	parts["[Content_Types].xml"] = xmlHead + `<Types xmlns="` + packed + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` + types +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`
	return parts
}

func relationship(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="` + kind + `" Target="` + target + `"/>`
}

// relationKind is the kind of a part of ours; there may be several footers.
func relationKind(part string) string {
	for _, kind := range []string{"footer", "header"} {
		if strings.HasPrefix(part, kind) {
			return kind
		}
	}
	return part
}

func contentType(part string) string {
	if part == "document" {
		return "document.main"
	}
	return relationKind(part)
}

func (b *builder) coreProps() string {
	l := b.letter
	s := xmlHead + `<cp:coreProperties xmlns:cp="` + packed + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`
	for _, p := range []struct{ name, value string }{
		{"dc:title", l.Title()}, {"dc:subject", l.Subject}, {"dc:creator", l.Signatory()},
		{"cp:keywords", strings.Join(l.Keywords, "，")}, {"dc:language", "zh-CN"},
	} {
		if p.value != "" {
			s += `<` + p.name + `>` + esc(p.value) + `</` + p.name + `>`
		}
	}
	return s + `</cp:coreProperties>`
}

func footer(content string) string {
	return xmlHead + `<w:ftr ` + spaces + `>` + content + `</w:ftr>`
}

// pageNumber is — 1 —, one cell in from the outer edge.
func pageNumber(side string) string {
	const run = `<w:r><w:t xml:space="preserve">`
	return `<w:p><w:pPr><w:pStyle w:val="` + styleIDs[stylePageNumber] + `"/>` +
		sprintf(`<w:ind w:left="%d" w:right="%d"/><w:jc w:val="%s"/></w:pPr>`, cellWide, cellWide, side) +
		run + `— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>` + run + ` —</w:t></w:r></w:p>`
}

// settings: pages have their numbers left or right; punctuation may be squeezed
// at the end of a line; the program may not fall back to how an older Word broke
// lines.
const settings = xmlHead + `<w:settings ` + spaces + `><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>` +
	`<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>` +
	`<w:compat><w:balanceSingleByteDoubleByteWidth/><w:useFELayout/>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

// fontTable names for each face the one that every Windows has: who lacks the
// fonts of the standard sees the same kind of face.
func fontTable() string {
	s := xmlHead + `<w:fonts ` + spaces + `>`
	for _, f := range []struct{ name, other, family, pitch, charset string }{
		{"Times New Roman", "", "roman", "variable", "00"},
		{faceFangSong, "仿宋", "modern", "fixed", "86"}, {faceKaiTi, "楷体", "modern", "fixed", "86"},
		{faceHeiTi, "SimHei", "modern", "fixed", "86"}, {faceSongTi, "SimSun", "auto", "variable", "86"},
		{faceXiaoBiaoSong, "方正小标宋_GBK", "auto", "variable", "86"},
	} {
		s += `<w:font w:name="` + f.name + `">`
		if f.other != "" {
			s += `<w:altName w:val="` + f.other + `"/>`
		}
		s += `<w:charset w:val="` + f.charset + `"/><w:family w:val="` + f.family + `"/><w:pitch w:val="` + f.pitch + `"/></w:font>`
	}
	return s + `</w:fonts>`
}
