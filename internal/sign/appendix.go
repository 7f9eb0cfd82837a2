package sign

import (
	"bytes"
	"crypto/sha256"
	"fmt"
)

// appendix is an incremental update under way: objects, then their table.
type appendix struct {
	file    *file
	size    int // one more than the highest object number
	base    int // where out begins in the new file
	out     bytes.Buffer
	offsets []placed
}

type placed struct{ number, offset int }

func newAppendix(f *file) appendix {
	return appendix{file: f, size: f.revisions[f.last()].trailer.get("Size").number}
}

// begin copies the file, with room for n bytes more, so that what is written
// is the whole new file.
func (a *appendix) begin(n int) {
	data := a.file.data
	a.out.Grow(len(data) + n)
	a.out.Write(data)
	if c := data[len(data)-1]; c != '\n' && c != '\r' {
		a.out.WriteByte('\n')
	}
}

func (a *appendix) at() int { return a.base + a.out.Len() }

func (a *appendix) place(number int) { a.offsets = append(a.offsets, placed{number, a.at()}) }

func (a *appendix) object(number int, text []byte) {
	a.place(number)
	fmt.Fprintf(&a.out, "%d 0 obj\n%s\nendobj\n", number, text)
}

// end writes the table and the trailer.
func (a *appendix) end() {
	xref := a.at()
	first, last := a.file.revisions[0], a.file.revisions[a.file.last()]
	a.out.WriteString("xref\n")
	for _, p := range a.offsets {
		fmt.Fprintf(&a.out, "%d 1\n%010d 00000 n \n", p.number, p.offset)
	}
	fmt.Fprintf(&a.out, "trailer\n<</Size %d /Root %d 0 R /Prev %d", a.size, a.file.root(), last.xref)
	if info := first.trailer.get("Info"); info.kind == reference {
		fmt.Fprintf(&a.out, " /Info %d 0 R", info.number)
	}
	if id := first.trailer.get("ID"); id.kind == array && len(id.items) == 2 {
		// The first stays for ever, the second names this version.
		sum := sha256.Sum256(a.out.Bytes()[a.offsets[0].offset-a.base:])
		fmt.Fprintf(&a.out, " /ID [%s <%X>]", a.file.raw(id.items[0].value), sum[:16])
	}
	fmt.Fprintf(&a.out, ">>\nstartxref\n%d\n%%%%EOF\n", xref)
}
