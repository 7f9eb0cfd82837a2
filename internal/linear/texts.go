package main

import (
	"fmt"
	"slices"
	"strings"

	"dafu/internal/check"
)

// kind is a kind of character, or of what is written in one breath, that some step
// treats in its own way.
type kind struct{ name, text string }

var kinds = []kind{
	{"han", "我"}, {"latin", "a"}, {"digit", "1"}, {"wide-digit", "１"}, {"blank", " "}, {"wide-blank", "　"}, {"tab", "\t"},
	{"end", "\n"}, {"return", "\r"}, {"stop", "。"}, {"comma", "，"}, {"list-comma", "、"}, {"semicolon", "；"}, {"colon", "："},
	{"question", "？"}, {"half-comma", ","}, {"half-stop", "."}, {"half-colon", ":"}, {"slash", "/"}, {"at", "@"}, {"percent", "%"},
	{"hyphen", "-"}, {"dash", "—"}, {"dots", "…"}, {"tilde", "～"}, {"cross", "×"}, {"middle-dot", "·"},
	{"open", "（"}, {"close", "）"}, {"half-open", "("}, {"half-close", ")"}, {"open-book", "《"}, {"close-book", "》"},
	{"open-quote", "“"}, {"close-quote", "”"}, {"inner-quote", "’"}, {"straight-quote", "\""}, {"apostrophe", "'"}, {"year-open", "〔"}, {"year-close", "〕"}, {"square", "["},
	{"acute", "\u0301"}, {"enclosing", "\u20dd"}, {"selector", "\ufe00"}, {"ideographic-selector", "\U000e0100"}, {"rare-han", "𠮷"},
	{"private", "\ue000"}, {"control", "\x01"}, {"joiner", "\u200d"}, {"rtl-mark", "\u200f"}, {"hebrew", "א"}, {"soft-hyphen", "\u00ad"}, {"bom", "\ufeff"},
	{"emoji", "👩"}, {"skin", "🏽"}, {"flag", "🇨"}, {"jamo", "\u1100"}, {"jamo-vowel", "\u1161"}, {"radical", "⼀"}, {"circled", "①"}, {"ideographic-number", "一"}, {"hundred", "百"},
	{"h1", "一、"}, {"h2", "（一）"}, {"h3", "1."}, {"h4", "(1)"}, {"item", "一是"}, {"run-in", "第一，"}, {"and", "和"}, {"etc", "等"},
	{"url", "http://a.b/"}, {"www", "www.a"}, {"date", "2024年2月30日"}, {"amount", "5万元"}, {"case-number", "第12号提案"}, {"member", "委员"},
	{"office", "省科技厅"}, {"title-words", "关于"}, {"answer-words", "的答复"}, {"contact", "联系人："}, {"copy-to", "抄送："}, {"plan", "将"}, {"done", "已"}, {"closing-words", "特此函复"},
	{"tag", "<b>"}, {"amp", "&"}, {"slot", "{{"}, {"equals", "="},
}

// filled repeats unit until there are n characters.
func filled(unit string, n int) string {
	r := []rune(unit)
	var b strings.Builder
	for i := range n {
		b.WriteRune(r[i%len(r)])
	}
	return b.String()
}

// A letter around what is tried, so that it stands among paragraphs.
const (
	letterHead = "关于市政协五届三次会议第12号提案的答复\n张三四委员：\n您提出的《关于停车的提案》收悉，现答复如下：\n一、工作情况\n我局"
	letterFoot = "\n某市城市管理局\n2024年6月7日\n（联系人：李五，0871-63100001）\n"
)

// sample is a kind of text, and how to make one of about n characters. Equal names
// make equal texts.
type sampleText struct {
	name string
	make func(n int) string
}

// runs are each kind by itself: as the whole text, and behind a character in a
// letter, where marks have what they hang on.
func runs() (all []sampleText) {
	for _, k := range kinds {
		all = append(all,
			sampleText{k.name, func(n int) string { return filled(k.text, n) }},
			sampleText{k.name + " in a letter", func(n int) string { return letterHead + "a" + filled(k.text, n) + letterFoot }})
	}
	return all
}

// pair returns two kinds, one after the other again and again, and all of the one
// before all of the other.
func pair(a, b kind) []sampleText {
	return []sampleText{
		{a.name + "+" + b.name, func(n int) string { return letterHead + filled(a.text+b.text, n) + letterFoot }},
		{a.name + "…" + b.name, func(n int) string { return "云" + filled(a.text, n/2) + filled(b.text, n/2) }},
	}
}

// neighbours are the pairs of kinds that come behind one another in the list, and of
// each with a line's end and with a Han character.
func neighbours() (all []sampleText) {
	for i, k := range kinds {
		all = append(all, pair(k, kinds[(i+1)%len(kinds)])...)
		all = append(all, pair(k, kind{"line", "\n"})[0], pair(k, kind{"word", "我们"})[0])
	}
	return all
}

func everyPair() (all []sampleText) {
	for _, a := range kinds {
		for _, b := range kinds {
			all = append(all, pair(a, b)...)
		}
	}
	return all
}

// examples are what the rules of the check are explained with, again and again: in
// one paragraph and in a paragraph each.
func examples() (all []sampleText) {
	for _, rule := range check.Rules() {
		for i, e := range append(rule.Wrong, rule.Right...) {
			line := strings.ReplaceAll(e.Text, "\n", "")
			for how, unit := range map[string]string{"lines": e.Text + "\n", "line": line, "colons": line + "：\n"} {
				all = append(all, sampleText{fmt.Sprintf("rule %d, example %d, %s", rule.ID, i+1, how),
					func(n int) string { return letterHead + filled(unit, n) + letterFoot }})
			}
		}
	}
	slices.SortFunc(all, func(a, b sampleText) int { return strings.Compare(a.name, b.name) })
	return all
}
