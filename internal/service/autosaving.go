package service

import (
	"context"
	"time"

	"dafu/internal/reply"
)

// noteEvery is how often the diary of a case says that somebody goes on writing
// an opinion that saves itself.
const noteEvery = time.Hour

// AutosaveOpinion saves the working copy while it is being written, without a
// press, and returns its new version. It never takes back what lies with the
// head: that is the drafter's decision.
func (s *Service) AutosaveOpinion(ctx context.Context, a reply.Actor, caseID int64, version int, o reply.Opinion) (int, error) {
	o = trimmed(o)
	err := s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := s.open(tx, a, reply.SaveOpinion, caseID)
		if err != nil {
			return err
		}
		if err := checkOpinion(d, a, o, false); err != nil {
			return err
		}
		stored, err := tx.WorkingCopy(caseID, a.Account.DepartmentID)
		if err != nil {
			return err
		}
		next := stored
		switch {
		case stored.Stage == reply.WithHead && a.Account.Role != reply.Head:
			return reply.Failf(reply.Conflict, "已送本单位负责人审核，修改不会自动保存。请按“改后重新送审”或“暂存”")
		case stored.Stage == "":
			next.Stage = reply.Writing
		}
		if stored.Version == version && stored.Opinion.Equal(o) {
			return nil
		}
		done, err := s.putWorkingCopy(tx, a, stored, &next, &version, o)
		if err != nil || done {
			return err
		}
		if stored.SavedBy == a.Account.ID && next.SavedAt.Sub(stored.SavedAt) < noteEvery {
			return nil
		}
		return s.record(tx, a, reply.SaveOpinion, caseID, "填写会办意见（自动保存）")
	})
	return version, err
}
