package docx

import (
	"fmt"
	"slices"
	"strings"
)

// findings are what a file holds and the text does not.
type findings struct {
	inserted, deleted int
	marks             int // ends of paragraphs that were deleted
	broken            int // fields
	unknown, ink      int
	bullets, formulas int
	rubies, contents  int
	chunks, unfilled  int
	frames, shapes    int
	numbered          int
	titleJoined       bool
	macros, signed    bool
	tables            []foundTable
	pictures, charts  []string // places
	objects           []string
	boxes, wordArt    []string // words
	heads             []string
	sections          []string // relations of headers and footers
	symbols           []string
	struck, scripts   passages
	enclosed          passages
	changing, doubled passages
	lost              int // fields without a result
	lostNames         []string
	parts             []string // that are in the package twice
	hidden            string
	around            []aroundText // of a letter of ours
}

type aroundText struct{ what, words string }

func (f *findings) section(refs sectionRefs) { f.sections = append(f.sections, refs...) }

func (f *findings) unknownSymbol(font, char string) {
	if s := strings.TrimSpace(cut(font, 30) + " " + cut(char, 8)); !slices.Contains(f.symbols, s) && len(f.symbols) < 20 {
		f.symbols = append(f.symbols, s)
	}
}

// lostField notes a field of which nothing can be read.
func (f *findings) lostField(name string) {
	f.lost++
	if !slices.Contains(f.lostNames, name) && len(f.lostNames) < quotedTimes {
		f.lostNames = append(f.lostNames, cut(name, 20))
	}
}

func (f *findings) hide(words string) {
	if len(f.hidden) < 4*quotedWords {
		f.hidden += words
	}
}

// leftOut notes the words of a letter's surroundings, one entry for each kind.
func (f *findings) leftOut(what, words string) {
	if words = oneLine(words); words == "" {
		return
	}
	for i := range f.around {
		if a := &f.around[i]; a.what == what {
			if len(a.words) < 4*quotedWords {
				a.words += " " + words
			}
			return
		}
	}
	f.around = append(f.around, aroundText{what, words})
}

const (
	quotedWords  = 500 // characters of a table, a note or hidden text in a notice
	quotedTimes  = 5   // places in one notice
	quotedAround = 60  // characters of what comes from the case anyway

	// shownNotices is how many are still read by somebody.
	shownNotices = 100
)

// notices says what was found, what concerns the text itself first.
func (f *findings) notices(n *notes) []string {
	var all []string
	say := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if f.inserted+f.deleted > 0 {
		say("文件带有修订痕迹：插入的 %d 处已收入，删除的 %d 处已略去，请核对", f.inserted, f.deleted)
	}
	if f.marks > 0 {
		say("修订中删去的段落标记 %d 处，前后两段已合为一段，请核对", f.marks)
	}
	f.sayWords(say)
	if f.numbered > 0 {
		say("%d 个标题没有合用的序号，已按级别编为“一、”“（一）”“1.”“（1）”，请核对", f.numbered)
	}
	if f.titleJoined {
		say("标题原来分成几行，已合为一行")
	}
	f.sayLeftOut(say)
	f.sayDrawings(say)
	for _, u := range n.all {
		say("%s没有并入正文（在%s）：%s", u.kind, at(u.place), cut(u.words, quotedWords))
	}
	f.sayRest(say)
	if n.checks > 0 {
		say("公文体检的批注 %d 条没有并入正文", n.checks)
	}
	for _, a := range f.around {
		say("%s没有读入（排印时按提案信息生成）：%s", a.what, cut(a.words, quotedAround))
	}
	for _, name := range f.parts {
		say("文件里有两个同名的部件（%s），只读了后一个，请核对", cut(name, quotedAround))
	}
	if f.macros {
		say("文件含宏；宏没有执行，只读取了文字")
	}
	if f.signed {
		say("文件带有数字签名；读入时不验证")
	}
	if n := len(all) - shownNotices; n > 0 {
		all = append(all[:shownNotices], fmt.Sprintf("另有 %d 条提示没有列出", n))
	}
	return all
}

// sayWords names the words that may not be what is seen in Word.
func (f *findings) sayWords(say func(string, ...any)) {
	for _, c := range []struct {
		passages
		text string
	}{
		{f.struck, "带删除线的文字 %d 处仍作正文读入：%s，请核对"},
		{f.scripts, "上标、下标 %d 处没有相应的字符，已作普通文字读入：%s，请核对"},
		{f.enclosed, "带圈字符 %d 处没有相应的字符，只取了圈中的文字：%s，请核对"},
		{f.doubled, "既有自动编号又有手打序号 %d 处：%s，请核对"},
		{f.changing, "页码、日期等自动更新的内容 %d 处，已按存盘时的结果读入：%s，请核对"},
	} {
		if c.n > 0 {
			say(c.text, c.n, c.quoted())
		}
	}
	if f.lost > 0 {
		say("自动编号、页码、日期等没有存下结果的内容 %d 处没有读入（%s），请核对", f.lost, strings.Join(f.lostNames, "、"))
	}
	if f.broken > 0 {
		say("不完整的域 %d 处，其中的文字已作正文读入，请核对", f.broken)
	}
}

func (f *findings) sayLeftOut(say func(string, ...any)) {
	for _, t := range f.tables {
		say("表格没有并入正文（在%s，%d 行 %d 列）：%s", at(t.place), t.rows, t.columns, t.words)
	}
	if f.frames > 0 {
		say("只有一列的表格 %d 个，其中的文字已按段落读入", f.frames)
	}
	if len(f.boxes) > 0 {
		say("文本框 %d 个，文字已放在所在段落之后：%s", len(f.boxes), quotes(f.boxes))
	}
}

func (f *findings) sayDrawings(say func(string, ...any)) {
	for _, d := range []struct {
		what   string
		places []string
	}{{"图片 %d 幅", f.pictures}, {"图表 %d 个", f.charts}, {"嵌入的对象 %d 个", f.objects}} {
		if len(d.places) > 0 {
			say(d.what+"没有读入（在%s）", len(d.places), places(d.places))
		}
	}
	if len(f.wordArt) > 0 {
		say("艺术字或水印没有读入：%s", quotes(f.wordArt))
	}
	if f.shapes > 0 {
		say("线条、图形 %d 个没有读入", f.shapes)
	}
	if f.formulas > 0 {
		say("公式 %d 处只取了其中的字符，请核对", f.formulas)
	}
}

func (f *findings) sayRest(say func(string, ...any)) {
	if f.hidden != "" {
		say("隐藏文字没有读入：%s", cut(oneLine(f.hidden), quotedWords))
	}
	if len(f.symbols) > 0 {
		say("有认不出的特殊符号，已用“%s”代替（%s），请核对", geta, strings.Join(f.symbols, "、"))
	}
	for _, c := range []struct {
		n    int
		text string
	}{
		{f.bullets, "项目符号 %d 处没有读入，文字都在"},
		{f.rubies, "拼音 %d 处没有读入，文字都在"},
		{f.contents, "目录 %d 行没有读入"},
		{f.unfilled, "没有填写的内容控件 %d 处已略去"},
		{f.chunks, "嵌入的其他文件 %d 个没有读入"},
		{f.ink, "手写的墨迹 %d 处没有读入"},
		{f.unknown, "认不出的内容 %d 处没有读入"},
	} {
		if c.n > 0 {
			say(c.text, c.n)
		}
	}
	if len(f.heads) > 0 {
		say("页眉、页脚没有读入：%s", quotes(f.heads))
	}
}

// at says where something stood, by the words before it.
func at(place string) string {
	if place == "" {
		return "文首"
	}
	return "“" + place + "”之后"
}

func places(all []string) string {
	var s []string
	for _, p := range all[:min(len(all), quotedTimes)] {
		s = append(s, at(p))
	}
	return more(strings.Join(s, "、"), len(all))
}

func quotes(all []string) string {
	var s []string
	for _, words := range all[:min(len(all), quotedTimes)] {
		s = append(s, "“"+cut(words, 60)+"”")
	}
	return more(strings.Join(s, ""), len(all))
}

func more(s string, n int) string {
	if n > quotedTimes {
		return s + "等"
	}
	return s
}
