package reply

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestTable holds every cell of role × standing × act × state against a file
// that people read: who may what changes only with a visible change there.
func TestTable(t *testing.T) {
	var s strings.Builder
	s.WriteString("# act: role@standing in states; what is not listed is denied\n")
	for _, act := range CaseActs {
		fmt.Fprintf(&s, "\n%s %s\n", act, act.Han())
		for _, role := range Roles {
			for _, standing := range Standings {
				var states []string
				for _, state := range States {
					if Allowed(role, standing, act, state) {
						states = append(states, state.Han())
					}
				}
				if states != nil {
					fmt.Fprintf(&s, "  %s@%s: %s\n", role.Han(), standing, strings.Join(states, " "))
				}
			}
		}
	}
	s.WriteString("\n# without a case\n")
	for _, act := range []Act{CreateCase, ManageRegistry, ListLetters, ListWork, ManagePhrases, UsePhrases, ChangePassword, ReadTables, KeepTables} {
		fmt.Fprintf(&s, "%s %s:", act, act.Han())
		for _, role := range Roles {
			if PermitGeneral(Actor{Account: Account{Role: role}}, act) == nil {
				s.WriteString(" " + role.Han())
			}
		}
		s.WriteString("\n")
	}
	const file = "testdata/permissions.txt"
	if *update {
		if err := os.WriteFile(file, []byte(s.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if s.String() != string(want) {
		t.Errorf("the table of permissions is not that of %s (rewrite it with -update and read the difference):\n%s", file, s.String())
	}
}

// TestDeniedByDefault holds what must never be, whatever the table says.
func TestDeniedByDefault(t *testing.T) {
	for _, role := range Roles {
		for _, state := range States {
			for _, act := range CaseActs {
				if Allowed(role, Outside, act, state) {
					t.Errorf("%s from outside may %s", role, act)
				}
				if role == Administrator && (Allowed(role, Lead, act, state) || Allowed(role, CoHandling, act, state)) {
					t.Errorf("the administrator may %s", act)
				}
				if role != Coordinator && Allowed(role, Over, act, state) {
					t.Errorf("%s stands over all and may %s", role, act)
				}
			}
			for _, act := range []Act{PrepareIssue, Issue, AbandonSigning, WithdrawLetter, Revise, ReturnDraft, OverrideCountersign, OverruleFindings} {
				for _, standing := range Standings {
					if Allowed(role, standing, act, state) && (role != Head || standing != Lead) {
						t.Errorf("%s@%s may %s, which is the lead's 负责人's alone", role, standing, act)
					}
				}
			}
			for _, act := range []Act{ConfirmCountersign, ObjectCountersign} {
				for _, standing := range Standings {
					if Allowed(role, standing, act, state) && (role != Head || standing != CoHandling) {
						t.Errorf("%s@%s may %s, which is a co-handler's 负责人's alone", role, standing, act)
					}
				}
			}
			for _, act := range []Act{SaveDraft, Merge, EditCase, SaveOpinion, SubmitContribution, LeaveFinding, OverruleFindings} {
				for _, standing := range Standings {
					if state != Drafting && Allowed(role, standing, act, state) {
						t.Errorf("%s changes what was sent for approval: %s", role, act)
					}
				}
			}
		}
	}
	if Allowed("", Lead, ViewCase, Drafting) || Allowed(Head, "", ViewCase, Drafting) || Allowed(Head, Lead, "", Drafting) || Allowed(Head, Lead, ViewCase, "") {
		t.Error("an empty word is allowed something")
	}
}

func TestPermitTellsApart(t *testing.T) {
	c := Case{LeadID: 1, CoHandlerIDs: []int64{2}, State: Approval}
	actor := func(role Role, department int64) Actor {
		return Actor{Account: Account{Role: role, DepartmentID: department}}
	}
	tests := []struct {
		name  string
		actor Actor
		act   Act
		want  Code
	}{
		{"the lead's head issues", actor(Head, 1), Issue, 0},
		{"the lead's drafter does not", actor(Drafter, 1), Issue, Forbidden},
		{"the draft is frozen", actor(Drafter, 1), SaveDraft, Conflict},
		{"a co-handler is too late", actor(Head, 2), SubmitContribution, Conflict},
		{"a co-handler's drafter does not submit alone", actor(Drafter, 2), SubmitContribution, Forbidden},
		{"a co-handler sees no draft", actor(Drafter, 2), ViewDraft, Forbidden},
		{"another department knows nothing", actor(Head, 3), Issue, NotFound},
		{"a reader sees no case", actor(Reader, 1), ViewCase, NotFound},
		{"the administrator sees no case", actor(Administrator, 1), ViewCase, NotFound},
		{"督查室 sees the draft", actor(Coordinator, 9), ViewDraft, 0},
		{"a disabled account knows nothing", Actor{Account: Account{Role: Head, DepartmentID: 1, Disabled: true}}, Issue, NotFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := CodeOf(Permit(tt.actor, tt.act, c)); got != tt.want {
				t.Errorf("code %d, want %d", got, tt.want)
			}
		})
	}
}

func TestEveryWordHasItsHan(t *testing.T) {
	for _, r := range Roles {
		if r.Han() == "" {
			t.Errorf("role %s has no Chinese term", r)
		}
	}
	for _, s := range States {
		if s.Han() == "" {
			t.Errorf("state %s has no Chinese term", s)
		}
	}
	for _, a := range CaseActs {
		if a.Han() == "" {
			t.Errorf("act %s has no Chinese term", a)
		}
	}
	for _, s := range []LetterState{Prepared, Abandoned, Issued, Withdrawn, Replaced} {
		if s.Han() == "" {
			t.Errorf("letter state %s has no Chinese term", s)
		}
	}
}
