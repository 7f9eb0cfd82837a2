package sign

import (
	"bytes"
	"cmp"
	"crypto/x509"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The files of other programs. What is said of one is said of bytes: the last
// signature covers every byte of the file but its own container, so that
// nothing can be changed, added or left out, however the file is built. Earlier
// signatures cover the file as it was then; of what came between, only
// signatures and the data to verify them with are let pass.

// foreignSign is a signature that the form of a file names.
type foreignSign struct {
	field int
	value object
	gap   span // of its /Contents
	end   int  // of the bytes that it covers
}

// maxForeign is how many signatures are looked at: each costs a walk through the
// file.
const maxForeign = 32

// verifyForeign judges a file that does not claim to be ours.
func (v verifier) verifyForeign(pdf []byte) ([]Signature, error) {
	d, err := newDocument(pdf)
	if err != nil {
		return nil, err
	}
	if d.catalog().kind != dictionary {
		return nil, errDirectory
	}
	signs, err := d.signs()
	if err != nil {
		return nil, err
	}
	if ranges := bytes.Count(pdf, []byte("/ByteRange")); len(signs) == 0 && (ranges > 0 || d.catalog().has("Perms")) {
		return nil, invalid("signature-parts", "签名残缺不全")
	} else if ranges > len(signs) {
		return nil, unsupported("signature-count", "文件中另有没有登记在表单里的签名，不能判断")
	}
	if len(signs) == 0 {
		return nil, nil
	}
	if len(signs) > maxForeign {
		return nil, unsupported("signature-count", "文件的签名过多，不能判断")
	}
	material, err := d.material()
	if err != nil {
		return nil, err
	}
	v.extra, material.lists = material.certificates, map[*byte]*x509.RevocationList{}
	var all []examined
	for _, s := range signs {
		e, lists, err := v.examineForeign(pdf, s)
		if err != nil {
			return nil, err
		}
		material.CRLs = append(material.CRLs, lists...)
		all = append(all, e)
	}
	later, err := d.laterThan(signs)
	if err != nil {
		return nil, err
	}
	for i, e := range all {
		if err := v.checkRevoked(e, material); err != nil {
			return nil, err
		}
		all[i].material = len(material.CRLs)+len(material.OCSPs) > 0 && e.covered(material)
	}
	return v.foreignSignatures(all, later), nil
}

func (v verifier) foreignSignatures(all []examined, later [][]string) (list []Signature) {
	for i, e := range all {
		s := signatures(nil, []examined{e})[0]
		s.Later = append(s.Later, later[i]...)
		s.WholeFile = !slices.Contains(later[i], LaterSignature)
		list = append(list, s)
	}
	return list
}

var foreignFilters = []string{"ETSI.CAdES.detached", "adbe.pkcs7.detached"}

// signs finds the signatures that the form's fields hold, in the order in which
// they were made.
func (d *document) signs() (all []foreignSign, err error) {
	form := d.resolve(d.catalog().get("AcroForm")).value
	if d.catalog().has("AcroForm") && form.kind != dictionary {
		return nil, errDirectory
	}
	seen := map[int]bool{}
	var visit func(o object, kind object, depth int) error
	visit = func(o, kind object, depth int) error {
		if o.kind != reference || seen[o.number] || depth > maxDepth || len(seen) > 10*maxPages {
			return unsupported("form", "文件的表单读不懂，不能判断")
		}
		seen[o.number] = true
		found, err := d.object(o.number)
		if err != nil {
			return err
		}
		field := found.value
		if t := field.get("FT"); t.kind != null {
			kind = t
		}
		for _, kid := range d.resolve(field.get("Kids")).value.items {
			if err := visit(kid.value, kind, depth+1); err != nil {
				return err
			}
		}
		if !kind.isName("Sig") || !field.has("V") {
			return nil
		}
		s, err := d.sign(o.number, field.get("V"))
		if err == nil {
			all = append(all, s)
		}
		return err
	}
	for _, e := range d.resolve(form.get("Fields")).value.items {
		if err := visit(e.value, object{}, 0); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(all, func(a, b foreignSign) int { return cmp.Compare(a.end, b.end) })
	return all, nil
}

// sign reads a signature dictionary: what it covers must be the file from its
// first byte to some end, without exactly its own container.
func (d *document) sign(field int, v object) (foreignSign, error) {
	s := foreignSign{field: field}
	missing := invalid("signature-parts", "签名残缺不全")
	if v.kind == reference {
		if d.places[v.number].stream > 0 {
			return s, unsupported("signature-place", "签名写在压缩的部分里，不能判断")
		}
		found, err := d.object(v.number)
		if err != nil {
			return s, err
		}
		v = found.value
	} else if d.places[field].stream > 0 {
		return s, unsupported("signature-place", "签名写在压缩的部分里，不能判断")
	}
	if s.value = v; v.kind != dictionary {
		return s, missing
	}
	if f := string(v.get("SubFilter").text); !slices.Contains(foreignFilters, f) {
		return s, unsupported("subfilter", "文件的签名方式（"+printable(cmp.Or(f, "没有写明"))+"）本软件不能核验，不能判断")
	}
	contents, ranges := v.get("Contents"), v.get("ByteRange")
	if contents.kind != hexadecimal || contents.to-contents.from < 4 {
		return s, invalid("contents", "签名数据缺失")
	}
	s.gap = span{contents.from, contents.to}
	if ranges.kind != array || len(ranges.items) != 4 {
		return s, invalid("byte-range", "签名没有写明覆盖的范围")
	}
	var n [4]int
	for i, e := range ranges.items {
		if e.value.kind != integer {
			return s, invalid("byte-range", "签名没有写明覆盖的范围")
		}
		n[i] = e.value.number
	}
	s.end = n[2] + n[3]
	if n[0] != 0 || n[1] != s.gap.from || n[2] != s.gap.to || s.end > len(d.data) || s.end < s.gap.to {
		return s, invalid("byte-range", "签名没有覆盖它应当覆盖的全部内容")
	}
	return s, nil
}

// examineForeign checks one signature over the bytes that it covers.
func (v verifier) examineForeign(pdf []byte, s foreignSign) (e examined, lists [][]byte, err error) {
	der := make([]byte, (s.gap.to-s.gap.from-2)/2)
	if _, err := hex.Decode(der, pdf[s.gap.from+1:s.gap.to-1]); err != nil {
		return e, nil, unsupported("contents", "签名数据的写法本软件不能核验，不能判断")
	}
	f, err := v.openForeign(der, string(s.value.get("SubFilter").text), pdf[:s.gap.from], pdf[s.gap.to:s.end])
	if err != nil {
		return e, nil, err
	}
	e.signer, e.declared = f.opened, f.said
	if e.declared.IsZero() {
		e.declared, _ = pdfDate(string(s.value.get("M").text))
	}
	if e.signer.token != nil {
		if e.stamp, err = v.checkToken(e.signer.token, e.signer.signature); err != nil {
			return e, nil, err
		}
	}
	at := e.declared
	switch {
	case e.stamp.known && at.After(e.stamp.at.Add(clockSkew)):
		return e, nil, invalid("time", "签名人所写的时间晚于时间戳")
	case e.stamp.known:
		at = e.stamp.at
		if e.declared.IsZero() {
			e.declared = at
		}
	case at.IsZero():
		return e, nil, unsupported("time", "签名没有写明时间，也没有可信的时间戳，不能判断")
	}
	e.worth, err = v.judge(e.signer, at, e.stamp.known)
	return e, f.lists, err
}

var dateForm = regexp.MustCompile(`^D:(\d{14})(?:Z(?:00'?00'?)?|([+-]\d\d)'?(\d\d)'?)?$`)

// pdfDate reads a date of a PDF (ISO 32000-1 7.9.4), to the second; one without
// a zone is taken to be in China.
func pdfDate(text string) (time.Time, bool) {
	m := dateForm.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, false
	}
	zone := china
	switch {
	case m[2] != "":
		hours, _ := strconv.Atoi(m[2])
		minutes, _ := strconv.Atoi(m[2][:1] + m[3])
		zone = time.FixedZone("", hours*3600+minutes*60)
	case strings.Contains(text, "Z"):
		zone = time.UTC
	}
	t, err := time.ParseInLocation("20060102150405", m[1], zone)
	return t, err == nil
}

// material reads the document security store, if there is one.
func (d *document) material() (m dss, err error) {
	store := d.resolve(d.catalog().get("DSS")).value
	read := func(key string) (all [][]byte, err error) {
		for _, e := range d.resolve(store.get(key)).value.items {
			o := d.resolve(e.value)
			b, err := d.unpack(o)
			if err != nil {
				return nil, err
			}
			all = append(all, b)
		}
		if len(all) > maxMaterial {
			return nil, unsupported("dss", "文件附带的验证资料过多，不能判断")
		}
		return all, nil
	}
	ders, err := read("Certs")
	if err != nil {
		return m, err
	}
	for _, der := range ders {
		if c, err := x509.ParseCertificate(der); err == nil {
			m.certificates = append(m.certificates, c)
		}
	}
	if m.CRLs, err = read("CRLs"); err != nil {
		return m, err
	}
	m.OCSPs, err = read("OCSPs")
	return m, err
}
