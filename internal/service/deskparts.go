package service

import (
	"context"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// PartInput says what a line of the draft is.
type PartInput struct {
	Revision int          // of the draft that was looked at
	Block    int          // index of its block
	Words    string       // the line, as it stands at the desk
	Part     gongwen.Part // NoPart takes back what was said
}

// SetPart keeps with the draft what somebody says that a line is. The text stays;
// the next revision has it, and later ones as long as the line stands.
func (s *Service) SetPart(ctx context.Context, a reply.Actor, caseID int64, in PartInput) (next reply.Draft, err error) {
	err = s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.SaveDraft, caseID)
		if err != nil {
			return err
		}
		next = d.draft
		body := d.draft.Body
		if d.draft.Revision == 0 || in.Revision != d.draft.Revision || in.Block < 0 || in.Block >= len(body.Blocks) ||
			gongwen.Canonical(in.Words) != gongwen.Canonical(body.Blocks[in.Block].Text()) {
			return reply.Failf(reply.Conflict, "文字刚才又改了，请再选一次")
		}
		if body.Blocks[in.Block].Hand == in.Part {
			return nil
		}
		next, err = s.addDraft(tx, a, &d, reply.Draft{Kind: reply.Autosaved, Body: body.WithHand(in.Block, in.Part), Decisions: d.draft.Decisions})
		return err
	})
	return next, err
}
