package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/config"
	"dafu/internal/reply"
	"dafu/internal/sample"
	"dafu/internal/service"
)

// samplePart names the folders, inside the data folder, that the sample is
// loaded in.
const samplePart = ".sample-"

// prepareSample loads the sample into a data folder without a database. It is
// played in a database aside, which takes its place when it is whole: who ends
// the program meanwhile finds no accounts whose passwords nobody was told.
func prepareSample(ctx context.Context, c console, cfg config.Config) (err error) {
	place := filepath.Join(cfg.Data, "dafu.db")
	if !cfg.Sample {
		return nil
	}
	if _, err := os.Stat(place); err == nil {
		c.printf("数据目录里已有数据库，没有再装入示例\n")
		return nil
	}
	keys, err := filepath.Abs(filepath.Join(cfg.Data, "keys"))
	if err == nil {
		err = os.MkdirAll(keys, 0o700)
	}
	if err != nil {
		return fileError("写入", cfg.Data, err)
	}
	left, _ := filepath.Glob(filepath.Join(cfg.Data, samplePart+"*")) // of a start that was cut short
	for _, dir := range left {
		_ = os.RemoveAll(dir)
	}
	part, err := os.MkdirTemp(cfg.Data, samplePart+"*")
	if err != nil {
		return fileError("写入", cfg.Data, err)
	}
	defer os.RemoveAll(part)
	if err := os.Symlink(keys, filepath.Join(part, "keys")); err != nil { // keys that are too many harm nobody
		return fileError("写入", cfg.Data, err)
	}
	cfg.Data = part
	p, err := Open(cfg, time.Now)
	if err != nil {
		return openingData(err)
	}
	all, err := p.loadSample(ctx)
	if err := errors.Join(err, p.Close()); err != nil {
		return fmt.Errorf("示例没有装成，数据目录里没有留下什么：%w", err)
	}
	c.printf("已装入虚构的示例。密码只显示这一次：\n")
	showCredentials(c, all)
	return os.Rename(filepath.Join(part, "dafu.db"), place)
}

// firstStart gives an empty database its first account and leaves one with
// accounts as it is.
func (p *Program) firstStart(ctx context.Context, c console) error {
	accounts, err := p.Service.Accounts(ctx, service.Operator)
	if err != nil {
		return err
	}
	if len(accounts) > 0 {
		return nil
	}
	made, err := firstAdministrator(ctx, p.Service)
	if err != nil {
		return fmt.Errorf("建立管理员账号：%w", err)
	}
	c.printf("第一次启动，已建立管理员账号。密码只显示这一次，请记下，登录后修改：\n")
	showCredentials(c, []credential{made.credential})
	return nil
}

// firstAdministrator makes the account that lets all others in, and the
// department that it belongs to unless a start that was cut short left it.
func firstAdministrator(ctx context.Context, s *service.Service) (enrolled, error) {
	const keeper = "系统管理"
	departments, err := s.Departments(ctx)
	if err != nil {
		return enrolled{}, err
	}
	var id int64
	for _, d := range departments {
		if d.FullName == keeper {
			id = d.ID
		}
	}
	if id == 0 {
		id, err = s.SaveDepartment(ctx, service.Operator, service.DepartmentInput{FullName: keeper, ShortName: keeper, NumberPrefix: "管理"})
		if err != nil {
			return enrolled{}, err
		}
	}
	return addAccount(ctx, s, service.AccountInput{
		DepartmentID: id, Login: "guanli", Name: "管理员", Role: reply.Administrator, Password: newPassword(),
	})
}

// loadSample plays the invented case up to where two opinions are asked for and
// one is in, and an earlier one to its end, all through the service.
func (p *Program) loadSample(ctx context.Context) ([]credential, error) {
	today := p.Service.Today()
	m := sample.Invented(today)
	all, err := enrol(ctx, p.Service, m)
	if err != nil {
		return nil, err
	}
	if err := p.playEarlier(ctx, all, sample.Earlier(today)); err != nil {
		return nil, fmt.Errorf("已办结的提案：%w", err)
	}
	return all.credentials, p.playCurrent(ctx, all, m, today)
}

func (p *Program) playEarlier(ctx context.Context, all cast, m sample.Material) error {
	s, drafter, head := p.Service, all.actors["keji.chengban"], all.actors["keji.fuze"]
	id, err := s.CreateCase(ctx, drafter, all.caseInput(m, s.Skeletons()[0].Name))
	if err != nil {
		return err
	}
	revision, err := s.SaveDraft(ctx, drafter, id, 0, m.Lead)
	if err != nil {
		return err
	}
	if err := s.SendForApproval(ctx, drafter, id, revision); err != nil {
		return err
	}
	view, err := s.PrepareIssue(ctx, head, id)
	if err != nil {
		return err
	}
	_, err = s.Issue(ctx, head, id, view.Approval())
	return err
}

func (p *Program) playCurrent(ctx context.Context, all cast, m sample.Material, today calendar.Date) error {
	s, drafter := p.Service, all.actors["keji.chengban"]
	m.File.AssignedOn, m.File.CoHandlingDue, m.File.ReplyDue = today.AddDays(-20), today.AddDays(9), today.AddDays(-20).AddMonths(3)
	id, err := s.CreateCase(ctx, drafter, all.caseInput(m, skeletonOfSample))
	if err != nil {
		return err
	}
	for _, talk := range m.File.Talks {
		talk.On = today.AddDays(-2)
		if err := s.RecordTalk(ctx, drafter, id, talk); err != nil {
			return err
		}
	}
	if _, err := s.SaveDraft(ctx, drafter, id, 0, m.Lead); err != nil {
		return err
	}
	asked, err := askForPart(ctx, s, drafter, id, all.of(m.Opinions[0].Department, reply.Drafter).Department.ID)
	if err != nil {
		return err
	}
	for _, o := range m.Opinions {
		author, head := all.of(o.Department, reply.Drafter), all.of(o.Department, reply.Head)
		if author.Department.ID == asked.DepartmentID { // still being written
			o.Opinion.Status, o.Opinion.Answers = "", []reply.Answer{{Request: asked.ID, Text: o.Opinion.Status}}
			if _, err := s.SaveOpinion(ctx, author, id, 0, o.Opinion); err != nil {
				return err
			}
			continue
		}
		version, err := s.SendOpinion(ctx, author, id, 0, o.Opinion)
		if err != nil {
			return err
		}
		if _, err := s.SubmitOpinion(ctx, head, id, version, o.Opinion); err != nil {
			return err
		}
	}
	return nil
}

// askForPart asks a department for what the sample's letter has from it under
// one heading.
func askForPart(ctx context.Context, s *service.Service, lead reply.Actor, id, department int64) (reply.Request, error) {
	err := s.AskParts(ctx, lead, id, service.RequestInput{
		DepartmentIDs: []int64{department}, Heading: []string{"工作开展情况", "加强对外科技合作"},
		Wanted: "海外知识产权保护的做法、成效和数据，500字左右。",
	})
	if err != nil {
		return reply.Request{}, err
	}
	v, err := s.Requests(ctx, lead, id)
	if err != nil {
		return reply.Request{}, err
	}
	return v.Requests[0].Request, nil
}

// skeletonOfSample is the outline that the sample's letter follows.
const skeletonOfSample = "status-next-steps"

// of returns who has the role in the department.
func (c cast) of(department string, role reply.Role) reply.Actor {
	for _, a := range c.actors {
		if a.Department.FullName == department && a.Account.Role == role {
			return a
		}
	}
	return reply.Actor{}
}
