package docx

import "strings"

// The faces of the standard (GB/T 9704-2012 5.2.2 and usage).
const (
	faceFangSong     = "仿宋_GB2312"
	faceHeiTi        = "黑体"
	faceKaiTi        = "楷体_GB2312"
	faceXiaoBiaoSong = "方正小标宋简体"
	faceSongTi       = "宋体"

	charHeiTi = "DafuHeiTi" // character styles, for headings at the head of a paragraph
	charKaiTi = "DafuKaiTi"
)

// The sizes in half points.
const (
	size2 = 44 // 二号
	size3 = 32 // 三号
	size4 = 28 // 四号
)

// anchorLine is the height of a paragraph that only holds something, in twips.
const anchorLine = 20

// styleDef is a paragraph style. Its properties are written in the order of
// 17.3.1.26.
type styleDef struct {
	name, id string
	next     string // name
	face     string // "" for 仿宋
	size     int    // 0 for 三号
	keep     bool
	newPage  bool
	tabs     string
	line     int // exact; 0 for the pitch
	indent   string
	justify  string
	level    int // outline level, 0 for text
	color    string
}

// twoIn indents the first line by two characters.
const twoIn = `<w:ind w:firstLineChars="200" w:firstLine="632"/>`

var styleDefs = []styleDef{
	{name: styleTitle, id: "DafuTitle", next: styleAddressee, face: faceXiaoBiaoSong, size: size2, keep: true, justify: "center"},
	{name: styleAddressee, id: "DafuAddressee", next: styleBody},
	{name: styleBody, id: "DafuBody", indent: twoIn},
	{name: styleHeading1, id: "DafuHeading1", next: styleBody, face: faceHeiTi, keep: true, indent: twoIn, level: 1},
	{name: styleHeading2, id: "DafuHeading2", next: styleBody, face: faceKaiTi, keep: true, indent: twoIn, level: 2},
	{name: styleHeading3, id: "DafuHeading3", next: styleBody, keep: true, indent: twoIn, level: 3},
	{name: styleHeading4, id: "DafuHeading4", next: styleBody, keep: true, indent: twoIn, level: 4},
	{name: styleUnnumbered, id: "DafuHeading0", next: styleBody, face: faceHeiTi, keep: true, indent: twoIn, level: 1},
	{name: styleAttachment, id: "DafuAttachment", indent: noteIndent},
	{name: styleOwnNote, id: "DafuOwnNote", indent: noteIndent},
	{name: styleSignatory, id: "DafuSignatory", next: styleDate, justify: "right"},
	{name: styleDate, id: "DafuDate", next: styleBody, justify: "right"},
	{name: styleContact, id: "DafuContact", indent: twoIn},
	{name: styleCopyTo, id: "DafuCopyTo", size: size4, indent: copyIndent},
	{name: styleCorner, id: "DafuCorner", tabs: rightTab(textWide), justify: "left"},
	{name: styleLetterhead, id: "DafuLetterhead", face: faceXiaoBiaoSong, justify: "center", color: red},
	{name: styleDocNumber, id: "DafuDocNumber", justify: "center"},
	{name: styleCopyList, id: "DafuCopyList", size: size4, indent: copyIndent},
	{name: styleImprint, id: "DafuImprint", size: size4, tabs: rightTab(textWide - size4*10), indent: `<w:ind w:left="280" w:right="280"/>`, justify: "left"},
	{name: styleAnchor, id: "DafuAnchor", size: 2, line: anchorLine},
	{name: styleAnnexMark, id: "DafuAnnexMark", face: faceHeiTi, newPage: true, keep: true},
	{name: styleAnnexTitle, id: "DafuAnnexTitle", face: faceXiaoBiaoSong, size: size2, keep: true, justify: "center"},
	{name: styleAnnexText, id: "DafuAnnexText", indent: twoIn},
	{name: styleForm, id: "DafuForm", size: size4, line: 420, justify: "center"},
	{name: stylePageNumber, id: "DafuPageNumber", face: faceSongTi, size: size4, line: 280},
}

// noteIndent lets turned lines of 附件： hang under the name. It is in twips: an
// indent in characters would prevail over a paragraph's own.
const noteIndent = `<w:ind w:left="1580" w:hanging="948"/>`

// copyIndent lets turned lines of 抄送 hang under the first name, one 四号
// character in at each side.
const copyIndent = `<w:ind w:left="1120" w:right="280" w:hanging="840"/>`

func rightTab(at int) string {
	return sprintf(`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, at)
}

var styleIDs = idsOf(styleDefs)

func idsOf(defs []styleDef) map[string]string {
	ids := map[string]string{}
	for _, d := range defs {
		ids[d.name] = d.id
	}
	return ids
}

// styleSheet is word/styles.xml. Normal is the letter's type: the grid's cells
// are counted from its size, which it says itself, since LibreOffice does not
// look for it among the defaults.
//
// The letter's own text does not snap to the grid's characters but is set 0.3 pt
// closer: LibreOffice gives a 16 pt character two cells of 15.79 pt, and with
// less than 0.3 pt it sets 27 to a line. The page keeps the grid of 28 × 22 for
// what others write into it.
func styleSheet() string {
	var s strings.Builder
	s.WriteString(xmlHead + `<w:styles ` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr>` + faces(faceFangSong) +
		sprintf(`<w:kern w:val="0"/><w:sz w:val="%d"/><w:szCs w:val="%d"/>`, size3, size3) +
		`<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>` +
		`<w:widowControl w:val="0"/><w:kinsoku/><w:wordWrap/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>` +
		sprintf(`<w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr><w:rPr><w:spacing w:val="%d"/><w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, rowPitch, tighter, size3, size3) +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	for _, d := range styleDefs {
		s.WriteString(d.xml())
	}
	for _, c := range []struct{ id, name, face string }{{charHeiTi, "黑体标题字", faceHeiTi}, {charKaiTi, "楷体标题字", faceKaiTi}} {
		s.WriteString(`<w:style w:type="character" w:customStyle="1" w:styleId="` + c.id + `"><w:name w:val="` + c.name + `"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>` + faces(c.face) + `</w:rPr></w:style>`)
	}
	s.WriteString(`</w:styles>`)
	return s.String()
}

// faces are Times New Roman for digits and Latin, and a Chinese face.
func faces(chinese string) string {
	return `<w:rFonts w:ascii="Times New Roman" w:eastAsia="` + chinese + `" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>`
}

func (d styleDef) xml() string {
	s := `<w:style w:type="paragraph" w:customStyle="1" w:styleId="` + d.id + `"><w:name w:val="` + d.name + `"/><w:basedOn w:val="Normal"/>`
	if d.next != "" {
		s += `<w:next w:val="` + styleIDs[d.next] + `"/>`
	}
	s += `<w:qFormat/><w:pPr>`
	if d.keep {
		s += `<w:keepNext/>`
	}
	if d.newPage {
		s += `<w:pageBreakBefore/>`
	}
	s += d.tabs
	if d.line > 0 {
		s += sprintf(`<w:spacing w:line="%d" w:lineRule="exact"/>`, d.line)
	}
	s += d.indent
	if d.justify != "" {
		s += `<w:jc w:val="` + d.justify + `"/>`
	}
	if d.level > 0 {
		s += sprintf(`<w:outlineLvl w:val="%d"/>`, d.level-1)
	}
	s += `</w:pPr><w:rPr>`
	if d.face != "" {
		s += faces(d.face)
	}
	if d.color != "" {
		s += `<w:color w:val="` + d.color + `"/>`
	}
	if d.size > 0 || d.face == faceXiaoBiaoSong {
		s += `<w:spacing w:val="0"/>`
	}
	if d.size > 0 {
		s += sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, d.size, d.size)
	}
	return s + `</w:rPr></w:style>`
}
