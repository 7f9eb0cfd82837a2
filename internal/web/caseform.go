package web

import (
	"slices"
	"strconv"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// caseForm is the form of a case (登记, 修改交办信息).
type caseForm struct {
	Revision        int     `form:"revision" label:"版本"`
	Kind            string  `form:"kind" label:"类型" ask:"选择" binding:"filled"`
	Body            string  `form:"body" label:"届次" binding:"filled,max=200,text"`
	Number          string  `form:"number" label:"编号" binding:"filled,max=40,text"`
	Title           string  `form:"title" label:"案由" binding:"filled,max=300,text"`
	Proposers       string  `form:"proposers" label:"提案者" binding:"filled,max=20000,text"`
	Recommendations string  `form:"recommendations" label:"对策建议" binding:"max=60000,text"`
	Original        string  `form:"original" label:"提案原文" binding:"max=200000,text"`
	Lead            int64   `form:"lead" label:"主办单位" ask:"选择"`
	CoHandlers      []int64 `form:"co_handlers" label:"会办单位"`
	AssignedOn      string  `form:"assigned_on" label:"交办日期" binding:"filled,date"`
	ReplyDue        string  `form:"reply_due" label:"答复期限" binding:"filled,date"`
	CoHandlingDue   string  `form:"co_handling_due" label:"会办期限" binding:"date"`
	Skeleton        string  `form:"skeleton" label:"答复的结构" ask:"选择" binding:"filled,max=200"`
	HandlingClass   string  `form:"handling_class" label:"办理类别" binding:"max=10"`
	Publicity       string  `form:"publicity" label:"公开属性" ask:"选择" binding:"filled,max=20"`
	PublicityReason string  `form:"publicity_reason" label:"不予公开的理由" binding:"max=1000,text"`
	CopyTo          string  `form:"copy_to" label:"抄送单位" binding:"max=40000,text"`
	ContactOffice   string  `form:"contact_office" label:"联系处室" binding:"max=200,text"`
	ContactName     string  `form:"contact_name" label:"联系人姓名" binding:"max=200,text"`
	ContactPhone    string  `form:"contact_phone" label:"联系电话" binding:"max=40,text,phone"`
	// DayOff are the days off that were shown as such, so that who sends them
	// again means them.
	DayOff string `form:"day_off" label:"休息日" binding:"max=100,text"`
}

// proposeContact fills in the contact person whom the department named last, and
// reports whether it did.
func (f *caseForm) proposeContact(p reply.Person) bool {
	if p.IsZero() || f.ContactOffice+f.ContactName+f.ContactPhone != "" {
		return false
	}
	f.ContactOffice, f.ContactName, f.ContactPhone = p.Office, p.Name, p.Phone
	return true
}

// daysOff complains about due dates on days off that were not said to be such
// yet, and proposes the working day; before is the stored case, or nil.
func (s *server) daysOff(f caseForm, before *reply.Case) (p reply.Problems) {
	in := f.input()
	for _, one := range []struct {
		field, label string
		on           calendar.Date
		known        bool
	}{
		{"reply_due", "答复期限", in.ReplyDue, before != nil && before.ReplyDue == in.ReplyDue},
		{"co_handling_due", "会办期限", in.CoHandlingDue, before != nil && before.CoHandlingDue == in.CoHandlingDue},
	} {
		if words, off := s.Service.DayOff(one.on); off && !one.known && !strings.Contains(f.DayOff, one.on.String()) {
			p.Add(one.field, "%s %s是%s。仍用这一天的，请再次提交", one.label, one.on.Han(), words)
		}
	}
	return p
}

// told are the days off that the page says are such.
func (s *server) told(f caseForm) string {
	var all []string
	in := f.input()
	for _, on := range []calendar.Date{in.ReplyDue, in.CoHandlingDue} {
		if _, off := s.Service.DayOff(on); off {
			all = append(all, on.String())
		}
	}
	return strings.Join(all, " ")
}

// filledLines returns the lines of a field that holds one thing a line.
func filledLines(text string) []string {
	var all []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// dateOf reads a date that the checker has let through; empty is no date.
func dateOf(s string) calendar.Date {
	d, err := calendar.ParseDate(strings.TrimSpace(s))
	if err != nil {
		return calendar.Date{}
	}
	return d
}

func (f caseForm) proposers() []reply.Proposer {
	all, _ := reply.ReadProposers(f.Proposers)
	return all
}

func (f caseForm) input() service.CaseInput {
	return service.CaseInput{
		Kind: reply.Kind(f.Kind), Body: f.Body, Number: reply.BareNumber(f.Number), Title: f.Title,
		Proposers: f.proposers(), Recommendations: filledLines(f.Recommendations), Original: f.Original,
		LeadID: f.Lead, CoHandlerIDs: f.CoHandlers,
		AssignedOn: dateOf(f.AssignedOn), ReplyDue: dateOf(f.ReplyDue), CoHandlingDue: dateOf(f.CoHandlingDue),
		Skeleton: f.Skeleton, HandlingClass: f.HandlingClass,
		Publicity: reply.Publicity(f.Publicity), PublicityReason: f.PublicityReason, CopyTo: filledLines(f.CopyTo),
		Contact: reply.Person{
			Office: strings.TrimSpace(f.ContactOffice), Name: strings.TrimSpace(f.ContactName), Phone: strings.TrimSpace(f.ContactPhone),
		},
	}
}

func caseFormOf(c reply.Case) caseForm {
	return caseForm{
		Revision: c.Revision, Kind: string(c.Kind), Body: c.Body, Number: c.Number, Title: c.Title,
		Proposers: reply.ProposerLines(c.Proposers), Recommendations: strings.Join(c.Recommendations, "\n"), Original: c.Original,
		Lead: c.LeadID, CoHandlers: c.CoHandlerIDs,
		AssignedOn: c.AssignedOn.String(), ReplyDue: c.ReplyDue.String(), CoHandlingDue: c.CoHandlingDue.String(),
		Skeleton: c.Skeleton, HandlingClass: c.HandlingClass,
		Publicity: string(c.Publicity), PublicityReason: c.PublicityReason, CopyTo: strings.Join(c.CopyTo, "\n"),
		ContactOffice: c.Contact.Office, ContactName: c.Contact.Name, ContactPhone: c.Contact.Phone,
	}
}

// classChoices is the local wording of the handling classes, and 暂不定.
func (s *server) classChoices() []choice {
	all := []choice{{Value: "", Label: "暂不定", Help: "送签前再定"}}
	for _, c := range s.Classes {
		all = append(all, choice{Value: c.Letter, Label: c.Letter, Help: c.Wording})
	}
	return all
}

var kindChoices = []choice{
	{Value: string(reply.Proposal), Label: "提案", Help: "政协委员提出"},
	{Value: string(reply.Suggestion), Label: "建议", Help: "人大代表提出"},
}

var publicityChoices = []choice{
	{Value: string(reply.Open), Label: "主动公开"},
	{Value: string(reply.OnRequest), Label: "依申请公开"},
	{Value: string(reply.Closed), Label: "不予公开", Help: "要写明理由"},
}

// handlingChoices are the departments that handle cases, and those already chosen.
func handlingChoices(all []reply.Department, keep ...int64) []choice {
	handling := slices.DeleteFunc(slices.Clone(all), func(d reply.Department) bool {
		return d.AnswersNothing && !slices.Contains(keep, d.ID)
	})
	return departmentChoices(handling, keep...)
}

// departmentChoices offers the departments in use, and those already chosen.
func departmentChoices(all []reply.Department, keep ...int64) []choice {
	var out []choice
	for _, d := range all {
		kept := false
		for _, id := range keep {
			kept = kept || id == d.ID
		}
		if !d.Disabled || kept {
			out = append(out, choice{Value: strconv.FormatInt(d.ID, 10), Label: d.FullName, Help: d.ShortName})
		}
	}
	return out
}
