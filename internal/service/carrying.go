package service

import (
	"fmt"
	"slices"

	"dafu/internal/merge"
	"dafu/internal/reply"
)

// carried is what hangs on the words of a draft, moved along to its next revision.
type carried struct {
	responses []reply.Response
	requests  []reply.Request
	comments  []reply.Comment // those that have moved
}

// carry takes along what hangs on the words of the draft: the links of
// recommendations, the requests on headings, the comments.
func carry(tx Tx, d *dossier, next reply.Draft) error {
	responses, err := tx.Responses(d.Case.ID)
	if err != nil {
		return err
	}
	comments, err := threadsOf(tx, *d)
	if err != nil {
		return err
	}
	step := fmt.Sprintf("carry to %s: %v %s", digest([]byte(next.Body.Text())), responses, spans(comments))
	moved, err := costly(tx, *d, step, func() (c carried, _ error) {
		c.responses = reply.FollowResponses(responses, d.draft.Body, next.Body)
		c.requests = merge.Follow(d.draft.Body, next.Body, d.requests)
		for i, one := range reply.FollowComments(d.draft.Body, next.Body, comments) {
			if one.Span != comments[i].Span {
				c.comments = append(c.comments, one)
			}
		}
		return c, nil
	})
	if err != nil {
		return err
	}
	if len(responses) > 0 {
		if err := tx.PutResponses(d.Case.ID, moved.responses); err != nil {
			return err
		}
	}
	if err := putFollowed(tx, d, slices.Clone(moved.requests)); err != nil {
		return err
	}
	if len(moved.comments) == 0 {
		return nil
	}
	return tx.MoveComments(moved.comments)
}

// threadsOf are the comments that stand on words of the draft; answers do not.
func threadsOf(tx Tx, d dossier) ([]reply.Comment, error) {
	if d.draft.Revision == 0 {
		return nil, nil
	}
	all, err := tx.Comments(d.Case.ID)
	return slices.DeleteFunc(all, func(c reply.Comment) bool { return c.ThreadOf != 0 }), err
}

func spans(all []reply.Comment) string {
	text := ""
	for _, c := range all {
		text += fmt.Sprintf("%d %v;", c.ID, c.Span)
	}
	return text
}

// putFollowed stores the requests whose heading was renumbered, moved, reworded or
// deleted.
func putFollowed(tx Tx, d *dossier, followed []reply.Request) error {
	for i, r := range followed {
		was := d.requests[i]
		if r.Heading == was.Heading && r.Gone == was.Gone && slices.Equal(r.Path, was.Path) {
			continue
		}
		if err := tx.PutRequest(&followed[i]); err != nil {
			return err
		}
	}
	d.requests = followed
	return nil
}
