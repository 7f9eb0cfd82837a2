package sign

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"time"

	"dafu/internal/layout"
)

var (
	secondPlace = layout.SealPlace{Page: 1, X: 250, Y: 500, Diameter: 119}
	thirdPlace  = layout.SealPlace{Page: 0, X: 100, Y: 500, Diameter: 119}
)

// joint is a letter with room for three seals, signed by so many.
func joint(t testing.TB, signed int) ([]byte, []Key) {
	t.Helper()
	keys := []Key{certify(t, p256(t), nil), certify(t, p256(t), nil), certify(t, rsaKey(t, 2048), nil)}
	pdf := letter()
	for i, at := range []layout.SealPlace{place, thirdPlace, secondPlace}[:signed] {
		r := request(keys[i])
		r.Seal.Place, r.At = at, issueDay.Add(time.Duration(i)*time.Hour)
		if i == 0 {
			r.Later = []layout.SealPlace{secondPlace, thirdPlace}
		}
		out, err := Sign(pdf, r)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(out, pdf) {
			t.Fatal("the file as it was before is not what the new one begins with")
		}
		pdf = out
	}
	return pdf, keys
}

func trustOf(keys ...Key) Trust {
	trust := Trust{Now: issueDay.Add(24 * time.Hour)}
	for _, k := range keys {
		trust.Roots = append(trust.Roots, k.Chain[len(k.Chain)-1])
	}
	return trust
}

func TestJointLetter(t *testing.T) {
	for n := 1; n <= 3; n++ {
		pdf, keys := joint(t, n)
		r := Verify(pdf, trustOf(keys...))
		if r.Verdict != Trusted || len(r.Signatures) != n {
			t.Fatalf("%d signatures: %+v", n, r)
		}
		for i, s := range r.Signatures {
			if len(s.Later) != n-1-i || s.WholeFile != (i == n-1) || !s.Time.Equal(issueDay.Add(time.Duration(i)*time.Hour)) {
				t.Errorf("signature %d of %d: %+v", i+1, n, s)
			}
		}
		if n > 1 {
			if r := Verify(pdf, trustOf(keys[0])); r.Verdict != UnknownRoot || r.Signatures[0].Verdict != Trusted || r.Signatures[1].Verdict != UnknownRoot {
				t.Errorf("only the first is trusted: %+v", r)
			}
		}
		path := save(t, t.TempDir(), "joint.pdf", pdf)
		said := tool(t, "poppler-utils", "pdfsig", "-nocert", path)
		if got := strings.Count(said, "Signature is Valid."); got != n {
			t.Errorf("pdfsig finds %d of %d:\n%s", got, n, said)
		}
		tool(t, "qpdf", "qpdf", "--check", path)
		if said := tool(t, "mupdf-tools", "mutool", "sign", "-v", path); strings.Count(said, "since signing") != n || strings.Contains(said, "INVALID") {
			t.Errorf("mutool:\n%s", said)
		}
		f, err := readFile(pdf)
		if err != nil {
			t.Fatal(err)
		}
		steps, err := verifier{}.steps(f)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range steps {
			_, gap, err := verifier{}.signatureValue(f, s)
			if err != nil {
				t.Fatal(err)
			}
			opensslTakes(t, pdf[:f.revisions[s.revision].end], gap, keys[i], issueDay.Add(3*time.Hour))
		}
	}
}

func TestWhereNobodyMaySign(t *testing.T) {
	one, _ := signedLetter(t)
	two, keys := joint(t, 2)
	elsewhere := request(keys[2])
	elsewhere.Seal.Place.X = 300
	again := request(keys[2])
	again.Seal.Place = thirdPlace
	leaving := request(keys[2])
	leaving.Seal.Place, leaving.Later = secondPlace, []layout.SealPlace{secondPlace}
	for name, tt := range map[string]struct {
		pdf     []byte
		request Request
	}{
		"a letter of one department":     {one, request(keys[2])},
		"a place that was not left":      {two, elsewhere},
		"a field that is signed":         {two, again},
		"a later one that leaves fields": {two, leaving},
		"a file that was changed since":  {appendUpdate(two, 1, map[int]string{3: "<</Type /Page /Parent 2 0 R /Contents 6 0 R>>"}), request(keys[2])},
	} {
		if out, err := Sign(tt.pdf, tt.request); err == nil {
			t.Errorf("%s: signed, %d bytes", name, len(out))
		}
	}
}

// What a later signer's update may bring: the signature in its field.
func TestLaterSignatureBringsNothingElse(t *testing.T) {
	one, keys := joint(t, 1)
	r := request(keys[1])
	r.Seal.Place = thirdPlace
	tests := map[string]struct{ old, new string }{
		"nothing":                  {"/Filter", "/Filter"},
		"another place":            {"/Rect [40.5", "/Rect [41.5"},
		"another name":             {"(Seal3)", "(Seal2)"},
		"another page":             {"/P 3 0 R", "/P 4 0 R"},
		"the first one's field":    {"12 0 obj", " 9 0 obj"},
		"a permission of its own":  {"/Prop_Build ", "/Reference  "},
		"a drawing with fonts":     {"/Resources <<>>", "/Resources null"},
		"an object that was there": {"\n14 0 obj", "\n 6 0 obj"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f, err := readFile(one)
			if err != nil {
				t.Fatal(err)
			}
			u, err := newApproval(f, r)
			if err != nil {
				t.Fatal(err)
			}
			out, gap := u.write()
			if !bytes.Contains(out[len(one):], []byte(tt.old)) {
				t.Fatalf("the update has no %q", tt.old)
			}
			at := len(one) + bytes.Index(out[len(one):], []byte(tt.old))
			copy(out[at:], tt.new)
			der, err := CAdES{}.Build(t.Context(), keys[1], digestAround(sha256.New(), out, gap), nil)
			if err != nil {
				t.Fatal(err)
			}
			copy(out[gap.from+1:], fmt.Sprintf("%x", der))
			report := Verify(out, trustOf(keys...))
			if name == "nothing" {
				if report.Verdict != Trusted {
					t.Errorf("%+v", report)
				}
				return
			}
			if report.Verdict != Invalid {
				t.Errorf("%s by %q (%s)", report.Verdict, report.Check, report.Reason)
			}
		})
	}
}
