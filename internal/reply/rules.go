package reply

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dafu/internal/calendar"
)

// Limits in characters. They are far above what a real case needs and keep a
// slip of the clipboard from filling the database.
const (
	MaxLine    = 200     // a name, a number, an office
	MaxTitle   = 300     // a proposal's title, a recommendation
	MaxReason  = 1000    // a reason, a talk's outcome
	MaxText    = 200_000 // a letter, half an opinion; about 300 pages
	MaxEntries = 200     // proposers, recommendations, co-handlers, copies
)

// The window, in years, in which dates of a case lie. The law gives 6 months for a
// reply and a house may extend and redo it: what lies outside is a slip of the pen.
const (
	longAgo  = 10 // a case is not assigned, a member not spoken to, longer ago
	farAhead = 3  // nothing is due later after the 交办
)

// HandlingClasses are the classes that a case may have; their wording is a
// department's own affair (configure).
var HandlingClasses = []string{"A", "B", "C", "D"}

// secretMark finds 密级 with its star, however the star was typed.
var secretMark = regexp.MustCompile(`(绝密|机密|秘密)[★☆＊*]`)

// bearsSecretMark tells whether a text bears a 密级; spaces and invisible characters do
// not hide it.
func bearsSecretMark(s string) bool {
	return secretMark.MatchString(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Z, unicode.Cf, unicode.Cc) {
			return -1
		}
		return r
	}, s))
}

// CheckText complains about a long text that cannot stand: too long, not text
// at all, or secret matter, which has no place in this system. Label names the
// field in Chinese.
func (p *Problems) CheckText(field, label, s string, limit int) {
	switch n := utf8.RuneCountInString(s); {
	case n > limit:
		p.Add(field, "%s最多 %d 字，现在有 %d 字，请删减后再保存", label, limit, n)
	case !utf8.ValidString(s) || strings.ContainsRune(s, 0):
		p.Add(field, "%s里有不是文字的内容，可能误贴了文件，请只粘贴文字", label)
	case bearsSecretMark(s):
		p.Add(field, "%s里有密级标志。涉密内容不得在本系统办理，请删除并按保密规定处理", label)
	}
}

func (p *Problems) require(field, label, s string, limit int) {
	if strings.TrimSpace(s) == "" {
		p.Add(field, "请填写%s", label)
		return
	}
	p.CheckText(field, label, s, limit)
}

// CheckReason complains if a reason is owed and not given.
func CheckReason(reason, act string) error {
	var p Problems
	p.require("reason", act+"的理由", reason, MaxReason)
	return p.Err()
}

// CheckCase complains about case data that cannot stand. Before is the case as
// it was stored, or nil for a new one: a due date in the past is refused only
// where it is newly set.
func CheckCase(c Case, before *Case, today calendar.Date) error {
	var p Problems
	if c.Kind != Proposal && c.Kind != Suggestion {
		p.Add("kind", "请选择提案或建议")
	}
	p.require("body", "届次", c.Body, MaxLine)
	p.checkNumber(c, before)
	p.require("title", "案由", c.Title, MaxTitle)
	p.checkProposers(c.Proposers)
	p.checkRecommendations(c.Recommendations)
	p.CheckText("original", "提案原文", c.Original, MaxText)
	p.checkDepartments(c)
	p.checkDates(c, before, today)
	if c.HandlingClass != "" && !slices.Contains(HandlingClasses, c.HandlingClass) {
		p.Add("handling_class", "请选择办理类别")
	}
	p.checkPublicity(c)
	p.checkCopyTo(c.CopyTo)
	p.CheckText("contact_office", "联系处室", c.Contact.Office, MaxLine)
	p.CheckText("contact_name", "联系人姓名", c.Contact.Name, MaxLine)
	if c.Contact.Phone != "" && !IsPhone(c.Contact.Phone) {
		p.Add("contact_phone", "“%s”不像电话号码，请写成 0871-63104060、63104060 或手机号", c.Contact.Phone)
	}
	return p.Err()
}

// checkNumber lets a number that was stored before numbers had a form stay as it is.
func (p *Problems) checkNumber(c Case, before *Case) {
	if before == nil || before.Number != c.Number {
		p.CheckNumber("number", c.Number)
	}
}

func (p *Problems) checkProposers(all []Proposer) {
	if len(all) == 0 {
		p.Add("proposers", "请填写提案者，每行一位")
	}
	if len(all) > MaxEntries {
		p.Add("proposers", "提案者最多 %d 位", MaxEntries)
	}
	for _, one := range all {
		p.CheckText("proposers", "提案者", one.Name, MaxLine)
	}
}

func (p *Problems) checkRecommendations(all []string) {
	if len(all) > MaxEntries {
		p.Add("recommendations", "对策建议最多 %d 条", MaxEntries)
	}
	for _, one := range all {
		p.CheckText("recommendations", "每条对策建议", one, MaxTitle)
	}
}

func (p *Problems) checkDepartments(c Case) {
	if c.LeadID == 0 {
		p.Add("lead", "请选择主办单位")
	}
	seen := map[int64]bool{}
	for _, id := range c.CoHandlerIDs {
		if id == c.LeadID {
			p.Add("co_handlers", "主办单位不能同时是会办单位")
		}
		if seen[id] {
			p.Add("co_handlers", "会办单位有重复")
		}
		seen[id] = true
	}
}

func (p *Problems) checkDates(c Case, before *Case, today calendar.Date) {
	if c.AssignedOn.IsZero() {
		p.Add("assigned_on", "请填写交办日期")
	} else if today.Before(c.AssignedOn) {
		p.Add("assigned_on", "交办日期 %s 在今天之后，请核对", c.AssignedOn.Han())
	} else if (before == nil || before.AssignedOn != c.AssignedOn) && c.AssignedOn.Before(today.AddMonths(-12*longAgo)) {
		p.Add("assigned_on", "交办日期 %s 在 %d 年以前，请核对年份", c.AssignedOn.Han(), longAgo)
	}
	if c.ReplyDue.IsZero() {
		p.Add("reply_due", "请填写答复期限")
	}
	p.checkDue("reply_due", "答复期限", c.ReplyDue, before != nil && before.ReplyDue == c.ReplyDue, c.AssignedOn, today)
	if len(c.CoHandlerIDs) == 0 {
		return
	}
	if c.CoHandlingDue.IsZero() {
		p.Add("co_handling_due", "有会办单位时，请填写会办期限")
	}
	p.checkDue("co_handling_due", "会办期限", c.CoHandlingDue, before != nil && before.CoHandlingDue == c.CoHandlingDue, c.AssignedOn, today)
	if !c.ReplyDue.IsZero() && c.ReplyDue.Before(c.CoHandlingDue) {
		p.Add("co_handling_due", "会办期限晚于答复期限 %s，请核对", c.ReplyDue.Han())
	}
}

func (p *Problems) checkDue(field, label string, due calendar.Date, unchanged bool, assigned, today calendar.Date) {
	switch {
	case due.IsZero():
	case assigned.AddMonths(12 * farAhead).Before(due):
		p.Add(field, "%s %s 比交办日期晚 %d 年以上，请核对年份", label, due.Han(), farAhead)
	case due.Before(assigned):
		p.Add(field, "%s %s 早于交办日期，请核对", label, due.Han())
	case !unchanged && due.Before(today):
		p.Add(field, "%s %s 已经过去，请填今天或以后的日期", label, due.Han())
	}
}

func (p *Problems) checkPublicity(c Case) {
	switch c.Publicity {
	case Open, OnRequest:
	case Closed:
		p.require("publicity_reason", "不予公开的理由", c.PublicityReason, MaxReason)
	default:
		p.Add("publicity", "请选择公开属性")
	}
}

func (p *Problems) checkCopyTo(all []string) {
	if len(all) > MaxEntries {
		p.Add("copy_to", "抄送单位最多 %d 个", MaxEntries)
	}
	for _, one := range all {
		p.CheckText("copy_to", "抄送单位", one, MaxLine)
	}
}

// CheckTalk complains about a record of a talk that cannot stand.
func CheckTalk(t Talk, today calendar.Date) error {
	var p Problems
	if t.On.IsZero() {
		p.Add("on", "请填写沟通日期")
	} else if today.Before(t.On) {
		p.Add("on", "沟通日期 %s 在今天之后，请核对", t.On.Han())
	} else if t.On.Before(today.AddMonths(-12 * longAgo)) {
		p.Add("on", "沟通日期 %s 在 %d 年以前，请核对年份", t.On.Han(), longAgo)
	}
	p.require("way", "沟通方式", t.Way, MaxLine)
	p.require("with", "沟通对象", t.With, MaxLine)
	p.require("outcome", "沟通结果", t.Outcome, MaxReason)
	return p.Err()
}

// CheckOpinion complains about an opinion that cannot be saved or, if submit is
// set, not be handed in.
func CheckOpinion(o Opinion, submit bool) error {
	var p Problems
	p.CheckText("status", "工作情况", o.Status, MaxText)
	p.CheckText("next_steps", "下一步打算", o.NextSteps, MaxText)
	if !submit {
		p.CheckText("contact_office", "联系处室", o.Contact.Office, MaxLine)
		p.CheckText("contact_name", "联系人姓名", o.Contact.Name, MaxLine)
		p.CheckText("contact_phone", "联系电话", o.Contact.Phone, MaxLine)
		return p.Err()
	}
	answered := slices.ContainsFunc(o.Answers, Answer.Given)
	if !answered && strings.TrimSpace(o.Status) == "" && strings.TrimSpace(o.NextSteps) == "" {
		p.Add("status", "请填写工作情况或下一步打算，至少填一项")
	}
	p.require("contact_office", "联系处室", o.Contact.Office, MaxLine)
	p.require("contact_name", "联系人姓名", o.Contact.Name, MaxLine)
	p.require("contact_phone", "联系电话", o.Contact.Phone, 40)
	if o.Contact.Phone != "" && !IsPhone(o.Contact.Phone) {
		p.Add("contact_phone", "“%s”不像电话号码，请写成 0871-63104060、63104060 或手机号", o.Contact.Phone)
	}
	return p.Err()
}

var (
	local    = regexp.MustCompile(`^[2-9]\d{6,7}(-\d{1,6})?$`)
	withArea = regexp.MustCompile(`^(0\d{2,3}-?|[(（]0\d{2,3}[)）] ?)\d{7,8}(-\d{1,6})?$`)
	mobile   = regexp.MustCompile(`^(\+86[- ]?)?1[3-9]\d{9}$`)
	service  = regexp.MustCompile(`^(1\d{4}|400-?\d{3}-?\d{4})$`)
)

// IsPhone reports whether s is a telephone number as departments write them:
// local, with area code, mobile, or a service number such as 12345.
func IsPhone(s string) bool {
	return local.MatchString(s) || withArea.MatchString(s) || mobile.MatchString(s) || service.MatchString(s)
}

// LacksAreaCode reports whether a phone number can be dialled only in its own
// city: worth advice, no error.
func LacksAreaCode(s string) bool { return local.MatchString(s) }
