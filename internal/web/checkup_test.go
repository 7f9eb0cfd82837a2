package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	rules "dafu/internal/check"
)

// faultyDraft has two errors (a placeholder, a number that is left out) and
// advice (省委省政府).
const faultyDraft = "张某某委员：\n您提出的提案收悉，感谢您的关心。省委省政府高度重视。\n一、工作开展情况\n投入资金××万元，建成平台。\n三、下一步打算\n继续推进。\n"

var formKey = regexp.MustCompile(`name="key" value="([0-9a-f]+)"`)

func keysIn(body, action string) (keys []string) {
	_, after, _ := strings.Cut(body, `action="`+action+`"`)
	form, _, _ := strings.Cut(after, "</form>")
	for _, m := range formKey.FindAllStringSubmatch(form, -1) {
		keys = append(keys, m[1])
	}
	return keys
}

func withFaults(t *testing.T) (*testSite, *browser) {
	t.Helper()
	s := newSite(t)
	lead := s.as(t, "keji")
	redirected(t, lead.post(s.path("/draft"), url.Values{"revision": {"0"}, "text": {faultyDraft}, "then": {"stay"}}), s.path("/draft"))
	return s, lead
}

func TestFindingsOnTheCaseAndTheirPage(t *testing.T) {
	s, lead := withFaults(t)
	lead.get(s.path("")).want(t, http.StatusOK, `href="/cases/1/check">体检：`, "错误 · ", "体检错误：第 4 段")
	page := lead.get(s.path("/check"))
	page.want(t, http.StatusOK, "××", "省委省政府", `href="/help/check#r32"`, "第 1 页", "在文稿台逐处修改", "这里不改")
	if strings.Contains(page.body, "放行的理由") {
		t.Error("the drafter is offered to overrule")
	}
	s.as(t, "ducha").get(s.path("/check")).want(t, http.StatusOK, "省委省政府")
	s.as(t, "jiaoyu").get(s.path("/check")).want(t, http.StatusForbidden)
	s.as(t, "caizheng").get(s.path("/check")).want(t, http.StatusNotFound)

	// Advice is left, and taken back.
	key := keysIn(page.body, s.path("/check/leave"))[0]
	redirected(t, lead.post(s.path("/check/leave"), url.Values{"key": {key}}), s.path("/check"))
	lead.get(s.path("/check")).want(t, http.StatusOK, "确认不改的提示", "省科技厅承办人")
	s.as(t, "ducha").post(s.path("/check/restore"), url.Values{"key": {key}}).want(t, http.StatusForbidden)
	redirected(t, lead.post(s.path("/check/restore"), url.Values{"key": {key}}), s.path("/check"))
	if strings.Contains(lead.get(s.path("/check")).body, "确认不改的提示") {
		t.Error("taken back, it is still left")
	}
}

func TestTheHeadTakesErrorsOn(t *testing.T) {
	s, lead := withFaults(t)
	lead.post(s.path("/approval"), url.Values{"revision": {"1"}}).want(t, http.StatusConflict, "体检错误", "××")
	head := s.as(t, "keji.head")
	page := head.get(s.path("/check"))
	page.want(t, http.StatusOK, "放行的理由", "只放行上面这几处")
	keys := keysIn(page.body, s.path("/check/overrule"))
	if len(keys) < 2 {
		t.Fatalf("%d errors can be overruled", len(keys))
	}
	lead.post(s.path("/check/overrule"), url.Values{"key": keys, "reason": {"没问题"}}).want(t, http.StatusForbidden)
	head.post(s.path("/check/overrule"), url.Values{"key": keys, "reason": {" "}}).want(t, http.StatusUnprocessableEntity, "请填写放行的理由", "××")
	head.post(s.path("/check/overrule"), url.Values{"key": {"00"}, "reason": {"没问题"}}).want(t, http.StatusUnprocessableEntity, "没有放行", "没问题")
	redirected(t, head.post(s.path("/check/overrule"), url.Values{"key": keys, "reason": {"数字由省财政厅统一公布"}}), s.path("/check"))
	head.get(s.path("/check")).want(t, http.StatusOK, "已放行的错误", "数字由省财政厅统一公布", "撤销放行")
	got := lead.get(s.path(""))
	got.want(t, http.StatusOK, fmt.Sprintf("%d 处错误已放行", len(keys)), "数字由省财政厅统一公布")
	if strings.Contains(got.body, "体检错误：") {
		t.Error("what was overruled still blocks")
	}
}

func TestTheDeskHearsWhereFindingsStand(t *testing.T) {
	s, lead := withFaults(t)
	text := "张某某委员:\n  𬭎感谢您,已作布署.\n"
	type heard struct {
		Checked liveChecked `json:"checked"`
	}
	var a heard
	ask := func() heard {
		t.Helper()
		return jsonOf[heard](t, lead.postJSON(s.path("/desk/live"), fmt.Sprintf(`{"text":%q,"have":[]}`, text)))
	}
	a = ask()
	var typo *liveFinding
	for i, f := range a.Checked.Findings {
		if f.Rule == 31 {
			typo = &a.Checked.Findings[i]
		}
	}
	if typo == nil {
		t.Fatalf("no typo among %+v", a.Checked.Findings)
	}
	at := utf8.RuneCountInString(text[:strings.Index(text, "布署")])
	if typo.Start != at || typo.End != at+2 || typo.Page != 1 || typo.Fix == nil || *typo.Fix != "部署" || typo.Table == "" || len(typo.Edits) != 1 {
		t.Errorf("the typo at %d: %+v", at, typo)
	}
	lead.postJSON(s.path("/desk/leave"), fmt.Sprintf(`{"key":%q,"text":%q,"take":false}`, typo.Key, text)).want(t, http.StatusOK)
	if b := ask(); len(b.Checked.Left) != 1 || b.Checked.Advice != a.Checked.Advice-1 || !strings.Contains(b.Checked.Left[0].Left, "省科技厅承办人 3月11日 10:03") {
		t.Errorf("left: %+v", b.Checked.Left)
	}
	s.as(t, "ducha").postJSON(s.path("/desk/leave"), fmt.Sprintf(`{"key":%q,"text":%q,"take":true}`, typo.Key, text)).want(t, http.StatusForbidden)
	lead.postJSON(s.path("/desk/leave"), fmt.Sprintf(`{"key":%q,"text":"","take":true}`, typo.Key)).want(t, http.StatusOK)
	if b := ask(); len(b.Checked.Left) != 0 {
		t.Error("taken back, it is still quiet")
	}
}

func TestTheHelpListsEveryRule(t *testing.T) {
	s := newSite(t)
	page := s.as(t, "jiaoyu").get("/help/check")
	page.want(t, http.StatusOK)
	for _, r := range rules.Rules() {
		if !strings.Contains(page.body, fmt.Sprintf(`id="r%d"><h2>第%d条 `, r.ID, r.ID)) {
			t.Errorf("rule %d is not there", r.ID)
		}
	}
	if n := strings.Count(page.body, "<li><span>"); n < 480 {
		t.Errorf("%d examples", n)
	}
}

func TestADepartmentKeepsItsTable(t *testing.T) {
	s, lead := withFaults(t)
	head := s.as(t, "keji.head")
	s.as(t, "guanli").get("/tables").want(t, http.StatusForbidden)
	page := lead.get("/tables")
	page.want(t, http.StatusOK, "只有负责人可以修改", "第48条")
	if strings.Contains(page.body, "<select") || strings.Contains(page.body, `type="file"`) {
		t.Error("the drafter is offered what it may not do")
	}
	row := url.Values{"version": {"0"}, "kind": {"用语"}, "word": {"建成平台"}, "use": {"建成创新平台"}, "except": {""}, "note": {"本厅用语"}}
	lead.post("/tables/rows", row).want(t, http.StatusForbidden)
	head.post("/tables/rows", s.form(row, "word", "建", "kind", "错别字")).want(t, http.StatusUnprocessableEntity, "只有一个字", "本厅用语")
	redirected(t, head.post("/tables/rows", row), "/tables")
	head.post("/tables/rows", s.form(row, "use", "建好平台")).want(t, http.StatusConflict, "第 1 版", "建好平台")
	lead.get(s.path("/check")).want(t, http.StatusOK, "建成创新平台", "省科技厅词表 第1版")

	settings := url.Values{"version": {"1"}}
	for _, r := range rules.Rules() {
		settings.Set(fmt.Sprintf("rule-%d", r.ID), "")
	}
	settings.Set("rule-32", "关")
	redirected(t, head.post("/tables/rules", settings), "/tables")
	if got := lead.get(s.path("/check")); strings.Contains(got.body, "第32条") {
		t.Error("a rule that is off still finds")
	}
	head.get("/tables").want(t, http.StatusOK, "现在是第2版", "增加第32条规则→“关”", "增加用语“建成平台”→“建成创新平台”（本厅用语）", "省科技厅负责人", `<option value="关" selected>不查`)

	// Files: a bad one says where and changes nothing, a good one goes round.
	bad := head.sendFile("/tables/import", "坏.csv", []byte("表,词,改为,例外,说明\n错别字,布,部,,\n规则,99,关,,\n"), "version", "2")
	bad.want(t, http.StatusUnprocessableEntity, "“坏.csv”没有导入，词表没有变动", "第 2 行", "第 3 行：没有第 99 条规则")
	csv := head.get("/tables/export/own.csv")
	csv.want(t, http.StatusOK, "用语,建成平台,建成创新平台,,本厅用语")
	got := head.sendFile("/tables/import", "词表.csv", []byte(strings.Replace(csv.body, "建成创新平台", "建成新平台", 1)), "version", "2")
	redirected(t, got, "/tables")
	head.get("/tables").want(t, http.StatusOK, "现在是第3版", "改为用语“建成平台”→“建成新平台”")
	head.get("/tables/export/1.csv").want(t, http.StatusOK, "建成创新平台")
	head.get("/tables/export/all.csv").want(t, http.StatusOK, "错别字,")
	redirected(t, head.post("/tables/restore", url.Values{"version": {"3"}, "earlier": {"1"}}), "/tables")
	head.get("/tables").want(t, http.StatusOK, "现在是第4版", "建成创新平台")
	redirected(t, head.post("/tables/drop", url.Values{"version": {"4"}, "kind": {"用语"}, "word": {"建成平台"}}), "/tables")
	head.get("/tables").want(t, http.StatusOK, "现在是第5版", "删去用语")
	s.as(t, "jiaoyu.head").get("/tables").want(t, http.StatusOK, "还没有改过")
}

// sendFile posts a form with a file.
func (b *browser) sendFile(path, name string, file []byte, fields ...string) answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		check(b.t, w.WriteField(fields[i], fields[i+1]))
	}
	part, err := w.CreateFormFile("file", name)
	check(b.t, err)
	_, err = part.Write(file)
	check(b.t, err)
	check(b.t, w.Close())
	return b.send("POST", path, body.String(), map[string]string{"Content-Type": w.FormDataContentType(), "Sec-Fetch-Site": "same-origin"})
}

func jsonOf[T any](t *testing.T, a answer) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		t.Fatalf("%v in %.300s", err, a.body)
	}
	return v
}
