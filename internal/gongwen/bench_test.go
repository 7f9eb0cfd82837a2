package gongwen

import (
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
