package service

import (
	"context"
	"fmt"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

// unsealedWords stand in the name and the properties of a copy for stamping, and
// nowhere on its pages: a paper that is stamped must bear no foreign mark.
const unsealedWords = "打印件，未用印"

// PrintUnsealed returns a letter for those who stamp by hand (供盖章的打印件): the
// very pages that were approved, the seal's room empty, without seal and
// signature. Those of a trial key say 样张, as they did when they were approved.
// Each copy is recorded.
func (s *Service) PrintUnsealed(ctx context.Context, a reply.Actor, letterID int64) (Download, error) {
	var file Download
	err := s.rehearsed(ctx, a, func(tx Tx, a reply.Actor) error {
		l, d, err := s.openLetter(tx, a, reply.PrintUnsealed, letterID)
		if err != nil {
			return err
		}
		if err := d.approved(l); err != nil {
			return err
		}
		labelled, err := costly(tx, d, "label "+l.ApprovedSHA, func() ([]byte, error) { return s.labelled(tx, d.Case, l) })
		if err != nil {
			return err
		}
		file = download(fileStem(d.Case)+"（"+unsealedWords+"）", labelled)
		return s.record(tx, a, reply.PrintUnsealed, l.CaseID, "下载供盖章的打印件："+l.DocNumber)
	})
	return file, err
}

// labelled is the approved file of a letter with properties that say that it bears
// no seal.
func (s *Service) labelled(tx Tx, c reply.Case, l reply.Letter) ([]byte, error) {
	approved, err := tx.ApprovedFile(l.ID)
	if err != nil {
		return nil, err
	}
	if digest(approved) != l.ApprovedSHA {
		return nil, reply.Failf(reply.Conflict, "存储的文件与审阅时的不一致，不能打印，请与管理员联系")
	}
	out, err := s.press.Relabel(approved, unsealedProperties(c, l))
	if err != nil {
		return nil, fmt.Errorf("label letter %d: %w", l.ID, err)
	}
	return out, nil
}

func unsealedProperties(c reply.Case, l reply.Letter) Properties {
	return Properties{
		Title: l.Title + "（" + unsealedWords + "）", Author: l.Signatory, Subject: c.Subject(),
		Keywords: []string{string(c.Kind) + "答复", c.Number, l.Signatory, unsealedWords},
		Date:     time.Date(l.IssueDate.Year, l.IssueDate.Month, l.IssueDate.Day, 0, 0, 0, 0, calendar.China),
	}
}

// approved fails unless the letter is in force, or approved and waiting for its
// signature.
func (d dossier) approved(l reply.Letter) error {
	switch {
	case l.State == reply.Issued, l.State == reply.Prepared && d.job.Open() && d.job.LetterID == l.ID:
		return nil
	case l.State == reply.Prepared || l.State == reply.Abandoned:
		return reply.Failf(reply.Conflict, "这份答复还没有签发，不能打印供盖章的文本")
	}
	return reply.Failf(reply.Conflict, "这份答复%s，不再有效，不能打印供盖章的文本", l.State.Han())
}
