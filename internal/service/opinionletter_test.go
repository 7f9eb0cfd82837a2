package service_test

import (
	"os"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// withOpinionPrefix lets a department send letters with its opinions.
func (s *stage) withOpinionPrefix(short, prefix string) {
	s.t.Helper()
	all, err := s.Departments(s.ctx)
	s.must(err)
	for _, d := range all {
		if d.ShortName == short {
			_, err := s.SaveDepartment(s.ctx, service.Operator, service.DepartmentInput{
				ID: d.ID, FullName: d.FullName, ShortName: d.ShortName, NumberPrefix: d.NumberPrefix, OpinionPrefix: prefix, NextNumber: d.NextNumber,
			})
			s.must(err)
		}
	}
}

func TestOpinionLetter(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	author := s.actors["jiaoyu.chengban"]
	_, err := s.OpinionLetter(s.ctx, author, id, 1)
	s.refused(err, reply.Conflict) // off
	s.withOpinionPrefix("省教育厅", "云教提函")
	file, err := s.OpinionLetter(s.ctx, author, id, 1)
	s.must(err)
	if file.Name != "草稿-第0123号提案会办意见函.pdf" {
		t.Errorf("the file is called %s", file.Name)
	}
	if dir := os.Getenv("DAFU_LOOK"); dir != "" {
		s.must(os.WriteFile(dir+"/opinion-letter.pdf", file.Bytes, 0o644))
	}
	text := withoutPageNumbers(pdfText(t, file.Bytes))
	o := s.opinionOf("省教育厅")
	for _, want := range []string{
		"云教提函〔2024〕号", "关于政协云南省第十三届委员会第二次会议第0123号提案的会办意见", "云南省科学技术厅：", "由贵厅主办、我厅会办",
		"以上意见，供答复时参考。云南省教育厅2024年3月20日（联系人及电话：" + o.Contact.Office, o.Contact.Phone,
	} {
		if !strings.Contains(text, unspaced(want)) {
			t.Errorf("the letter lacks %q", want)
		}
	}
	for line := range strings.Lines(gongwen.Widen(o.Status + "\n" + o.NextSteps)) {
		words := unspaced(line)
		if i := strings.IndexAny(words, "。"); i > 0 && !strings.Contains(strings.ReplaceAll(text, "——", ""), strings.ReplaceAll(words[i:], "——", "")) {
			t.Errorf("the letter lacks the words %q", words)
		}
	}
	if strings.Contains(string(file.Bytes), "/Sig") || strings.Contains(text, "办理类别") {
		t.Error("the draft has a signature, or marks of the reply")
	}
}

func TestWhoSeesAnOpinionLetter(t *testing.T) {
	s := newStage(t)
	id, _ := s.collected()
	s.withOpinionPrefix("省教育厅", "云教提函")
	for login, code := range map[string]reply.Code{
		"jiaoyu.fuze": 0, "jiaoyu.chengban": 0, "keji.chengban": reply.Forbidden, "keji.fuze": reply.Forbidden, "keji.chayue": reply.NotFound,
	} {
		if _, err := s.OpinionLetter(s.ctx, s.actors[login], id, 1); reply.CodeOf(err) != code {
			t.Errorf("%s: %v, want code %d", login, err, code)
		}
	}
	_, err := s.OpinionLetter(s.ctx, s.actors["jiaoyu.chengban"], id, 9)
	s.refused(err, reply.NotFound)
	_, err = s.OpinionLetter(s.ctx, s.actors["shijian.chengban"], id, 1) // its department has no series
	s.refused(err, reply.Conflict)
}

// Two series never give the same number.
func TestPrefixesOfAllSeriesDiffer(t *testing.T) {
	s := newStage(t)
	s.withOpinionPrefix("省教育厅", "云教提函")
	in := func(short, prefix, opinion string) service.DepartmentInput {
		return service.DepartmentInput{FullName: "云南省" + short, ShortName: short, NumberPrefix: prefix, OpinionPrefix: opinion}
	}
	for name, one := range map[string]service.DepartmentInput{
		"another's opinion series as own": in("水利厅", "云教提函", ""), "another's series for opinions": in("水利厅", "云水提", "云科提"),
		"another's opinion series": in("水利厅", "云水提", "云教提函"), "a number in it": in("水利厅", "云水提", "云水提函〔2024〕"),
	} {
		if _, err := s.SaveDepartment(s.ctx, service.Operator, one); reply.CodeOf(err) != reply.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.SaveDepartment(s.ctx, service.Operator, in("水利厅", "云水提", "云水提")); err != nil {
		t.Error(err)
	}
}
