package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// LibreOffice is large and not among make's tools: make test-docx says what to
// install.
func libreOffice(t *testing.T) func(dir, to, file string) {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (Debian: libreoffice-writer-nogui) is not installed: what it makes of our Word files is not tested")
	}
	profile := "-env:UserInstallation=file://" + t.TempDir()
	return func(dir, to, file string) {
		t.Helper()
		out := filepath.Join(dir, "out")
		c := exec.CommandContext(t.Context(), program, profile, "--headless", "--convert-to", to, "--outdir", out, filepath.Join(dir, file))
		c.Env = append(os.Environ(), "HOME="+t.TempDir())
		if said, err := c.CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v\n%s", err, said)
		}
	}
}

// The sample as a Word file has as many pages in LibreOffice as render makes,
// give or take one, in both forms of paper.
func TestLibreOfficeSetsAsManyPages(t *testing.T) {
	convert := libreOffice(t)
	data, err := filepath.Abs("../../internal/sample/data")
	if err != nil {
		t.Fatal(err)
	}
	described, err := os.ReadFile(filepath.Join(data, "case.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ form, text string }{
		{"文件格式", "letter.txt"}, {"信函格式", "letter.txt"}, {"文件格式", "lead.txt"}, {"文件格式", "earlier.txt"},
	} {
		t.Run(tc.form+" "+tc.text, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "case.json", strings.Replace(string(described), `"reply": {`, `"reply": {"form": "`+tc.form+`",`, 1))
			text := filepath.Join(data, tc.text)
			code, out, complaints := dafu(t, dir, "", "render", text, "--case", "case.json", "-o", "a.pdf")
			if code != 0 {
				t.Fatal(complaints)
			}
			ours := pagesIn(t, `共 (\d+) 页`, out)
			if code, _, complaints := dafu(t, dir, "", "export", text, "--case", "case.json", "-o", "a.docx"); code != 0 {
				t.Fatal(complaints)
			}
			convert(dir, "pdf", "a.docx")
			info, err := exec.CommandContext(t.Context(), "pdfinfo", filepath.Join(dir, "out", "a.pdf")).Output()
			if err != nil {
				t.Fatal(err)
			}
			theirs := pagesIn(t, `Pages: +(\d+)`, string(info))
			t.Logf("render: %d pages, LibreOffice: %d", ours, theirs)
			if theirs < ours-1 || theirs > ours+1 {
				t.Errorf("render makes %d pages, LibreOffice %d", ours, theirs)
			}
		})
	}
}

func pagesIn(t *testing.T, pattern, text string) int {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no %s in %q", pattern, text)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A letter that was opened and saved again elsewhere is the same text.
func TestLibreOfficeSavesTheSameText(t *testing.T) {
	convert := libreOffice(t)
	dir := t.TempDir()
	data, err := filepath.Abs("../../internal/sample/data")
	if err != nil {
		t.Fatal(err)
	}
	text, caseFile := filepath.Join(data, "letter.txt"), filepath.Join(data, "case.json")
	if code, _, complaints := dafu(t, dir, "", "export", text, "--case", caseFile, "-o", "a.docx"); code != 0 {
		t.Fatal(complaints)
	}
	convert(dir, "docx", "a.docx")
	_, before, _ := dafu(t, dir, "", "import", "a.docx")
	code, after, notices := dafu(t, dir, "", "import", "out/a.docx")
	if code != 0 || after != before {
		t.Errorf("exit %d, the text differs: %d bytes, were %d\n%s", code, len(after), len(before), notices)
	}
	t.Logf("notices:\n%s", notices)
}

// A letter with the findings as comments is opened by LibreOffice, which keeps
// text and comments.
func TestLibreOfficeKeepsTheComments(t *testing.T) {
	convert := libreOffice(t)
	dir := t.TempDir()
	text, err := filepath.Abs("../../internal/sample/data/letter.txt")
	if err != nil {
		t.Fatal(err)
	}
	if code, _, complaints := dafu(t, dir, "", "export", text, "-o", "a.docx"); code != 0 {
		t.Fatal(complaints)
	}
	if code, _, complaints := dafu(t, dir, "", "check", "a.docx", "-o", "b.docx"); code != 1 {
		t.Fatalf("exit %d: %s", code, complaints)
	}
	convert(dir, "docx", "b.docx")
	comments := regexp.MustCompile(`公文体检的批注 (\d+) 条`)
	_, before, noticesBefore := dafu(t, dir, "", "import", "b.docx")
	_, after, noticesAfter := dafu(t, dir, "", "import", "out/b.docx")
	ours, theirs := comments.FindString(noticesBefore), comments.FindString(noticesAfter)
	t.Logf("%s; after LibreOffice %s", ours, theirs)
	if after != before || ours == "" || theirs != ours {
		t.Errorf("%q became %q, %d bytes of text %d", ours, theirs, len(before), len(after))
	}
}
