package merge

import (
	"strings"
	"testing"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

const skeletonDir = "../../templates/reply"

func skeleton(t *testing.T, name string) Skeleton {
	t.Helper()
	s, err := ParseSkeleton(name, read(t, skeletonDir, name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func bridgeCase() reply.Case {
	return reply.Case{
		Kind: reply.Proposal, Body: "政协某县第十届委员会第三次会议", Number: "0017",
		Title:           "关于修缮城南老桥的提案",
		Proposers:       []reply.Proposer{{Name: "张三"}},
		Recommendations: []string{"加固桥墩", "关于增设人行护栏的建议", "实行“一桥一档”。"},
		Contact:         reply.Person{Office: "桥梁科", Name: "李四", Phone: "0999-1234567"},
	}
}

var (
	transport = reply.Department{ID: 1, FullName: "某县交通运输局", ShortName: "县交通运输局"}
	finance   = reply.Department{ID: 2, FullName: "某县财政局", ShortName: "县财政局"}
	police    = reply.Department{ID: 3, FullName: "某县公安局"}
)

func TestFilledSkeletons(t *testing.T) {
	withTalk := bridgeCase()
	withTalk.Talks = []reply.Talk{{On: calendar.Date{}, Way: "座谈"}, {Way: "电话"}, {Way: "座谈"}}
	suggestion := bridgeCase()
	suggestion.Kind, suggestion.Body, suggestion.Title = reply.Suggestion, "县十八届人大三次会议", "关于修缮城南老桥的建议"
	suggestion.Proposers = []reply.Proposer{{Name: "民建某县委员会", Collective: true}}
	suggestion.Contact = reply.Person{}

	for _, test := range []struct {
		name, skeleton string
		c              reply.Case
		co             []reply.Department
		want           string
	}{
		{"one member, two co-handlers, talked over", "status-next-steps", withTalk, []reply.Department{finance, police}, `
关于政协某县第十届委员会第三次会议第0017号提案的答复
张三委员：
您提出的《关于修缮城南老桥的提案》收悉。该提案由县交通运输局主办，县财政局、某县公安局会办。感谢您对这项工作的关注和支持。办理过程中，我们以座谈、电话方式与您作了沟通，听取了意见建议。经认真研究，现答复如下：
一、工作开展情况
二、下一步的工作计划
再次感谢您的关心，欢迎继续提出宝贵意见。
某县交通运输局
（联系人及电话：桥梁科，李四，0999-1234567）
`},
		{"a collective, alone, no talk, no contact", "status-next-steps", suggestion, nil, `
关于县十八届人大三次会议第0017号建议的答复
民建某县委员会：
贵委提出的《关于修缮城南老桥的建议》收悉。该建议由县交通运输局主办。感谢贵委对这项工作的关注和支持。经认真研究，现答复如下：
一、工作开展情况
二、下一步的工作计划
再次感谢贵委的关心，欢迎继续提出宝贵意见。
某县交通运输局
`},
		{"one heading for each recommendation", "per-recommendation", bridgeCase(), []reply.Department{finance}, `
关于政协某县第十届委员会第三次会议第0017号提案的答复
张三委员：
您提出的《关于修缮城南老桥的提案》收悉。该提案由县交通运输局主办，县财政局会办。感谢您对这项工作的关注和支持。经认真研究，现就所提建议逐一答复如下：
一、关于“加固桥墩”的建议
二、关于“增设人行护栏”的建议
三、关于“实行‘一桥一档’”的建议
再次感谢您的关心，欢迎继续提出宝贵意见。
某县交通运输局
（联系人及电话：桥梁科，李四，0999-1234567）
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := skeleton(t, test.skeleton).Fill(test.c, transport, test.co)
			if want := strings.TrimPrefix(test.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if parsed := gongwen.Parse(got, gongwen.Source{}).Text(); parsed != got {
				t.Errorf("reading it back changes it:\n%s", parsed)
			}
		})
	}
}

// An outline is merged into before the lead has written anything: the places
// are its headings, and nothing goes behind the closing.
func TestAnUnwrittenOutlineOffersItsHeadings(t *testing.T) {
	for name, want := range map[string]string{
		"status-next-steps":  "一、工作开展情况/status 二、下一步的工作计划/next_steps",
		"per-recommendation": "一、关于“加固桥墩”的建议/ 二、关于“增设人行护栏”的建议/ 三、关于“实行‘一桥一档’”的建议/",
	} {
		d := gongwen.Parse(skeleton(t, name).Fill(bridgeCase(), transport, nil), gongwen.Source{Department: 1})
		var got []string
		for _, s := range Spots(d) {
			got = append(got, s.Path+"/"+string(s.Part))
		}
		if joined := strings.Join(got, " "); joined != want {
			t.Errorf("%s: got %s, want %s", name, joined, want)
		}
		e := Entry{Department: 2, Revision: 1, Part: NextSteps, Body: []gongwen.Block{{Runs: []gongwen.Run{{Text: "加固桥墩。"}}}}}
		if len(Suggest(d, e, 3)) == 0 {
			t.Errorf("%s: nothing is suggested", name)
		}
	}
}

func TestSlotsInWordsOfTheCaseStay(t *testing.T) {
	c := bridgeCase()
	c.Title = "关于【署名】\n的提案"
	got := Skeleton{Text: "《【提案标题】》\n"}.Fill(c, transport, nil)
	if want := "《关于【署名】 的提案》\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWordsOfTheCaseThatFitBadly(t *testing.T) {
	for r, want := range map[string]string{
		"“一桥一档”": "一桥一档", "“甲”和“乙”": "‘甲’和‘乙’", "关于修桥的建议；": "修桥", "修桥；": "修桥", "修桥的建议": "修桥的建议",
		"一、健全养老服务体系。": "健全养老服务体系", "（二）推进“医养结合”；": "推进‘医养结合’", "1.修桥": "修桥", "①修桥": "修桥", "（3）修桥。": "修桥",
		"第一，修桥": "修桥", "一是修桥；": "修桥", "3.4亿元用于修桥": "3.4亿元用于修桥", "一、关于“修桥”的建议": "修桥", "一": "一",
		"落实“‘一桥一档’制度”": "落实‘“一桥一档”制度’",
	} {
		if got := reply.RecommendationWords(r); got != want {
			t.Errorf("recommendation %s: got %s, want %s", r, got, want)
		}
	}
	for title, want := range map[string]string{"《关于修桥的提案》": "关于修桥的提案", "关于《桥规》的提案": "关于《桥规》的提案", "《桥规》和《路规》": "《桥规》和《路规》"} {
		if got := bareTitle(title); got != want {
			t.Errorf("title %s: got %s, want %s", title, got, want)
		}
	}
	c := bridgeCase()
	c.Talks = []reply.Talk{{With: "张三"}}
	got := Skeleton{Text: "【沟通说明】\n"}.Fill(c, transport, nil)
	if want := "办理过程中，我们与您作了沟通，听取了意见建议。\n"; got != want {
		t.Errorf("a talk without a way: %s", got)
	}
}

func TestSkeletonFilesThatAreRefused(t *testing.T) {
	for name, test := range map[string]struct{ file, complaint string }{
		"no header":    {"【称谓】\n", "名称"},
		"empty header": {"# 名称:\n【称谓】\n", "名称"},
		"unknown slot": {"# 名称: 甲\n【称谓】\n【天气】\n", "【天气】"},
		"open slot":    {"# 名称: 甲\n【称谓\n第二行", "【称谓】"},
	} {
		_, err := ParseSkeleton("outline", test.file)
		if err == nil || !strings.Contains(err.Error(), test.complaint) || !strings.Contains(err.Error(), "outline") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	s, err := ParseSkeleton("a", "\ufeff# 名称：甲 → 乙\r\n【称谓】\r\n")
	if err != nil || s.Title != "甲 → 乙" || s.Text != "【称谓】\n" {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestSalutation(t *testing.T) {
	person := func(names ...string) (all []reply.Proposer) {
		for _, n := range names {
			all = append(all, reply.Proposer{Name: n})
		}
		return all
	}
	party := reply.Proposer{Name: "致公党某省委", Collective: true}
	delegation := reply.Proposer{Name: "某市代表团", Collective: true}
	for _, test := range []struct {
		kind       reply.Kind
		proposers  []reply.Proposer
		line, form string
	}{
		{reply.Proposal, person("张三"), "张三委员：", "您"},
		{reply.Suggestion, person("王五"), "王五代表：", "您"},
		{reply.Proposal, person("张三", " 李四 "), "张三、李四委员：", "你们"},
		{reply.Proposal, []reply.Proposer{party}, "致公党某省委：", "贵委"},
		{reply.Suggestion, []reply.Proposer{delegation}, "某市代表团：", "贵团"},
		{reply.Proposal, []reply.Proposer{{Name: "教育界", Collective: true}}, "教育界：", "贵单位"},
		{reply.Proposal, append(person("张三"), party), "张三委员、致公党某省委：", "你们"},
		{reply.Proposal, nil, "", "您"},
	} {
		c := reply.Case{Kind: test.kind, Proposers: test.proposers}
		if got := Salutation(c); got != test.line {
			t.Errorf("got %q, want %q", got, test.line)
		}
		if got := addressForm(c); got != test.form {
			t.Errorf("%s: got %q, want %q", test.line, got, test.form)
		}
	}
}
