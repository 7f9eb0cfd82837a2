package check

import (
	"strings"
	"testing"
)

// A fix leaves alone what is no double, and what nobody but the writer knows.
func TestFixLeavesWordsAlone(t *testing.T) {
	for _, text := range []string{"我市人大代表代表群众提出意见。", "《关于关于停车的提案》收悉。", "依据某政发〔24〕12号办理。"} {
		if got, _ := Fix(Input{Text: text}); strings.TrimSpace(got) != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// A missing number is named in the digits of its series.
func TestMissingNumberInItsOwnForm(t *testing.T) {
	for text, want := range map[string]string{
		"1.加强培训。\n3.完善补贴。":         "缺“2”",
		"（1）加强培训。\n（5）完善补贴。":       "缺“2”到“4”",
		"一、加强培训\n做好。\n三、完善补贴\n做好。": "缺“二”",
		"（1）甲。\n①乙。\n③丙。\n（2）丁。":   "缺“②”",
		"一是加强培训。\n三是完善补贴。":         "缺“二”",
	} {
		found := only(Run(Input{Text: text}), 1)
		if len(found) != 1 || !strings.Contains(found[0].Message, want) {
			t.Errorf("%q: %+v", text, found)
		}
	}
}

// With a case 提案 and 建议 are held against the case, and found once.
func TestMixedKindIsFoundOnceInACase(t *testing.T) {
	in := Input{Text: "王建林代表：\n您提出的提案收悉。"}
	inCase()(&in)
	if got := only(Run(in), 56); len(got) > 0 {
		t.Errorf("told twice: %+v", got)
	}
}
