package casefile

import (
	"os"
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

func real(t *testing.T) []byte {
	b, err := os.ReadFile("../sample/data/case.json")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLetterOfTheRealCase(t *testing.T) {
	f, err := Parse(real(t))
	if err != nil {
		t.Fatal(err)
	}
	l := f.Letter(gongwen.Parse("杨建林委员:\n正文。\n云南省科学技厅\n2024年5月31日", gongwen.Source{}))
	want := "关于政协云南省第十三届委员会第二次会议第0123号提案的答复\n杨建林委员：\n正文。\n云南省科学技术厅\n2024年5月31日\n" +
		"（联系人及电话：战略规划处，桂宝艳，63104060）\n"
	if got := l.Body.Text(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if l.Letterhead != "云南省科学技术厅" || l.DocNumber != "云科提〔2024〕12号" || l.HandlingClass != "B" || len(l.CopyTo) != 4 {
		t.Errorf("around the text: %+v", l)
	}
}

func TestParseRefuses(t *testing.T) {
	good := string(real(t))
	for _, tc := range []struct{ name, text, want string }{
		{"nothing", " \n", "文件是空的"},
		{"half a case", good[:len(good)/2], "内容不完整"},
		{"a list instead of a case", "[]", "不是提案信息文件（应为 { … }）"},
		{"a letter instead of a case", "杨建林委员:", "JSON"},
		{"an unknown field", strings.Replace(good, `"kind"`, `"kinds"`, 1), "不认识的字段“kinds”"},
		{"a number for a text", strings.Replace(good, `"0123"`, `123`, 1), "字段“number”"},
		{"a day that does not exist", strings.Replace(good, "2024-05-31", "2024-02-30", 1), "日期“2024-02-30”没有写成 2006-01-02"},
		{"two cases", good + good, "多余的文字"},
		{"no lead", strings.Replace(good, `"lead": "云南省科学技术厅"`, `"lead": ""`, 1), "主办单位（lead）"},
		{"a lead that is not listed", strings.Replace(good, `"lead": "云南省科学技术厅"`, `"lead": "云南省科学技厅"`, 1), "不在单位列表"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := Parse([]byte(tc.text)); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}
