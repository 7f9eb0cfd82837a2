package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestScreenshots photographs every screen of the invented case for docs/, wide
// and narrow: make screenshots. It is no test of anything and runs only when
// asked.
func TestScreenshots(t *testing.T) {
	out := os.Getenv("DAFU_SCREENSHOTS")
	if out == "" {
		t.Skip("takes pictures for docs/; run make screenshots")
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	first := chromium(t)
	s := start(t, t.TempDir(), "--sample")
	p := photographer{t, out}
	as := func(login string) *clerk {
		t.Helper()
		found := regexp.MustCompile(login + `\s+(\S+)`).FindStringSubmatch(s.banner)
		if found == nil {
			t.Fatalf("no password of %s in\n%s", login, s.banner)
		}
		return loggedIn(t, first, s.url, login, found[1])
	}
	guest := newClerk(t, first, s.url)
	guest.open("/login")
	p.wide(guest, "login")

	lead := as("keji.chengban")
	p.both(lead, "work")
	lead.open("/cases/new")
	lead.press("登记")
	p.wide(lead, "case-new-refused")
	lead.open("/cases/999")
	p.wide(lead, "error-not-found")
	lead.open("/work")
	caseURL := ask[string](lead, "find the case", `new URL(document.querySelector('.row a, a.row, .rows a').href).pathname`)
	caseURL = regexp.MustCompile(`^/cases/\d+`).FindString(caseURL)
	lead.open(caseURL)
	p.both(lead, "case")
	lead.desk()
	p.both(lead, "desk")
	lead.hit("#tab-entries")
	p.wide(lead, "desk-opinions")
	lead.hit(".entry-card .primary")
	lead.await("see whose words they are", `!!document.querySelector(".cm-content .src")`)
	p.wide(lead, "desk-sources")
	lead.open(caseURL + "/revisions")
	p.wide(lead, "revisions")
	lead.open(caseURL + "/compare?from=1&to=2")
	p.both(lead, "compare")
	p.checking(lead, as("keji.fuze"), caseURL)
	lead.open(caseURL + "/requests")
	p.both(lead, "requests")

	other := as("shijian.chengban")
	other.open(caseURL + "/opinion")
	p.both(other, "opinion")
	other.fill("contact_phone", "电话不详")
	other.press("送负责人审核")
	p.wide(other, "opinion-refused")
	other.fill("contact_phone", "0800-1234567")
	other.press("送负责人审核")
	approver := as("shijian.fuze")
	approver.open(caseURL + "/opinion")
	p.both(approver, "opinion-approve")
	approver.press("批准并报送")

	lead.open(caseURL + "/merge")
	p.both(lead, "merge")
	lead.do("press 全部按建议位置采用", chromedp.Click(`//main//button[normalize-space()="全部按建议位置采用"]`))
	lead.press("合并到答复稿")
	educator := as("jiaoyu.fuze")
	p.revision(lead, educator, caseURL)
	p.paper(lead, caseURL+"/redline.pdf?from=3&to=4", "redline", "3")
	admin := as("guanli")
	p.opinionLetter(admin, educator, caseURL, "3", "某教提函")
	lead.open(caseURL + "/preview")
	lead.seesPages()
	p.both(lead, "preview")
	lead.open(caseURL + "/countersign")
	lead.press("送会签")
	for _, login := range []string{"jiaoyu.fuze", "shijian.fuze"} {
		who := as(login)
		who.open(caseURL + "/countersign")
		if login == "jiaoyu.fuze" {
			p.both(who, "countersign")
		}
		who.press("同意会签")
	}
	lead.open(caseURL + "/preview")
	lead.press("送签")

	head := as("keji.fuze")
	head.open(caseURL + "/issue")
	head.seesPages()
	p.both(head, "issue")
	head.press("签发并用印")
	p.both(head, "case-issued")
	reader := as("keji.chayue")
	reader.open("/letters")
	p.wide(reader, "letters")
	letter := reader.download(t.TempDir())
	p.pages(letter, "1", "8", "16")
	p.verifying(guest, letter)
	admin.open("/registry")
	p.wide(admin, "registry")
	admin.open("/password")
	p.wide(admin, "password")
	s.stop(t)
}

// checking shows 公文体检: at the desk, on its page, in the help, and the tables.
func (p photographer) checking(lead, head *clerk, caseURL string) {
	p.t.Helper()
	lead.open(caseURL + "/desk#check")
	lead.await("see the findings", `document.querySelectorAll("#check-list li").length > 1 && !!document.querySelector("#desk-pages canvas[data-drawn]")`)
	lead.hit("#check-next")
	lead.hit("#check-next")
	p.wide(lead, "desk-check")
	lead.do("set the window", chromedp.EmulateViewport(360, 800))
	lead.hit(`[data-pane="side"]`)
	p.narrow(lead, "desk-check")
	lead.open("/help/check")
	p.both(lead, "help-check")
	head.open(caseURL + "/check")
	p.both(head, "check")
	head.open("/tables")
	p.both(head, "tables")
}

// verifying shows the public page to somebody without an account.
func (p photographer) verifying(guest *clerk, file string) {
	p.t.Helper()
	guest.open("/verify")
	p.both(guest, "verify")
	guest.attach("file", file)
	guest.press("验证")
	p.both(guest, "verify-trial")
	guest.press("凭链接随时查看这份答复是否有效")
	p.wide(guest, "verify-link")
	b, err := os.ReadFile(file)
	if err != nil {
		p.t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(file, b, 0o600); err != nil {
		p.t.Fatal(err)
	}
	guest.attach("file", file)
	guest.press("验证")
	p.wide(guest, "verify-changed")
}

// revision shows what a co-handler's newer contribution changes: words of one
// entry, and one entry that is gone.
func (p photographer) revision(lead, head *clerk, caseURL string) {
	p.t.Helper()
	head.open(caseURL + "/opinion")
	status := head.value("status")
	head.fill("status", strings.Replace(status, "共同培育建设一批高校协同创新中心", "共同培育建设了十二个高校协同创新中心", 1))
	next, _, _ := strings.Cut(head.value("next_steps"), "(二)")
	head.fill("next_steps", next)
	head.press("报送")
	lead.open(caseURL + "/merge")
	p.both(lead, "merge-changed")
	lead.choose("verdict-0", "used")
	lead.choose("verdict-1", "kept")
	lead.press("合并到答复稿")
}

type photographer struct {
	t   *testing.T
	out string
}

func (p photographer) both(c *clerk, name string) {
	p.t.Helper()
	p.wide(c, name)
	p.narrow(c, name)
}

func (p photographer) wide(c *clerk, name string)   { p.t.Helper(); p.take(c, name, 1440, 1400) }
func (p photographer) narrow(c *clerk, name string) { p.t.Helper(); p.take(c, name+"-360", 360, 1600) }

// take writes one picture: the page from its top, no taller than most.
func (p photographer) take(c *clerk, name string, width, most int64) {
	p.t.Helper()
	c.do("set the window", chromedp.EmulateViewport(width, 900))
	tall := ask[int64](c, "measure the page", `document.documentElement.scrollHeight`)
	if over := ask[int64](c, "look for overflow", `document.documentElement.scrollWidth`); over > width {
		p.t.Errorf("%s is %d pixels wide in a window of %d", name, over, width)
	}
	c.do("fit the window", chromedp.EmulateViewport(width, min(max(tall, 600), most)))
	c.await("see the pages drawn", `[...document.querySelectorAll(".pages figure")].every(f => f.getBoundingClientRect().top > innerHeight || f.querySelector("canvas").dataset.drawn)`)
	_ = ask[bool](c, "go to the top", `(window.scrollTo(0, 0), document.activeElement?.blur(), true)`)
	quality := int64(70)
	shot, err := chromedp.Call(c.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatWebp, Quality: &quality})
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.out, name+".webp"), shot.Data, 0o644); err != nil {
		p.t.Fatal(err)
	}
	c.do("set the window back", chromedp.EmulateViewport(1440, 1000))
}

// pages writes pages of the issued letter as a reader of its file shows them.
func (p photographer) pages(file string, numbers ...string) {
	p.t.Helper()
	for _, n := range numbers {
		p.page(file, n, "page-"+n)
	}
}

func (p photographer) page(file, n, name string) {
	p.t.Helper()
	command := exec.Command("pdftoppm", "-png", "-r", "100", "-f", n, "-l", n, "-singlefile", file, filepath.Join(p.out, name))
	if text, err := command.CombinedOutput(); err != nil {
		p.t.Fatalf("pdftoppm (Debian package: poppler-utils): %v: %s", err, text)
	}
}
