package measure

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

// What layout makes of 信函格式, 签发人 and attachments holds too.
func TestTheOtherFormsHold(t *testing.T) {
	annexes := []gongwen.Annex{
		{Title: "提案办理情况征询意见表", Forms: []gongwen.Feedback{{
			Number: "0123", Subject: "关于加快推动新质生产力发展的提案", Member: "杨建林", Department: "云南省科学技术厅", Note: "注：请寄送省政协提案委员会。",
		}}},
		{Title: "办理结果", Body: gongwen.Parse("一、工作开展情况\n（一）加强协同。"+strings.Repeat("省科技厅共认定36个中心，增长29%。", 9)+"\n正文。\n", gongwen.Source{})},
	}
	for name, change := range map[string]func(*gongwen.Letter){
		"文件格式":     func(*gongwen.Letter) {},
		"信函格式":     func(l *gongwen.Letter) { l.Form = gongwen.LetterForm },
		"签发人":      func(l *gongwen.Letter) { l.Issuer = "某某某" },
		"附件":       func(l *gongwen.Letter) { l.Attachments = annexes },
		"一个附件":     func(l *gongwen.Letter) { l.Attachments = annexes[1:] },
		"信函格式，附件":  func(l *gongwen.Letter) { l.Form, l.Attachments = gongwen.LetterForm, annexes },
		"双面印":      func(l *gongwen.Letter) { l.Duplex = true },
		"双面印，附件":   func(l *gongwen.Letter) { l.Duplex, l.Attachments = true, annexes },
		"信函格式，双面印": func(l *gongwen.Letter) { l.Form, l.Duplex = gongwen.LetterForm, true },
		"联合行文": func(l *gongwen.Letter) {
			l.Body = letterOf(strings.Replace(shortText, "云南省科学技术厅\n2024", "云南省科学技术厅\n云南省教育厅\n2024", 1)).Body
		},
		"没有版头": func(l *gongwen.Letter) { *l = gongwen.Letter{Form: gongwen.LetterForm, Body: l.Body} },
	} {
		for _, sealing := range []bool{true, false} {
			t.Run(name, func(t *testing.T) {
				l := dressed(letterOf(shortText))
				l.Sealed = sealing
				change(&l)
				mustHold(t, l, layout.Options{})
			})
		}
	}
}
