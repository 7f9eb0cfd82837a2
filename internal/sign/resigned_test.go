package sign

import (
	"bytes"
	"crypto/sha256"
	"strings"
	"testing"
)

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
			if got := inTurn(reseal(t, out, der), Trust{Now: issueDay}); r.Verdict != Invalid || got != "update held" {
				t.Errorf("%s, refused in turn by %q", r.Verdict, got)
			}
		})
	}
}

// Signed by a good key, so that the range alone is wrong.
func TestRangeAloneIsWrong(t *testing.T) {
	key, err := keyring(t).Key(ministry)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(n []string) string{
		"a plus sign":        func(n []string) string { return "0 +" + strings.Join(n[1:], " ") },
		"a point":            func(n []string) string { return "0 " + n[1] + ".0 " + n[2] + " " + n[3] },
		"zeros in front":     func(n []string) string { return "0 0" + strings.Join(n[1:], " ") },
		"minus zero":         func(n []string) string { return "-0 " + strings.Join(n[1:], " ") },
		"a wider gap":        func(n []string) string { return "0 " + n[1] + " " + n[2] + "0 " + n[3] },
		"an end before":      func(n []string) string { return "0 " + n[1] + " " + n[2] + " 1" },
		"pairs in order":     func(n []string) string { return n[2] + " " + n[3] + " 0 " + n[1] },
		"three pairs":        func(n []string) string { return strings.Join(n, " ") + " 0 0" },
		"arrays in it":       func(n []string) string { return "[0 " + n[1] + "] " + n[2] + " " + n[3] },
		"numbers in a place": func([]string) string { return "5 0 R" },
	} {
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
			at := bytes.Index(out, []byte("/ByteRange [")) + len("/ByteRange [")
			end := at + bytes.IndexByte(out[at:], ']')
			text := change(strings.Fields(string(out[at:end])))
			copy(out[at:end], text+strings.Repeat(" ", end-at-len(text)))
			der, err := CAdES{}.Build(t.Context(), key, digestAround(sha256.New(), out, gap), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := inTurn(reseal(t, out, der), Trust{Now: issueDay}); got != "byte-range held" {
				t.Errorf("refused in turn by %q", got)
			}
		})
	}
}
