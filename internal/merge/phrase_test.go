package merge

import (
	"slices"
	"testing"

	"dafu/internal/reply"
)

func TestPhrasesAreFilled(t *testing.T) {
	for _, test := range []struct {
		name, text string
		co         []reply.Department
		want       string
		missing    []string
	}{
		{"what the case knows", "【提案者】提出的《【提案标题】》（第【编号】号，【届次】）由【主办单位】会同【会办单位】办理。", []reply.Department{finance, police},
			"张三提出的《关于修缮城南老桥的提案》（第0017号，政协某县第十届委员会第三次会议）由县交通运输局会同县财政局、某县公安局办理。", nil},
		{"no co-handler", "会同【会办单位】办理，【会办单位】落实。", nil, "会同【会办单位】办理，【会办单位】落实。", []string{"会办单位"}},
		{"a slot of one's own", "截至【月份】，完成投资【金额】亿元，由【主办单位】落实。", nil, "截至【月份】，完成投资【金额】亿元，由县交通运输局落实。", []string{"月份", "金额"}},
		{"brackets that are no slot", "【这一句放在方头括号里，不是占位符】【】【没有关上", nil, "【这一句放在方头括号里，不是占位符】【】【没有关上", nil},
		{"a bracket before a slot", "【【主办单位】", nil, "【县交通运输局", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, missing := FillPhrase(test.text, bridgeCase(), transport, test.co)
			if got != test.want || !slices.Equal(missing, test.missing) {
				t.Errorf("got  %s missing %q\nwant %s missing %q", got, missing, test.want, test.missing)
			}
		})
	}
}

// A title that looks like a slot is not filled again.
func TestWordsOfTheCaseAreNoSlots(t *testing.T) {
	c := bridgeCase()
	c.Title = "关于【主办单位】的提案"
	if got, missing := FillPhrase("《【提案标题】》", c, transport, nil); got != "《关于【主办单位】的提案》" || missing != nil {
		t.Errorf("%s, missing %q", got, missing)
	}
}

func TestUnknownSlots(t *testing.T) {
	if got := UnknownSlots("【主办单位】【月份】【建议】【月份】"); !slices.Equal(got, []string{"月份", "建议"}) {
		t.Errorf("%q", got)
	}
}

func TestStandardOpeningsAndClosings(t *testing.T) {
	all := Standards([]Skeleton{skeleton(t, "per-recommendation"), skeleton(t, "status-next-steps")})
	var got []string
	for _, one := range all {
		got = append(got, FillStandard(one, bridgeCase(), transport, nil))
	}
	want := []string{
		"您提出的《关于修缮城南老桥的提案》收悉。该提案由县交通运输局主办。感谢您对这项工作的关注和支持。经认真研究，现就所提建议逐一答复如下：",
		"再次感谢您的关心，欢迎继续提出宝贵意见。",
		"您提出的《关于修缮城南老桥的提案》收悉。该提案由县交通运输局主办。感谢您对这项工作的关注和支持。经认真研究，现答复如下：",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
