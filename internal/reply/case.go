// Package reply holds the case around a letter: who asks, who answers, what
// each department handed in, what state the reply is in, and which act is
// allowed to whom. It decides; it stores nothing and reads no clock.
package reply

import (
	"strings"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
)

// Department is a body that answers or contributes (承办单位).
type Department struct {
	ID           int64
	Revision     int    // counts changes
	FullName     string // 云南省科学技术厅, as registered: what is printed as 署名
	ShortName    string // 省科技厅, what the text calls it
	NumberPrefix string // 云科提, of 云科提〔2024〕12号
	// OpinionPrefix (会办意见函代字) is that of the letters in which it sends its
	// opinions to others, 云教提函 of 云教提函〔2024〕5号; "" if it sends none.
	OpinionPrefix string
	NextNumber    int          // the first number free in NumberYear, when the service was taken up; 0 means 1
	NumberYear    int          // the year that NextNumber holds for; others begin at 1
	Form          gongwen.Form // 文件格式 or 信函格式
	Duplex        bool         // 版记 on the back of the last sheet
	Feedback      bool         // a 征询意见表 goes with every reply
	// AnswersNothing marks a body that handles no cases (督查室, 信息中心): it is offered
	// neither as lead nor as co-handler.
	AnswersNothing bool
	TalkRequired   bool   // a reply is not sent up before a talk with the member is on record
	Printer        string // 印发机关, usually the office; "" means the full name
	Disabled       bool
	// Formerly are its earlier names, oldest first, a line each: full name, tab,
	// short name. Drafts from before may still have them.
	Formerly string
}

// FormerNames returns full and short name of each time before.
func (d Department) FormerNames() (all [][2]string) {
	for line := range strings.Lines(d.Formerly) {
		full, short, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		all = append(all, [2]string{full, short})
	}
	return all
}

// Renamed returns the department with the names of before among its earlier ones,
// if they are others.
func (d Department) Renamed(before Department) Department {
	d.Formerly = before.Formerly
	if before.FullName != "" && (before.FullName != d.FullName || before.ShortName != d.ShortName) {
		d.Formerly += before.FullName + "\t" + before.ShortName + "\n"
	}
	return d
}

// FirstNumber returns the number that the department's letters of a year begin
// with.
func (d Department) FirstNumber(year int) int {
	if year == d.NumberYear {
		return max(1, d.NextNumber)
	}
	return 1
}

// FirstOpinionNumber is the same of its letters to other departments.
func (d Department) FirstOpinionNumber(year int) int {
	if d.OpinionPrefix == d.NumberPrefix {
		return d.FirstNumber(year)
	}
	return 1
}

// Account is a person's access, always to one department.
type Account struct {
	ID           int64
	Revision     int // counts changes
	DepartmentID int64
	Login        string
	Name         string // shown: 省科技厅承办人
	Role         Role
	PasswordHash string
	MustChange   bool // somebody else has set the password: it is good for changing it only
	Disabled     bool
	CreatedAt    time.Time
}

// Actor is an account together with its department: who does something.
type Actor struct {
	Account    Account
	Department Department
	// Session names the session that the request came through, as it is stored;
	// "" outside of one.
	Session string
}

// Kind is what was handed in.
type Kind string

// The kinds of cases.
const (
	Proposal   Kind = "提案" // by members of the consultative conference, answered to 委员
	Suggestion Kind = "建议" // by deputies of the congress, answered to 代表
)

// Proposer is who asks (提案者).
type Proposer struct {
	Name       string `json:"name"`
	Collective bool   `json:"collective,omitempty"` // 民主党派, 界别, 专门委员会, 代表团
}

// Publicity is the letter's 公开属性.
type Publicity string

// The publicities; Closed needs a reason.
const (
	Open      Publicity = "主动公开"
	OnRequest Publicity = "依申请公开"
	Closed    Publicity = "不予公开"
)

// Person is whom to call (联系人).
type Person struct {
	Office string `json:"office"` // 处室
	Name   string `json:"name"`
	Phone  string `json:"phone"`
}

// IsZero reports whether nothing is known of the person.
func (p Person) IsZero() bool { return p == Person{} }

// Talk is one conversation with the member before the reply (沟通协商).
type Talk struct {
	On      calendar.Date `json:"on"`
	Way     string        `json:"way"`
	With    string        `json:"with"`
	Outcome string        `json:"outcome"`
}

// Waiver says that the lead no longer waits for a co-handler's opinion.
type Waiver struct {
	DepartmentID int64  `json:"department"`
	Reason       string `json:"reason"`
}

// Case is one proposal or suggestion on its way to its reply.
type Case struct {
	ID       int64
	Revision int // counts every change: who writes names the one they saw
	State    State

	Kind            Kind
	Body            string // 政协云南省第十三届委员会第二次会议
	Number          string // a text: 0123, 13020780
	Title           string // 关于……的提案
	Original        string // 提案原文, as it was handed in; "" if it was not registered
	Proposers       []Proposer
	Recommendations []string // 对策建议, in the proposal's order

	LeadID        int64
	CoHandlerIDs  []int64 // in the order of assignment
	AssignedOn    calendar.Date
	ReplyDue      calendar.Date
	CoHandlingDue calendar.Date // zero if there are no co-handlers

	Skeleton        string // name of the outline under templates/reply
	HandlingClass   string // A, B, C, or "" while undecided
	Publicity       Publicity
	PublicityReason string
	CopyTo          []string
	Contact         Person // the lead's, printed as 附注

	Talks   []Talk
	Waivers []Waiver

	// ReturnedBecause is the reason with which the 负责人 last returned the
	// draft; empty once it is sent for approval again.
	ReturnedBecause string
	// RevisedBecause is why an issued reply is being written anew; it becomes
	// the old letter's Reason once the new one is issued.
	RevisedBecause string
	// StartRevision is the draft's revision when it was returned or opened for a
	// new version: a later one has been worked on since.
	StartRevision int

	CreatedAt, UpdatedAt time.Time
}

// HasCoHandler reports whether the department contributes to the case.
func (c Case) HasCoHandler(department int64) bool {
	for _, id := range c.CoHandlerIDs {
		if id == department {
			return true
		}
	}
	return false
}

// DraftKind is how a revision of the draft came about.
type DraftKind string

// The kinds of revisions.
const (
	Saved     DraftKind = "saved"    // 保存
	Autosaved DraftKind = "auto"     // 自动保存; thinned by age
	Merged    DraftKind = "merged"   // 合并
	Restored  DraftKind = "restored" // 恢复
)

// Draft is one saved revision of the letter's text.
type Draft struct {
	CaseID   int64
	Revision int // 1, 2, …
	// Edition (稿次) is what people call it by, 第3稿: it counts what was saved on
	// purpose. Revisions that are saved on their own belong to the next edition.
	Edition int
	Kind    DraftKind
	Name    string // given by hand, “送办公室前”; "" for most
	Body    gongwen.Document
	// Decisions is what became of each entry of the contributions so far.
	Decisions []Decision
	SavedBy   int64
	SavedAt   time.Time
}

// Verdict is what the lead did with an entry.
type Verdict string

// The verdicts. An entry without one is still to be decided.
const (
	Used     Verdict = "used"     // 采用, as written
	Edited   Verdict = "edited"   // 修改后采用
	Declined Verdict = "declined" // 不采用, with a reason

	// What became of words that were used and are not in the department's newer
	// contribution any more.
	TakenOut Verdict = "taken-out" // 取出
	Kept     Verdict = "kept"      // 保留, as the lead's own words
)

// Decision is the lead's verdict on one entry of one contribution.
type Decision struct {
	Department int64   `json:"department"`
	Revision   int     `json:"revision"`
	Entry      int     `json:"entry"` // index in the contribution's entries
	Verdict    Verdict `json:"verdict"`
	Reason     string  `json:"reason,omitempty"`
	Under      string  `json:"under,omitempty"` // the heading it went under, to be shown
	// Press tells the second press of a button from another person's choice: it
	// is a digest of everything that was chosen.
	Press string `json:"press,omitempty"`
}

// LetterState is what became of one version of the reply.
type LetterState string

// The states of a version.
const (
	Prepared  LetterState = "prepared"  // 待签发: rendered, its number reserved
	Abandoned LetterState = "abandoned" // 未签发: rendered, then given up
	Issued    LetterState = "issued"    // 已签发, the reply in force
	Withdrawn LetterState = "withdrawn" // 已撤回
	Replaced  LetterState = "replaced"  // 已被新版本替换
)

// Letter is one version of the reply as it was rendered for sign-off.
type Letter struct {
	ID            int64
	CaseID        int64
	CoHandlerID   int64 // whose 会办意见函 it is; 0 for the lead's reply
	Version       int   // 1, 2, … within the case, each co-handler's apart
	DraftRevision int   // what a reply is made of
	Contribution  int   // the revision that a 会办意见函 is made of
	State         LetterState
	DocNumber     string // the number as printed
	Number        Number // the same in its parts
	IssueDate     calendar.Date
	Title         string
	Text          string  // as printed, for search
	Signatory     string  // 署名 as printed: whose seal it takes
	Trial         bool    // sealed with a trial key
	SealPage      int     // index of the page the seal stands on
	SealX, SealY  float64 // centre, points from the page's top left
	SealDiameter  float64
	ApprovedSHA   string // hex SHA-256 of the bytes that were shown for sign-off
	SignedSHA     string // hex SHA-256 of the signed file, "" until issued
	IssuedBy      int64
	PreparedAt    time.Time
	IssuedAt      time.Time
	EndedAt       time.Time // when it was abandoned, withdrawn or replaced
	Reason        string    // why it was withdrawn or replaced
}

// Event is one line of the audit log.
type Event struct {
	ID           int64
	At           time.Time
	AccountID    int64
	AccountName  string // as it was then
	DepartmentID int64
	CaseID       int64 // 0 for what concerns no case
	Act          Act
	Detail       string // Chinese, one line, safe to show to whoever may see the timeline
}
