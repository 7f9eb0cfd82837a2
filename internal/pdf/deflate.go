package pdf

import (
	"encoding/binary"
	"hash/adler32"
	"strconv"
)

// Streams are deflated (RFC 1951) in codes that were made beforehand, one for
// glyphs and one for everything else. A compressor that makes a code for each
// stream takes several times as long over a page of 3 KB, and the files are no
// smaller: see ARCHITECTURE.md.

// deflater writes the data of a stream, the whole of it in one block, and keeps
// its checksum.
type deflater struct {
	code *huffman
	w    bitWriter
	sum  uint32
}

// newDeflater appends to b.
func newDeflater(code *huffman, b []byte) deflater {
	d := deflater{code: code, w: bitWriter{out: append(b, 0x78, 0x01)}, sum: 1} // zlib, 32 KB, fastest
	d.w.splice(code.last)
	return d
}

// write deflates data.
func (d *deflater) write(data []byte) {
	d.code.write(&d.w, data)
	d.sum = joinAdler(d.sum, adler32.Checksum(data), len(data))
}

// splice appends what was packed before in the same code.
func (d *deflater) splice(p *packed) {
	d.w.splice(p.bitString)
	d.sum = joinAdler(d.sum, p.adler, p.size)
}

func (d *deflater) close() []byte {
	d.w.put(d.code.literal[blockEnd])
	return binary.BigEndian.AppendUint32(d.w.cut(), d.sum)
}

// deflated returns a compressed stream object; entries go into its dictionary.
func deflated(data []byte, entries string) []byte {
	b, s := openStream(len(data)/2+512, entries+"/Filter /FlateDecode ")
	d := newDeflater(textCode, b)
	d.write(data)
	return s.close(d.close())
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
