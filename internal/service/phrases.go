package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

// PhraseInput is a phrase as it was typed. ID 0 is a new one.
type PhraseInput struct {
	ID       int64
	Revision int // the one that the form showed
	Topic    string
	Text     string
	Expires  calendar.Date
}

// Phrases returns the phrases (常用语) of the actor's department, what is used
// most first.
func (s *Service) Phrases(ctx context.Context, a reply.Actor) (all []reply.Phrase, err error) {
	if err := reply.PermitGeneral(a, reply.UsePhrases); err != nil {
		return nil, err
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		all, err = tx.Phrases(a.Account.DepartmentID)
		reply.SortPhrases(all)
		return err
	})
	return all, err
}

// StandardPhrases are the openings and closings of the outlines, which the desk
// offers beside the department's own phrases. They are not kept as phrases.
func (s *Service) StandardPhrases() []merge.Standard { return merge.Standards(s.skeletons) }

// Phrase returns one of them.
func (s *Service) Phrase(ctx context.Context, a reply.Actor, id int64) (one reply.Phrase, err error) {
	if err := reply.PermitGeneral(a, reply.UsePhrases); err != nil {
		return one, err
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		one, err = ownPhrase(tx, a, id)
		return err
	})
	return one, err
}

// ownPhrase hides other departments' phrases as if they were not there.
func ownPhrase(tx Tx, a reply.Actor, id int64) (reply.Phrase, error) {
	one, err := tx.Phrase(id)
	if err == nil && one.DepartmentID != a.Account.DepartmentID {
		err = reply.Failf(reply.NotFound, "没有这条常用语，可能刚被删除")
	}
	if err != nil {
		return reply.Phrase{}, err
	}
	return one, nil
}

// SavePhrase makes or changes a phrase and returns its ID.
func (s *Service) SavePhrase(ctx context.Context, a reply.Actor, in PhraseInput) (id int64, err error) {
	if err := reply.PermitGeneral(a, reply.ManagePhrases); err != nil {
		return 0, err
	}
	err = s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		all, err := tx.Phrases(a.Account.DepartmentID)
		if err != nil {
			return err
		}
		next := reply.Phrase{DepartmentID: a.Account.DepartmentID}
		var before *reply.Phrase
		if in.ID != 0 {
			if next, err = ownPhrase(tx, a, in.ID); err != nil {
				return err
			}
			was := next
			before = &was
		}
		next.Topic, next.Text, next.Expires = strings.TrimSpace(in.Topic), tidyPhrase(in.Text), in.Expires
		if err := reply.CheckPhrase(next, before, s.Today()); err != nil {
			return err
		}
		if before != nil && next == *before {
			id = in.ID // nothing changed, or the second press of the button
			return nil
		}
		if twin := samePhrase(all, next); twin != 0 {
			if in.ID == 0 && all[len(all)-1].ID == twin {
				id = twin // the second press
				return nil
			}
			return reply.FieldError("words", "已经有主题和内容都相同的常用语")
		}
		if before == nil && len(all) >= reply.MaxPhrases {
			return reply.Failf(reply.Conflict, "常用语最多 %d 条，请先删去不用的", reply.MaxPhrases)
		}
		if before != nil && in.Revision != before.Revision {
			return reply.Failf(reply.Stale, "有人在您之后修改了这条常用语，您填写的内容仍在下面，请核对后再保存")
		}
		next.ChangedBy, next.ChangedAt = a.Account.ID, s.clock()
		if err := tx.PutPhrase(&next); err != nil {
			return err
		}
		id = next.ID
		return s.record(tx, a, reply.ManagePhrases, 0, "保存常用语："+next.Topic)
	})
	return id, err
}

// tidyPhrase keeps a phrase as a letter would.
func tidyPhrase(text string) string { return gongwen.Widen(gongwen.Clean(text)) }

// samePhrase returns the ID of another phrase that says the same, or 0.
func samePhrase(all []reply.Phrase, one reply.Phrase) int64 {
	i := slices.IndexFunc(all, func(p reply.Phrase) bool { return p.ID != one.ID && p.Topic == one.Topic && p.Text == one.Text })
	if i < 0 {
		return 0
	}
	return all[i].ID
}

// DeletePhrase removes a phrase; a second time it is gone already.
func (s *Service) DeletePhrase(ctx context.Context, a reply.Actor, id int64) error {
	if err := reply.PermitGeneral(a, reply.ManagePhrases); err != nil {
		return err
	}
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		one, err := ownPhrase(tx, a, id)
		if err != nil {
			return err
		}
		if err := tx.DropPhrase(id); err != nil {
			return err
		}
		return s.record(tx, a, reply.ManagePhrases, 0, "删除常用语："+one.Topic)
	})
}

// Imported is what became of a table of phrases.
type Imported struct{ Added, Known int }

// ImportPhrases adds the phrases of a table, all or none. Those that are there
// already are left as they are.
func (s *Service) ImportPhrases(ctx context.Context, a reply.Actor, file []byte) (done Imported, err error) {
	if err := reply.PermitGeneral(a, reply.ManagePhrases); err != nil {
		return done, err
	}
	read, err := reply.ReadPhrases(file)
	if err != nil {
		return done, err
	}
	err = s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		all, err := tx.Phrases(a.Account.DepartmentID)
		if err != nil {
			return err
		}
		done = Imported{}
		for _, one := range read {
			one.Text, one.DepartmentID = tidyPhrase(one.Text), a.Account.DepartmentID
			if samePhrase(all, one) != 0 {
				done.Known++
				continue
			}
			if len(all) >= reply.MaxPhrases {
				return reply.FieldError("file", "常用语最多 %d 条，导入后会超出，没有导入。请先删去不用的", reply.MaxPhrases)
			}
			one.ChangedBy, one.ChangedAt = a.Account.ID, s.clock()
			if err := tx.PutPhrase(&one); err != nil {
				return err
			}
			all, done.Added = append(all, one), done.Added+1
		}
		if done.Added == 0 {
			return nil
		}
		return s.record(tx, a, reply.ManagePhrases, 0, fmt.Sprintf("导入 %d 条常用语", done.Added))
	})
	return done, err
}

// ReadyPhrase is a phrase filled from a case, to be put into its text.
type ReadyPhrase struct {
	ID      int64 // 0 for an opening or closing of the outlines
	Topic   string
	Text    string
	Missing []string // slots that the case cannot fill; they stand in Text as 【…】
	Expired bool
	Expires calendar.Date
}

// ReadyPhrases returns what can be put into a case's text: the department's
// phrases, what is used most first, then the openings and closings of the
// outlines.
func (s *Service) ReadyPhrases(ctx context.Context, a reply.Actor, caseID int64) (ready []ReadyPhrase, err error) {
	if err := reply.PermitGeneral(a, reply.UsePhrases); err != nil {
		return nil, err
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		d, err := s.open(tx, a, reply.SaveDraft, caseID)
		if err != nil {
			return err
		}
		all, err := tx.Phrases(a.Account.DepartmentID)
		if err != nil {
			return err
		}
		reply.SortPhrases(all)
		for _, one := range all {
			text, missing := merge.FillPhrase(one.Text, d.Case, d.lead(), d.coHandlingDepartments())
			ready = append(ready, ReadyPhrase{one.ID, one.Topic, text, missing, one.Expired(s.Today()), one.Expires})
		}
		for _, one := range s.StandardPhrases() {
			text := merge.FillStandard(one, d.Case, d.lead(), d.coHandlingDepartments())
			ready = append(ready, ReadyPhrase{Topic: one.Topic, Text: text})
		}
		return nil
	})
	return ready, err
}

// UsePhrase counts that a phrase was put into a case's text.
func (s *Service) UsePhrase(ctx context.Context, a reply.Actor, caseID, id int64) error {
	if err := reply.PermitGeneral(a, reply.UsePhrases); err != nil {
		return err
	}
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		if _, err := s.open(tx, a, reply.SaveDraft, caseID); err != nil {
			return err
		}
		if _, err := ownPhrase(tx, a, id); err != nil {
			return err
		}
		return tx.UsePhrase(id, s.clock())
	})
}
