package reply

import (
	"strings"
	"time"
	"unicode/utf8"

	"dafu/internal/gongwen"
)

// Audience is who may read a comment (批注).
type Audience string

// The audiences. The 督查室 reads both.
const (
	ForLead Audience = "lead" // 本单位内部: the lead's house
	ForAll  Audience = "all"  // 各承办单位: all departments of the case
)

// CommentState is whether a thread of comments still asks for something.
type CommentState string

// The states of a thread.
const (
	OpenComment     CommentState = "open"     // 未解决
	ResolvedComment CommentState = "resolved" // 已解决
)

// Comment is a remark in the margin of the draft (批注), or an answer to one. It is
// talk about the text and never part of it: no page and no file shows it.
type Comment struct {
	ID           int64
	CaseID       int64
	ThreadOf     int64 // the comment that it answers; 0 for one that begins a thread
	Audience     Audience
	AccountID    int64
	AccountName  string // as it was then
	DepartmentID int64
	Text         string
	Quote        string       // the words it is about, as they were then; "" for answers
	Span         gongwen.Span // where they are in the latest draft
	State        CommentState // of the thread; answers are open
	Version      int          // counts changes of State, from 1
	ChangedBy    string       // who resolved or reopened it last
	ChangedAt    time.Time
	At           time.Time
	Press        string // tells the second press of a button from a second comment
}

// MaxComment is how long a comment can be, in characters; MaxComments is how many
// of a department a case can have, with answers: each is read at every save.
const (
	MaxComment  = 1000
	MaxComments = 1000
)

// CheckComment complains about words that cannot stand as a comment.
func CheckComment(text string) error {
	var p Problems
	p.require("words", "批注", text, MaxComment)
	return p.Err()
}

// MayRead reports whether a comment is for somebody who stands so to the case.
func (c Comment) MayRead(s Standing) bool {
	return s == Lead || s == Over || s == CoHandling && c.Audience == ForAll
}

// MayResolve reports whether the actor may resolve and reopen the thread, if the
// table allows the act at all: the lead each one, a co-handler those that it began.
func (c Comment) MayResolve(a Actor, of Case) bool {
	s := StandingOf(a, of)
	return c.ThreadOf == 0 && c.MayRead(s) && (s == Lead || c.DepartmentID == a.Account.DepartmentID)
}

// minFound is the least length in characters of a quote that is known again when it
// comes back into the text.
const minFound = 6

// FollowComments moves the comments from one revision of the draft to the next.
// One whose words were deleted finds them again when they come back as they were,
// by an undo or from an earlier revision, if they stand there only once.
func FollowComments(old, new gongwen.Document, all []Comment) []Comment {
	spans := make([]gongwen.Span, len(all))
	for i, c := range all {
		spans[i] = c.Span
	}
	out := make([]Comment, len(all))
	for i, span := range gongwen.Follow(old, new, spans) {
		out[i] = all[i]
		if span.Gone && utf8.RuneCountInString(out[i].Quote) >= minFound {
			if found, n := FindWords(new, out[i].Quote); n == 1 {
				span = found
			}
		}
		out[i].Span = span
	}
	return out
}

// FindWords returns where words of one line stand first, and in how many places they
// do.
func FindWords(d gongwen.Document, words string) (found gongwen.Span, n int) {
	if words == "" {
		return found, 0
	}
	for i, b := range d.Blocks {
		text := b.Text()
		here := strings.Count(text, words)
		if n == 0 && here > 0 {
			at := utf8.RuneCountInString(text[:strings.Index(text, words)])
			found = gongwen.Span{From: gongwen.Place{Block: i, At: at}, To: gongwen.Place{Block: i, At: at + utf8.RuneCountInString(words)}}
		}
		n += here
	}
	return found, n
}
