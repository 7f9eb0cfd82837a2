package sign

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"dafu/internal/layout"
)

// update is the incremental update (ISO 32000-1 7.5.6) that carries one
// signature: the signature, the seal's drawing and the field that holds them.
// The first one also writes the catalog and the pages of the seals anew.
type update struct {
	appendix
	request Request
	seals   []sealField // of the first update: this one's and those of later ones

	signature, field, appearance int // numbers of the new objects
	left                         int // fields that stay empty after it
}

// sealField is a signature field, which is also the seal's place on a page.
type sealField struct {
	number int
	name   string
	page   page
	box    rectangle // in the page's own space
}

// rectangle is a rectangle.
type rectangle struct{ x1, y1, x2, y2 float64 }

// newUpdate prepares the first signature of a file.
func newUpdate(f *file, r Request) (*update, error) {
	u := &update{appendix: newAppendix(f), request: r, left: len(r.Later)}
	catalog := f.objectIn(f.root(), 0).value
	switch {
	case f.last() > 0 || f.scanner.sigFields > 0:
		return nil, unusable("文件追加过内容，或者带有签名域", nil)
	case catalog.kind != dictionary || catalog.has("AcroForm") || catalog.has("Perms"):
		return nil, unusable("文件带有自己的表单或权限", nil)
	}
	u.signature, u.field, u.appearance = u.size, u.size+1, u.size+2
	u.size += 3
	for i, place := range append([]layout.SealPlace{r.Seal.Place}, r.Later...) {
		number := u.field
		if i > 0 {
			number = u.size
			u.size++
		}
		s, err := f.sealField(number, i, place)
		if err != nil {
			return nil, err
		}
		u.seals = append(u.seals, s)
	}
	return u, nil
}

// sealField finds where a seal goes.
func (f *file) sealField(number, index int, place layout.SealPlace) (sealField, error) {
	s := sealField{number: number, name: fmt.Sprintf("Seal%d", index+1)}
	var err error
	if s.page, err = f.page(place.Page); err != nil {
		return s, unusable(fmt.Sprintf("文件没有第%d页", place.Page+1), err)
	}
	if s.page.rotated {
		return s, unusable(fmt.Sprintf("第%d页是转过方向的", place.Page+1), nil)
	}
	if a := s.page.dict.get("Annots"); a.kind != null && a.kind != array {
		return s, errors.New("the page's annotations are kept elsewhere")
	}
	// The place counts from the page's top left corner, y downwards.
	x, y := s.page.mediaBox[0]+place.X, s.page.mediaBox[3]-place.Y
	s.box = rectangle{x - place.Diameter/2, y - place.Diameter/2, x + place.Diameter/2, y + place.Diameter/2}
	if m := s.page.mediaBox; place.Diameter > 0 && (s.box.x1 < m[0] || s.box.y1 < m[1] || s.box.x2 > m[2] || s.box.y2 > m[3]) {
		return s, unusable(fmt.Sprintf("印章有一部分在第%d页的纸外", place.Page+1), nil)
	}
	return s, nil
}

// write returns the whole file and the place of its /Contents, still empty.
func (u *update) write() ([]byte, span) {
	room := 2*reserved + len(u.request.Seal.Content) + 4096
	if u.request.Revocation != nil {
		room += 128 << 10
	}
	u.begin(room)
	if len(u.seals) > 0 {
		u.object(u.file.root(), u.catalogText())
		for _, p := range u.pages() {
			u.object(p.number, u.pageText(p))
		}
	}
	ranges, gap := u.signatureObject()
	u.object(u.field, u.fieldText())
	u.object(u.appearance, u.appearanceText())
	for _, s := range u.seals[min(1, len(u.seals)):] {
		u.object(s.number, s.text(">>"))
	}
	u.end()
	out := u.out.Bytes()
	text := fmt.Sprintf("[0 %d %d %d", gap.from, gap.to, len(out)-gap.to)
	copy(out[ranges:], text)
	return out, gap
}

// withEntry puts an entry at the end of a dictionary, everything else as it was.
func withEntry(dict []byte, text string) []byte {
	d := bytes.Clone(dict[:len(dict)-len(">>")])
	return append(append(d, text...), '\n', '>', '>')
}

func (u *update) catalogText() []byte {
	var fields []string
	for _, s := range u.seals {
		fields = append(fields, fmt.Sprintf("%d 0 R", s.number))
	}
	return withEntry(u.file.raw(u.file.objectIn(u.file.root(), 0).value), fmt.Sprintf(
		"\n/AcroForm <</Fields [%s] /SigFlags 3>>\n/Perms <</DocMDP %d 0 R>>", strings.Join(fields, " "), u.signature))
}

// pages are the pages with seals, each once.
func (u *update) pages() (all []page) {
	seen := map[int]bool{}
	for _, s := range u.seals {
		if !seen[s.page.number] {
			seen[s.page.number] = true
			all = append(all, s.page)
		}
	}
	return all
}

func (u *update) pageText(p page) []byte {
	var fields string
	for _, s := range u.seals {
		if s.page.number == p.number {
			fields += fmt.Sprintf(" %d 0 R", s.number)
		}
	}
	dict := u.file.raw(p.dict)
	annots := p.dict.get("Annots")
	if annots.kind == null {
		return withEntry(dict, "\n/Annots ["+fields[1:]+"]")
	}
	at := annots.to - 1 - p.dict.from // of the array's ]
	return join(dict[:at], []byte(fields), dict[at:])
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
	u.place(u.signature)
	fmt.Fprintf(&u.out, "%d 0 obj\n<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s\n%s\n/ByteRange ", u.signature, u.request.container().SubFilter(), ours)
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
	if len(u.seals) > 0 {
		fmt.Fprintf(&u.out, "\n/Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /P %d /V /1.2>>>>]",
			min(len(u.seals), 2))
	}
	u.out.WriteString(">>\nendobj\n")
	return ranges, gap
}

// timeLayout is a PDF date in China's time.
const timeLayout = "D:20060102150405+08'00'"

// text is a signature field and its widget in one: printed and locked.
func (s sealField) text(rest string) []byte {
	b := s.box
	return fmt.Appendf(nil, "<</Type /Annot /Subtype /Widget /FT /Sig /T (%s) /F 132 /P %d 0 R /Rect [%s %s %s %s]%s",
		s.name, s.page.number, decimal(b.x1), decimal(b.y1), decimal(b.x2), decimal(b.y2), rest)
}

func (u *update) fieldText() []byte {
	signed := fmt.Sprintf("\n/V %d 0 R /AP <</N %d 0 R>>", u.signature, u.appearance)
	if len(u.seals) == 0 {
		return withEntry(u.file.raw(u.file.objectIn(u.field, u.file.last()).value), signed)
	}
	return u.seals[0].text(signed + ">>")
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

func decimal(f float64) string {
	return strconv.FormatFloat(math.Round(f*1000)/1000, 'f', -1, 64)
}
