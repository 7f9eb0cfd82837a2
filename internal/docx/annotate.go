package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Remark is one thing to be said of a place of the text that Read returns.
type Remark struct {
	// Start ≤ i < End are the characters it is about, counted in that text. An
	// empty stretch is a point; Start < 0 is the text as a whole.
	Start, End int
	// Lines are the paragraphs of the comment.
	Lines []string
}

// MaxRemarks is how many comments Annotate writes at most.
const MaxRemarks = 3000

// Annotate writes the Word file of size bytes to w with the remarks as comments
// (批注) of 答复·公文体检, dated at. All other parts of the package stay as they
// are, byte for byte; in the document nothing but the comments' marks is added,
// for which runs are parted. Comments that are there stay. Where a comment may
// not stand (in a text box, a formula, the code of a field) it stands beside
// what holds the place.
//
// It returns how many comments were written, which is MaxRemarks or fewer. The
// limits and the errors are those of Read. Time and memory are linear.
func Annotate(r io.ReaderAt, size int64, limits Limits, at time.Time, remarks []Remark, w io.Writer) (int, error) {
	if size > limits.File {
		return 0, tooLarge(limits.File)
	}
	if err := sniff(r, size); err != nil {
		return 0, err
	}
	a, err := openArchive(r, size, limits)
	if err != nil {
		return 0, err
	}
	a.kept = map[string]*bytes.Buffer{}
	d, err := a.openDocument(true)
	if err != nil {
		return 0, err
	}
	lines, err := d.finish()
	if err != nil {
		return 0, err
	}
	remarks = remarks[:min(len(remarks), MaxRemarks)]
	changed := map[string][]byte{} // parts by name, in lower case
	if len(remarks) > 0 {
		if err := d.comment(lines, at, remarks, changed); err != nil {
			return 0, err
		}
	}
	return len(remarks), a.rewrite(changed, w)
}

// comment puts the parts that the comments change into changed.
func (d *reader) comment(lines []typedLine, at time.Time, remarks []Remark, changed map[string][]byte) error {
	text := textOf(lines)
	if text == "" {
		return errNoText
	}
	raw := d.archive.part(d.main)
	spots := d.locate(text, lines, wanted(remarks, text), raw)
	first, last := d.lastComment(raw)+1, utf8.RuneCountInString(text)-1
	m := marks{raw: raw, vocabulary: vocabularyOf(d.root, raw), cuts: map[int64]*parting{}}
	for i, r := range remarks {
		m.add(first+i, spots.of(r, last))
	}
	changed[strings.ToLower(d.main)] = m.write()
	words := m.vocabulary.comments(first, at, remarks)
	if d.remarks != "" && d.archive.has(d.remarks) {
		grown, err := grow(d.archive.part(d.remarks), words)
		changed[strings.ToLower(d.remarks)] = grown
		return err
	}
	return d.addComments(m.vocabulary, words, changed)
}

// addComments makes the part with the comments and says that it is there.
func (d *reader) addComments(v vocabulary, words string, changed map[string][]byte) error {
	a := d.archive
	dir, base := path.Split(d.main)
	name := "comments.xml"
	for n := 2; a.has(dir + name); n++ {
		name = "comments" + strconv.Itoa(n) + ".xml"
	}
	changed[strings.ToLower(dir+name)] = []byte(xmlHead + `<w:comments xmlns:w="` + v.space + `">` + words + `</w:comments>`)
	a.added = append(a.added, dir+name)

	const types = "[Content_Types].xml"
	if err := a.read(types, func(s *stream) error { return nil }); err != nil {
		return because(errDamaged, err)
	}
	grown, err := grow(a.part(types), `<Override xmlns="`+packed+`content-types" PartName="/`+esc(dir+name)+`" ContentType="`+ourMIME+`comments+xml"/>`)
	if err != nil {
		return err
	}
	changed[strings.ToLower(types)] = grown

	links := dir + "_rels/" + base + ".rels"
	raw := a.part(links)
	if raw == nil {
		raw = []byte(xmlHead + `<Relationships xmlns="` + packed + `relationships"/>`)
		a.added = append(a.added, links)
	}
	id := "rIdComments"
	for n := 2; bytes.Contains(raw, []byte(`"`+id+`"`)) || bytes.Contains(raw, []byte(`'`+id+`'`)); n++ {
		id = "rIdComments" + strconv.Itoa(n)
	}
	grown, err = grow(raw, `<Relationship xmlns="`+packed+`relationships" Id="`+id+`" Type="`+v.office()+`comments" Target="`+name+`"/>`)
	changed[strings.ToLower(links)] = grown
	return err
}

// part is what was read of a part, nil if it was not.
func (a *archive) part(name string) []byte {
	if b := a.kept[strings.ToLower(name)]; b != nil && a.has(name) {
		return b.Bytes()
	}
	return nil
}

// rewrite writes the package with the parts that have changed. The others are
// copied as they are packed.
func (a *archive) rewrite(changed map[string][]byte, w io.Writer) error {
	z := zip.NewWriter(w)
	put := func(h *zip.FileHeader, content []byte) error {
		f, err := z.CreateHeader(h)
		if err == nil {
			_, err = f.Write(content)
		}
		return err
	}
	for _, f := range a.zip.File {
		name := strings.ToLower(partName(f.Name))
		content, new := changed[name]
		var err error
		if new && a.parts[name] == f {
			err = put(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified}, content)
		} else {
			err = z.Copy(f)
		}
		if err != nil {
			return err
		}
	}
	for _, name := range a.added {
		if err := put(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}, changed[strings.ToLower(name)]); err != nil {
			return err
		}
	}
	if err := z.SetComment(a.zip.Comment); err != nil {
		return err
	}
	return z.Close()
}
