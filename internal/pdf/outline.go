package pdf

import (
	"strings"
	"unicode/utf16"

	"dafu/internal/layout"
)

// levels returns gofpdf's level (0 is the outermost) for each bookmark. gofpdf
// ties an item that skips a level to itself; so none may skip.
func levels(bs []layout.Bookmark) []int {
	out := make([]int, len(bs))
	deepest := 0
	for i, b := range bs {
		out[i] = max(0, min(b.Level-1, deepest))
		deepest = out[i] + 1
	}
	return out
}

// byPage returns the indexes of each page's bookmarks.
func byPage(pages layout.Pages) [][]int {
	out := make([][]int, len(pages.Pages))
	for i, b := range pages.Bookmarks {
		if b.Page >= 0 && b.Page < len(out) {
			out[b.Page] = append(out[b.Page], i)
		}
	}
	return out
}

// descendants returns how many items lie below each one, which is the /Count
// of an open item of the outline.
func descendants(levels []int) []int {
	out := make([]int, len(levels))
	for i, level := range levels {
		for _, below := range levels[i+1:] {
			if below <= level {
				break
			}
			out[i]++
		}
	}
	return out
}

// utf16String is a PDF text string: a byte order mark and UTF-16, big end first.
func utf16String(s string) string {
	var b strings.Builder
	b.WriteString("\xFE\xFF")
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u >> 8))
		b.WriteByte(byte(u))
	}
	return b.String()
}
