package reply

import "strings"

// Tag is the department in two characters: 省教育厅 → 教育, 省市场监管局 → 市监.
func (d Department) Tag() string {
	name := []rune(d.ShortName)
	if len(name) > 3 && (name[0] == '省' || name[0] == '县' || name[0] == '市' && name[1] != '场') {
		name = name[1:]
	}
	if last := len(name) - 1; last > 1 && strings.ContainsRune("厅局委办室", name[last]) {
		name = name[:last]
	}
	if len(name) == 4 && name[0] != name[2] { // two words of two: 市场 and 监管
		return string([]rune{name[0], name[2]})
	}
	return string(name[:min(2, len(name))])
}
