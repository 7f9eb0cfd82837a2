package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// What changed in the same words is listed, with its places in both texts.
func TestCheckAgainst(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "old.txt", "王建林委员：\n\n　　全市新增停车泊位1200个，于2024年5月31日前投入使用。\n落实《停车管理办法》各项要求。\n")
	write(t, dir, "new.txt", "王建林委员：\n　　全市新增停车泊位1300个，于2024年6月30日前投入使用。\n落实《停车管理条例》各项要求。\n")
	code, out, _ := dafu(t, dir, "", "check", "new.txt", "--against", "old.txt")
	for _, want := range []string{
		"new.txt:2:11: 数字“1200”改成了“1300”（原在第3行）",
		"new.txt:2:18: 日期“2024年5月31日”改成了“2024年6月30日”",
		"new.txt:3:3: 文件名“《停车管理办法》”改成了“《停车管理条例》”（原在第4行）",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
	if code != 1 {
		t.Errorf("exit %d, want 1", code)
	}
	code, out, _ = dafu(t, dir, "", "check", "old.txt", "--against", "old.txt", "--json")
	if code != 0 || !strings.Contains(out, `"changed": []`) {
		t.Errorf("of the same text: exit %d, %s", code, out)
	}
	_, out, _ = dafu(t, dir, "", "check", "new.txt", "--against", "old.txt", "--json")
	var report struct{ Changed []swapped }
	if err := json.Unmarshal([]byte(out), &report); err != nil || len(report.Changed) != 3 {
		t.Fatalf("%v: %s", err, out)
	}
	if got := report.Changed[0]; got != (swapped{"数字", "1200", "1300", 2, 11, 3, 11}) {
		t.Errorf("says %+v", got)
	}
	if code, _, complaints := dafu(t, dir, "", "check", "new.txt", "--against", "old.txt", "--fix"); code != 2 || !strings.Contains(complaints, "--against") {
		t.Errorf("with --fix: exit %d, %s", code, complaints)
	}
}
