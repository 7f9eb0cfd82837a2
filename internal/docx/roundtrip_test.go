package docx

import (
	"bytes"
	"strings"
	"testing"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/sample"
)

func written(t testing.TB, l gongwen.Letter) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(l, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parsed(text string) gongwen.Letter {
	return gongwen.Letter{Body: gongwen.Parse(text, gongwen.Source{})}
}

func realLetter() gongwen.Letter {
	m := sample.Real()
	l := m.File.Letter(gongwen.Parse(m.Printed, gongwen.Source{}))
	l.Sealed = false
	return l
}

// letters are all kinds of letters that are written and read again.
func letters() map[string]gongwen.Letter {
	real, earlier := realLetter(), sample.Earlier(calendar.Date{Year: 2031, Month: 5, Day: 20})
	all := map[string]gongwen.Letter{
		"the sample":      real,
		"an invented one": earlier.File.Letter(gongwen.Parse(earlier.Lead, gongwen.Source{})),
		"text alone":      parsed(sample.Real().Lead),
		"one line":        parsed("同意。\n"),
		"rare characters": parsed("𠮷𬭎同志：\n请𰻝、葛󠄀（变体）、é（组合）到会。\n"),
		"quotes and marks": parsed("关于“春季”值班的通知\n各处室：\n一、“甲”与‘乙’的安排\n他说：“it’s 3×4 & <5>”……——《甲·乙》。\n" +
			"（一）强化领导。抓好落实。\n1.落实责任。逐级签订。\n（1）细则。按月报送。\n一是建立机制。二是检查。\n第一，抓早。\n"),
		"several departments": parsed("关于甲事的答复\n甲委员：\n办好了。\n某某省甲厅\n某某省乙局\n2024年12月31日\n"),
		"attachments named":   parsed("关于甲事的答复\n甲委员：\n办好了。\n附件：1.征询意见表\n2.办理情况\n某某省甲厅\n2024年5月1日\n（联系人及电话：甲处，1234567）\n抄送：乙局，丙局。\n"),
		"抄送 in the midst":     parsed("甲委员：\n办好了。\n抄送：乙局。\n（联系人：甲）\n"),
		"right to left":       parsed("关于ު事的答复\n甲委员：\n请看مرحبا字。\n甲厅\n2024年5月31日\n"),
		"an addressee alone":  parsed("某某委员：\n"),
		"a date alone":        parsed("2024年5月31日\n"),
	}
	form := real
	form.Form, form.CopyNumber, form.Urgency, form.Issuer = gongwen.LetterForm, "000001", "特急", "王某"
	form.Attachments = []gongwen.Annex{
		{Title: "征询意见表", Forms: []gongwen.Feedback{{Number: "第0123号", Subject: strings.Repeat("案由，", 30), Note: "请寄回。"}}},
		{Title: "情况说明", Body: gongwen.Parse("关于情况的函\n各处室：\n一、总体情况\n（一）进展。附件里的话。\n附件：附件的附件\n某某厅\n2024年1月1日\n抄送：丁局。\n", gongwen.Source{})},
	}
	all["信函格式 with attachments"] = form
	form.Form = gongwen.FileForm
	form.Sealed = true
	all["文件格式 with issuer, sealed"] = form
	bare := form
	bare.Letterhead, bare.DocNumber, bare.Form = "", "", gongwen.LetterForm
	all["信函格式 without letterhead"] = bare
	return all
}

func TestWhatIsWrittenIsReadBackExactly(t *testing.T) {
	for name, l := range letters() {
		t.Run(name, func(t *testing.T) {
			text, _, err := readBytes(written(t, l))
			if err != nil {
				t.Fatal(err)
			}
			if want := l.Body.Text(); text != want {
				t.Errorf("%s", firstDifference(text, want))
			}
		})
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one has more lines than the other:\n" + got + "----\n" + want
}

func TestTheSameLetterMakesTheSameBytes(t *testing.T) {
	l := realLetter()
	if !bytes.Equal(written(t, l), written(t, l)) {
		t.Error("two files of one letter differ")
	}
}

func TestNoticesOfALetterOfOurs(t *testing.T) {
	_, notices, err := readBytes(written(t, realLetter()))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"版头没有读入（排印时按提案信息生成）：B 主动公开 云南省科学技术厅 云科提〔2024〕12号",
		"版记没有读入（排印时按提案信息生成）：抄送：省政府督查室，省政协提案委员会，省市场监管局，省教育厅。 云南省科学技术厅 2024年5月31日印发",
	}
	if strings.Join(notices, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", notices)
	}
}

func TestACharacterThatXMLCannotHoldIsNamed(t *testing.T) {
	l := parsed("甲委员：\n请看\uFFFE字。\n")
	err := Write(l, &bytes.Buffer{})
	if err == nil || err.Error() != "第 2 段有不能写入 Word 文件的字符 U+FFFE" {
		t.Errorf("got %v", err)
	}
	l = realLetter()
	l.CopyTo = []string{"甲\x01<局>"}
	if text, _, err := readBytes(written(t, l)); err != nil || text != l.Body.Text() {
		t.Errorf("around the text such characters are left out: %v", err)
	}
}

func FuzzRoundTrip(f *testing.F) {
	for _, l := range letters() {
		if text := l.Body.Text(); len(text) < 3000 {
			f.Add(text)
		}
	}
	f.Add("1.1甲\n一、\n（一）\n  \n“ a”\t b\n附件1：甲\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 3000 {
			return
		}
		l := parsed(text)
		if len(l.Body.Blocks) == 0 {
			return
		}
		var b bytes.Buffer
		if err := Write(l, &b); err != nil {
			if !strings.ContainsAny(text, "\uFFFE\uFFFF") {
				t.Fatal(err)
			}
			return
		}
		got, _, err := readBytes(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if want := l.Body.Text(); got != want {
			t.Errorf("got %q\nwant %q", got, want)
		}
	})
}
