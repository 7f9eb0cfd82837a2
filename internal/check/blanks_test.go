package check

import "testing"

// A fix leaves the blank that parts two elements on a line.
func TestFixKeepsTheBlankBetweenElements(t *testing.T) {
	const head = "王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n"
	for in, want := range map[string]string{
		"联系人：李某某   联系电话：0871-63104060\n": "联系人：李某某 联系电话：0871-63104060\n",
		"某某省教育厅办公室　　2024年6月8日印发\n":       "某某省教育厅办公室 2024年6月8日印发\n",
	} {
		if got, _ := Fix(Input{Text: head + in}); got != head+want {
			t.Errorf("fixed %q, want %q", got, head+want)
		}
	}
}
