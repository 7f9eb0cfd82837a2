package reply

import "testing"

func TestATextNamesADepartment(t *testing.T) {
	for _, c := range []struct {
		full, short, text string
		want              bool
	}{
		{"某某省财政厅", "省财政厅", "请省财政厅核对金额。", true},
		{"某某省财政厅", "省财政厅", "请财政厅核对。", true},
		{"某某省财政厅", "省财政厅", "某某省财政厅已安排资金。", true},
		{"某某省财政厅", "省财政厅", "财政投入逐年增长。", false},
		{"某某省财政厅", "省财政厅", "请省教育厅核对。", false},
		{"某某省发展和改革委员会", "省发展改革委", "请省发改委核对。", true},
		{"某某市市场监督管理局", "市市场监管局", "市场监管局、市监局均已开展检查。", true},
		{"某某市市场监督管理局", "市市场监管局", "请市监局核对。", true},
		{"某某省人力资源和社会保障厅", "省人力资源社会保障厅", "省人社厅负责。", true},
		{"某某市卫生健康委员会", "市卫生健康委", "市卫健委提供。", true},
		{"某某市卫生健康委员会", "市卫生健康委", "加强卫生健康工作。", false},
	} {
		if got := NamesOne(c.text, Department{FullName: c.full, ShortName: c.short}.Names()); got != c.want {
			t.Errorf("%s in “%s”: %v (names %q)", c.short, c.text, got, Department{FullName: c.full, ShortName: c.short}.Names())
		}
	}
}
