package sign

import "dafu/internal/layout"

// newApproval prepares a later signature, in a field that the first one left.
func newApproval(f *file, r Request) (*update, error) {
	if len(r.Later) > 0 {
		return nil, unusable("文件已经签过名，后来的签名不能再为别人留位置", nil)
	}
	v := verifier{}
	steps, err := v.steps(f)
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		if s.addendum {
			return nil, unusable("文件已经签过名，并附有验证资料，不能再签", nil)
		}
		if err := v.checkUpdate(f, s); err != nil {
			return nil, err
		}
	}
	u := &update{appendix: newAppendix(f), request: r}
	if u.field, err = f.emptyField(r.Seal.Place); err != nil {
		return nil, err
	}
	u.left = len(f.fields()) - len(steps) - 1
	u.signature, u.appearance = u.size, u.size+1
	u.size += 2
	return u, nil
}

// emptyField finds the field that was left at that place.
func (f *file) emptyField(place layout.SealPlace) (int, error) {
	want, err := f.sealField(0, 0, place)
	if err != nil {
		return 0, err
	}
	wanted := []float64{want.box.x1, want.box.y1, want.box.x2, want.box.y2}
next:
	for _, number := range f.fields() {
		w := f.objectIn(number, f.last()).value
		if w.has("V") || !w.get("P").isReference(want.page.number) || len(w.get("Rect").items) != len(wanted) {
			continue
		}
		for i, side := range w.get("Rect").items {
			if n, ok := side.value.float(); !ok || n-wanted[i] > 0.01 || wanted[i]-n > 0.01 {
				continue next
			}
		}
		return number, nil
	}
	return 0, unusable("文件已经签过名，没有在这个位置为别人留下签名", nil)
}

// fields are the numbers of the form's fields, the first signature's first.
func (f *file) fields() (all []int) {
	form := f.objectIn(f.root(), min(1, f.last())).value.get("AcroForm")
	for _, e := range form.get("Fields").items {
		all = append(all, e.value.number)
	}
	return all
}
