package sign

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"slices"
)

// document is a PDF of another program, read by its own directory: from the
// last cross-reference back to the first, tables and streams (ISO 32000-1
// 7.5.4, 7.5.8), objects also out of object streams. What is read so is never
// signed here; it is read to find the signatures and what changed after them.
type document struct {
	data     []byte
	places   map[int]spot
	trailer  object // the newest
	stored   map[int]stored
	unpacked map[int]packed
	room     int // bytes that streams may still unpack to
	reading  int // depth of streams whose length stands in another object
}

// spot is where an object is: at an offset of the file, or in an object stream.
type spot struct {
	offset, stream, index int
	free                  bool
}

// stored is an object with, for a stream, its bytes as they stand in the file.
type stored struct {
	value  object
	source []byte // that value's from and to count in
	stream []byte
}

// packed is an unpacked object stream.
type packed struct {
	data    []byte
	numbers []int
	offsets []int
}

const (
	maxUnpacked  = 256 << 20
	maxRevisions = 1000
)

var (
	errDirectory = unsupported("xref", "文件的目录（交叉引用）读不懂，不能判断")
	errFilter    = unsupported("filter", "文件的目录用了本软件不认识的压缩方式，不能判断")
)

// newDocument reads the directory of a file. An error is a *problem.
func newDocument(data []byte) (*document, error) {
	d := &document{data: data, places: map[int]spot{}, stored: map[int]stored{}, unpacked: map[int]packed{}, room: maxUnpacked}
	if !bytes.HasPrefix(data, []byte("%PDF-")) {
		return nil, structure("header", "文件开头不是 PDF 文件应有的样子")
	}
	at := bytes.LastIndex(data, []byte("startxref"))
	if at < 0 {
		return nil, structure("end", "文件不完整")
	}
	s := d.scan(at + len("startxref"))
	s.skipSpace()
	next, ok := natural(s.word())
	if !ok {
		return nil, errDirectory
	}
	seen := map[int]bool{}
	for first := true; ; first = false {
		if next <= 0 || next >= len(data) || seen[next] || len(seen) > maxRevisions {
			return nil, errDirectory
		}
		seen[next] = true
		trailer, err := d.section(next)
		if err != nil {
			return nil, err
		}
		if first {
			d.trailer = trailer
		}
		if trailer.has("Encrypt") {
			return nil, unsupported("encryption", "文件加了密，本软件不能核验")
		}
		if prev := trailer.get("Prev"); prev.kind == integer {
			next = prev.number
			continue
		}
		break
	}
	if d.trailer.get("Root").kind != reference {
		return nil, errDirectory
	}
	return d, nil
}

func (d *document) scan(at int) *scanner { return &scanner{data: d.data, pos: at, lenient: true} }

// section reads one cross-reference, and the trailer with it.
func (d *document) section(at int) (object, error) {
	s := d.scan(at)
	s.skipSpace()
	if !s.take("xref") {
		return d.crossStream(at)
	}
	for {
		s.skipSpace()
		if s.take("trailer") {
			break
		}
		first, ok1 := natural(s.word())
		s.skipSpace()
		count, ok2 := natural(s.word())
		if !ok1 || !ok2 || count > len(d.data)/entryLength+1 {
			return object{}, errDirectory
		}
		for n := first; n < first+count; n++ {
			s.skipSpace()
			offset, ok1 := natural(s.word())
			s.skipSpace()
			_, ok2 := natural(s.word())
			s.skipSpace()
			used := string(s.word())
			if !ok1 || !ok2 || used != "n" && used != "f" {
				return object{}, errDirectory
			}
			d.enter(n, spot{offset: offset, free: used == "f"})
		}
	}
	trailer, err := s.object()
	if err != nil || trailer.kind != dictionary {
		return object{}, errDirectory
	}
	if hybrid := trailer.get("XRefStm"); hybrid.kind == integer {
		if _, err := d.crossStream(hybrid.number); err != nil {
			return object{}, err
		}
	}
	return trailer, nil
}

// enter notes a place unless a newer cross-reference has.
func (d *document) enter(number int, p spot) {
	if _, newer := d.places[number]; !newer {
		d.places[number] = p
	}
}

func (d *document) crossStream(at int) (object, error) {
	o, _, err := d.at(at)
	if err != nil || !o.value.get("Type").isName("XRef") {
		return object{}, errDirectory
	}
	rows, err := d.unpack(o)
	if err != nil {
		return object{}, err
	}
	var widths [3]int
	w := o.value.get("W").items
	if len(w) != 3 {
		return object{}, errDirectory
	}
	for i, e := range w {
		if e.value.kind != integer || e.value.number > 8 {
			return object{}, errDirectory
		}
		widths[i] = e.value.number
	}
	index := o.value.get("Index").items
	if len(index) == 0 {
		index = []entry{{value: object{kind: integer}}, {value: o.value.get("Size")}}
	}
	length := widths[0] + widths[1] + widths[2]
	for i := 0; i+1 < len(index); i += 2 {
		first, count := index[i].value.number, index[i+1].value.number
		for n := first; n < first+count && length > 0; n++ {
			if len(rows) < length {
				return object{}, errDirectory
			}
			d.enterRow(n, rows[:length], widths)
			rows = rows[length:]
		}
	}
	return o.value, nil
}

func (d *document) enterRow(number int, row []byte, widths [3]int) {
	var fields [3]int
	for i, w := range widths {
		for _, c := range row[:w] {
			fields[i] = fields[i]<<8&maxInteger | int(c)
		}
		row = row[w:]
	}
	if widths[0] == 0 {
		fields[0] = 1
	}
	switch fields[0] {
	case 0:
		d.enter(number, spot{free: true})
	case 1:
		d.enter(number, spot{offset: fields[1]})
	case 2:
		d.enter(number, spot{stream: fields[1], index: fields[2]})
	}
}

var objectHead = regexp.MustCompile(`^\s*(\d{1,10})\s+\d{1,5}\s+obj`)

// at reads the object at an offset, and its number.
func (d *document) at(offset int) (stored, int, error) {
	if offset < 0 || offset >= len(d.data) {
		return stored{}, 0, errDirectory
	}
	head := objectHead.FindSubmatch(d.data[offset:min(len(d.data), offset+64)])
	if head == nil {
		return stored{}, 0, errDirectory
	}
	number, _ := natural(head[1])
	s := d.scan(offset + len(head[0]))
	value, err := s.object()
	if err != nil {
		return stored{}, 0, err
	}
	o := stored{value: value, source: d.data}
	s.skipSpace()
	if !s.take("stream") {
		return o, number, nil
	}
	if !s.take("\r\n") && !s.take("\n") {
		return o, 0, errSyntax
	}
	length := value.get("Length")
	if length.kind == reference {
		if d.reading++; d.reading > 4 {
			return o, 0, errDirectory
		}
		other, err := d.object(length.number)
		d.reading--
		if err != nil {
			return o, 0, err
		}
		length = other.value
	}
	if length.kind != integer || length.number > len(d.data)-s.pos {
		return o, 0, structure("stream-length", "文件中有一段内容的长度不对")
	}
	o.stream = d.data[s.pos : s.pos+length.number]
	s.pos += length.number
	s.skipSpace()
	if !s.take("endstream") {
		return o, 0, structure("stream-length", "文件中有一段内容的长度不对")
	}
	return o, number, nil
}

// object returns an object by its number, null if there is none.
func (d *document) object(number int) (stored, error) {
	if o, there := d.stored[number]; there {
		return o, nil
	}
	p, there := d.places[number]
	if !there || p.free {
		return stored{}, nil
	}
	o, err := stored{}, error(nil)
	if p.stream > 0 {
		o, err = d.fromStream(p, number)
	} else {
		var found int
		if o, found, err = d.at(p.offset); err == nil && found != number {
			err = errDirectory
		}
	}
	if err != nil {
		return stored{}, err
	}
	d.stored[number] = o
	return o, nil
}

func (d *document) fromStream(p spot, number int) (stored, error) {
	pack, there := d.unpacked[p.stream]
	if !there {
		if outer, ok := d.places[p.stream]; !ok || outer.stream > 0 || outer.free {
			return stored{}, errDirectory
		}
		o, err := d.object(p.stream)
		if err != nil {
			return stored{}, err
		}
		if pack, err = d.pack(o); err != nil {
			return stored{}, err
		}
		d.unpacked[p.stream] = pack
	}
	if p.index >= len(pack.numbers) || pack.numbers[p.index] != number {
		return stored{}, errDirectory
	}
	s := &scanner{data: pack.data, pos: pack.offsets[p.index], lenient: true}
	value, err := s.object()
	return stored{value: value, source: pack.data}, err
}

func (d *document) pack(o stored) (packed, error) {
	n, first := o.value.get("N"), o.value.get("First")
	if !o.value.get("Type").isName("ObjStm") || n.kind != integer || first.kind != integer {
		return packed{}, errDirectory
	}
	data, err := d.unpack(o)
	if err != nil {
		return packed{}, err
	}
	p := packed{data: data}
	s := &scanner{data: data, lenient: true}
	for range n.number {
		s.skipSpace()
		number, ok1 := natural(s.word())
		s.skipSpace()
		offset, ok2 := natural(s.word())
		if !ok1 || !ok2 || first.number+offset > len(data) {
			return packed{}, errDirectory
		}
		p.numbers, p.offsets = append(p.numbers, number), append(p.offsets, first.number+offset)
	}
	return p, nil
}

// unpack undoes a stream's filter, Flate or none.
func (d *document) unpack(o stored) ([]byte, error) {
	filter, parms := o.value.get("Filter"), o.value.get("DecodeParms")
	if filter.kind == array && len(filter.items) == 1 {
		filter = filter.items[0].value
		if parms.kind == array && len(parms.items) == 1 {
			parms = parms.items[0].value
		}
	}
	if filter.kind == null {
		return o.stream, nil
	}
	if !filter.isName("FlateDecode") {
		return nil, errFilter
	}
	z, err := zlib.NewReader(bytes.NewReader(o.stream))
	if err != nil {
		return nil, errFilter
	}
	data, err := io.ReadAll(io.LimitReader(z, int64(d.room)+1))
	if d.room -= len(data); err != nil || d.room < 0 {
		return nil, errFilter
	}
	switch p := parms.get("Predictor"); {
	case p.kind == null, p.number == 1:
		return data, nil
	case p.number >= 10:
		return unpredict(data, max(1, parms.get("Columns").number))
	}
	return nil, errFilter
}

// unpredict undoes PNG's prediction of rows of bytes (ISO 32000-1 7.4.4.4).
func unpredict(data []byte, columns int) ([]byte, error) {
	if columns > 1<<20 {
		return nil, errFilter
	}
	out, above := make([]byte, 0, len(data)), make([]byte, columns)
	for len(data) > 0 {
		if len(data) < columns+1 {
			return nil, errFilter
		}
		kind, row := data[0], slices.Clone(data[1:columns+1])
		data = data[columns+1:]
		for i := range row {
			left, corner := byte(0), byte(0)
			if i > 0 {
				left, corner = row[i-1], above[i-1]
			}
			switch kind {
			case 0:
			case 1:
				row[i] += left
			case 2:
				row[i] += above[i]
			case 3:
				row[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				row[i] += paeth(left, above[i], corner)
			default:
				return nil, errFilter
			}
		}
		out, above = append(out, row...), row
	}
	return out, nil
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	distance := func(x byte) int { return max(p-int(x), int(x)-p) }
	switch {
	case distance(a) <= distance(b) && distance(a) <= distance(c):
		return a
	case distance(b) <= distance(c):
		return b
	}
	return c
}

// resolve follows a reference; what cannot be read is null.
func (d *document) resolve(o object) stored {
	for range 4 {
		if o.kind != reference {
			return stored{value: o, source: d.data}
		}
		found, err := d.object(o.number)
		if err != nil {
			return stored{}
		}
		if found.value.kind != reference {
			return found
		}
		o = found.value
	}
	return stored{}
}

func (d *document) catalog() object { return d.resolve(d.trailer.get("Root")).value }
