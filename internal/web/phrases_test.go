package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"dafu/internal/service"
)

func phraseValues(change ...string) url.Values {
	f := url.Values{"topic": {"人才政策"}, "words": {"【主办单位】会同【会办单位】落实人才政策,截至【月份】引进人才。"}, "expires": {"2026-12-31"}}
	for i := 0; i+1 < len(change); i += 2 {
		f.Set(change[i], change[i+1])
	}
	return f
}

// sendTable sends a file as the form does.
func (b *browser) sendTable(path, file string) answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", "常用语.csv")
	check(b.t, err)
	_, err = part.Write([]byte(file))
	check(b.t, err)
	check(b.t, w.Close())
	return b.send("POST", path, body.String(), map[string]string{"Content-Type": w.FormDataContentType(), "Sec-Fetch-Site": "same-origin"})
}

func TestPhrasesAreKeptByTheDepartment(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	b.get("/phrases").want(t, http.StatusOK, "还没有常用语", `href="/phrases/new"`, "从文件导入")
	b.get("/phrases/new").want(t, http.StatusOK, "【提案标题】")
	b.post("/phrases/begin", url.Values{"words": {"在文稿台选中的文字"}}).want(t, http.StatusOK, "在文稿台选中的文字", `action="/phrases/new"`)

	b.post("/phrases/new", phraseValues("expires", "2026-01-01")).
		want(t, http.StatusUnprocessableEntity, "已经过去", "【主办单位】会同", `value="人才政策"`, `value="2026-01-01"`)
	b.post("/phrases/new", phraseValues("topic", "", "expires", "明年")).
		want(t, http.StatusUnprocessableEntity, "请填写主题", "到期日不是一个日期", "【主办单位】会同", `value="明年"`)
	for range 2 { // the second press makes nothing twice
		if got := b.post("/phrases/new", phraseValues()); got.location != "/phrases" {
			t.Fatalf("save: %d %s", got.status, visible(got.body))
		}
	}
	list := b.get("/phrases")
	list.want(t, http.StatusOK, "已保存常用语：人才政策", "人才政策，截至【月份】", "有效期至 12月31日", "插入后须自行填写：【月份】", "1 条")
	b.get("/phrases?q="+url.QueryEscape("人才 会同")).want(t, http.StatusOK, "人才政策")
	b.get("/phrases?q="+url.QueryEscape("桥梁")).want(t, http.StatusOK, "没有找到含有“桥梁”的常用语")

	// A colleague changed it meanwhile: what was typed stays.
	head := s.as(t, "keji.head")
	head.post("/phrases/1", phraseValues("words", "负责人改过", "revision", "1")).want(t, http.StatusSeeOther)
	b.post("/phrases/1", phraseValues("words", "承办人也改了", "revision", "1")).
		want(t, http.StatusConflict, "有人在您之后修改了这条常用语", "负责人改过", "承办人也改了", `name="revision" value="2"`)
	b.post("/phrases/1", phraseValues("words", "承办人也改了", "revision", "2")).want(t, http.StatusSeeOther)

	// It expires, and stays on the list.
	s.clock.advance(365 * 24 * time.Hour)
	b.get("/phrases").want(t, http.StatusSeeOther) // the session has ended by then
	b = s.as(t, "keji")
	b.get("/phrases").want(t, http.StatusOK, "已过期", "承办人也改了")
	b.post("/phrases/1", phraseValues("words", "仍可以改", "revision", "3")).want(t, http.StatusSeeOther)

	b.get("/phrases/1/delete").want(t, http.StatusOK, "已经放进文稿的文字不变", "仍可以改")
	for range 2 {
		b.post("/phrases/1/delete", url.Values{}).want(t, http.StatusSeeOther)
	}
	b.get("/phrases").want(t, http.StatusOK, "还没有常用语")
	b.get("/phrases/1").want(t, http.StatusNotFound, "没有这条常用语")
}

func TestPhrasesAreNotOthers(t *testing.T) {
	s := newSite(t)
	s.as(t, "keji").post("/phrases/new", phraseValues()).want(t, http.StatusSeeOther)
	other := s.as(t, "caizheng")
	other.get("/phrases").want(t, http.StatusOK, "还没有常用语")
	other.get("/phrases/1").want(t, http.StatusNotFound)
	other.post("/phrases/1", phraseValues("revision", "1")).want(t, http.StatusNotFound)
	other.post("/phrases/1/delete", url.Values{})
	s.as(t, "keji").get("/phrases").want(t, http.StatusOK, "人才政策")
	for _, login := range []string{"keji.reader", "ducha", "guanli"} {
		got := s.as(t, login).get("/phrases")
		got.want(t, http.StatusForbidden, "不能使用常用语")
		s.as(t, login).post("/phrases/begin", url.Values{"words": {"文字"}}).want(t, http.StatusForbidden, "不能修改常用语")
		if strings.Contains(got.body, `href="/phrases"`) {
			t.Errorf("%s is offered the phrases", login)
		}
	}
}

func TestPhrasesGoFromOneDepartmentToAnother(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	b.post("/phrases/new", phraseValues()).want(t, http.StatusSeeOther)
	file := b.get("/phrases.csv")
	file.want(t, http.StatusOK, "主题,内容,到期日", "人才政策")
	if got := file.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		t.Errorf("Content-Disposition %q", got)
	}
	other := s.as(t, "caizheng")
	other.sendTable("/phrases/import", file.body+"桥梁养护,一桥一档,\r\n").want(t, http.StatusSeeOther)
	other.get("/phrases").want(t, http.StatusOK, "导入 2 条常用语", "人才政策", "桥梁养护")
	other.sendTable("/phrases/import", file.body).want(t, http.StatusSeeOther)
	other.get("/phrases").want(t, http.StatusOK, "导入 0 条常用语，另有 1 条已经有了")
	other.sendTable("/phrases/import", "主题,内容\n好的,文字\n,没有主题\n").
		want(t, http.StatusUnprocessableEntity, "第 3 行：请填写主题", "桥梁养护")
	if got := other.get("/phrases"); strings.Contains(got.body, "好的") {
		t.Error("a table that is wrong in one row is taken in part")
	}
	other.sendTable("/phrases/import", "").want(t, http.StatusUnprocessableEntity, "请选择要导入的 .csv 文件")
	other.sendTable("/phrases/import", strings.Repeat("文", maxPhraseFile)).want(t, http.StatusUnprocessableEntity, "文件超过 3 MB")
}

func TestPhrasesReadyForACase(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	b.post("/phrases/new", phraseValues()).want(t, http.StatusSeeOther)
	b.post("/phrases/new", phraseValues("topic", "另一条", "words", "另一条的文字。")).want(t, http.StatusSeeOther)
	b.postJSON(s.path("/desk/phrases"), `{"id":2}`).want(t, http.StatusOK)
	got := b.get(s.path("/desk/phrases"))
	got.want(t, http.StatusOK, `"省科技厅会同省教育厅落实人才政策，截至【月份】引进人才。","missing":["月份"]`, "标准结尾", "您提出的《关于加快科技创新的提案》收悉")
	if strings.Index(got.body, "另一条") > strings.Index(got.body, "人才政策") {
		t.Error("what was used is not first")
	}
	b.postJSON(s.path("/desk/phrases"), `{"id":99}`).want(t, http.StatusNotFound, "没有这条常用语")
}

func TestTidyingIsWhatSavingDoes(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	b.postJSON(s.path("/desk/tidy"), `{"text":"张某某委员:\n\n 您的建议 很好,我们 采纳。  \n"}`).
		want(t, http.StatusOK, `"text":"张某某委员：\n您的建议很好，我们采纳。\n"`)
}

func TestRecommendationsAreLinked(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	page := b.get(s.path("/matrix"))
	page.want(t, http.StatusOK, "夯实基础", "未回应", "还没有答复稿", "第 1 条还没有段落回应")
	for _, link := range regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)"`).FindAllStringSubmatch(page.body, -1) {
		b.get(link[1]).want(t, http.StatusOK)
	}
	b.postJSON(s.path("/desk/responses"), `{"text":"第一段说明基础研究。","from":0,"to":0,"recommendation":0,"on":true}`).want(t, http.StatusConflict, "请先保存")
	save := func(base, text string) {
		t.Helper()
		b.postJSON(s.path("/desk/save"), `{"base":`+base+`,"text":"`+text+`"}`).want(t, http.StatusOK)
	}
	const first, second = "一、工作开展情况", "省科技厅安排专项资金支持基础研究。"
	save("0", `张某某委员：\n`+first+`\n`+second)
	link := func(text, rest string, status int, words ...string) {
		t.Helper()
		b.postJSON(s.path("/desk/responses"), `{"text":"`+text+`",`+rest+`}`).want(t, status, words...)
	}
	text := `张某某委员：\n\n` + first + `\n` + second // as typed: with an empty line
	link(text, `"from":0,"to":0,"recommendation":0,"on":true`, http.StatusUnprocessableEntity, "请先把光标放在回应这一条的段落里")
	link(text, `"from":3,"to":3,"recommendation":7,"on":true`, http.StatusConflict, "刷新页面")
	link(text, `"from":3,"to":3,"recommendation":0,"on":true`, http.StatusOK, `"responses":[[2]]`)
	b.get(s.path("/matrix")).want(t, http.StatusOK, second, "都有段落回应", first)

	// A paragraph above, and words inside: the link stays with its paragraph.
	save("1", `张某某委员：\n感谢您的建议。\n`+first+`\n省科技厅安排专项资金一亿元支持基础研究。`)
	b.get(s.path("/matrix")).want(t, http.StatusOK, "一亿元", "都有段落回应")
	b.postJSON(s.path("/desk/live"), `{"text":"省科技厅安排专项资金一亿元支持基础研究。","have":[]}`).want(t, http.StatusOK, `"responses":[[0]]`)

	// The recommendation is reworded: it keeps its paragraph.
	in := s.caseInput("0123")
	in.Recommendations = []string{"夯实基础研究", "激活动力"}
	check(t, s.service.EditCase(t.Context(), s.actors["keji"], s.caseID, 1, in))
	b.get(s.path("/matrix")).want(t, http.StatusOK, "夯实基础研究", "一亿元", "第 2 条还没有段落回应")

	// Deleted, saved, and brought back.
	save("2", `张某某委员：\n`+first)
	b.get(s.path("/matrix")).want(t, http.StatusOK, "第 1、2 条还没有段落回应")
	_, err := s.service.Restore(t.Context(), s.actors["keji"], s.caseID, 2, 3)
	check(t, err)
	b.get(s.path("/matrix")).want(t, http.StatusOK, "一亿元", "第 2 条还没有段落回应")

	link(first+`\n省科技厅安排专项资金一亿元支持基础研究。`, `"from":1,"to":1,"recommendation":0,"on":false`, http.StatusOK, `"responses":[[],[]]`)
	s.as(t, "jiaoyu").get(s.path("/matrix")).want(t, http.StatusForbidden)
	s.as(t, "ducha").get(s.path("/matrix")).want(t, http.StatusOK)
	_, err = s.service.SetResponse(t.Context(), s.actors["ducha"], s.caseID, service.ResponseInput{Text: "文"})
	if err == nil {
		t.Error("督查室 links paragraphs")
	}
}
