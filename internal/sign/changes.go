package sign

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// laterThan says, for each signature, what came after it: other signatures, or
// data to verify them with. Anything else is an error that names it.
func (d *document) laterThan(signs []foreignSign) ([][]string, error) {
	later := make([][]string, len(signs))
	for i, s := range signs {
		next := d
		if i+1 < len(signs) {
			var err error
			if next, err = d.until(signs[i+1].end); err != nil {
				return nil, err
			}
			if signs[i+1].end == s.end {
				return nil, unsupported("signature-count", "两个签名覆盖同样的范围，不能判断")
			}
		} else if s.end == len(d.data) {
			continue
		}
		before, err := d.until(s.end)
		if err != nil {
			return nil, err
		}
		changes, signed := before.changes(next)
		kind := LaterMaterial
		if i+1 < len(signs) {
			kind = LaterSignature
		}
		switch {
		case len(changes) > 0 && i+1 < len(signs):
			return nil, unsupported("later-change", fmt.Sprintf("第%d个签名之后，文件除了签名还有别的改动（%s），是否得到许可，不能判断", i+1, strings.Join(changes, "、")))
		case len(changes) > 0:
			return nil, invalid("later-update", "最后一个签名之后文件又有改动（"+strings.Join(changes, "、")+"），改动不在签名之内")
		case i+1 == len(signs) && (signed || !next.catalog().has("DSS")):
			return nil, invalid("later-update", "最后一个签名之后文件又追加了内容，这些内容不在签名之内")
		}
		for j := range later[:i+1] {
			later[j] = append(later[j], kind)
		}
	}
	return later, nil
}

// until is the file as it was when it ended there.
func (d *document) until(end int) (*document, error) {
	if end == len(d.data) {
		return d, nil
	}
	before, err := newDocument(d.data[:end])
	if err != nil {
		return nil, unsupported("revision", "签名当时的文件读不懂，说不出后来改了什么，不能判断")
	}
	return before, nil
}

// changes names the objects that are not as they were, signatures and their
// registration left out; signed tells whether a field was signed or added.
func (d *document) changes(after *document) (names []string, signed bool) {
	if !after.trailer.get("Root").isReference(d.trailer.get("Root").number) {
		return []string{"文件的总目录换了"}, false
	}
	c := comparison{before: d, after: after}
	numbers := make([]int, 0, len(d.places))
	for n := range d.places {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		old, err1 := d.object(n)
		new, err2 := after.object(n)
		switch {
		case err1 != nil || err2 != nil:
			names = append(names, fmt.Sprintf("第%d号对象读不懂", n))
		case old.value.kind == null, isPacking(old.value) || sameStored(old, new), c.allowed(n, old, new):
		default:
			names = append(names, c.name(n, old.value))
		}
		if len(names) == 5 {
			return append(names, "等"), c.signed
		}
	}
	return names, c.signed
}

func isPacking(o object) bool { return o.get("Type").isName("XRef") || o.get("Type").isName("ObjStm") }

// comparison is a file before and after.
type comparison struct {
	before, after *document
	signed        bool
	lists         map[int]bool // arrays of their own that list fields or annotations
}

func (c *comparison) name(n int, o object) string {
	switch {
	case o.get("Type").isName("Page"):
		return fmt.Sprintf("一页的内容或批注，第%d号对象", n)
	case o.get("Type").isName("Catalog"):
		return "文件的总目录"
	}
	return fmt.Sprintf("第%d号对象", n)
}

// allowed tells whether a change is what signing brings.
func (c *comparison) allowed(n int, old, new stored) bool {
	o, w := old.value, new.value
	if old.stream != nil || new.stream != nil {
		return false
	}
	form := c.before.catalog().get("AcroForm")
	switch {
	case c.before.trailer.get("Root").isReference(n):
		return c.sameBut(old, new, "AcroForm", "DSS", "Extensions", "Perms") && c.form(o.get("AcroForm"), w.get("AcroForm"))
	case form.isReference(n):
		return c.form(form, form)
	case o.get("FT").isName("Sig") && !o.has("V"):
		c.signed = true
		return c.sameBut(old, new, "V", "AP", "MK", "F", "M", "Lock", "DA") && w.has("V")
	case o.get("Type").isName("Page"):
		return c.sameBut(old, new, "Annots") && c.fields(o.get("Annots"), w.get("Annots"))
	case o.kind == array && c.listed(n):
		return c.grown(o, w)
	case c.before.trailer.get("Info").isReference(n):
		return c.sameBut(old, new, "ModDate", "Producer")
	}
	return false
}

// listed tells whether an array of its own is the form's list of fields, or a
// page's of annotations.
func (c *comparison) listed(n int) bool {
	if c.lists == nil {
		c.lists = map[int]bool{}
		if f := c.before.resolve(c.before.catalog().get("AcroForm")).value.get("Fields"); f.kind == reference {
			c.lists[f.number] = true
		}
		for number := range c.before.places {
			if o, err := c.before.object(number); err == nil && o.value.get("Type").isName("Page") && o.value.get("Annots").kind == reference {
				c.lists[o.value.get("Annots").number] = true
			}
		}
	}
	return c.lists[n]
}

// form compares the forms: only fields for signatures may be new.
func (c *comparison) form(old, new object) bool {
	o, w := c.before.resolve(old), c.after.resolve(new)
	if o.value.kind == null {
		return w.value.kind == null || c.grown(object{}, c.after.resolve(w.value.get("Fields")).value) && !w.value.has("XFA")
	}
	return c.sameBut(o, w, "Fields", "SigFlags", "DR", "DA") && c.fields(o.value.get("Fields"), w.value.get("Fields"))
}

func (c *comparison) fields(old, new object) bool {
	return c.grown(c.before.resolve(old).value, c.after.resolve(new).value)
}

// grown tells whether a list is the former one with fields for signatures, new
// to the file, behind it.
func (c *comparison) grown(old, new object) bool {
	if len(new.items) < len(old.items) {
		return false
	}
	for i, e := range old.items {
		if e.value.kind != reference || !new.items[i].value.isReference(e.value.number) {
			return false
		}
	}
	for _, e := range new.items[len(old.items):] {
		w := c.after.resolve(e.value).value
		if _, there := c.before.places[e.value.number]; e.value.kind != reference || !w.get("FT").isName("Sig") || w.has("Kids") || w.has("A") || w.has("AA") ||
			there && !c.before.resolve(e.value).value.get("FT").isName("Sig") && c.before.resolve(e.value).value.kind != null {
			return false
		}
		c.signed = true
	}
	return true
}

func (c *comparison) sameBut(old, new stored, keys ...string) bool {
	rest := func(o object) (all []entry) {
		for _, e := range o.items {
			if !slices.Contains(keys, e.key) {
				all = append(all, e)
			}
		}
		slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.key, b.key) })
		return all
	}
	return old.value.kind == dictionary && new.value.kind == dictionary && sameItems(rest(old.value), rest(new.value))
}

func sameStored(a, b stored) bool {
	return (a.stream == nil) == (b.stream == nil) && bytes.Equal(a.stream, b.stream) && sameObject(a.value, b.value)
}

func sameObject(a, b object) bool {
	if a.kind == dictionary && b.kind == dictionary {
		return (&comparison{}).sameBut(stored{value: a}, stored{value: b})
	}
	return a.kind == b.kind && a.number == b.number && bytes.Equal(a.text, b.text) && sameItems(a.items, b.items)
}

func sameItems(a, b []entry) bool {
	return slices.EqualFunc(a, b, func(x, y entry) bool { return x.key == y.key && sameObject(x.value, y.value) })
}
