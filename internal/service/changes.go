package service

import (
	"strconv"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// changes are the fields of a record that differ, in words, for the audit log
// and for whoever changed the same record second.
type changes []string

func (c *changes) text(label, before, after string) {
	if before != after {
		*c = append(*c, label+" “"+before+"”→“"+after+"”")
	}
}

func (c *changes) flag(before, after bool, on, off string) {
	switch {
	case after && !before:
		*c = append(*c, on)
	case before && !after:
		*c = append(*c, off)
	}
}

func (c changes) String() string { return strings.Join(c, "，") }

func departmentChanges(before, after reply.Department) (c changes) {
	c.text("全称", before.FullName, after.FullName)
	c.text("简称", before.ShortName, after.ShortName)
	c.text("代字", before.NumberPrefix, after.NumberPrefix)
	c.text("会办意见函代字", before.OpinionPrefix, after.OpinionPrefix)
	c.text("本年起始号", strconv.Itoa(max(1, before.NextNumber)), strconv.Itoa(max(1, after.NextNumber)))
	c.flag(before.Form == gongwen.LetterForm, after.Form == gongwen.LetterForm, "改用信函格式", "改用文件格式")
	c.flag(before.Duplex, after.Duplex, "双面印制", "单面印制")
	c.flag(before.Feedback, after.Feedback, "随附征询意见表", "不再随附征询意见表")
	c.flag(before.AnswersNothing, after.AnswersNothing, "不承办建议提案", "承办建议提案")
	c.flag(before.TalkRequired, after.TalkRequired, "没有沟通记录不能送签", "没有沟通记录也可以送签")
	c.text("印发机关", before.Printer, after.Printer)
	c.flag(before.Disabled, after.Disabled, "停用", "恢复使用")
	return c
}

// accountChanges never tells a password nor anything made of it.
func accountChanges(before, after reply.Account, departments map[int64]reply.Department) (c changes) {
	c.text("账号", before.Login, after.Login)
	c.text("显示名称", before.Name, after.Name)
	c.text("单位", departments[before.DepartmentID].ShortName, departments[after.DepartmentID].ShortName)
	c.text("角色", before.Role.Han(), after.Role.Han())
	c.flag(before.Disabled, after.Disabled, "停用", "恢复使用")
	c.flag(false, before.PasswordHash != after.PasswordHash, "重置密码", "")
	return c
}

// staleRecord refuses to overwrite what somebody else changed first. Apart is
// from what the record has now to what was typed.
func staleRecord(what string, apart changes) error {
	return reply.Failf(reply.Stale, "刚才有人修改了%s，您的修改没有保存。现在的与您填写的不同之处：%s。请核对，再次保存则以您填写的为准", what, apart)
}
