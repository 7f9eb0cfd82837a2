package measure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

const signature = "云南省科学技术厅\n2024年5月31日\n"

func TestSmallLettersHold(t *testing.T) {
	paragraphs := func(n int) string { return strings.Repeat("正文。\n", n) }
	for name, l := range map[string]gongwen.Letter{
		"short":                  letterOf(shortText),
		"short, dressed":         dressed(letterOf(shortText)),
		"short, sealed":          sealed(dressed(letterOf(shortText))),
		"attachments":            letterOf(attached),
		"attachments, sealed":    sealed(dressed(letterOf(attached))),
		"one line":               letterOf("同意。\n"),
		"a full page":            letterOf(strings.Repeat("国", 28*22)),
		"a full page of marks":   letterOf(strings.Repeat("国家，科技；", 200)),
		"long signatory":         letterOf(strings.ReplaceAll(shortText, "云南省科学技术厅\n", "云南省市场监督管理局（云南省知识产权局）\n")),
		"long signatory, sealed": sealed(letterOf(strings.ReplaceAll(shortText, "云南省科学技术厅\n", "云南省市场监督管理局（云南省知识产权局）\n"))),
		"short signatory":        letterOf(strings.ReplaceAll(shortText, "云南省科学技术厅\n", "省政府\n")),
		"sealed without 署名":      sealed(letterOf(paragraphs(3))),
		"ends at line 22":        letterOf(paragraphs(22)),
		"one line over":          letterOf(paragraphs(23)),
		"headings of each level": letterOf("一、工作\n（一）机制。做了工作。\n1.人才。正文。\n（1）平台。正文。\n一是正文。\n"),
		"nothing but headings":   letterOf(strings.Repeat("一、工作情况\n", 50)),
		"short letterhead":       {Letterhead: "教育局", DocNumber: "教提〔2024〕1号", Body: letterOf(shortText).Body},
		"long letterhead":        {Letterhead: "云南省市场监督管理局云南省知识产权局", DocNumber: "云市监提〔2024〕1号", Body: letterOf(shortText).Body},
		"a long copy list":       {CopyTo: names(40), Printer: "办公室", PrintedOn: "2024年5月31日", Body: letterOf(shortText).Body},
		"copy list alone":        {CopyTo: names(3), Body: letterOf(shortText).Body},
		"words and addresses":    letterOf(strings.Repeat("请看https://www.yn.gov.cn/kjt/2024/05/31/index.html和GMS的3∶3∶4、29%。", 20)),
		"rare characters":        letterOf("关于甲的答复\n张𬭎委员：\n赵㛃、吴𠮷来函收悉。\n"),
		"nothing":                {},
	} {
		t.Run(name, func(t *testing.T) { mustHold(t, l, layout.Options{}) })
	}
}

func names(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("第%d县（市、区）人民政府", i+1)
	}
	return all
}

func TestLettersThatEndAnywhereOnThePageHold(t *testing.T) {
	for n := range 48 {
		text := strings.Repeat("正文。\n", n+1)
		for _, l := range []gongwen.Letter{
			letterOf(text + signature), sealed(letterOf(text + signature)),
			sealed(dressed(letterOf(text + "附件：1.征询意见表\n2.办理结果\n" + signature))),
			letterOf(text + "一、下一步工作\n（一）加强协同创新\n后文。\n"),
		} {
			mustHold(t, l, layout.Options{})
		}
	}
}

func TestOtherSealsHold(t *testing.T) {
	for _, mm := range []float64{36, 38, 40, 42, 45} {
		mustHold(t, sealed(dressed(letterOf(shortText))), layout.Options{SealDiameter: mm / point})
	}
}

// fragments are what random paragraphs are made of.
var fragments = []string{
	"加快推动新质生产力发展", "省科技厅", "云南省", "在", "建设", "“双一流”", "《云南省“十四五”规划（草案）》",
	"，", "。", "、", "；", "：", "？", "！", "（以下简称《办法》）", "〔2024〕12号", "‘一带一路’", "【注】", "〈节选〉",
	"全国人大·政协", "增长8‰", "约５０％", "，其中", "。”", "！”（", "》、《", "与／或", "1月～5月", "https://www.yn.gov.cn/kjt/2024/05/31/index.html",
	"China-ASEAN Innovation", "和 GMS 国家", "共71所", "①", "℃", "买买提·吐尔逊", "éclair", "A", "第", "it’s",
	"3.4", "29%", "0871-63104060", "GMS", "3∶3∶4", "——", "……", "R&D",
}

func randomText(rng *rand.Rand) string {
	var b strings.Builder
	b.WriteString("关于" + strings.Repeat("某某", 1+rng.IntN(20)) + "工作的答复\n某某委员：\n")
	for range 1 + rng.IntN(30) {
		switch rng.IntN(8) {
		case 0:
			b.WriteString("一、工作开展情况\n")
			continue
		case 1:
			b.WriteString("（一）加强人才队伍建设\n")
			continue
		case 2:
			b.WriteString("一是强化政策。")
		case 3:
			b.WriteString("（二）完善服务。")
		}
		b.WriteString("现")
		for range 1 + rng.IntN(60) {
			b.WriteString(fragments[rng.IntN(len(fragments))])
		}
		b.WriteString("完\n")
	}
	b.WriteString("感谢您的关心支持。\n云南省科学技术厅\n2024年5月31日\n（联系人及电话：战略规划处，63104060）\n")
	return b.String()
}

func TestRandomLettersHold(t *testing.T) {
	for seed := range uint64(120) {
		rng := rand.New(rand.NewPCG(seed, 7))
		l := letterOf(randomText(rng))
		l.Sealed = seed%2 == 0
		if seed%3 == 0 {
			l = dressed(l)
		}
		if bad := complaints(Letter(l, set(t, l, layout.Options{}), shippedFaces(), layout.Options{})); len(bad) > 0 {
			t.Errorf("seed %d:\n%s", seed, strings.Join(bad, "\n"))
		}
	}
}
