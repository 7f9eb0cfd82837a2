package main

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// The pages of 会办意见函 are accessible, and lead a head from the case to the
// signed letter.
func TestOpinionLetterInTheBrowser(t *testing.T) {
	o := newOffice(t)
	admin, head := o.clerk("guanli"), o.clerk("jiaoyu.fuze")
	admin.open("/registry/departments/3")
	admin.fill("opinion_prefix", "某教提函")
	admin.press("保存")
	head.open(deskCase)
	pages := []string{
		deskCase, ask[string](head, "find the contribution", `document.querySelector('a[href*="/contributions/"]').getAttribute("href")`),
		ask[string](head, "find the page to sign", `document.querySelector('a[href*="/opinion-letter/"]').getAttribute("href")`),
	}
	for _, path := range pages {
		for _, width := range []int64{1440, 360} {
			head.do("set the window", chromedp.EmulateViewport(width, 900))
			head.open(path)
			head.accessible(path)
		}
	}
	head.seesPages()
	head.press("签发并用印")
	head.sees("已签发并用印：某教提函")
	head.accessible("the case with a letter of its own")
	o.served.stop(t)
}
