package pdf

import (
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"strconv"
	"sync"

	"github.com/klauspost/compress/flate"
)

// deflater is a compressor and where it writes to. Level 1 costs a fifth of
// level 6 and makes files a tenth larger. A compressor holds some 100 KB of
// tables, so deflaters are used again.
type deflater struct {
	*flate.Writer
	out *appender
}

type appender struct{ b []byte }

func (a *appender) Write(p []byte) (int, error) {
	a.b = append(a.b, p...)
	return len(p), nil
}

var deflaters = sync.Pool{New: func() any {
	out := &appender{}
	w, _ := flate.NewWriter(out, flate.BestSpeed) // fails for unknown levels only
	return &deflater{w, out}
}}

// deflate appends data to b, compressed (RFC 1951).
func deflate(b, data []byte) ([]byte, error) {
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	d.out.b = b
	d.Reset(d.out)
	if _, err := d.Write(data); err != nil {
		return nil, fmt.Errorf("compressing a stream: %w", err)
	}
	if err := d.Close(); err != nil {
		return nil, fmt.Errorf("compressing a stream: %w", err)
	}
	b, d.out.b = d.out.b, nil
	return b, nil
}

// deflated returns a compressed stream object; entries go into its dictionary.
func deflated(data []byte, entries string) ([]byte, error) {
	b, s := openStream(len(data)/2, entries+"/Filter /FlateDecode ")
	b, err := deflate(append(b, 0x78, 0x01), data)
	if err != nil {
		return nil, err
	}
	return s.close(binary.BigEndian.AppendUint32(b, adler32.Checksum(data))), nil
}

// stream returns a stream object that is not compressed.
func stream(data []byte, entries string) []byte {
	b, s := openStream(len(data), entries)
	return s.close(append(b, data...))
}

// openedStream is a stream object to which data is being appended.
type openedStream struct{ length, data int } // where they go

// openStream begins a stream object, with room for so many bytes.
func openStream(room int, entries string) ([]byte, openedStream) {
	var s openedStream
	b := make([]byte, 0, room+len(entries)+128)
	b = append(append(append(b, "<<"...), entries...), "/Length "...)
	s.length = len(b)
	b = append(b, "          >>\nstream\n"...) // white space is allowed there
	s.data = len(b)
	return b, s
}

func (s openedStream) close(b []byte) []byte {
	strconv.AppendInt(b[s.length:s.length], int64(len(b)-s.data), 10)
	return append(b, "\nendstream"...)
}
