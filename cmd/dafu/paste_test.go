package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// pasteModule is the desk's module that reads the clipboard; it is a pure
// function and runs in an empty page.
const pasteModule = "../../internal/web/browser/src/paste.js"

// TestPasteKeepsLevelsAndDropsTheRest reads what Word, WPS and web pages put on
// the clipboard, in a real browser: each .html beside a .txt of the text and,
// below ---, the notices.
func TestPasteKeepsLevelsAndDropsTheRest(t *testing.T) {
	c := newClerk(t, chromium(t), "about:blank")
	c.loadPaste()
	files, err := filepath.Glob("testdata/paste/*.html")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			html, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(file, ".html") + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			if got := c.pasted(string(html)); got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// loadPaste makes the module's function known to the page.
func (c *clerk) loadPaste() {
	c.t.Helper()
	source, err := os.ReadFile(pasteModule)
	if err != nil {
		c.t.Fatal(err)
	}
	script := strings.Replace(string(source), "export function fromHTML", "function fromHTML", 1)
	c.do("load the module", chromedp.Evaluate[chromedp.Void]("{"+script+"; window.fromHTML = fromHTML }; void 0"))
}

// pasted is the text that comes of the clipboard's HTML, --- and the notices.
func (c *clerk) pasted(html string) string {
	c.t.Helper()
	quoted, err := json.Marshal(html)
	if err != nil {
		c.t.Fatal(err)
	}
	return ask[string](c, "paste", fmt.Sprintf(`(({text, notices}) => [...(text ? [text] : []), "---", ...notices, ""].join("\n"))(fromHTML(%s))`, quoted))
}

// 200 KB of a list of Word's come through whole; what nests beyond reason does
// not end the page.
func TestLargePastesComeThrough(t *testing.T) {
	c := newClerk(t, chromium(t), "about:blank")
	c.loadPaste()
	item := `<p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span><![endif]>逐桥建立档案，每年检测一次。<o:p></o:p></p>` + "\n"
	n := 200_000/len(item) + 1
	got := c.pasted(strings.Repeat(item, n))
	if lines := strings.Count(got, "1.逐桥建立档案，每年检测一次。\n"); lines != n {
		t.Errorf("%d of %d lines", lines, n)
	}
	deep := c.pasted(strings.Repeat("<div>", 20_000) + "最里面" + strings.Repeat("</div>", 20_000))
	if !strings.HasPrefix(deep, "最里面\n") {
		t.Errorf("deep: %.80q", deep)
	}
	t.Logf("%d KB in %d ms", n*len(item)/1000, ask[int](c, "time it", fmt.Sprintf(`(() => { const h = %q.repeat(%d), t = performance.now(); fromHTML(h); return Math.round(performance.now() - t) })()`, item, n)))
}
