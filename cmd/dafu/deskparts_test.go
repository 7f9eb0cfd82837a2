package main

import "testing"

// The desk's margin says what each line is; a wrong guess is put right by a
// press, and that lasts: through edits, and when the desk is opened again.
func TestTheDeskSaysWhatEachLineIs(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	const margin = `[...document.querySelectorAll(".part-margin .part-name")].filter((n) => n.textContent).map((n) => n.textContent)`
	if n := ask[int](c, "count the names", margin+".length"); n != 0 {
		t.Errorf("%d names are shown before somebody asks", n)
	}
	c.hit(`[data-help="parts"]`)
	c.await("see the names", margin+`.some((n) => n.startsWith("称谓")) && `+margin+`.some((n) => n.startsWith("一级标题"))`)
	c.photo("parts-margin")
	// The first paragraph is said to be the text of the proposal.
	c.await("press a name", `(() => { const n = [...document.querySelectorAll(".part-margin button.part-name")].find((n) => n.textContent.startsWith("正文")); n?.click(); return !!n })()`)
	c.await("see the choice", `!!document.querySelector("dialog[open] .part-choice")`)
	c.photo("parts-choice")
	c.accessible("the choice of a part")
	c.hit(`dialog[open] .part-choice button[value="proposal"]`)
	const hand = `[...document.querySelectorAll(".part-margin .part-name.hand")].map((n) => n.textContent).join() === "提案原文"`
	c.await("see what was said", hand)
	c.says("desk-printing", "提案、建议的原文")
	// Typing elsewhere does not lose it.
	c.caretAfter("委员：")
	c.types("您好！")
	c.await("be saved", `document.getElementById("desk-state").dataset.state === "clean" && document.querySelector(".cm-content").textContent.includes("您好！")`)
	c.await("still see it", hand)
	c.desk()
	c.await("see it after opening anew", hand)
	// It is taken back.
	c.await("find the line", `(() => { const b = document.querySelector(".part-margin button.part-name.hand"); b.click(); return true })()`)
	c.await("see the choice again", `!!document.querySelector("dialog[open] button[value=auto]")`)
	c.hit(`dialog[open] button[value="auto"]`)
	c.await("see the guess again", `!document.querySelector(".part-margin .part-name.hand")`)
}
