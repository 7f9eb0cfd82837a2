package reply

import (
	"slices"
	"testing"

	"dafu/internal/calendar"
)

func TestBareNumber(t *testing.T) {
	for typed, want := range map[string]string{
		"0123": "0123", "第0751号": "0751", "0753号": "0753", "０７５２": "0752", " 第 ０７５４ 号 ": "0754", "第0755号提案": "0755",
		"第0756号建议": "0756", "第第0757号号": "0757", "2024-136": "2024-136", "２０２４－１３６": "2024-136", "045、046": "045、046", "闭08": "闭08",
		"\u200b0758\ufeff": "0758", "13020780": "13020780", "": "", "第号": "",
	} {
		got := BareNumber(typed)
		if got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
		if again := BareNumber(got); again != got {
			t.Errorf("%q becomes %q, then %q", typed, got, again)
		}
	}
}

func TestCheckNumber(t *testing.T) {
	for number, right := range map[string]bool{
		"0123": true, "2024-136": true, "045、046": true, "闭08": true, "13020780": true, "A012": true, "128(2)": true, "〔2023〕08": false,
		"": false, "012 3": false, "第0123": false, "0123号等": false, "零一，二三": false, "0123。": false, "-": false, "01\n23": false,
		"机密★1": false,
	} {
		var p Problems
		p.CheckNumber("number", number)
		if (p.Err() == nil) != right {
			t.Errorf("%q: %v, want right = %v", number, p.Err(), right)
		}
	}
}

func TestSameProposal(t *testing.T) {
	one := Case{Kind: Proposal, Body: "政协某省第十三届委员会第二次会议", Number: "0123"}
	for _, tt := range []struct {
		name   string
		change func(*Case)
		same   bool
	}{
		{"itself", func(*Case) {}, true},
		{"with 第 and 号", func(c *Case) { c.Number = "第0123号" }, true},
		{"without the zero", func(c *Case) { c.Number = "123" }, true},
		{"at full width", func(c *Case) { c.Number = "０１２３" }, true},
		{"a session with blanks", func(c *Case) { c.Body = "政协某省 第十三届委员会　第二次会议" }, true},
		{"another lead", func(c *Case) { c.LeadID = 9 }, true},
		{"another number", func(c *Case) { c.Number = "1230" }, false},
		{"another session", func(c *Case) { c.Body = "政协某省第十三届委员会第一次会议" }, false},
		{"another kind", func(c *Case) { c.Kind = Suggestion }, false},
	} {
		two := one
		tt.change(&two)
		if got := SameProposal(one, two); got != tt.same {
			t.Errorf("%s: same = %v", tt.name, got)
		}
	}
	if got := (Case{Kind: Proposal, Body: "某会", Number: "第0751号"}).LetterTitle(); got != "关于某会第0751号提案的答复" {
		t.Errorf("the letter is called %s", got)
	}
}

// Dates of a case lie in a window; one that was stored before there was any may
// stay, but a period of eight thousand years may not.
func TestDatesOutsideTheWindow(t *testing.T) {
	today := day(2024, 3, 5)
	for _, tt := range []struct {
		name   string
		change func(*Case)
		want   []string
	}{
		{"the first day of all", func(c *Case) { c.AssignedOn = day(1, 1, 1) }, []string{"assigned_on", "reply_due", "co_handling_due"}},
		{"a century too early", func(c *Case) { c.AssignedOn = day(1924, 3, 1) }, []string{"assigned_on", "reply_due", "co_handling_due"}},
		{"nine years ago", func(c *Case) {
			c.AssignedOn, c.ReplyDue, c.CoHandlerIDs = day(2015, 4, 1), day(2018, 3, 1), nil
		}, []string{"reply_due"}},
		{"the last day of all", func(c *Case) { c.ReplyDue = day(9999, 12, 31) }, []string{"reply_due"}},
		{"opinions on the last day of all", func(c *Case) { c.CoHandlingDue = day(9999, 12, 31) }, []string{"co_handling_due", "co_handling_due"}},
		{"three years", func(c *Case) { c.ReplyDue = day(2027, 3, 1) }, nil},
	} {
		c := goodCase()
		tt.change(&c)
		if got := fields(CheckCase(c, nil, today)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: complaints about %v, want %v", tt.name, got, tt.want)
		}
	}
	old := goodCase()
	old.AssignedOn, old.ReplyDue, old.CoHandlingDue = day(2010, 3, 1), day(2010, 6, 1), calendar.Date{}
	old.CoHandlerIDs = nil
	if err := CheckCase(old, &old, today); err != nil {
		t.Errorf("an old case cannot be edited any more: %v", err)
	}
	if err := CheckTalk(Talk{On: day(1, 1, 1), Way: "电话", With: "某某", Outcome: "好"}, today); err == nil {
		t.Error("a talk on the first day of all is taken")
	}
}
