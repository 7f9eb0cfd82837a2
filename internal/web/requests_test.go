package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// withDraft is a site with a saved draft and nothing handed in.
func withDraft(t *testing.T) (*testSite, *browser) {
	t.Helper()
	s := newSite(t)
	lead := s.as(t, "keji")
	if got := lead.post(s.path("/draft"), url.Values{"revision": {"0"}, "text": {mergeDraft}, "then": {"stay"}}); got.status != http.StatusSeeOther {
		t.Fatalf("save the draft: %d", got.status)
	}
	return s, lead
}

func (s *testSite) askForm() url.Values {
	return url.Values{"heading": {"工作开展情况 › 强化协同创新"}, "departments": {"2"}, "wanted": {"近三年产学研合作的数据"}, "due": {"2026-03-20"}}
}

func redirected(t *testing.T, got answer, to string) {
	t.Helper()
	if got.status != http.StatusSeeOther || got.location != to {
		t.Fatalf("status %d to %q, want %q:\n%.900s", got.status, got.location, to, visible(got.body))
	}
}

func TestAPartIsAskedForAnsweredApprovedAndMerged(t *testing.T) {
	s, lead := withDraft(t)
	page := lead.get(s.path("/requests?heading=" + url.QueryEscape("工作开展情况 › 强化协同创新")))
	page.want(t, http.StatusOK, "（一）强化协同创新</option>", `value="工作开展情况 › 强化协同创新" selected`, `name="due" type="date" value="2026-03-30"`, `name="departments" value="2" checked`)
	lead.post(s.path("/requests"), s.form(s.askForm(), "wanted", "", "due", "2026-03-01")).
		want(t, http.StatusUnprocessableEntity, "请填写需要的内容", "早于交办日期", `selected`)
	redirected(t, lead.post(s.path("/requests"), s.askForm()), s.path("/requests"))
	lead.get(s.path("/requests")).want(t, http.StatusOK, "近三年产学研合作的数据", "待报送", "还有 7 个工作日")
	lead.get(s.path("")).want(t, http.StatusOK, "省教育厅尚未报送会办事项“强化协同创新”", "待报送")

	co, head := s.as(t, "jiaoyu"), s.as(t, "jiaoyu.head")
	co.get("/work").want(t, http.StatusOK, "1项会办事项待报送", "待报送")
	form := co.get(s.path("/opinion"))
	form.want(t, http.StatusOK, "近三年产学研合作的数据", "答复稿提纲", "（一）强化协同创新", "（二）优化服务", `name="answer-1"`, "送负责人审核", "不承担")
	for _, secret := range []string{"我厅组建了联合体", "我厅优化了服务", "批准并报送"} {
		if strings.Contains(form.body, secret) {
			t.Errorf("the co-handler's drafter sees %q", secret)
		}
	}
	answer := s.form(s.opinionForm(), "status", "", "next_steps", "", "answer-1", "省教育厅三年支持合作项目九十个。", "declined-1", "不属职责", "act", "send")
	co.post(s.path("/opinion"), answer).want(t, http.StatusUnprocessableEntity, "既填了内容又填了不承担的理由", "省教育厅三年支持合作项目九十个。", `href="#f-answer-1"`, "<details class=\"decline\" open>")
	answer.Set("declined-1", "")
	redirected(t, co.post(s.path("/opinion"), answer), s.path(""))
	co.get(s.path("")).want(t, http.StatusOK, "已送本单位负责人审核")
	co.get(s.path("/opinion")).want(t, http.StatusOK, "等待批准", "撤回送审")

	head.get("/work").want(t, http.StatusOK, "承办人已送审")
	head.get(s.path("/opinion")).want(t, http.StatusOK, "批准并报送", "退回承办人", "省教育厅三年支持合作项目九十个。")
	redirected(t, head.post(s.path("/opinion/return"), url.Values{"reason": {"请核对数字"}, "revision": {"1"}}), s.path(""))
	co.get("/work").want(t, http.StatusOK, "本单位负责人退回修改：请核对数字")
	answer.Set("version", "2")
	answer.Set("answer-1", "省教育厅三年支持合作项目九十一个。")
	redirected(t, co.post(s.path("/opinion"), answer), s.path(""))
	answer.Set("version", "3")
	answer.Set("act", "submit")
	redirected(t, head.post(s.path("/opinion"), answer), s.path(""))
	redirected(t, head.post(s.path("/opinion"), answer), s.path("")) // the second press

	merge := lead.get(s.path("/merge"))
	merge.want(t, http.StatusOK, "会办事项“强化协同创新”", `<b>（一）强化协同创新</b><span class="mark">按会办事项</span>`)
	lead.get(s.path("/requests")).want(t, http.StatusOK, "已报送", "再次要求")
	lead.get(s.path("/contributions/2/1")).want(t, http.StatusOK, "会办事项：近三年产学研合作的数据", "九十一个", "退回重报")
}

func TestRequestsAreChangedWithdrawnAndReturned(t *testing.T) {
	s, lead := withDraft(t)
	redirected(t, lead.post(s.path("/requests"), s.askForm()), s.path("/requests"))
	one := s.form(s.askForm(), "departments", "", "revision", "1", "act", "again", "wanted", "只要高校的数据")
	one.Del("departments")
	lead.get(s.path("/requests/1")).want(t, http.StatusOK, "近三年产学研合作的数据", "保存修改", "仅调整所属标题")
	redirected(t, lead.post(s.path("/requests/1"), one), s.path("/requests"))
	lead.post(s.path("/requests/1"), s.form(one, "wanted", "另一个人写的")).want(t, http.StatusConflict, "在您打开之后有变动", "另一个人写的", `name="revision" value="2"`)
	lead.get(s.path("/requests/9")).want(t, http.StatusNotFound, "没有这项会办事项")
	head := s.as(t, "jiaoyu.head")
	head.get(s.path("/requests")).want(t, http.StatusForbidden)
	redirected(t, head.post(s.path("/opinion"), s.form(s.opinionForm(), "answer-1", "高校合作九十个。")), s.path(""))

	lead.post(s.path("/contributions/2/1/return"), url.Values{"reason": {""}, "revision": {"1"}}).want(t, http.StatusUnprocessableEntity, "请填写理由")
	redirected(t, lead.post(s.path("/contributions/2/1/return"), url.Values{"reason": {"数据截至去年"}, "revision": {"1"}}), s.path(""))
	lead.get(s.path("/contributions/2/1/return")).want(t, http.StatusForbidden)
	lead.get(s.path("")).want(t, http.StatusOK, "已退回重报", "数据截至去年")
	head.get(s.path("/opinion")).want(t, http.StatusOK, "主办单位退回第1次报送", "数据截至去年", "高校合作九十个。")
	redirected(t, lead.post(s.path("/requests/1/withdraw"), url.Values{"reason": {"已另行取得"}, "revision": {"1"}}), s.path("/requests"))
	head.get(s.path("/opinion")).want(t, http.StatusOK, "主办单位已撤销这一项：已另行取得", "高校合作九十个。")
}

func TestADepartmentWithoutAHeadIsToldOnThePage(t *testing.T) {
	s := newSite(t)
	id := s.actors["jiaoyu.head"].Account.ID
	guanli := s.as(t, "guanli")
	got := guanli.post("/registry/accounts/"+itoa(int(id)), url.Values{
		"login": {"jiaoyu.head"}, "name": {"省教育厅负责人"}, "department": {"2"}, "role": {"head"}, "way": {"keep"}, "password": {""}, "disabled": {"true"}, "revision": {"1"},
	})
	if got.status >= 400 {
		t.Fatalf("disable the head: %d %s", got.status, visible(got.body))
	}
	co := s.as(t, "jiaoyu")
	page := co.get(s.path("/opinion"))
	page.want(t, http.StatusOK, "请管理员为本单位建立负责人账号")
	if strings.Contains(page.body, "送负责人审核</button>") {
		t.Error("there is a button to send it to nobody")
	}
	co.post(s.path("/opinion"), s.form(s.opinionForm(), "act", "send")).want(t, http.StatusConflict, "请管理员为本单位建立负责人账号", "省教育厅支持高校和企业合作。")
}

func TestOnlyWhatChangedIsOffered(t *testing.T) {
	s, lead := readyToMerge(t)
	form := mergeFields(lead.get(s.path("/merge")).body)
	form.Set("verdict-0", "used")
	form.Set("verdict-1", "used")
	redirected(t, lead.post(s.path("/merge"), form), s.path("/preview"))
	head := s.as(t, "jiaoyu.head")
	again := s.form(s.opinionForm(), "version", "1", "status", "（一）加强产学研协同创新\n省教育厅支持十所高校和企业合作。")
	redirected(t, head.post(s.path("/opinion"), again), s.path(""))
	page := lead.get(s.path("/merge"))
	page.want(t, http.StatusOK, "省教育厅支持<ins>十所</ins>高校和企业合作。", "没有改动的几处保持原来的处理", "已选0处，共1处",
		`<span class="mark">旧文字在这里</span>`, "换掉这里的旧文字", `name="place-0" value="instead:5" checked`, "与第1次报送相同，沿用原来的处理")
	form = mergeFields(page.body)
	form.Set("verdict-0", "used")
	redirected(t, lead.post(s.path("/merge"), form), s.path("/preview"))
	draft := lead.get(s.path("/draft"))
	draft.want(t, http.StatusOK, "二是加强产学研协同创新。省教育厅支持十所高校和企业合作。", "省教育厅将继续支持。")
	if strings.Contains(draft.body, "省教育厅支持高校和企业合作") {
		t.Error("the old words stand beside the new ones")
	}

	gone := s.form(again, "version", "2", "next_steps", "")
	redirected(t, head.post(s.path("/opinion"), gone), s.path(""))
	page = lead.get(s.path("/merge"))
	page.want(t, http.StatusOK, "重新报送的会办意见里没有这一处了", "保留为主办单位的话", "省教育厅将继续支持。")
	form = mergeFields(page.body)
	form.Set("verdict-0", "taken-out")
	redirected(t, lead.post(s.path("/merge"), form), s.path("/preview"))
	if strings.Contains(lead.get(s.path("/draft")).body, "省教育厅将继续支持") {
		t.Error("what was taken out is still there")
	}
}

func TestWordsTakenBackWhileTheLeadChooses(t *testing.T) {
	s, lead := readyToMerge(t)
	form := mergeFields(lead.get(s.path("/merge")).body)
	form.Set("verdict-0", "edited")
	form.Set("text-0", "这是花了一个小时改好的一段文字。")
	form.Set("verdict-1", "declined")
	form.Set("reason-1", "与主办单位的内容重复")
	redirected(t, s.as(t, "jiaoyu.head").post(s.path("/contributions/2/1/withdraw"), url.Values{"reason": {"数字报错了"}, "revision": {"1"}}), s.path(""))
	page := lead.post(s.path("/merge"), form)
	page.want(t, http.StatusConflict, "省教育厅在您合并之前撤回了第1次会办意见", "这是花了一个小时改好的一段文字。", "与主办单位的内容重复")
	if strings.Contains(lead.get(s.path("/draft")).body, "一个小时") {
		t.Error("it was merged all the same")
	}
}

func TestWhatWasNotUsedStaysInSight(t *testing.T) {
	s, lead := readyToMerge(t)
	form := mergeFields(lead.get(s.path("/merge")).body)
	form.Set("verdict-0", "edited")
	form.Set("text-0", "加强产学研协同创新。省教育厅支持高校。")
	redirected(t, lead.post(s.path("/merge"), form), s.path("/preview"))
	lead.get(s.path("/merge")).want(t, http.StatusOK, "未采用的文字", "<q>和企业合作</q>")
}

func TestScriptIsTextInEveryFieldOfARequest(t *testing.T) {
	s, lead := withDraft(t)
	const script = `<script>alert(1)</script>`
	redirected(t, lead.post(s.path("/requests"), s.form(s.askForm(), "wanted", script)), s.path("/requests"))
	head := s.as(t, "jiaoyu.head")
	redirected(t, head.post(s.path("/opinion"), s.form(s.opinionForm(), "answer-1", script)), s.path(""))
	redirected(t, lead.post(s.path("/contributions/2/1/return"), url.Values{"reason": {script}, "revision": {"1"}}), s.path(""))
	for _, b := range []*browser{lead, head, s.as(t, "ducha")} {
		for _, path := range []string{"", "/requests", "/requests/1", "/opinion", "/contributions/2/1", "/merge"} {
			if strings.Contains(b.get(s.path(path)).body, script) {
				t.Errorf("%s runs what was typed", path)
			}
		}
	}
}
