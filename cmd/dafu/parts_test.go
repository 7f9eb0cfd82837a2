package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPartsAreAskedForAnsweredAndChanged is the life of a contribution in a real
// browser on the real program: three people at once, the co-handler's drafter on
// a telephone.
func TestPartsAreAskedForAnsweredAndChanged(t *testing.T) {
	first := chromium(t)
	s := start(t, t.TempDir(), "--sample")
	as := func(login string) *clerk {
		t.Helper()
		found := regexp.MustCompile(login + `\s+(\S+)`).FindStringSubmatch(s.banner)
		if found == nil {
			t.Fatalf("no password of %s in\n%s", login, s.banner)
		}
		return loggedIn(t, first, s.url, login, found[1])
	}
	lead, drafter, head := as("keji.chengban"), as("jiaoyu.chengban"), as("jiaoyu.fuze")
	caseURL := ask[string](lead, "find the case", `new URL(document.querySelector('a.row').href).pathname`)

	// The lead asks for a part on a heading.
	lead.open(caseURL + "/requests")
	lead.choose("heading", "工作开展情况 › 强化协同创新")
	lead.choose("departments", "省教育厅")
	lead.fill("wanted", "近三年产学研合作的项目数")
	lead.press("请会办单位报送")
	lead.sees("近三年产学研合作的项目数")

	// The co-handler's drafter answers; its head returns it, then approves.
	drafter.do("take a telephone", chromedp.EmulateViewport(360, 640))
	drafter.open(caseURL + "/opinion")
	drafter.sees("近三年产学研合作的项目数")
	drafter.sees("（四）强化协同创新")
	name := ask[string](drafter, "find the field", `document.querySelector('[name^=answer-]').name`)
	if wide := ask[int](drafter, "look for overflow", `document.documentElement.scrollWidth`); wide > 360 {
		t.Errorf("the form is %d pixels wide on a telephone", wide)
	}
	drafter.fill(name, "省教育厅三年支持合作项目九十个。")
	drafter.press("送负责人审核")
	drafter.sees("已送本单位负责人审核")
	head.open(caseURL + "/opinion")
	head.press("退回承办人")
	head.fill("reason", "请核对项目数")
	head.press("退回承办人修改")
	drafter.open("/work")
	drafter.sees("请核对项目数")
	drafter.open(caseURL + "/opinion")
	drafter.fill(name, "省教育厅三年支持合作项目九十一个。")
	drafter.press("送负责人审核")
	head.open(caseURL + "/opinion")
	head.press("批准并报送")
	head.sees("会办意见已报送")

	// It is offered where it was asked for, and merged.
	lead.open(caseURL + "/merge")
	where := ask[int](lead, "find the answer", `[...document.querySelectorAll('section.entry')].findIndex(e => e.innerText.includes('九十一个'))`)
	if got := ask[string](lead, "read the first place", `[...document.querySelectorAll('section.entry')][`+strconv.Itoa(where)+`].querySelector('.spot').innerText`); !strings.Contains(got, "（四）强化协同创新") || !strings.Contains(got, "按会办事项") {
		t.Errorf("the first place is %q", got)
	}
	lead.do("press 全部按建议位置采用", chromedp.Click(`//main//button[normalize-space()="全部按建议位置采用"]`))
	lead.press("合并到答复稿")

	// The department changes its number: that alone is offered.
	head.open(caseURL + "/opinion")
	head.fill(name, "省教育厅三年支持合作项目九十三个。")
	head.press("报送")
	lead.open(caseURL + "/merge")
	if n := ask[int](lead, "count the entries", `document.querySelectorAll('section.entry').length`); n != 1 {
		t.Errorf("%d entries are offered, want the one that was changed", n)
	}
	if got := ask[string](lead, "read the difference", `document.querySelector('.diff del').innerText + "→" + document.querySelector('.diff ins').innerText`); got != "一→三" {
		t.Errorf("the difference is %q", got)
	}
	lead.choose("verdict-0", "used")
	lead.press("合并到答复稿")
	lead.open(caseURL + "/draft")
	if text := lead.value("text"); !strings.Contains(text, "九十三个") || strings.Contains(text, "九十一个") {
		t.Error("the new words do not stand in place of the old ones")
	}

	// A heading with a request is deleted: the request stays and says so.
	lead.fill("text", strings.Replace(lead.value("text"), "（四）强化协同创新\n", "", 1))
	lead.press("保存")
	lead.open(caseURL + "/requests")
	lead.sees("已从答复稿里删除")
	s.stop(t)
}
