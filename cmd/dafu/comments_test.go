package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// selects selects words of the text, which must be in view and in one piece.
func (c *clerk) selects(words string) {
	c.t.Helper()
	c.caretAfter(words)
	for range []rune(words) {
		c.key(kb.ArrowLeft, chromedp.ModifierShift)
	}
	c.await("have selected "+words, fmt.Sprintf(`getSelection().toString() === %q`, words))
}

// writes puts words into a field of the desk as typing does.
func (c *clerk) writes(id, words string) {
	c.t.Helper()
	_ = ask[bool](c, "write into "+id, fmt.Sprintf(`(() => { const a = document.getElementById(%q); a.focus(); a.value = %q; a.dispatchEvent(new Event("input", {bubbles: true})); return true })()`, id, words))
}

// Two departments talk in the margin: the lead on its desk, the co-handler on a
// page without a script of its own.
func TestTwoDepartmentsTalkInTheMargin(t *testing.T) {
	o := newOffice(t)
	lead, other := o.clerk("keji.chengban"), o.clerk("jiaoyu.chengban")
	lead.desk()
	lead.selects("答复如下")
	lead.key("m", chromedp.ModifierCtrl, chromedp.ModifierAlt)
	lead.says("desk-comments", "答复如下")
	lead.writes("remark-new", `请核对<script>window.ran = 1</script>这一句`)
	lead.hit(`#desk-comments input[value="all"]`)
	lead.do("send it", chromedp.Click(`//button[normalize-space()="提交批注"]`))
	lead.says("desk-comments-open", "1")
	lead.await("see the words marked", `document.querySelector(".cm-comment")?.textContent === "答复如下" && !!document.querySelector(".cm-comment-sign")`)

	other.open(deskCase + "/comments")
	other.await("read it", `document.body.innerText.includes("请核对<script>window.ran = 1</script>这一句") && document.body.innerText.includes("答复如下")`)
	other.do("answer", chromedp.SendKeys(`.thread textarea`, "已核对，没有问题"))
	other.press("答复")
	other.await("see the answer", `document.querySelector(".thread .answer").innerText.includes("已核对，没有问题")`)
	lead.says("desk-comments", "已核对，没有问题")
	if ask[bool](lead, "look whether it ran", `window.ran === 1`) || ask[bool](other, "look whether it ran", `window.ran === 1`) {
		t.Error("a comment ran as a script")
	}

	// What is typed inside belongs to the words, at once and after it was saved.
	lead.caretAfter("答复如")
	lead.types("此这般")
	lead.await("see the mark grow", `document.querySelector(".cm-comment")?.textContent === "答复如此这般下"`)
	lead.says("desk-comments", "现在是：答复如此这般下")
	lead.photo("desk-comments")
	other.open(deskCase + "/comments")
	other.await("see both wordings", `document.body.innerText.includes("现在是：答复如此这般下")`)
	other.photo("comments")

	lead.selects("答复如此这般下")
	lead.key(kb.Backspace)
	lead.says("desk-comments", "已经从文稿里删去")
	lead.await("see no mark", `!document.querySelector(".cm-comment")`)
	lead.do("resolve it", chromedp.Click(`//section[contains(@class,"remark-card")]//button[normalize-space()="解决"]`))
	lead.await("see none open", `document.getElementById("desk-comments-open").textContent === ""`)
	other.open(deskCase + "/comments")
	other.await("see it resolved", `document.body.innerText.includes("已解决")`)
	if got := lead.storedText(); strings.Contains(got, "核对") {
		t.Error("a comment got into the text")
	}
	o.served.stop(t)
}

// photo asks axe about the page, wide and narrow, and takes pictures where somebody
// wants to look at them (DAFU_PHOTOS names the folder).
func (c *clerk) photo(name string) {
	c.t.Helper()
	for _, width := range []int64{1440, 360} {
		c.do("set the window", chromedp.EmulateViewport(width, 1000))
		c.accessible(fmt.Sprintf("%s at %d", name, width))
		if folder := os.Getenv("DAFU_PHOTOS"); folder != "" {
			shot, err := chromedp.Call(c.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{})
			if err != nil {
				c.t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%d.png", name, width)), shot.Data, 0o600); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	c.do("set the window back", chromedp.EmulateViewport(1440, 1000))
}
