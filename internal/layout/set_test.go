package layout

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// shippedFaces are the faces that the project prints with.
var shippedFaces = sync.OnceValue(func() *typeface.Set {
	return typeface.NewSet(typeface.Shipped(), func(file string) ([]byte, error) {
		return os.ReadFile(filepath.Join("..", "..", "fonts", file))
	})
})

// letterOf is the letter that a text is, without a case around it.
func letterOf(text string) gongwen.Letter {
	return gongwen.Letter{Body: gongwen.Parse(text, gongwen.Source{})}
}

// sampleLetter is the real reply with its case around it.
func sampleLetter(t testing.TB) gongwen.Letter {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "sample", "data", "letter.txt"))
	if err != nil {
		t.Fatal(err)
	}
	const title = "关于政协云南省第十三届委员会第二次会议第0123号提案的答复\n"
	l := letterOf(title + strings.Replace(string(data), "云南省科学技厅", "云南省科学技术厅", 1))
	l.Letterhead = "云南省科学技术厅"
	l.DocNumber = "云科提〔2024〕12号"
	l.HandlingClass = "B"
	l.Publicity = "主动公开"
	l.CopyTo = []string{"省政府督查室", "省政协提案委员会", "省市场监管局", "省教育厅"}
	l.Printer = "云南省科学技术厅办公室"
	l.PrintedOn = "2024年5月31日"
	l.Sealed = true
	return l
}

// mustSet sets a letter that can be set.
func mustSet(t testing.TB, l gongwen.Letter, o Options) Pages {
	t.Helper()
	p, err := Set(l, shippedFaces(), o)
	if err != nil {
		t.Fatalf("Set: %v", err)
	}
	return p
}

func BenchmarkSet(b *testing.B) {
	l := sampleLetter(b)
	mustSet(b, l, Options{})
	b.ReportAllocs()
	for b.Loop() {
		mustSet(b, l, Options{Specimen: true})
	}
}

// BenchmarkSetBySize shows that the time grows with the letter and no faster.
func BenchmarkSetBySize(b *testing.B) {
	text := sampleLetter(b).Body.Text()
	for _, times := range []int{1, 8, 33} { // 16, 125 and 500 pages
		l := letterOf(strings.Repeat(text, times))
		pages := len(mustSet(b, l, Options{}).Pages)
		b.Run(fmt.Sprintf("%dpages", pages), func(b *testing.B) {
			for b.Loop() {
				mustSet(b, l, Options{})
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(pages), "µs/page")
		})
	}
}
