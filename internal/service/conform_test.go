package service_test

import (
	"slices"
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// After the draft the case is changed in everything that a letter says of it: the
// case names the places that differ, and one press lets the draft follow.
func TestTheDraftFollowsAChangedCase(t *testing.T) {
	s := newStage(t)
	id := s.register()
	draft, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	text := strings.Replace(draft.Text, "一、", "全省已建成平台20个。\n一、", 1)
	revision, err := s.SaveDraft(s.ctx, s.drafter(), id, 0, text)
	s.must(err)
	differences := func() []service.Found {
		view, err := s.Case(s.ctx, s.drafter(), id)
		s.must(err)
		return view.Checkup.Differences()
	}
	if all := differences(); len(all) != 0 {
		t.Fatalf("before: %+v", all)
	}
	in := s.input()
	in.Kind, in.Body, in.Number = reply.Suggestion, "云南省第十四届人民代表大会第三次会议", "0456"
	in.Title = "关于进一步方便群众查询科研项目信息的建议"
	in.Proposers = []reply.Proposer{{Name: "赵某某"}}
	in.Contact = reply.Person{Office: "资源配置处", Name: "王某", Phone: "0871-63100009"}
	s.must(s.EditCase(s.ctx, s.drafter(), id, 1, in))
	lead := s.department("省科技厅")
	lead.FullName, lead.ShortName = "云南省科学技术和数据厅", "省科技数据厅"
	_, err = s.SaveDepartment(s.ctx, service.Operator, lead)
	s.must(err)

	var keys, said []string
	for _, f := range differences() {
		keys, said = append(keys, f.Key), append(said, f.Message)
	}
	for _, want := range []string{"不是同一件建议", "登记的是建议，答复代表", "编号“0123”与登记的“0456”", "“杨建林”与登记的提案者", "联系人与登记的“（联系人及电话：资源配置处，王某，0871-63100009）”", "“省科技厅”现在登记为“省科技数据厅”"} {
		if !slices.ContainsFunc(said, func(m string) bool { return strings.Contains(m, want) }) {
			t.Errorf("the case does not say %q but\n%s", want, strings.Join(said, "\n"))
		}
	}
	s.refused(conform(s, id, revision-1, keys), reply.Stale)
	s.refused(conform(s, id, revision, append(keys, "0123456789abcdef")), reply.Stale)
	_, err = s.ConformDraft(s.ctx, s.actors["jiaoyu.fuze"], id, revision, keys)
	s.refused(err, reply.Forbidden)
	s.must(conform(s, id, revision, keys))
	s.must(conform(s, id, revision, keys)) // the second press
	if all := differences(); len(all) != 0 {
		t.Errorf("afterwards: %+v", all)
	}
	view, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	got := view.Draft.Body.Text()
	for _, want := range []string{"赵某某代表：\n", "《关于进一步方便群众查询科研项目信息的建议》收悉", "云南省科学技术和数据厅\n", "（联系人及电话：资源配置处，王某，0871-63100009）", "全省已建成平台20个。"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if view.Draft.Revision != revision+1 || strings.Contains(got, "提案") || strings.Contains(got, "科学技术厅") {
		t.Errorf("revision %d:\n%s", view.Draft.Revision, got)
	}
	if e := view.Events[0]; !strings.HasPrefix(e.Detail, "按交办信息改正答复稿 ") {
		t.Errorf("on record: %+v", e)
	}
}

func conform(s *stage, id int64, revision int, keys []string) error {
	_, err := s.ConformDraft(s.ctx, s.drafter(), id, revision, keys)
	return err
}

// department is the form of a department as it stands.
func (s *stage) department(short string) service.DepartmentInput {
	s.t.Helper()
	all, err := s.Departments(s.ctx)
	s.must(err)
	i := slices.IndexFunc(all, func(d reply.Department) bool { return d.ShortName == short })
	d := all[i]
	return service.DepartmentInput{
		ID: d.ID, Revision: d.Revision, FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: d.NumberPrefix, OpinionPrefix: d.OpinionPrefix,
		NextNumber: d.NextNumber, Form: d.Form, Duplex: d.Duplex, Feedback: d.Feedback, Printer: d.Printer,
	}
}
