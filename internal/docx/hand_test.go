package docx

// handMade are documents as Word and WPS write them, each for one thing that
// Read must understand. What it makes of them stands in testdata/hand.
func handMade() map[string]map[string]string {
	docs := map[string]map[string]string{}
	for name, make := range map[string]func() map[string]string{
		"numbering-word": numberingOfWord, "numbering-wps": numberingOfWPS, "numbering-odd": oddNumbering,
		"headings": headings, "title-as-heading": titleAsHeading, "tracked-changes": trackedChanges, "tables": tables, "drawings": drawings,
		"notes": footnotesAndComments, "runs": runs, "fields": fields, "title-in-lines": titleInLines,
		"macros": macros, "strict": strict, "everything-hidden": hidden,
	} {
		docs[name] = make()
	}
	return docs
}

const styleXML = `<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="3"><w:name w:val="标题 3"/><w:basedOn w:val="a"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="my"><w:name w:val="我的标题"/><w:basedOn w:val="1"/></w:style>`

// numberingOfWord is a list of four levels that styles carry, as Word makes it.
func numberingOfWord() map[string]string {
	styles := styleXML +
		`<w:style w:type="paragraph" w:styleId="L1"><w:name w:val="一级"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="L2"><w:name w:val="二级"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`
	lists := `<w:abstractNum w:abstractNumId="7">` +
		level("0", "chineseCountingThousand", "%1、", `<w:pStyle w:val="L1"/>`) + level("1", "chineseCountingThousand", "（%2）", `<w:pStyle w:val="L2"/>`) +
		level("2", "decimal", "%3.", "") + level("3", "decimal", "(%4)", "") + level("4", "decimalEnclosedCircleChinese", "%5", "") +
		`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>` +
		`<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>`
	s := func(id string) string { return `<w:pStyle w:val="` + id + `"/>` }
	return word(p(s("L1"), "工作情况")+p(s("L2"), "加强统筹")+p(numbered("1", "2"), "建立机制。")+p(numbered("1", "2"), "2024年投入增长。")+
		p(numbered("1", "3"), "全年开会。")+p(numbered("1", "4"), "春季；")+p(numbered("1", "4"), "秋季。")+
		p(s("L2"), "加大投入")+p(numbered("1", "2"), "又从头数。")+p("", "没有编号的段落。")+
		p(s("L1"), "下一步打算")+p(s("L2"), "又从（一）数")+p(numbered("2", "2"), "从5数。")+
		p(s("L1")+`<w:numPr><w:numId w:val="0"/></w:numPr>`, "样式有编号、这一段取消了。")+p(s("L2"), " "), map[string]string{
		"styles.xml": part("styles", styles), "numbering.xml": part("numbering", lists)})
}

// numberingOfWPS are the formats and texts that WPS writes: each list has its
// own definition, counting is “japaneseCounting”, and tabs follow.
func numberingOfWPS() map[string]string {
	lists := `<w:abstractNum w:abstractNumId="0">` + level("0", "japaneseCounting", "%1、", `<w:suff w:val="nothing"/>`) + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1">` + level("0", "chineseCounting", "（%1）", `<w:suff w:val="space"/>`) + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="2">` + level("0", "decimal", "%1．", "") + level("1", "decimal", "%1.%2", "") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="3">` + level("0", "chineseCounting", "第%1，", "") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="4">` + level("0", "bullet", "\uf06c", "") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="5">` + level("0", "chineseCounting", "%1是", "") + `</w:abstractNum>`
	for _, n := range []string{"0", "1", "2", "3", "4", "5"} {
		lists += `<w:num w:numId="1` + n + `"><w:abstractNumId w:val="` + n + `"/></w:num>`
	}
	return word(p(numbered("10", "0"), "总体情况")+p(numbered("11", "0"), "机制")+p(numbered("12", "0"), "甲。")+p(numbered("12", "1"), "甲之一。")+
		p(numbered("12", "0"), "Wi-Fi建设。")+p(numbered("13", "0"), "抓早。")+p(numbered("13", "0"), "抓小。")+p(numbered("14", "0"), "圆点。")+
		p(numbered("15", "0"), "组建联合体。")+p(numbered("15", "0"), "加强协作。")+p(numbered("10", "0"), "下一步"), map[string]string{
		"numbering.xml": part("numbering", lists)})
}

// oddNumbering has what is rare or broken.
func oddNumbering() map[string]string {
	lists := `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="LS"/></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="LS"/>` + level("0", "upperRoman", "%1)", "") + level("1", "chineseCounting", "%1-%2", `<w:isLgl/>`) + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="2">` + level("0", "none", "※", "") + level("1", "neverHeardOf", "%2>", `<w:lvlRestart w:val="0"/>`) + `</w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="99"/></w:num>` +
		`<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="ideographTraditional"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride></w:num>`
	return word(p(numbered("1", "0"), "罗马数。")+p(numbered("1", "1"), "法律编号。")+p(numbered("2", "0"), "没有数字。")+p(numbered("2", "1"), "不认识的格式。")+
		p(numbered("2", "0"), "又一项。")+p(numbered("2", "1"), "不重新数。")+p(numbered("3", "0"), "没有这个列表。")+p(numbered("77", "0"), "也没有。")+
		p(numbered("1", "44"), "级别越界。")+p(numbered("4", "0"), "改了格式。"), map[string]string{
		"styles.xml":    part("styles", `<w:style w:type="numbering" w:styleId="LS"><w:name w:val="LS"/></w:style>`),
		"numbering.xml": part("numbering", lists)})
}

// headings are headings by style, with numbers, without, and with others.
func headings() map[string]string {
	lists := `<w:abstractNum w:abstractNumId="0">` + level("0", "decimal", "第%1章", "") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	s := func(id, text string) string { return p(`<w:pStyle w:val="`+id+`"/>`, text) }
	return word(s("1", "工作情况")+s("2", "没有编号的二级")+s("2", "又一个")+s("3", "三级")+p(`<w:outlineLvl w:val="3"/>`, "四级只有大纲级别")+p("", "正文。")+
		s("my", "三、自己编的号")+s("2", "接着从（一）")+p(`<w:pStyle w:val="1"/>`+numbered("1", "0"), "自动编的章")+s("1", "")+p(`<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>`, "改成正文的标题。"),
		map[string]string{"styles.xml": part("styles", styleXML), "numbering.xml": part("numbering", lists)})
}

// titleAsHeading has its title in the style of level 1, its parts in that of 2.
func titleAsHeading() map[string]string {
	s := func(id, text string) string { return p(`<w:pStyle w:val="`+id+`"/>`, text) }
	return word(s("1", "关于甲事的答复")+p(`<w:pStyle w:val="1"/><w:jc w:val="center"/>`, "（征求意见稿）")+p("", "某某委员：")+s("2", "工作情况")+s("3", "统筹")+p("", "正文。")+s("2", "下一步打算"),
		map[string]string{"styles.xml": part("styles", styleXML)})
}

func trackedChanges() map[string]string {
	ins := func(s string) string {
		return `<w:ins w:id="1" w:author="张某"><w:r><w:t>` + s + `</w:t></w:r></w:ins>`
	}
	del := func(s string) string {
		return `<w:del w:id="2" w:author="张某"><w:r><w:delText>` + s + `</w:delText></w:r></w:del>`
	}
	r := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	return word(`<w:p>`+r("全省新建")+del("30")+ins("36")+r("个中心。")+`</w:p>`+
		`<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>`+r("段末的回车已删，")+`</w:p><w:p>`+r("两段成了一段。")+`</w:p>`+
		`<w:p>`+`<w:moveFrom w:id="4"><w:r><w:t>移走的话。</w:t></w:r></w:moveFrom>`+r("原处。")+`</w:p><w:p><w:moveTo w:id="4"><w:r><w:t>移来的话。</w:t></w:r></w:moveTo></w:p>`+
		`<w:p><w:pPr>`+`<w:pPrChange w:id="5"><w:pPr>`+numbered("1", "0")+`</w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange w:id="6"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>只改了格式。</w:t></w:r></w:p>`+
		`<w:tbl><w:tr><w:tc>`+p("", "一列的表，")+`</w:tc></w:tr><w:tr><w:trPr><w:del w:id="7"/></w:trPr><w:tc>`+p("", "删掉的行。")+`</w:tc></w:tr></w:tbl>`, nil)
}

func tables() map[string]string {
	row := func(cells ...string) string {
		s := `<w:tr>`
		for _, c := range cells {
			s += `<w:tc><w:tcPr/>` + c + `</w:tc>`
		}
		return s + `</w:tr>`
	}
	return word(p("", "各地情况如下。")+`<w:tbl><w:tblPr/><w:tblGrid/>`+row(p("", "州市"), p("", "项目数"))+row(p("", "甲州"), p("", "12")+p("", "（新增3）"))+`</w:tbl>`+
		p("", "单列的表是版面的框。")+`<w:tbl>`+row(p("", "框里的第一段。")+p("", "框里的第二段。"))+`</w:tbl>`+
		p("", "表中有表。")+`<w:tbl>`+row(p("", "外一"), `<w:tbl>`+row(p("", "内一"), p("", "内二"))+`</w:tbl>`+p("", ""))+`</w:tbl>`+
		`<w:sdt><w:sdtContent><w:tbl><w:sdt><w:sdtContent>`+row(p("", "控件里"), p("", "的表"))+`</w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>`, nil)
}

func drawings() map[string]string {
	box := func(text string) string {
		return `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>` + text +
			`</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>` +
			`<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>` + text + `</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>`
	}
	drawing := func(content string) string {
		return `<w:drawing><wp:inline><a:graphic><a:graphicData>` + content + `</a:graphicData></a:graphic></wp:inline></w:drawing>`
	}
	return word(`<w:p><w:r>`+box(p("", "框中第一段。")+p("", "框中第二段。"))+`</w:r><w:r><w:t>框所在的段落。</w:t></w:r></w:p>`+
		`<w:p><w:r><w:t>如图</w:t></w:r><w:r>`+drawing(`<pic:pic/>`)+`</w:r><w:r><w:t>所示。</w:t></w:r></w:p>`+
		`<w:p><w:r>`+drawing(`<c:chart/>`)+`</w:r><w:r><w:t>图表在前。</w:t></w:r></w:p>`+
		`<w:p><w:r><w:t>附表</w:t></w:r><w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r></w:p>`+
		`<w:p><w:r><w:pict><v:shape><v:textpath string="征求意见稿"/></v:shape></w:pict></w:r><w:r><w:pict><v:line/></w:pict></w:r></w:p>`+
		`<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>`+p("", "旧式文本框。")+`</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`, nil)
}

func footnotesAndComments() map[string]string {
	return word(`<w:p><w:r><w:t>见文件</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>，并已核对</w:t></w:r><w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="0"/></w:r><w:r><w:t>。</w:t></w:r></w:p>`+
		`<w:p><w:r><w:commentReference w:id="9"/><w:t>没有的批注。</w:t></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="header1.xml"/><w:footerReference w:type="default" r:id="footer1.xml"/></w:sectPr>`, map[string]string{
		"footnotes.xml": part("footnotes", `<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2">`+p("", "某某发〔2023〕1号。")+`</w:footnote>`),
		"endnotes.xml":  part("endnotes", `<w:endnote w:id="1">`+p("", "截至2023年底。")+`</w:endnote>`),
		"comments.xml":  part("comments", `<w:comment w:id="0" w:author="李某">`+p("", "数字再核。")+p("", "急。")+`</w:comment>`),
		"header1.xml":   part("hdr", p("", "某某厅内部资料")),
		"footer1.xml":   part("ftr", `<w:p><w:r><w:t>— </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r></w:p>`),
	})
}

func runs() map[string]string {
	r := func(s string) string { return `<w:r>` + s + `</w:r>` }
	return word(`<w:p>`+r(`<w:t>分成</w:t>`)+r(`<w:rPr><w:b/></w:rPr><w:t>几段</w:t><w:t>的字</w:t>`)+r(`<w:tab/><w:t>制表</w:t><w:br/><w:t>软回车</w:t><w:cr/><w:t>之后</w:t><w:br w:type="page"/><w:t>下一页</w:t>`)+`</w:p>`+
		`<w:p>`+r(`<w:t>0871</w:t><w:noBreakHyphen/><w:t>6310</w:t><w:softHyphen/><w:t>4060</w:t>`)+`</w:p>`+
		`<w:p>`+r(`<w:sym w:font="Wingdings" w:char="F0A8"/><w:t>满意</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>不满意</w:t><w:sym w:font="Webdings" w:char="F0CF"/><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="宋体" w:char="2460"/>`)+`</w:p>`+
		`<w:p>`+r(`<w:ruby><w:rubyPr/><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase></w:ruby><w:t>南</w:t>`)+`<w:smartTag><w:hyperlink r:id="x"><w:r><w:t>链接的字</w:t></w:r></w:hyperlink></w:smartTag></w:p>`+
		`<w:p>`+r(`<w:t>公式</w:t>`)+`<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>`+r(`<w:t>在此，𠮷𬭎“引号”&amp;&lt;全角&gt;　空格</w:t>`)+`</w:p>`+
		`<w:p>`+r("<w:t>跨\n行的字</w:t>")+r(`<w:rPr><w:vanish/></w:rPr><w:t>隐藏的字</w:t>`)+r(`<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>不隐藏</w:t>`)+`</w:p>`, nil)
}

func fields() map[string]string {
	f := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	r := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	return word(`<w:p>`+r("共")+f("begin")+`<w:r><w:instrText> NUMPAGES </w:instrText></w:r>`+r("指令里的字")+f("separate")+r("16")+f("end")+r("页。")+`</w:p>`+
		`<w:p>`+f("end")+f("begin")+f("begin")+r("内")+f("end")+f("separate")+r("外层结果。")+f("end")+`</w:p>`+
		p(`<w:pStyle w:val="t"/>`, "一、工作情况\t1")+
		`<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>`+r("单击此处输入文字。")+`</w:sdtContent></w:sdt>`+r("控件之后，")+`<w:sdt><w:sdtContent>`+r("填了的控件。")+`</w:sdtContent></w:sdt></w:p><w:altChunk r:id="x"/>`,
		map[string]string{"styles.xml": part("styles", `<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>`)})
}

func titleInLines() map[string]string {
	const centre = `<w:jc w:val="center"/>`
	return word(p(centre, "某某省科学技术厅文件")+p(centre, "关于政协某某省第十三届委员会第二次会议")+p(centre, "第0123号提案的答复")+p("", "某某委员：")+p("", "　　提案收悉。"), nil)
}

func macros() map[string]string {
	return word(p("", "有宏的文件。"), map[string]string{"vbaProject.bin": "\xd0\xcf\x11\xe0"})
}

// strict is the document in the strict namespace, without styles.
func strict() map[string]string {
	parts := word("", nil)
	parts["word/document.xml"] = `<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>` + p("", "严格格式的文件。") + `</w:body></w:document>`
	return parts
}

func hidden() map[string]string {
	return word(`<w:p><w:pPr><w:pStyle w:val="h"/></w:pPr><w:r><w:t>都隐藏了。</w:t></w:r></w:p>`, map[string]string{
		"styles.xml": part("styles", `<w:style w:type="paragraph" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>`)})
}
