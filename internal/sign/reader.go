package sign

import "bytes"

// file is a PDF read from its first byte to its last: every byte belongs to
// the header, to an object, to a cross-reference table or to a trailer.
type file struct {
	data      []byte
	revisions []revision
	scanner   *scanner
}

// revision is what was appended at one time.
type revision struct {
	objects []indirect  // in the file's order
	index   map[int]int // of an object's number: where it is in objects

	byteRanges, sigFields int // how many of the scanner's are in it

	xref    int // where its table begins
	trailer object
	end     int // the byte after its %%EOF and line end
}

// indirect is a numbered object (generation 0).
type indirect struct {
	number int
	from   int
	value  object
	stream bool
	data   span // a stream's bytes
}

// readFile reads the whole file. What it returns as an error is a *problem.
func readFile(data []byte) (*file, error) { return verifier{}.readFile(data) }

func (v verifier) readFile(data []byte) (*file, error) {
	f := &file{data: data, scanner: &scanner{verifier: v, data: data}}
	if err := f.scanner.header(); err != nil {
		return nil, err
	}
	for f.scanner.pos < len(data) {
		r, err := f.scanner.revision()
		if p, ok := err.(*problem); ok && v.silent[p.check] {
			break // of what is behind, nothing is read
		}
		if err != nil {
			return nil, err
		}
		if err := f.checkTrailer(r); err != nil {
			return nil, err
		}
		f.revisions = append(f.revisions, r)
	}
	if len(f.revisions) == 0 {
		return nil, structure("end", "文件不完整")
	}
	return f, nil
}

// header takes %PDF-1.x at byte 0 and the comment of high bytes that marks the
// file as binary (ISO 32000-1 7.5.2).
func (s *scanner) header() error {
	if !s.take("%PDF-1.") || !isDigit(s.peek()) {
		if bytes.Contains(s.data[:min(len(s.data), 1024)], []byte("%PDF-2.")) {
			return unsupported("header", "这是新版格式的文件，本软件不能核验")
		}
		return structure("header", "文件开头不是 PDF 文件应有的样子")
	}
	s.pos++
	if !s.lineEnd() {
		return structure("header", "文件开头不是 PDF 文件应有的样子")
	}
	if s.peek() != '%' {
		return nil
	}
	s.pos++
	for n := 0; n < 16 && s.peek() >= 0x80; n++ {
		s.pos++
	}
	if !s.lineEnd() {
		return structure("header", "文件开头夹带了别的内容")
	}
	return nil
}

// lineEnd takes one line end.
func (s *scanner) lineEnd() bool { return s.take("\r\n") || s.take("\n") || s.take("\r") }

// gap takes the white space between two parts, one line end or one blank.
func (s *scanner) gap() bool { return s.lineEnd() || s.take(" ") }

func (s *scanner) revision() (revision, error) {
	r := revision{byteRanges: -s.byteRanges, sigFields: -s.sigFields}
	for isDigit(s.peek()) {
		o, err := s.indirect()
		if err != nil {
			return r, err
		}
		r.objects = append(r.objects, o)
	}
	r.xref = s.pos
	if !s.take("xref") {
		if s.take("startxref") {
			return r, unsupported("xref", "文件用了本软件不核验的交叉引用方式")
		}
		return r, structure("stray", "文件各部分之间夹带了别的内容")
	}
	if err := s.table(&r); err != nil {
		return r, err
	}
	if err := s.ending(&r); err != nil {
		return r, err
	}
	r.end = s.pos
	r.byteRanges += s.byteRanges
	r.sigFields += s.sigFields
	return r, nil
}

// indirect parses “12 0 obj … endobj” and the line end behind it.
func (s *scanner) indirect() (indirect, error) {
	o := indirect{from: s.pos}
	n, ok := natural(s.word())
	if !ok || n == 0 || !s.take(" 0 obj") {
		return o, structure("object", "文件中有编号不合规的部分")
	}
	o.number = n
	var err error
	if o.value, err = s.object(); err != nil {
		return o, err
	}
	s.skipSpace()
	if s.take("stream") {
		o.stream = true
		if o.data, err = s.streamData(o.value); err != nil {
			return o, err
		}
	}
	if !s.take("endobj") || !s.gap() {
		return o, structure("object", "文件中有没有写完的部分")
	}
	return o, nil
}

// streamData skips over a stream. Its length must stand in its own dictionary:
// one that stands elsewhere could be changed there, or refer to itself.
func (s *scanner) streamData(d object) (span, error) {
	if t := d.get("Type"); t.isName("ObjStm") || t.isName("XRef") {
		return span{}, unsupported("object-stream", "文件用了本软件不核验的压缩结构")
	}
	length := d.get("Length")
	if d.kind != dictionary || d.has("F") {
		return span{}, errSyntax
	}
	if length.kind == reference {
		return span{}, unsupported("stream-length", "文件用了本软件不核验的写法")
	}
	if length.kind != integer || !s.take("\r\n") && !s.take("\n") {
		return span{}, errSyntax
	}
	if length.number > len(s.data)-s.pos {
		return span{}, structure("stream-length", "文件不完整")
	}
	data := span{s.pos, s.pos + length.number}
	s.pos = data.to
	s.lineEnd()
	if !s.take("endstream") || !s.gap() {
		return span{}, structure("stream-length", "文件中有一段内容的长度不对")
	}
	return data, nil
}
