package sign

import "strconv"

// step is a revision after the first: a signature in a field, or an addendum,
// the data that help to verify later (DSS).
type step struct {
	revision int
	field    int // object number of the signature field
	addendum bool
}

// steps says what each revision after the first claims to be; a file with
// nothing of a signature has none. As many signed ranges as fields as updates:
// of whatever is over, the file is refused.
func (v verifier) steps(f *file) ([]step, error) {
	catalog := f.objectIn(f.root(), f.last()).value
	ranges, fields := f.scanner.byteRanges, f.scanner.sigFields
	ours := claimsToBeOurs(f.data)
	if ranges == 0 && fields == 0 && !catalog.has("Perms") && !ours {
		return nil, nil
	}
	first := f.revisions[0]
	switch {
	case ranges == 0 || fields == 0:
		return nil, invalid("signature-parts", "签名残缺不全")
	case ranges > 1 && !ours:
		return nil, unsupported("signature-count", "文件有多个签名，本软件不能核验")
	case ranges > fields, first.byteRanges > 0 && f.last() > 0:
		return nil, invalid("signature-count", "签名的数目前后不一")
	case f.last() == 0 || f.revisions[1].byteRanges != 1:
		return nil, structure("updates", "文件追加的次数与签名的数目不一")
	}
	var all []step
	for i := range f.revisions[1:] {
		s, err := v.step(f, i+1)
		if err != nil {
			return nil, err
		}
		if s.addendum && i+1 < f.last() {
			if err := v.want(false, invalid("later-update", "文件签名之后又追加了内容")); err != nil {
				return nil, err
			}
		}
		all = append(all, s)
	}
	return all, nil
}

func (v verifier) step(f *file, i int) (step, error) {
	r := f.revisions[i]
	switch {
	case r.byteRanges == 0 && r.sigFields == 0:
		return step{revision: i, addendum: true}, nil
	case r.byteRanges != 1 || r.sigFields == 0 || i > 1 && r.sigFields != 1:
		return step{}, invalid("signature-count", "签名的数目前后不一")
	case i == 1:
		field, err := f.certifyingField()
		return step{revision: i, field: field}, err
	}
	if err := v.want(f.permission() == 2, invalid("signature-count", "文件签名之后又加了签名，而原签名不许再改")); err != nil {
		return step{}, err
	}
	for _, o := range r.objects {
		if o.value.get("FT").isName("Sig") {
			return step{revision: i, field: o.number}, nil
		}
	}
	return step{}, invalid("signature-count", "签名的数目前后不一")
}

// certifyingField is the field of the first signature: the first in the form.
func (f *file) certifyingField() (int, error) {
	form := f.resolve(f.objectIn(f.root(), 1).value.get("AcroForm"), 1)
	list := form.get("Fields")
	if list.kind != array || len(list.items) == 0 || list.items[0].value.kind != reference {
		return 0, structure("form", "签名在文件中的登记不合规")
	}
	return list.items[0].value.number, nil
}

// signatureValue returns the signature dictionary and the place of its
// /Contents, which must be exactly what the signature does not cover of the
// file as it was then.
func (v verifier) signatureValue(f *file, s step) (object, span, error) {
	var gap span
	ref := f.objectIn(s.field, s.revision).value.get("V")
	value := f.objectIn(ref.number, s.revision).value
	if ref.kind != reference || value.kind != dictionary {
		return value, gap, invalid("signature-parts", "签名残缺不全")
	}
	if _, known := containers[string(value.get("SubFilter").text)]; !known || !value.get("Filter").isName("Adobe.PPKLite") {
		return value, gap, unsupported("subfilter", "文件的签名方式本软件不能核验")
	}
	contents := value.get("Contents")
	if contents.kind != hexadecimal || len(contents.text) == 0 {
		return value, gap, invalid("contents", "签名数据缺失")
	}
	gap = span{contents.from, contents.to}
	ranges := value.get("ByteRange")
	want := []int{0, gap.from, gap.to, f.revisions[s.revision].end - gap.to}
	if ranges.kind != array || len(ranges.items) != len(want) {
		return value, gap, v.want(false, invalid("byte-range", "签名没有写明覆盖的范围"))
	}
	for i, n := range want {
		// Written as an integer is: no sign, no exponent, no zeros in front.
		exact := string(f.raw(ranges.items[i].value)) == strconv.Itoa(n)
		if err := v.want(exact, invalid("byte-range", "签名没有覆盖整个文件")); err != nil {
			return value, gap, err
		}
	}
	return value, gap, nil
}
