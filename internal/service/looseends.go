package service

import (
	"fmt"

	"dafu/internal/reply"
)

// noTalk says that nobody has recorded a talk with who asked.
func (d dossier) noTalk() string {
	who := "提案者"
	if d.Case.Kind == reply.Suggestion {
		who = "提建议的代表"
	}
	return "还没有与" + who + "沟通的记录"
}

// looseEnds names what stops nobody and is easily forgotten: comments that
// nobody resolved, and recommendations that no paragraph was linked to although
// others are; and that no talk with who asked is on record.
func looseEnds(tx Tx, a reply.Actor, d dossier) (all []string, err error) {
	if d.draft.Revision == 0 || d.Case.State != reply.Drafting && d.Case.State != reply.Approval {
		return nil, nil
	}
	if len(d.Case.Talks) == 0 && !d.lead().TalkRequired {
		all = append(all, d.noTalk())
	}
	comments, err := readableComments(tx, a, d.Case)
	if err != nil {
		return nil, err
	}
	open := 0
	for _, c := range comments {
		if c.ThreadOf == 0 && c.State == reply.OpenComment {
			open++
		}
	}
	if open > 0 {
		all = append(all, fmt.Sprintf("%d 条批注没有解决", open))
	}
	answered, err := answeredBy(tx, d, d.draft.Body)
	if err != nil {
		return nil, err
	}
	missing := 0
	for _, blocks := range answered {
		if len(blocks) == 0 {
			missing++
		}
	}
	if missing > 0 && missing < len(answered) {
		all = append(all, fmt.Sprintf("%d 条对策建议没有对上答复的段落", missing))
	}
	return all, nil
}
