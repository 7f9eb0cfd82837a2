package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// keepPhrase adds a phrase by its page.
func (c *clerk) keepPhrase(topic, words, expires string) {
	c.t.Helper()
	c.open("/phrases/new")
	c.fill("topic", topic)
	c.fill("words", words)
	c.fill("expires", expires)
	c.press("保存")
	c.sees("已保存常用语：" + topic)
}

// editorText is what stands in the editor, also what is out of view.
const editorText = `document.querySelector(".cm-content").cmTile?.view?.state.doc.toString() ?? document.querySelector(".cm-content").cmView.view.state.doc.toString()`

// enter presses the key as a keyboard does: what takes the key keeps its
// character from the text.
func (c *clerk) enter() {
	c.t.Helper()
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
		press := input.DispatchKeyEventParams{Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, NativeVirtualKeyCode: 13}
		if kind == input.DispatchKeyEventTypeKeyDown {
			press.Text, press.UnmodifiedText = "\r", "\r"
		}
		if _, err := chromedp.Call(c.ctx, input.DispatchKeyEvent, press); err != nil {
			c.t.Fatal(err)
		}
	}
}

const listOpen = `!!document.querySelector(".cm-tooltip-autocomplete li")`

func TestPhrasesAreInsertedByTheSlash(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.keepPhrase("人才政策", "【主办单位】落实人才政策，截至【月份】引进人才。", "")
	c.keepPhrase("产业政策", "省里出台了产业政策。", "")
	c.desk()

	// In the middle of words a slash is a slash.
	c.caretAfter("张某某委员：")
	c.enter()
	c.types("科技")
	c.types("/")
	c.types("教育。")
	if ask[bool](c, "look for a list", listOpen) {
		t.Error("a slash between Han opens the list")
	}

	c.enter()
	c.types("/")
	c.await("see the list", listOpen)
	all := ask[[]string](c, "read the list", `[...document.querySelectorAll(".cm-tooltip-autocomplete .cm-completionLabel")].map(l => l.textContent)`)
	if len(all) < 4 || !strings.Contains(strings.Join(all, " "), "标准结尾") {
		t.Errorf("the list offers %q", all)
	}

	// An input method composes behind the slash; what is not written yet narrows
	// nothing.
	if _, err := chromedp.Call(c.ctx, input.ImeSetComposition, input.ImeSetCompositionParams{Text: "ren", SelectionStart: 3, SelectionEnd: 3}); err != nil {
		t.Fatal(err)
	}
	c.types("人才")
	c.await("see it narrowed", `document.querySelectorAll(".cm-tooltip-autocomplete li").length === 1`)
	time.Sleep(100 * time.Millisecond) // the list takes no key in its first 75 ms
	c.await("see what will come", `document.querySelector(".phrase-preview")?.textContent.includes("要自己填：【月份】")`)
	c.enter()
	c.says("desk-passing", "【月份】 这件提案里没有")
	c.await("see it in the text", `(`+editorText+`).includes("\n省科技厅落实人才政策，截至【月份】引进人才。\n")`)
	if ask[bool](c, "look for the slash", `(`+editorText+`).includes("/人才")`) {
		t.Error("the slash stays in the text")
	}
	if got := ask[string](c, "what is selected", `getSelection().toString()`); got != "【月份】" {
		t.Errorf("selected is %q, not what is to be filled", got)
	}
	c.types("五月底")
	c.says("desk-state", "已自动保存")
	if got := c.storedText(); !strings.Contains(got, "截至五月底引进人才。") || !strings.Contains(got, "科技/教育。") {
		t.Errorf("stored is %.300q", got)
	}

	// What was used is the first now, and Escape leaves the slash.
	c.enter()
	c.types("/")
	c.await("see the list again", listOpen)
	c.key("\x1b")
	c.await("see it closed", `!`+listOpen)
	c.says("desk-state", "已自动保存")
	c.open("/phrases")
	if first := ask[string](c, "read the first", `document.querySelector(".phrase-topic").textContent`); first != "人才政策" {
		t.Errorf("the phrase that was used is not first, but %s", first)
	}
	c.sees("已使用 1 次")
	o.served.stop(t)
}

func TestTheTextIsTidiedInSight(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.caretAfter("张某某委员：")
	c.enter()
	c.types("省里 很重视,已经 落实.")
	c.says("desk-state", "已自动保存")
	c.hit("[data-help=tidy]")
	c.says("desk-foot", "已整理")
	c.await("see it tidied", `(`+editorText+`).includes("省里很重视，已经落实。")`)
	_ = ask[bool](c, "go back to the text", `(document.querySelector(".cm-content").focus(), true)`)
	c.key("z", chromedp.ModifierCtrl)
	c.await("see it undone at once", `(`+editorText+`).includes("省里 很重视,已经 落实.")`)
	c.key("F", chromedp.ModifierAlt, chromedp.ModifierShift)
	c.await("see it tidied by key", `(`+editorText+`).includes("省里很重视，已经落实。")`)
	c.says("desk-foot", "已整理")
	c.hit("[data-help=tidy]")
	c.says("desk-foot", "已经整齐")

	// Counts: the whole, the selection, each section.
	_ = ask[bool](c, "select the line", `(() => { const l = [...document.querySelectorAll(".cm-line")].find(l => l.textContent.includes("省里很重视")); getSelection().selectAllChildren(l); document.querySelector(".cm-content").focus(); return true })()`)
	c.says("desk-foot", "选中 11 字")
	c.hit("[data-help=keep]")
	opened := false
	for end := time.Now().Add(patience); !opened && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		tabs, err := chromedp.Targets(c.ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, tab := range tabs {
			opened = opened || strings.HasSuffix(tab.URL, "/phrases/begin") && strings.Contains(tab.Title, "增加常用语")
		}
	}
	if !opened {
		t.Error("存为常用语 opens no form")
	}
	counts := ask[[]string](c, "read the counts", `[...document.querySelectorAll(".outline-go")].map(b => b.dataset.count)`)
	if len(counts) < 3 || !strings.HasSuffix(counts[0], "字") || counts[0] == "0字" {
		t.Errorf("sections count %q", counts)
	}
	o.served.stop(t)
}

func TestRecommendationsAreTickedOnTheDesk(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	// Headings that say a recommendation word for word answer it by themselves.
	for _, words := range []string{"夯实新质生产力发展基础", "激活新质生产力发展动力"} {
		_ = ask[bool](c, "go to the heading", fmt.Sprintf(`([...document.querySelectorAll(".outline-go")].find((b) => b.textContent.includes(%q)).click(), true)`, words))
		c.caretAfter(words)
		c.types("等工作")
	}
	_ = ask[bool](c, "go back to the top", `([...document.querySelectorAll(".outline-go")][0].click(), true)`)
	c.hit("#tab-responses")
	c.await("see two open", `document.getElementById("desk-unanswered").textContent === "2"`)
	before := ask[string](c, "how many are open", `document.getElementById("desk-unanswered").textContent`)
	c.caretAfter("答复如下。")
	c.enter()
	c.types("省科技厅已经安排专项资金支持这项工作。")
	c.hit(".answer-link")
	c.says("desk-foot", "已记下：回应第 1 条")
	c.await("see the tick", `!!document.querySelector(".answer-list > li:first-child.answered .answer-block")`)
	if after := ask[string](c, "how many are open", `document.getElementById("desk-unanswered").textContent`); after == before {
		t.Errorf("still %s are open", after)
	}

	// The paragraph is edited and moves down; the link goes with it.
	c.caretAfter("省科技厅已经安排")
	c.types("三百万元")
	c.caretAfter("张某某委员：")
	c.enter()
	c.types("新加的一段。")
	c.await("see it saved", `document.getElementById("desk-state").dataset.state === "clean"`)
	c.await("see the link with its words", `document.querySelector(".answer-block .outline-go")?.textContent.startsWith("省科技厅已经安排三百万元")`)
	c.open(deskCase + "/matrix")
	c.sees("省科技厅已经安排三百万元专项资金支持这项工作。")
	c.sees("未回应") // the second

	// By keyboard: the caret in a paragraph, Alt+Shift+R, the figure.
	c.desk()
	c.caretAfter("新加的一段。")
	c.key("R", chromedp.ModifierAlt, chromedp.ModifierShift)
	c.await("be asked which", `!!document.querySelector("dialog[open]")`)
	c.key("2")
	c.says("desk-foot", "回应第 2 条")
	c.hit("#tab-responses")
	c.await("see the second ticked", `!!document.querySelector(".answer-list > li:nth-child(2).answered")`)
	c.hit(".answer-list > li:nth-child(2) .answer-block .plain")
	c.says("desk-foot", "不再算作回应第 2 条")
	c.await("see it open again", `!document.querySelector(".answer-list > li:nth-child(2).answered")`)
	o.served.stop(t)
}

func TestFormattedTextIsPastedAsOfficialText(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	html, err := os.ReadFile("testdata/paste/word-footnotes-table.html")
	if err != nil {
		t.Fatal(err)
	}
	quoted, err := json.Marshal(string(html))
	if err != nil {
		t.Fatal(err)
	}
	paste := func(kind, data string) {
		t.Helper()
		_ = ask[bool](c, "paste", fmt.Sprintf(`(() => { const d = new DataTransfer(); d.setData(%q, %s); return document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true, cancelable: true})) })()`, kind, data))
	}
	c.caretAfter("张某某委员：")
	c.enter()
	paste("text/html", string(quoted))
	c.says("desk-passing", "粘贴的内容里有：1 个表格已转成文字")
	c.await("see the lines", `(`+editorText+`).includes("\n全县通车里程一千公里。\n指标，数值\n桥梁，37座\n后一段。\n分页后。")`)
	c.enter()
	paste("text/plain", `"纯文字 <b>原样</b>\n  第二行"`)
	c.await("see plain text as it is", `(`+editorText+`).includes("纯文字 <b>原样</b>\n  第二行")`)
	c.says("desk-state", "已自动保存")
	o.served.stop(t)
}

func TestAnExpiredPhraseAsksFirst(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	file := filepath.Join(t.TempDir(), "常用语.csv")
	if err := os.WriteFile(file, []byte("主题,内容,到期日\n旧政策,按原办法执行。,2020/1/1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	c.open("/phrases")
	c.do("open the import", chromedp.Click("details summary"))
	c.attach("file", file)
	c.press("导入")
	c.sees("导入 1 条常用语")
	c.sees("已过期")
	c.desk()
	c.caretAfter("张某某委员：")
	c.enter()
	c.types("/旧政")
	c.await("see it marked", `document.querySelector(".cm-tooltip-autocomplete li")?.textContent.includes("已过期")`)
	time.Sleep(100 * time.Millisecond) // the list takes no key in its first 75 ms
	c.enter()
	c.await("be asked", `!!document.querySelector("dialog[open]")`)
	c.do("say no", chromedp.Click(`//dialog//button[normalize-space()="不用了"]`))
	if text := ask[string](c, "read the text", editorText); strings.Contains(text, "按原办法执行") {
		t.Error("an expired phrase is inserted although the answer was no")
	}
	c.await("be back in the text", `!document.querySelector("dialog:not([id])") && document.activeElement.classList.contains("cm-content")`)
	c.types("策")
	c.await("see it again", listOpen)
	time.Sleep(100 * time.Millisecond)
	c.enter()
	c.do("say yes", chromedp.Click(`//dialog//button[normalize-space()="仍然放进文稿"]`))
	c.await("see it in the text", `(`+editorText+`).includes("\n按原办法执行。\n")`)
	o.served.stop(t)
}

func TestNumbersAreMadeRightWhenAsked(t *testing.T) {
	o := newOffice(t)
	c := o.clerk("keji.chengban")
	c.desk()
	c.caretAfter("答复如下。")
	c.enter()
	c.types("五、补充的一节")
	c.says("desk-foot", "已重排")
	c.await("see the first number", `(`+editorText+`).includes("\n一、补充的一节\n")`)
	c.key("z", chromedp.ModifierCtrl)
	c.await("see the typed number again", `(`+editorText+`).includes("\n五、补充的一节\n")`)
	c.await("see the pages rest", `document.getElementById("desk-state").dataset.state === "clean"`)
	c.hit("[data-help=number]")
	c.await("see it right again", `(`+editorText+`).includes("\n一、补充的一节\n")`)
	c.await("see the pages rest", `document.getElementById("desk-state").dataset.state === "clean"`)
	c.hit("[data-help=number]")
	c.says("desk-foot", "序号都对")
	o.served.stop(t)
}
