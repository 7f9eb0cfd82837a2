package sign

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"strconv"
	"sync"
)

// update is the incremental update (ISO 32000-1 7.5.6) that carries one
// signature: the catalog and one page written anew, and three new objects.
type update struct {
	file    *file
	request Request
	page    page
	catalog indirect
	box     rectangle // of the seal, in the page's own space

	signature, field, appearance int // numbers of the new objects

	out     bytes.Buffer
	offsets []placed
}

type placed struct{ number, offset int }

// rectangle is a rectangle.
type rectangle struct{ x1, y1, x2, y2 float64 }

func newUpdate(f *file, r Request) (*update, error) {
	u := &update{file: f, request: r}
	var err error
	place := r.Seal.Place
	if u.page, err = f.page(place.Page); err != nil {
		return nil, fmt.Errorf("find page %d: %w", place.Page+1, err)
	}
	if u.page.rotated {
		return nil, errors.New("the page is turned")
	}
	trailer := f.revisions[0].trailer
	u.catalog = f.objectIn(trailer.get("Root").number, 0)
	if u.catalog.value.kind != dictionary || u.catalog.value.has("AcroForm") || u.catalog.value.has("Perms") {
		return nil, errors.New("the file has a form or permissions of its own")
	}
	if a := u.page.dict.get("Annots"); a.kind != null && a.kind != array {
		return nil, errors.New("the page's annotations are kept elsewhere")
	}
	size := trailer.get("Size").number
	u.signature, u.field, u.appearance = size, size+1, size+2
	// The place counts from the page's top left corner, y downwards.
	x, y := u.page.mediaBox[0]+place.X, u.page.mediaBox[3]-place.Y
	u.box = rectangle{x - place.Diameter/2, y - place.Diameter/2, x + place.Diameter/2, y + place.Diameter/2}
	return u, nil
}

// write returns the whole file and the place of its /Contents, still empty.
func (u *update) write() ([]byte, span) {
	f := u.file
	u.out.Grow(len(f.data) + 2*reserved + len(u.request.Seal.Content) + 4096)
	u.out.Write(f.data)
	if c := f.data[len(f.data)-1]; c != '\n' && c != '\r' {
		u.out.WriteByte('\n')
	}
	u.object(u.catalog.number, u.catalogText())
	u.object(u.page.number, u.pageText())
	ranges, gap := u.signatureObject()
	u.object(u.field, u.fieldText())
	u.object(u.appearance, u.appearanceText())
	u.end()
	out := u.out.Bytes()
	text := fmt.Sprintf("[0 %d %d %d", gap.from, gap.to, len(out)-gap.to)
	copy(out[ranges:], text)
	return out, gap
}

func (u *update) object(number int, text []byte) {
	u.offsets = append(u.offsets, placed{number, u.out.Len()})
	fmt.Fprintf(&u.out, "%d 0 obj\n%s\nendobj\n", number, text)
}

// withEntry puts an entry at the end of a dictionary, everything else as it was.
func withEntry(dict []byte, text string) []byte {
	d := bytes.Clone(dict[:len(dict)-len(">>")])
	return append(append(d, text...), '\n', '>', '>')
}

func (u *update) catalogText() []byte {
	return withEntry(u.file.raw(u.catalog.value), fmt.Sprintf(
		"\n/AcroForm <</Fields [%d 0 R] /SigFlags 3>>\n/Perms <</DocMDP %d 0 R>>", u.field, u.signature))
}

func (u *update) pageText() []byte {
	dict := u.file.raw(u.page.dict)
	annots := u.page.dict.get("Annots")
	if annots.kind == null {
		return withEntry(dict, fmt.Sprintf("\n/Annots [%d 0 R]", u.field))
	}
	at := annots.to - 1 - u.page.dict.from // of the array's ]
	return join(dict[:at], fmt.Appendf(nil, " %d 0 R", u.field), dict[at:])
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// ours marks the signatures that this software makes (signature build
// properties): a file with the mark that is not built as we build is a changed one.
const ours = "/Prop_Build <</App <</Name /Dafu>>>>"

// rangesWidth holds “[0 ” and three numbers of any size that a file can have.
const rangesWidth = 48

// signatureObject writes the signature dictionary and returns where its
// /ByteRange is to be filled in, and its /Contents.
func (u *update) signatureObject() (ranges int, gap span) {
	u.offsets = append(u.offsets, placed{u.signature, u.out.Len()})
	fmt.Fprintf(&u.out, "%d 0 obj\n<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached\n%s\n/ByteRange ", u.signature, ours)
	ranges = u.out.Len()
	fmt.Fprintf(&u.out, "%-*s]\n/Contents ", rangesWidth, "[0")
	gap.from = u.out.Len()
	u.out.Write(emptyContents())
	gap.to = u.out.Len()
	fmt.Fprintf(&u.out, "\n/M (%s)", u.request.At.In(china).Format(timeLayout))
	for _, e := range [][2]string{{"Name", u.request.Name}, {"Reason", u.request.Reason}, {"Location", u.request.Location}} {
		if e[1] != "" {
			fmt.Fprintf(&u.out, "\n/%s %s", e[0], textString(e[1]))
		}
	}
	u.out.WriteString("\n/Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /P 1 /V /1.2>>>>]>>\nendobj\n")
	return ranges, gap
}

// timeLayout is a PDF date in China's time.
const timeLayout = "D:20060102150405+08'00'"

// fieldText is the signature field and its widget in one: printed and locked.
func (u *update) fieldText() []byte {
	b := u.box
	return fmt.Appendf(nil, "<</Type /Annot /Subtype /Widget /FT /Sig /T (Seal1) /F 132 /P %d 0 R /Rect [%s %s %s %s]\n/V %d 0 R /AP <</N %d 0 R>>>>",
		u.page.number, decimal(b.x1), decimal(b.y1), decimal(b.x2), decimal(b.y2), u.signature, u.appearance)
}

// deflaters are kept: a new one takes a megabyte.
var deflaters = sync.Pool{New: func() any {
	w, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed) // the level is a valid one
	return w
}}

func (u *update) appearanceText() []byte {
	var z bytes.Buffer
	w := deflaters.Get().(*zlib.Writer)
	w.Reset(&z)
	w.Write(u.request.Seal.Content) // writing to memory does not fail
	w.Close()
	deflaters.Put(w)
	side := decimal(u.request.Seal.Size)
	head := fmt.Appendf(nil, "<</Type /XObject /Subtype /Form /BBox [0 0 %s %s] /Resources <<>> /Filter /FlateDecode /Length %d>>\nstream\n", side, side, z.Len())
	return join(head, z.Bytes(), []byte("\nendstream"))
}

// end writes the table and the trailer.
func (u *update) end() {
	xref := u.out.Len()
	u.out.WriteString("xref\n")
	for _, p := range u.offsets {
		fmt.Fprintf(&u.out, "%d 1\n%010d 00000 n \n", p.number, p.offset)
	}
	first := u.file.revisions[0]
	fmt.Fprintf(&u.out, "trailer\n<</Size %d /Root %d 0 R /Prev %d", u.appearance+1, u.catalog.number, first.xref)
	if info := first.trailer.get("Info"); info.kind == reference {
		fmt.Fprintf(&u.out, " /Info %d 0 R", info.number)
	}
	if id := first.trailer.get("ID"); id.kind == array && len(id.items) == 2 {
		// The first stays for ever, the second names this version.
		sum := sha256.Sum256(u.out.Bytes())
		fmt.Fprintf(&u.out, " /ID [%s <%X>]", u.file.raw(id.items[0].value), sum[:16])
	}
	fmt.Fprintf(&u.out, ">>\nstartxref\n%d\n%%%%EOF\n", xref)
}

func decimal(f float64) string {
	return strconv.FormatFloat(math.Round(f*1000)/1000, 'f', -1, 64)
}
