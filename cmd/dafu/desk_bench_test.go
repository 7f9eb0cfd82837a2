package main

import (
	"slices"
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
