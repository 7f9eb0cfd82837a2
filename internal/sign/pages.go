package sign

import "errors"

// page is a leaf of the page tree with what it inherits.
type page struct {
	number   int
	dict     object
	mediaBox [4]float64
	rotated  bool
}

// maxPages is far beyond any letter.
const maxPages = 10_000

// page finds the page with the given index, in the first revision: a later one
// may not move pages.
func (f *file) page(index int) (page, error) {
	catalog := f.objectIn(f.revisions[0].trailer.get("Root").number, 0).value
	w := pageWalk{file: f, want: index, seen: map[int]bool{}}
	if err := w.visit(catalog.get("Pages"), page{}); err != nil {
		return page{}, err
	}
	if w.found == nil {
		return page{}, errors.New("no such page")
	}
	return *w.found, nil
}

// pageWalk goes through the page tree (ISO 32000-1 7.7.3), each node once.
type pageWalk struct {
	file  *file
	want  int
	count int
	seen  map[int]bool
	found *page
}

func (w *pageWalk) visit(node object, inherited page) error {
	if node.kind != reference || w.seen[node.number] || len(w.seen) > 2*maxPages {
		return errors.New("the page tree is broken")
	}
	w.seen[node.number] = true
	d := w.file.objectIn(node.number, 0).value
	p, err := inherited.with(w.file, d)
	if err != nil {
		return err
	}
	switch t := d.get("Type"); {
	case t.isName("Page"):
		if w.count == w.want {
			p.number, p.dict = node.number, d
			w.found = &p
		}
		w.count++
		return nil
	case !t.isName("Pages") || d.get("Kids").kind != array:
		return errors.New("the page tree is broken")
	}
	for _, kid := range d.get("Kids").items {
		if w.found != nil {
			return nil
		}
		if err := w.visit(kid.value, p); err != nil {
			return err
		}
	}
	return nil
}

// with returns p with a node's own MediaBox and Rotate taken over.
func (p page) with(f *file, node object) (page, error) {
	if r := f.resolve(node.get("Rotate"), 0); r.kind != null {
		p.rotated = r.kind != integer || r.number != 0
	}
	box := f.resolve(node.get("MediaBox"), 0)
	if box.kind == null {
		return p, nil
	}
	if box.kind != array || len(box.items) != 4 {
		return p, errors.New("a page has no proper size")
	}
	for i, side := range box.items {
		v, ok := side.value.float()
		if !ok {
			return p, errors.New("a page has no proper size")
		}
		p.mediaBox[i] = v
	}
	return p, nil
}
