package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"dafu/internal/markup"
)

// pack is the package (ECMA-376 part 2) and what may still be unpacked of it.
type pack struct {
	parts map[string]*zip.File // by name, in lower case: names are compared so
	left  int64
}

func newPackage(z *zip.Reader) (*pack, error) {
	if len(z.File) > maxParts {
		return nil, errBomb
	}
	p := &pack{parts: make(map[string]*zip.File, len(z.File)), left: maxXML}
	for _, f := range z.File {
		p.parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	return p, nil
}

var errMissing = errors.New("sheet: no such part")

// each hands every element of a part to visit, and every stretch of text to text. The
// sizes that a package declares are not believed: bytes are counted while they are
// unpacked.
func (p *pack) each(name string, visit func(xml.Token) error) error {
	f := p.parts[strings.ToLower(name)]
	switch {
	case f == nil:
		return fmt.Errorf("%w: %s", errMissing, name)
	case f.Flags&1 != 0:
		return errLocked
	}
	packed, err := f.Open()
	if err != nil {
		return err
	}
	defer packed.Close()
	purse := &purse{from: packed, pack: p, most: max(smallPart, int64(f.CompressedSize64)*maxRatio)}
	d := xml.NewDecoder(markup.Guard(purse))
	for depth := 0; ; {
		t, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case purse.spent, errors.Is(err, markup.ErrTag):
			return errBomb
		case err != nil:
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errBomb
			}
		case xml.EndElement:
			depth--
		}
		if err := visit(t); err != nil {
			return err
		}
	}
}

// purse reads until the part, or all parts together, are larger than they may be.
type purse struct {
	from  io.Reader
	pack  *pack
	most  int64
	spent bool
}

func (p *purse) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	p.most -= int64(n)
	p.pack.left -= int64(n)
	if p.most < 0 || p.pack.left < 0 {
		p.spent = true
		return 0, errBomb
	}
	return n, err
}

// links are what a part points to, by their id; kinds are their last word.
type link struct{ kind, target string }

func (p *pack) links(part string) (map[string]link, error) {
	dir, base := path.Split(part)
	all := map[string]link{}
	err := p.each(dir+"_rels/"+base+".rels", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && attr(e, "TargetMode") != "External" {
			kind, target := attr(e, "Type"), attr(e, "Target")
			if rooted, ok := strings.CutPrefix(target, "/"); ok {
				target = path.Clean(rooted)
			} else {
				target = path.Join(dir, target)
			}
			all[attr(e, "Id")] = link{kind[strings.LastIndexByte(kind, '/')+1:], target}
		}
		return nil
	})
	return all, err
}

// attr returns an attribute by its local name: its prefix may be any.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
