package service

import (
	"context"
	"errors"

	"dafu/internal/calendar"
	"dafu/internal/check"
	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/typeface"
)

// LiveView is what the desk (文稿台) shows of a text while it is being typed:
// its pages, whose words are whose, and the numbers that the headings should
// have. Nothing of it is stored.
type LiveView struct {
	Body  gongwen.Document // the text as typed, each word with its source
	Lines []int            // for each block of Body the line of the typed text it came from
	Marks []string         // for each block of Body the mark its number should have
	Pages layout.Pages     // no pages if Unprintable is not empty
	// Printed says for each block of the pages, up to the 署名, which block of
	// Body is printed there; -1 for the title.
	Printed []int
	Notes   []string // what printing will change
	// Parts say for each block of Body what it is in the letter, in the light of the
	// case; Body.Blocks[i].Hand where somebody has said so.
	Parts []gongwen.Guess
	// Responses are the blocks of Body that answer each recommendation of the case.
	Responses [][]int
	// Unprintable are the characters that keep the text from being set; Block
	// counts Body's blocks, -1 for what the case brings along.
	Unprintable []layout.Unprintable
	// Checkup is what the checker says of Body; Start, End and Edits count in the
	// text as it was typed.
	Checkup Checkup
}

// Live sets a text that is being typed. Words that stand in the latest saved
// revision, or in a contribution, keep their source.
func (s *Service) Live(ctx context.Context, a reply.Actor, caseID int64, text string) (v LiveView, err error) {
	if err := checkLiveText(text); err != nil {
		return v, err
	}
	var d dossier
	var tables *check.Tables
	var said []reply.Exemption
	err = s.store.Read(ctx, func(tx Tx) (err error) {
		if d, err = s.open(tx, a, reply.ViewDraft, caseID); err != nil {
			return err
		}
		if v.Body, v.Lines, err = s.traced(tx, d, text); err != nil {
			return err
		}
		if said, err = tx.Exemptions(caseID); err != nil {
			return err
		}
		if tables, _, err = s.tablesOf(tx, d.Case.LeadID); err != nil {
			return err
		}
		v.Responses, err = answeredBy(tx, d, v.Body)
		return err
	})
	if err != nil {
		return v, err
	}
	found := s.running(ctx, d, tables, v.Body, v.Responses)
	v.Marks = merge.Marks(v.Body)
	lines := make(chan readLines, 1)
	go func(around reply.Around, body gongwen.Document) {
		frame := reply.FrameOf(around, body)
		lines <- readLines{frame.Replacements(), frame.Body.Guesses(around.Known())}
	}(reply.AroundOf(d.Case, d.lead(), "", calendar.Date{}), v.Body)
	d.draft.Body = v.Body
	letter, frame := s.composeDraftFrame(d)
	v.Printed = frame.Printed()
	v.Pages, err = s.press.Lay(letter, layout.Options{Stop: ended(ctx)})
	read := <-lines
	v.Checkup, v.Notes, v.Parts = sorted(<-found, said, d.Case), read.notes, read.parts
	if ctx.Err() != nil {
		return v, context.Cause(ctx)
	}
	if d.draft.Revision == 0 { // an outline that nobody has written on
		v.Checkup = Checkup{Unsaved: true}
	}
	for _, list := range [][]Found{v.Checkup.Findings, v.Checkup.Left} {
		paged(list, v.Body, letter, v.Pages)
		newTyped(text, v.Body, v.Lines).move(list)
	}
	var unprintable *layout.UnprintableError
	if errors.As(err, &unprintable) {
		for _, one := range unprintable.Characters {
			if one.Block >= 0 && one.Block < len(v.Printed) {
				one.Block = v.Printed[one.Block]
			} else {
				one.Block = -1
			}
			v.Unprintable = append(v.Unprintable, one)
		}
		err = nil
	}
	return v, err
}

// readLines is what is told of the lines of a text: what printing changes, and
// what each is. It is found while the pages are set.
type readLines struct {
	notes []string
	parts []gongwen.Guess
}

// ended tells whether nobody waits for the answer any more: the client has left, or
// the time for it is over. Costly steps ask it as they go along.
func ended(ctx context.Context) func() bool { return func() bool { return ctx.Err() != nil } }

// endedBy is the error of a step that ended because nobody waits for it.
func endedBy(ctx context.Context, err error) error {
	if errors.Is(err, layout.ErrStopped) {
		return context.Cause(ctx)
	}
	return err
}

// checkLiveText refuses only what could not be saved either; an empty text is a
// text that somebody is about to write.
func checkLiveText(text string) error {
	var p reply.Problems
	p.CheckText("text", "答复稿", text, reply.MaxText)
	return p.Err()
}

// traced reads the typed text with the sources that its words have: from the
// latest revision, or from an earlier one or a contribution whose words came
// back into the text.
func (s *Service) traced(tx Tx, d dossier, text string) (gongwen.Document, []int, error) {
	t, err := costly(tx, d, "trace "+digest([]byte(text)), func() (t typedText, err error) {
		memory, err := s.memory(tx, d)
		if err != nil {
			return t, err
		}
		t.body, t.lines = gongwen.RetraceLines(d.draft.Body, text, gongwen.Source{Department: d.Case.LeadID}, memory...)
		return t, nil
	})
	return t.body, t.lines, err
}

// remembered is how many earlier revisions are searched for words that come
// back: an undo reaches that far.
const remembered = 12

// memory is what else the words of a text may come from: the revisions before
// the latest, newest first, then the contributions.
func (s *Service) memory(tx Tx, d dossier) (all []gongwen.Document, err error) {
	revision := d.draft.Revision
	for range remembered {
		if revision <= 1 {
			break
		}
		before, err := s.drafts.upTo(tx, d.Case.ID, revision-1)
		if err != nil {
			return nil, err
		}
		if before.Revision == 0 {
			break
		}
		all, revision = append(all, before.Body), before.Revision
	}
	for _, c := range d.contributions {
		source := gongwen.Source{Department: c.DepartmentID, Revision: c.Revision}
		all = append(all, gongwen.Parse(c.Opinion.Status, source), gongwen.Parse(c.Opinion.NextSteps, source))
		for _, answer := range c.Opinion.Answers {
			all = append(all, gongwen.Parse(answer.Text, source))
		}
	}
	return all, nil
}

// Outline returns the outline of a glyph that a live page names, in em.
func (s *Service) Outline(face typeface.FaceID, glyph uint16) ([]typeface.Segment, error) {
	return s.press.Outline(face, glyph)
}

// WebFont returns the characters of a role's face as a font for the editor.
func (s *Service) WebFont(role typeface.Role, characters []rune) ([]byte, error) {
	return s.press.WebFont(role, characters)
}
