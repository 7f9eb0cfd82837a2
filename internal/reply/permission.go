package reply

import "slices"

// Role is what an account may do inside its department.
type Role string

// The roles.
const (
	Drafter       Role = "drafter"       // 承办人
	Head          Role = "head"          // 负责人: approves, returns, issues
	Reader        Role = "reader"        // 查阅: reads the department's issued letters
	Coordinator   Role = "coordinator"   // 督查室: over all departments
	Administrator Role = "administrator" // 管理员: departments and accounts, no cases
)

// Roles lists every role, in the order in which forms offer them.
var Roles = []Role{Drafter, Head, Reader, Coordinator, Administrator}

// State is how far a case has come.
type State string

// The states of a case.
const (
	Drafting State = "drafting" // 拟稿: opinions come in, the text is written and merged
	Approval State = "approval" // 待签发: frozen, waits for the 负责人
	Replied  State = "replied"  // 已签发
	Revoked  State = "revoked"  // 已撤回: its letter was withdrawn, no other took its place
)

// States lists every state, in order.
var States = []State{Drafting, Approval, Replied, Revoked}

// Standing is how an actor's department stands to a case.
type Standing string

// The standings (承办方式). Outside also holds for a case that does not exist,
// so that nobody can tell the two apart.
const (
	Outside    Standing = "outside"
	Lead       Standing = "lead"       // 主办
	CoHandling Standing = "cohandling" // 会办
	Over       Standing = "over"       // 督查室
)

// Standings lists every standing.
var Standings = []Standing{Outside, Lead, CoHandling, Over}

// Act is something that somebody does with a case.
type Act string

// The acts. Those in brackets of the table below concern no case.
const (
	ViewCase           Act = "view-case"
	ViewLetter         Act = "view-letter"         // read and download an issued letter
	ViewDraft          Act = "view-draft"          // the lead's text and its pages
	ViewContributions  Act = "view-contributions"  // everybody's submitted opinions
	ViewOwnOpinion     Act = "view-own-opinion"    // the own department's opinion
	EditCase           Act = "edit-case"           // 修改交办信息
	RecordTalk         Act = "record-talk"         // 记录沟通
	SaveOpinion        Act = "save-opinion"        // 暂存会办意见
	SubmitContribution Act = "submit-contribution" // 报送会办意见
	WaiveContribution  Act = "waive-contribution"  // 不再等候会办意见
	SendOpinion        Act = "send-opinion"        // 送本单位负责人审核
	RecallOpinion      Act = "recall-opinion"      // 撤回送审
	ReturnOpinion      Act = "return-opinion"      // 负责人退回承办人

	WithdrawContribution Act = "withdraw-contribution" // 撤回报送
	ReturnContribution   Act = "return-contribution"   // 退回重报

	ViewRequests    Act = "view-requests"     // everybody's requests
	AskPart         Act = "ask-part"          // 提出会办事项
	AskAgain        Act = "ask-again"         // 再次要求
	MoveRequest     Act = "move-request"      // 调整所属标题
	WithdrawRequest Act = "withdraw-request"  // 撤销会办事项
	ReceiveAnswer   Act = "receive-answer"    // a request is answered by what is handed in
	DeclineRequest  Act = "decline-request"   // 不承担
	DropAnswer      Act = "drop-answer"       // what is handed in is silent on it now
	SaveDraft       Act = "save-draft"        // 保存答复稿
	Merge           Act = "merge"             // 合并
	SendForApproval Act = "send-for-approval" // 送签
	Recall          Act = "recall"            // 撤回送签
	ReturnDraft     Act = "return-draft"      // 退回修改
	PrepareIssue    Act = "prepare-issue"     // 生成待签发文本
	Issue           Act = "issue"             // 签发并用印
	RetrySigning    Act = "retry-signing"     // 重试签章
	AbandonSigning  Act = "abandon-signing"   // 放弃签章
	WithdrawLetter  Act = "withdraw-letter"   // 撤回已签发的答复
	Revise          Act = "revise"            // 重新答复
	PrintUnsealed   Act = "print-unsealed"    // 下载供盖章的打印件

	ViewOpinionLetter    Act = "view-opinion-letter"    // the own department's 会办意见函
	ReadOpinionLetter    Act = "read-opinion-letter"    // download one that was issued
	PrepareOpinionLetter Act = "prepare-opinion-letter" // 生成待签发的会办意见函
	IssueOpinionLetter   Act = "issue-opinion-letter"   // 签发会办意见函
	RetryOpinionLetter   Act = "retry-opinion-letter"   // 重试签章
	AbandonOpinionLetter Act = "abandon-opinion-letter" // 放弃签章

	ViewComments   Act = "view-comments"   // 查看批注; a co-handler those for all
	WriteComment   Act = "write-comment"   // answer a 批注
	BeginComment   Act = "begin-comment"   // 写批注: a co-handler for all departments
	ResolveComment Act = "resolve-comment" // 解决或重开批注

	ViewCountersign     Act = "view-countersign"     // 查看会签; a co-handler once it is asked
	AskCountersign      Act = "ask-countersign"      // 送会签
	ConfirmCountersign  Act = "confirm-countersign"  // 会签确认
	ObjectCountersign   Act = "object-countersign"   // 会签提出异议
	OverrideCountersign Act = "override-countersign" // 不再等候会签

	LeaveFinding     Act = "leave-finding"     // 这里不改: advice of 公文体检
	OverruleFindings Act = "overrule-findings" // 放行: errors of 公文体检

	CreateCase     Act = "create-case"     // 登记提案
	ManageRegistry Act = "manage-registry" // departments and accounts
	ListLetters    Act = "list-letters"    // 已签发答复
	ListWork       Act = "list-work"       // 待办
	ManagePhrases  Act = "manage-phrases"  // 常用语: add, change, import
	UsePhrases     Act = "use-phrases"     // read, insert, export
	SignIn         Act = "sign-in"
	SignOut        Act = "sign-out"
	ChangePassword Act = "change-password"
	ReadTables     Act = "read-tables" // the own department's 词表
	KeepTables     Act = "keep-tables" // 修改词表
)

// CaseActs lists the acts that are done with one case.
var CaseActs = []Act{
	ViewCase, ViewLetter, ViewDraft, ViewContributions, ViewOwnOpinion, EditCase, RecordTalk,
	SaveOpinion, SendOpinion, RecallOpinion, ReturnOpinion, SubmitContribution, WithdrawContribution,
	ReturnContribution, WaiveContribution, ViewRequests, AskPart, AskAgain, MoveRequest, WithdrawRequest,
	ReceiveAnswer, DeclineRequest, DropAnswer, SaveDraft, Merge, SendForApproval, Recall,
	ReturnDraft, PrepareIssue, Issue, RetrySigning, AbandonSigning, WithdrawLetter, Revise,
	LeaveFinding, OverruleFindings,
	ViewComments, WriteComment, BeginComment, ResolveComment,
	ViewCountersign, AskCountersign, ConfirmCountersign, ObjectCountersign, OverrideCountersign,
	PrintUnsealed, ViewOpinionLetter, ReadOpinionLetter, PrepareOpinionLetter, IssueOpinionLetter,
	RetryOpinionLetter, AbandonOpinionLetter,
}

// grant is one row of the table: these roles, standing so, may do it in these
// states.
type grant struct {
	roles    []Role
	standing Standing
	states   []State
}

var (
	always   = States
	drafters = []Role{Drafter, Head}
	readers  = []Role{Drafter, Head, Reader}
	heads    = []Role{Head}
	office   = []Role{Coordinator}
	talking  = []State{Drafting, Approval} // comments close when the letter is issued
)

// grants is who may what. What is not in it is denied.
var grants = map[Act][]grant{
	ViewCase:          {{drafters, Lead, always}, {drafters, CoHandling, always}, {office, Over, always}},
	ViewLetter:        {{readers, Lead, always}, {readers, CoHandling, always}, {office, Over, always}},
	ViewDraft:         {{drafters, Lead, always}, {office, Over, always}},
	ViewContributions: {{drafters, Lead, always}, {office, Over, always}},
	ViewOwnOpinion:    {{drafters, CoHandling, always}},
	EditCase:          {{drafters, Lead, []State{Drafting}}, {office, Over, []State{Drafting}}},
	RecordTalk:        {{drafters, Lead, []State{Drafting, Approval}}},
	SaveOpinion:       {{drafters, CoHandling, []State{Drafting}}},
	// An opinion leaves its department with the approval of its own head only.
	SubmitContribution: {{heads, CoHandling, []State{Drafting}}},
	SendOpinion:        {{[]Role{Drafter}, CoHandling, []State{Drafting}}},
	RecallOpinion:      {{[]Role{Drafter}, CoHandling, []State{Drafting}}},
	ReturnOpinion:      {{heads, CoHandling, []State{Drafting}}},

	WithdrawContribution: {{heads, CoHandling, []State{Drafting}}},
	ReturnContribution:   {{drafters, Lead, []State{Drafting}}},

	ViewRequests:    {{drafters, Lead, always}, {office, Over, always}},
	AskPart:         {{drafters, Lead, []State{Drafting}}},
	AskAgain:        {{drafters, Lead, []State{Drafting}}},
	MoveRequest:     {{drafters, Lead, []State{Drafting}}},
	WithdrawRequest: {{drafters, Lead, []State{Drafting}}},
	ReceiveAnswer:   {{heads, CoHandling, []State{Drafting}}},
	DeclineRequest:  {{heads, CoHandling, []State{Drafting}}},
	DropAnswer:      {{heads, CoHandling, []State{Drafting}}},

	WaiveContribution: {{drafters, Lead, []State{Drafting}}},
	SaveDraft:         {{drafters, Lead, []State{Drafting}}},
	Merge:             {{drafters, Lead, []State{Drafting}}},
	SendForApproval:   {{drafters, Lead, []State{Drafting}}},
	Recall:            {{[]Role{Drafter}, Lead, []State{Approval}}},
	ReturnDraft:       {{heads, Lead, []State{Approval}}},
	PrepareIssue:      {{heads, Lead, []State{Approval}}},
	Issue:             {{heads, Lead, []State{Approval}}},
	RetrySigning:      {{drafters, Lead, []State{Approval}}},
	AbandonSigning:    {{heads, Lead, []State{Approval}}},
	WithdrawLetter:    {{heads, Lead, []State{Drafting, Approval, Replied}}},
	Revise:            {{heads, Lead, []State{Replied, Revoked}}},

	// An error keeps the draft from approval unless who signs takes it on.
	LeaveFinding:     {{drafters, Lead, []State{Drafting}}},
	OverruleFindings: {{heads, Lead, []State{Drafting}}},

	ViewComments:   {{drafters, Lead, always}, {drafters, CoHandling, always}, {office, Over, always}},
	WriteComment:   {{drafters, Lead, talking}, {drafters, CoHandling, talking}},
	BeginComment:   {{drafters, Lead, talking}, {drafters, CoHandling, talking}},
	ResolveComment: {{drafters, Lead, talking}, {drafters, CoHandling, talking}},

	ViewCountersign: {{drafters, Lead, always}, {drafters, CoHandling, always}, {office, Over, always}},
	AskCountersign:  {{drafters, Lead, []State{Drafting}}},
	// What is printed under a department's name its own head agrees to.
	ConfirmCountersign:  {{heads, CoHandling, talking}},
	ObjectCountersign:   {{heads, CoHandling, talking}},
	OverrideCountersign: {{heads, Lead, talking}},
	ViewOpinionLetter:   {{drafters, CoHandling, always}},
	// A department's own head issues its letters; its service tells whose they are.
	ReadOpinionLetter:    {{drafters, CoHandling, always}, {drafters, Lead, always}, {office, Over, always}},
	PrepareOpinionLetter: {{heads, CoHandling, []State{Drafting, Approval, Replied}}},
	IssueOpinionLetter:   {{heads, CoHandling, []State{Drafting, Approval, Replied}}},
	RetryOpinionLetter:   {{drafters, CoHandling, []State{Drafting, Approval, Replied}}},
	AbandonOpinionLetter: {{heads, CoHandling, always}},
	PrintUnsealed:        {{drafters, Lead, []State{Drafting, Approval, Replied}}},
}

// generalGrants is who may do what concerns no single case.
var generalGrants = map[Act][]Role{
	CreateCase:     {Drafter, Head, Coordinator},
	ManageRegistry: {Administrator},
	ListLetters:    {Drafter, Head, Reader, Coordinator},
	ListWork:       {Drafter, Head, Reader, Coordinator, Administrator},
	ManagePhrases:  drafters,
	UsePhrases:     drafters,
	ChangePassword: Roles,
	// A table can switch off what blocks a draft, so it is the head's to change.
	ReadTables: {Drafter, Head},
	KeepTables: {Head},
}

// StandingOf tells how the actor stands to the case.
func StandingOf(a Actor, c Case) Standing {
	switch {
	case a.Account.Role == Coordinator:
		return Over
	case a.Account.DepartmentID == c.LeadID:
		return Lead
	case c.HasCoHandler(a.Account.DepartmentID):
		return CoHandling
	}
	return Outside
}

// Allowed reports whether the role, standing so, may do the act in the state.
func Allowed(role Role, standing Standing, act Act, state State) bool {
	for _, g := range grants[act] {
		if g.standing == standing && slices.Contains(g.roles, role) && slices.Contains(g.states, state) {
			return true
		}
	}
	return false
}

// Permit returns nil if the actor may do the act with the case. Otherwise it
// fails with NotFound where the actor may not even know of the case, with
// Forbidden where the act is not for this role, and with Conflict where it is
// but not in this state.
func Permit(a Actor, act Act, c Case) error {
	standing := StandingOf(a, c)
	if !a.Account.Disabled && Allowed(a.Account.Role, standing, act, c.State) {
		return nil
	}
	if a.Account.Disabled || !Allowed(a.Account.Role, standing, ViewCase, c.State) {
		return NoCase()
	}
	for _, s := range States {
		if Allowed(a.Account.Role, standing, act, s) {
			return Failf(Conflict, "这件提案现在是“%s”，不能%s", c.State.Han(), act.Han())
		}
	}
	return Failf(Forbidden, "您的账号（%s）不能%s", a.Account.Role.Han(), act.Han())
}

// NoCase is the answer for a case that is not there and for one that is not the
// actor's to know of: the same, so that nobody can tell the two apart.
func NoCase() *Error {
	return Failf(NotFound, "没有这件提案，或者它不由您所在单位办理")
}

// PermitGeneral returns nil if the actor may do an act that concerns no case.
func PermitGeneral(a Actor, act Act) error {
	if !a.Account.Disabled && slices.Contains(generalGrants[act], a.Account.Role) {
		return nil
	}
	return Failf(Forbidden, "您的账号（%s）不能%s", a.Account.Role.Han(), act.Han())
}
