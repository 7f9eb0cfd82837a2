package service

import (
	"slices"
	"strconv"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// BlockerKind says what a blocker is about, and so where it is mended.
type BlockerKind string

// The kinds, in the order in which they are dealt with.
const (
	NoDraft         BlockerKind = "draft"       // 答复稿
	OpinionsMissing BlockerKind = "opinions"    // 会办意见 and 会办事项 that are still to come
	MergeOpen       BlockerKind = "merge"       // entries without a verdict
	TalkMissing     BlockerKind = "talk"        // 沟通, where the lead must record one
	ClassMissing    BlockerKind = "class"       // 办理类别
	ContactMissing  BlockerKind = "contact"     // 联系人
	ErrorsFound     BlockerKind = "check"       // 体检
	NotSigned       BlockerKind = "countersign" // 会签
)

// Blocker is one thing that keeps the draft from approval (送签前须办理).
type Blocker struct {
	Kind BlockerKind
	Text string
}

func blockers(kind BlockerKind, texts []string) []Blocker {
	var all []Blocker
	for _, text := range texts {
		all = append(all, Blocker{kind, gongwen.Joined(text)})
	}
	return all
}

func blockerTexts(all []Blocker) []string {
	var texts []string
	for _, one := range all {
		texts = append(texts, one.Text)
	}
	return texts
}

// blocking says why the reply cannot be sent for approval yet.
func (d dossier) blocking(today calendar.Date) []Blocker {
	return slices.Concat(d.owed(today), blockers(ErrorsFound, d.checkup.faults()), blockers(NotSigned, d.unsigned()))
}

// owed is what is missing beside the errors in the text, which are mended before
// co-handlers are asked to agree to it.
func (d dossier) owed(today calendar.Date) []Blocker {
	var why []Blocker
	if d.draft.Revision == 0 {
		why = append(why, Blocker{NoDraft, "还没有答复稿"})
	}
	why = append(why, blockers(OpinionsMissing, d.missingWords(today))...)
	for _, dep := range d.superseded() {
		why = append(why, Blocker{MergeOpen, dep.ShortName + "重新报送了会办意见，有改动的几处还没有处理"})
	}
	if n := len(d.undecided()); n > 0 {
		why = append(why, Blocker{MergeOpen, "会办意见还有 " + strconv.Itoa(n) + " 处没有决定是否采用"})
	}
	if len(d.Case.Talks) == 0 && d.lead().TalkRequired {
		why = append(why, Blocker{TalkMissing, d.noTalk() + "，请先记录沟通情况"})
	}
	if d.Case.HandlingClass == "" {
		why = append(why, Blocker{ClassMissing, "还没有确定办理类别"})
	}
	if d.Case.Contact.Phone == "" || d.Case.Contact.Name == "" {
		why = append(why, Blocker{ContactMissing, "还没有填写答复的联系人和电话"})
	}
	return why
}

// maxNamed is how many departments a sentence names; of more it says how many.
const maxNamed = 3

// someNames names departments in a sentence: 省教育厅、省财政厅、省交通厅等 32 家单位.
func someNames(all []reply.Department) string {
	if len(all) <= maxNamed+1 {
		return shortNames(all)
	}
	return shortNames(all[:maxNamed]) + "等 " + strconv.Itoa(len(all)) + " 家单位"
}
