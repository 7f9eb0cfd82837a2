package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// sampleLogin signs somebody of the invented case in.
func sampleLogin(t *testing.T, s started, login string) (name, password string) {
	t.Helper()
	found := regexp.MustCompile(login + `\s+(\S+)`).FindStringSubmatch(s.banner)
	if found == nil {
		t.Fatalf("no password of %s in\n%s", login, s.banner)
	}
	return login, found[1]
}

// endSession ends the clerk's session behind the page's back, as time does.
func (c *clerk) endSession() {
	c.t.Helper()
	_ = ask[string](c, "start to end the session", `(window.ended = "", fetch("/logout", {method: "POST"}).then((r) => window.ended = "yes"), "")`)
	c.await("end the session", `window.ended === "yes"`)
}

// signInAgain is what the login page asks of somebody whose session ended.
func (c *clerk) signInAgain(login, password string) {
	c.t.Helper()
	c.sees("登录已过期")
	c.fill("login", login)
	c.fill("password", password)
	c.press("登录")
}

func (c *clerk) click(text string) {
	c.t.Helper()
	c.do("press "+text, chromedp.Click(fmt.Sprintf(`//main//button[normalize-space()=%q]`, text)))
}

func (c *clerk) wants(name, value string) {
	c.t.Helper()
	script := fmt.Sprintf(`(document.querySelector('[name=%[1]q]:checked') ?? document.querySelector('textarea[name=%[1]q], select[name=%[1]q], input[name=%[1]q]:not([type=radio], [type=checkbox])'))?.value ?? "none"`, name)
	if got := ask[string](c, "read "+name, script); got != value {
		c.t.Errorf("%s is %q, want %q", name, got, value)
	}
}

const kept = `!!sessionStorage.getItem("dafu-sent")`

// mergeInSample opens the invented case's merge screen.
func mergeInSample(c *clerk) string {
	c.t.Helper()
	c.open("/work")
	path := ask[string](c, "find the case", `[...document.querySelectorAll('a.row')].find((a) => a.innerText.includes('合并'))?.pathname ?? document.querySelector('a.row').pathname`) + "/merge"
	c.open(path)
	c.sees("全部按建议位置采用")
	return path
}

// A session that ends while the lead chooses costs none of the choices.
func TestMergeChoicesComeBackAfterTheSessionEnded(t *testing.T) {
	first := chromium(t)
	s := start(t, t.TempDir(), "--sample")
	login, password := sampleLogin(t, s, "keji.chengban")
	c := loggedIn(t, first, s.url, login, password)
	path := mergeInSample(c)

	second := ask[string](c, "read the second suggestion", `document.querySelectorAll('[name="place-0"]')[1].value`)
	elsewhere := ask[string](c, "read another place", `[...document.querySelectorAll('[name="other-1"] option')].map((o) => o.value)
		.find((v) => v && ![...document.querySelectorAll('[name="place-1"]')].some((r) => r.value === v))`)
	c.choose("verdict-0", "used")
	c.choose("place-0", second)
	c.choose("verdict-1", "edited")
	c.placeAt(1, elsewhere)
	c.fill("text-1", "改过的一段文字。")
	c.choose("verdict-2", "declined")
	c.fill("reason-2", "与主办单位的内容重复")
	c.sees("已选3处")
	c.endSession()
	c.press("合并到答复稿")
	c.signInAgain(login, password)
	if c.path() != path {
		t.Fatalf("back at %s, want %s", c.path(), path)
	}
	c.wants("verdict-0", "")
	c.open(path) // looking twice drops nothing
	if !ask[bool](c, "look what is kept", kept) {
		t.Fatal("the backup is gone before anybody took it")
	}
	c.click("找回填写的内容")
	c.sees("已找回，还没有保存。")
	for name, value := range map[string]string{
		"verdict-0": "used", "place-0": second, "verdict-1": "edited", "place-1": "other", "other-1": elsewhere,
		"text-1": "改过的一段文字。", "verdict-2": "declined", "reason-2": "与主办单位的内容重复", "verdict-3": "",
	} {
		c.wants(name, value)
	}
	c.sees("已选3处") // the screen follows what came back
	c.toEntry(2)
	if !ask[bool](c, "look for the reason", `document.querySelector('[name="reason-2"]').checkVisibility()`) {
		t.Error("the reason came back out of sight")
	}
	if ask[bool](c, "look what is kept", kept) {
		t.Error("what came back is still kept")
	}
	c.press("合并到答复稿")
	c.sees("已合并")
	s.stop(t)
}

// Meanwhile somebody else may have merged: entries then have other numbers on
// the page, and places count another draft.
func TestMergeChoicesFindTheirEntriesAgain(t *testing.T) {
	first := chromium(t)
	s := start(t, t.TempDir(), "--sample")
	login, password := sampleLogin(t, s, "keji.chengban")
	c := loggedIn(t, first, s.url, login, password)
	path := mergeInSample(c)
	key := c.value("entry-1")
	suggested := ask[string](c, "read the third suggestion", `document.querySelectorAll('[name="place-1"]')[2].value`)
	c.choose("verdict-0", "used")
	c.choose("verdict-1", "used")
	c.choose("place-1", suggested)
	c.choose("verdict-2", "declined")
	c.fill("reason-2", "与主办单位的内容重复")

	colleague := loggedIn(t, first, s.url, login, password)
	colleague.open(path)
	colleague.choose("verdict-0", "used")
	colleague.press("合并到答复稿")
	colleague.sees("已合并")

	c.endSession()
	c.press("合并到答复稿")
	c.signInAgain(login, password)
	if got := c.value("entry-0"); got != key {
		t.Fatalf("entry %s is first, want %s", got, key)
	}
	fresh := ask[string](c, "read the place", `document.querySelector('[name="place-0"]:checked').value`)
	c.click("找回填写的内容")
	c.sees("有几处没有找回，请核对")
	c.wants("verdict-0", "used")
	c.wants("place-0", fresh) // the old number would name another paragraph
	c.wants("verdict-1", "declined")
	c.wants("reason-1", "与主办单位的内容重复")
	c.wants("verdict-2", "")
	s.stop(t)
}

// One press chooses all that was suggested and leaves what was chosen.
func TestOnePressTakesEverySuggestedPlace(t *testing.T) {
	first := chromium(t)
	s := start(t, t.TempDir(), "--sample")
	login, password := sampleLogin(t, s, "keji.chengban")
	c := loggedIn(t, first, s.url, login, password)
	path := mergeInSample(c)
	c.choose("verdict-1", "declined")
	c.fill("reason-1", "与主办单位的内容重复")
	moved := ask[string](c, "read the second suggestion", `document.querySelectorAll('[name="place-2"]')[1].value`)
	c.choose("place-2", moved)
	c.choose("place-3", "other") // and no place named
	before := ask[string](c, "read the suggestions", `[...document.querySelectorAll('section.entry')].map((e, n) => n === 2 ? e.querySelectorAll('[name^=place-]')[1].value : e.querySelector('[name^=place-]').value).join()`)
	c.click("全部按建议位置采用")
	if c.path() != path {
		t.Fatalf("the page went to %s", c.path())
	}
	got := ask[string](c, "read the choices", `[...document.querySelectorAll('section.entry')].map((e) => e.querySelector('[name^=verdict-]:checked').value).join()`)
	if n := strings.Count(before, ",") + 1; strings.Count(got, "used") != n-1 || strings.Count(got, "declined") != 1 {
		t.Errorf("verdicts %s", got)
	}
	after := ask[string](c, "read the places", `[...document.querySelectorAll('section.entry')].map((e) => e.querySelector('[name^=place-]:checked').value).join()`)
	if after != before {
		t.Errorf("places %s, want %s", after, before)
	}
	c.press("合并到答复稿")
	c.sees("已合并")
	s.stop(t)
}

// What is tabbed to must not lie under the bar at the bottom of the window.
func TestTheStickyBarCoversNothingThatHasTheFocus(t *testing.T) {
	first := chromium(t)
	s := start(t, t.TempDir(), "--sample")
	login, password := sampleLogin(t, s, "keji.chengban")
	c := loggedIn(t, first, s.url, login, password)
	mergeInSample(c)
	for _, window := range [][2]int64{{1440, 900}, {360, 740}} {
		c.do("set the window", chromedp.EmulateViewport(window[0], window[1]))
		covered := ask[string](c, "tab through the form", `(() => {
			window.scrollTo(0, 0);
			const top = document.querySelector(".acts.sticky").getBoundingClientRect().height, out = [];
			for (const e of document.querySelectorAll("section.entry input:not([type=hidden]), section.entry .clip")) {
				if (!e.checkVisibility() || (e.type === "radio" && !e.checked)) continue;
				e.focus();
				const box = e.getBoundingClientRect();
				if (box.height < innerHeight / 2 && box.bottom > innerHeight - top) out.push((e.name || "text") + " " + Math.round(box.bottom) + " of " + Math.round(innerHeight - top));
			}
			return out.join("; ") })()`)
		if covered != "" {
			t.Errorf("at %v the bar covers %s", window, covered)
		}
	}
	s.stop(t)
}

// Radios and ticks of a form come back like its words.
func TestCaseFormComesBackAfterTheSessionEnded(t *testing.T) {
	first := chromium(t)
	s := start(t, t.TempDir(), "--sample")
	login, password := sampleLogin(t, s, "keji.chengban")
	c := loggedIn(t, first, s.url, login, password)
	c.open("/cases/new")
	c.fill("title", "关于另一件事的建议")
	c.choose("kind", "建议")
	c.choose("publicity", "依申请公开")
	c.choose("handling_class", "C")
	c.fill("assigned_on", "2026-01-05")
	department := ask[string](c, "tick a co-handler", `(() => { const f = document.querySelectorAll('[name=co_handlers]')[1]; f.click(); return f.value })()`)
	c.endSession()
	c.press("登记")
	c.signInAgain(login, password)
	c.wants("co_handlers", "none")
	c.click("找回填写的内容")
	for name, value := range map[string]string{
		"title": "关于另一件事的建议", "kind": "建议", "publicity": "依申请公开", "handling_class": "C", "assigned_on": "2026-01-05", "co_handlers": department,
	} {
		c.wants(name, value)
	}
	s.stop(t)
}
