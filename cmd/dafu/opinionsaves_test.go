package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const opinionPath = deskCase + "/opinion"

// longOpinion is about as much as a department reports, 1,800 characters.
var longOpinion = strings.Repeat("省市场监管局加快建设知识产权快速保护中心，推行专利快速预审，", 60)

// opinion opens the form.
func (c *clerk) opinion() {
	c.t.Helper()
	c.open(opinionPath)
	c.await("see the form", `document.readyState === "complete" && !!document.querySelector("form[data-autosave]")`)
}

// into puts the caret at the end of a field.
func (c *clerk) into(name string) {
	c.t.Helper()
	_ = ask[bool](c, "go to "+name, fmt.Sprintf(`(() => { const f = document.querySelector("form [name=%s]"); f.focus(); f.setSelectionRange(f.value.length, f.value.length); return true })()`, name))
}

// again signs in once more.
func (o *office) again(c *clerk, login string) {
	o.t.Helper()
	c.open("/login")
	c.fill("login", login)
	c.fill("password", o.password(login))
	c.press("登录")
}

// TestAnOpinionOutlivesItsWindow types 1,800 characters and has the tab crash,
// then the whole browser killed: nothing is lost.
func TestAnOpinionOutlivesItsWindow(t *testing.T) {
	o := newOffice(t)
	profile := o.clerk("shijian.chengban")
	c, _ := profile.newTab()
	c.opinion()
	c.into("status")
	_ = ask[bool](c, "hold requests back", `(window.fetch = () => new Promise(() => {}), true)`)
	c.types(longOpinion)
	time.Sleep(500 * time.Millisecond)
	go func() { _, _ = chromedp.Call(c.ctx, page.Crash, cdp.Empty{}) }() // a crashed tab answers nothing
	time.Sleep(time.Second)

	c, _ = profile.newTab()
	c.opinion()
	c.await("be offered the words", `document.getElementById("opinion-kept")?.textContent.includes("没有保存的会办意见")`)
	c.do("take them back", chromedp.Click(`//button[normalize-space()="找回"]`))
	c.says("opinion-state", "已自动保存")
	c.opinion()
	if got := c.value("status"); !strings.HasSuffix(got, longOpinion) {
		t.Fatalf("after a crash of the tab %d characters are left", len([]rune(got)))
	}
	if ask[bool](c, "look into the browser", `!!document.getElementById("opinion-kept") || Object.keys(localStorage).some(k => k.startsWith("dafu.opinion."))`) {
		t.Error("saved words are offered once more")
	}

	// The whole browser is killed after the form has rested.
	c.into("next_steps")
	c.types("下一步，" + longOpinion)
	c.says("opinion-state", "已自动保存")
	_ = chromedp.FromContext(o.browser).Browser.Process().Kill()
	o.browser = chromium(t)
	c = o.clerk("shijian.chengban")
	c.opinion()
	if got := c.value("next_steps"); !strings.HasSuffix(got, "下一步，"+longOpinion) {
		t.Errorf("after the browser was killed %d characters are left", len([]rune(got)))
	}

	// Saved without a press, it is not handed in.
	lead := o.clerk("keji.chengban")
	lead.open(deskCase)
	if ask[bool](lead, "look for the words", `document.body.innerText.includes("知识产权快速保护中心")`) {
		t.Error("the lead reads what was not handed in")
	}
	o.served.stop(t)
}

// TestAnOpinionWaitsForTheComposition: what is being composed is not saved.
func TestAnOpinionWaitsForTheComposition(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("shijian.chengban")
	c.opinion()
	c.watchSent()
	c.into("status")
	c.types("先写一句。")
	c.composes("jian she")
	time.Sleep(3 * time.Second)
	if state := ask[string](c, "read the state", `document.getElementById("opinion-state").textContent`); strings.Contains(state, "已自动保存") {
		t.Errorf("in mid-composition it says %q", state)
	}
	c.types("建设")
	c.says("opinion-state", "已自动保存")
	c.neverSent("jian")
	c.opinion()
	if got := c.value("status"); !strings.HasSuffix(got, "先写一句。建设") {
		t.Errorf("saved is %q", got)
	}
	o.served.stop(t)
}

// TestAnOpinionInTwoWindows writes in two tabs of one account: the second is told
// in plain words, keeps what it has, and compares.
func TestAnOpinionInTwoWindows(t *testing.T) {
	o := newOffice(t)
	one := o.clerk("shijian.chengban")
	two, _ := one.newTab()
	one.opinion()
	two.opinion()
	one.into("status")
	one.types("第一个窗口写的。")
	one.says("opinion-state", "已自动保存")
	two.into("status")
	two.types("第二个窗口写的。")
	two.says("opinion-note", "您在另一个窗口保存过这份会办意见")
	two.do("compare", chromedp.Click(`//button[normalize-space()="核对不同之处"]`))
	two.await("see both", `document.readyState === "complete" && document.body.innerText.includes("第一个窗口写的。") && !!document.querySelector("form [name=status]")`)
	if got := two.value("status"); !strings.HasSuffix(got, "第二个窗口写的。") {
		t.Errorf("the second window's words are %q", got)
	}
	// Only a press decides now.
	two.into("status")
	two.types("再写。")
	time.Sleep(3 * time.Second)
	one.opinion()
	if got := one.value("status"); !strings.HasSuffix(got, "第一个窗口写的。") {
		t.Errorf("without a press the server has %q", got)
	}
	two.press("暂存")
	if got := two.value("status"); !strings.HasSuffix(got, "第二个窗口写的。再写。") {
		t.Errorf("after the press the server has %q", got)
	}
	o.served.stop(t)
}

// TestAnOpinionOutlivesItsSession signs out elsewhere: said once, kept, saved
// when somebody has come back. Handing it in goes with the latest version.
func TestAnOpinionOutlivesItsSession(t *testing.T) {
	o := newOffice(t)
	profile := o.clerk("shijian.chengban")
	c, _ := profile.newTab()
	c.opinion()
	profile.open("/work")
	_ = ask[bool](profile, "sign out", `(fetch("/logout", {method: "POST", redirect: "manual"}).then(() => window.out = true), true)`)
	profile.await("be signed out", `window.out === true`)
	c.into("status")
	c.types("退出后写的。")
	c.says("opinion-state", "未保存：已退出登录")
	c.says("opinion-note", "重新登录")
	o.again(profile, "shijian.chengban")
	_ = ask[bool](c, "come back", `(window.dispatchEvent(new Event("focus")), true)`)
	c.says("opinion-state", "已自动保存")
	if ask[bool](c, "look for the line", `!!document.getElementById("opinion-note")`) {
		t.Error("signed in again, the line stays")
	}

	// A send that overtakes a save under way.
	for name, value := range map[string]string{"contact_office": "知识产权处", "contact_name": "某某", "contact_phone": "0871-63100001"} {
		c.fill(name, value)
	}
	for n := range ask[int](c, "count the requests", `document.querySelectorAll("textarea[name^=answer-]").length`) {
		_ = ask[bool](c, "answer", fmt.Sprintf(`(() => { const f = document.querySelectorAll("textarea[name^=answer-]")[%d]; f.value = "已按要求办理。"; f.dispatchEvent(new Event("input", {bubbles: true})); return true })()`, n))
	}
	_ = ask[bool](c, "slow the next save down", `(() => { const real = window.fetch; window.fetch = async (...a) => { const r = await real(...a); await new Promise(ok => setTimeout(ok, 1500)); return r }; return true })()`)
	c.says("opinion-state", "正在保存")
	c.press("送负责人审核")
	c.sees("已送本单位负责人审核")

	// With the head it is not saved by itself any more.
	c.opinion()
	if got := ask[string](c, "read how it saves", `document.querySelector("form[data-autosave]").dataset.autosave`); got != "local" {
		t.Errorf("with the head the form saves %q", got)
	}
	c.into("status")
	c.types("送审后又写。")
	time.Sleep(3 * time.Second)
	head := o.clerk("shijian.fuze")
	head.opinion()
	if got := head.value("status"); strings.Contains(got, "送审后又写") || !strings.HasSuffix(got, "退出后写的。") {
		t.Errorf("the head reads %q", got)
	}
	if !regexp.MustCompile(`承办人已送审`).MatchString(head.words()) {
		t.Error("writing on took it back from the head")
	}
	o.served.stop(t)
}
