package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Of a conflict the very words change that were fought over, wherever else the
// other person wrote; and words that came in from others are no change of one's own.
func TestChoosingInAConflictChangesItsWordsOnly(t *testing.T) {
	o := newOffice(t)
	drafter, head := o.clerk("keji.chengban"), o.clerk("keji.fuze")
	drafter.desk()
	head.desk()
	drafter.caretAfter("答复如下。")
	drafter.types("争的一句。")
	for _, c := range []*clerk{drafter, head} {
		c.await("see the sentence", `document.querySelector(".cm-content").innerText.includes("争的一句。")`)
	}
	drafter.says("desk-state", "已自动保存")

	o.pause(drafter, head)
	drafter.caretAfter("张某某委员：")
	drafter.key("\r")
	drafter.types("对方在前面另写的一长段话。")
	drafter.caretAfter("争的一")
	drafter.types("大")
	head.caretAfter("争的一")
	head.types("小")
	o.resume(drafter)
	drafter.says("desk-state", "已自动保存")
	o.resume(head)
	head.says("desk-notes", "改了同一处")
	head.do("take the other's", chromedp.Click(`//button[normalize-space()="用对方的"]`))
	head.says("desk-state", "已自动保存")
	got := head.storedText()
	if !strings.Contains(got, "答复如下。争的一大句。\n") || strings.Count(got, "对方在前面另写的一长段话。\n") != 1 {
		t.Errorf("the other's words taken, the text is %.400q", got)
	}
	// What came from others is saved already.
	drafter.caretAfter("争的一大句。")
	drafter.types("再一句。")
	head.await("see it", `document.querySelector(".cm-content").innerText.includes("再一句。")`)
	head.await("have nothing to save", `["clean"].includes(document.getElementById("desk-state").dataset.state)`)
	o.served.stop(t)
}

// What is typed while the server puts an opinion into the draft stays.
func TestTypingWhileAnOpinionIsTaken(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.await("see an opinion", `!!document.querySelector("#desk-entries .entry-card .primary")`)
	_ = ask[bool](c, "make merging slow", `(window.really = window.fetch, window.fetch = (...a) => !String(a[0]).endsWith("/merge") ? window.really(...a)
		: new Promise(ok => window.release = () => ok(window.really(...a))), true)`)
	_ = ask[bool](c, "take it", `(document.querySelector("#desk-entries .entry-card .primary").click(), true)`)
	c.await("ask the server", `!!window.release`)
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("合并时打的一句。")
	_ = ask[bool](c, "let it answer", `(window.release(), true)`)
	c.says("desk-said", "已采用")
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); !strings.Contains(got, "合并时打的一句。") {
		t.Errorf("what was typed is gone: %.300q", got)
	}
	o.served.stop(t)
}

// An answer that gets lost makes nobody quarrel with themselves; and where the text
// cannot be saved any more, what was typed stays in the browser and is shown.
func TestALostAnswerAndALateText(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	_ = ask[bool](c, "lose one answer", `(window.really = window.fetch, window.lost = 0, window.fetch = async (...a) => {
		const r = await window.really(...a);
		if (!String(a[0]).endsWith("/save") || window.lost++) return r;
		throw new TypeError("lost") }, true)`)
	c.caretAfter("答复如下。")
	c.types("写到一")
	c.says("desk-state", "未保存")
	c.types("半又写完。")
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); strings.Count(got, "写到一半又写完。") != 1 {
		t.Errorf("after a lost answer the text is %.300q", got)
	}
	if notes := ask[string](c, "read the notes", `document.getElementById("desk-notes").textContent`); strings.Contains(notes, "同一处") {
		t.Errorf("a quarrel with oneself: %s", notes)
	}

	// A text that an earlier tab left is not pushed out by typing, nor by a desk that
	// only shows.
	_ = ask[bool](c, "leave a text", `(localStorage.setItem(Object.assign(document.createElement("i"), {textContent: "dafu.desk.2." + JSON.parse(document.getElementById("desk-start").textContent).account}).textContent,
		JSON.stringify({text: "上次没有保存的文字。", base: 1, at: Date.now()})), true)`)
	c.desk()
	c.says("desk-notes", "没有保存的文字")
	c.caretAfter("答复如下。")
	c.types("不理会。")
	c.says("desk-state", "已自动保存")
	c.desk()
	c.says("desk-notes", "没有保存的文字")
	c.do("drop it", chromedp.Click(`//button[normalize-space()="放弃"]`))
	c.desk()
	if notes := ask[string](c, "read the notes", `document.getElementById("desk-notes").textContent`); strings.Contains(notes, "没有保存的文字") {
		t.Errorf("what was dropped is offered again: %s", notes)
	}
	o.served.stop(t)
}
