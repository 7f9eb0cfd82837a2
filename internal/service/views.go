package service

import (
	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// CaseInput is what the case form hands over. Dates and lists are already
// parsed; the rules are checked here.
type CaseInput struct {
	Kind            reply.Kind
	Body            string
	Number          string
	Title           string
	Proposers       []reply.Proposer
	Recommendations []string
	Original        string
	LeadID          int64
	CoHandlerIDs    []int64
	AssignedOn      calendar.Date
	ReplyDue        calendar.Date
	CoHandlingDue   calendar.Date
	Skeleton        string
	HandlingClass   string
	Publicity       reply.Publicity
	PublicityReason string
	CopyTo          []string
	Contact         reply.Person
}

// WorkItem is one line of 待办: a case and what it waits for.
type WorkItem struct {
	Case    reply.Case
	Mine    bool // it waits for this actor
	Act     reply.Act
	Waiting string // “等待省教育厅报送会办意见”, “等待您签发”
	Due     calendar.Due
	// Collection is the worst of what is collected for the case, of the own part
	// for a co-handler; NoneAsked once it is not drafted any more.
	Collection reply.Collection
}

// Work is the first screen: what waits for the actor, then what waits for
// others, each with the oldest due date on top.
type Work struct {
	Mine, Others []WorkItem
}

// CoHandler is how far a co-handler has come with its opinion.
type CoHandler struct {
	Department reply.Department
	Latest     *reply.Contribution // nil while nothing that counts was submitted
	Newest     *reply.Contribution // also one that was returned or taken back
	Waiver     *reply.Waiver
	Requests   []reply.Request
	Collection reply.Collection
	// What became of the latest contribution's entries.
	Used, Declined, Undecided int
}

// NextStep says what happens next and who does it.
type NextStep struct {
	Act  reply.Act // "" if the actor has nothing to do
	Text string    // “请合并 2 份会办意见” or “等待省教育厅报送会办意见，还有 3 个工作日”
}

// CaseView is the case page.
type CaseView struct {
	Case       reply.Case
	Lead       reply.Department
	CoHandlers []CoHandler // own one only, for a co-handler
	Standing   reply.Standing
	Can        map[reply.Act]bool // what the actor may do now
	Next       NextStep
	OwnStage   reply.Stage // where the co-handler's own opinion lies; "" for others
	Blocking   []string    // why it cannot be sent for approval yet, for the lead
	Blockers   []Blocker   // the same, with their kinds
	Checkup    Checkup     // of the stored draft, for who may see it
	Draft      reply.Draft
	DraftBy    string         // who wrote it last
	Letters    []reply.Letter // those the actor may see, newest first
	Editions   map[int64]int  // which of those issued it is, by ID
	Events     []reply.Event  // newest first; a co-handler sees its own only
	Due        calendar.Due
	CoDue      calendar.Due
	// Signing is the order to sign that is still to be done; for the lead and
	// the 督查室.
	Signing *SigningView
	// Agreements say how the co-handlers stand to their words (会签), a co-handler's
	// own only.
	Agreements []AgreementLine
	Twins      []Twin   // other cases about the same proposal, but not for co-handlers
	Loose      []string // what stops nobody and is easily forgotten, for the lead
	// Comments and OpenComments count the threads (批注) that the actor may read.
	Comments, OpenComments int
	// Judgement is what our own verifier says now of the stored bytes of the
	// letter in force; nil if none is.
	Judgement *Judgement
	// OpinionLetters are the 会办意见函 that were issued, newest first: to a
	// co-handler its own.
	OpinionLetters []reply.Letter
}

// Twin is another case about the same proposal: led by another department (分办), or
// registered twice in other spellings before those were told apart.
type Twin struct {
	Case reply.Case // ID 0 if the actor may not open it
	Lead reply.Department
	Own  bool // of the same lead: one of the two is too much
}

// SigningView is an open order to sign.
type SigningView struct {
	Job  reply.SigningJob
	Busy bool // an attempt is under way
}

// OpinionView is the co-handler's form.
type OpinionView struct {
	Case       reply.Case
	Lead       reply.Department
	Department reply.Department
	Copy       reply.WorkingCopy    // what is being written
	Submitted  []reply.Contribution // the department's own, newest first
	Comments   int                  // threads (批注) for all departments
	Can        map[reply.Act]bool
	Due        calendar.Due
	Requests   []RequestView   // the department's own, also those withdrawn
	Headings   []merge.Heading // the outline of the lead's draft, without its text
	HasHead    bool            // there is an account that can approve
	// Retractable tells that the latest contribution can be taken back.
	Retractable bool
}

// RequestView is a request with what a screen says of it.
type RequestView struct {
	reply.Request
	Department reply.Department
	Due        calendar.Due
	Block      int // the heading's block in the draft, -1 if it has none
}

// RequestsView is the page of the lead's requests.
type RequestsView struct {
	Case       reply.Case
	Lead       reply.Department
	CoHandlers []reply.Department
	Headings   []merge.Heading
	Requests   []RequestView
	Can        map[reply.Act]bool
}

// RequestInput is what the lead asks for. Heading names a heading of the draft by
// its words, those above it first; none is the whole letter. No due date is the
// case's 会办期限.
type RequestInput struct {
	DepartmentIDs []int64
	Heading       []string
	Wanted        string
	Due           calendar.Date
}

// ContributionView is one submitted opinion.
type ContributionView struct {
	Case         reply.Case
	Department   reply.Department
	Contribution reply.Contribution
	Requests     []reply.Request
	Counts       bool // it is the department's latest and was not returned or taken back
	Retractable  bool
	Can          map[reply.Act]bool
}

// DraftView is the lead's text.
type DraftView struct {
	Case     reply.Case
	Lead     reply.Department
	Draft    reply.Draft // Revision 0 and the filled skeleton if nothing was saved yet
	Text     string
	Notes    []string // what printing will change: “署名以注册名称……为准”
	Can      map[reply.Act]bool
	Outlines []merge.Skeleton
}

// MergeEntry is one entry of a contribution with its suggested places.
type MergeEntry struct {
	Entry       merge.Entry
	Department  reply.Department
	Suggestions []merge.Suggestion // best first
	Decision    *reply.Decision    // nil while undecided
	// Request is what the entry answers, nil if it was not asked for.
	Request *reply.Request
	// Before is the verdict on the entry of the department's earlier contribution
	// that this one rewords, nil if there is none; Changed tells that there is one.
	Before     *reply.Decision
	Changed    bool
	Difference []merge.Piece // the earlier words against the new ones
	Stands     []string      // what stands in the draft of the earlier words, with the lead's edits
	Mixed      bool          // there are edits of the lead in what stands
	// Unused is what of the words of a used entry does not stand in the draft.
	Unused []string
}

// VanishedEntry stands in the draft, and the department's newer contribution
// does not have it any more.
type VanishedEntry struct {
	Entry      merge.Entry
	Department reply.Department
	Stands     []string
}

// MergeView is the merge screen.
type MergeView struct {
	Case     reply.Case
	Draft    reply.Draft
	Outline  []merge.Spot // every place an entry could go to, in reading order
	Entries  []MergeEntry
	Missing  []reply.Department // co-handlers that have not handed in
	Vanished []VanishedEntry
	// Superseded are departments whose merged words a newer contribution changes.
	Superseded []reply.Department
	Can        map[reply.Act]bool
}

// MergeChoice is the lead's verdict on one entry, as the form posts it; on a
// vanished one it is TakenOut or Kept.
type MergeChoice struct {
	Department int64
	Revision   int
	Entry      int
	Verdict    reply.Verdict // "" leaves it undecided
	Place      merge.Place
	Text       string // replaces the entry's words if Verdict is Edited
	Reason     string // owed if Verdict is Declined
}

// IssueView is the 签发 page.
type IssueView struct {
	Case      reply.Case
	Lead      reply.Department
	Letter    reply.Letter // Prepared
	Pages     int
	Receivers []string // who will be able to read it
	Checkup   Checkup
	Loose     []string // what stops nobody and is easily forgotten
	Seal      Seal
}

// LetterView is a line of the list of issued letters.
type LetterView struct {
	Letter reply.Letter
	Case   reply.Case
	Lead   reply.Department
	// OpensCase tells whether the actor may see the case as well: once it is
	// answered it is on no list of what waits.
	OpensCase bool
}

// Download is a file to send.
type Download struct {
	Name   string
	Bytes  []byte
	SHA256 string
}

// DepartmentInput and AccountInput are the administrator's forms.
type DepartmentInput struct {
	ID             int64 // 0 for a new one
	Revision       int   // the one that was shown; 0 to change whatever there is
	FullName       string
	ShortName      string
	NumberPrefix   string
	OpinionPrefix  string // "" for no 会办意见函
	NextNumber     int
	Form           gongwen.Form
	Duplex         bool
	Feedback       bool
	AnswersNothing bool
	TalkRequired   bool
	Printer        string
	Disabled       bool
}

// AccountInput makes or changes an account. Password may be empty for an
// existing one: it then stays.
type AccountInput struct {
	ID           int64
	Revision     int // the one that was shown; 0 to change whatever there is
	DepartmentID int64
	Login        string
	Name         string
	Role         reply.Role
	Password     string
	Disabled     bool
}
