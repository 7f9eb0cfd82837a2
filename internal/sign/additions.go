package sign

import (
	"bytes"
	"slices"
)

// errUpdate: the update that carries the signature carries something else too.
var errUpdate = structure("update", "签名时追加的内容超出了签名本身")

// checkUpdate checks that the update which carries a signature adds the
// signature and its appearance and nothing else, object by object: what the
// reader sees is the approved file, plus the seals.
func (v verifier) checkUpdate(f *file, s step) error {
	if s.revision == 1 {
		return v.want(f.certifies(s), errUpdate)
	}
	return v.want(f.approves(s), errUpdate)
}

// certifies judges the first update: the catalog, the pages with seals, the
// fields, the signature and its picture.
func (f *file) certifies(s step) bool {
	widget := f.objectIn(s.field, 1).value
	value, picture := widget.get("V").number, widget.get("AP").get("N").number
	fields := f.fields()
	expected := map[int]bool{f.root(): true, value: true, picture: true}
	fresh := append([]int{value, picture}, fields...)
	byPage := map[int][]int{}
	for i, number := range fields {
		w := f.objectIn(number, 1).value
		sheet := w.get("P").number
		expected[number], expected[sheet] = true, true
		byPage[sheet] = append(byPage[sheet], number)
		if !isWidget(w, i == 0) {
			return false
		}
	}
	if !f.adds(1, expected, fresh) || len(expected) != 3+len(fields)+len(byPage) {
		return false
	}
	for sheet, all := range byPage {
		if !f.sameBut(sheet, 1, "Annots") || !f.annotated(sheet, all) {
			return false
		}
	}
	allowed := min(len(fields), 2)
	return f.sameBut(f.root(), 1, "AcroForm", "Perms") &&
		f.isCatalogOf(value) && f.isPicture(picture, 1) && f.permission() == allowed
}

// approves judges a later one: a field that the first one left, the signature
// and its picture.
func (f *file) approves(s step) bool {
	i := s.revision
	widget := f.objectIn(s.field, i).value
	value, picture := widget.get("V").number, widget.get("AP").get("N").number
	before := f.objectIn(s.field, i-1).value
	return slices.Contains(f.fields(), s.field) &&
		isWidget(before, false) && isWidget(widget, true) && f.sameBut(s.field, i, "V", "AP") &&
		f.adds(i, map[int]bool{s.field: true, value: true, picture: true}, []int{value, picture}) &&
		f.isPicture(picture, i) &&
		!f.objectIn(value, i).value.has("Reference")
}

// adds reports whether a revision's objects are the expected ones and the
// fresh ones among them were not there before.
func (f *file) adds(revision int, expected map[int]bool, fresh []int) bool {
	size := f.revisions[revision-1].trailer.get("Size").number
	for _, o := range f.revisions[revision].objects {
		if !expected[o.number] {
			return false
		}
	}
	return len(f.revisions[revision].objects) == len(expected) &&
		!slices.ContainsFunc(fresh, func(n int) bool { return n < size })
}

// sameBut compares an object before and after a revision, the named entries
// left out, byte by byte.
func (f *file) sameBut(number, revision int, keys ...string) bool {
	before, after := f.objectIn(number, revision-1), f.objectIn(number, revision)
	return before.value.kind == dictionary && !before.stream && !after.stream &&
		bytes.Equal(f.without(before.value, keys), f.without(after.value, keys))
}

func (f *file) without(o object, keys []string) []byte {
	var b bytes.Buffer
	for _, e := range o.items {
		if slices.Contains(keys, e.key) {
			continue
		}
		b.WriteString("/" + e.key + " ")
		b.Write(f.raw(e.value))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// annotated checks that the page's annotations are those of before and the fields.
func (f *file) annotated(sheet int, fields []int) bool {
	page := f.objectIn(sheet, 0).value
	old, after := page.get("Annots"), f.objectIn(sheet, 1).value.get("Annots").items
	before := old.items
	if !page.get("Type").isName("Page") || old.kind != null && old.kind != array || len(after) != len(before)+len(fields) {
		return false
	}
	for i, e := range before {
		if !bytes.Equal(f.raw(e.value), f.raw(after[i].value)) {
			return false
		}
	}
	for i, number := range fields {
		if !after[len(before)+i].value.isReference(number) {
			return false
		}
	}
	return true
}

func (f *file) isCatalogOf(value int) bool {
	before, after := f.objectIn(f.root(), 0).value, f.objectIn(f.root(), 1).value
	form, perms := after.get("AcroForm"), after.get("Perms")
	return !before.has("AcroForm") && !before.has("Perms") &&
		len(form.items) == 2 && form.get("SigFlags").number == 3 &&
		len(perms.items) == 1 && perms.get("DocMDP").isReference(value)
}

// widgetKeys is all that a field may have, the last two when it is signed: no
// action, no parent, no kids.
var widgetKeys = []string{"Type", "Subtype", "FT", "T", "F", "P", "Rect", "V", "AP"}

func isWidget(w object, signed bool) bool {
	keys := widgetKeys
	if !signed {
		keys = keys[:7]
	}
	for _, e := range w.items {
		if !slices.Contains(keys, e.key) {
			return false
		}
	}
	return len(w.items) == len(keys) && w.get("FT").isName("Sig") && (!signed || len(w.get("AP").items) == 1)
}

// isPicture checks that the seal's drawing stands alone: no fonts, no images,
// no transparency.
func (f *file) isPicture(number, revision int) bool {
	o := f.objectIn(number, revision)
	r := o.value.get("Resources")
	return o.stream && o.value.get("Subtype").isName("Form") && r.kind == dictionary &&
		len(r.items) == 0 && !o.value.has("Group")
}

// permission is what the first signature, which certifies the file, allows
// after it (DocMDP): 1 nothing, 2 to sign in the fields that it left; 0 is no
// permission that we give.
func (f *file) permission() int {
	fields := f.fields()
	if len(fields) == 0 {
		return 0
	}
	widget := f.objectIn(fields[0], 1).value
	refs := f.objectIn(widget.get("V").number, 1).value.get("Reference")
	if refs.kind != array || len(refs.items) != 1 {
		return 0
	}
	ref := refs.items[0].value
	p := ref.get("TransformParams").get("P")
	if !ref.get("TransformMethod").isName("DocMDP") || p.kind != integer || p.number > 2 {
		return 0
	}
	return p.number
}
