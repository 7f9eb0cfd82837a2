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
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the case has no %s", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for _, tc := range []struct{ name, text, want string }{
		{"nothing", " \n", "文件是空的"},
		{"a byte order mark alone", "\ufeff", "文件是空的"},
		{"a date with a time", change(`"2024-05-31"`, `"2024-05-31T09:00:00+08:00"`), "字段“issue_date”的日期“2024-05-31T09:00:00+08"},
		{"words behind the end", good + "完毕", "内容之后还有多余的文字“完毕”"},
		{"a bracket behind the end", good + "}", "内容之后还有多余的文字“}”"},
		{"a field twice", change(`"number": "0123"`, `"number": "0123", "Number": "0124"`), "字段“Number”写了两次"},
		{"a kind that there is not", change(`"提案",`, `"x",`), "类型（kind）写的是“x”，应写“提案”或“建议”"},
		{"no kind", change(`"提案",`, `"",`), "类型（kind）"},
		{"a publicity that there is not", change(`"主动公开"`, `"公开"`), "公开属性（publicity）写的是“公开”，应写“主动公开”“依申请公开”或“不予公开”"},
		{"a class that there is not", change(`"handling_class": "B"`, `"handling_class": "Z"`), "办理类别（handling_class）写的是“Z”"},
		{"an urgency that there is not", change(`"handling_class"`, `"urgency": "马上", "handling_class"`), "紧急程度（urgency）写的是“马上”，应写“特急”或“加急”"},
		{"a 发文字号 in square brackets", change("云科提〔2024〕12号", "云科提[2024]12号"), "发文字号（doc_number）写的是“云科提[2024]12号”"},
		{"a 发文字号 with a zero", change("云科提〔2024〕12号", "云科提〔2024〕012号"), "发文字号（doc_number）"},
		{"words for a 发文字号", change("云科提〔2024〕12号", "随便"), "发文字号（doc_number）"},
		{"a 份号 of words", change(`"handling_class"`, `"copy_number": "一", "handling_class"`), "份号（copy_number）"},
		{"a form that there is not", change(`"handling_class"`, `"form": "命令", "handling_class"`), "公文格式（form）"},
		{"the first day of all", change(`"2024-03-01"`, `"0001-01-01"`), "交办日期（assigned_on） 1年1月1日 不合理"},
		{"the last day of all", change(`"2024-06-01"`, `"9999-12-31"`), "答复期限（reply_due） 9999年12月31日 不合理"},
		{"words for a number", change(`"0123"`, `"零 一，二三"`), "编号（number）"},
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

func TestParseTakesWhatIsAllowed(t *testing.T) {
	good := string(real(t))
	for _, change := range [][2]string{
		{"", "\ufeff"},
		{`"0123"`, `"第０１２３号"`},
		{"云科提〔2024〕12号", ""},
		{"云科提〔2024〕12号", "云科提〔2024〕　号"},
		{`"handling_class": "B"`, `"handling_class": "甲", "urgency": "特急", "copy_number": "000001", "form": "信函格式"`},
		{`"主动公开"`, `""`},
	} {
		f, err := Parse([]byte(strings.Replace(good, change[0], change[1], 1)))
		if err != nil || f.Number != "0123" {
			t.Errorf("%q: number %q, %v", change[1], f.Number, err)
		}
	}
}
