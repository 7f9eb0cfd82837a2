package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A case prints as one sheet, without what can only be pressed, and the desk on a
// phone says which case it is.
func TestACaseIsOneSheetOfPaper(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	for range 6 { // a log that is longer than what is printed of it
		c.open(deskCase)
		c.do("open the talk", chromedp.Click(`//summary[normalize-space()="记录一次沟通"]`))
		c.fill("on", "2024-03-01")
		c.fill("way", "电话")
		c.fill("with", "提案者")
		c.fill("outcome", ask[string](c, "words", `"谈了办理思路，达成一致，" + Math.random()`))
		c.press("记录沟通")
	}
	c.open(deskCase)
	file, err := chromedp.Call(c.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69})
	if err != nil {
		t.Fatal(err)
	}
	if folder := os.Getenv("DAFU_PHOTOS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, "case.pdf"), file.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if n := bytes.Count(file.Data, []byte("/Type /Page\n")); n != 1 {
		t.Errorf("the case prints on %d sheets", n)
	}
	if _, err := chromedp.Call(c.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	for _, one := range ask[[]string](c, "look for what can be pressed", `[...document.querySelectorAll("main button, main .button, main .links a, main summary, nav")].filter(e => e.checkVisibility() && e.closest("details:not([open])") === null).map(e => e.textContent.trim())`) {
		t.Errorf("on paper there is %q", one)
	}
	if _, err := chromedp.Call(c.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{}); err != nil {
		t.Fatal(err)
	}
	c.window(360, 740, 3)
	c.desk()
	if words := ask[string](c, "read the head", `document.querySelector(".bench-head").innerText`); !bytes.Contains([]byte(words), []byte("号")) {
		t.Errorf("the desk on a phone says %q", words)
	}
	c.photo("desk-phone")
	o.served.stop(t)
}

// A registration that was not sent survives a reload and is offered; one that was
// refused is there again when the browser goes back to it.
func TestARegistrationIsKept(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.open("/cases/new")
	c.fill("title", "关于推进社区养老服务的提案")
	c.fill("proposers", "李建国")
	c.await("keep it", `Object.keys(localStorage).some(k => k.startsWith("dafu-keep") && localStorage.getItem(k).includes("社区养老"))`)
	c.open("/login") // away without a word
	c.open("/cases/new")
	c.sees("填写的内容还没有保存")
	if got := c.value("title"); got != "" {
		t.Errorf("it was put back unasked: %q", got)
	}
	c.click("恢复填写的内容")
	if got := c.value("title"); got != "关于推进社区养老服务的提案" {
		t.Errorf("the title is %q", got)
	}
	c.photo("case-new-kept")

	c.press("登记")
	c.sees("处需要修改")
	c.photo("case-new-refused")
	c.do("follow a link", chromedp.Click(`//nav//a[normalize-space()="待办"]`))
	c.await("be there", `location.pathname === "/work"`)
	c.do("go back", chromedp.NavigateBack())
	c.await("see the form again", `document.querySelector("[name=title]")?.value === "关于推进社区养老服务的提案"`)
	c.sees("处需要修改")
	c.open("/cases/new")
	c.click("放弃")
	c.open("/cases/new")
	if ask[bool](c, "look for an offer", `document.body.innerText.includes("恢复填写的内容")`) {
		t.Error("what was given up is offered again")
	}
	o.served.stop(t)
}

// Beside a date stand its weekday, the days off and the working days left.
func TestADateIsReckonedWhereItIsTyped(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.open("/cases/new")
	day := ask[string](c, "the next Sunday but two", `(() => { const d = new Date(); d.setDate(d.getDate() + 21 - d.getDay()); return new Date(d - d.getTimezoneOffset() * 60000).toISOString().slice(0, 10) })()`)
	c.fill("co_handling_due", day)
	c.sees("星期日")
	c.await("hear of it", `document.getElementById("f-co_handling_due-help")?.textContent.includes("，还有 ")`)
	o.served.stop(t)
}
