package pdf

import (
	"bytes"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// Level 1 costs a fifth of level 6 and makes files a tenth larger. A writer
// holds some 100 KB of tables, so writers are used again.
var writers = sync.Pool{New: func() any {
	w, _ := zlib.NewWriterLevel(io.Discard, zlib.BestSpeed) // fails for unknown levels only
	return w
}}

// deflated returns a compressed stream object; entries go into its dictionary.
func deflated(data []byte, entries string) ([]byte, error) {
	w := writers.Get().(*zlib.Writer)
	defer writers.Put(w)
	packed := bytes.NewBuffer(make([]byte, 0, len(data)*3/4+64))
	w.Reset(packed)
	if _, err := w.Write(data); err != nil {
		return nil, fmt.Errorf("compressing a stream: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compressing a stream: %w", err)
	}
	body := make([]byte, 0, packed.Len()+len(entries)+64)
	body = fmt.Appendf(body, "<<%s/Filter /FlateDecode /Length %d>>\nstream\n", entries, packed.Len())
	return append(append(body, packed.Bytes()...), "\nendstream"...), nil
}
