package service

import (
	"context"
	"fmt"
	"slices"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// renameResponses takes them along where recommendations were reworded.
func renameResponses(tx Tx, c, before reply.Case) error {
	if slices.Equal(c.Recommendations, before.Recommendations) {
		return nil
	}
	all, err := tx.Responses(c.ID)
	if err != nil || len(all) == 0 {
		return err
	}
	return tx.PutResponses(c.ID, reply.RenameResponses(all, before.Recommendations, c.Recommendations))
}

// answeredBy says which blocks of a text, made from the draft by editing, answer
// each recommendation.
func answeredBy(tx Tx, d dossier, body gongwen.Document) ([][]int, error) {
	all, err := tx.Responses(d.Case.ID)
	if err != nil {
		return nil, err
	}
	return answeredWith(tx, d, body, all)
}

// answeredWith is answeredBy with links that are perhaps not stored yet: a rehearsal
// must not read again what it would have written.
func answeredWith(tx Tx, d dossier, body gongwen.Document, all []reply.Response) ([][]int, error) {
	step := fmt.Sprintf("answers in %s: %v", digest([]byte(body.Text())), all)
	return costly(tx, d, step, func() ([][]int, error) {
		return reply.Answered(d.Case.Recommendations, reply.FollowResponses(all, d.draft.Body, body), body), nil
	})
}

// ResponseInput links lines of a text to a recommendation, or unlinks them.
type ResponseInput struct {
	Text           string // as it stands in the editor
	From, To       int    // 0-based lines of Text, both included
	Recommendation int    // index in the case's list
	On             bool
}

// SetResponse links or unlinks and returns the blocks of in.Text that answer each
// recommendation. The text has been saved before; what somebody typed since does
// not matter.
func (s *Service) SetResponse(ctx context.Context, a reply.Actor, caseID int64, in ResponseInput) (answered [][]int, err error) {
	if err := checkLiveText(in.Text); err != nil {
		return nil, err
	}
	err = s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.SaveDraft, caseID)
		if err != nil {
			return err
		}
		switch {
		case d.draft.Revision == 0:
			return reply.Failf(reply.Conflict, "还没有答复稿，请先保存")
		case in.Recommendation < 0 || in.Recommendation >= len(d.Case.Recommendations):
			return reply.Failf(reply.Stale, "对策建议已被修改，请刷新页面后再选")
		}
		all, err := tx.Responses(caseID)
		if err != nil {
			return err
		}
		type place struct {
			typed  gongwen.Document
			blocks []int
		}
		at, err := costly(tx, d, "lines "+digest([]byte(in.Text)), func() (p place, _ error) {
			var lines []int
			p.typed, lines = gongwen.ParseLines(in.Text, gongwen.Source{})
			p.blocks = blocksIn(p.typed, lines, in, d.draft.Body)
			return p, nil
		})
		if err != nil {
			return err
		}
		recommendation := d.Case.Recommendations[in.Recommendation]
		all, err = reply.LinkResponse(all, recommendation, d.draft.Body, at.blocks, in.On)
		if err != nil {
			return err
		}
		if err := tx.PutResponses(caseID, all); err != nil {
			return err
		}
		answered, err = answeredWith(tx, d, at.typed, all)
		return err
	})
	return answered, err
}

// blocksIn are the blocks of the draft that stand on the lines of the input.
func blocksIn(typed gongwen.Document, lines []int, in ResponseInput, draft gongwen.Document) (blocks []int) {
	became := gongwen.FollowBlocks(typed, draft)
	for i, line := range lines {
		if line >= in.From && line <= in.To {
			blocks = append(blocks, became[i]...)
		}
	}
	return blocks
}

// MatrixView is which paragraph answers which recommendation (对策建议与回应).
type MatrixView struct {
	Case reply.Case
	Lead reply.Department
	Rows []MatrixRow
	// Open are the recommendations that no paragraph answers, from 1.
	Open    []int
	Edition int // of the draft; 0 if there is none
}

// MatrixRow is a recommendation with what answers it.
type MatrixRow struct {
	Recommendation string
	Blocks         []MatrixBlock
}

// MatrixBlock is a block that answers, and the heading that it stands under.
type MatrixBlock struct {
	Under, Text string
}

// Matrix returns the recommendations with the paragraphs that answer them.
func (s *Service) Matrix(ctx context.Context, a reply.Actor, caseID int64) (v MatrixView, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.ViewDraft, caseID)
		if err != nil {
			return err
		}
		all, err := tx.Responses(caseID)
		if err != nil {
			return err
		}
		v.Case, v.Lead, v.Edition = d.Case, d.lead(), d.draft.Edition
		for i, blocks := range reply.Answered(d.Case.Recommendations, all, d.draft.Body) {
			row := MatrixRow{Recommendation: d.Case.Recommendations[i]}
			for _, b := range blocks {
				if b < len(d.draft.Body.Blocks) {
					row.Blocks = append(row.Blocks, MatrixBlock{headingOver(d.draft.Body, b), d.draft.Body.Blocks[b].Text()})
				}
			}
			if len(row.Blocks) == 0 {
				v.Open = append(v.Open, i+1)
			}
			v.Rows = append(v.Rows, row)
		}
		return nil
	})
	return v, err
}

// headingOver is the path of headings over a block: 一、… › （二）….
func headingOver(d gongwen.Document, block int) (path string) {
	level := 5
	for i := block - 1; i >= 0 && level > 1; i-- {
		b := d.Blocks[i]
		if b.Kind != gongwen.Heading || b.Number.Style.Level() >= level || d.Blocks[block].Kind == gongwen.Heading && b.Number.Style.Level() >= d.Blocks[block].Number.Style.Level() {
			continue
		}
		level = b.Number.Style.Level()
		if path != "" {
			path = " › " + path
		}
		path = b.Text() + path
	}
	return path
}

// TidyText returns the text as saving will keep it: full-width punctuation, no
// blank lines, no spaces that the eye does not see.
func (s *Service) TidyText(ctx context.Context, a reply.Actor, caseID int64, text string) (string, error) {
	if err := checkLiveText(text); err != nil {
		return "", err
	}
	err := s.store.Read(ctx, func(tx Tx) error {
		_, err := s.open(tx, a, reply.SaveDraft, caseID)
		return err
	})
	return gongwen.Parse(text, gongwen.Source{}).Text(), err
}
