package gongwen

import (
	"strings"
	"testing"
)

func TestWiden(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"comma and stop", "近年来,全省科技工作有进展.下一步,继续努力.", "近年来，全省科技工作有进展。下一步，继续努力。"},
		{"colon, semicolon, question, exclamation", "要点:一是人;二是钱;好吗?好!", "要点：一是人；二是钱；好吗？好！"},
		{"figures", "增长3.4亿元、29%,按3:3:4出资10,000元,10:30开会", "增长3.4亿元、29%，按3:3:4出资10,000元，10:30开会"},
		{"brackets round Han", "省市场监管局(知识产权局)", "省市场监管局（知识产权局）"},
		{"brackets round Latin behind Han", "国内生产总值(GDP)增长", "国内生产总值（GDP）增长"},
		{"brackets round Latin behind Latin", "采用GMS(2)平台", "采用GMS(2)平台"},
		{"brackets round both", "GMS(大湄公河次区域,Greater Mekong)合作", "GMS（大湄公河次区域，Greater Mekong）合作"},
		{"brackets of two widths", "集团(控股）与（云锡)", "集团（控股）与（云锡）"},
		{"brackets in brackets", "州(市(区))", "州（市（区））"},
		{"bracket without partner", "a)项目(", "a）项目（"},
		{"comma behind a wide bracket", "平台(GMS),RCEP", "平台（GMS），RCEP"},
		{"comma between quotes", `发布"RCEP","GMS"两项`, "发布“RCEP”，“GMS”两项"},
		{"quotes round Han", `"智汇云南"计划`, "“智汇云南”计划"},
		{"quotes of two kinds", `“智汇云南"计划`, "“智汇云南”计划"},
		{"quote without partner", `显示器24"一台`, `显示器24"一台`},
		{"URL", "网址:https://kjt.yn.gov.cn/a?b=1,2(3).查看www.yn.gov.cn:80/x,谢谢", "网址：https://kjt.yn.gov.cn/a?b=1,2(3).查看www.yn.gov.cn:80/x，谢谢"},
		{"URL at the end of a sentence in brackets", "见附件(http://a.cn/b).", "见附件（http://a.cn/b）。"},
		{"Latin line", `Hello, world! (See "GMS", 3.4.)`, `Hello, world! (See "GMS", 3.4.)`},
		{"Latin phrase in Han text", "题为Yes, we can的报告", "题为Yes, we can的报告"},
		{"stop of numbering", "一.加强领导.", "一.加强领导。"},
		{"stop of Arabic numbering", "1.加强领导.", "1.加强领导。"},
		{"stop behind brackets", "(一).加强(领导).", "（一）.加强（领导）。"},
		{"stop before Latin", "云南.com", "云南.com"},
		{"dots", "等等...", "等等..."},
		{"numbering in brackets", "(1)加强", "（1）加强"},
		{"space beside a mark", "近年来 , 全省 .", "近年来 ， 全省 。"},
		{"full-width figures are left", "１０:３０和ＧＭＳ,ＲＣＥＰ", "１０:３０和ＧＭＳ,ＲＣＥＰ"},
		{"two lines are two texts", "a,b\n甲,乙", "a,b\n甲，乙"},
		{"rare characters are Han", "𬭎,𠮷", "𬭎，𠮷"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Widen(c.text); got != c.want {
				t.Errorf("Widen(%q)\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

// The sample came with half-width punctuation throughout: 249 commas and 31 pairs
// of brackets. What stays half width is a ratio and a decimal point.
func TestWidenSample(t *testing.T) {
	text := read(t, "../sample/data/letter.txt")
	if n, m := strings.Count(text, ","), strings.Count(text, "("); n < 200 || m < 30 {
		t.Fatalf("the sample has %d commas and %d brackets of half width", n, m)
	}
	var left []string
	runes := []rune(Widen(text))
	for i, r := range runes {
		if strings.ContainsRune(",;:()?!.\"", r) {
			left = append(left, string(runes[i-1:i+2]))
		}
	}
	if got, want := strings.Join(left, " "), "3:3 3:4 3.4"; got != want {
		t.Errorf("left over: %s, want %s", got, want)
	}
	if got, want := Widen(text), fullWidthSample(text); got != want {
		t.Error("a mark is not as one would type it")
	}
}

// fullWidthSample is the sample as one types it who knows the one ratio in it.
func fullWidthSample(text string) string {
	text = strings.NewReplacer(",", "，", ";", "；", ":", "：", "(", "（", ")", "）").Replace(text)
	return strings.Replace(text, "3：3：4", "3:3:4", 1)
}
