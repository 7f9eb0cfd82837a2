package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dafu/internal/calendar"
	"dafu/internal/config"
	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/sample"
	"dafu/internal/service"
)

func newDemo(c console) *cobra.Command {
	var out, fonts string
	command := &cobra.Command{
		Use:   "demo",
		Short: "把一件真实提案从登记到签章演示一遍",
		Long: "用一个临时数据库把一件真实提案（云南省科学技术厅 2024 年 5 月 31 日公布的答复）从登记到\n" +
			"签章办理一遍，把签好的答复写成 reply.pdf，印出的文字写成 reply.txt。任何一步不成立都以 1 结束。",
		Args: exactly(),
		RunE: func(command *cobra.Command, _ []string) error {
			return demo(command.Context(), c, out, fonts)
		},
	}
	command.Flags().StringVar(&out, "out", "demo-out", "写入的`目录`")
	command.Flags().StringVar(&fonts, "fonts", "", "字体`目录`，不写时在程序旁边找")
	return command
}

// play is one performance of the real case; its clock is set by hand.
type play struct {
	console
	*Program
	now      time.Time
	material sample.Material
	cast     cast
	caseID   int64
	draft    int
	letter   reply.Letter
	file     []byte
}

func demo(ctx context.Context, c console, out, fonts string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fileError("写入", out, err)
	}
	data, err := os.MkdirTemp("", "dafu-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)
	p := &play{console: c, material: sample.Real()}
	p.setClock(p.material.File.AssignedOn)
	if p.Program, err = Open(config.Config{Data: data, Fonts: fonts}, func() time.Time { return p.now }); err != nil {
		return err
	}
	defer p.Close()
	started := time.Now()
	for _, s := range p.steps() {
		if err := p.step(ctx, s); err != nil {
			return err
		}
	}
	for name, b := range map[string][]byte{"reply.pdf": p.file, "reply.txt": []byte(p.letter.Text)} {
		if err := writeOutput(filepath.Join(out, name), b); err != nil {
			return err
		}
	}
	c.printf("完成，用时 %s：%s\n", spent(started), filepath.Join(out, "reply.pdf"))
	return nil
}

// step is one thing that somebody does on a day.
type step struct {
	on   calendar.Date
	text string
	do   func(context.Context) error
}

func (p *play) steps() []step {
	f := p.material.File
	day := func(month time.Month, day int) calendar.Date {
		return calendar.Date{Year: 2024, Month: month, Day: day}
	}
	talk := f.Talks[0]
	return []step{
		{f.AssignedOn, "登记单位和账号", p.enrol},
		{f.AssignedOn, "省科技厅登记提案，请两家会办", p.register},
		{day(3, 20), "省市场监管局会办意见送本单位负责人审核，批准报送", p.submit(f.CoHandlers[0])},
		{day(3, 28), "省教育厅会办意见送本单位负责人审核，批准报送", p.submit(f.CoHandlers[1])},
		{day(5, 10), "省科技厅起草答复", p.write},
		{day(5, 13), "合并七处会办意见", p.merge},
		{talk.On, "与委员沟通", p.talk},
		{day(5, 27), "会办单位负责人会签", p.agree},
		{day(5, 27), "送签", p.send},
		{f.Reply.IssueDate, "负责人审阅并签发用印", p.issue},
		{f.Reply.IssueDate, "查阅人员下载", p.download},
		{f.Reply.IssueDate, "核对文字与公布的答复一致", p.compare},
		{f.Reply.IssueDate, "验证签名", p.verify},
	}
}

func (p *play) setClock(d calendar.Date) { p.now = d.Time().Add(10 * time.Hour) }

func (p *play) step(ctx context.Context, s step) error {
	p.setClock(s.on)
	started := time.Now()
	if err := s.do(ctx); err != nil {
		return fmt.Errorf("%s %s：不成立：%w", s.on.Han(), s.text, printable(err))
	}
	p.printf("%-14s %s（%s）\n", s.on.Han(), s.text, spent(started))
	return nil
}

func spent(since time.Time) string {
	return fmt.Sprintf("%.1f 毫秒", float64(time.Since(since).Microseconds())/1000)
}

func (p *play) actor(login string) reply.Actor { return p.cast.actors[login] }

func (p *play) enrol(ctx context.Context) (err error) {
	p.cast, err = enrol(ctx, p.Service, p.material)
	return err
}

func (p *play) register(ctx context.Context) (err error) {
	p.caseID, err = p.Service.CreateCase(ctx, p.actor("keji.chengban"), p.cast.caseInput(p.material, skeletonOfSample))
	return err
}

func (p *play) submit(department string) func(context.Context) error {
	return func(ctx context.Context) error {
		for _, o := range p.material.Opinions {
			if o.Department == department {
				version, err := p.Service.SendOpinion(ctx, p.cast.of(department, reply.Drafter), p.caseID, 0, o.Opinion)
				if err != nil {
					return err
				}
				_, err = p.Service.SubmitOpinion(ctx, p.cast.of(department, reply.Head), p.caseID, version, o.Opinion)
				return err
			}
		}
		return errors.New("没有" + department + "的会办意见")
	}
}

func (p *play) write(ctx context.Context) (err error) {
	p.draft, err = p.Service.SaveDraft(ctx, p.actor("keji.chengban"), p.caseID, 0, p.material.Lead)
	return err
}

// merge accepts every entry where the lead really put it.
func (p *play) merge(ctx context.Context) error {
	view, err := p.Service.MergeForm(ctx, p.actor("keji.chengban"), p.caseID)
	if err != nil {
		return err
	}
	choices, err := choicesOf(p.material, view)
	if err != nil {
		return err
	}
	p.draft, err = p.Service.Merge(ctx, p.actor("keji.chengban"), p.caseID, p.draft, choices)
	return err
}

func choicesOf(m sample.Material, view service.MergeView) (choices []service.MergeChoice, err error) {
	ids := map[string]int64{}
	entries := make([]merge.Entry, 0, len(view.Entries))
	for _, e := range view.Entries {
		ids[e.Department.ShortName] = e.Department.ID
		entries = append(entries, e.Entry)
	}
	for _, placement := range m.Placements {
		found, err := placement.Find(entries, view.Draft.Body, ids)
		if err != nil {
			return nil, err
		}
		choices = append(choices, service.MergeChoice{
			Department: found.Entry.Department, Revision: found.Entry.Revision, Entry: found.Entry.Index,
			Verdict: reply.Used, Place: found.Place,
		})
	}
	return choices, nil
}

func (p *play) talk(ctx context.Context) error {
	return p.Service.RecordTalk(ctx, p.actor("keji.chengban"), p.caseID, p.material.File.Talks[0])
}

func (p *play) agree(ctx context.Context) error {
	if err := p.Service.AskCountersign(ctx, p.actor("keji.chengban"), p.caseID, p.draft); err != nil {
		return err
	}
	for _, head := range []reply.Actor{p.actor("jiaoyu.fuze"), p.actor("shijian.fuze")} {
		v, err := p.Service.Countersign(ctx, head, p.caseID)
		if err != nil {
			return err
		}
		if err := p.Service.ConfirmCountersign(ctx, head, p.caseID, v.Digest); err != nil {
			return err
		}
	}
	return nil
}

func (p *play) send(ctx context.Context) error {
	return p.Service.SendForApproval(ctx, p.actor("keji.chengban"), p.caseID, p.draft)
}

func (p *play) issue(ctx context.Context) error {
	view, err := p.Service.PrepareIssue(ctx, p.actor("keji.fuze"), p.caseID)
	if err != nil {
		return err
	}
	p.letter, err = p.Service.Issue(ctx, p.actor("keji.fuze"), p.caseID, view.Approval())
	return err
}

func (p *play) download(ctx context.Context) error {
	file, err := p.Service.Download(ctx, p.actor("keji.chayue"), p.letter.ID)
	p.file = file.Bytes
	return err
}

// compare holds the printed text against the published one, in full-width
// punctuation, with the registered name for the misspelt 署名.
func (p *play) compare(context.Context) error {
	r := p.material.File.Reply
	if p.letter.DocNumber != r.DocNumber {
		return fmt.Errorf("发文字号是 %s，应为 %s", p.letter.DocNumber, r.DocNumber)
	}
	published := gongwen.Parse(p.material.Printed, gongwen.Source{})
	if i := published.First(gongwen.Signatory); i >= 0 {
		published.Blocks[i].Runs = []gongwen.Run{{Text: r.Signatory}}
	}
	want := strings.Split(r.Title+"\n"+published.Text(), "\n")
	got := strings.Split(p.letter.Text, "\n")
	if len(got) != len(want) {
		return fmt.Errorf("印出 %d 段，公布的有 %d 段", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			return fmt.Errorf("第 %d 段是“%s”，应为“%s”", i+1, got[i], want[i])
		}
	}
	return nil
}
