package web

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// digest is what the page shown to a co-handler's head names the words by.
func (b *browser) digest() string {
	b.t.Helper()
	page := b.get(b.site.path("/countersign"))
	page.want(b.t, http.StatusOK)
	found := regexp.MustCompile(`name="digest" value="([0-9a-f]*)"`).FindStringSubmatch(page.body)
	if found == nil {
		b.t.Fatalf("nothing to decide on:\n%.1500s", visible(page.body))
	}
	return found[1]
}

// confirm agrees to what the page shows.
func (b *browser) confirm() {
	b.t.Helper()
	b.post(b.site.path("/countersign/confirm"), url.Values{"digest": {b.digest()}}).want(b.t, http.StatusSeeOther)
}

// roundRobin is a draft with words of 省教育厅 in it, ready to be sent round.
func (s *testSite) roundRobin(t *testing.T) int {
	t.Helper()
	ctx, lead := context.Background(), s.actors["keji"]
	_, err := s.service.SubmitOpinion(ctx, s.actors["jiaoyu.head"], s.caseID, 0, reply.Opinion{
		Status: "省教育厅支持高校和企业合作。\n省教育厅新设专业<b>十个。", Contact: reply.Person{Office: "高教处", Name: "王某某", Phone: "0871-63104060"},
	})
	check(t, err)
	saved, err := s.service.SaveText(ctx, lead, s.caseID, service.TextInput{Text: "张某某委员：\n一、工作开展情况\n（一）强化协同创新\n为夯实基础，我厅组建了联合体。\n二、下一步的工作计划\n我厅将继续努力。\n"})
	check(t, err)
	v, err := s.service.MergeForm(ctx, lead, s.caseID)
	check(t, err)
	var choices []service.MergeChoice
	for _, e := range v.Entries {
		choices = append(choices, service.MergeChoice{
			Department: e.Entry.Department, Revision: e.Entry.Revision, Entry: e.Entry.Index, Verdict: reply.Used, Place: e.Suggestions[0].Place,
		})
	}
	revision, err := s.service.Merge(ctx, lead, s.caseID, saved.Draft.Revision, choices)
	check(t, err)
	return revision
}

func (s *testSite) edit(t *testing.T, from, to string) {
	t.Helper()
	v, err := s.service.Draft(context.Background(), s.actors["keji"], s.caseID, "")
	check(t, err)
	if !strings.Contains(v.Text, from) {
		t.Fatalf("%q is not in %q", from, v.Text)
	}
	_, err = s.service.SaveText(context.Background(), s.actors["keji"], s.caseID, service.TextInput{Base: v.Draft.Revision, Text: strings.Replace(v.Text, from, to, 1)})
	check(t, err)
}

func TestCountersignPages(t *testing.T) {
	s := newSite(t)
	revision := s.roundRobin(t)
	lead, co, head := s.as(t, "keji"), s.as(t, "jiaoyu"), s.as(t, "jiaoyu.head")
	lead.get(s.path("")).want(t, http.StatusOK, "请将答复稿送省教育厅会签", "省教育厅 未送会签")
	head.get(s.path("/countersign")).want(t, http.StatusConflict, "还没有把答复稿送来会签")
	if page := head.get(s.path("")); strings.Contains(page.body, "会签") {
		t.Error("a co-handler learns that its words are used before it is asked")
	}
	lead.post(s.path("/countersign/ask"), url.Values{"revision": {"1"}}).want(t, http.StatusConflict)
	lead.post(s.path("/countersign/ask"), url.Values{"revision": {strconv.Itoa(revision)}}).want(t, http.StatusSeeOther)

	page := head.get(s.path("/countersign"))
	page.want(t, http.StatusOK, "<mark>省教育厅支持高校和企业合作。", "我厅组建了联合体。", "新设专业&lt;b&gt;十个", "相同", "同意会签")
	co.get(s.path("/countersign")).want(t, http.StatusOK, "由本单位负责人确认", "<mark>")
	co.post(s.path("/countersign/confirm"), url.Values{"digest": {head.digest()}}).want(t, http.StatusForbidden)
	s.as(t, "caizheng").get(s.path("/countersign")).want(t, http.StatusNotFound)
	s.as(t, "ducha").get(s.path("/countersign")).want(t, http.StatusOK, "省教育厅 未会签")
	head.get("/work").want(t, http.StatusOK, "请会签答复稿里本单位的文字")

	// The lead saves a change in its words while it presses: it is shown, not counted.
	seen := head.digest()
	s.edit(t, "高校和企业", "高校与企业")
	head.post(s.path("/countersign/confirm"), url.Values{"digest": {seen}}).want(t, http.StatusConflict, "刚刚改动了本单位的文字", "<del", "<ins")
	head.confirm()
	head.get(s.path("")).want(t, http.StatusOK, "省教育厅 已会签")
	s.edit(t, "组建了联合体", "组建了两个联合体")
	lead.get(s.path("")).want(t, http.StatusOK, "省教育厅 已会签", "送签")
	s.edit(t, "高校与企业", "高校同企业")
	lead.get(s.path("")).want(t, http.StatusOK, "省教育厅 改动待会签", "等待省教育厅会签")

	// An objection keeps what was typed when it is refused, and is a comment.
	objection := url.Values{"digest": {head.digest()}, "stretch": {"0"}, "quote": {"没有这几个字"}, "words": {"应为“和”<script>"}, "press": {"p"}}
	head.post(s.path("/countersign/object"), objection).want(t, http.StatusUnprocessableEntity, "没有这几个字", "应为“和”&lt;script&gt;")
	objection.Set("quote", "高校同企业")
	objection.Set("digest", seen)
	head.post(s.path("/countersign/object"), objection).want(t, http.StatusConflict, "刚刚改动了本单位的文字", "应为“和”&lt;script&gt;")
	objection.Set("digest", head.digest())
	for range 2 {
		head.post(s.path("/countersign/object"), objection).want(t, http.StatusSeeOther)
	}
	lead.get(s.path("/countersign")).want(t, http.StatusOK, "省教育厅 有异议", "应为“和”&lt;script&gt;", "送会签")
	lead.get(s.path("/comments")).want(t, http.StatusOK, "高校同企业", "应为“和”&lt;script&gt;")

	lead.post(s.path("/countersign/override"), url.Values{"reason": {"急"}}).want(t, http.StatusForbidden)
	boss := s.as(t, "keji.head")
	boss.post(s.path("/countersign/override"), url.Values{"reason": {""}}).want(t, http.StatusUnprocessableEntity, "请填写理由")
	boss.post(s.path("/countersign/override"), url.Values{"reason": {"期限已到，已电话沟通"}}).want(t, http.StatusSeeOther)
	boss.get(s.path("")).want(t, http.StatusOK, "省教育厅 不再等候", "期限已到，已电话沟通")
}

// A figure that the lead changed in a co-handler's words stands above them.
func TestChangedFiguresStandAboveTheWordsToAgreeTo(t *testing.T) {
	s := newSite(t)
	check(t, s.service.AskCountersign(context.Background(), s.actors["keji"], s.caseID, s.roundRobin(t)))
	head := s.as(t, "jiaoyu.head")
	if page := head.get(s.path("/countersign")); strings.Contains(page.body, "swaps-head") {
		t.Errorf("nothing changed, and figures are listed")
	}
	s.edit(t, "十个", "十二个")
	head.get(s.path("/countersign")).want(t, http.StatusOK, "（1处）", `<del>十</del> → <a href="#b1">十二</a>`, `id="b1"`)
}
