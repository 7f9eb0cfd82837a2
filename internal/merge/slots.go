package merge

import (
	"slices"
	"strings"

	"dafu/internal/reply"
)

// slotWords works out what stands in each slot of a skeleton, all but those of
// the single recommendation.
func slotWords(c reply.Case, lead reply.Department, co []reply.Department) map[string]string {
	var names []string
	for _, d := range co {
		names = append(names, departmentName(d))
	}
	coHandlers := strings.Join(names, "、")
	words := map[string]string{
		"答复标题": c.LetterTitle(),
		"称谓":   Salutation(c),
		"提案标题": bareTitle(c.Title),
		"案由":   string(c.Kind),
		"提案者":  proposers(c),
		"编号":   oneLine(c.Number),
		"届次":   oneLine(c.Body),
		"主办单位": departmentName(lead),
		"会办单位": coHandlers,
		"您":    addressForm(c),
		"沟通方式": talkWays(c.Talks),
		"署名":   oneLine(lead.FullName),
		"附注":   reply.ContactNote(c.Contact),
	}
	if coHandlers != "" {
		words["会办说明"] = "，" + coHandlers + "会办"
	}
	if len(c.Talks) > 0 {
		words["沟通说明"] = talkSentence(words["沟通方式"], words["您"])
	}
	return words
}

// proposers names who asks, as it stands in the text: 张某某、李某某.
func proposers(c reply.Case) string {
	var names []string
	for _, p := range c.Proposers {
		if name := oneLine(p.Name); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, "、")
}

func departmentName(d reply.Department) string {
	if d.ShortName != "" {
		return oneLine(d.ShortName)
	}
	return oneLine(d.FullName)
}

// bareTitle takes the title marks off, which the skeleton has already.
func bareTitle(title string) string {
	title = oneLine(title)
	if strings.HasPrefix(title, "《") && strings.HasSuffix(title, "》") && strings.Count(title, "《") == 1 {
		title = strings.TrimSuffix(strings.TrimPrefix(title, "《"), "》")
	}
	return title
}

// talkWays names the ways of the talks on record, each once.
func talkWays(talks []reply.Talk) string {
	var ways []string
	for _, t := range talks {
		if way := oneLine(t.Way); way != "" && !slices.Contains(ways, way) {
			ways = append(ways, way)
		}
	}
	return strings.Join(ways, "、")
}

// talkSentence says no more than the record does: that there was a talk, and
// how. What came of it is for the lead to write.
func talkSentence(ways, form string) string {
	if ways == "" {
		return "办理过程中，我们与" + form + "作了沟通，听取了意见建议。"
	}
	return "办理过程中，我们以" + ways + "方式与" + form + "作了沟通，听取了意见建议。"
}

// oneLine keeps a value of the case on its line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
