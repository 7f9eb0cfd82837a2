package gongwen

import (
	"strings"
	"testing"
)

func TestJoinedWordsMakeOneSentence(t *testing.T) {
	for _, one := range []struct{ name, joined, want string }{
		{"a reason that ends with a stop", "负责人退回修改：请改正。" + "。请修改答复稿后送签", "负责人退回修改：请改正。请修改答复稿后送签"},
		{"before a comma", "退回重报：数字不对。" + "，还有 3 天", "退回重报：数字不对，还有 3 天"},
		{"a question", "数字对吗？" + "。请核对", "数字对吗？请核对"},
		{"in brackets", "“养老”（不归我局管。）", "“养老”（不归我局管）"},
		{"a question in brackets", "“养老”（归我局管吗？）", "“养老”（归我局管吗？）"},
		{"at the end", "请改正。；", "请改正；"},
		{"quotes in quotes", "请报送“关于“推进“医养结合””的建议”", "请报送“关于‘推进“医养结合”’的建议”"},
		{"single quotes inside", "“推进‘医养结合’”", "“推进‘医养结合’”"},
		{"unpaired", "答复稿里没有““养老”这几个字", "答复稿里没有““养老”这几个字"},
		{"closed first", "”养老“", "”养老“"},
		{"nothing to do", "尚未填写办理类别，请选择", "尚未填写办理类别，请选择"},
		{"dots stay", "写到……。。再说", "写到……。再说"},
	} {
		if got := Joined(one.joined); got != one.want {
			t.Errorf("%s: %q, want %q", one.name, got, one.want)
		}
		if twice := Joined(Joined(one.joined)); twice != Joined(one.joined) {
			t.Errorf("%s: joined again it is %q", one.name, twice)
		}
	}
	if got := Quoted("关于“推进‘医养结合’”的建议"); got != "“关于‘推进“医养结合”’的建议”" {
		t.Error(got)
	}
	if got := Clause("数字不对。\n"); got != "数字不对" {
		t.Error(got)
	}
}

func FuzzJoined(f *testing.F) {
	f.Add("“关于“甲”。。”，")
	f.Fuzz(func(t *testing.T, s string) {
		got := Joined(s)
		if strings.ContainsRune(s, '“') && len([]rune(got)) > len([]rune(s)) {
			t.Errorf("%q grew to %q", s, got)
		}
		if Joined(got) != got {
			t.Errorf("%q is not at rest: %q", got, Joined(got))
		}
	})
}
