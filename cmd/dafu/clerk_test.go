package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
)

// patience bounds one step of a browser test; a step that works takes far less.
const patience = 30 * time.Second

// clerk is somebody at a browser of their own.
type clerk struct {
	t   testing.TB
	url string
	ctx context.Context
}

// chromium starts one browser; every clerk gets a profile of their own in it.
func chromium(t testing.TB) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("no chromium; Debian package: chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.WindowSize(1440, 1000), chromedp.WSURLReadTimeout(2*time.Minute))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start chromium: %v", err)
	}
	return ctx
}

// newClerk opens a window with nobody's cookies.
func newClerk(t testing.TB, first context.Context, url string) *clerk {
	t.Helper()
	ctx, cancel := chromedp.NewContext(first, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a window: %v", err)
	}
	return &clerk{t, strings.TrimSuffix(url, "/"), ctx}
}

func loggedIn(t testing.TB, first context.Context, url, login, password string) *clerk {
	t.Helper()
	c := newClerk(t, first, url)
	c.open("/login")
	c.fill("login", login)
	c.fill("password", password)
	c.press("登录")
	if c.path() == "/login" {
		t.Fatalf("%s cannot log in:\n%s", login, c.words())
	}
	return c
}

func (c *clerk) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		c.t.Fatalf("%s: %v\n%s", what, err, c.words())
	}
}

// ask evaluates a script on the page.
func ask[T any](c *clerk, what, script string) T {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		c.t.Fatalf("%s: %v", what, err)
	}
	return v
}

// await asks until the script says yes; it lives through a change of page.
func (c *clerk) await(what, script string) {
	c.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(c.ctx, patience)
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script))
		cancel()
		if err == nil && yes {
			return
		}
	}
	c.t.Fatalf("waiting to %s\n%s", what, c.words())
}

func (c *clerk) open(path string) {
	c.t.Helper()
	c.do("open "+path, chromedp.Navigate(c.url+path))
}

// words is what the page says, for a failing test.
func (c *clerk) words() string {
	ctx, cancel := context.WithTimeout(c.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.pathname + "\n" + document.body.innerText.slice(0, 1500)`))
	if err != nil {
		return err.Error()
	}
	return text
}

func (c *clerk) path() string {
	c.t.Helper()
	return ask[string](c, "read the address", `location.pathname`)
}

// fill sets a field by its name as pasting would, so that 20,000 characters do
// not take 20,000 key strokes.
func (c *clerk) fill(name, value string) {
	c.t.Helper()
	script := fmt.Sprintf(`(() => { const f = document.querySelector('form [name=%q]:not([type=hidden])'); if (!f) return false;
		f.focus(); f.value = %s; f.dispatchEvent(new Event('input', {bubbles: true})); f.dispatchEvent(new Event('change', {bubbles: true})); return true })()`,
		name, strconv.Quote(value))
	if !ask[bool](c, "fill "+name, script) {
		c.t.Fatalf("no field %q:\n%s", name, c.words())
	}
}

// attach picks a file from the disk for a field.
func (c *clerk) attach(name, file string) {
	c.t.Helper()
	c.do("attach "+file, chromedp.SetUploadFiles(fmt.Sprintf(`input[name=%q]`, name), []string{file}))
}

// choose ticks the option of a field with this value or label.
func (c *clerk) choose(name, option string) {
	c.t.Helper()
	script := fmt.Sprintf(`(() => {
		for (const f of document.querySelectorAll('[name=%[1]q]')) {
			if (f.tagName === 'SELECT') {
				for (const o of f.options) if (o.text.trim() === %[2]q || o.value === %[2]q) { f.value = o.value; f.dispatchEvent(new Event('change', {bubbles: true})); return true }
			} else if (f.value === %[2]q || f.closest('label')?.innerText.trim().startsWith(%[2]q)) { if (!f.checked) f.click(); return f.checked }
		}
		return false })()`, name, option)
	if !ask[bool](c, "choose "+option, script) {
		c.t.Fatalf("%s does not offer %q:\n%s", name, option, c.words())
	}
}

// placeAt chooses where the n-th entry of the merge screen goes: among the
// suggestions, or else under 其他位置…, whose list must then be in sight.
func (c *clerk) placeAt(n int, place string) {
	c.t.Helper()
	c.toEntry(n)
	suggested := fmt.Sprintf(`!!document.querySelector('[name="place-%d"][value=%q]')`, n, place)
	if ask[bool](c, "look for the place", suggested) {
		c.choose(fmt.Sprintf("place-%d", n), place)
		return
	}
	c.choose(fmt.Sprintf("place-%d", n), "other")
	if !ask[bool](c, "look for the list", fmt.Sprintf(`document.querySelector('[name="other-%d"]').checkVisibility()`, n)) {
		c.t.Fatalf("其他位置… does not open the list of entry %d", n)
	}
	c.choose(fmt.Sprintf("other-%d", n), place)
	if !ask[bool](c, "read the place in full", fmt.Sprintf(`(() => { const s = document.querySelector('[name="other-%d"]'); return s.nextElementSibling.innerText.endsWith(s.selectedOptions[0].text) })()`, n)) {
		c.t.Fatalf("the place of entry %d is not said in full", n)
	}
}

// toEntry goes to the n-th entry of the merge screen, which shows one at a time.
func (c *clerk) toEntry(n int) {
	c.t.Helper()
	_ = ask[string](c, "go to an entry", fmt.Sprintf(`(location.hash = "f-verdict-%d")`, n))
	c.await("see the entry", fmt.Sprintf(`document.querySelector('[name="verdict-%d"]').closest("section").checkVisibility()`, n))
}

// press presses the button or link with this text by a real click and waits for
// the next page.
func (c *clerk) press(text string) {
	c.t.Helper()
	xpath := fmt.Sprintf(`//main//button[normalize-space()=%[1]q] | //main//a[normalize-space()=%[1]q]`, text)
	_ = ask[string](c, "mark the page", `document.documentElement.dataset.old = "yes"`)
	c.do("press "+text, chromedp.ScrollIntoView(xpath), chromedp.Click(xpath))
	c.await("see the page after "+text, `!document.documentElement.dataset.old && document.readyState === "complete"`)
}

func (c *clerk) sees(text string) {
	c.t.Helper()
	if !ask[bool](c, "look for "+text, fmt.Sprintf(`document.body.innerText.includes(%q)`, text)) {
		c.t.Fatalf("the page does not say %q:\n%s", text, c.words())
	}
}

func (c *clerk) value(name string) string {
	c.t.Helper()
	return ask[string](c, "read "+name, fmt.Sprintf(`document.querySelector('[name=%q]').value`, name))
}

// seesPages waits until the browser has drawn a page of the PDF.
func (c *clerk) seesPages() {
	c.t.Helper()
	c.await("see the pages", `!!document.querySelector(".pages canvas[data-drawn]")`)
}

// download presses the first 下载 and returns the file that the browser wrote.
func (c *clerk) download(dir string) string {
	c.t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		c.t.Fatal(err)
	}
	_, err := chromedp.CallBrowser(c.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir, BrowserContextID: chromedp.FromContext(c.ctx).BrowserContextID,
	})
	if err != nil {
		c.t.Fatal(err)
	}
	c.do("download", chromedp.Click(`//main//a[normalize-space()="下载"]`))
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		found, err := filepath.Glob(filepath.Join(dir, "*.pdf"))
		if err != nil {
			c.t.Fatal(err)
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	c.t.Fatal("nothing was downloaded")
	return ""
}
