package gongwen

import (
	"fmt"
	"strings"
	"testing"
)

func BenchmarkParse(b *testing.B) {
	text := read(b, "../sample/data/letter.txt")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(text, lead)
	}
}

// One megabyte: time per byte must stay that of the sample.
func BenchmarkParseMegabyte(b *testing.B) {
	sample := read(b, "../sample/data/letter.txt")
	for _, c := range []struct{ name, text string }{
		{"letters", strings.Repeat(sample+"\n", 1<<20/len(sample))},
		{"one line", strings.ReplaceAll(strings.Repeat(sample, 1<<20/len(sample)), "\n", "")},
		{"brackets", "云" + strings.Repeat("(", 1<<19) + strings.Repeat(")", 1<<19)},
		{"spaces and commas", "云" + strings.Repeat(" ,", 1<<19)},
		{"URLs", "云" + strings.Repeat("http://)", 1<<17)},
		{"numbers", strings.Repeat("一、\n", 1<<18)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				Parse(c.text, lead)
			}
		})
	}
}

func BenchmarkWiden(b *testing.B) {
	text := read(b, "../sample/data/letter.txt")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Widen(text)
	}
}

func BenchmarkRetrace(b *testing.B) {
	text := read(b, "../sample/data/letter.txt")
	old := patchwork(Parse(text, lead), 40)
	for _, c := range []struct{ name, text string }{
		{"unchanged", old.Text()},
		{"a word in every paragraph", strings.ReplaceAll(old.Text(), "科技", "科学技术")},
		{"another letter", strings.Map(func(r rune) rune { return r + 1 }, old.Text())},
		{"one line", strings.ReplaceAll(strings.ReplaceAll(old.Text(), "科技", "科学技术"), "\n", "")},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Retrace(old, c.text, editor)
			}
		})
	}
}

// A save as the desk makes it: twenty earlier drafts, a word apart from one
// another, and two contributions are remembered.
func BenchmarkRetraceWithMemory(b *testing.B) {
	sample := read(b, "../sample/data/letter.txt")
	old := patchwork(Parse(sample, lead), 40)
	lines := strings.Split(strings.TrimSpace(old.Text()), "\n")
	var memory []Document
	for i := range 20 {
		k := (7*i + 5) % len(lines)
		cut := strings.Replace(old.Text(), lines[k], string([]rune(lines[k])[1:]), 1)
		memory = append(memory, Retrace(old, cut, editor))
	}
	memory = append(memory, Parse(read(b, "../sample/data/cohandler-jiaoyuting.txt"), education))
	pasted := lines[len(lines)/2]
	for _, c := range []struct{ name, text string }{
		{"unchanged", old.Text()},
		{"a word typed", strings.Replace(old.Text(), "科技", "科学技术", 1)},
		{"a word in every paragraph", strings.ReplaceAll(old.Text(), "科技", "科学技术")},
		{"a paragraph pasted", old.Text() + pasted + "\n" + pasted + "\n"},
		{"another letter", strings.Map(func(r rune) rune { return r + 1 }, old.Text())},
		{"200 KB pasted", old.Text() + strings.Repeat(sample, 9)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Retrace(old, c.text, editor, memory...)
			}
		})
	}
}

// largeText is about 200 KB of paragraphs that differ in a number.
func largeText(b *testing.B) string {
	lines := strings.Split(read(b, "../sample/data/letter.txt"), "\n")
	var s strings.Builder
	for i := 0; s.Len() < 200<<10; i++ {
		fmt.Fprintf(&s, "第%d次：%s\n", i, lines[i%len(lines)])
	}
	return s.String()
}

func BenchmarkReconcile(b *testing.B) {
	sample, large := read(b, "../sample/data/letter.txt"), largeText(b)
	for _, c := range []struct{ name, base, mine, theirs string }{
		{"the sample, a word each", sample, strings.Replace(sample, "科技", "科学技术", 1), strings.Replace(sample, "委员", "代表", 1)},
		{"the sample, words everywhere", sample, strings.ReplaceAll(sample, "科技", "科学技术"), strings.ReplaceAll(sample, "发展", "进步")},
		{"200 KB, a word each", large, strings.Replace(large, "科技", "科学技术", 1), strings.Replace(large, "委员", "代表", 1)},
		{"200 KB, words everywhere", large, strings.ReplaceAll(large, "科技", "科学技术"), strings.ReplaceAll(large, "发展", "进步")},
		{"200 KB, three texts", large, strings.Map(func(r rune) rune { return r + 1 }, large), strings.Map(func(r rune) rune { return r + 2 }, large)},
		{"200 KB, one line", strings.ReplaceAll(large, "\n", ""), strings.ReplaceAll(strings.ReplaceAll(large, "科技", "科学技术"), "\n", ""), strings.ReplaceAll(strings.ReplaceAll(large, "发展", "进步"), "\n", "")},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Reconcile(c.base, c.mine, c.theirs)
			}
		})
	}
}

func BenchmarkCompare(b *testing.B) {
	sample, large := read(b, "../sample/data/letter.txt"), largeText(b)
	for _, c := range []struct{ name, before, after string }{
		{"the sample, a word", sample, strings.Replace(sample, "科技", "科学技术", 1)},
		{"the sample, words everywhere", sample, strings.ReplaceAll(sample, "科技", "科学技术")},
		{"200 KB, words everywhere", large, strings.ReplaceAll(large, "科技", "科学技术")},
		{"200 KB, another text", large, strings.Map(func(r rune) rune { return r + 1 }, large)},
	} {
		before, after := patchwork(Parse(c.before, lead), 40), Parse(c.after, editor)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Compare(before, after)
			}
		})
	}
}

// A save with two hundred comments in the margin.
func BenchmarkFollow(b *testing.B) {
	text := read(b, "../sample/data/letter.txt")
	old := Parse(text, lead)
	new := Parse(strings.ReplaceAll(text, "科技", "科学技术"), editor)
	var spans []Span
	for i := range 200 {
		block := i % len(old.Blocks)
		spans = append(spans, old.clamp(Span{From: Place{block, i % 7}, To: Place{block, 20 + i%7}}))
	}
	b.ReportAllocs()
	for b.Loop() {
		Follow(old, new, spans)
	}
}
