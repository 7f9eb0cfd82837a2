package service_test

import (
	"go/ast"
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// forTheProgram are the files that write for nobody who is signed in: tries of
// passwords, attempts at a signature, the keys that were seen.
var forTheProgram = map[string]bool{"access.go": true, "slowing.go": true, "attempt.go": true, "issue.go": true, "keymarks.go": true}

// One place in the code loads the actor again and writes.
func TestEveryWritePassesThroughAct(t *testing.T) {
	writes := 0
	for name, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			fun, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			on, ofStore := fun.X.(*ast.SelectorExpr)
			switch {
			case fun.Sel.Name == "Write" && ofStore && on.Sel.Name == "store" && name != "act.go":
				t.Errorf("%s calls store.Write by itself", name)
			case fun.Sel.Name == "system" && !forTheProgram[name]:
				t.Errorf("%s writes without an actor", name)
			case fun.Sel.Name == "write" || fun.Sel.Name == "act" || fun.Sel.Name == "change":
				writes++
			}
			return true
		})
	}
	if writes < 30 {
		t.Errorf("only %d writes were seen: the test looks at the wrong files", writes)
	}
}

// What was sent by an account that was changed before it is written is refused,
// and changes nothing.
func TestTheActorIsLoadedAgainInTheWrite(t *testing.T) {
	s := newStage(t)
	id := s.sent()
	view, err := s.PrepareIssue(s.ctx, s.head(), id)
	s.must(err)
	head, drafter := s.head(), s.drafter()
	save := func(change func(*service.AccountInput)) {
		t.Helper()
		for _, a := range []reply.Actor{head, drafter} {
			in := service.AccountInput{ID: a.Account.ID, DepartmentID: a.Account.DepartmentID, Login: a.Account.Login, Name: a.Account.Name, Role: a.Account.Role}
			change(&in)
			_, err := s.SaveAccount(s.ctx, service.Operator, in)
			s.must(err)
		}
	}
	acts := map[string]func() error{
		"issue":  func() error { _, err := s.Issue(s.ctx, head, id, view.Approval()); return err },
		"return": func() error { return s.ReturnDraft(s.ctx, head, id, 2, "数据有误") },
		"recall": func() error { return s.Recall(s.ctx, drafter, id) },
		"comment": func() error {
			return s.WriteCommentOn(s.ctx, drafter, id, once(s.text(id)), service.CommentInput{Words: "好", Audience: reply.ForAll})
		},
		"phrase": func() error {
			_, err := s.SavePhrase(s.ctx, drafter, service.PhraseInput{Topic: "开头", Text: "收悉。"})
			return err
		},
		"password": func() error { return s.ChangePassword(s.ctx, drafter, password, "correct horse 2") },
		"talk":     func() error { t := s.m.File.Talks[0]; t.On = s.Today(); return s.RecordTalk(s.ctx, drafter, id, t) },
	}
	for name, change := range map[string]func(*service.AccountInput){
		"disabled": func(in *service.AccountInput) { in.Disabled = true },
		"demoted":  func(in *service.AccountInput) { in.Role = reply.Reader },
		"moved":    func(in *service.AccountInput) { in.DepartmentID = s.ids["省教育厅"] },
	} {
		save(change)
		before := s.dump()
		for act, do := range acts {
			if err := do(); reply.CodeOf(err) != reply.Forbidden {
				t.Errorf("%s by somebody %s: %v", act, name, err)
			}
		}
		if s.dump() != before {
			t.Errorf("an account that was %s changed something", name)
		}
		save(func(*service.AccountInput) {})
	}
	head.Session = "token"
	s.must(s.store.Sessions().CommitCtx(s.ctx, "token", []byte("x"), s.now.AddDate(9, 0, 0)))
	s.must(s.store.Sessions().DeleteCtx(s.ctx, "token"))
	if err := acts["issue"](); reply.CodeOf(err) != reply.Forbidden {
		t.Errorf("issued through a session that was ended: %v", err)
	}
	head.Session = ""
	s.must(acts["issue"]())
}

// once returns words that stand in the text in one place: the head of its longest
// line.
func once(text string) string {
	longest := ""
	for line := range strings.Lines(text) {
		if len(line) > len(longest) {
			longest = strings.TrimSpace(line)
		}
	}
	return string([]rune(longest)[:30])
}
