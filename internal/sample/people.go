package sample

import (
	"strings"

	"dafu/internal/casefile"
	"dafu/internal/reply"
)

// registry returns 督查室, which looks over all, and the body that the
// administrator's account belongs to.
func registry(f casefile.File) []casefile.Department {
	province, _, _ := strings.Cut(f.Lead, "省")
	return []casefile.Department{
		{FullName: province + "省人民政府督查室", ShortName: "省政府督查室", NumberPrefix: "政督"},
		{FullName: province + "省政务信息中心", ShortName: "省信息中心", NumberPrefix: "信息"},
	}
}

// accounts returns who takes part, by role: logins are for typing, names are
// what the screens show.
func accounts(f casefile.File) []Account {
	lead, market, education := f.Departments[0], f.Departments[1], f.Departments[2]
	overseers := registry(f)
	return []Account{
		{"keji.chengban", lead.ShortName + "承办人", reply.Drafter, lead.FullName},
		{"keji.fuze", lead.ShortName + "负责人", reply.Head, lead.FullName},
		{"keji.chayue", lead.ShortName + reply.Reader.Han(), reply.Reader, lead.FullName},
		{"jiaoyu.chengban", education.ShortName + "承办人", reply.Drafter, education.FullName},
		{"jiaoyu.fuze", education.ShortName + "负责人", reply.Head, education.FullName},
		{"shijian.chengban", market.ShortName + "承办人", reply.Drafter, market.FullName},
		{"shijian.fuze", market.ShortName + "负责人", reply.Head, market.FullName},
		{"ducha", overseers[0].ShortName, reply.Coordinator, overseers[0].FullName},
		{"guanli", "管理员", reply.Administrator, overseers[1].FullName},
	}
}
