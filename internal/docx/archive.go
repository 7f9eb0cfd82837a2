package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"dafu/internal/markup"
)

// archive is the package (ECMA-376 part 2) and what may still be unpacked of it. Pictures are never unpacked.
type archive struct {
	zip     *zip.Reader
	kept    map[string]*bytes.Buffer // what was read, by name, if that is asked for
	parts   map[string]*zip.File     // by name, in lower case: names are compared so
	added   []string                 // parts that the package had not
	limits  Limits
	left    int64
	doubled []string // names that stand in the package more than once
}

func openArchive(r io.ReaderAt, size int64, limits Limits) (*archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // nothing is written to the disk
		return nil, because(errDamaged, err)
	}
	if len(z.File) > limits.Parts {
		return nil, errParts
	}
	a := &archive{zip: z, parts: make(map[string]*zip.File, len(z.File)), limits: limits, left: limits.XML}
	var total uint64
	for _, f := range z.File {
		total += f.UncompressedSize64
		if total > uint64(limits.Unpacked) || f.UncompressedSize64 > uint64(limits.Unpacked) {
			return nil, errBomb
		}
		name := partName(f.Name)
		if a.has(name) && len(a.doubled) < quotedTimes && !slices.Contains(a.doubled, name) {
			a.doubled = append(a.doubled, name)
		}
		a.parts[strings.ToLower(name)] = f
	}
	return a, nil
}

// partName is a name in the package as relations have it.
func partName(name string) string {
	return strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")
}

func (a *archive) has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// named reports whether a part's name has this in it.
func (a *archive) named(piece string) bool {
	for name := range a.parts {
		if strings.Contains(name, piece) {
			return true
		}
	}
	return false
}

// errMissing is what open says of a part that is not there.
var errMissing = errors.New("docx: no such part")

// read hands a part to visit as XML. The sizes that a package declares are not
// believed: the bytes are counted while they are unpacked.
func (a *archive) read(name string, visit func(*stream) error) error {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return errMissing
	}
	if f.Flags&1 != 0 {
		return errPassword
	}
	packed, err := f.Open()
	if err != nil {
		return because(errDamaged, err)
	}
	defer packed.Close()
	purse := &purse{from: packed, archive: a, most: max(smallPart, int64(f.CompressedSize64)*a.limits.Ratio)}
	var from io.Reader = purse
	if a.kept != nil {
		kept := &bytes.Buffer{}
		a.kept[strings.ToLower(name)] = kept
		from = io.TeeReader(purse, kept)
	}
	d := xml.NewDecoder(markup.Guard(from))
	s := &stream{d: d, most: a.limits.Depth}
	err = visit(s)
	if err == nil {
		err = s.rest()
	}
	switch {
	case purse.spent, errors.Is(err, markup.ErrTag):
		return errBomb
	case err == nil || asProblem(err):
		return err
	}
	return because(errDamaged, err)
}

// purse reads until the part, or all parts together, are larger than they may be.
type purse struct {
	from    io.Reader
	archive *archive
	most    int64
	spent   bool
}

func (p *purse) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	p.most -= int64(n)
	p.archive.left -= int64(n)
	if p.most < 0 || p.archive.left < 0 {
		p.spent = true
		return 0, errBomb
	}
	return n, err
}

// relation is a link from one part to another (part 2, 9.3).
type relation struct {
	id, kind, target string
	external         bool
}

// relations reads what a part points to; none is no error.
func (a *archive) relations(part string) ([]relation, error) {
	var all []relation
	dir, base := path.Split(part)
	err := a.read(dir+"_rels/"+base+".rels", func(s *stream) error {
		return s.each(func(e xml.StartElement) error {
			if e.Name.Local == "Relationships" {
				return s.each(func(e xml.StartElement) error {
					kind := attr(e, "Type")
					all = append(all, relation{
						id: attr(e, "Id"), kind: kind[strings.LastIndexByte(kind, '/')+1:],
						target: resolve(dir, attr(e, "Target")), external: attr(e, "TargetMode") == "External",
					})
					return s.skip()
				})
			}
			return s.skip()
		})
	})
	if errors.Is(err, errMissing) {
		return nil, nil
	}
	return all, err
}

func resolve(dir, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return path.Join(dir, target)
}
