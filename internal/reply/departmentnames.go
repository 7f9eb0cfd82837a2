package reply

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// shorter are the usual short forms of what departments are in charge of, as letters
// and notes have them. The longest comes first where two begin alike.
var shorter = []struct{ long, short string }{
	{"发展和改革", "发改"}, {"工业和信息化", "工信"}, {"人力资源和社会保障", "人社"}, {"住房和城乡建设", "住建"},
	{"自然资源和规划", "资规"}, {"农业农村", "农业农村"}, {"卫生健康", "卫健"}, {"市场监督管理", "市场监管"}, {"市场监督管理", "市监"},
	{"市场监管", "市监"}, {"交通运输", "交通"}, {"文化和旅游", "文旅"}, {"退役军人事务", "退役军人"}, {"应急管理", "应急"},
	{"科学技术", "科技"}, {"民族宗教事务", "民宗"}, {"国有资产监督管理", "国资"}, {"医疗保障", "医保"}, {"城市管理", "城管"},
	{"生态环境", "环保"}, {"乡村振兴", "乡村振兴"}, {"行政审批服务", "行政审批"}, {"教育体育", "教体"}, {"林业和草原", "林草"},
}

// Names returns what a text may call the department: its full and short names, the
// short name without 省 or 市 before it, and the usual abbreviations of both. None is
// shorter than three characters: 财政 alone is no department.
func (d Department) Names() []string {
	var all []string
	add := func(name string) {
		if utf8.RuneCountInString(name) >= 3 && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	add(d.FullName)
	add(d.ShortName)
	for _, name := range []string{d.ShortName, d.FullName} {
		for _, level := range []string{"省", "自治区", "市", "州", "县", "区"} {
			if rest, ok := strings.CutPrefix(name, level); ok {
				add(rest)
			}
		}
	}
	level := levelOf(d.ShortName)
	for _, name := range []string{d.ShortName, d.FullName} {
		for _, s := range shorter {
			_, suffix, ok := strings.Cut(name, s.long)
			if !ok || suffix == "" {
				continue
			}
			if suffix == "委员会" {
				suffix = "委"
			}
			add(level + s.short + suffix)
			add(s.short + suffix)
		}
	}
	return all
}

// levelOf is 省, 市 and the like, where a short name begins with it.
func levelOf(short string) string {
	for _, level := range []string{"省", "市", "州", "县", "区"} {
		if strings.HasPrefix(short, level) {
			return level
		}
	}
	return ""
}

// NamesOne tells whether a text has one of the names.
func NamesOne(text string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(text, name) })
}
