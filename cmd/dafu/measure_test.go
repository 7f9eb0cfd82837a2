package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"dafu/internal/measure"
)

func TestMeasure(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "notice.txt", notice)
	data, err := filepath.Abs("../../internal/sample/data")
	if err != nil {
		t.Fatal(err)
	}
	sampleArgs := "measure " + filepath.Join(data, "letter.txt") + " --case " + filepath.Join(data, "case.json")
	for name, tc := range map[string]struct {
		args, in string
		code     int
		want     []string
	}{
		"a notice":           {"measure notice.txt", "", 0, []string{"共 1 面", "全部合乎"}},
		"the sample":         {sampleArgs, "", 0, []string{"首行缩进", "39.14±0.30mm", "（7.3.3）", "1—16", "全部合乎"}},
		"the sample, sealed": {sampleArgs + " --sealed", "", 0, []string{"右空四字", "印章", "全部合乎"}},
		"what comes in":      {"measure -", notice, 0, []string{"全部合乎"}},
		"a date with zeros": {"measure -", strings.Replace(notice, "5月", "05月", 1), 1,
			[]string{"不合  成文日期", "例外1处", "见“2024年05月31日”", "有 1 项不合"}},
		"a character nobody has": {"measure -", "请看\U000F0000字。\n", 1, []string{"没有字体能印出这些字"}},
		"an empty text":          {"measure -", "\n", 1, []string{"文本是空的"}},
		"a missing file":         {"measure gone.txt", "", 2, []string{"文件不存在"}},
		"no text":                {"measure", "", 2, []string{"没有写明文本文件"}},
		"an output":              {"measure notice.txt -o a.pdf", "", 2, []string{"没有选项 -o"}},
		"no fonts":               {"measure notice.txt --fonts .", "", 2, []string{"缺 LiberationSerif-Regular.ttf"}},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, complaints := dafu(t, dir, tc.in, strings.Fields(tc.args)...)
			if code != tc.code {
				t.Errorf("exit %d, want %d", code, tc.code)
			}
			for _, want := range tc.want {
				if !strings.Contains(out+complaints, want) {
					t.Errorf("does not say %q:\n%s%s", want, out, complaints)
				}
			}
		})
	}
}

func TestMeasureForOtherPrograms(t *testing.T) {
	t.Parallel()
	code, out, _ := dafu(t, t.TempDir(), strings.Replace(notice, "5月", "05月", 1), "measure", "-", "--json")
	var report struct {
		Holds        bool                  `json:"holds"`
		Pages        int                   `json:"pages"`
		Measurements []measure.Measurement `json:"measurements"`
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if code != 1 || report.Holds || report.Pages != 1 {
		t.Errorf("exit %d, holds %v, %d pages", code, report.Holds, report.Pages)
	}
	bad := 0
	for _, m := range report.Measurements {
		if !m.Holds {
			bad++
			if m.Element != "成文日期" || m.Found != 1 || m.Near != "2024年05月31日" {
				t.Errorf("complains of %+v", m)
			}
		}
	}
	if bad != 1 || len(report.Measurements) < 20 {
		t.Errorf("%d complaints in %d measurements", bad, len(report.Measurements))
	}
}
