package sign

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"math/big"
	mathrand "math/rand/v2"
	"strings"
	"testing"
	"time"
)

// appendUpdate adds an incremental update as an attacker would: objects by
// number, a proper table, and a trailer that goes on from the last one.
func appendUpdate(pdf []byte, root int, objects map[int]string) []byte {
	out := bytes.Clone(pdf)
	prev := bytes.LastIndex(pdf, []byte("\nxref\n")) + 1
	table, size := "", 40
	for n := 1; n < size; n++ {
		if text, there := objects[n]; there {
			table += fmt.Sprintf("%d 1\n%010d 00000 n \n", n, len(out))
			out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", n, text)
		}
	}
	at := len(out)
	return fmt.Appendf(out, "xref\n%strailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n", table, size, root, prev, at)
}

// swap replaces the first occurrence, and fails if there is none.
func swap(t *testing.T, pdf []byte, old, new string) []byte {
	t.Helper()
	if !bytes.Contains(pdf, []byte(old)) {
		t.Fatalf("the good file has no %q", old)
	}
	return bytes.Replace(pdf, []byte(old), []byte(new), 1)
}

// refit is swap for text before the signature is taken to be where it was: the
// replacement is padded to the same length.
func refit(t *testing.T, pdf []byte, old, new string) []byte {
	t.Helper()
	return swap(t, pdf, old, new+strings.Repeat(" ", len(old)-len(new)))
}

func TestForgeriesAreRefused(t *testing.T) {
	good, trust := signedLetter(t)
	gap := gapOf(t, good)
	contents := string(good[gap.from:gap.to])
	at := bytes.Index(good, []byte("/ByteRange ["))
	ranges := string(good[at : at+bytes.IndexByte(good[at:], ']')+1])
	numbers := strings.Fields(strings.Trim(ranges[len("/ByteRange "):], "[]"))
	signature := string(good[bytes.LastIndex(good[:at], []byte(" obj\n"))+5 : bytes.Index(good[at:], []byte("\nendobj"))+at])

	tests := map[string]struct {
		pdf   []byte
		check string
	}{
		// Incremental saving.
		"a page replaced":          {appendUpdate(good, 1, map[int]string{3: "<</Type /Page /Parent 2 0 R /Contents 6 0 R>>"}), "later-update"},
		"objects without a table":  {append(bytes.Clone(good), "5 0 obj\n<<>>\nendobj\n"...), "stray"},
		"a new trailer only":       {appendUpdate(good, 1, nil), "later-update"},
		"a swapped catalog":        {appendUpdate(good, 12, map[int]string{12: "<</Type /Catalog /Pages 2 0 R>>"}), "prev"},
		"a page appended":          {appendUpdate(good, 1, map[int]string{2: "<</Type /Pages /Kids [3 0 R 4 0 R 12 0 R] /Count 3>>", 12: "<</Type /Page /Parent 2 0 R>>"}), "later-update"},
		"an old signature copied":  {appendUpdate(good, 1, map[int]string{8: signature}), "signature-count"},
		"an evil annotation":       {appendUpdate(good, 1, map[int]string{3: "<</Type /Page /Parent 2 0 R /Annots [12 0 R]>>", 12: "<</Type /Annot /Subtype /FreeText /Rect [0 0 9 9]>>"}), "later-update"},
		"a second field and range": {appendUpdate(good, 1, map[int]string{12: "<</FT /Sig /T (x) /V 13 0 R>>", 13: "<</Type /Sig /ByteRange [0 1 2 3] /Contents <00>>>"}), "signature-count"},
		"catalog without the form": {appendUpdate(good, 1, map[int]string{1: "<</Type /Catalog /Pages 2 0 R>>"}), "later-update"},
		// Universal forgery.
		"Contents missing":       {swap(t, good, "/Contents <", "/Consents <"), "contents"},
		"Contents empty":         {swap(t, good, contents, "<>"), "xref-table|trailer|contents"},
		"Contents empty, fitted": {swap(t, good, contents, "<>"+strings.Repeat(" ", len(contents)-2)), "contents"},
		"Contents zero":          {swap(t, good, contents, "<"+strings.Repeat("0", len(contents)-2)+">"), "container"},
		"Contents null":          {refit(t, good, contents, "null"), "contents"},
		"Contents elsewhere":     {refit(t, good, contents, "5 0 R"), "contents"},
		"Contents nested":        {refit(t, good, contents, "[<00>]"), "contents"},
		"ByteRange missing":      {swap(t, good, "/ByteRange", "/BiteRange"), "signature-parts"},
		"ByteRange empty":        {refit(t, good, ranges, "/ByteRange []"), "byte-range"},
		"ByteRange null":         {refit(t, good, ranges, "/ByteRange null"), "byte-range"},
		"ByteRange zeros":        {refit(t, good, ranges, "/ByteRange [0 0 0 0]"), "byte-range"},
		"ByteRange negative":     {refit(t, good, ranges, "/ByteRange [0 -1 "+numbers[2]+" "+numbers[3]+"]"), "byte-range"},
		"ByteRange with a sign":  {refit(t, good, ranges, "/ByteRange [0 +"+strings.Join(numbers[1:], " ")+"]"), "byte-range"},
		"ByteRange with a point": {refit(t, good, ranges, "/ByteRange [0.0 "+strings.Join(numbers[1:], " ")+"]"), "byte-range"},
		"ByteRange from 1":       {refit(t, good, ranges, "/ByteRange [1 "+strings.Join(numbers[1:], " ")+"]"), "byte-range"},
		"ByteRange in escapes":   {refit(t, good, ranges, "/Byte#52ange [0 0 0 0]"), "byte-range"},
		"ByteRange with a fifth": {refit(t, good, ranges, "/ByteRange ["+strings.Join(numbers, " ")+" 0]"), "byte-range"},
		// Wrapping.
		"the gap widened":       {refit(t, good, ranges, fmt.Sprintf("/ByteRange [0 %s %d %s]", numbers[1], gap.to+1, numbers[3])), "byte-range"},
		"bytes in the padding":  {swap(t, good, contents, contents[:len(contents)-3]+"01>"), "padding"},
		"a blank in Contents":   {swap(t, good, contents, contents[:9]+" "+contents[10:]), "syntax"},
		"a second ByteRange":    {refit(t, good, ranges, "/ByteRange [0 0 0 0]/ByteRange [0]"), "duplicate-key"},
		"the second in escapes": {refit(t, good, ranges, "/ByteRange [0 0 0 0]/Byte#52ange [0]"), "duplicate-key"},
		// Bytes around.
		"a prefix":              {append([]byte("x"), good...), "header"},
		"a suffix":              {append(bytes.Clone(good), 'x'), "stray"},
		"white space behind":    {append(bytes.Clone(good), "\n\n"...), "stray"},
		"a second %%EOF":        {append(bytes.Clone(good), "%%EOF\n"...), "stray"},
		"the last byte cut off": {good[:len(good)-1], "byte-range"},
		"the end cut off":       {good[:len(good)-30], "syntax"},
		"cut in Contents":       {good[:gap.from+100], "syntax"},
		// The letter itself.
		"a figure in the text":  {swap(t, good, "72 700 200", "72 700 900"), "digest"},
		"another day in /M":     {swap(t, good, "/M (D:20240531", "/M (D:20240501"), "digest"},
		"later changes allowed": {swap(t, good, "/P 1 /V", "/P 3 /V"), "update"},
		"another page sealed":   {swap(t, good, "/P 4 0 R", "/P 3 0 R"), "update"},
		"hybrid tables":         {refit(t, good, " /Info 7 0 R /ID", " /XRefStm 1 /ID"), "xref"},
	}
	if r := Verify(good, trust); r.Verdict != TrialOnly {
		t.Fatalf("the good file: %+v", r)
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := Verify(tt.pdf, trust)
			if r.Verdict != Invalid && !(name == "hybrid tables" && r.Verdict == CannotJudge) {
				t.Errorf("verdict %s", r.Verdict)
			}
			if !strings.Contains("|"+tt.check+"|", "|"+r.Check+"|") {
				t.Errorf("refused by %q (%s), want %q", r.Check, r.Reason, tt.check)
			}
			if len(r.Signatures) != 0 {
				t.Errorf("reports a signature: %+v", r.Signatures)
			}
		})
	}
}

// An attacker with a good key of their own may sign what they like, but not
// pass for a department.
func TestStrangersAreNotTrusted(t *testing.T) {
	p256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	honest, stranger := certify(t, p256, nil), certify(t, p256, nil)
	trust := Trust{Roots: honest.Chain[1:], Now: issueDay}
	root := Key{Signer: nil, Chain: honest.Chain[1:]}

	signed, err := Sign(letter(), request(stranger))
	if err != nil {
		t.Fatal(err)
	}
	if r := Verify(signed, trust); r.Verdict != UnknownRoot {
		t.Errorf("a root of the same name but another key: %+v", r)
	}
	trialTrust := Trust{Roots: keyring(t).Roots(), Now: issueDay}
	trial, _ := signedLetter(t)
	if r := Verify(trial, trialTrust); r.Verdict != TrialOnly {
		t.Errorf("a trial certificate of another house: %+v", r)
	}

	lookalike := honest
	lookalike.Chain = []*x509.Certificate{stranger.Chain[0], root.Chain[0]}
	signed, err = Sign(letter(), request(lookalike))
	if err != nil {
		t.Fatal(err)
	}
	if r := Verify(signed, trust); r.Verdict == Trusted || r.Verdict == TrialOnly {
		t.Errorf("a certificate that the root did not sign: %+v", r)
	}
}

// reseal puts another container in the good file's /Contents.
func reseal(t *testing.T, pdf []byte, der []byte) []byte {
	t.Helper()
	gap, out := gapOf(t, pdf), bytes.Clone(pdf)
	copy(out[gap.from:], emptyContents())
	hex.Encode(out[gap.from+1:], der)
	return out
}

func TestContainersAreReadStrictly(t *testing.T) {
	p256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key := certify(t, p256, nil)
	twin := certify(t, p256, func(c *x509.Certificate) { c.SerialNumber = key.Chain[0].SerialNumber })
	pdf, err := Sign(letter(), request(key))
	if err != nil {
		t.Fatal(err)
	}
	trust := Trust{Roots: key.Chain[1:], Now: issueDay}
	digest := digestAround(sha256.New(), pdf, gapOf(t, pdf))
	build := func(k Key, digest []byte) []byte {
		der, err := CAdES{}.Build(t.Context(), k, digest, nil)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	der := build(key, digest)
	if r := Verify(reseal(t, pdf, der), trust); r.Verdict != Trusted {
		t.Fatalf("signed again: %+v", r)
	}
	extra := key
	extra.Chain = append(extra.Chain[:2:2], twin.Chain[1])
	lookalike := bytes.Replace(der, key.Chain[0].Raw, twin.Chain[0].Raw, 1)
	tests := map[string]struct {
		der   []byte
		check string
	}{
		"certificates out of order":            {swapped(der, key.Chain[0].Raw, key.Chain[1].Raw), "container-der"},
		"digest of another file":               {build(key, make([]byte, 32)), "digest"},
		"a look-alike with the same key":       {lookalike, "signing-certificate|container|container-der"},
		"a certificate that has no part in it": {build(extra, digest), "certificates"},
		"another algorithm":                    {bytes.ReplaceAll(der, []byte{0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1}, []byte{0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2}), "algorithm"},
		"a signature flipped":                  {append(bytes.Clone(der[:len(der)-1]), der[len(der)-1]^1), "signature"},
		"a length longer than needed (BER)":    {append([]byte{0x30, 0x83, 0, der[2], der[3]}, der[4:]...), "container"},
		"no certificate of the signer":         {bytes.Replace(der, key.Chain[0].SerialNumber.Bytes(), new(big.Int).Add(key.Chain[0].SerialNumber, big.NewInt(1)).Bytes(), 1), "certificates|signing-certificate"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := Verify(reseal(t, pdf, tt.der), trust)
			if r.Verdict != Invalid && r.Verdict != CannotJudge || !strings.Contains("|"+tt.check+"|", "|"+r.Check+"|") {
				t.Errorf("%s, refused by %q (%s), want %q", r.Verdict, r.Check, r.Reason, tt.check)
			}
		})
	}
}

func TestCertificateOutOfItsTime(t *testing.T) {
	p256, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sealer := func(k Key) []byte {
		pdf, err := Sign(letter(), request(certify(t, p256, nil)))
		if err != nil {
			t.Fatal(err)
		}
		der, err := CAdES{}.Build(t.Context(), k, digestAround(sha256.New(), pdf, gapOf(t, pdf)), nil)
		if err != nil {
			t.Fatal(err)
		}
		return reseal(t, pdf, der)
	}
	good := certify(t, p256, nil)
	over := certify(t, p256, func(c *x509.Certificate) { c.NotAfter = issueDay.Add(-time.Hour) })
	server := certify(t, p256, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment })
	web := certify(t, p256, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} })
	document := certify(t, p256, func(c *x509.Certificate) { c.UnknownExtKeyUsage = []asn1.ObjectIdentifier{oidDocumentSigning} })
	tests := map[string]struct {
		key     Key
		now     time.Time
		verdict Verdict
		check   string
	}{
		"in time":                       {good, issueDay, Trusted, ""},
		"a web server's certificate":    {web, issueDay, Invalid, "key-usage"},
		"a certificate for documents":   {document, issueDay, Trusted, ""},
		"over when it was signed":       {over, issueDay, Invalid, "validity"},
		"over since, and no timestamp":  {good, issueDay.AddDate(4, 0, 0), CannotJudge, "expired"},
		"signed in the future":          {good, issueDay.Add(-time.Hour), Invalid, "future"},
		"a certificate not for signing": {server, issueDay, Invalid, "key-usage"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := Verify(sealer(tt.key), Trust{Roots: tt.key.Chain[1:], Now: tt.now})
			if r.Verdict != tt.verdict || r.Check != tt.check {
				t.Errorf("%s by %q (%s), want %s by %q", r.Verdict, r.Check, r.Reason, tt.verdict, tt.check)
			}
		})
	}
}

func TestFlippedBytesAreRefused(t *testing.T) {
	good, trust := signedLetter(t)
	gap := gapOf(t, good)
	random := mathrand.New(mathrand.NewPCG(1, 2))
	outside, inside := 0, 0
	for outside < 2000 || inside < 2000 {
		at := random.IntN(len(good))
		if at > gap.from+6000 && at < gap.to-8 { // mostly padding, all alike
			continue
		}
		within := at > gap.from && at < gap.to-1
		b := bytes.Clone(good)
		b[at] ^= byte(1 + random.IntN(255))
		if within {
			inside++
		} else {
			outside++
		}
		sameDigit := within && bytes.EqualFold(b[at:at+1], good[at:at+1])
		if r := Verify(b, trust); len(r.Signatures) > 0 && !sameDigit {
			t.Fatalf("byte %d from %q to %q: %s", at, good[at], b[at], r.Verdict)
		}
	}
}

// What stands in a good file by others, or in none, is never called valid.
func TestFilesByOthers(t *testing.T) {
	signed, trust := signedLetter(t)
	tests := map[string]struct {
		pdf     []byte
		verdict Verdict
		check   string
	}{
		"not signed":                    {letter(), Unsigned, ""},
		"empty":                         {nil, CannotJudge, "header"},
		"a picture":                     {[]byte("\x89PNG\r\n"), CannotJudge, "header"},
		"cross-reference stream":        {[]byte("%PDF-1.5\n1 0 obj\n<</Type /XRef /Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n"), CannotJudge, "object-stream"},
		"adbe.pkcs7.detached":           {refit(t, signed, "/SubFilter /ETSI.CAdES.detached", "/SubFilter /adbe.pkcs7.detached"), CannotJudge, "subfilter"},
		"encrypted":                     {swap(t, letter(), "/Info 7 0 R", "/Encrypt 7 0 R"), CannotJudge, "encryption"},
		"length in itself":              {compose("<</Pages 2 0 R>>", "<</Length 2 0 R>>\nstream\n\nendstream", "null", "null", "null", "null", "null"), CannotJudge, "stream-length"},
		"a signature's skeleton":        {compose("<</AcroForm <</Fields [2 0 R]>>>>", "<</FT /Sig>>", "null", "null", "null", "null", "null"), Invalid, "signature-parts"},
		"stray bytes":                   {swap(t, letter(), "endobj\n5 0", "endobj\n \n5 0"), CannotJudge, "stray"},
		"a comment":                     {swap(t, letter(), "endobj\n5 0", "endobj\n%x\n5 0"), CannotJudge, "stray"},
		"a table that points elsewhere": {swap(t, letter(), "0000000015 00000 n", "0000000016 00000 n"), CannotJudge, "xref-table"},
		"an object not in the table":    {swap(t, letter(), "0000000015 00000 n", "0000000015 00000 f"), CannotJudge, "xref-table"},
		"an object twice":               {swap(t, letter(), "6 0 obj", "5 0 obj"), CannotJudge, "object-twice"},
		"nested too deep":               {[]byte("%PDF-1.4\n1 0 obj\n" + strings.Repeat("[", 100000)), CannotJudge, "syntax"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if r := Verify(tt.pdf, trust); r.Verdict != tt.verdict || r.Check != tt.check {
				t.Errorf("%s by %q (%s), want %s by %q", r.Verdict, r.Check, r.Reason, tt.verdict, tt.check)
			}
		})
	}
}

// swapped exchanges two neighbours in a set, whichever comes first.
func swapped(der, a, b []byte) []byte {
	if !bytes.Contains(der, append(bytes.Clone(a), b...)) {
		a, b = b, a
	}
	return bytes.Replace(der, append(bytes.Clone(a), b...), append(bytes.Clone(b), a...), 1)
}

// A root that came with the file vouches for nothing, but it must be whole.
func TestRootInTheFileIsWhole(t *testing.T) {
	signed, _ := signedLetter(t)
	gap := gapOf(t, signed)
	der := make([]byte, reserved)
	if _, err := hex.Decode(der, signed[gap.from+1:gap.to-1]); err != nil {
		t.Fatal(err)
	}
	var c container
	if _, err := asn1.Unmarshal(der, &c); err != nil {
		t.Fatal(err)
	}
	for _, raw := range c.Signed.Certificates {
		cert, err := x509.ParseCertificate(raw.FullBytes)
		if err != nil {
			t.Fatal(err)
		}
		if cert.IsCA {
			der[bytes.Index(der, cert.Raw)+len(cert.Raw)-1] ^= 1
		}
	}
	if r := Verify(reseal(t, signed, der), Trust{Now: issueDay}); r.Verdict != Invalid || r.Check != "chain" {
		t.Errorf("%s by %q", r.Verdict, r.Check)
	}
}

// Even a good key must not sign more than was approved: what its update brings
// besides the signature is refused.
func TestUpdateBringsNothingButTheSignature(t *testing.T) {
	key, err := keyring(t).Key(ministry)
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ old, new string }{
		"nothing":                         {"/Fields", "/Fields"},
		"the page shows another":          {"/Contents 6 0 R", "/Contents 5 0 R"},
		"the catalog in another language": {"(zh-CN)", "(en-US)"},
		"another form":                    {"/SigFlags 3", "/SigFlags 1"},
		"permission for another":          {"/DocMDP 8", "/DocMDP 9"},
		"a field with an action":          {"/T (Seal1)", "/AA <<>>  "},
		"a drawing with fonts":            {"/Resources <<>>", "/Resources null"},
		"the seal on another page":        {"/P 4 0 R", "/P 3 0 R"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f, err := readFile(letter())
			if err != nil {
				t.Fatal(err)
			}
			u, err := newUpdate(f, request(key))
			if err != nil {
				t.Fatal(err)
			}
			out, gap := u.write()
			at := len(letter()) + bytes.Index(out[len(letter()):], []byte(tt.old))
			copy(out[at:], tt.new)
			der, err := CAdES{}.Build(t.Context(), key, digestAround(sha256.New(), out, gap), nil)
			if err != nil {
				t.Fatal(err)
			}
			r := Verify(reseal(t, out, der), Trust{Now: issueDay})
			if name == "nothing" {
				if r.Verdict != TrialOnly {
					t.Errorf("%+v", r)
				}
				return
			}
			if r.Verdict != Invalid || r.Check != "update" {
				t.Errorf("%s by %q (%s)", r.Verdict, r.Check, r.Reason)
			}
		})
	}
}
