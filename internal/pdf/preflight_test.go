package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"dafu/internal/layout"
	"dafu/internal/service"
)

// jars of /usr/share/java and the Debian packages that bring them.
var jars = []struct{ file, bringer string }{
	{"preflight.jar", "libpdfbox2-java"}, {"pdfbox2.jar", "libpdfbox2-java"}, {"xmpbox.jar", "libpdfbox2-java"},
	{"fontbox2.jar", "libfontbox2-java"}, {"commons-logging.jar", "libcommons-logging-java"},
	{"javax.activation.jar", "libactivation-java"}, {"jaxb-api.jar", "libjaxb-api-java"},
}

// preflight returns what PDFBox Preflight says against the files being PDF/A-1b.
func preflight(t *testing.T, files ...string) string {
	t.Helper()
	if _, err := exec.LookPath("javac"); err != nil {
		t.Fatal("PDF/A cannot be checked without the Debian package default-jdk-headless (make tools)")
	}
	var path []string
	for _, j := range jars {
		path = append(path, "/usr/share/java/"+j.file)
		if _, err := os.Stat(path[len(path)-1]); err != nil {
			t.Fatalf("PDF/A cannot be checked without the Debian package %s (make tools)", j.bringer)
		}
	}
	args := append([]string{"-cp", strings.Join(path, ":"), "testdata/preflight/Preflight.java"}, files...)
	said, err := exec.Command("java", args...).CombinedOutput()
	if valid := strings.Count(string(said), " PDF/A-1b\n"); err == nil && valid == len(files) {
		return ""
	}
	return string(said)
}

// TestFilesArePDFA asks Preflight, which takes the header %PDF-1.7: PDF/A-1
// limits what the file uses to PDF 1.4, not what version it names.
func TestFilesArePDFA(t *testing.T) {
	blank := layout.Pages{Pages: []layout.Page{{}}}
	bare, err := press().Draw(blank, Meta{})
	if err != nil {
		t.Fatal(err)
	}
	odd, err := press().Draw(blank, Meta{Title: " <a>\x07 &\t\uFFFE𠮷\xff", Author: "省\r\n厅\u00a0", Keywords: []string{"一\x00", "(二)\\"},
		Date: time.Date(2024, 5, 31, 9, 8, 7, 6, time.FixedZone("", -12600))})
	if err != nil {
		t.Fatal(err)
	}
	letter := mustSet(t, letterOf(rareText), layout.Options{})
	labelled, err := press().Relabel(letter, service.Properties{Title: "打印件", Keywords: []string{"未用印"}})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(labelled, letter) {
		t.Error("a file with other properties does not begin with the file")
	}
	if _, err := press().Relabel(append(letter, '\n'), service.Properties{}); err == nil {
		t.Error("a file that Draw has not made is given properties")
	}
	said := preflight(t,
		write(t, labelled),
		write(t, mustSet(t, sampleLetter(t), layout.Options{})),
		write(t, mustSet(t, letterOf(rareText), layout.Options{Specimen: true, Draft: "草稿 省科技厅承办人 2024年5月20日"})),
		write(t, mustSet(t, letterOf(accentText), layout.Options{})), write(t, mustSet(t, formLetter(t), layout.Options{})),
		write(t, bare), write(t, odd))
	if said != "" {
		t.Error(said)
	}
}

// TestPreflightFindsFault makes sure that the judge is awake.
func TestPreflightFindsFault(t *testing.T) {
	file := strings.Replace(string(mustSet(t, letterOf(rareText), layout.Options{})), "/GTS_PDFA1", "/GTS_PDFA9", 1)
	if said := preflight(t, write(t, []byte(file))); !strings.Contains(said, "not PDF/A-1b") {
		t.Errorf("a file without a valid output intent: %q", said)
	}
}
