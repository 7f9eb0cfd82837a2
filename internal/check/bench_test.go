package check

import (
	"fmt"
	"strings"
	"testing"

	"dafu/internal/sample"
)

// BenchmarkSample checks the published letter with every rule: what an editor
// waits for. 5 ms is what issue 7 allows.
func BenchmarkSample(b *testing.B) {
	m := sample.Real()
	for name, in := range map[string]Input{
		"text": {Text: m.Printed},
		"case": {Text: m.Printed, Case: OfFile(m.File)},
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(in.Text)))
			b.ReportAllocs()
			for b.Loop() {
				Run(in)
			}
		})
	}
}

// BenchmarkGrowth checks the letter over and over in one text: the time for a
// byte must not grow.
func BenchmarkGrowth(b *testing.B) {
	letter := sample.Real().Printed
	for _, kb := range []int{32, 128, 512, 1024, 4096} {
		text := strings.Repeat(letter+"\n", kb*1024/len(letter)+1)
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Run(Input{Text: text})
			}
		})
	}
}

// hostile are texts of one thing over and over: what a rule that looks back or
// ahead without a limit would choke on.
var hostile = map[string]string{
	"opening":   "“《（",
	"closing":   "”》）",
	"nested":    "（",
	"digits":    "1",
	"colons":    "1:",
	"numbers":   "12、",
	"items":     "一是",
	"doubled":   "的的",
	"blanks":    " \u200b",
	"lines":     "一、\n",
	"headings":  "一、标题\n",
	"committee": "委员",
	"etc":       "甲、等4个",
	"latin":     "ABC ",
	"same":      "好",
	"names":     "省科技厅、",
	"dates":     "2024年2月30日",
	"halves":    ",好",
	"nines":     "九",
	"quotes":    "\"好",
	"urls":      "www.a",
	"parts":     "共5个，其中1个、",
}

// BenchmarkHostile is 1 MB each.
func BenchmarkHostile(b *testing.B) {
	for name, unit := range hostile {
		text := strings.Repeat(unit, 1<<20/len(unit))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Run(Input{Text: text})
			}
		})
	}
}

// BenchmarkFix mends all that can be mended in the letter.
func BenchmarkFix(b *testing.B) {
	in := Input{Text: sample.Real().Printed}
	for b.Loop() {
		Fix(in)
	}
}
