package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dafu/internal/reply"
)

func TestRefusedOpinionsComeBackWithEveryWord(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "jiaoyu")
	long := strings.Repeat("省教育厅持续推进有关工作。", 16_000) // 208,000 characters, 624 KB
	for _, c := range []struct {
		name    string
		change  []string
		words   []string
		invalid string // the field that is marked
	}{
		{"nothing at all", []string{"status", "", "next_steps", " ", "contact_office", "", "contact_name", "", "contact_phone", ""},
			[]string{"请填写工作情况或下一步打算，至少填一项", "请填写联系处室", "请填写联系人姓名", "请填写联系电话"}, "status"},
		{"wrong phone and no name", []string{"contact_phone", "6310406", "contact_phone", "12 34", "contact_name", ""},
			[]string{"联系电话不像一个电话号码，请核对", `value="12 34"`, "请填写联系人姓名", "省教育厅支持高校和企业合作。"}, "contact_phone"},
		{"over-long text", []string{"status", long}, []string{"工作情况最多 200000 个字，现在有 208000 个字，请删减", "王某某", long[:3000]}, "status"},
		{"binary", []string{"status", "PK\x03\x04\x00\x08文字"}, []string{"工作情况里有不是文字的内容", "文字", "王某某"}, "status"},
		{"no UTF-8", []string{"status", "文字\xff\xfe"}, []string{"工作情况里有不是文字的内容"}, "status"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := b.post(s.path("/opinion"), s.form(s.opinionForm(), c.change...))
			got.want(t, http.StatusUnprocessableEntity, c.words...)
			got.want(t, http.StatusUnprocessableEntity, `href="#f-`+c.invalid+`"`, `id="f-`+c.invalid+`-error"`)
			if !strings.Contains(got.body, `aria-invalid="true" aria-describedby="f-`+c.invalid+`-error`) {
				t.Error("the field is not tied to its complaint")
			}
		})
	}
	v, err := s.service.Opinion(context.Background(), s.actors["jiaoyu"], s.caseID)
	check(t, err)
	if v.Copy.Version != 0 || len(v.Submitted) != 0 {
		t.Errorf("a refused form was stored: %+v", v.Copy)
	}
}

func TestOneMegabytePasteComesBackInTheForm(t *testing.T) {
	s := newSite(t)
	paste := strings.Repeat("科技创新", 1<<20/12)
	got := s.as(t, "jiaoyu").post(s.path("/opinion"), s.form(s.opinionForm(), "status", paste))
	got.want(t, http.StatusUnprocessableEntity, "工作情况最多 200000 个字", paste)
}

func TestBodiesTooLargeAreRefusedWithAWayBack(t *testing.T) {
	s := newSite(t)
	got := s.as(t, "jiaoyu").post(s.path("/opinion"), url.Values{"status": {strings.Repeat("x", bodyLimit+1)}})
	got.want(t, http.StatusRequestEntityTooLarge, "提交的内容太长，没有保存", "按浏览器的“后退”")
}

func TestMissingAreaCodeIsAdvice(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "jiaoyu")
	form := s.form(s.opinionForm(), "contact_phone", "63104060", "act", "save")
	if got := b.post(s.path("/opinion"), form); got.status != http.StatusSeeOther {
		t.Fatalf("a local number was refused: %d %s", got.status, visible(got.body))
	}
	b.get(s.path("/opinion")).want(t, http.StatusOK, "没有区号，外地拨打不通", "已暂存 10:03")
}

func TestUnknownFieldsAreRefused(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "jiaoyu")
	for _, form := range []url.Values{
		s.form(s.opinionForm(), "department", "1"), s.form(s.opinionForm(), "version", "x"), s.form(s.opinionForm(), "act", "approve"),
	} {
		got := b.post(s.path("/opinion"), form)
		if got.status != http.StatusUnprocessableEntity {
			t.Errorf("status %d for %v", got.status, form)
		}
	}
	b.post(s.path("/opinion"), s.form(s.opinionForm(), "department", "1")).
		want(t, http.StatusUnprocessableEntity, "表单含有未知内容，请刷新页面后重试")
	got := b.send("POST", s.path("/opinion"), `{"status":"x"}`, map[string]string{"Content-Type": "application/json"})
	got.want(t, http.StatusUnprocessableEntity, "表单含有未知内容")
}

func TestPressingTwiceSubmitsOnce(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "jiaoyu.head")
	for range 2 {
		got := b.post(s.path("/opinion"), s.opinionForm())
		if got.status != http.StatusSeeOther || got.location != s.path("") {
			t.Fatalf("status %d to %q:\n%s", got.status, got.location, visible(got.body))
		}
	}
	v, err := s.service.Opinion(context.Background(), s.actors["jiaoyu"], s.caseID)
	check(t, err)
	if len(v.Submitted) != 1 {
		t.Errorf("%d contributions, want 1", len(v.Submitted))
	}
}

func TestStaleFormsShowBothTextsAndCanBeSavedOnTop(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "jiaoyu")
	b.post(s.path("/opinion"), s.form(s.opinionForm(), "act", "save"))
	mine := s.form(s.opinionForm(), "act", "save", "status", "我后来写的另一段文字。")
	b.post(s.path("/opinion"), mine).want(t, http.StatusConflict,
		"有人在您之后修改了这里", "省教育厅支持高校和企业合作。", "我后来写的另一段文字。", `name="version" value="1"`)
	mine.Set("version", "1")
	if got := b.post(s.path("/opinion"), mine); got.status != http.StatusSeeOther {
		t.Errorf("saving on top: %d", got.status)
	}
}

func TestStaleDraftKeepsBothTexts(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	first := url.Values{"revision": {"0"}, "text": {"张某某委员：\n第一个人写的。\n"}, "then": {"stay"}}
	if got := b.post(s.path("/draft"), first); got.status != http.StatusSeeOther {
		t.Fatalf("save: %d %s", got.status, visible(got.body))
	}
	first.Set("text", "张某某委员：\n第二个人写的。\n")
	b.post(s.path("/draft"), first).want(t, http.StatusConflict, "第一个人写的。", "第二个人写的。", `name="revision" value="1"`)
}

func TestStaleCaseNamesWhatDiffers(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	form := s.form(s.caseForm(), "revision", "1", "number", "0123")
	if got := b.post(s.path("/edit"), form); got.status != http.StatusSeeOther {
		t.Fatalf("edit: %d %s", got.status, visible(got.body))
	}
	form.Set("title", "关于第三件事的提案")
	b.post(s.path("/edit"), form).want(t, http.StatusConflict, "案由：现在保存的", "关于另一件事的提案", "关于第三件事的提案")
}

func TestNewCase(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	for _, c := range []struct {
		name   string
		change []string
		words  []string
	}{
		{"no such day", []string{"reply_due", "2026-09-31"}, []string{"答复期限不是一个日期，请按 2024-05-31 的样式填写", `value="2026-09-31"`}},
		{"past due date", []string{"reply_due", "2026-03-10"}, []string{"已经过去，请填今天或以后的日期"}},
		{"empty", []string{"title", "", "body", "", "number", "", "proposers", "\n"}, []string{"请填写案由", "请填写届次", "请填写编号", "请填写提案者"}},
		{"closed without reason", []string{"publicity", "不予公开"}, []string{"不予公开的理由"}},
		{"everything at once", []string{"reply_due", "2026-09-31", "publicity", "不予公开", "skeleton", "none", "co_handlers", "99", "contact_phone", "x"},
			[]string{"有5处需要修改", "答复期限不是一个日期", "请填写不予公开的理由", "请选择答复的结构", "请从列表中选择会办单位", "联系电话不像一个电话号码"}},
		{"somebody else's lead", []string{"lead", "2", "co_handlers", "3"}, []string{"只能登记由本单位主办的提案"}},
		{"number taken", []string{"number", "0123"}, []string{"已经登记过这一届次的这个编号"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b.post("/cases/new", s.form(s.caseForm(), c.change...)).want(t, http.StatusUnprocessableEntity, append(c.words, "建议甲\n\n建议乙")...)
		})
	}
	got := b.post("/cases/new", s.caseForm())
	if got.status != http.StatusSeeOther {
		t.Fatalf("create: %d %s", got.status, visible(got.body))
	}
	v, err := s.service.Case(context.Background(), s.actors["keji"], s.caseID+1)
	check(t, err)
	want := []reply.Proposer{{Name: "王某某"}, {Name: "致公党某省委", Collective: true}}
	if len(v.Case.Proposers) != 2 || v.Case.Proposers[0] != want[0] || v.Case.Proposers[1] != want[1] {
		t.Errorf("proposers %v", v.Case.Proposers)
	}
	if len(v.Case.Recommendations) != 2 {
		t.Errorf("recommendations %q", v.Case.Recommendations)
	}
	b.get(got.location).want(t, http.StatusOK, "已登记", "关于另一件事的提案")
}

// Several proposers on one line are parted, and the page says who was read; where
// that is not sure it asks and keeps what was typed (faults U6).
func TestProposersOnOneLine(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	b.post("/cases/new", s.form(s.caseForm(), "proposers", "教育、科技界")).want(t, http.StatusUnprocessableEntity, "请在后面写（集体）", "教育、科技界</textarea>")
	got := b.post("/cases/new", s.form(s.caseForm(), "proposers", "李建国、王秀英、赵志强"))
	if got.status != http.StatusSeeOther {
		t.Fatalf("create: %d %s", got.status, visible(got.body))
	}
	b.get(got.location).want(t, http.StatusOK, "提案者3位：李建国、王秀英、赵志强")
	v, err := s.service.Case(context.Background(), s.actors["keji"], s.caseID+1)
	check(t, err)
	if len(v.Case.Proposers) != 3 || v.Case.Proposers[2] != (reply.Proposer{Name: "赵志强"}) {
		t.Errorf("proposers %v", v.Case.Proposers)
	}
}

func TestNamesBeyondTheBasicPlaneComeBackWhole(t *testing.T) {
	s := newSite(t)
	got := s.as(t, "keji").post("/cases/new", s.form(s.caseForm(), "proposers", "𬭎𠮷", "title", ""))
	got.want(t, http.StatusUnprocessableEntity, "𬭎𠮷")
}

// Who answers reads what was handed in: the lead at the case and the desk, a
// co-handler at its form.
func TestTheProposalCanBeRead(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	lead.post(s.path("/edit"), s.form(s.caseForm(), "revision", "1", "original", "一、夯实基础\r\n\r\n建议设立𬭎专项<b>。")).want(t, 303)
	for _, at := range []string{"", "/desk", "/edit"} {
		lead.get(s.path(at)).want(t, 200, "建议设立𬭎专项&lt;b&gt;。")
	}
	s.as(t, "jiaoyu").get(s.path("/opinion")).want(t, 200, "提案原文", "建议设立𬭎专项&lt;b&gt;。")
	lead.get(s.path("")).want(t, 200, "提案原文有改动")
	s.as(t, "caizheng").get(s.path("/opinion")).want(t, 404)
}
