package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// foundIn asks for the words that are underlined in the text.
const foundIn = `[...document.querySelectorAll(".cm-content .found")].map(n => n.textContent)`

// TestAFindingIsFoundFixedAndGone types a mistake at the desk: it is underlined,
// listed, mended at a click, undone, and gone again.
func TestAFindingIsFoundFixedAndGone(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.hit("#tab-check")
	c.await("see the list", `document.querySelectorAll("#check-list li").length > 0`)
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("𬭎我们,已作布署。")
	c.await("see it underlined", foundIn+`.includes("布署")`)
	c.await("see it listed", `[...document.querySelectorAll("#check-list li")].some(li => li.innerText.includes("布署"))`)
	item := `[...document.querySelectorAll("#check-list li")].find(li => li.innerText.includes("布署"))`
	if link := ask[string](c, "read the rule", item+`.querySelector("a").textContent`); !strings.HasPrefix(link, "第31条") {
		t.Errorf("the rule is called %q", link)
	}
	if !ask[bool](c, "read its page", item+`.innerText.includes("第 1 页")`) {
		t.Error("the finding does not say on which page it is printed")
	}

	// The line under it moves with the text before an answer comes.
	o.pause(c)
	c.caretAfter("𬭎我们")
	c.types("处处")
	if !ask[bool](c, "look at the line", foundIn+`.includes("布署")`) {
		t.Error("the line under the words does not follow what is typed before them")
	}
	o.resume(c)

	c.await("be offered a fix", `!!`+item+`?.querySelector("button.primary")`)
	_ = ask[bool](c, "mend it", `(`+item+`.querySelector("button.primary").click(), true)`)
	c.await("see it mended", `document.querySelector(".cm-content").innerText.includes("𬭎我们处处,已作部署。")`)
	c.await("see it gone", `!(`+item+`) && !`+foundIn+`.includes("布署")`)
	_ = ask[bool](c, "go back to the text", `(document.querySelector(".cm-content").focus(), true)`)
	c.key("z", chromedp.ModifierCtrl)
	c.await("see it undone at once", `document.querySelector(".cm-content").innerText.includes("𬭎我们处处,已作布署。") && !!(`+item+`)`)
	c.hit("#check-fix-all")
	c.await("see everything mended", `!document.querySelector(".cm-content").innerText.includes("布署") && document.querySelectorAll("#check-list button.primary").length === 0`)
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); !strings.Contains(got, "𬭎我们处处，已作部署。") {
		t.Errorf("saved is %.200q", got)
	}
	o.served.stop(t)
}

// TestFindingsAreWalkedAndLeft goes from one to the next by key, leaves one as it
// is, and takes that back.
func TestFindingsAreWalkedAndLeft(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.open(deskCase + "/desk#check")
	c.await("see the list at once", `document.querySelectorAll("#check-list li").length > 1`)
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("我们已作布署。")
	c.await("see it", foundIn+`.includes("布署")`)
	_ = ask[bool](c, "go to the beginning", `(document.querySelector(".cm-content").focus(), getSelection().collapse(document.querySelector(".cm-line").firstChild, 0), true)`)
	where := `(document.querySelector("#check-list [aria-current] p")?.innerText ?? "")`
	c.key("\u0808") // F8
	c.await("be at the first", where+` !== ""`)
	first := ask[string](c, "read where", where)
	c.await("read it beside the words", `!!document.querySelector(".found-words")`)
	c.key("\u0808")
	c.await("be at the second", where+fmt.Sprintf(` !== %q`, first))
	c.key("\u0808", chromedp.ModifierShift)
	c.await("be back at the first", where+fmt.Sprintf(` === %q`, first))

	count := ask[string](c, "count", `document.getElementById("check-count").textContent`)
	item := `[...document.querySelectorAll("#check-list li")].find(li => li.innerText.includes("布署"))`
	_ = ask[bool](c, "leave it", `([...`+item+`.querySelectorAll("button")].find(b => b.textContent === "这里不改").click(), true)`)
	c.await("see it quiet", `!(`+item+`) && !`+foundIn+`.includes("布署")`)
	if after := ask[string](c, "count", `document.getElementById("check-count").textContent`); after == count {
		t.Errorf("the count stays %q", after)
	}
	c.says("check-left", "这里不改的 1 处")
	_ = ask[bool](c, "take it back", `(document.getElementById("check-left").open = true, document.querySelector("#check-left button:last-child").click(), true)`)
	c.await("see it again", `!!(`+item+`) && `+foundIn+`.includes("布署")`)
	o.served.stop(t)
}
