package store

import "dafu/internal/reply"

// The kinds of a letter's files.
const (
	approvedFile = "approved"
	signedFile   = "signed"
)

type fileRow struct {
	LetterID int64
	Kind     string
	Bytes    []byte
}

func (fileRow) TableName() string { return "letter_files" }

// ApprovedFile implements service.Letters.
func (t tx) ApprovedFile(id int64) ([]byte, error) { return t.file(id, approvedFile) }

// SignedFile implements service.Letters.
func (t tx) SignedFile(id int64) ([]byte, error) { return t.file(id, signedFile) }

// AddSignedFile implements service.Letters.
func (t tx) AddSignedFile(id int64, signed []byte) error {
	if _, err := t.Letter(id); err != nil {
		return err
	}
	return t.addFile(id, signedFile, signed)
}

func (t tx) file(id int64, kind string) ([]byte, error) {
	var r fileRow
	err := t.db.Where("letter_id = ? AND kind = ?", id, kind).Take(&r).Error
	return r.Bytes, t.missing(err, "没有这份答复的文件")
}

func (t tx) addFile(id int64, kind string, bytes []byte) error {
	if len(bytes) == 0 {
		return reply.Failf(reply.Invalid, "答复文件是空的，没有保存")
	}
	return t.taken(t.db.Create(&fileRow{id, kind, bytes}).Error, "这份答复的文件已经保存过，不能更改")
}
