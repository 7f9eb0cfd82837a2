package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// watchPages notes for each key how long it takes until a page that is drawn anew
// is on the screen: from the key's event to behind the next frame.
const watchPages = `(() => { let at = 0; window.shown = [];
	document.querySelector(".cm-content").addEventListener("keydown", () => { at = performance.now() }, true);
	document.querySelector(".cm-content").addEventListener("beforeinput", () => { at ||= performance.now() }, true);
	new MutationObserver(() => { const t = at; at = 0; if (t) requestAnimationFrame(() => setTimeout(() => window.shown.push(performance.now() - t))) })
		.observe(document.getElementById("desk-pages"), {subtree: true, attributes: true, attributeFilter: ["data-drawn"]}) })()`

// BenchmarkTypingShows measures what somebody at the desk waits for: a character
// typed into the invented case of 13 pages until the real page shows it, in
// Chromium, over HTTP, from the real program. It reports the median and the
// slowest of 40.
func BenchmarkTypingShows(b *testing.B) {
	o := newOffice(b)
	c := o.clerk("keji.chengban")
	c.desk()
	c.do("watch the pages", chromedp.Evaluate[chromedp.Void](watchPages))
	c.caretAfter("张某某委员：")
	c.key("\r")
	for b.Loop() {
		time.Sleep(time.Second)
		_ = ask[bool](c, "begin", `(window.shown = [], true)`)
		for i := range 40 {
			c.types(string([]rune("创新驱动发展战略实施")[i%10]))
			time.Sleep(200 * time.Millisecond)
		}
		all := ask[[]float64](c, "read the times", `window.shown`)
		if len(all) < 30 {
			b.Fatalf("of 40 characters %d were seen", len(all))
		}
		slices.Sort(all)
		b.ReportMetric(all[len(all)/2], "ms/median")
		b.ReportMetric(all[len(all)-1], "ms/max")
	}
}

// BenchmarkFindingsShow measures how long somebody at the desk waits after the
// last character of a mistake until it is underlined.
func BenchmarkFindingsShow(b *testing.B) {
	o := newOffice(b)
	c := o.clerk("keji.chengban")
	c.desk()
	c.caretAfter("张某某委员：")
	c.key("\r")
	_ = ask[bool](c, "watch the lines", `(() => { let at = 0; window.shown = [];
		document.querySelector(".cm-content").addEventListener("beforeinput", () => { at = performance.now() }, true);
		const found = () => [...document.querySelectorAll(".cm-content .found")].filter(n => n.textContent === "布署").length;
		let before = found();
		new MutationObserver(() => { const n = found(); if (n > before && at) { window.shown.push(performance.now() - at); at = 0 } before = n })
			.observe(document.querySelector(".cm-content"), {subtree: true, childList: true, attributes: true}); return true })()`)
	for b.Loop() {
		time.Sleep(time.Second)
		_ = ask[bool](c, "begin", `(window.shown = [], true)`)
		for range 30 {
			c.types("布署。")
			time.Sleep(300 * time.Millisecond)
		}
		all := ask[[]float64](c, "read the times", `window.shown`)
		if len(all) < 20 {
			b.Fatalf("of 30 mistakes %d were seen", len(all))
		}
		slices.Sort(all)
		b.ReportMetric(all[len(all)/2], "ms/median")
		b.ReportMetric(all[len(all)-1], "ms/max")
	}
}

// longText is 206 KB: with the invented case about 145 pages.
var longText = strings.Repeat("省科技厅围绕新质生产力发展，统筹推进平台建设、项目实施、人才引育和成果转化，持续完善科技创新体系。\n", 206*1024/(3*50))

// pastes puts a text in at the caret as from the clipboard.
func (c *clerk) pastes(text string) {
	c.t.Helper()
	_ = ask[bool](c, "paste", fmt.Sprintf(`(() => { window.pasted = performance.now(); const d = new DataTransfer(); d.setData("text/plain", %q);
		document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true, cancelable: true})); return true })()`, text))
}

func report(b *testing.B, all []float64, unit string) {
	b.Helper()
	if len(all) == 0 {
		b.Fatal("nothing was seen")
	}
	slices.Sort(all)
	b.ReportMetric(all[len(all)/2], "ms/median-"+unit)
	b.ReportMetric(all[len(all)-1], "ms/max-"+unit)
}

// BenchmarkLongLetterShows measures a letter of 145 pages at the desk: the paste
// until its page stands there, single keys, and a burst of 120 keys a second.
func BenchmarkLongLetterShows(b *testing.B) {
	o := newOffice(b)
	c := o.clerk("keji.chengban")
	c.desk()
	_ = ask[bool](c, "watch the requests", `(() => { window.took = []; const real = window.fetch; window.fetch = async (u, ...a) => { const t = performance.now(); const r = await real(u, ...a); if (String(u).endsWith("/live")) window.took.push(performance.now() - t); return r }; return true })()`)
	c.caretAfter("张某某委员：")
	c.key("\r")
	var pasted []float64
	for b.Loop() {
		time.Sleep(3 * time.Second)
		_ = ask[bool](c, "watch for the page", `(window.stands = 0, new MutationObserver((_, w) => { if (document.querySelectorAll("#desk-pages canvas").length < 100) return; w.disconnect(); requestAnimationFrame(() => setTimeout(() => window.stands = performance.now() - window.pasted)) }).observe(document.getElementById("desk-pages"), {subtree: true, attributes: true, childList: true}), true)`)
		c.pastes(longText)
		c.await("see the pages", `window.stands > 0`)
		pasted = append(pasted, ask[float64](c, "read the time", `window.stands`))
		c.clean()
		c.do("watch the pages", chromedp.Evaluate[chromedp.Void](watchPages))
		_ = ask[bool](c, "begin", `(window.shown = [], window.took = [], true)`)
		for i := range 30 {
			c.types(string([]rune("创新驱动发展战略实施")[i%10]))
			time.Sleep(900 * time.Millisecond)
		}
		report(b, ask[[]float64](c, "read the times", `window.shown`), "key")
		report(b, ask[[]float64](c, "read the requests", `window.took`), "request")
		_ = ask[bool](c, "type 120 a second", `(() => { window.lag = []; let n = 0; const timer = setInterval(() => { const t = performance.now(); document.execCommand("insertText", false, "字"); requestAnimationFrame(() => setTimeout(() => window.lag.push(performance.now() - t))); if (++n === 240) { clearInterval(timer); window.typed = true } }, 1000 / 120); return true })()`)
		c.await("have typed", `window.typed === true`)
		report(b, ask[[]float64](c, "read the times", `(window.typed = false, window.lag)`), "burst")
		b.StopTimer()
		c.do("take it out again", chromedp.Evaluate[chromedp.Void](`(() => { const e = document.querySelector(".cm-content"); e.focus(); document.execCommand("selectAll") })()`))
		c.pastes("张某某委员：\n一段。")
		c.await("see few pages", `document.querySelectorAll("#desk-pages canvas").length < 10`)
		c.clean()
		b.StartTimer()
	}
	report(b, pasted, "paste")
}

// BenchmarkDeskOpens measures from the press to the letterhead on the desk's first
// page, and to the preview's first page.
func BenchmarkDeskOpens(b *testing.B) {
	o := newOffice(b)
	c := o.clerk("keji.chengban")
	var desk, preview []float64
	for b.Loop() {
		c.open(deskCase + "/desk")
		c.await("see the page", `!!document.querySelector("#desk-pages canvas[data-drawn]")`)
		desk = append(desk, ask[float64](c, "read the time", `performance.getEntriesByName("desk-first-page")[0]?.startTime ?? -1`))
		c.open(deskCase + "/preview")
		c.seesPages()
		preview = append(preview, ask[float64](c, "read the time", `performance.getEntriesByName("preview-first-page")[0]?.startTime ?? -1`))
	}
	report(b, desk, "desk")
	report(b, preview, "preview")
}
