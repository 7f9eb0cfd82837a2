package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// deskCase is the invented case whose draft is written and for which one opinion
// has come in.
const deskCase = "/cases/2"

// office is the sample, served, with its accounts' passwords.
type office struct {
	t       testing.TB
	dir     string
	served  started
	browser context.Context
}

func newOffice(t testing.TB) *office {
	t.Helper()
	browser := chromium(t)
	dir := t.TempDir()
	return &office{t, dir, start(t, dir, "--sample"), browser}
}

// clerk signs somebody in, in a browser profile of their own.
func (o *office) clerk(login string) *clerk {
	o.t.Helper()
	return loggedIn(o.t, o.browser, o.served.url, login, o.password(login))
}

func (o *office) password(login string) string {
	o.t.Helper()
	found := regexp.MustCompile(login + `\s+(\S+)`).FindStringSubmatch(o.served.banner)
	if found == nil {
		o.t.Fatalf("no password of %s in\n%s", login, o.served.banner)
	}
	return found[1]
}

// desk opens the desk and waits until its first page is drawn.
func (c *clerk) desk() {
	c.t.Helper()
	c.open(deskCase + "/desk")
	c.await("see the desk", `document.getElementById("desk")?.dataset.ready === "1" && (!document.getElementById("desk-paper").checkVisibility() || !!document.querySelector("#desk-pages canvas[data-drawn]"))`)
}

// caretAfter puts the caret behind words of the text, which must be in view. An
// answer of the server that is drawn at this very moment puts the editor's own
// selection back before it has heard of this one: then it is put there again.
func (c *clerk) caretAfter(words string) {
	c.t.Helper()
	put := fmt.Sprintf(`(() => {
		const walker = document.createTreeWalker(document.querySelector(".cm-content"), NodeFilter.SHOW_TEXT);
		for (let n; (n = walker.nextNode());) {
			const at = n.data.indexOf(%[1]q);
			if (at < 0) continue;
			document.querySelector(".cm-content").focus();
			getSelection().collapse(n, at + %[1]q.length);
			return true;
		}
		return false })()`, words)
	there := fmt.Sprintf(`(() => {
		const s = getSelection(), line = document.querySelector(".cm-activeLine");
		if (!s.anchorNode || !line?.contains(s.anchorNode)) return false;
		const before = document.createRange();
		before.setStart(line, 0);
		before.setEnd(s.anchorNode, s.anchorOffset);
		return before.toString().slice(-%[1]q.length - 4).includes(%[1]q) })()`, words) // a mark may stand there too
	for range 20 {
		c.await("find "+words, put)
		time.Sleep(100 * time.Millisecond) // the editor reads the selection when the browser tells it
		if ask[bool](c, "look where the caret is", there) {
			return
		}
	}
	c.t.Fatalf("the caret does not stay behind %q\n%s", words, c.words())
}

// types types as an input method does: the words at once.
func (c *clerk) types(words string) {
	c.t.Helper()
	if _, err := chromedp.Call(c.ctx, input.InsertText, input.InsertTextParams{Text: words}); err != nil {
		c.t.Fatal(err)
	}
}

func (c *clerk) key(keys string, modifiers ...chromedp.Modifier) {
	c.t.Helper()
	c.do("press "+keys, chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

// hit presses what the selector finds, without a change of page.
func (c *clerk) hit(selector string) {
	c.t.Helper()
	c.do("press "+selector, chromedp.Click(selector))
}

func (c *clerk) says(id, words string) {
	c.t.Helper()
	c.await(fmt.Sprintf("see %q in %s", words, id), fmt.Sprintf(`document.getElementById(%q).textContent.includes(%q)`, id, words))
}

// storedText is what the server has.
func (c *clerk) storedText() string {
	c.t.Helper()
	_ = ask[string](c, "ask for the text", fmt.Sprintf(`(fetch(%q).then(r => r.json()).then(j => window.stored = j.text), window.stored = undefined, "")`, deskCase+"/desk/text"))
	c.await("hear the text", `window.stored !== undefined`)
	return ask[string](c, "read the text", `window.stored`)
}

// drawnPixels is a digest of what the first page in view looks like.
const drawnPixels = `(() => { const c = [...document.querySelectorAll("#desk-pages canvas")].find(c => c.getBoundingClientRect().bottom > 120);
	const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; let h = 0; for (let i = 0; i < d.length; i += 4) h = (h * 31 + d[i]) | 0; return h })()`

func TestTheDeskShowsTruePagesAsOneTypes(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	before := ask[int](c, "look at the page", drawnPixels)
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("感谢您长期关心科技工作。")
	c.await("see the page change", fmt.Sprintf(`%s !== %d`, drawnPixels, before))
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); !strings.Contains(got, "\n感谢您长期关心科技工作。\n") {
		t.Errorf("saved on its own, the text is %.200q", got)
	}

	// A line pressed on the paper brings the caret there.
	c.do("press a line on the paper", chromedp.Evaluate[chromedp.Void](`(() => { const c = document.querySelector("#desk-pages canvas"), r = c.getBoundingClientRect();
		const at = {bubbles: true, clientX: r.left + r.width * 0.5, clientY: r.top + r.height * 0.735}; c.dispatchEvent(new MouseEvent("click", at)) })()`))
	c.await("see the caret on the paper", `!!document.querySelector(".paper-caret")`)
	line := ask[string](c, "read the caret's line", `document.querySelector(".cm-activeLine").textContent`)
	if !strings.Contains(line, "《关于充分发挥") && !strings.Contains(line, "感谢您长期") {
		t.Errorf("pressing the first paragraph on the paper goes to %.60q", line)
	}

	// The caret far down brings its page into view, and the outline follows.
	c.do("go to the last heading", chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("#desk-outline .outline-go")].at(-1).click()`))
	c.await("see a later page", `Number(document.getElementById("desk-where").textContent.match(/第 (\d+) 页/)[1]) > 5`)
	if ask[string](c, "read the outline", `document.querySelector("#desk-outline li[aria-current] .outline-go").textContent`) !=
		ask[string](c, "read the last heading", `[...document.querySelectorAll("#desk-outline .outline-go")].at(-1).textContent`) {
		t.Error("the outline does not mark where the caret stands")
	}

	// What was typed comes back, letter by letter.
	c.desk()
	c.await("see the words again", `document.querySelector(".cm-content").innerText.includes("感谢您长期关心科技工作。")`)
	o.served.stop(t)
}

func TestHeadingsMoveWithTheirNumbers(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	heads := func() []string {
		return ask[[]string](c, "read the outline", `[...document.querySelectorAll("#desk-outline .outline-go")].map(b => b.textContent)`)
	}
	before := heads()
	c.do("move the third heading up", chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("#desk-outline li")[2].querySelector("[aria-label$=移到上一个之前]").click()`))
	c.says("desk-foot", "已重排")
	c.await("see the outline anew", fmt.Sprintf(`(t => t.startsWith("（一）") && t !== %q)(document.querySelectorAll("#desk-outline .outline-go")[1].textContent)`, before[1]))
	after := heads()
	if !strings.HasPrefix(after[1], "（一）") || !strings.HasPrefix(after[2], "（二）") || after[1][9:] != before[2][9:] || after[2][9:] != before[1][9:] {
		t.Errorf("%q and %q became %q and %q", before[1], before[2], after[1], after[2])
	}
	_ = ask[bool](c, "go back to the text", `(document.querySelector(".cm-content").focus(), true)`)
	c.key("z", chromedp.ModifierCtrl)
	c.key("z", chromedp.ModifierCtrl)
	c.await("see it undone", fmt.Sprintf(`document.querySelectorAll("#desk-outline .outline-go")[1]?.textContent === %q && document.querySelectorAll("#desk-outline .outline-go")[2]?.textContent === %q`, before[1], before[2]))
	o.served.stop(t)
}

func TestTwoPeopleWriteInOneDraft(t *testing.T) {
	o := newOffice(t)
	drafter, head := o.clerk("keji.chengban"), o.clerk("keji.fuze")
	drafter.desk()
	head.desk()
	drafter.says("desk-people", "负责人")
	head.says("desk-people", "承办人")

	drafter.caretAfter("张某某委员：")
	drafter.key("\r")
	drafter.types("承办人新加的一段。")
	head.caretAfter("答复如下。")
	head.key("\r")
	head.types("负责人新加的一段。")
	for _, c := range []*clerk{drafter, head} {
		c.await("see both paragraphs", `["承办人新加的一段。", "负责人新加的一段。"].every(w => document.querySelector(".cm-content").innerText.includes(w))`)
	}

	// Both change the same words: both versions stand side by side.
	for _, c := range []*clerk{drafter, head} {
		c.await("have all saved", `document.getElementById("desk-state").dataset.state === "clean"`)
	}
	o.pause(drafter, head)
	for c, words := range map[*clerk]string{drafter: "，写得长一些", head: "，改得短"} {
		c.caretAfter("承办人新加的一段")
		c.types(words)
		c.await("see the words in the text", fmt.Sprintf(`document.querySelector(".cm-content").innerText.includes("承办人新加的一段"+%q)`, words))
	}
	for _, c := range []*clerk{drafter, head} {
		c.says("desk-state", "正在保存") // and held back
	}
	o.resume(drafter)
	drafter.says("desk-state", "已自动保存")
	o.resume(head)
	head.says("desk-notes", "改了同一处")
	head.says("desk-notes", "写得长一些")
	head.says("desk-notes", "改得短")
	head.do("keep both", chromedp.Click(`//button[normalize-space()="两段都留"]`))
	head.says("desk-state", "已自动保存")
	got := head.storedText()
	if !strings.Contains(got, "写得长一些") || !strings.Contains(got, "改得短") {
		t.Errorf("of two versions one is gone: %.300q", got)
	}
	o.served.stop(t)
}

// pause holds the desks' requests back, as a slow network would.
func (o *office) pause(all ...*clerk) {
	o.t.Helper()
	for _, c := range all {
		_ = ask[bool](c, "hold requests back", `(window.really ??= window.fetch, window.held = [], window.fetch = (...a) => new Promise((ok, no) => window.held.push(() => window.really(...a).then(ok, no))), true)`)
	}
}

func (o *office) resume(c *clerk) {
	o.t.Helper()
	_ = ask[bool](c, "let requests through", `(window.fetch = window.really, window.held.splice(0).forEach(go => go()), true)`)
}

func TestNothingTypedIsLost(t *testing.T) {
	o := newOffice(t)
	profile := o.clerk("keji.chengban")
	c, closeTab := profile.newTab()
	c.desk()

	// The server goes away while somebody writes, and comes back.
	o.served.stop(t)
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("断网时写的一句。")
	c.says("desk-state", "未保存")
	c.says("desk-passing", "文字留在这台电脑上")
	o.served = restart(t, o)
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); !strings.Contains(got, "断网时写的一句。") {
		t.Error("what was typed while the server was away is not saved")
	}

	// The session ends while somebody writes.
	o.pause(c)
	c.caretAfter("断网时写的一句。")
	c.types("退出后写的一句。")
	_ = ask[bool](c, "end the session elsewhere", `(window.really("/logout", {method: "POST", redirect: "manual"}).then(() => window.out = true), true)`)
	c.await("be signed out", `window.out === true`)
	o.resume(c)
	c.says("desk-state", "已退出登录")
	c.says("desk-passing", "重新登录")
	again := ask[string](c, "what is kept", `Object.entries(localStorage).find(([k]) => k.startsWith("dafu.desk."))?.[1] ?? ""`)
	if !strings.Contains(again, "退出后写的一句。") {
		t.Fatalf("this browser keeps %.100q", again)
	}

	// The tab is gone; another sign-in is offered the words.
	closeTab()
	c = profile
	c.open("/login")
	c.fill("login", "keji.chengban")
	c.fill("password", o.password("keji.chengban"))
	c.press("登录")
	c.desk()
	c.says("desk-notes", "没有保存的文字")
	c.do("take the words back", chromedp.Click(`//button[normalize-space()="找回"]`))
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); !strings.Contains(got, "断网时写的一句。退出后写的一句。") {
		t.Errorf("brought back, the text is %.200q", got)
	}
	if kept := ask[bool](c, "look into the browser", `Object.keys(localStorage).some(k => k.startsWith("dafu.desk."))`); kept {
		t.Error("saved words stay in the browser")
	}
	o.served.stop(t)
}

// newTab opens another tab in the same profile; closing it asks nobody, as a
// crash does.
func (c *clerk) newTab() (*clerk, func()) {
	c.t.Helper()
	ctx, cancel := chromedp.NewContext(c.ctx)
	c.t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		c.t.Fatalf("open a tab: %v", err)
	}
	return &clerk{c.t, c.url, ctx}, cancel
}

// restart serves the same folder at the same address again.
func restart(t *testing.T, o *office) started {
	t.Helper()
	port := regexp.MustCompile(`:(\d+)/`).FindStringSubmatch(o.served.url)[1]
	banner := o.served.banner
	s := start(t, o.dir, "--addr", "127.0.0.1:"+port)
	s.banner = banner
	return s
}

func TestOpinionsAreTakenOnTheDesk(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.hit("#tab-entries")
	c.await("see the opinions", `document.querySelectorAll(".entry-card").length === 5`)
	waiting := func(n int) {
		t.Helper()
		c.await(fmt.Sprintf("see %d left", n), fmt.Sprintf(`document.querySelectorAll(".entry-card").length === %d`, n))
	}
	first := ask[string](c, "read the first", `document.querySelector(".entry-words").innerText.trim().slice(-20)`)
	c.hit(".entry-card .primary")
	waiting(4)
	if got := c.storedText(); !strings.Contains(got, first) {
		t.Errorf("taken whole, %q is not in the text", first)
	}
	c.await("see whose words they are", `!!document.querySelector(".cm-content .src")`)

	c.do("point at them", chromedp.Evaluate[chromedp.Void](`(() => { const r = document.querySelector(".cm-content .src").getClientRects()[0]; window.at = [r.left + 60, r.top + r.height / 2] })()`))
	at := ask[[]float64](c, "where they stand", `window.at`)
	c.do("point at them", chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]))
	c.await("read whose words they are", `document.querySelector(".source-line")?.textContent.startsWith("省教育厅 · 第1次报送 · ")`)
	if share := ask[string](c, "read the shares", `document.querySelector("#desk-shares tbody").textContent`); !strings.Contains(share, "省教育厅") || strings.Contains(share, "NaN") {
		t.Errorf("the shares are %q", share)
	}
	c.do("hide the department's tint", chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("#desk-shares tr")].find(r => r.textContent.includes("省教育厅")).querySelector("input").click()`))
	c.await("see no tint", `!document.querySelector(".cm-content .src")`)

	part := ask[string](c, "select some words", `(() => { const n = document.querySelector(".entry-words p").firstChild; getSelection().setBaseAndExtent(n, 12, n, 40); return n.data.slice(12, 40) })()`)
	c.await("be offered a part", `!document.querySelector(".entry-part").disabled`)
	c.hit(".entry-part")
	waiting(3)
	if got := c.storedText(); !strings.Contains(got, part) {
		t.Errorf("taken in part, %q is not in the text", part)
	}

	c.do("decline", chromedp.Click(`//section[contains(@class,"entry-card")][1]//button[normalize-space()="不采用"]`))
	c.do("say nothing", chromedp.Click(`//button[normalize-space()="记下不采用"]`))
	c.await("be asked why", `document.querySelector(".entry-card .error").innerText.includes("理由")`)
	c.do("say why", chromedp.SendKeys(`.entry-card textarea`, "与已有内容重复"))
	c.do("decline", chromedp.Click(`//button[normalize-space()="记下不采用"]`))
	waiting(2)
	c.says("desk-entries", "不采用：与已有内容重复")

	c.do("edit", chromedp.Click(`//section[contains(@class,"entry-card")][1]//button[normalize-space()="修改后采用"]`))
	_ = ask[bool](c, "rewrite", `(() => { const a = document.querySelector(".entry-card textarea"); a.value = "省教育厅将改写后的内容逐项落实。"; a.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
	c.do("take it edited", chromedp.Click(`//button[normalize-space()="按修改采用"]`))
	waiting(1)
	if got := c.storedText(); !strings.Contains(got, "省教育厅将改写后的内容逐项落实。") {
		t.Error("taken edited, the words are not in the text")
	}
	o.served.stop(t)
}

// TestScriptsInTheTextAreText types what would run if it were markup.
func TestScriptsInTheTextAreText(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types(`（三）<img src=x onerror="ran=1"><script>ran=1</script>`)
	c.says("desk-state", "已自动保存")
	c.says("desk-outline", "<script>")
	c.desk()
	if ask[bool](c, "look whether it ran", `window.ran === 1 || !!document.querySelector("#desk img")`) {
		t.Error("words of the text ran as a script")
	}
	o.served.stop(t)
}

// TestTheDeskBearsALot pastes 200 KB and then types 50 times a second: every
// character is saved, and the pages follow.
func TestTheDeskBearsALot(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	paragraph := "省科技厅围绕新质生产力发展，统筹推进平台建设、项目实施、人才引育和成果转化，持续完善科技创新体系。"
	pasted := strings.Repeat(paragraph+"\n", 200*1024/(3*50))
	c.caretAfter("张某某委员：")
	c.key("\r")
	_ = ask[bool](c, "paste 200 KB", fmt.Sprintf(`(() => { const d = new DataTransfer(); d.setData("text/plain", %q.repeat(%d));
		document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true, cancelable: true})); return true })()`, paragraph+"\n", strings.Count(pasted, "\n")))
	c.await("see more than 100 pages", `document.querySelectorAll("#desk-pages canvas").length > 100`)
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); strings.Count(got, paragraph) != strings.Count(pasted, "\n") {
		t.Errorf("of %d paragraphs that were pasted %d are saved", strings.Count(pasted, "\n"), strings.Count(got, paragraph))
	}

	c.key("z", chromedp.ModifierCtrl)
	c.await("see the paste undone", `document.querySelectorAll("#desk-pages canvas").length < 30`)
	_ = ask[bool](c, "count the questions", `(window.asked = 0, window.really = window.fetch, window.fetch = (u, ...a) => { if (String(u).endsWith("/live")) window.asked++; return window.really(u, ...a) }, true)`)
	_ = ask[bool](c, "type 50 times a second", `(() => { let n = 0; const timer = setInterval(() => { document.execCommand("insertText", false, String.fromCodePoint(0x4E00 + n)); if (++n === 100) { clearInterval(timer); window.typed = true } }, 20); return true })()`)
	c.await("have typed", `window.typed === true`)
	c.says("desk-state", "已自动保存")
	var all strings.Builder
	for n := range 100 {
		all.WriteRune(rune(0x4E00 + n))
	}
	if got := c.storedText(); !strings.Contains(got, all.String()) {
		t.Errorf("of 100 characters typed fast some are gone: %.400q", got)
	}
	if n := ask[int](c, "count", `window.asked`); n == 0 || n > 100 {
		t.Errorf("100 characters made %d questions for pages", n)
	}
	o.served.stop(t)
}

// TestWordComesInAndGoesOut takes the draft to Word and back: not a character is
// lost, and what is no Word file is refused in words.
func TestWordComesInAndGoesOut(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	before := c.storedText()
	choose := func(blob string) {
		t.Helper()
		_ = ask[bool](c, "choose the file", fmt.Sprintf(`(window.chosen = false, %s.then(b => { const d = new DataTransfer(); d.items.add(new File([b], "草稿.docx")); const f = document.getElementById("word-file");
			f.files = d.files; f.dispatchEvent(new Event("change")); window.chosen = true }), true)`, blob))
		c.await("have chosen it", `window.chosen`)
	}
	choose(`Promise.resolve(new Blob(["%PDF-1.7"]))`)
	c.says("desk-notes", "没有读取“草稿.docx”")
	choose(fmt.Sprintf(`fetch(%q).then(r => r.blob())`, deskCase+"/draft.docx"))
	c.await("see what is in it", `document.getElementById("desk-dialog").open`)
	c.do("put it in the text's place", chromedp.Click(`//dialog//button[normalize-space()="换掉全文"]`))
	c.await("see it saved", `/^已自动保存/.test(document.getElementById("desk-state").textContent)`)
	// Title, signature and notes are the case's; the file has them as they are printed.
	got := c.storedText()
	for _, line := range strings.Split(strings.TrimSpace(before), "\n")[:20] {
		if !strings.Contains(got, line) {
			t.Fatalf("after a way through Word %.60q is gone", line)
		}
	}
	o.served.stop(t)
}

// TestPartsAreAskedForAtTheDesk hangs a request on a heading that was typed a
// moment ago; its co-handler sees it, and nothing of the lead's text.
func TestPartsAreAskedForAtTheDesk(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("一、专利快速审查")
	c.says("desk-outline", "专利快速审查")
	c.do("ask on the new heading", chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("#desk-outline li")].find(l => l.textContent.includes("专利快速审查")).querySelector(".outline-ask").click()`))
	c.await("see the form", `document.getElementById("desk-dialog").open`)
	c.do("choose the department", chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("#desk-dialog label.pick")].find(l => l.textContent.includes("省市场监管局")).querySelector("input").click()`))
	send := chromedp.Click(`//dialog//button[normalize-space()="请会办单位报送"]`)
	c.do("ask for nothing", send)
	c.await("be told under the field", `document.getElementById("wrong-wanted").textContent.includes("需要的内容") && document.activeElement.id === "ask-wanted"`)
	c.do("say what is wanted", chromedp.SendKeys(`#ask-wanted`, "请报送专利快速审查的做法和数据，200字左右。"))
	c.do("ask", send)
	c.await("see it on the heading", `[...document.querySelectorAll("#desk-outline li")].some(l => l.textContent.includes("专利快速审查") && !!l.querySelector(".asked-mark"))`)

	other := o.clerk("shijian.chengban")
	other.open(deskCase + "/opinion")
	other.sees("请报送专利快速审查的做法和数据")
	if ask[bool](other, "look for the lead's text", `document.body.innerText.includes("衷心感谢您长期以来")`) {
		t.Error("the co-handler sees the lead's unfinished text")
	}

	// The heading goes: one is asked what becomes of the request.
	remove := func() {
		t.Helper()
		c.do("take the heading out", chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("#desk-outline li")].find(l => l.textContent.includes("专利快速审查")).querySelector(".outline-go").click()`))
		c.key("k", chromedp.ModifierCtrl, chromedp.ModifierShift)
		c.says("desk-notes", "标题“专利快速审查”已从文稿里删除")
		c.says("desk-entries", "已从文稿里删除")
	}
	press := func(words string) {
		t.Helper()
		c.do("press "+words, chromedp.Click(fmt.Sprintf(`//button[normalize-space()=%q and not(@disabled)]`, words)))
	}
	settled := func() {
		t.Helper()
		c.await("see it settled", `!document.querySelector(".note-gone")`)
		c.clean()
	}
	remove()
	press("恢复标题")
	settled()
	if got := c.storedText(); !strings.Contains(got, "\n一、专利快速审查\n") {
		t.Errorf("brought back, the heading is not in %.200q", got)
	}
	c.await("see the request on it again", `[...document.querySelectorAll("#desk-outline li")].some(l => l.textContent.includes("专利快速审查") && !!l.querySelector(".asked-mark"))`)
	remove()
	press("调整到其他标题…")
	c.await("see the form", `document.getElementById("desk-dialog").open`)
	moved := ask[string](c, "choose a heading", `(() => { const s = document.getElementById("gone-heading"); s.selectedIndex = 2; return s.selectedOptions[0].text })()`)
	press("调整")
	settled()
	c.await("see it there", fmt.Sprintf(`[...document.querySelectorAll("#desk-outline li")].some(l => l.querySelector(".outline-go").textContent === %q && [...l.querySelectorAll(".asked-mark")].some(m => m.title.includes("专利快速审查的做法")))`, moved))
	other.open(deskCase + "/opinion")
	other.sees("请报送专利快速审查的做法和数据")

	// Withdrawn, a reason is owed, and the co-handler is not asked any more.
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("一、专利快速审查")
	c.says("desk-outline", "专利快速审查")
	c.do("ask on it once more", chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("#desk-outline li")].find(l => l.textContent.includes("专利快速审查")).querySelector(".outline-ask").click()`))
	c.await("see the form", `document.getElementById("desk-dialog").open`)
	c.do("choose the department", chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("#desk-dialog label.pick")].find(l => l.textContent.includes("省市场监管局")).querySelector("input").click()`))
	c.do("say what is wanted", chromedp.SendKeys(`#ask-wanted`, "请报送第二项内容的做法和数据。"))
	c.do("ask", send)
	c.await("see it on the heading", `[...document.querySelectorAll("#desk-outline li")].some(l => l.textContent.includes("专利快速审查") && !!l.querySelector(".asked-mark"))`)
	remove()
	press("撤销这一项…")
	press("撤销这一项")
	c.await("be asked why", `document.getElementById("wrong-reason").textContent !== ""`)
	c.do("say why", chromedp.SendKeys(`#gone-reason`, "并入其他标题，不再单独报送"))
	press("撤销这一项")
	settled()
	other.open(deskCase + "/opinion")
	if ask[bool](other, "look for it", `document.body.innerText.includes("第二项内容")`) {
		t.Error("the co-handler is still asked for what was withdrawn")
	}
	o.served.stop(t)
}

// TestTheDeskCountsDownBeforeASessionEnds hears from the server that little time
// is left: it says so, and one press goes on.
func TestTheDeskCountsDownBeforeASessionEnds(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	_ = ask[bool](c, "let time run out", `(window.really = window.fetch, window.left = 40, window.fetch = async (u, ...a) => { const r = await window.really(u, ...a);
		if (String(u).endsWith("/live")) window.left = 1800; if (!String(u).endsWith("/here")) return r; const j = await r.json(); j.left = window.left; return new Response(JSON.stringify(j), {status: r.status}) }, true)`)
	c.says("desk-passing", "秒后退出登录")
	c.await("see the seconds go", `(n => { window.first ??= n; return n < window.first })(Number(document.getElementById("desk-passing").textContent.match(/(\d+) 秒/)[1]))`)
	c.do("go on", chromedp.Click(`//button[normalize-space()="继续使用"]`))
	c.await("see that it goes on", `!document.querySelector(".note-countdown") && window.left === 1800`)
	o.served.stop(t)
}

// TestKeptWordsWaitForADecision types on although an older unsaved text is
// offered: neither overwrites the other.
func TestKeptWordsWaitForADecision(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	_ = ask[bool](c, "leave a text behind", `(localStorage.setItem("dafu.desk.2.1", JSON.stringify({text: "上次未保存的整篇文字。", base: 1, at: Date.now() - 60000})), true)`)
	c.desk()
	c.says("desk-notes", "没有保存的文字")
	o.pause(c)
	c.caretAfter("张某某委员：")
	c.types("这次写的。")
	c.await("have both in the browser", `Object.entries(localStorage).filter(([k, v]) => k.startsWith("dafu.desk.2.1") && (v.includes("上次未保存") || v.includes("这次写的"))).length === 2`)
	o.resume(c)
	c.says("desk-state", "已自动保存")
	c.do("take it back", chromedp.Click(`//button[normalize-space()="找回"]`))
	c.await("see the older text", `document.querySelector(".cm-content").innerText.includes("上次未保存的整篇文字。")`)
	o.served.stop(t)
}
