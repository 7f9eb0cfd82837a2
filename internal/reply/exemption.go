package reply

import "time"

// ExemptionKind is how a finding of 公文体检 came to be left alone.
type ExemptionKind string

// The kinds. Advice is left by whoever writes; an error only the lead's 负责人
// overrules, with a reason.
const (
	Left      ExemptionKind = "left"      // 这里不改
	Overruled ExemptionKind = "overruled" // 放行
)

// Exemption says that one finding in a case's text is to be left alone. It holds
// for that finding's key: for these words in this place, and for no others.
type Exemption struct {
	CaseID      int64
	Key         string
	Kind        ExemptionKind
	Rule        int
	Text        string // the words that were found
	Message     string
	Reason      string // "" for what was left
	AccountID   int64
	AccountName string // as it was then
	At          time.Time
}

// TableVersion is one version of a department's own 词表. Rows is the table as
// CSV; Changes says in Chinese, a line each, what is other than in the version
// before.
type TableVersion struct {
	DepartmentID int64
	Version      int // 1, 2, …; 0 if there is none yet
	Rows         string
	Changes      string
	AccountID    int64
	AccountName  string
	At           time.Time
}
