package service

import (
	"context"

	"dafu/internal/reply"
)

// ImportWord reads a Word file for somebody who may write the draft, and says
// what of it is not in the text. It changes nothing.
func (s *Service) ImportWord(ctx context.Context, a reply.Actor, caseID int64, file []byte) (text string, notices []string, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		_, err := s.open(tx, a, reply.SaveDraft, caseID)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	if s.word == nil {
		return "", nil, unavailable("这里不能读取 Word 文件", nil)
	}
	return s.word.Read(file)
}

// ExportWord returns the draft as a Word file, set as the letter would be today,
// without number and seal.
func (s *Service) ExportWord(ctx context.Context, a reply.Actor, caseID int64) (Download, error) {
	var d dossier
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		d, err = s.open(tx, a, reply.ViewDraft, caseID)
		return err
	})
	switch {
	case err != nil:
		return Download{}, err
	case d.draft.Revision == 0:
		return Download{}, reply.Failf(reply.Conflict, "还没有答复稿，请先起草并保存")
	case s.word == nil:
		return Download{}, unavailable("这里不能写出 Word 文件", nil)
	}
	letter := s.composeDraft(d)
	letter.Sealed = false
	b, err := s.word.Write(letter)
	if err != nil {
		return Download{}, err
	}
	file := download("草稿-"+fileStem(d.Case), b)
	file.Name = "草稿-" + fileStem(d.Case) + ".docx"
	return file, nil
}
