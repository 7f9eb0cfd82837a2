package docx

import (
	"bytes"

	"dafu/internal/gongwen"
	"dafu/internal/service"
)

// Files reads and writes Word files for the service.
type Files struct{}

var _ service.WordFiles = Files{}

// Read implements service.WordFiles.
func (Files) Read(file []byte) (text string, notices []string, err error) {
	return Read(bytes.NewReader(file), int64(len(file)), DefaultLimits())
}

// Write implements service.WordFiles.
func (Files) Write(l gongwen.Letter) ([]byte, error) {
	var b bytes.Buffer
	err := Write(l, &b)
	return b.Bytes(), err
}
