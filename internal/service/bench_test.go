package service_test

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkWork lists 待办 of a department with 50 open cases of the sample's
// size, merged: about what one department has at the height of the season.
func BenchmarkWork(b *testing.B) {
	s := newStage(b)
	s.manyOpen(50)
	b.ResetTimer()
	for b.Loop() {
		if _, err := s.Work(s.ctx, s.drafter()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIssue prepares, signs and stores one letter after the other.
func BenchmarkIssue(b *testing.B) {
	s := newStage(b)
	id := s.sent()
	for b.Loop() {
		view, err := s.PrepareIssue(s.ctx, s.head(), id)
		s.must(err)
		_, err = s.Issue(s.ctx, s.head(), id, view.Approval())
		s.must(err)
		b.StopTimer()
		s.must(s.Revise(s.ctx, s.head(), id, "再来一次"))
		page, err := s.Case(s.ctx, s.drafter(), id)
		s.must(err)
		s.must(s.SendForApproval(s.ctx, s.drafter(), id, page.Draft.Revision))
		b.StartTimer()
	}
}

func (s *stage) manyOpen(n int) {
	s.t.Helper()
	for i := range n {
		in := s.input()
		in.Number = fmt.Sprintf("1%03d", i)
		id, err := s.CreateCase(s.ctx, s.drafter(), in)
		s.must(err)
		for login, short := range map[string]string{"jiaoyu.fuze": "省教育厅", "shijian.fuze": "省市场监管局"} {
			_, err := s.SubmitOpinion(s.ctx, s.actors[login], id, 0, s.opinionOf(short))
			s.must(err)
		}
		revision, err := s.SaveDraft(s.ctx, s.drafter(), id, 0, s.m.Lead)
		s.must(err)
		_, err = s.Merge(s.ctx, s.drafter(), id, revision, s.choices(id))
		s.must(err)
	}
}

// BenchmarkLive answers a desk where somebody types into the sample: the case
// from the database, words traced against twelve revisions and two contributions,
// the letter composed and laid.
func BenchmarkLive(b *testing.B) {
	s := newStage(b)
	id, _ := s.collected()
	text := s.text(id)
	base := s.revision(id)
	for i := range 12 {
		text = strings.Replace(text, "。", fmt.Sprintf("，第%d次修改。", i), 1)
		base = s.save(s.drafter(), id, base, text, true).Draft.Revision
	}
	for i := 0; b.Loop(); i++ {
		v, err := s.Live(s.ctx, s.drafter(), id, strings.Replace(text, "，", strings.Repeat("开", 1+i%9)+"，", 1))
		s.must(err)
		if len(v.Pages.Pages) < 10 {
			b.Fatal("no pages")
		}
	}
}

func (s *stage) revision(id int64) int {
	s.t.Helper()
	v, err := s.Draft(s.ctx, s.drafter(), id, "")
	s.must(err)
	return v.Draft.Revision
}

// longLetter is the sample's text with paragraphs for about 145 pages behind its
// salutation.
func longLetter(text string) string {
	const paragraph = "省科技厅围绕新质生产力发展，统筹推进平台建设、项目实施、人才引育和成果转化，持续完善科技创新体系。\n"
	at := strings.Index(text, "\n") + 1
	return text[:at] + strings.Repeat(paragraph, 1365) + text[at:]
}

// BenchmarkLiveLong answers a desk where somebody types into the middle of a
// letter of 145 pages.
func BenchmarkLiveLong(b *testing.B) {
	s := newStage(b)
	id, _ := s.collected()
	text := longLetter(s.text(id))
	s.save(s.drafter(), id, s.revision(id), text, true)
	at := strings.Index(text[len(text)/2:], "，") + len(text)/2
	for i := 0; b.Loop(); i++ {
		v, err := s.Live(s.ctx, s.drafter(), id, text[:at]+strings.Repeat("开", 1+i%9)+text[at:])
		s.must(err)
		if len(v.Pages.Pages) < 100 {
			b.Fatal("no pages")
		}
	}
}
