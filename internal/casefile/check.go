package casefile

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

// What may stand in a field that takes few values.
var (
	kinds       = []string{string(reply.Proposal), string(reply.Suggestion)}
	forms       = []string{"", fileForm, letterForm}
	publicities = []string{"", string(reply.Open), string(reply.OnRequest), string(reply.Closed)}
	// GB/T 9704-2012 7.2.3.
	urgencies = []string{"", "特急", "加急"}
	// Some places count the classes in Chinese.
	classes = slices.Concat([]string{""}, reply.HandlingClasses, []string{"甲", "乙", "丙", "丁"})
)

var (
	// docNumber is a 发文字号: six-angle brackets, no leading zero, no 第 (GB/T
	// 9704-2012 7.2.5). The number may be left open, as in a draft.
	docNumber = regexp.MustCompile(`^\p{Han}{1,20}〔(19|20)\d{2}〕([1-9]\d{0,5}|[ \x{3000}]*)号$`)
	// copyNumber is a 份号 (GB/T 9704-2012 7.2.1).
	copyNumber = regexp.MustCompile(`^\d{6}$`)
)

// check complains about the first value that a letter cannot bear.
func (f File) check() error {
	for _, one := range []struct {
		label, name, value string
		allowed            []string
	}{
		{"类型", "kind", string(f.Kind), kinds},
		{"公文格式", "form", f.Reply.Form, forms},
		{"办理类别", "handling_class", f.Reply.HandlingClass, classes},
		{"公开属性", "publicity", string(f.Reply.Publicity), publicities},
		{"紧急程度", "urgency", f.Reply.Urgency, urgencies},
	} {
		if !slices.Contains(one.allowed, one.value) {
			return fmt.Errorf("%s（%s）写的是“%s”，应写%s", one.label, one.name, clip(one.value), choices(one.allowed))
		}
	}
	if n := f.Reply.DocNumber; n != "" && !docNumber.MatchString(n) {
		return fmt.Errorf("发文字号（doc_number）写的是“%s”，应写成“云科提〔2024〕12号”的样子", clip(n))
	}
	if n := f.Reply.CopyNumber; n != "" && !copyNumber.MatchString(n) {
		return fmt.Errorf("份号（copy_number）写的是“%s”，应写六位数字，如“000001”", clip(n))
	}
	if err := f.checkDates(); err != nil {
		return err
	}
	return f.checkNames()
}

// choices are the values in words: “A”“B”或“C”.
func choices(allowed []string) string {
	var all []string
	for _, v := range allowed {
		if v != "" {
			all = append(all, "“"+v+"”")
		}
	}
	last := len(all) - 1
	return strings.Join(all[:last], "") + "或" + all[last]
}

// Years in which the dates of a case lie.
const firstYear, lastYear = 1949, 2099

func (f File) checkDates() error {
	dates := []struct {
		name string
		on   calendar.Date
	}{
		{"交办日期（assigned_on）", f.AssignedOn}, {"答复期限（reply_due）", f.ReplyDue},
		{"会办期限（co_handling_due）", f.CoHandlingDue}, {"成文日期（issue_date）", f.Reply.IssueDate},
	}
	for _, t := range f.Talks {
		dates = append(dates, struct {
			name string
			on   calendar.Date
		}{"沟通日期（on）", t.On})
	}
	for _, d := range dates {
		if !d.on.IsZero() && (d.on.Year < firstYear || d.on.Year > lastYear) {
			return fmt.Errorf("%s %s 不合理，请核对年份", d.name, d.on.Han())
		}
	}
	return nil
}

func (f File) checkNames() error {
	_, known := f.Department(f.Lead)
	var p reply.Problems
	switch {
	case f.Lead == "":
		return errors.New("没有写明主办单位（lead）")
	case len(f.Departments) > 0 && !known:
		return fmt.Errorf("主办单位“%s”不在单位列表（departments）中", f.Lead)
	case f.Body == "" || f.Number == "":
		return errors.New("没有写明届次（body）或编号（number）")
	}
	p.CheckNumber("number", reply.BareNumber(f.Number))
	if err := p.Err(); err != nil {
		return fmt.Errorf("编号（number）：%w", err)
	}
	return nil
}
