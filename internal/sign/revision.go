package sign

// errTable is a cross-reference table (交叉引用表) that does not name exactly
// the objects of its own revision.
var errTable = structure("xref-table", "文件的目录与内容对不上")

// entryLength is that of a table's entry, its line end included (ISO 32000-1 7.5.4).
const entryLength = 20

// table takes the sections of a table up to “trailer” and compares them with
// the objects of the same revision: each object is named once, at its place,
// and nothing else is.
func (s *scanner) table(r *revision) error {
	if !s.gap() {
		return errTable
	}
	places := make(map[int]int, len(r.objects))
	r.index = make(map[int]int, len(r.objects))
	for i, o := range r.objects {
		_, twice := places[o.number]
		if err := s.want(!twice, structure("object-twice", "文件中同一编号的内容出现了两次")); err != nil {
			return err
		}
		places[o.number] = o.from
		r.index[o.number] = i
	}
	for isDigit(s.peek()) {
		if err := s.section(places); err != nil {
			return err
		}
	}
	return s.want(len(places) == 0, errTable)
}

// section takes “first count” and its entries, and removes the objects that
// they name from places.
func (s *scanner) section(places map[int]int) error {
	first, ok := natural(s.word())
	if !ok || !s.take(" ") {
		return errTable
	}
	count, ok := natural(s.word())
	if !ok || !s.take(" \n") && !s.lineEnd() || count > (len(s.data)-s.pos)/entryLength {
		return errTable
	}
	for number := first; number < first+count; number++ {
		offset, used, ok := tableEntry(s.data[s.pos : s.pos+entryLength])
		if !ok {
			return errTable
		}
		s.pos += entryLength
		if !used {
			continue
		}
		place, there := places[number]
		if err := s.want(there && place == offset, errTable); err != nil {
			return err
		}
		delete(places, number)
	}
	return nil
}

// tableEntry reads “0000000015 00000 n” and its two bytes of line end.
func tableEntry(e []byte) (offset int, used, ok bool) {
	offset, ok1 := natural(e[:10])
	generation, ok2 := natural(e[11:16])
	end := string(e[18:])
	if !ok1 || !ok2 || e[10] != ' ' || e[16] != ' ' || end != " \n" && end != "\r\n" && end != " \r" {
		return 0, false, false
	}
	switch e[17] {
	case 'n':
		return offset, true, generation == 0
	case 'f':
		return offset, false, true
	}
	return 0, false, false
}

// ending takes trailer, startxref and %%EOF with its line end.
func (s *scanner) ending(r *revision) error {
	if !s.take("trailer") {
		return structure("trailer", "文件的结尾部分不完整")
	}
	var err error
	if r.trailer, err = s.object(); err != nil {
		return err
	}
	if r.trailer.kind != dictionary || !s.gap() || !s.take("startxref") || !s.gap() {
		return structure("trailer", "文件的结尾部分不完整")
	}
	at, ok := natural(s.word())
	if !ok || at != r.xref || !s.gap() || !s.take("%%EOF") {
		return structure("trailer", "文件的结尾部分不完整")
	}
	if !s.lineEnd() && s.pos != len(s.data) {
		return structure("trailer", "文件结尾之后还有别的内容")
	}
	return nil
}

// checkTrailer checks that the revision follows those before it.
func (f *file) checkTrailer(r revision) error {
	t := r.trailer
	switch {
	case t.has("Encrypt"):
		return unsupported("encryption", "文件加了密，本软件不能核验")
	case t.has("XRefStm"):
		return unsupported("xref", "文件用了本软件不核验的交叉引用方式")
	case t.get("Root").kind != reference || t.get("Size").kind != integer:
		return structure("trailer", "文件的结尾部分不完整")
	}
	for _, o := range r.objects {
		if o.number >= t.get("Size").number {
			return errTable
		}
	}
	prev := t.get("Prev")
	if len(f.revisions) == 0 {
		if prev.kind != null {
			return unsupported("prev", "文件的排列方式本软件不核验")
		}
		return nil
	}
	last := f.revisions[len(f.revisions)-1]
	follows := prev.kind == integer && prev.number == last.xref && t.get("Root").isReference(last.trailer.get("Root").number)
	return f.scanner.want(follows, structure("prev", "文件追加的部分与前面接不上"))
}

// root is the number of the catalog, the same in every revision.
func (f *file) root() int { return f.revisions[0].trailer.get("Root").number }

// objectIn finds an object as it stood after the revision with the given
// index; a missing one is null.
func (f *file) objectIn(number, revision int) indirect {
	for i := revision; i >= 0; i-- {
		if at, there := f.revisions[i].index[number]; there {
			return f.revisions[i].objects[at]
		}
	}
	return indirect{}
}

func (f *file) last() int { return len(f.revisions) - 1 }

// resolve follows a reference once: a reference to a reference is nothing that
// a PDF may contain.
func (f *file) resolve(o object, revision int) object {
	if o.kind == reference {
		return f.objectIn(o.number, revision).value
	}
	return o
}

func (f *file) raw(o object) []byte { return f.data[o.from:o.to] }
