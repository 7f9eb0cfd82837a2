package main

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"dafu/internal/sample"
)

// furniture is what each page says beside the letter.
var furniture = regexp.MustCompile(`—\d+—|样张·试用密钥签章，无效`)

// The demo's letter is held against the published one by other people's tools.
func TestDemo(t *testing.T) {
	dir := t.TempDir()
	code, out, complaints := dafu(t, dir, "", "demo", "--out", "letter")
	if code != 0 || !strings.Contains(out, "2024年5月31日") || !strings.Contains(out, "完成") {
		t.Fatalf("exit %d, wrote\n%s%s", code, out, complaints)
	}
	file := filepath.Join(dir, "letter", "reply.pdf")
	text, err := os.ReadFile(filepath.Join(dir, "letter", "reply.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), sample.Real().File.Reply.Title+"\n杨建林委员：\n") {
		t.Errorf("reply.txt begins with %.120q", text)
	}
	printed := furniture.ReplaceAllString(visible(tool(t, "pdftotext", "-nodiag", file, "-")), "")
	for _, s := range []string{visible(string(text)), "云科提〔2024〕12号"} {
		if !strings.Contains(printed, s) {
			t.Errorf("the file does not print %.60s…", s)
		}
	}
	signature := tool(t, "pdfsig", "-nocert", file)
	if !strings.Contains(signature, "Signature is Valid") || !strings.Contains(signature, "Total document signed") {
		t.Errorf("pdfsig says\n%s", signature)
	}
	t.Run("verify calls it a trial", func(t *testing.T) { verifyTrial(t, dir, file) })
	t.Run("verify notices a changed byte", func(t *testing.T) { verifyChanged(t, dir, file) })
}

func verifyTrial(t *testing.T, dir, file string) {
	code, out, _ := dafu(t, dir, "", "verify", "--json", file)
	var report struct {
		Verdict    string `json:"verdict"`
		Signatures []struct {
			Signer string `json:"signer"`
		} `json:"signatures"`
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if code != exitTrial || report.Verdict != "valid-trial" || len(report.Signatures) != 1 ||
		!strings.HasPrefix(report.Signatures[0].Signer, "云南省科学技术厅") {
		t.Errorf("exit %d: %s", code, out)
	}
}

func verifyChanged(t *testing.T, dir, file string) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	write(t, dir, "changed.pdf", string(b))
	if code, out, _ := dafu(t, dir, "", "verify", "changed.pdf"); code != exitBad || !strings.Contains(out, "无效") {
		t.Errorf("exit %d: %s", code, out)
	}
}

// A trial key stays one, whoever is told to trust its root.
func TestTrialRootIsNeverTrusted(t *testing.T) {
	dir := t.TempDir()
	if code, _, complaints := dafu(t, dir, "", "demo", "--out", "."); code != 0 {
		t.Fatal(complaints)
	}
	write(t, dir, "root.pem", rootOf(t, filepath.Join(dir, "reply.pdf")))
	code, out, complaints := dafu(t, dir, "", "verify", "reply.pdf", "--trust", "root.pem")
	if code != exitTrial {
		t.Errorf("exit %d: %s%s", code, out, complaints)
	}
}

// rootOf takes the issuer's certificate out of a signed file with openssl.
func rootOf(t *testing.T, file string) string {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := bytes.Cut(b, []byte("/Contents <"))
	if !found {
		_, rest, found = bytes.Cut(b, []byte("/Contents<"))
	}
	hexadecimal, _, _ := bytes.Cut(rest, []byte(">"))
	der := make([]byte, len(hexadecimal)/2)
	if _, err := hex.Decode(der, hexadecimal); !found || err != nil {
		t.Fatal("the file has no signature's /Contents")
	}
	name := filepath.Join(t.TempDir(), "cms.der")
	if err := os.WriteFile(name, der, 0o600); err != nil {
		t.Fatal(err)
	}
	rest = []byte(tool(t, "openssl", "pkcs7", "-inform", "DER", "-in", name, "-print_certs"))
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			t.Fatal("openssl finds no issuer's certificate in the signature")
		}
		if c, err := x509.ParseCertificate(block.Bytes); err == nil && c.IsCA {
			return string(pem.EncodeToMemory(block))
		}
	}
}

func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// visible drops white space.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
