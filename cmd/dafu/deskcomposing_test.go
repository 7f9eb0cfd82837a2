package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// composes puts letters under the caret as an input method does (组字); what was
// composed before gives way to them. No letters cancel the composition.
func (c *clerk) composes(letters string) {
	c.t.Helper()
	if _, err := chromedp.Call(c.ctx, input.ImeSetComposition, input.ImeSetCompositionParams{Text: letters, SelectionStart: int64(len(letters)), SelectionEnd: int64(len(letters))}); err != nil {
		c.t.Fatal(err)
	}
}

// clean waits until everything typed is on the server.
func (c *clerk) clean() {
	c.t.Helper()
	c.await("have all saved", `document.getElementById("desk-state").dataset.state === "clean"`)
}

// watchSent keeps every body that the desk sends, and every save that went out.
func (c *clerk) watchSent() {
	c.t.Helper()
	_ = ask[bool](c, "watch what is sent", `(() => { window.sent = []; const real = window.fetch;
		window.fetch = (u, o) => { if (o?.body && typeof o.body === "string") window.sent.push([String(u).split("/").pop(), o.body]); return real(u, o) }; return true })()`)
}

// neverSent fails if any request carried the letters.
func (c *clerk) neverSent(letters string) {
	c.t.Helper()
	if got := ask[string](c, "look through what was sent", fmt.Sprintf(`window.sent.find(([, b]) => b.includes(%q))?.[0] ?? ""`, letters)); got != "" {
		c.t.Errorf("%q went to the server with %q while it was being composed", letters, got)
	}
}

// beside has the text of a line as the editor shows it.
func (c *clerk) line(words string) string {
	c.t.Helper()
	return ask[string](c, "read a line", fmt.Sprintf(`[...document.querySelectorAll(".cm-content .cm-line")].map(l => [...l.childNodes].map(n => n.nodeType === 1 && n.classList.contains("src-tag") ? "" : n.textContent).join("")).find(t => t.includes(%q)) ?? ""`, words))
}

// TestCompositionIsNeitherSavedNorSent composes for longer than a save waits:
// what was typed before it is saved once it is over, and its letters never.
func TestCompositionIsNeitherSavedNorSent(t *testing.T) {
	o := newOffice(t)
	c, head := o.clerk("keji.chengban"), o.clerk("keji.fuze")
	c.desk()
	head.desk()
	c.watchSent()
	c.caretAfter("张某某委员：")
	c.key("\r")
	c.types("先写的一句。")
	for _, letters := range []string{"j", "ji", "jian", "jian s", "jian she"} {
		c.composes(letters)
	}
	time.Sleep(5 * time.Second) // two autosaves and a beat of presence
	if got := c.storedText(); strings.Contains(got, "jian") {
		t.Errorf("letters under composition are saved: %.200q", got)
	}
	if kept := ask[string](c, "what this browser keeps", `JSON.stringify({...localStorage})`); strings.Contains(kept, "jian") {
		t.Error("letters under composition are kept in the browser as text")
	}
	if !strings.HasPrefix(c.line("jian she"), "先写的一句。") {
		t.Errorf("the composition was disturbed: %q", c.line("先写"))
	}
	c.types("建设")
	c.clean()
	c.neverSent("jian")
	if got := c.storedText(); !strings.Contains(got, "\n先写的一句。建设\n") {
		t.Errorf("after the composition the server has %.200q", got)
	}
	head.await("see it", `document.querySelector(".cm-content").innerText.includes("先写的一句。建设")`)

	// Cancelled, it leaves nothing.
	c.caretAfter("先写的一句。建设")
	c.composes("wan cheng")
	time.Sleep(3 * time.Second)
	c.composes("")
	c.types("，有序推进")
	c.clean()
	c.neverSent("wan")
	if got := c.storedText(); !strings.Contains(got, "\n先写的一句。建设，有序推进\n") {
		t.Errorf("after a cancelled composition the server has %.200q", got)
	}

	// The window loses the focus: what the browser then leaves in the text is typed.
	c.caretAfter("有序推进")
	c.composes("ok")
	_ = ask[bool](c, "leave the editor", `(document.activeElement.blur(), true)`)
	c.clean()
	shown := c.line("有序推进")
	if got := c.storedText(); !strings.Contains(got, "\n"+shown+"\n") {
		t.Errorf("after the focus was lost the editor has %q, the server %.200q", shown, got)
	}
	o.served.stop(t)
}

// TestColleaguesChangeWaitsForTheComposition has a colleague's saved change come
// in while somebody composes in the same paragraph.
func TestColleaguesChangeWaitsForTheComposition(t *testing.T) {
	o := newOffice(t)
	a, b := o.clerk("keji.chengban"), o.clerk("keji.fuze")
	a.desk()
	b.desk()
	a.watchSent()
	for n, tt := range []struct {
		name   string
		at     string // the composition begins behind this; "" is the head of the paragraph
		change func(b *clerk, paragraph string)
		want   string // the paragraph in the end
		ask    bool   // both changed the same words: one is asked, and keeps one's own
	}{
		{"in the paragraph", "厅将", func(b *clerk, p string) { b.caretAfter(p); b.types("，按期办结") }, "%s厅将唯一逐项落实，按期办结。", false},
		{"at its head", "", func(b *clerk, p string) { b.caretAfter(p); b.types("，按期办结") }, "唯一%s厅将逐项落实，按期办结。", false},
		{"both at its head", "", func(b *clerk, p string) {
			b.caretAfter(strings.TrimSuffix(p, "将逐项落实"))
			b.types("与各单位")
		}, "唯一%s厅将逐项落实。", true},
		{"deleted", "厅将", func(b *clerk, p string) { b.caretAfter(p); b.key("k", chromedp.ModifierCtrl, chromedp.ModifierShift) }, "%s厅将唯一逐项落实。", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a.t, b.t = t, t
			name := string([]rune("甲乙丙丁")[n])
			paragraph := name + "厅将逐项落实"
			a.caretAfter("张某某委员：")
			a.key("\r")
			a.types(paragraph + "。")
			a.clean()
			b.await("see the paragraph", fmt.Sprintf(`document.querySelector(".cm-content").innerText.includes(%q)`, paragraph))
			if tt.at != "" {
				a.caretAfter(name + tt.at)
			} else {
				a.caretAfter(paragraph)
				a.key(kb.Home)
			}
			a.composes("wei")
			a.composes("wei yi")
			tt.change(b, paragraph)
			b.clean()
			time.Sleep(4500 * time.Millisecond) // the desk hears of it
			if got := a.line("wei yi"); got == "" {
				t.Errorf("the composition is gone before it ended")
			}
			a.types("唯一")
			if tt.ask {
				a.says("desk-notes", "改了同一处")
				a.do("keep one's own", chromedp.Click(`//button[normalize-space()="用我的"]`))
			}
			a.clean()
			a.neverSent("wei")
			want := fmt.Sprintf(tt.want, name)
			if got := a.storedText(); !strings.Contains(got, "\n"+want+"\n") || strings.Contains(got, "wei") || strings.Count(got, "唯一") != n+1 {
				t.Errorf("the server has %.300q, want the paragraph %q", got, want)
			}
			if got := a.line(want); got != want {
				t.Errorf("the editor shows %q, want %q", got, want)
			}
			b.await("see it too", fmt.Sprintf(`document.querySelector(".cm-content").innerText.includes(%q)`, want))
		})
	}
	o.served.stop(t)
}

// TestBothComposeAtOnce composes in two windows in one paragraph.
func TestBothComposeAtOnce(t *testing.T) {
	o := newOffice(t)
	a, b := o.clerk("keji.chengban"), o.clerk("keji.fuze")
	a.desk()
	a.caretAfter("张某某委员：")
	a.key("\r")
	a.types("我厅将逐项落实各条建议。")
	a.clean()
	b.desk()
	a.caretAfter("我厅将")
	b.caretAfter("逐项落实")
	for i := range 3 {
		a.composes([]string{"y", "you", "you xu"}[i])
		b.composes([]string{"a", "an", "an qi"}[i])
		time.Sleep(time.Second)
	}
	a.types("有序")
	time.Sleep(3 * time.Second) // saved, and told to the one who composes
	if got := b.line("an qi"); !strings.HasPrefix(got, "我厅将逐项落实an qi") {
		t.Errorf("the other's composition was disturbed: %q", got)
	}
	b.types("按期")
	a.clean()
	b.clean()
	const want = "我厅将有序逐项落实按期各条建议。"
	for _, c := range []*clerk{a, b} {
		c.await("see both", fmt.Sprintf(`[...document.querySelectorAll(".cm-content .cm-line")].some(l => l.textContent === %q)`, want))
	}
	if got := a.storedText(); !strings.Contains(got, "\n"+want+"\n") {
		t.Errorf("the server has %.200q", got)
	}
	o.served.stop(t)
}
