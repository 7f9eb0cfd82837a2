package pdf

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

// openDocument is the letter as somebody would have written it in an office
// program: our faces and sizes, lines and pages as the program breaks them.
func openDocument(l gongwen.Letter) string {
	style := func(name, face string, size int) string {
		return fmt.Sprintf(`<style:style style:name="%s" style:family="paragraph"><style:paragraph-properties fo:line-height="29.6pt" fo:text-align="justify"/>`+
			`<style:text-properties style:font-name-asian="%s" style:font-size-asian="%dpt" style:font-name="Liberation Serif" fo:font-size="%dpt"/></style:style>`, name, face, size, size)
	}
	var s strings.Builder
	s.WriteString(`<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
		` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
		` xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"` +
		` office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>`)
	for _, face := range []string{"Gongwen FangSong", "Noto Sans SC Medium", "LXGW WenKai Light", "Noto Serif SC", "Liberation Serif"} {
		fmt.Fprintf(&s, `<style:font-face style:name="%[1]s" svg:font-family="'%[1]s'"/>`, face)
	}
	s.WriteString(`</office:font-face-decls><office:automatic-styles>` + style("fang", "Gongwen FangSong", 16) + style("hei", "Noto Sans SC Medium", 16) +
		style("kai", "LXGW WenKai Light", 16) + style("song", "Noto Serif SC", 22) +
		`<style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"` +
		` fo:margin-left="28mm" fo:margin-right="26mm" fo:margin-top="37mm" fo:margin-bottom="35mm"/></style:page-layout></office:automatic-styles>` +
		`<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="a4"/></office:master-styles><office:body><office:text>`)
	for _, block := range l.Body.Blocks {
		fmt.Fprintf(&s, `<text:p text:style-name="%s">`, faceOf(block))
		_ = xml.EscapeText(&s, []byte(block.Text())) // a Builder's Write cannot fail
		s.WriteString("</text:p>")
	}
	return s.String() + "</office:text></office:body></office:document>"
}

// BenchmarkLibreOffice has LibreOffice print the same text, changed every time,
// in a process each: that is how a service without a copy kept running uses it.
func BenchmarkLibreOffice(b *testing.B) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		notMeasured(b, "LibreOffice is not installed (Debian package libreoffice-writer-nogui, some 400 MB)")
	}
	folder := b.TempDir()
	fonts, err := filepath.Abs("../../fonts")
	if err != nil {
		b.Fatal(err)
	}
	config := fmt.Sprintf("<fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>", fonts, folder)
	if err := os.WriteFile(filepath.Join(folder, "fonts.conf"), []byte(config), 0o600); err != nil {
		b.Fatal(err)
	}
	l := sampleLetter(b)
	source, made := filepath.Join(folder, "letter.fodt"), filepath.Join(folder, "letter.pdf")
	prints := func(l gongwen.Letter) int64 {
		if err := os.WriteFile(source, []byte(openDocument(l)), 0o600); err != nil {
			b.Fatal(err)
		}
		_ = os.Remove(made) // what the last run made, if there was one
		cmd := exec.CommandContext(b.Context(), program, "-env:UserInstallation=file://"+folder+"/profile",
			"--headless", "--convert-to", "pdf", "--outdir", folder, source)
		cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+filepath.Join(folder, "fonts.conf"))
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("soffice: %v\n%s", err, out)
		}
		info, err := os.Stat(made)
		if err != nil {
			b.Fatal(err)
		}
		return info.Size()
	}
	size := prints(l) // makes the profile
	for n := 0; b.Loop(); n++ {
		size = prints(varied(l, n))
	}
	b.ReportMetric(float64(size)/1000, "KB/file")
}
