package reply

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

func TestWhoReadsAndResolvesComments(t *testing.T) {
	c := Case{LeadID: 1, CoHandlerIDs: []int64{2, 3}, State: Drafting}
	actor := func(role Role, department int64) Actor {
		return Actor{Account: Account{Role: role, DepartmentID: department}}
	}
	for _, tt := range []struct {
		name          string
		actor         Actor
		comment       Comment
		read, resolve bool
	}{
		{"the lead its own", actor(Drafter, 1), Comment{Audience: ForLead, DepartmentID: 1}, true, true},
		{"the lead a co-handler's", actor(Head, 1), Comment{Audience: ForAll, DepartmentID: 2}, true, true},
		{"a co-handler what is for the lead", actor(Head, 2), Comment{Audience: ForLead, DepartmentID: 1}, false, false},
		{"a co-handler what is for all", actor(Drafter, 2), Comment{Audience: ForAll, DepartmentID: 1}, true, false},
		{"a co-handler its own", actor(Drafter, 2), Comment{Audience: ForAll, DepartmentID: 2}, true, true},
		{"a co-handler another's", actor(Drafter, 3), Comment{Audience: ForAll, DepartmentID: 2}, true, false},
		{"督查室", actor(Coordinator, 9), Comment{Audience: ForLead, DepartmentID: 1}, true, false},
		{"another department", actor(Head, 4), Comment{Audience: ForAll, DepartmentID: 1}, false, false},
		{"an answer is not resolved", actor(Head, 1), Comment{Audience: ForAll, DepartmentID: 1, ThreadOf: 7}, true, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.comment.MayRead(StandingOf(tt.actor, c)); got != tt.read {
				t.Errorf("reads: %v", got)
			}
			if got := tt.comment.MayResolve(tt.actor, c); got != tt.resolve {
				t.Errorf("resolves: %v", got)
			}
		})
	}
}

func TestCheckComment(t *testing.T) {
	for text, good := range map[string]bool{
		"请核对数字": true, " \n": false, strings.Repeat("长", MaxComment): true, strings.Repeat("长", MaxComment+1): false,
		"<script>alert(1)</script>": true, "机密★一年": false, "坏\x00字": false,
	} {
		if err := CheckComment(text); (err == nil) != good {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

// Words that were deleted and come back bring their comment back.
func TestFollowCommentsBack(t *testing.T) {
	read := func(text string) gongwen.Document { return gongwen.Parse(text, gongwen.Source{Department: 1}) }
	whole, cut, twice := read("开头。支持校企合作项目。结尾。\n"), read("开头。结尾。\n"), read("支持校企合作项目。\n支持校企合作项目。\n")
	at := gongwen.Span{From: gongwen.Place{At: 3}, To: gongwen.Place{At: 11}}
	comments := []Comment{{Quote: "支持校企合作项目", Span: at}}
	gone := FollowComments(whole, cut, comments)
	if !gone[0].Span.Gone || gone[0].Quote != "支持校企合作项目" {
		t.Fatalf("deleted: %+v", gone[0])
	}
	if back := FollowComments(cut, whole, gone); back[0].Span != at {
		t.Errorf("back: %+v", back[0].Span)
	}
	if back := FollowComments(cut, twice, gone); !back[0].Span.Gone {
		t.Errorf("it took one of two places: %+v", back[0].Span)
	}
}
