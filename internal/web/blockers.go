package web

import (
	"fmt"
	"strconv"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// blockGroup is what of one kind keeps the draft from approval: one line, or a
// sum that opens, with a link to the place where it is mended.
type blockGroup struct {
	Sum  string // of several lines; "" for one
	Text []string
	Link *action // nil for who cannot mend it
}

// blockPlace is where a kind of blocker is mended, and by which act.
var blockPlaces = map[service.BlockerKind]struct {
	act        reply.Act
	text, path string
}{
	service.NoDraft:         {reply.SaveDraft, "起草答复稿", "/desk"},
	service.OpinionsMissing: {reply.ViewCase, "查看会办单位", "#cohandlers"},
	service.MergeOpen:       {reply.Merge, "合并会办意见", "/merge"},
	service.TalkMissing:     {reply.RecordTalk, "记录沟通", "#talks"},
	service.ClassMissing:    {reply.EditCase, "确定办理类别", "/edit#f-handling_class"},
	service.ContactMissing:  {reply.EditCase, "填写联系人", "/edit#f-contact_office"},
	service.ErrorsFound:     {reply.SaveDraft, "逐处修改", "/desk#check"},
	service.NotSigned:       {reply.ViewCountersign, "办理会签", "/countersign"},
}

// blockGroups folds what blocks by its kind, in the order in which it is dealt
// with.
func blockGroups(v service.CaseView) []blockGroup {
	var all []blockGroup
	at := map[service.BlockerKind]int{}
	for _, one := range v.Blockers {
		i, known := at[one.Kind]
		if !known {
			i = len(all)
			at[one.Kind] = i
			group := blockGroup{}
			if place := blockPlaces[one.Kind]; v.Can[place.act] {
				group.Link = &action{Text: place.text, Href: casePath(v.Case.ID) + place.path}
			}
			all = append(all, group)
		}
		all[i].Text = append(all[i].Text, one.Text)
	}
	for kind, i := range at {
		if n := len(all[i].Text); n > 1 {
			all[i].Sum = blockSum(v, kind, n)
		}
	}
	return all
}

func blockSum(v service.CaseView, kind service.BlockerKind, n int) string {
	switch kind {
	case service.OpinionsMissing:
		return "会办单位" + collected(v.CoHandlers)
	case service.ErrorsFound:
		return fmt.Sprintf("体检有 %d 处错误", max(n, len(v.Checkup.Blocking)))
	case service.NotSigned:
		return strconv.Itoa(n) + "家单位尚未同意会签"
	}
	return strconv.Itoa(n) + "项"
}

// collected is how far the opinions are in, in one line: 32家：已报0，待报32.
func collected(all []service.CoHandler) string {
	in, late := 0, 0
	for _, one := range all {
		switch one.Collection {
		case reply.AllIn:
			in++
		case reply.PastDue:
			late++
		}
	}
	words := fmt.Sprintf("%d家：已报%d，待报%d", len(all), in, len(all)-in)
	if late > 0 {
		words += fmt.Sprintf("（逾期%d）", late)
	}
	return words
}

// maxCoHandlersShown is how many co-handlers the case page lists unfolded.
const maxCoHandlersShown = 7

// afterIssue is what is still to be done with a letter that was issued (送达、抄送、
// 公开), which happens outside the program.
func afterIssue(v service.CaseView, current *reply.Letter) []string {
	if v.Case.State != reply.Replied || current == nil || v.Standing != reply.Lead {
		return nil
	}
	if current.Trial {
		return []string{"这份文件盖的是试用印章，不能作为正式公文送达。启用正式印章后，请重新答复并签发。"}
	}
	steps := []string{"下载正式文件，送达" + asker(v.Case.Proposers) + servedWords(v)}
	if len(v.Case.CopyTo) > 0 {
		steps = append(steps, "抄送"+copies(v.Case.CopyTo)+"。")
	}
	switch v.Case.Publicity {
	case reply.Open:
		steps = append(steps, "按“主动公开”在规定期限内公开，公开前隐去联系方式等个人信息。")
	case reply.OnRequest:
		steps = append(steps, "按“依申请公开”存档备查，收到申请后提供。")
	case reply.Closed:
		steps = append(steps, "按“不予公开”存档，不对外提供。")
	}
	return steps
}

func servedWords(v service.CaseView) string {
	words := "。"
	if len(v.Case.Proposers) > 1 {
		words = "，每位各一份。"
	}
	if v.Lead.Feedback {
		return words + "征询意见表随文件一并送达，请提案者填写后交回。"
	}
	return words
}

func copies(all []string) string {
	if len(all) > 3 {
		return all[0] + "等" + strconv.Itoa(len(all)) + "个单位"
	}
	words := ""
	for i, one := range all {
		if i > 0 {
			words += "、"
		}
		words += one
	}
	return words
}
