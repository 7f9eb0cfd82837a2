package sign

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/pdf"
	"dafu/internal/typeface"
)

// TestSignedFileIsPDFA signs a real letter with a trial key and a real seal and
// asks PDFBox Preflight whether it is still PDF/A-1b.
func TestSignedFileIsPDFA(t *testing.T) {
	press := pdf.New(typeface.NewSet(typeface.Shipped(), func(file string) ([]byte, error) {
		return os.ReadFile(filepath.Join("../../fonts", file))
	}))
	text, err := os.ReadFile("../sample/data/letter.txt")
	if err != nil {
		t.Fatal(err)
	}
	letter := gongwen.Letter{Body: gongwen.Parse(string(text), gongwen.Source{}), Letterhead: ministry.FullName, Sealed: true}
	set, err := press.Set(letter, layout.Options{Specimen: true})
	if err != nil {
		t.Fatal(err)
	}
	round, err := press.Seal(ministry.FullName, true, 42*layout.MM)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := keyring(t).Sign(set.PDF, ministry, round, *set.Seal, issueDay)
	if err != nil {
		t.Fatal(err)
	}
	if said := preflight(t, signed); !strings.HasSuffix(said, " PDF/A-1b\n") || strings.Contains(said, "not PDF/A") {
		t.Error(said)
	}
}

// preflight returns PDFBox Preflight's verdict.
func preflight(t *testing.T, file []byte) string {
	t.Helper()
	var jars []string
	for _, jar := range []string{"preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api"} {
		jars = append(jars, "/usr/share/java/"+jar+".jar")
		if _, err := os.Stat(jars[len(jars)-1]); err != nil {
			t.Fatalf("PDF/A cannot be checked without Debian's libpdfbox2-java, libactivation-java, libjaxb-api-java (make tools): %v", err)
		}
	}
	if _, err := exec.LookPath("javac"); err != nil {
		t.Fatal("PDF/A cannot be checked without the Debian package default-jdk-headless (make tools)")
	}
	name := filepath.Join(t.TempDir(), "signed.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command("java", "-cp", strings.Join(jars, ":"), "../pdf/testdata/preflight/Preflight.java", name).CombinedOutput()
	if err != nil {
		t.Logf("preflight: %v", err)
	}
	return string(said)
}
