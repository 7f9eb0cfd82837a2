package reply

import (
	"strings"
	"testing"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
)

func TestComposeOpinion(t *testing.T) {
	c := Case{Kind: Proposal, Body: "政协某省第九届委员会第四次会议", Number: "0123", Title: "关于加快科技创新的提案", CopyTo: []string{"省政府督查室"}, HandlingClass: "B", Publicity: Open}
	lead := Department{ID: 1, FullName: "某省科学技术厅", ShortName: "省科技厅", Form: gongwen.FileForm}
	own := Department{ID: 2, FullName: "某省市场监督管理局（某省知识产权局）", ShortName: "省市场监管局", OpinionPrefix: "某市监函", Feedback: true}
	contact := Person{"标准处", "王某某", "0871-63104060"}
	day := calendar.Date{Year: 2026, Month: time.March, Day: 11}
	asked := AnsweredRequest{Request{ID: 7, Heading: "强化协同创新"}, Answer{Request: 7, Text: "共建平台3个。"}}
	declined := AnsweredRequest{Request{ID: 8}, Answer{Request: 8, Declined: "不属本单位职责。"}}
	const opening = "政协某省第九届委员会第四次会议第0123号提案《关于加快科技创新的提案》由贵厅主办、我局会办。经研究，现提出会办意见如下。\n"
	for name, tc := range map[string]struct {
		opinion Opinion
		answers []AnsweredRequest
		body    string
	}{
		"both parts": {Opinion{Status: "（一）加强标准工作\n发布标准85项。", NextSteps: "继续推进。"}, nil,
			"一、工作开展情况\n（一）加强标准工作\n发布标准85项。\n二、下一步工作\n继续推进。\n"},
		"one part needs no heading": {Opinion{Status: "发布标准85项。"}, nil, "发布标准85项。\n"},
		"headings of its own go on counting": {Opinion{Status: "一、标准工作\n发布标准85项。\n二、质量工作\n帮扶企业。", NextSteps: "继续推进。"}, nil,
			"一、标准工作\n发布标准85项。\n二、质量工作\n帮扶企业。\n三、下一步工作\n继续推进。\n"},
		"answers to requests": {Opinion{NextSteps: "继续推进。"}, []AnsweredRequest{asked, declined},
			"一、关于“强化协同创新”\n共建平台3个。\n二、关于“全文”\n不承担这一项：不属本单位职责。\n三、下一步工作\n继续推进。\n"},
		"its own end is the letter's": {Opinion{Status: "发布标准85项。\n某省市场监督管理局\n2026年3月1日\n（联系人及电话：标准处，李某某）"}, nil, "发布标准85项。\n"},
		"run-in items": {Opinion{Status: "一是发布标准。二是帮扶企业。", NextSteps: "一是继续推进。"}, nil,
			"一、工作开展情况\n一是发布标准。二是帮扶企业。\n二、下一步工作\n一是继续推进。\n"},
	} {
		t.Run(name, func(t *testing.T) {
			tc.opinion.Contact = contact
			l := ComposeOpinion(c, own, lead, Contribution{DepartmentID: 2, Revision: 3, Opinion: tc.opinion}, tc.answers, DocNumber(own.OpinionPrefix, 2026, 5), day)
			want := "关于政协某省第九届委员会第四次会议第0123号提案的会办意见\n某省科学技术厅：\n" + opening + tc.body +
				"以上意见，供答复时参考。\n某省市场监督管理局（某省知识产权局）\n2026年3月11日\n（联系人及电话：标准处，王某某，0871-63104060）\n"
			if got := l.Body.Text(); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if l.Form != gongwen.LetterForm || l.DocNumber != "某市监函〔2026〕5号" || l.Letterhead != own.FullName || !l.Sealed {
				t.Errorf("the paper is %+v", l)
			}
			if l.CopyTo != nil || l.HandlingClass != "" || l.Publicity != "" || l.Attachments != nil {
				t.Error("it bears what belongs to the reply")
			}
			for _, b := range l.Body.Blocks {
				for _, r := range b.Runs {
					inOpinion := strings.Contains(tc.opinion.Status+tc.opinion.NextSteps, r.Text)
					if inOpinion && b.Kind == gongwen.Paragraph && r.Source != (gongwen.Source{Department: 2, Revision: 3}) {
						t.Errorf("%q is from %+v", r.Text, r.Source)
					}
				}
			}
		})
	}
}

func TestHowDepartmentsAddressOneAnother(t *testing.T) {
	for name, want := range map[string]string{
		"某省科学技术厅": "贵厅", "某市教育局": "贵局", "某省发展和改革委员会": "贵委", "某省高级人民法院": "贵院", "某省政务服务中心": "贵单位", "": "贵单位",
	} {
		if got := (Department{FullName: name}).polite(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
