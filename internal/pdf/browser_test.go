package pdf

import (
	"context"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"dafu/internal/gongwen"
)

// browserPage is the letter as somebody would make it with a browser: our faces
// and sizes, lines as the browser breaks them.
const browserPage = `<!DOCTYPE html><meta charset="utf-8"><style>
@font-face { font-family: fang; src: url(FONTS/GongwenFangSong-Regular.ttf) }
@font-face { font-family: hei; src: url(FONTS/NotoSansSC-Medium.ttf) }
@font-face { font-family: kai; src: url(FONTS/LXGWWenKai-Light.ttf) }
@font-face { font-family: song; src: url(FONTS/NotoSerifSC-Bold.ttf) }
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
p { margin: 0; font: 16pt/29.6pt fang; text-align: justify } .hei { font-family: hei } .kai { font-family: kai }
.song { font: 22pt song; text-align: center }</style><body></body>`

func paragraphs(l gongwen.Letter) string {
	var b strings.Builder
	for _, block := range l.Body.Blocks {
		b.WriteString("<p class=" + faceOf(block) + ">" + html.EscapeString(block.Words()) + "</p>")
	}
	return b.String()
}

// openBrowser starts Chromium and opens the empty page.
func openBrowser(b *testing.B) context.Context {
	b.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		b.Fatal("no chromium; Debian package: chromium (make tools)")
	}
	fonts, err := filepath.Abs("../../fonts")
	if err != nil {
		b.Fatal(err)
	}
	name := filepath.Join(b.TempDir(), "letter.html")
	if err := os.WriteFile(name, []byte(strings.ReplaceAll(browserPage, "FONTS", "file://"+fonts)), 0o600); err != nil {
		b.Fatal(err)
	}
	ctx, cancel := chromedp.NewExecAllocator(b.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(b.TempDir()))...)
	b.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	b.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+name)); err != nil {
		b.Fatal(err)
	}
	return ctx
}

// browserPrints returns the size of the file that the browser makes.
func browserPrints(b *testing.B, ctx context.Context, l gongwen.Letter) int {
	b.Helper()
	text, err := json.Marshal(paragraphs(l))
	if err != nil {
		b.Fatal(err)
	}
	show := "document.body.innerHTML = " + string(text) + "; document.fonts.ready.then(() => true)"
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](show, chromedp.EvalAwaitPromise)); err != nil {
		b.Fatal(err)
	}
	file, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		b.Fatal(err)
	}
	return len(file)
}

// BenchmarkBrowser has Chromium, kept running, print the same text, changed
// every time.
func BenchmarkBrowser(b *testing.B) {
	ctx, l := openBrowser(b), sampleLetter(b)
	size := browserPrints(b, ctx, l) // opens the faces
	for n := 0; b.Loop(); n++ {
		size = browserPrints(b, ctx, varied(l, n))
	}
	b.ReportMetric(float64(size)/1000, "KB/file")
}
