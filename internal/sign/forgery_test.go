package sign

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"strings"
	"testing"
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

	catalog := good[bytes.LastIndex(good, []byte("\n1 0 obj\n"))+9:]
	catalog = catalog[:bytes.Index(catalog, []byte("\nendobj"))]

	// Each forgery stands with the checks that refuse it, in turn.
	tests := map[string]struct {
		pdf   []byte
		turns string
	}{
		// Incremental saving.
		"a page replaced":          {appendUpdate(good, 1, map[int]string{3: "<</Type /Page /Parent 2 0 R /Contents 6 0 R>>"}), "later-update held"},
		"objects without a table":  {append(bytes.Clone(good), "5 0 obj\n<<>>\nendobj\n"...), "stray held"},
		"a new trailer only":       {appendUpdate(good, 1, nil), "later-update held"},
		"a swapped catalog":        {appendUpdate(good, 12, map[int]string{12: "<</Type /Catalog /Pages 2 0 R>>"}), "prev later-update held"},
		"a page appended":          {appendUpdate(good, 1, map[int]string{2: "<</Type /Pages /Kids [3 0 R 4 0 R 12 0 R] /Count 3>>", 12: "<</Type /Page /Parent 2 0 R>>"}), "later-update held"},
		"an old signature copied":  {appendUpdate(good, 1, map[int]string{8: signature}), "signature-count stop"},
		"an evil annotation":       {appendUpdate(good, 1, map[int]string{3: "<</Type /Page /Parent 2 0 R /Annots [12 0 R]>>", 12: "<</Type /Annot /Subtype /FreeText /Rect [0 0 9 9]>>"}), "later-update held"},
		"a second field and range": {appendUpdate(good, 1, map[int]string{12: "<</FT /Sig /T (x) /V 13 0 R>>", 13: "<</Type /Sig /ByteRange [0 1 2 3] /Contents <00>>>"}), "signature-count subfilter stop"},
		"catalog without the form": {appendUpdate(good, 1, map[int]string{1: "<</Type /Catalog /Pages 2 0 R>>"}), "later-update held"},
		// Universal forgery.
		"Contents missing":       {swap(t, good, "/Contents <", "/Consents <"), "contents stop"},
		"Contents empty":         {swap(t, good, contents, "<>"), "xref-table trailer updates stop"},
		"Contents empty, fitted": {swap(t, good, contents, "<>"+strings.Repeat(" ", len(contents)-2)), "contents stop"},
		"Contents zero":          {swap(t, good, contents, "<"+strings.Repeat("0", len(contents)-2)+">"), "container stop"},
		"Contents null":          {refit(t, good, contents, "null"), "contents stop"},
		"Contents elsewhere":     {refit(t, good, contents, "5 0 R"), "contents stop"},
		"Contents nested":        {refit(t, good, contents, "[<00>]"), "contents stop"},
		"ByteRange missing":      {swap(t, good, "/ByteRange", "/BiteRange"), "signature-parts stop"},
		"ByteRange empty":        {refit(t, good, ranges, "/ByteRange []"), "byte-range digest held"},
		"ByteRange null":         {refit(t, good, ranges, "/ByteRange null"), "byte-range digest held"},
		"ByteRange zeros":        {refit(t, good, ranges, "/ByteRange [0 0 0 0]"), "byte-range digest held"},
		"ByteRange negative":     {refit(t, good, ranges, "/ByteRange [0 -1 "+numbers[2]+" "+numbers[3]+"]"), "byte-range digest held"},
		"ByteRange with a sign":  {refit(t, good, ranges, "/ByteRange [0 +"+strings.Join(numbers[1:], " ")+"]"), "byte-range digest held"},
		"ByteRange with a point": {refit(t, good, ranges, "/ByteRange [0.0 "+strings.Join(numbers[1:], " ")+"]"), "byte-range digest held"},
		"ByteRange from 1":       {refit(t, good, ranges, "/ByteRange [1 "+strings.Join(numbers[1:], " ")+"]"), "byte-range digest held"},
		"ByteRange in escapes":   {refit(t, good, ranges, "/Byte#52ange [0 0 0 0]"), "byte-range digest held"},
		"ByteRange with a fifth": {refit(t, good, ranges, "/ByteRange ["+strings.Join(numbers, " ")+" 0]"), "byte-range digest held"},
		// Wrapping.
		"the gap widened":       {refit(t, good, ranges, fmt.Sprintf("/ByteRange [0 %s %d %s]", numbers[1], gap.to+1, numbers[3])), "byte-range digest held"},
		"bytes in the padding":  {swap(t, good, contents, contents[:len(contents)-3]+"01>"), "padding held"},
		"a blank in Contents":   {swap(t, good, contents, contents[:9]+" "+contents[10:]), "syntax signature-parts stop"},
		"a second ByteRange":    {refit(t, good, ranges, "/ByteRange [0 0 0 0]/ByteRange [0]"), "duplicate-key signature-count stop"},
		"the second in escapes": {refit(t, good, ranges, "/ByteRange [0 0 0 0]/Byte#52ange [0]"), "duplicate-key signature-count stop"},
		// Bytes around.
		"a prefix":              {append([]byte("x"), good...), "header stop"},
		"a suffix":              {append(bytes.Clone(good), 'x'), "stray held"},
		"white space behind":    {append(bytes.Clone(good), "\n\n"...), "stray held"},
		"a second %%EOF":        {append(bytes.Clone(good), "%%EOF\n"...), "stray held"},
		"the last byte cut off": {good[:len(good)-1], "byte-range digest held"},
		"the end cut off":       {good[:len(good)-30], "syntax updates stop"},
		"cut in Contents":       {good[:gap.from+100], "syntax signature-parts stop"},
		// The letter itself.
		"a figure in the text":  {swap(t, good, "72 700 200", "72 700 900"), "digest held"},
		"another day in /M":     {swap(t, good, "/M (D:20240531", "/M (D:20240501"), "digest validity chain stop"},
		"later changes allowed": {swap(t, good, "/P 1 /V", "/P 3 /V"), "update digest held"},
		"another page sealed":   {swap(t, good, "/P 4 0 R", "/P 3 0 R"), "update digest held"},
		"hybrid tables":         {refit(t, good, " /Info 7 0 R /ID", " /XRefStm 1 /ID"), "xref stop"},
		// Variants of an update.
		"an update in another spacing":     {appendUpdate(good, 1, map[int]string{3: "<< /Contents\t6 0 R/Type/Page   /Parent 2 0 R\r\n>>"}), "later-update held"},
		"an update with two ends":          {append(appendUpdate(good, 1, map[int]string{3: "<</Type /Page>>"}), "startxref\n9\n%%EOF\n"...), "xref later-update held"},
		"an update with an object stream":  {appendUpdate(good, 1, map[int]string{12: "<</Type /ObjStm /N 1 /First 4 /Length 10>>\nstream\n3 0 <<>>  \nendstream"}), "object-stream held"},
		"an update with a table stream":    {append(bytes.Clone(good), "12 0 obj\n<</Type /XRef /Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n"...), "object-stream held"},
		"an update with a hybrid table":    {swap(t, appendUpdate(good, 1, map[int]string{3: "<</Type /Page>>"}), "<</Size 40 /Root", "<</XRefStm 15 /Size 40 /Root"), "xref stop"},
		"an update that hides its page":    {appendUpdate(good, 1, map[int]string{3: "<</Type /Page /Parent 2 0 R /Cont#65nts 6 0 R>>"}), "later-update held"},
		"an update of two same objects":    {swap(t, appendUpdate(good, 1, map[int]string{5: stream("x"), 6: stream("y")}), "6 0 obj\n<</Length 1>>\nstream\ny", "5 0 obj\n<</Length 1>>\nstream\ny"), "object-twice xref-table later-update held"},
		"a table to planted content":       {swap(t, appendUpdate(good, 1, map[int]string{5: stream("x")}), fmt.Sprintf("5 1\n%010d", len(good)), fmt.Sprintf("5 1\n%010d", bytes.Index(good, []byte("6 0 obj")))), "xref-table later-update held"},
		"a table alone":                    {swap(t, appendUpdate(good, 1, nil), "xref\ntrailer\n<</Size 40", fmt.Sprintf("xref\n5 1\n%010d 00000 n \ntrailer\n<</Size 40", bytes.Index(good, []byte("6 0 obj")))), "xref-table later-update held"},
		"a DSS that brings a page":         {appendUpdate(good, 1, map[int]string{1: string(catalog[:len(catalog)-2]) + "\n/DSS 12 0 R\n>>", 3: "<</Type /Page>>", 12: "<</Type /DSS>>"}), "later-update held"},
		"a DSS with an action":             {appendUpdate(good, 1, map[int]string{1: string(catalog[:len(catalog)-2]) + "\n/OpenAction 12 0 R /DSS 13 0 R\n>>", 12: "<</S /URI>>", 13: "<</Type /DSS>>"}), "later-update held"},
		"a signature without an update":    {append(bytes.Clone(good[:len(good)-6]), "%%EOF\n%%EOF\n"...), "stray held"},
		"its update behind another letter": {append(bytes.Replace(letter(), []byte("72 700 200"), []byte("72 700 900"), 1), good[len(letter()):]...), "digest held"},
		"Contents in a dictionary":         {refit(t, good, contents, "<</Contents <00>>>"), "contents stop"},
		"Contents as text":                 {refit(t, good, contents, "(0)"), "contents stop"},
		"Contents twice":                   {refit(t, good, contents, "<00>/Contents <00>"), "duplicate-key byte-range container stop"},
		"ByteRange with an exponent":       {refit(t, good, ranges, "/ByteRange [0 1e3 "+numbers[2]+" "+numbers[3]+"]"), "syntax signature-parts stop"},
		"ByteRange with zeros in front":    {refit(t, good, ranges, "/ByteRange [00 "+strings.Join(numbers[1:], " ")+"]"), "byte-range digest held"},
		"ByteRange of references":          {refit(t, good, ranges, "/ByteRange [0 5 0 R 6 0 R 7 0 R]"), "byte-range digest held"},
		"ByteRange elsewhere":              {refit(t, good, ranges, "/ByteRange 5 0 R"), "byte-range digest held"},
		"ByteRange past the end":           {refit(t, good, ranges, "/ByteRange [0 "+numbers[1]+" "+numbers[2]+" 99999]"), "byte-range digest held"},
		"ByteRange of the letter only":     {refit(t, good, ranges, fmt.Sprintf("/ByteRange [0 %d %d 0]", len(letter()), len(letter()))), "byte-range digest held"},
	}
	if r := Verify(good, trust); r.Verdict != TrialOnly {
		t.Fatalf("the good file: %+v", r)
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := Verify(tt.pdf, trust)
			if beyond := r.Check == "xref" || r.Check == "object-stream"; r.Verdict != Invalid && !(beyond && r.Verdict == CannotJudge) {
				t.Errorf("verdict %s by %q (%s)", r.Verdict, r.Check, r.Reason)
			}
			if got := inTurn(tt.pdf, trust); got != tt.turns {
				t.Errorf("refused in turn by %q, want %q", got, tt.turns)
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
		"cross-reference stream":        {[]byte("%PDF-1.5\n1 0 obj\n<</Type /XRef /Length 0>>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n"), CannotJudge, "xref"},
		"adbe.pkcs7.detached":           {refit(t, signed, "/SubFilter /ETSI.CAdES.detached", "/SubFilter /adbe.pkcs7.detached"), CannotJudge, "subfilter"},
		"encrypted":                     {swap(t, letter(), "/Info 7 0 R", "/Encrypt 7 0 R"), CannotJudge, "encryption"},
		"length in itself":              {compose("<</Pages 2 0 R>>", "<</Length 2 0 R>>\nstream\n\nendstream", "null", "null", "null", "null", "null"), Unsigned, ""},
		"an empty field for one":        {compose("<</AcroForm <</Fields [2 0 R]>>>>", "<</FT /Sig>>", "null", "null", "null", "null", "null"), Unsigned, ""},
		"stray bytes":                   {swap(t, letter(), "endobj\n5 0", "endobj\n \n5 0"), CannotJudge, "xref"},
		"a comment":                     {swap(t, letter(), "endobj\n5 0", "endobj\n%x\n5 0"), CannotJudge, "xref"},
		"a table that points elsewhere": {swap(t, letter(), "0000000015 00000 n", "0000000016 00000 n"), CannotJudge, "xref"},
		"an object not in the table":    {swap(t, letter(), "0000000015 00000 n", "0000000015 00000 f"), CannotJudge, "xref"},
		"an object twice":               {swap(t, letter(), "6 0 obj", "5 0 obj"), Unsigned, ""},
		"nested too deep":               {[]byte("%PDF-1.4\n1 0 obj\n" + strings.Repeat("[", 100000)), CannotJudge, "end"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if r := Verify(tt.pdf, trust); r.Verdict != tt.verdict || r.Check != tt.check {
				t.Errorf("%s by %q (%s), want %s by %q", r.Verdict, r.Check, r.Reason, tt.verdict, tt.check)
			}
		})
	}
}
