package reply

import (
	"fmt"
	"unicode/utf8"

	"dafu/internal/gongwen"
)

// Message says in Chinese what becomes of what was typed; "" if it is printed as
// it was typed.
func (t Typed) Message() string {
	text := cut(t.Text)
	switch t.Fate {
	case Twice:
		return fmt.Sprintf("“%s”与印出的%s“%s”重复，不再印", text, t.Part.Title(), cut(t.Printed))
	case Foreign:
		if t.Part == gongwen.PartProposal {
			return fmt.Sprintf("“%s”是提案、建议的原文，不是答复的文字，不印", text)
		}
		return fmt.Sprintf("“%s”不是公文的文字，不印", text)
	case Taken:
		return ""
	}
	switch t.Part {
	case gongwen.PartTitle:
		return "标题按交办信息印为“" + t.Printed + "”，正文中的“" + text + "”不印"
	case gongwen.PartSignatory:
		return "署名按登记名称印为“" + t.Printed + "”，正文中的“" + text + "”不印"
	case gongwen.PartDate:
		return "成文日期印为" + t.Printed + "，正文中的“" + text + "”不印"
	case gongwen.PartContact:
		return "联系人按交办信息印为“" + t.Printed + "”，正文中的“" + text + "”不印"
	case gongwen.PartCopy:
		return "抄送单位按交办信息印为“" + t.Printed + "”，正文中的“" + text + "”不印"
	}
	if t.Printed == "" {
		return fmt.Sprintf("%s在前面已经写明，这里的“%s”不印", t.Part.Title(), text)
	}
	return fmt.Sprintf("%s印为“%s”，正文中的“%s”不印", t.Part.Title(), t.Printed, text)
}

// cut shortens a text for a message.
func cut(text string) string {
	const most = 40
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "…"
}

// Messages says of everything that was typed and is not printed as typed what
// becomes of it. Lines that stand together and are not of the letter share one.
func (f Frame) Messages() []string {
	var out []string
	foreign := map[gongwen.Part]int{}
	for _, t := range f.Typed {
		if t.Fate == Foreign {
			foreign[t.Part]++
		}
	}
	told := map[gongwen.Part]bool{}
	titled := false
	for _, t := range f.Typed {
		m := t.Message()
		if t.Part == gongwen.PartTitle && t.Fate == Against {
			if titled {
				continue
			}
			titled = true
			t.Text = f.Body.Title()
			m = t.Message()
		}
		if t.Fate == Foreign {
			if told[t.Part] {
				continue
			}
			told[t.Part] = true
			if n := foreign[t.Part]; n > 1 {
				m += fmt.Sprintf("（这样的文字共%d行）", n)
			}
		}
		if m != "" {
			out = append(out, m)
		}
	}
	return out
}

// Replacements is Messages for a draft: that the date will be the day of issue
// is said even where nothing is typed against it.
func (f Frame) Replacements() []string {
	out := f.Messages()
	for _, t := range f.Typed {
		if t.Part == gongwen.PartDate && t.Fate == Taken {
			out = append(out, "成文日期为签发当日，正文中的“"+cut(t.Text)+"”不印")
			break
		}
	}
	for _, t := range f.Typed {
		if t.Part == gongwen.PartCopy && t.Fate == Taken && t.Printed == "" {
			out = append(out, "交办信息没有登记抄送单位，按正文中的“"+cut(t.Text)+"”印")
			break
		}
	}
	return out
}

// Unplaced are the lines that are no part of the letter or say again what is
// printed elsewhere, as they stand.
func (f Frame) Unplaced() []string {
	var out []string
	for _, t := range f.Typed {
		if t.Fate == Foreign || t.Fate == Twice {
			out = append(out, cut(t.Text))
		}
	}
	return out
}
