package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// window gives the page this many CSS pixels, scale device pixels each: 720 × 400
// at 2 is a window of 1440 × 800 zoomed to 200 %.
func (c *clerk) window(width, height int64, scale float64) {
	c.t.Helper()
	if _, err := chromedp.Call(c.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: scale}); err != nil {
		c.t.Fatal(err)
	}
	c.await("have the window", fmt.Sprintf(`innerWidth === %d && innerHeight === %d`, width, height))
	time.Sleep(200 * time.Millisecond)
}

// oneLine is a script that tells whether the children of an element that are seen
// stand on one line, none over another.
const oneLine = `((s) => { const all = [...document.querySelector(s).children].filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect()).sort((a, b) => a.left - b.left);
	return all.every((r, i) => Math.abs((r.top + r.bottom) - (all[0].top + all[0].bottom)) < 8 && (i === 0 || r.left >= all[i - 1].right - 0.5)) })`

// TestTheDeskIsUsableZoomed holds the desk in windows that are zoomed or small.
func TestTheDeskIsUsableZoomed(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	for _, w := range []struct {
		name          string
		width, height int64
		scale         float64
	}{
		{"1440 × 900", 1440, 900, 1}, {"1280 × 720", 1280, 720, 1}, {"1366 × 768 at 125 %", 1093, 490, 1.25}, {"1440 × 800 at 200 %", 720, 400, 2}, {"a phone", 360, 740, 3},
	} {
		c.window(w.width, w.height, w.scale)
		c.do("go to the text", chromedp.Evaluate[chromedp.Void](`document.querySelector(".cm-editor").scrollIntoView({block: "end"})`))
		lines := ask[float64](c, "count the editor's lines", `(() => { const r = document.querySelector(".cm-editor").getBoundingClientRect(); const line = parseFloat(getComputedStyle(document.querySelector(".cm-scroller")).lineHeight);
			return (Math.min(innerHeight, r.bottom) - Math.max(0, r.top)) / line })()`)
		if lines < 12 {
			t.Errorf("%s: the editor shows %.1f lines", w.name, lines)
		}
		if w.width >= 1280 && !ask[bool](c, "look at the tool bar", oneLine+`(".text-bar")`) {
			t.Errorf("%s: the tool bar is not on one line", w.name)
		}
		if wide := ask[int](c, "measure the page", `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
			t.Errorf("%s: the page is %d px too wide", w.name, wide)
		}
		// Pages beside the text, by a press.
		if w.width >= 1280 || w.width < 680 {
			continue
		}
		c.hit("#desk-beside")
		c.await("see both", `["#desk-editor", "#desk-pages canvas"].every(s => { const r = document.querySelector(s).getBoundingClientRect(); return r.width > 200 && r.left >= 0 && r.right <= innerWidth })`)
		c.await("see the page drawn", `!!document.querySelector("#desk-pages canvas[data-drawn]")`)
		c.hit("#desk-beside")
		c.await("see the text alone", `!document.getElementById("desk-paper").checkVisibility()`)
	}
	o.served.stop(t)
}

// TestTheDeskFindsAndReplaces opens the panel by its button and by Ctrl H.
func TestTheDeskFindsAndReplaces(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.window(1280, 800, 1)
	n := strings.Count(c.storedText(), "创新平台")
	c.hit(`.text-bar [data-help=find]`)
	c.await("be in the field", `document.activeElement?.name === "search"`)
	c.types("创新平台")
	c.await("read how many there are", fmt.Sprintf(`document.querySelector(".find-count").textContent === "%d 处"`, n))
	c.key("\r")
	c.await("read which one it is", fmt.Sprintf(`document.querySelector(".find-count").textContent === "1 / %d 处"`, n))
	if !ask[bool](c, "look at the panel", oneLine+`(".find-line")`) {
		t.Error("the find panel is not on one line")
	}
	c.key("h", chromedp.ModifierCtrl)
	c.await("be asked for the other words", `document.activeElement?.name === "replace"`)
	for i := range 2 {
		if !ask[bool](c, "look at the panel", oneLine+fmt.Sprintf(`(".find-line:nth-child(%d)")`, i+1)) {
			t.Errorf("line %d of the find panel is not on one line", i+1)
		}
	}
	c.types("创新载体")
	c.do("replace all", chromedp.Click(`//button[normalize-space()="全部替换"]`))
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); strings.Contains(got, "创新平台") || strings.Count(got, "创新载体") != n {
		t.Errorf("of %d places %d were replaced", n, strings.Count(got, "创新载体"))
	}
	c.await("read that none is left", `document.querySelector(".find-count").textContent === "没有找到"`)
	c.key("\x1b")
	c.await("see it closed", `!document.querySelector(".find")`)
	o.served.stop(t)
}

// TestNothingMovesWhileTheServerIsAway types on while the server is away: one slim
// line says so, and the text stands where it stood.
func TestNothingMovesWhileTheServerIsAway(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("先写一句。")
	c.clean()
	_ = ask[bool](c, "watch what moves", `(window.shifted = 0, new PerformanceObserver(l => l.getEntries().forEach(e => window.shifted += e.value)).observe({type: "layout-shift", buffered: false}), window.top0 = document.querySelector(".cm-editor").getBoundingClientRect().top, true)`)
	o.served.stop(t)
	c.types("断网后写的。")
	c.says("desk-passing", "文字留在这台电脑上")
	time.Sleep(4 * time.Second) // the pages are asked for again
	seen := ask[[]float64](c, "look at the lines", `[...document.querySelectorAll("#desk-passing > *, #desk-notes > *")].filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)`)
	if len(seen) != 1 || seen[0] > 40 {
		t.Errorf("being offline is said in lines of %v px", seen)
	}
	if moved := ask[float64](c, "measure", `document.querySelector(".cm-editor").getBoundingClientRect().top - window.top0`); moved != 0 {
		t.Errorf("the editor moved by %v px", moved)
	}
	o.served = restart(t, o)
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); !strings.Contains(got, "先写一句。断网后写的。") {
		t.Error("what was typed while the server was away is not saved")
	}
	o.served.stop(t)
}

// TestASignedOutDeskAsksNoMore signs out in another tab: the desk says so once,
// keeps what is typed, asks nothing until somebody comes back, and then saves.
func TestASignedOutDeskAsksNoMore(t *testing.T) {
	o := newOffice(t)
	profile := o.clerk("keji.chengban")
	c, _ := profile.newTab()
	c.desk()
	profile.open("/work")
	_ = ask[bool](profile, "sign out", `(fetch("/logout", {method: "POST", redirect: "manual"}).then(() => window.out = true), true)`)
	profile.await("be signed out", `window.out === true`)
	c.says("desk-passing", "您已退出登录")
	c.watchSent()
	_ = ask[bool](c, "mark the line", `(document.querySelector("#desk-passing > *").dataset.mark = "1", true)`)
	c.caretAfter("张某某委员：")
	c.types("退出后写的。")
	time.Sleep(9 * time.Second) // two beats, and the rest after which a text is saved
	if sent := ask[[]string](c, "look at what was asked", `window.sent.map(([u]) => u)`); len(sent) > 0 {
		t.Errorf("signed out, the desk asked for %v", sent)
	}
	if !ask[bool](c, "look at the line", `document.querySelector("#desk-passing > *").dataset.mark === "1"`) {
		t.Error("that one is signed out is said again and again")
	}
	profile.open("/login")
	profile.fill("login", "keji.chengban")
	profile.fill("password", o.password("keji.chengban"))
	profile.press("登录")
	_ = ask[bool](c, "come back to the window", `(window.dispatchEvent(new Event("focus")), true)`)
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); !strings.Contains(got, "张某某委员：退出后写的。") {
		t.Errorf("what was typed while signed out is lost: %.100q", got)
	}
	c.await("see the line gone", `!document.querySelector("#desk-passing > *")`)
	o.served.stop(t)
}

// TestTwoWindowsOfOneAccountAreTold writes in one place in two windows of one
// account: nobody is said to be a colleague of themselves.
func TestTwoWindowsOfOneAccountAreTold(t *testing.T) {
	o := newOffice(t)
	one := o.clerk("keji.chengban")
	two, _ := one.newTab()
	one.desk()
	two.desk()
	for c, words := range map[*clerk]string{one: "，写得长一些", two: "，改得短"} {
		o.pause(c)
		c.caretAfter("张某某委员")
		c.types(words)
	}
	o.resume(one)
	one.clean()
	o.resume(two)
	two.says("desk-notes", "您在另一个窗口也改了同一处")
	two.says("desk-state", "您在另一个窗口")
	if notes := ask[string](two, "read the notes", `document.getElementById("desk-notes").innerText`); strings.Contains(notes, "承办人") || strings.Contains(notes, "对方") {
		t.Errorf("two windows of one account are told %q", notes)
	}
	two.do("take the other window's", chromedp.Click(`//button[normalize-space()="用另一个窗口的"]`))
	two.clean()
	if got := two.storedText(); !strings.Contains(got, "写得长一些") {
		t.Errorf("the text is %.100q", got)
	}
	o.served.stop(t)
}

// TestAFindingsBoxCoversNothingThatIsTyped points at a finding, and types.
func TestAFindingsBoxCoversNothingThatIsTyped(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("我厅已作布署。")
	c.await("see the finding", `[...document.querySelectorAll(".cm-content .found")].some(n => n.textContent === "布署")`)
	time.Sleep(1500 * time.Millisecond)
	at := ask[[]float64](c, "where it stands", `(() => { const r = [...document.querySelectorAll(".cm-content .found")].find(n => n.textContent === "布署").getBoundingClientRect(); return [r.left + 8, r.top + r.height / 2] })()`)
	c.do("point at it", chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]))
	c.await("read it", `!!document.querySelector(".found-words")`)
	if !ask[bool](c, "look where it stands", fmt.Sprintf(`document.querySelector(".found-words").getBoundingClientRect().top > %v`, at[1])) {
		t.Error("the box stands over the line above")
	}
	for range 12 {
		c.types("再")
		c.do("move a little", chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at[0]+1, at[1]))
		time.Sleep(120 * time.Millisecond)
		if ask[bool](c, "look for the box", `!!document.querySelector(".found-words")`) {
			t.Fatal("the box stands there while one types")
		}
	}
	o.served.stop(t)
}
