package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"dafu/internal/service"
)

const remarkable = "某某委员：\n省科技厅支持高新区建设<b>。\n组织实施𬭎人才项目。\n"

// remarkable is the case with a short draft saved.
func (s *testSite) remarkable(t *testing.T) *browser {
	t.Helper()
	_, err := s.service.SaveText(context.Background(), s.actors["keji"], s.caseID, service.TextInput{Text: remarkable})
	check(t, err)
	return s.as(t, "keji")
}

// remark writes a comment on words as the desk does and returns its ID.
func (b *browser) remark(words, said, audience string) string {
	b.t.Helper()
	before, _, _ := strings.Cut(remarkable, words)
	line := strings.Count(before, "\n")
	column := len([]rune(before[strings.LastIndex(before, "\n")+1:]))
	in, _ := json.Marshal(deskCommentRequest{
		Text: remarkable, From: service.TypedPlace{Line: line, Column: column},
		To:    service.TypedPlace{Line: line, Column: column + len([]rune(words))},
		Words: said, Audience: audience, Press: said,
	})
	got := b.postJSON(b.site.path("/desk/comments/new"), string(in))
	got.want(b.t, http.StatusOK, `"id":`)
	var out deskCommentAnswer
	check(b.t, json.Unmarshal([]byte(got.body), &out))
	return strconv.FormatInt(out.ID, 10)
}

// comments hears what the desk hears.
func (b *browser) comments(text string) (out deskComments) {
	b.t.Helper()
	in, _ := json.Marshal(deskTextRequest{text})
	got := b.postJSON(b.site.path("/desk/comments"), string(in))
	got.want(b.t, http.StatusOK)
	check(b.t, json.Unmarshal([]byte(got.body), &out))
	return out
}

func TestDeskComments(t *testing.T) {
	s := newSite(t)
	b := s.remarkable(t)
	id := b.remark("人才项目", `项目<script>alert("x")</script>要写全`, "lead")
	if again := b.remark("人才项目", `项目<script>alert("x")</script>要写全`, "lead"); again != id {
		t.Errorf("pressed twice they are %s and %s", id, again)
	}
	got := b.comments("多出来的一行\n" + strings.Replace(remarkable, "人才", "重点人才", 1))
	if len(got.Threads) != 1 || got.Open != 1 || !got.CanWrite {
		t.Fatalf("heard %+v", got)
	}
	one := got.Threads[0]
	if one.From != (service.TypedPlace{Line: 3, Column: 7}) || one.To != (service.TypedPlace{Line: 3, Column: 11}) || one.Quote != "人才项目" || one.Gone || one.Office != "省科技厅" {
		t.Errorf("heard %+v", one)
	}
	b.postJSON(s.path("/desk/comments/"+id+"/answer"), `{"words":"好的","press":"1"}`).want(t, http.StatusOK)
	b.postJSON(s.path("/desk/comments/"+id+"/state"), `{"open":false}`).want(t, http.StatusOK)
	after := b.comments(remarkable)
	if after.Open != 0 || after.Stamp == got.Stamp || len(after.Threads[0].Answers) != 1 || after.Threads[0].Changed == "" {
		t.Errorf("after answering and resolving: %+v", after)
	}
	here := b.postJSON(s.path("/desk/here"), `{"tab":"t","line":0,"gone":false}`)
	here.want(t, http.StatusOK, `"comments":`+strconv.Itoa(after.Stamp))

	page := b.get(s.path("/comments"))
	page.want(t, http.StatusOK, "人才项目", "&lt;script&gt;", "好的", "已解决")
	if strings.Contains(page.body, "<script>alert") {
		t.Error("the page runs what was written")
	}
	b.get(s.path("")).want(t, http.StatusOK, "1 条，都已解决")

	for name, body := range map[string]string{
		"no words":       `{"text":"某某委员：","from":{"line":0,"column":0},"to":{"line":0,"column":2},"words":"","audience":"lead","press":""}`,
		"nothing chosen": `{"text":"某某委员：","from":{"line":0,"column":2},"to":{"line":0,"column":2},"words":"好","audience":"lead","press":""}`,
		"nobody":         `{"text":"某某委员：","from":{"line":0,"column":0},"to":{"line":0,"column":2},"words":"好","audience":"","press":""}`,
		"unknown field":  `{"text":"","body":""}`,
		"too long":       `{"text":"某某委员：","from":{"line":0,"column":0},"to":{"line":0,"column":2},"words":"` + strings.Repeat("长", 1001) + `","audience":"lead","press":""}`,
	} {
		if got := b.postJSON(s.path("/desk/comments/new"), body); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `"error":"`) {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
}

// A co-handler reads and answers what is for all departments, without a script.
func TestCommentsForACoHandler(t *testing.T) {
	s := newSite(t)
	lead := s.remarkable(t)
	inner, outer := lead.remark("高新区", "内部先议", "lead"), lead.remark("人才项目", "请省教育厅核对", "all")
	b := s.as(t, "jiaoyu")
	b.get(s.path("/opinion")).want(t, http.StatusOK, "1 条批注")
	page := b.get(s.path("/comments"))
	page.want(t, http.StatusOK, "请省教育厅核对", "人才项目", "各承办单位")
	if strings.Contains(page.body, "内部先议") || strings.Contains(page.body, "高新区") {
		t.Error("a co-handler reads what is for the lead")
	}
	answer := s.path("/comments/" + outer + "/answer")
	b.post(answer, url.Values{"words": {"  "}, "press": {"p"}}).want(t, http.StatusUnprocessableEntity, "请填写批注")
	long := strings.Repeat("很长", 600)
	b.post(answer, url.Values{"words": {long}, "press": {"p"}}).want(t, http.StatusUnprocessableEntity, long)
	for range 2 { // pressed twice
		b.post(answer, url.Values{"words": {"已核对"}, "press": {"p"}}).want(t, http.StatusSeeOther)
	}
	if got := b.get(s.path("/comments")); strings.Count(got.body, "已核对") != 1 {
		t.Errorf("the answer stands %d times", strings.Count(got.body, "已核对"))
	}
	b.post(s.path("/comments/"+inner+"/answer"), url.Values{"words": {"猜到了"}, "press": {""}}).want(t, http.StatusNotFound)
	b.post(s.path("/comments/"+outer+"/state"), url.Values{"state": {"resolved"}}).want(t, http.StatusForbidden)
	lead.post(s.path("/comments/"+outer+"/state"), url.Values{"state": {"resolved"}}).want(t, http.StatusSeeOther)
	lead.post(s.path("/comments/"+outer+"/state"), url.Values{"state": {"perhaps"}}).want(t, http.StatusUnprocessableEntity)
	s.as(t, "caizheng").get(s.path("/comments")).want(t, http.StatusNotFound)
	s.as(t, "ducha").get(s.path("/comments")).want(t, http.StatusOK, "内部先议")
}

// Where nothing can be selected a comment names its words.
func TestCommentsBegunWithoutAScript(t *testing.T) {
	s := newSite(t)
	revision := s.roundRobin(t)
	lead, co := s.as(t, "keji"), s.as(t, "jiaoyu")
	begin := url.Values{"quote": {"组建了联合体"}, "words": {"请补充名单"}, "audience": {"all"}, "press": {"p"}}
	co.post(s.path("/comments"), begin).want(t, http.StatusConflict, "还没有把答复稿送来会签")
	lead.get(s.path("/comments")).want(t, http.StatusOK, "写批注", "本单位内部")
	for _, bad := range []string{"没有的话", "我厅", "", "联合体。\n二、"} {
		lead.post(s.path("/comments"), s.form(begin, "quote", bad)).want(t, http.StatusUnprocessableEntity, "请补充名单")
	}
	lead.post(s.path("/comments"), s.form(begin, "audience", "public")).want(t, http.StatusUnprocessableEntity, "请补充名单")
	for range 2 {
		lead.post(s.path("/comments"), begin).want(t, http.StatusSeeOther)
	}
	check(t, s.service.AskCountersign(context.Background(), s.actors["keji"], s.caseID, revision))
	page := co.get(s.path("/comments"))
	page.want(t, http.StatusOK, "1 条，1 条未解决", "组建了联合体")
	if strings.Contains(page.body, "本单位内部") {
		t.Error("a co-handler is offered the lead's house")
	}
	co.post(s.path("/comments"), s.form(begin, "audience", "lead")).want(t, http.StatusForbidden)
	co.post(s.path("/comments"), url.Values{"quote": {"新设专业"}, "words": {"应为八个"}, "press": {"q"}}).want(t, http.StatusSeeOther)
	lead.get(s.path("/comments")).want(t, http.StatusOK, "应为八个", "新设专业")
}
