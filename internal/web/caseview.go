package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// talkForm records a talk with the member (沟通).
type talkForm struct {
	On      string `form:"on" label:"沟通日期" binding:"filled,date"`
	Way     string `form:"way" label:"沟通方式" binding:"filled,max=200,text"`
	With    string `form:"with" label:"沟通对象" binding:"filled,max=200,text"`
	Outcome string `form:"outcome" label:"沟通结果" binding:"filled,max=1000,text"`
}

// action is something that can be done now: a link, or a form if Post is set.
type action struct {
	Text, Href string
	Post       bool
	Fields     []hidden
	Help       string
}

type hidden struct{ Name, Value string }

type caseView struct {
	service.CaseView
	Primary  *action
	More     []action
	Stamps   []stamp
	Talk     form
	OpenTalk bool
	Current  *reply.Letter // the reply in force
	Draftish bool          // the actor may see the text and its pages
	Classes  []HandlingClass
	Stamping int64 // the letter that may be printed for stamping by hand, or 0
	Blocks   []blockGroup
	After    []string // what is still to be done once the letter is issued
}

// Differs are the places where the draft differs from the case.
func (v caseView) Differs() []service.Found { return v.Checkup.Differences() }

// Alignable are the keys of those that one press mends.
func (v caseView) Alignable() (keys []string) {
	for _, f := range v.Differs() {
		if len(f.Align) > 0 {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// DeskBeside tells whether the desk stands as a button of its own beside what is to
// be done next: the lead comes back to it all day.
func (v caseView) DeskBeside() bool {
	return v.Draft.Revision > 0 && v.Can[reply.SaveDraft] && v.Next.Act != reply.SaveDraft
}

// Folded tells whether there are too many co-handlers to list them open.
func (v caseView) Folded() bool { return len(v.CoHandlers) > maxCoHandlersShown }

// Collected is how far the opinions are in.
func (v caseView) Collected() string { return collected(v.CoHandlers) }

// SigningLetter is the letter that waits for its signature, or 0.
func (v caseView) SigningLetter() int64 {
	if v.Signing == nil {
		return 0
	}
	return v.Signing.Job.LetterID
}

func (s *server) casePage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		return s.showCase(c, http.StatusOK, id, form{values: talkForm{}}, false)
	})
}

func (s *server) showCase(c *gin.Context, code int, id int64, talk form, open bool) error {
	v, err := s.Service.Case(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	view := caseView{CaseView: v, Talk: talk, OpenTalk: open, Draftish: v.Can[reply.ViewDraft], Classes: s.Classes}
	for i, l := range v.Letters {
		if l.State == reply.Issued {
			view.Current = &v.Letters[i]
			break
		}
	}
	if v.Can[reply.PrintUnsealed] {
		view.Stamping = view.SigningLetter()
		if view.Current != nil && view.Stamping == 0 {
			view.Stamping = view.Current.ID
		}
	}
	view.Stamps = stamps(v, s.year())
	view.Primary, view.More = actions(v, view.Current)
	if view.DeskBeside() { // it stands beside the primary act
		view.More = slices.DeleteFunc(view.More, func(one action) bool { return one.Href == casePath(id)+"/desk" })
	}
	view.Blocks, view.After = blockGroups(v), afterIssue(v, view.Current)
	s.show(c, code, "case", screenTitle(v.Case, v.Case.State.Han()), view)
	return nil
}

func (s *server) recordTalk(c *gin.Context) {
	var f talkForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		talk := reply.Talk{On: dateOf(f.On), Way: f.Way, With: f.With, Outcome: f.Outcome}
		wrong, err := s.checked(f, func() error {
			return s.Service.RecordTalk(c.Request.Context(), actor(c), id, talk)
		}, func() error { return reply.CheckTalk(talk, s.Service.Today()) })
		if len(wrong) > 0 {
			return s.showCase(c, http.StatusUnprocessableEntity, id, form{f, wrong}, true)
		}
		if err != nil {
			return err
		}
		s.flash(c, "已记录沟通情况")
		seeOther(c, casePath(id))
		return nil
	})
}

// actions splits what the actor may do into the one primary act and the rest.
func actions(v service.CaseView, current *reply.Letter) (*action, []action) {
	var primary *action
	var more []action
	for _, one := range possible(v, current) {
		if primary == nil && one.act == v.Next.Act && v.Next.Act != "" {
			primary = &one.action
			continue
		}
		more = append(more, one.action)
	}
	return primary, more
}

type possibleAct struct {
	act reply.Act
	action
}

func possible(v service.CaseView, current *reply.Letter) []possibleAct {
	path := casePath(v.Case.ID)
	link := func(act reply.Act, text, href string) possibleAct {
		return possibleAct{act, action{Text: text, Href: href}}
	}
	draftText := "起草答复稿"
	if v.Draft.Revision > 0 {
		draftText = "修改答复稿"
	}
	opinionText := "填写会办意见"
	if v.Standing == reply.CoHandling && len(v.CoHandlers) > 0 && v.CoHandlers[0].Newest != nil {
		opinionText = "修改后重新报送"
	}
	approveText := opinionText
	if v.OwnStage == reply.WithHead {
		opinionText, approveText = "查看送审的会办意见", "审核会办意见"
	}
	send := possibleAct{reply.SendForApproval, action{
		Text: "送签", Href: path + "/approval", Post: true,
		Fields: []hidden{{"revision", strconv.Itoa(v.Draft.Revision)}}, Help: "送签后文字冻结，由负责人签发或退回。",
	}}
	all := []possibleAct{
		link(reply.SubmitContribution, approveText, path+"/opinion"),
		link(reply.SendOpinion, opinionText, path+"/opinion"),
		link(reply.PrepareOpinionLetter, "签发会办意见函", opinionLetterPath(v)+"/issue"),
		link(reply.SaveDraft, draftText, path+"/desk"),
		link(reply.Merge, "合并会办意见", path+"/merge"),
		link(reply.AskPart, "会办事项", path+"/requests"),
		{reply.AskCountersign, action{
			Text: "送会签", Href: path + "/countersign/ask", Post: true,
			Fields: []hidden{{"revision", strconv.Itoa(v.Draft.Revision)}}, Help: "会办单位会看到全文，本单位的文字标出来，由其负责人同意或者写明意见。",
		}},
		link(reply.ConfirmCountersign, "会签", path+"/countersign"),
		link(reply.ViewCountersign, countersignText(v), path+"/countersign"),
		link(reply.ViewComments, "答复批注", path+"/comments"),
		send,
		link(reply.PrepareIssue, "审阅并签发", path+"/issue"),
		link(reply.EditCase, "修改交办信息", path+"/edit"),
		{reply.Recall, action{Text: "撤回送签", Href: path + "/recall", Post: true, Help: "答复稿回到拟稿，可以再改。"}},
		link(reply.ReturnDraft, "退回修改", path+"/return"),
		{reply.RetrySigning, action{Text: "重试签章", Href: path + "/signing", Post: true, Help: "系统也会自动重试。"}},
		link(reply.AbandonSigning, "放弃签章", path+"/signing/abandon"),
		link(reply.Revise, "重新答复", path+"/revise"),
	}
	if current != nil {
		all = append([]possibleAct{link(reply.ViewLetter, "下载答复", letterPath(current.ID)+"/download")}, all...)
		all = append(all, link(reply.WithdrawLetter, "撤回答复", path+"/withdraw/"+strconv.FormatInt(current.ID, 10)))
	}
	var out []possibleAct
	for _, one := range all {
		if v.Can[one.act] && sensible(one.act, v) {
			out = append(out, one)
		}
	}
	return out
}

// sensible leaves out what is allowed but has nothing to work on yet.
func sensible(act reply.Act, v service.CaseView) bool {
	switch act {
	case reply.PrepareOpinionLetter:
		return opinionLetterPath(v) != ""
	case reply.AskPart:
		return len(v.Case.CoHandlerIDs) > 0
	case reply.Merge:
		return v.Draft.Revision > 0 && len(v.Case.CoHandlerIDs) > 0
	case reply.AskCountersign, reply.ConfirmCountersign:
		return v.Next.Act == act // else 会签情况 leads there
	case reply.ViewCountersign:
		return len(v.Agreements) > 0 && (v.Standing != reply.CoHandling || v.Case.State == reply.Drafting || v.Case.State == reply.Approval) &&
			v.Next.Act != reply.AskCountersign && v.Next.Act != reply.ConfirmCountersign
	case reply.ViewComments:
		return v.Next.Act == act // else the page has a link of its own
	case reply.SendForApproval:
		return v.Draft.Revision > 0 && len(v.Blocking) == 0
	}
	return true
}

// countersignText is the button to the page of 会签: named by what is to be done there.
func countersignText(v service.CaseView) string {
	if v.Next.Act == reply.ViewCountersign && v.Standing == reply.Lead {
		return "处理会签异议"
	}
	return "会签情况"
}

func letterPath(id int64) string { return "/letters/" + strconv.FormatInt(id, 10) }
