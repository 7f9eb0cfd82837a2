package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// replaces changes words of the draft on the simple page and saves it.
func (c *clerk) replaces(from, to string) {
	c.t.Helper()
	c.open(deskCase + "/draft")
	if !ask[bool](c, "replace "+from, fmt.Sprintf(`(() => { const a = document.querySelector("textarea[name=text]"); const was = a.value;
		a.value = was.replace(%q, %q); a.dispatchEvent(new Event("input", {bubbles: true})); return a.value !== was })()`, from, to)) {
		c.t.Fatalf("%q is not in the draft", from)
	}
	c.press("保存")
}

// Three people: the lead's drafter sends the draft round, a co-handler's head
// agrees, is asked again when its words change and objects, and the lead's head
// sees who has agreed.
func TestThreePeopleAgreeOnTheText(t *testing.T) {
	o := newOffice(t)
	lead, other, boss := o.clerk("keji.chengban"), o.clerk("jiaoyu.fuze"), o.clerk("keji.fuze")
	lead.open(deskCase + "/merge")
	lead.do("press 全部按建议位置采用", chromedp.Click(`//main//button[normalize-space()="全部按建议位置采用"]`))
	lead.press("合并到答复稿")
	other.open(deskCase)
	if ask[bool](other, "look for 会签", `document.querySelector("main").innerText.includes("会签")`) {
		t.Error("a co-handler knows before it is asked")
	}
	lead.open(deskCase + "/countersign")
	lead.press("送会签")
	lead.sees("省教育厅 未会签")

	other.open("/work")
	other.sees("请会签答复稿里本单位的文字")
	other.open(deskCase + "/countersign")
	own := ask[string](other, "read its words", `document.querySelector(".paper-text mark").textContent`)
	other.press("同意会签")
	other.sees("已会签")

	// An edit elsewhere asks nobody; one inside shows what was done.
	lead.replaces("答复如下。", "答复如下，请审阅。")
	boss.open(deskCase)
	boss.sees("省教育厅 已会签")
	word := string([]rune(own)[4:8])
	lead.replaces(own, string([]rune(own)[:4])+"改写"+string([]rune(own)[8:]))
	boss.open(deskCase)
	boss.sees("省教育厅 改动待会签")
	boss.photo("case-countersign")
	other.open(deskCase + "/countersign")
	other.await("see the redline", fmt.Sprintf(`document.querySelector(".compare del")?.textContent.includes(%q) && document.querySelector(".compare ins")?.textContent.includes("改写")`, word[:3]))
	other.photo("countersign")
	other.do("object", chromedp.Click(`//summary[normalize-space()="不同意（写明意见）"]`))
	other.fill("quote", "改写")
	other.fill("words", "请恢复原来的写法")
	other.press("提交异议")
	other.sees("有异议")

	lead.open(deskCase + "/countersign")
	lead.sees("请恢复原来的写法")
	lead.photo("countersign-lead")
	lead.desk()
	lead.says("desk-comments", "请恢复原来的写法")
	lead.hit("#tab-comments")
	lead.do("go to the words", chromedp.Click(`//section[contains(@class,"remark-card")]//button[contains(@class,"quote")]`))
	lead.await("see the words marked", `document.querySelector(".cm-comment")?.textContent === "改写"`)
	lead.photo("desk-objection")
	lead.replaces("改写", word)
	boss.open(deskCase)
	boss.sees("省教育厅 已会签") // its words are as it agreed to them
	o.served.stop(t)
}
