package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The merge page shows one entry at a time with a counter, by J and K, with what
// stands before and behind the place in sight; on a phone it is short and its bar lies
// over nothing (faults U28).
func TestMergingOneEntryAtATime(t *testing.T) {
	s := start(t, t.TempDir(), "--sample")
	login, password := sampleLogin(t, s, "keji.chengban")
	c := loggedIn(t, chromium(t), s.url, login, password)
	path := mergeInSample(c)
	n := ask[int](c, "count the entries", `document.querySelectorAll("section.entry").length`)
	if n < 3 {
		t.Fatalf("%d entries", n)
	}
	shown := func() string {
		return ask[string](c, "see which are shown", `[...document.querySelectorAll("section.entry")].map((e, i) => e.checkVisibility() ? i : "").join("")`)
	}
	if got := shown(); got != "0" {
		t.Errorf("shown at first: %s", got)
	}
	c.sees(fmt.Sprintf("第1处，共%d处", n))
	c.do("press J", chromedp.KeyEvent("j"))
	c.do("press J", chromedp.KeyEvent("j"))
	c.do("press K", chromedp.KeyEvent("k"))
	if got := shown(); got != "1" {
		t.Errorf("after J, J, K: %s", got)
	}
	c.sees(fmt.Sprintf("第2处，共%d处", n))
	c.choose("verdict-1", "edited")
	c.do("type a j", chromedp.Focus(`[name="text-1"]`), chromedp.KeyEvent("jk"+kb.End))
	if got := shown(); got != "1" {
		t.Errorf("typing j and k left the entry: %s", got)
	}
	c.choose("verdict-1", "used")
	if !ask[bool](c, "see the words between before and behind", `(() => { const box = [...document.querySelectorAll("section.entry")][1].querySelector(".spot:has(:checked) + .around");
		return box.checkVisibility() && [...box.querySelectorAll(".around-new")].map((p) => p.textContent).join("").length > 10 && box.querySelectorAll("p").length > 2 })()`) {
		t.Error("what is inserted is not shown in its place")
	}
	c.photo("merge-one")
	for _, width := range []int64{1440, 360} {
		c.do("set the window", chromedp.EmulateViewport(width, 800))
		for i := range n {
			c.toEntry(i)
			c.choose(fmt.Sprintf("verdict-%d", i), "used")
			high := ask[int](c, "measure", `document.documentElement.scrollHeight`)
			if high > 3000 {
				t.Errorf("entry %d at %d px is %d px long", i+1, width, high)
			}
		}
		if width == 360 && ask[bool](c, "look at the bar", `(() => { const bar = document.querySelector(".acts.sticky").getBoundingClientRect();
			return [...document.querySelectorAll("section.entry")].some((e) => { const r = e.getBoundingClientRect(); return r.height && r.bottom > bar.top + 1 && r.top < bar.bottom }) })()`) {
			t.Error("the bar lies over the entry")
		}
	}
	c.do("set the window back", chromedp.EmulateViewport(1440, 1000))
	c.do("list all", chromedp.Click(`//button[normalize-space()="列出全部"]`))
	if got := shown(); len(got) < n {
		t.Errorf("all: %s", got)
	}
	c.press("合并到答复稿")
	c.sees("已合并")
	_ = path
	s.stop(t)
}
