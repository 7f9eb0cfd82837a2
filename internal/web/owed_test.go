package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// crowd registers a case with many co-handlers, as a busy lead has it.
func (s *testSite) crowd(t *testing.T, n int) int64 {
	t.Helper()
	ctx := context.Background()
	in := s.caseInput("0900")
	in.CoHandlerIDs, in.HandlingClass, in.Contact = nil, "", reply.Person{}
	for i := range n {
		id, err := s.service.SaveDepartment(ctx, service.Operator, service.DepartmentInput{
			FullName: fmt.Sprintf("某省第%d局", i+1), ShortName: fmt.Sprintf("省%d局", i+1), NumberPrefix: fmt.Sprintf("某%c函", '甲'+rune(i)),
		})
		check(t, err)
		in.CoHandlerIDs = append(in.CoHandlerIDs, id)
	}
	id, err := s.service.CreateCase(ctx, s.actors["ducha"], in)
	check(t, err)
	return id
}

// What a case still owes is said in a line a kind, which opens and leads to the
// place where it is mended; it is no error of the writing.
func TestWhatIsOwedIsFoldedByKind(t *testing.T) {
	s := newSite(t)
	id := s.crowd(t, 32)
	lead := s.as(t, "keji")
	path := casePath(id)
	page := lead.get(path)
	page.want(t, http.StatusOK, "送签前须办理", "32家：已报0，待报32",
		`href="`+path+`/edit#f-handling_class">确定办理类别`, `href="`+path+`/edit#f-contact_office">填写联系人`, `href="`+path+`/desk">起草答复稿`, `href="`+path+`#cohandlers"`)
	if before, _, _ := strings.Cut(page.body, "省20局"); strings.Count(before, "<details") != strings.Count(before, "</details>")+1 {
		t.Error("the twentieth co-handler is not folded")
	}
	type heard struct {
		Checked struct {
			Errors, Owed int
			Unsaved      bool
			Findings     []any
		}
	}
	live := func(text string) heard {
		return jsonOf[heard](t, lead.postJSON(path+"/desk/live", fmt.Sprintf(`{"text":%q,"have":[]}`, text)))
	}
	// 我我们 is an error of the writing, in words that nobody saved yet.
	text := "关于政协某省第十三届委员会第二次会议第0900号提案的答复\n张某某委员：\n您提出的《x》收悉，现答复如下：\n我我们做了工作,。\n"
	if got := live(text).Checked; !got.Unsaved || len(got.Findings) != 0 || got.Errors != 0 {
		t.Errorf("before the first save the desk hears %+v", got)
	}
	_, err := s.service.SaveDraft(context.Background(), s.actors["keji"], id, 0, text)
	check(t, err)
	lead.get(path).want(t, http.StatusOK, "省1局、省2局、省3局等 32 家单位报送会办意见")
	got := live(text).Checked
	if got.Unsaved || got.Owed < 33 || got.Errors == 0 || got.Errors > 10 {
		t.Errorf("after it the desk hears %d errors and %d owed (%t)", got.Errors, got.Owed, got.Unsaved)
	}
	checkup := lead.get(path + "/check")
	checkup.want(t, http.StatusOK, fmt.Sprintf("另有 %d 项送签前须办理", got.Owed), fmt.Sprintf("%d 错误", got.Errors))
	if _, errors, ok := strings.Cut(checkup.body, "<h2>错误</h2>"); !ok || strings.Contains(errors, "没有报送会办意见") {
		t.Error("an opinion that is owed is among the errors")
	}
}

// 督查室, 信息中心 and the lead itself are not offered as co-handlers; a case that
// has one keeps it.
func TestBodiesThatAnswerNothingAreNotOffered(t *testing.T) {
	s := newSite(t)
	ctx := context.Background()
	set := func(short string, on bool) {
		t.Helper()
		all, err := s.service.Departments(ctx)
		check(t, err)
		for _, d := range all {
			if d.ShortName == short {
				_, err := s.service.SaveDepartment(ctx, service.Operator, service.DepartmentInput{
					ID: d.ID, FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: d.NumberPrefix, NextNumber: d.NextNumber, AnswersNothing: on,
				})
				check(t, err)
			}
		}
	}
	box := func(short string) string {
		return `name="co_handlers" value="` + strconv.FormatInt(s.departments[short], 10) + `"`
	}
	set("省政府督查室", true)
	page := s.as(t, "keji").get("/cases/new")
	page.want(t, http.StatusOK, box("省教育厅"))
	for _, short := range []string{"省政府督查室", "省科技厅"} {
		if strings.Contains(page.body, box(short)) {
			t.Errorf("%s is offered", short)
		}
	}
	if strings.Contains(s.as(t, "ducha").get("/cases/new").body, `<option value="`+strconv.FormatInt(s.departments["省政府督查室"], 10)) {
		t.Error("督查室 is offered as lead")
	}
	in := s.caseInput("0901")
	in.CoHandlerIDs = []int64{s.departments["省政府督查室"]}
	if _, err := s.service.CreateCase(ctx, s.actors["ducha"], in); reply.CodeOf(err) != reply.Invalid {
		t.Errorf("it is taken: %v", err)
	}
	set("省教育厅", true) // a co-handler of the case there is
	edit := s.as(t, "keji").get(s.path("/edit"))
	edit.want(t, http.StatusOK, box("省教育厅")+" checked")
	s.as(t, "guanli").get("/registry/departments/"+strconv.FormatInt(s.departments["省教育厅"], 10)).want(t, http.StatusOK, `name="answers_nothing" value="true" checked`)
}

// A due date on a day off is told, with the working day; sent again, it is meant.
func TestADueDateOnADayOffIsTold(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	form := s.form(s.caseForm(), "number", "0902", "co_handling_due", "2026-04-05") // a Sunday, and 清明
	got := lead.post("/cases/new", form)
	got.want(t, http.StatusUnprocessableEntity, "会办期限 2026年4月5日是星期日，休息日，建议改为4月7日（星期二）", "仍用这一天的，请再次提交",
		`name="day_off" value="2026-04-05"`, `value="2026-04-05"`, "个工作日")
	redirected(t, lead.post("/cases/new", s.form(form, "day_off", "2026-04-05")), "/cases/2")
	lead.get("/days/2026-04-05").want(t, http.StatusOK, "休息日，建议改为4月7日（星期二），还有")
	if got := lead.get("/days/tomorrow"); got.status != http.StatusOK || got.body != "" {
		t.Errorf("no date: %d %q", got.status, got.body)
	}
	// It is known now: another change of the case asks no more.
	edit := lead.get("/cases/2/edit")
	edit.want(t, http.StatusOK, `name="day_off" value="2026-04-05"`, "星期日，休息日")
}

// The contact person whom the department named last is proposed, to be checked.
func TestTheLastContactIsProposed(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	redirected(t, lead.post("/cases/new", s.form(s.caseForm(), "number", "0903", "contact_office", "农村处", "contact_name", "赵六", "contact_phone", "0871-63100009")), "/cases/2")
	lead.get("/cases/new").want(t, http.StatusOK, `value="赵六"`, `value="0871-63100009"`, "已按本单位上次填写的联系人预填，请核对")
	if other := s.as(t, "caizheng").get("/cases/new"); strings.Contains(other.body, "赵六") {
		t.Error("another department sees the contact")
	}
	co := s.as(t, "jiaoyu.head")
	redirected(t, co.post(s.path("/opinion"), s.opinionForm()), s.path(""))
	name := s.opinionForm().Get("contact_name")
	co.get("/cases/2/opinion").want(t, http.StatusOK, `name="contact_name" type="text" value="`+name+`"`, "已按本单位上次填写的联系人预填")
	if again := co.get(s.path("/opinion")); strings.Contains(again.body, "已按本单位上次填写") {
		t.Error("what was handed in here is called a proposal")
	}
}

// A refused form may be kept by the browser, so that Back shows it; what bears a
// password, and every other page, may not.
func TestBackShowsARefusedForm(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	kept := func(a answer) string { return a.header.Get("Cache-Control") }
	if got := kept(lead.post("/cases/new", s.form(s.caseForm(), "title", ""))); got != "private, no-cache" {
		t.Errorf("a refused registration: %q", got)
	}
	if got := kept(lead.post("/password", url.Values{"old": {"x"}, "new": {"y"}, "repeat": {"z"}})); got != "no-store" {
		t.Errorf("a refused password: %q", got)
	}
	if got := kept(lead.get("/cases/new")); got != "no-store" {
		t.Errorf("a page: %q", got)
	}
}

// Once a letter is issued, the page says what is still to be done with it.
func TestAfterTheIssueThePageSaysWhatComesNext(t *testing.T) {
	s := newSite(t)
	id, letter, _ := s.issued(t, "0904")
	lead := s.as(t, "keji")
	lead.get(casePath(id)).want(t, http.StatusOK, "签发之后须办理", "不能作为正式公文送达") // a trial seal
	v, err := s.service.Case(context.Background(), s.actors["keji"], id)
	check(t, err)
	letter.Trial = false
	v.Case.Proposers = []reply.Proposer{{Name: "张三"}, {Name: "李四"}}
	v.Case.CopyTo = []string{"省政府督查室"}
	got := strings.Join(afterIssue(v, &letter), "\n")
	for _, want := range []string{"送达张三、李四，每位各一份", "抄送省政府督查室", "按“主动公开”"} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks %q:\n%s", want, got)
		}
	}
	if co := s.as(t, "jiaoyu").get(casePath(id)); strings.Contains(co.body, "签发之后须办理") {
		t.Error("a co-handler is told what the lead has to do")
	}
}

// Typed words that end with a mark don't double it, and quotes within quotes turn.
func TestTypedWordsJoinTheirSentences(t *testing.T) {
	s := newSite(t)
	id, _ := s.prepared(t, "0905")
	v, err := s.service.Case(context.Background(), s.actors["keji"], id)
	check(t, err)
	check(t, s.service.ReturnDraft(context.Background(), s.actors["keji.head"], id, v.Draft.Revision, "“推进“医养结合””一段，请改正。"))
	page := s.as(t, "keji").get(casePath(id))
	page.want(t, http.StatusOK, "“推进‘医养结合’”一段，请改正。请修改答复稿后送签")
	for _, doubled := range []string{"。。", "。，", "；。", "，。", "““", "””"} {
		if strings.Contains(page.body, doubled) {
			t.Errorf("the page says %q", doubled)
		}
	}
}
