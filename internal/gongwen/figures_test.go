package gongwen

import (
	"fmt"
	"strings"
	"testing"
)

func swapped(all []Swap) string {
	var s []string
	for _, w := range all {
		s = append(s, fmt.Sprintf("%d→%d@%d %s→%s", w.Was, w.Block, w.At, w.Before, w.After))
	}
	return strings.Join(s, "；")
}

func TestSwapsNamesWhatChangedInTheSameWords(t *testing.T) {
	for _, c := range []struct{ name, before, after, want string }{
		{"a number", "全市新增停车位1200个。", "全市新增停车位1300个。", "0→0@7 1200→1300"},
		{"two numbers of one sentence", "建成停车场15处，新增停车位133个。", "建成停车场16处，新增停车位134个。", "0→0@5 15→16；0→0@14 133→134"},
		{"the paragraph moved", "去年建成公共停车场15处。\n今年继续推进工作落实。", "今年继续推进工作落实。\n去年建成公共停车场18处。", "0→1@9 15→18"},
		{"a date", "已于2024年5月31日前完成整改。", "已于2024年6月30日前完成整改。", "0→0@2 2024年5月31日→2024年6月30日"},
		{"a title", "依据《停车场管理办法》有关规定执行。", "依据《停车场管理条例》有关规定执行。", "0→0@2 《停车场管理办法》→《停车场管理条例》"},
		{"a department", "此项工作由省教育厅牵头负责。", "此项工作由省科技厅牵头负责。", "0→0@5 省教育厅→省科技厅"},
		{"a person of the case", "感谢欧阳明委员和欧阳晨委员。", "感谢欧阳晨委员和欧阳明委员。", "0→0@2 欧阳明→欧阳晨；0→0@8 欧阳晨→欧阳明"},
		{"a telephone in the note", "（联系人：李五，0871-63100001）", "（联系人：李五，0871-63100002）", "0→0@8 0871-63100001→0871-63100002"},
		{"the same words on both sides of the head", "共12个单位参加了会议。", "共13个单位参加了会议。", "0→0@1 12→13"},
		{"nothing changed", "新增停车位1200个。", "新增停车位1200个。", ""},
		{"words written anew", "新增停车位1200个。", "停车难问题得到缓解，车位达到1300个。", ""},
		{"two equal surroundings keep their order", "新增停车位10个。\n新增停车位20个。", "新增停车位10个。\n新增停车位25个。", "1→1@5 20→25"},
		{"one of two equal surroundings went", "新增停车位10个。\n新增停车位20个。", "新增停车位20个。", ""},
		{"the heading's number is none", "1.继续推进停车设施建设3处", "2.继续推进停车设施建设3处", ""},
		{"only the words before are left", "我局去年共新增停车位1200个。", "我局去年共新增停车位1500余个泊位。", "0→0@10 1200→1500"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := swapped(Swaps(Parse(c.before, Source{}), Parse(c.after, Source{}), "欧阳明", "欧阳晨")); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Whoever reads the units of a text reads each once, in order, inside its line.
func FuzzUnits(f *testing.F) {
	f.Add("《停车场管理办法》2024年5月31日，0871-63100001，省教育厅，三分之二，Wi-Fi。", "停车")
	f.Add("《《》》二〇二四年 百分之百分之 1.,2 省市局 月5日", "")
	f.Fuzz(func(t *testing.T, line, name string) {
		words := []rune(strings.ReplaceAll(line, "\n", ""))
		last := 0
		for _, u := range KnownNames(name).Units(words) {
			if u.From < last || u.To <= u.From || u.To > len(words) {
				t.Fatalf("unit %v behind %d of %d", u, last, len(words))
			}
			last = u.To
		}
	})
}
