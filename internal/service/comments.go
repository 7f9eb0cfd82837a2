package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// CommentInput is a comment (批注) as the desk sends it: the words stand in Text
// between two carets.
type CommentInput struct {
	Text     string // the whole text as it stood in the editor
	From, To TypedPlace
	Words    string
	Audience reply.Audience
	Press    string // the same for each press of one button
}

// Thread is a comment with its answers.
type Thread struct {
	reply.Comment
	Department reply.Department
	Answers    []Answer
	Now        string // the words that it is about, as they are now; "" if they are gone
	CanResolve bool
	// From and To are where the words stand in the text that was asked about.
	From, To TypedPlace
}

// Answer is a comment on a comment.
type Answer struct {
	reply.Comment
	Department reply.Department
}

// CommentsView is what is said about a draft, in the order of its text.
type CommentsView struct {
	Case     reply.Case
	Lead     reply.Department
	Standing reply.Standing
	Threads  []Thread
	Open     int // threads that are not resolved
	CanBegin bool
	Headings []merge.Heading // what alone a comment can be about, where the text is not to be read yet
	Stamp    int             // another one after every comment and every change
	Can      map[reply.Act]bool
}

// Comments returns the comments that the actor may read, placed in the latest
// draft.
func (s *Service) Comments(ctx context.Context, a reply.Actor, caseID int64) (CommentsView, error) {
	return s.comments(ctx, a, reply.ViewComments, caseID, nil)
}

// CommentsIn returns them placed in a text that is being typed.
func (s *Service) CommentsIn(ctx context.Context, a reply.Actor, caseID int64, text string) (CommentsView, error) {
	if err := checkLiveText(text); err != nil {
		return CommentsView{}, err
	}
	typed := newTypedText(text)
	return s.comments(ctx, a, reply.ViewDraft, caseID, &typed)
}

func (s *Service) comments(ctx context.Context, a reply.Actor, act reply.Act, caseID int64, typed *typedText) (v CommentsView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, act, caseID)
		if err != nil {
			return err
		}
		all, err := readableComments(tx, a, d.Case)
		if err != nil {
			return err
		}
		v = CommentsView{Case: d.Case, Lead: d.lead(), Standing: reply.StandingOf(a, d.Case), Can: s.can(a, d.Case), Stamp: stampOf(all)}
		v.CanBegin = v.Can[reply.BeginComment] && d.draft.Revision > 0
		if v.CanBegin && d.permitReading(a) != nil {
			v.Headings = merge.Headings(d.draft.Body) // the outline is all that it sees
			v.CanBegin = len(v.Headings) > 0
		}
		v.Threads = d.threads(a, all, typed)
		for _, t := range v.Threads {
			if t.State == reply.OpenComment {
				v.Open++
			}
		}
		return nil
	})
	return v, err
}

func readableComments(tx Tx, a reply.Actor, c reply.Case) ([]reply.Comment, error) {
	all, err := tx.Comments(c.ID)
	standing := reply.StandingOf(a, c)
	return slices.DeleteFunc(all, func(one reply.Comment) bool { return !one.MayRead(standing) }), err
}

// stampOf tells two states of a case's comments apart.
func stampOf(all []reply.Comment) (stamp int) {
	for _, c := range all {
		stamp += c.Version
	}
	return stamp
}

// threads puts answers to their comments, in the order of the text.
func (d dossier) threads(a reply.Actor, all []reply.Comment, typed *typedText) []Thread {
	body := d.draft.Body
	if typed != nil {
		all, body = reply.FollowComments(body, typed.body, all), typed.body
	}
	var threads []Thread
	at := map[int64]int{}
	for _, c := range all {
		if c.ThreadOf == 0 {
			at[c.ID] = len(threads)
			t := Thread{Comment: c, Department: d.departments[c.DepartmentID], Now: body.Quote(c.Span), CanResolve: c.MayResolve(a, d.Case)}
			if typed != nil {
				t.From, t.To = typed.typedPlace(c.Span.From), typed.typedPlace(c.Span.To)
			}
			threads = append(threads, t)
		} else if i, ok := at[c.ThreadOf]; ok {
			threads[i].Answers = append(threads[i].Answers, Answer{c, d.departments[c.DepartmentID]})
		}
	}
	slices.SortStableFunc(threads, func(x, y Thread) int {
		return cmp.Or(cmp.Compare(x.Span.From.Block, y.Span.From.Block), cmp.Compare(x.Span.From.At, y.Span.From.At))
	})
	return threads
}

// WriteComment begins a thread. The words are where the actor saw them: what was
// saved by others since is taken into account, and where they deleted the words
// nothing is written and the actor is told.
func (s *Service) WriteComment(ctx context.Context, a reply.Actor, caseID int64, in CommentInput) (c reply.Comment, err error) {
	if err := checkLiveText(in.Text); err != nil {
		return c, err
	}
	typed := newTypedText(in.Text)
	err = s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.openComments(tx, a, caseID, in.Audience)
		if err != nil {
			return err
		}
		if err := d.permitReading(a); err != nil {
			return err
		}
		seen := typed.span(in.From, in.To)
		if typed.body.Quote(seen) == "" {
			return reply.FieldError("words", "请先选中要批注的文字")
		}
		span, err := costly(tx, d, "follow the selection", func() (gongwen.Span, error) {
			return gongwen.Follow(typed.body, d.draft.Body, []gongwen.Span{seen})[0], nil
		})
		if err != nil {
			return err
		}
		c, err = s.addComment(tx, a, d, reply.Comment{Audience: in.Audience, Text: in.Words, Span: span, Press: in.Press})
		return err
	})
	return c, err
}

// WriteCommentOn begins a thread on words that are named by themselves, where
// nothing can be selected. They must stand in the draft in one place.
func (s *Service) WriteCommentOn(ctx context.Context, a reply.Actor, caseID int64, quote string, in CommentInput) error {
	quote = strings.TrimSpace(quote)
	return s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.openComments(tx, a, caseID, in.Audience)
		if err != nil {
			return err
		}
		if err := d.permitReading(a); err != nil {
			return s.commentOnHeading(tx, a, d, quote, in, err)
		}
		at, err := d.findWords(tx, quote)
		switch {
		case err != nil:
			return err
		case quote == "":
			return reply.FieldError("quote", "请照答复稿写出要批注的几个字")
		case at.n == 0:
			return reply.FieldError("quote", "答复稿里没有“%s”这几个字，请照原文填写，不要跨段", cutQuote(quote))
		case at.n > 1:
			return reply.FieldError("quote", "“%s”在答复稿里有%d处，请多写几个字", cutQuote(quote), at.n)
		}
		_, err = s.addComment(tx, a, d, reply.Comment{Audience: in.Audience, Text: in.Words, Span: at.span, Press: in.Press})
		return err
	})
}

// commentOnHeading begins a thread of a co-handler that does not read the draft yet: of
// the text it sees the headings.
func (s *Service) commentOnHeading(tx Tx, a reply.Actor, d dossier, quote string, in CommentInput, refusal error) error {
	for _, h := range merge.Headings(d.draft.Body) {
		if h.Text != quote {
			continue
		}
		span := gongwen.Span{From: gongwen.Place{Block: h.Block}, To: gongwen.Place{Block: h.Block, At: len([]rune(h.Text))}}
		_, err := s.addComment(tx, a, d, reply.Comment{Audience: in.Audience, Text: in.Words, Span: span, Press: in.Press})
		return err
	}
	return refusal
}

// openComments opens a case for somebody who wants to write for an audience.
func (s *Service) openComments(tx Tx, a reply.Actor, caseID int64, audience reply.Audience) (dossier, error) {
	d, err := s.open(tx, a, reply.BeginComment, caseID)
	if err != nil {
		return d, err
	}
	if audience != reply.ForLead && audience != reply.ForAll {
		return d, reply.FieldError("audience", "请选择批注给谁看")
	}
	if !(reply.Comment{Audience: audience}).MayRead(reply.StandingOf(a, d.Case)) {
		return d, reply.Failf(reply.Forbidden, "会办单位的批注各承办单位都能看到")
	}
	return d, nil
}

// addComment writes a comment whose span stands in the latest draft.
func (s *Service) addComment(tx Tx, a reply.Actor, d dossier, c reply.Comment) (reply.Comment, error) {
	if err := reply.CheckComment(c.Text); err != nil {
		return c, err
	}
	c.Quote = cutQuote(d.draft.Body.Quote(c.Span))
	switch {
	case d.draft.Revision == 0:
		return c, reply.Failf(reply.Conflict, "还没有答复稿，请先保存再批注")
	case c.Span.Gone || c.Quote == "":
		return c, reply.Failf(reply.Stale, "选中的文字刚被别人删去了，批注没有保存，您写的还在。请另选文字再批注")
	}
	c, _, err := s.putComment(tx, a, d, c, "批注“"+oneLine(c.Quote)+"”")
	return c, err
}

func oneLine(words string) string { return strings.ReplaceAll(words, "\n", " ") }

// maxQuote is how many characters of the words are kept with a comment; longer
// quotes end in an ellipsis.
const maxQuote = 200

func cutQuote(words string) string {
	if all := []rune(words); len(all) > maxQuote {
		return string(all[:maxQuote]) + "……"
	}
	return words
}

// putComment writes it with its event, unless it is the second press: then it is
// not fresh.
func (s *Service) putComment(tx Tx, a reply.Actor, d dossier, c reply.Comment, detail string) (put reply.Comment, fresh bool, err error) {
	before, err := tx.Comments(d.Case.ID)
	if err != nil {
		return c, false, err
	}
	if own := ownComments(before, a, c.Press); own >= reply.MaxComments {
		return c, false, reply.Failf(reply.Conflict, "本单位在这件提案里的批注已有%d条，不能再加，您写的还在", own)
	}
	c.CaseID, c.AccountID, c.AccountName, c.DepartmentID = d.Case.ID, a.Account.ID, a.Account.Name, a.Account.DepartmentID
	c.State, c.Version, c.At = reply.OpenComment, 1, s.clock()
	if err := tx.AddComment(&c); err != nil {
		return c, false, err
	}
	if slices.ContainsFunc(before, func(one reply.Comment) bool { return one.ID == c.ID }) {
		return c, false, nil
	}
	return c, true, s.record(tx, a, reply.WriteComment, d.Case.ID, detail)
}

// ownComments counts the comments of the actor's department; none if this press of
// a button has written its comment already.
func ownComments(all []reply.Comment, a reply.Actor, press string) (n int) {
	for _, c := range all {
		if press != "" && c.Press == press && c.AccountID == a.Account.ID {
			return 0
		}
		if c.DepartmentID == a.Account.DepartmentID {
			n++
		}
	}
	return n
}

// AnswerComment adds an answer to a thread; it has the thread's audience. An answer
// to a resolved thread opens it again.
func (s *Service) AnswerComment(ctx context.Context, a reply.Actor, caseID, thread int64, words, press string) error {
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, c, err := s.openThread(tx, a, reply.WriteComment, caseID, thread)
		if err != nil {
			return err
		}
		if err := reply.CheckComment(words); err != nil {
			return err
		}
		answer := reply.Comment{ThreadOf: c.ID, Audience: c.Audience, Text: words, Press: press}
		_, fresh, err := s.putComment(tx, a, d, answer, "答复批注“"+oneLine(c.Quote)+"”")
		if err != nil || !fresh || c.State == reply.OpenComment {
			return err
		}
		return s.changeComment(tx, a, &c, reply.OpenComment)
	})
}

// SetComment resolves or reopens a thread; what stands already stays.
func (s *Service) SetComment(ctx context.Context, a reply.Actor, caseID, thread int64, state reply.CommentState) error {
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, c, err := s.openThread(tx, a, reply.ResolveComment, caseID, thread)
		switch {
		case err != nil:
			return err
		case !c.MayResolve(a, d.Case):
			return reply.Failf(reply.Forbidden, "这条批注由写的单位或主办单位解决")
		case c.State == state:
			return nil
		}
		if err := s.changeComment(tx, a, &c, state); err != nil {
			return err
		}
		return s.record(tx, a, reply.ResolveComment, caseID, commentActs[state]+"“"+oneLine(c.Quote)+"”")
	})
}

var commentActs = map[reply.CommentState]string{reply.ResolvedComment: "解决批注", reply.OpenComment: "重开批注"}

func (s *Service) changeComment(tx Tx, a reply.Actor, c *reply.Comment, state reply.CommentState) error {
	c.State, c.ChangedBy, c.ChangedAt = state, a.Account.Name, s.clock()
	return tx.PutCommentState(c)
}

// openThread finds the comment that began a thread. What the actor may not read is
// not there.
func (s *Service) openThread(tx Tx, a reply.Actor, act reply.Act, caseID, thread int64) (d dossier, c reply.Comment, err error) {
	if d, err = s.open(tx, a, act, caseID); err != nil {
		return d, c, err
	}
	all, err := readableComments(tx, a, d.Case)
	if err != nil {
		return d, c, err
	}
	for _, one := range all {
		if one.ID == thread && one.ThreadOf == 0 {
			return d, one, nil
		}
	}
	return d, c, reply.Failf(reply.NotFound, "没有这条批注")
}
