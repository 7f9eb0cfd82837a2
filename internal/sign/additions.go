package sign

import "bytes"

// errUpdate: the update that carries the signature carries something else too.
var errUpdate = structure("update", "签名时追加的内容超出了签名本身")

// checkUpdate checks that the update which carries the signature adds the
// signature and its appearance and nothing else, object by object: what the
// reader sees is the approved file, plus the seal.
func (f *file) checkUpdate(field int) error {
	first, update := f.revisions[0], f.revisions[1]
	size := first.trailer.get("Size").number
	catalog := first.trailer.get("Root").number
	widget := f.objectIn(field, 1).value
	value, sheet := widget.get("V").number, widget.get("P").number
	picture := widget.get("AP").get("N").number
	expected := map[int]bool{catalog: true, sheet: true, field: true, value: true, picture: true}
	if len(expected) != 5 || len(update.objects) != 5 || field < size || value < size || picture < size {
		return errUpdate
	}
	for _, o := range update.objects {
		if !expected[o.number] {
			return errUpdate
		}
	}
	if !f.sameBut(catalog, "AcroForm", "Perms") || !f.sameBut(sheet, "Annots") || !f.annotated(sheet, field) {
		return errUpdate
	}
	if !f.isCatalogOf(catalog, value) || !f.isWidget(widget) || !f.isPicture(f.objectIn(picture, 1)) {
		return errUpdate
	}
	return f.checkPermission(value)
}

// sameBut compares an object before and after the update, the named entries
// left out, byte by byte.
func (f *file) sameBut(number int, keys ...string) bool {
	before, after := f.objectIn(number, 0), f.objectIn(number, 1)
	return before.value.kind == dictionary && !before.stream && !after.stream &&
		bytes.Equal(f.without(before.value, keys), f.without(after.value, keys))
}

func (f *file) without(o object, keys []string) []byte {
	var b bytes.Buffer
next:
	for _, e := range o.items {
		for _, k := range keys {
			if e.key == k {
				continue next
			}
		}
		b.WriteString("/" + e.key + " ")
		b.Write(f.raw(e.value))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// annotated checks that the page's annotations are those of before and the field.
func (f *file) annotated(sheet, field int) bool {
	old := f.objectIn(sheet, 0).value.get("Annots")
	before := old.items
	after := f.objectIn(sheet, 1).value.get("Annots").items
	if !f.objectIn(sheet, 0).value.get("Type").isName("Page") || old.kind != null && old.kind != array || len(after) != len(before)+1 {
		return false
	}
	for i, e := range before {
		if !bytes.Equal(f.raw(e.value), f.raw(after[i].value)) {
			return false
		}
	}
	return after[len(before)].value.isReference(field)
}

func (f *file) isCatalogOf(catalog, value int) bool {
	before, after := f.objectIn(catalog, 0).value, f.objectIn(catalog, 1).value
	form, perms := after.get("AcroForm"), after.get("Perms")
	return !before.has("AcroForm") && !before.has("Perms") &&
		len(form.items) == 2 && form.get("SigFlags").number == 3 &&
		len(perms.items) == 1 && perms.get("DocMDP").isReference(value)
}

// widgetKeys is all that the field may have: no action, no parent, no kids.
var widgetKeys = map[string]bool{"Type": true, "Subtype": true, "FT": true, "T": true, "F": true,
	"P": true, "Rect": true, "V": true, "AP": true}

func (f *file) isWidget(w object) bool {
	for _, e := range w.items {
		if !widgetKeys[e.key] {
			return false
		}
	}
	return len(w.items) == len(widgetKeys) && w.get("FT").isName("Sig") && len(w.get("AP").items) == 1
}

// isPicture checks that the seal's drawing stands alone: no fonts, no images,
// no transparency.
func (f *file) isPicture(o indirect) bool {
	r := o.value.get("Resources")
	return o.stream && o.value.get("Subtype").isName("Form") && r.kind == dictionary &&
		len(r.items) == 0 && !o.value.has("Group")
}

// checkPermission checks that the signature certifies the file and allows no
// change after it (DocMDP, P=1).
func (f *file) checkPermission(value int) error {
	refs := f.objectIn(value, 1).value.get("Reference")
	if refs.kind != array || len(refs.items) != 1 {
		return errUpdate
	}
	ref := refs.items[0].value
	p := ref.get("TransformParams").get("P")
	if !ref.get("TransformMethod").isName("DocMDP") || p.kind != integer || p.number != 1 {
		return errUpdate
	}
	return nil
}
