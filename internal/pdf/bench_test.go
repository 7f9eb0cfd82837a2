package pdf

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

// varied returns the letter with another character in every run of its text:
// mostly one of its own, at times one that may never have been printed.
func varied(l gongwen.Letter, n int) gongwen.Letter {
	random := rand.New(rand.NewPCG(uint64(n), 5))
	own := []rune(l.Body.Text())
	blocks := slices.Clone(l.Body.Blocks)
	for i := range blocks {
		blocks[i].Runs = slices.Clone(blocks[i].Runs)
		for j, run := range blocks[i].Runs {
			text := []rune(run.Text)
			by := own[random.IntN(len(own))]
			if random.IntN(10) == 0 {
				by = rune(0x4E00 + random.IntN(0x5000))
			}
			if at := random.IntN(max(1, len(text))); at < len(text) && unicode.Is(unicode.Han, text[at]) && unicode.Is(unicode.Han, by) {
				text[at] = by
			}
			blocks[i].Runs[j].Text = string(text)
		}
	}
	l.Body.Blocks = blocks
	return l
}

// timed sets a letter that is another one each time and reports the median.
func timed(b *testing.B, p *Press, l gongwen.Letter, o layout.Options) {
	b.Helper()
	var times []time.Duration
	size := 0
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		v := varied(l, n)
		b.StartTimer()
		from := time.Now()
		s, err := p.Set(v, o)
		if err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(from))
		size += len(s.PDF)
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms/median")
	b.ReportMetric(float64(size)/float64(len(times))/1000, "KB/file")
}

// BenchmarkFinal sets the sample of 16 pages, its text changed every time.
func BenchmarkFinal(b *testing.B) { timed(b, press(), sampleLetter(b), layout.Options{}) }

// BenchmarkPreview sets it as a draft. Previews have no way of their own: what
// is shown is the file that would be signed, and the watermark.
func BenchmarkPreview(b *testing.B) {
	timed(b, press(), sampleLetter(b), layout.Options{Draft: "草稿 省科技厅承办人 2024年5月20日"})
}

// BenchmarkFirst sets the sample with a press that has packed nothing yet.
func BenchmarkFirst(b *testing.B) {
	l := sampleLetter(b)
	set := press().set
	for b.Loop() {
		if _, err := New(set).Set(l, layout.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFinalParallel sets it on as many cores as -cpu says.
func BenchmarkFinalParallel(b *testing.B) {
	l := sampleLetter(b)
	var n atomic.Int64
	from := time.Now()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := press().Set(varied(l, int(n.Add(1))), layout.Options{}); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/time.Since(from).Seconds(), "letters/s")
	b.ReportMetric(peakMB(b), "MB-RSS")
}

// peakMB is the most memory the process has had so far; 0 where the system does
// not tell.
func peakMB(b *testing.B) float64 {
	b.Helper()
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kb float64
	_, _ = fmt.Sscan(rest, &kb)
	return kb / 1000
}

// BenchmarkPages shows that time grows with the length and no faster.
func BenchmarkPages(b *testing.B) {
	one := sampleLetter(b)
	from, to := one.Body.BodyRange()
	for _, times := range []int{1, 4, 10, 33} {
		l := one
		l.Body.Blocks = slices.Clone(one.Body.Blocks[:to])
		for range times - 1 {
			l.Body.Blocks = append(l.Body.Blocks, one.Body.Blocks[from:to]...)
		}
		l.Body.Blocks = append(l.Body.Blocks, one.Body.Blocks[to:]...)
		s, err := press().Set(l, layout.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(s.Pages), func(b *testing.B) {
			for b.Loop() {
				mustSet(b, l, layout.Options{})
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*s.Pages), "µs/page")
		})
	}
}
