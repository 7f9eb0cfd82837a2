package sign

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// foreignForms are PDFs that other programs wrote, not signed: by a table, by a
// stream and object streams, and linearised.
func foreignForms(t testing.TB) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	in := save(t, dir, "in.pdf", letter())
	forms := map[string][]byte{"table": letter()}
	for name, options := range map[string][]string{
		"stream":             {"--object-streams=generate"},
		"linearised":         {"--linearize"},
		"linearised, stream": {"--linearize", "--object-streams=generate"},
		"indirect lengths":   {"--qdf", "--object-streams=disable"},
	} {
		out := dir + "/" + strings.ReplaceAll(name, " ", "") + ".pdf"
		tool(t, "qpdf", append(append([]string{"qpdf"}, options...), in, out)...)
		b, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		forms[name] = b
	}
	return forms
}

// added appends an update with a table, as another program's incremental save.
func added(t testing.TB, pdf []byte, objects map[int]string) []byte {
	t.Helper()
	d, err := newDocument(pdf)
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for n := range d.places {
		size = max(size, n)
	}
	for n := range objects {
		size = max(size, n)
	}
	at := bytes.LastIndex(pdf, []byte("startxref"))
	prev := strings.Fields(string(pdf[at:]))[1]
	out, table := bytes.Clone(pdf), ""
	for n := 1; n <= size; n++ {
		if text, there := objects[n]; there {
			table += fmt.Sprintf("%d 1\n%010d 00000 n \n", n, len(out))
			out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", n, text)
		}
	}
	xref := len(out)
	return fmt.Appendf(out, "xref\n%strailer\n<< /Size %d /Root %d 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n",
		table, size+1, d.trailer.get("Root").number, prev, xref)
}

// spliced signs a PDF as a stranger's program would: a field in the form, and a
// container that “openssl cms” makes.
func spliced(t testing.TB, pdf []byte, k Key, subFilter string, change func(objects map[int]string)) []byte {
	t.Helper()
	d, err := newDocument(pdf)
	if err != nil {
		t.Fatal(err)
	}
	root := d.resolve(d.trailer.get("Root"))
	catalog := string(root.source[root.value.from:root.value.to])
	last := 0
	for n := range d.places {
		last = max(last, n)
	}
	fields := fmt.Sprintf("%d 0 R", last+1)
	objects := map[int]string{}
	if form := root.value.get("AcroForm"); form.kind == reference {
		o := d.resolve(form)
		text := string(o.source[o.value.from:o.value.to])
		objects[form.number] = strings.Replace(text, "]", " "+fields+"]", 1)
	} else {
		objects[d.trailer.get("Root").number] = strings.TrimSuffix(catalog, ">>") + fmt.Sprintf("/AcroForm %d 0 R >>", last+3)
		objects[last+3] = "<< /SigFlags 3 /Fields [" + fields + "] >>"
	}
	objects[last+1] = fmt.Sprintf("<< /FT /Sig /Type /Annot /Subtype /Widget /T (S%d) /Rect [0 0 0 0] /F 132 /V %d 0 R >>", last, last+2)
	const room = 4000
	objects[last+2] = fmt.Sprintf("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /M (D:20240531100000+08'00') /ByteRange [0 %s] /Contents <%s> >>",
		subFilter, strings.Repeat(" ", 40), strings.Repeat("0", room))
	if change != nil {
		change(objects)
	}
	out := added(t, pdf, objects)
	base := bytes.LastIndex(out, []byte("/Contents <000")) + len("/Contents ")
	gap := span{base, base + room + 2}
	ranges := fmt.Sprintf("[0 %d %d %d", gap.from, gap.to, len(out)-gap.to)
	copy(out[bytes.LastIndex(out, []byte("/ByteRange [0"))+len("/ByteRange "):], ranges)
	der := opensslSigns(t, append(bytes.Clone(out[:gap.from]), out[gap.to:]...), k, strings.HasPrefix(subFilter, "ETSI"))
	hex.Encode(out[gap.from+1:], der)
	return out
}

// opensslSigns makes a detached container.
func opensslSigns(t testing.TB, content []byte, k Key, cades bool) []byte {
	t.Helper()
	dir := t.TempDir()
	text, err := encodeKey(Key{k.Signer, k.Chain[:1], false})
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"openssl", "cms", "-sign", "-binary", "-md", "sha384", "-outform", "DER", "-in", save(t, dir, "content", content),
		"-signer", save(t, dir, "key.pem", text), "-certfile", save(t, dir, "chain.pem", encodeChain(k.Chain[1:])), "-out", dir + "/out.der"}
	if cades {
		args = append(args, "-cades")
	}
	tool(t, "openssl", args...)
	der, err := os.ReadFile(dir + "/out.der")
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// lasts is a key whose certificate is good now: openssl writes the present time
// into what it signs.
func lasts(t testing.TB, root Key) Key {
	t.Helper()
	return certifyUnder(t, root, p256(t), func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().AddDate(1, 0, 0)
	})
}

func TestFilesThatOthersSigned(t *testing.T) {
	root := newRoot(t)
	key := lasts(t, root)
	trust := Trust{Roots: root.Chain, Now: time.Now()}
	for form, pdf := range foreignForms(t) {
		for _, subFilter := range foreignFilters {
			t.Run(form+" "+subFilter, func(t *testing.T) {
				signed := spliced(t, pdf, key, subFilter, nil)
				r := Verify(signed, trust)
				if r.Verdict != Trusted || r.Signatures[0].Level != "B-B" || !r.Signatures[0].WholeFile {
					t.Fatalf("%+v", r)
				}
				if said := tool(t, "poppler-utils", "pdfsig", "-nocert", save(t, t.TempDir(), "s.pdf", signed)); !strings.Contains(said, "Signature is Valid.") || !strings.Contains(said, "Total document signed") {
					t.Errorf("pdfsig: %s", said)
				}
				if r := Verify(signed, Trust{Now: time.Now()}); r.Verdict != UnknownRoot {
					t.Errorf("without roots: %+v", r)
				}
				// Of every byte outside the container, none can be changed.
				d, err := newDocument(signed)
				if err != nil {
					t.Fatal(err)
				}
				all, err := d.signs()
				if err != nil {
					t.Fatal(err)
				}
				gap := all[0].gap
				for at := 0; at < len(signed); at += 7 {
					if at > gap.from && at < gap.to-1 {
						continue
					}
					b := bytes.Clone(signed)
					b[at] ^= 0x41
					if got := Verify(b, trust); len(got.Signatures) > 0 {
						t.Fatalf("byte %d from %q to %q: %+v", at, signed[at], b[at], got)
					}
				}
				two := spliced(t, signed, lasts(t, root), subFilter, nil)
				r = Verify(two, trust)
				if r.Verdict != Trusted || len(r.Signatures) != 2 || r.Signatures[0].WholeFile || !r.Signatures[1].WholeFile || strings.Join(r.Signatures[0].Later, " ") != LaterSignature {
					t.Errorf("two signatures: %+v", r)
				}
			})
		}
	}
}

// What came after a signature is always named, whoever signs over it.
func TestLaterChangesOfForeignFiles(t *testing.T) {
	root := newRoot(t)
	key := lasts(t, root)
	trust := Trust{Roots: root.Chain, Now: time.Now()}
	signed := spliced(t, letter(), key, "adbe.pkcs7.detached", nil)
	page := func(rest string) string { return "<</Type /Page /Parent 2 0 R " + rest + ">>" }
	changes := map[string]map[int]string{
		"a page's contents":      {3: page("/Contents 6 0 R")},
		"an annotation":          {3: page("/Contents 5 0 R /Annots [40 0 R]"), 40: "<</Type /Annot /Subtype /FreeText /Rect [0 0 9 9]>>"},
		"a text's stream":        {5: "<</Length 4>>\nstream\nevil\nendstream"},
		"the page tree":          {2: "<</Type /Pages /Kids [3 0 R] /Count 1>>"},
		"the catalog's action":   {1: "<</Type /Catalog /Pages 2 0 R /AcroForm 10 0 R /OpenAction 4 0 R>>"},
		"the form has a dialog":  {10: "<</Fields [8 0 R] /SigFlags 3 /XFA 5 0 R>>"},
		"nothing but an update":  {41: "null"},
		"the field is another":   {10: "<</Fields [41 0 R] /SigFlags 3>>", 41: "<</FT /Sig>>"},
		"the field is emptied":   {8: "<</FT /Sig /T (S7)>>"},
		"the signature replaced": {9: "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <00>>>"},
	}
	for name, objects := range changes {
		t.Run(name, func(t *testing.T) {
			r := Verify(added(t, signed, objects), trust)
			if r.Verdict != Invalid && r.Verdict != CannotJudge || r.Reason == "" {
				t.Errorf("after the last signature: %+v", r)
			}
			over := spliced(t, signed, lasts(t, newRoot(t)), "adbe.pkcs7.detached", func(all map[int]string) {
				for n, text := range objects {
					if _, there := all[n]; !there || n < 40 && n != 10 {
						all[n] = text
					}
				}
			})
			if name == "nothing but an update" || name == "the form has a dialog" || name == "the field is another" {
				return // the second signature writes these itself
			}
			if r := Verify(over, trust); len(r.Signatures) > 0 {
				t.Errorf("with a second signature over it: %+v", r)
			}
		})
	}
	for name, pdf := range map[string][]byte{
		"bytes behind": append(bytes.Clone(signed), "\n%%EOF\n"...),
		"a blank":      append(bytes.Clone(signed), ' '),
		"cut off":      signed[:len(signed)-1],
	} {
		if r := Verify(pdf, trust); len(r.Signatures) > 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// What keeps a foreign file from being judged is said by name.
func TestForeignSignaturesThatAreNotJudged(t *testing.T) {
	root := newRoot(t)
	key := lasts(t, root)
	trust := Trust{Roots: root.Chain, Now: time.Now()}
	good := spliced(t, letter(), key, "adbe.pkcs7.detached", nil)
	if r := Verify(good, trust); r.Verdict != Trusted {
		t.Fatalf("%+v", r)
	}
	for name, tt := range map[string]struct {
		pdf     []byte
		verdict Verdict
		says    string
	}{
		"another sub-filter":   {spliced(t, letter(), key, "adbe.x509.rsa_sha1", nil), CannotJudge, "adbe.x509.rsa_sha1"},
		"a document timestamp": {spliced(t, letter(), key, "ETSI.RFC3161", nil), CannotJudge, "ETSI.RFC3161"},
		"encrypted":            {bytes.Replace(good, []byte("/Size 11 "), []byte("/Encrypt 5 0 R /Size 11 "), 1), CannotJudge, "加了密"},
		"its container emptied": {func() []byte {
			b := bytes.Clone(good)
			g := gapOf(t, good)
			copy(b[g.from:], "<"+strings.Repeat("0", g.to-g.from-2))
			return b
		}(), CannotJudge, "签名数据"},
		"blanks in the padding": {func() []byte { b := bytes.Clone(good); g := gapOf(t, good); copy(b[g.to-9:], "       "); return b }(), CannotJudge, "写法"},
		"bytes in the padding":  {func() []byte { b := bytes.Clone(good); g := gapOf(t, good); b[g.to-3] = '7'; return b }(), Invalid, "夹带"},
		"a signature nobody registered": {spliced(t, letter(), key, "adbe.pkcs7.detached", func(o map[int]string) {
			o[50] = "<</Type /Sig /ByteRange[0 1 2 3] /Contents <00>>>"
		}), CannotJudge, "没有登记"},
	} {
		if r := Verify(tt.pdf, trust); r.Verdict != tt.verdict || !strings.Contains(r.Reason, tt.says) {
			t.Errorf("%s: %s by %q, %s; want %s with %q", name, r.Verdict, r.Check, r.Reason, tt.verdict, tt.says)
		}
	}
	if r := Verify(good, Trust{Roots: root.Chain, Now: time.Now().AddDate(2, 0, 0)}); r.Verdict != CannotJudge || !strings.Contains(r.Reason, "到期") {
		t.Errorf("run out since: %+v", r)
	}
}

// Revocation data and a timestamp make the level, also of a foreign file.
func TestLevelsOfForeignFiles(t *testing.T) {
	l := authority(t, p256(t), nil)
	root := newRoot(t)
	key := lasts(t, root)
	signed := spliced(t, letter(), key, "ETSI.CAdES.detached", nil)
	d, err := newDocument(signed)
	if err != nil {
		t.Fatal(err)
	}
	catalog := d.catalog()
	text := string(signed[catalog.from:catalog.to])
	m, err := Lists{Sources: []string{revocationList(t, root, key.Chain[0], time.Now().Add(-2*time.Hour))}}.Material(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	with := func(list []byte) []byte {
		return added(t, signed, map[int]string{
			d.trailer.get("Root").number: strings.TrimSuffix(text, ">>") + "/DSS 60 0 R>>",
			60:                           "<</CRLs [61 0 R]>>",
			61:                           fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(list), list),
		})
	}
	good, err := Lists{Sources: []string{revocationList(t, root, nil, time.Time{})}}.Material(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	trust := Trust{Roots: root.Chain, TimeRoots: l.ca.Chain, Now: time.Now()}
	if r := Verify(with(good.CRLs[0]), trust); r.Verdict != Trusted || strings.Join(r.Signatures[0].Later, " ") != LaterMaterial || !r.Signatures[0].WholeFile {
		t.Errorf("with a list: %+v", r)
	}
	if r := Verify(with(m.CRLs[0]), trust); r.Verdict != Invalid || r.Check != "revoked" {
		t.Errorf("revoked: %+v", r)
	}
}

// Poppler signs with its own code and NSS's.
func TestFileThatPopplerSigned(t *testing.T) {
	dir := t.TempDir()
	root := newRoot(t)
	rsa := certifyUnder(t, root, rsaKey(t, 2048), func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().AddDate(1, 0, 0)
		c.Subject.CommonName = "signer"
	})
	content, passphrase := pkcs12File(t, rsa, "-name", "signer", "-legacy")
	p12 := save(t, dir, "key.p12", content)
	db := dir + "/nss"
	if err := os.Mkdir(db, 0o700); err != nil {
		t.Fatal(err)
	}
	empty := save(t, dir, "empty", []byte("\n"))
	tool(t, "libnss3-tools", "certutil", "-N", "-d", "sql:"+db, "--empty-password")
	tool(t, "libnss3-tools", "pk12util", "-i", p12, "-d", "sql:"+db, "-k", empty, "-w", passphrase)
	forms := foreignForms(t)
	for _, form := range []string{"table", "stream", "linearised"} {
		in, out := save(t, dir, "in.pdf", forms[form]), dir+"/"+form+".pdf"
		tool(t, "poppler-utils", "pdfsig", "-nssdir", db, "-add-signature", "-nick", "signer", "-kpw", "", in, out)
		signed, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		trust := Trust{Roots: root.Chain, Now: time.Now()}
		if r := Verify(signed, trust); r.Verdict != Trusted || !r.Signatures[0].WholeFile {
			t.Errorf("%s: %+v", form, r)
		}
		if two := spliced(t, signed, lasts(t, root), "adbe.pkcs7.detached", nil); len(Verify(two, trust).Signatures) != 2 {
			t.Errorf("%s, signed once more: %+v", form, Verify(two, trust))
		}
	}
}

// Lengths left open are closed, and what has its length stays as it is, also
// where both take the same room.
func TestOpenLengths(t *testing.T) {
	text := bytes.Repeat([]byte{7}, 300)
	octets := append([]byte{0x04, 0x82, 0x01, 0x2c}, text...)
	want := append([]byte{0x30, 0x82, 0x01, 0x30}, octets...)
	open := append(append([]byte{0x30, 0x80}, octets...), 0, 0)
	for name, tt := range map[string]struct{ in, want []byte }{
		"closed":            {want, want},
		"open":              {open, want},
		"open in a closed":  {append([]byte{0x31, 0x82, 0x01, 0x34}, open...), append([]byte{0x31, 0x82, 0x01, 0x34}, want...)},
		"open in an open":   {append(append([]byte{0xa0, 0x80}, open...), 0, 0), append([]byte{0xa0, 0x82, 0x01, 0x34}, want...)},
		"never closed":      {open[:len(open)-2], nil},
		"open and no parts": {[]byte{0x04, 0x80, 0, 0}, nil},
		"nested too deep":   {bytes.Repeat([]byte{0x30, 0x80}, 5000), nil},
	} {
		got, _, err := definite(tt.in, 0)
		if (err == nil) != (tt.want != nil) || !bytes.Equal(got, tt.want) {
			t.Errorf("%s: %x, %v", name, got, err)
		}
	}
}

// FuzzForeign: whatever is made of two fixed files that others signed, nothing
// is accepted that differs from them outside the container, and nothing ends
// the program.
func FuzzForeign(f *testing.F) {
	root, err := x509.ParseCertificate(fixed(f, "testdata/foreign-root.pem"))
	if err != nil {
		f.Fatal(err)
	}
	trust := Trust{Roots: []*x509.Certificate{root}}
	without := func(t testing.TB, pdf []byte) string {
		if gap := gapOf(t, pdf); gap.from > 20 && gap.from < gap.to {
			return string(pdf[:gap.from]) + string(pdf[gap.to:])
		}
		return ""
	}
	good := map[string]bool{}
	for _, name := range []string{"testdata/foreign-table.pdf", "testdata/foreign-stream.pdf"} {
		pdf, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if r := Verify(pdf, trust); r.Verdict != Trusted {
			f.Fatalf("%s: %+v", name, r)
		}
		good[without(f, pdf)] = true
		f.Add(pdf)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if r := Verify(b, trust); len(r.Signatures) > 0 && !good[without(t, b)] {
			t.Errorf("accepted: %+v", r)
		}
	})
}
