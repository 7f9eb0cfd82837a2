package docx

import (
	"strings"
	"testing"
)

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

// formed is a run with properties of its own.
func formed(props, text string) string {
	return `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func fieldMark(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }

// complexField is a field whose result was not stored, or was.
func complexField(instruction, result string) string {
	s := fieldMark("begin") + `<w:r><w:instrText xml:space="preserve">` + instruction + `</w:instrText></w:r>`
	if result != "" {
		s += fieldMark("separate") + run(result)
	}
	return s + fieldMark("end")
}

func lineOf(content string) string { return `<w:p>` + content + `</w:p>` }

// The neighbours of the files in testdata/faults: what Word shows and a reader
// loses easily.
func TestWordsThatWordShows(t *testing.T) {
	deletedMark := `<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`
	deletedRow := `<w:tbl><w:tr><w:trPr><w:del w:id="2"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>`
	choice := func(asks, words, fallback string) string {
		return `<mc:AlternateContent><mc:Choice Requires="` + asks + `"><w:r><w:t>` + words + `</w:t></w:r></mc:Choice>` + fallback + `</mc:AlternateContent>`
	}
	fallback := func(words string) string { return `<mc:Fallback>` + run(words) + `</mc:Fallback>` }
	box := func(props, sign string) string {
		return `<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">` + props + `</w14:checkbox></w:sdtPr><w:sdtContent>` + sign + `</w:sdtContent></w:sdt>`
	}
	form := func(data string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>` + data + `</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMX </w:instrText></w:r>` + fieldMark("end")
	}
	for _, tc := range []struct {
		name, body, want string
		notice           string // a piece of the notices, "" for none at all
	}{
		{"a deleted mark before a table of text", lineOf(deletedMark+run("甲")) + `<w:tbl><w:tr><w:tc>` + p("", "乙") + `</w:tc></w:tr></w:tbl>`, "甲\n乙\n", "只有一列的表格"},
		{"a deleted mark before a deleted table at the end", lineOf(deletedMark+run("甲")) + deletedRow, "甲\n", "删除的 1 处"},
		{"three deleted marks", lineOf(deletedMark+run("甲")) + lineOf(deletedMark+run("乙")) + lineOf(deletedMark+run("丙")) + p("", "丁"), "甲乙丙丁\n", "删去的段落标记 3 处"},
		{"a wholly deleted paragraph", p("", "甲") + lineOf(deletedMark+`<w:del w:id="3">`+run("乙")+`</w:del>`) + p("", "丙"), "甲\n丙\n", "删除的 1 处"},
		{"an inserted mark", lineOf(`<w:pPr><w:rPr><w:ins w:id="4"/></w:rPr></w:pPr>`+run("甲")) + p("", "乙"), "甲\n乙\n", "插入的 1 处"},
		{"a deleted mark at the end of a cell", `<w:tbl><w:tr><w:tc>` + lineOf(deletedMark+run("甲")) + `</w:tc></w:tr></w:tbl>` + p("", "乙"), "甲\n乙\n", "只有一列的表格"},

		{"a circled 20", lineOf(complexField(`EQ \o\ac(○,20)`, "")), "⑳\n", ""},
		{"a circled Han number", lineOf(complexField(`eq \o\ac(○,三)`, "")), "㊂\n", ""},
		{"a circled letter", lineOf(complexField(`eq \o \ac (○ ; A)`, "")), "Ⓐ\n", ""},
		{"in a ring without a character", lineOf(run("甲") + complexField(`eq \o\ac(○,密)`, "")), "甲密\n", "带圈字符 1 处没有相应的字符，只取了圈中的文字：“密”"},
		{"in a triangle", lineOf(complexField(`eq \o\ac(△,1)`, "") + run("甲")), "1甲\n", "带圈字符 1 处"},
		{"a phonetic guide in the old way", lineOf(complexField(`EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(nán),云南)`, "")), "云南\n", "拼音 1 处"},
		{"a fraction", lineOf(complexField(`EQ \f(1,3)`, "") + run("的人")), "1/3的人\n", "公式 1 处"},
		{"a root", lineOf(complexField(`EQ \r(3,8)`, "") + run("。")), "√8。\n", "公式 1 处"},
		{"characters put together", lineOf(complexField(`EQ \o(\s\up 5(甲乙),\s\do 2(丙丁))`, "")), "甲乙丙丁\n", "公式 1 处"},
		{"a raised term", lineOf(run("10") + complexField(`EQ \s\up 5(th)`, "")), "10th\n", ""},
		{"a field within a ring", lineOf(fieldMark("begin") + `<w:r><w:instrText>EQ \o\ac(○,</w:instrText></w:r>` + complexField("SEQ a", "3") + `<w:r><w:instrText>)</w:instrText></w:r>` + fieldMark("end")), "③\n", ""},

		{"a check box by default", lineOf(form(`<w:checkBox><w:default w:val="1"/></w:checkBox>`) + run("是")), "☑是\n", ""},
		{"a box that was unchecked", lineOf(form(`<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>`) + run("是")), "□是\n", ""},
		{"a list", lineOf(form(`<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲类"/><w:listEntry w:val="乙类"/></w:ddList>`)), "乙类\n", ""},
		{"a checked control", lineOf(box(`<w14:checked w14:val="1"/>`, run("☒")) + run("同意")), "☑同意\n", ""},
		{"an unchecked control", lineOf(box(`<w14:checked w14:val="0"/>`, run("☐")) + run("同意")), "□同意\n", ""},
		{"a control around the paragraph", box(`<w14:checked w14:val="1"/>`, lineOf(`<w:r><w:sym w:font="Wingdings 2" w:char="F053"/></w:r>`)) + p("", "同意☐"), "☑\n同意☐\n", ""},

		{"an instruction without an end", lineOf(run("甲")+fieldMark("begin")+`<w:r><w:instrText> PAGE </w:instrText></w:r>`+run("乙")) + p("", "丙"), "甲乙\n丙\n", "不完整的域 1 处"},
		{"two that have no end", lineOf(fieldMark("begin")+fieldMark("begin")+run("乙")) + p("", "丙"), "乙\n丙\n", "不完整的域 2 处"},
		{"a result over paragraphs", lineOf(fieldMark("begin")+`<w:r><w:instrText> QUOTE </w:instrText></w:r>`+fieldMark("separate")+run("甲")) + lineOf(run("乙")+fieldMark("end")+run("丙")), "甲\n乙丙\n", ""},
		{"a date", lineOf(complexField(` DATE \@ "yyyy" `, "2024年")), "2024年\n", "自动更新的内容 1 处，已按存盘时的结果读入：“2024年”"},
		{"a simple field", lineOf(`<w:fldSimple w:instr=" PAGE ">` + run("3") + `</w:fldSimple>` + run("页")), "3页\n", "自动更新的内容 1 处"},
		{"a reference without a result", lineOf(complexField(` REF a `, "") + run("甲")), "甲\n", "没有存下结果的内容 1 处没有读入（REF）"},
		{"an index entry", lineOf(complexField(` XE "甲" `, "") + run("甲")), "甲\n", ""},
		{"a symbol's field", lineOf(complexField(` SYMBOL 168 \f "Wingdings" \s 12`, "") + run("甲")), "□甲\n", ""},

		{"the second choice", lineOf(choice("xyz", "错", `<mc:Choice Requires="wps"><w:r><w:t>对</w:t></w:r></mc:Choice>`)), "对\n", ""},
		{"no choice that is known", lineOf(choice("xyz", "错", fallback("对"))), "对\n", ""},
		{"one known and one not", lineOf(choice("wps xyz", "错", fallback("对"))), "对\n", ""},
		{"nothing known at all", lineOf(run("甲") + choice("xyz", "错", "")), "甲\n", "认不出的内容 1 处"},

		{"subscripts", lineOf(run("CO") + formed(`<w:vertAlign w:val="subscript"/>`, "2") + run("排放")), "CO₂排放\n", ""},
		{"a negative power", lineOf(run("10") + formed(`<w:vertAlign w:val="superscript"/>`, "-3")), "10⁻³\n", ""},
		{"a raised word", lineOf(run("1") + formed(`<w:vertAlign w:val="superscript"/>`, "st") + run("届")), "1st届\n", "上标、下标 1 处没有相应的字符，已作普通文字读入：“st”"},
		{"raised by its style", lineOf(run("m") + formed(`<w:rStyle w:val="up"/>`, "3")), "m³\n", ""},
		{"set back on the line", lineOf(run("m") + formed(`<w:rStyle w:val="up"/><w:vertAlign w:val="baseline"/>`, "3")), "m3\n", ""},
		{"struck twice", lineOf(formed(`<w:dstrike/>`, "三") + formed(`<w:strike/>`, "百") + run("万")), "三百万\n", "带删除线的文字 1 处仍作正文读入：“三百”"},
		{"struck no more", lineOf(formed(`<w:strike w:val="0"/>`, "三")), "三\n", ""},
		{"ink", lineOf(run("甲") + `<w:r><w:contentPart r:id="x"/></w:r>`), "甲\n", "墨迹 1 处"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text, notices, err := readBytes(pack(t, word(tc.body, map[string]string{
				"styles.xml": part("styles", `<w:style w:type="character" w:styleId="up0"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style><w:style w:type="character" w:styleId="up"><w:basedOn w:val="up0"/></w:style>`)})))
			if err != nil || text != tc.want {
				t.Errorf("got %q, want %q; %v", text, tc.want, err)
			}
			all := strings.Join(notices, "\n")
			if !strings.Contains(all, tc.notice) || (tc.notice == "") != (all == "") {
				t.Errorf("notices %q, want %q", all, tc.notice)
			}
		})
	}
}

// An instruction is read in linear time however deep its brackets go.
func TestEquationsWithinOneAnother(t *testing.T) {
	for _, code := range []string{strings.Repeat(`\o\ac(○,`, 300), strings.Repeat("(", 3000), `\`, `\*`, `\* "`, `\r(`, `\o(`, `\f`} {
		text, _, err := readBytes(pack(t, word(lineOf(run("甲")+complexField("EQ "+code, "")+run("乙")), nil)))
		if err != nil || !strings.HasPrefix(text, "甲") || !strings.HasSuffix(text, "乙\n") {
			t.Errorf("%.20q: got %q, %v", code, text, err)
		}
	}
}
