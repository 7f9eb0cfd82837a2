package web

import (
	"errors"
	"io"
	"net/http"

	"dafu/internal/reply"
)

// maxPhraseFile is how large a table of phrases may be: 500 of 4000 characters
// take less.
const maxPhraseFile = 3 << 20

// phraseFile reads the file of the import form into memory.
func phraseFile(r *http.Request) ([]byte, error) {
	none := reply.FieldError("file", "请选择要导入的 .csv 文件")
	form, err := r.MultipartReader()
	if err != nil {
		return nil, none
	}
	part, err := form.NextPart()
	if err != nil || part.FormName() != "file" {
		return nil, none
	}
	file, err := io.ReadAll(io.LimitReader(part, maxPhraseFile+1))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large) || len(file) > maxPhraseFile:
		return nil, reply.FieldError("file", "文件超过 3 MB，没有导入")
	case err != nil:
		return nil, errCutShort
	case len(file) == 0:
		return nil, none
	}
	return file, nil
}
