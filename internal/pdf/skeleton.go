package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// skeleton is gofpdf's file taken apart. Its objects stand in a known order: 1
// the page tree, 2 the resources, then a page and its content in turn, the
// outline's items and root, document information, catalog.
type skeleton struct {
	objects [][]byte // by number; 0 is free
	pages   int
	outline int // items
}

var errSkeleton = errors.New("gofpdf's file is not built as expected")

func takeApart(raw []byte, pages, outline int) (skeleton, error) {
	s := skeleton{pages: pages, outline: outline}
	table, end, err := crossReferences(raw)
	if err != nil {
		return s, err
	}
	s.objects = make([][]byte, len(table))
	inPlace := slices.Clone(table)
	slices.Sort(inPlace)
	for n, from := range table {
		if n == 0 {
			continue
		}
		to := end
		if after, _ := slices.BinarySearch(inPlace, from+1); after < len(inPlace) {
			to = inPlace[after]
		}
		head := fmt.Sprintf("%d 0 obj\n", n)
		if from > to || !bytes.HasPrefix(raw[from:to], []byte(head)) || !bytes.HasSuffix(raw[from:to], []byte("\nendobj\n")) {
			return s, fmt.Errorf("%w: object %d", errSkeleton, n)
		}
		s.objects[n] = raw[from+len(head) : to-len("\nendobj\n")]
	}
	if s.content(pages) != s.firstItem()+1 {
		return s, errSkeleton
	}
	return s, nil
}

// crossReferences returns where each object lies, and where the table itself.
func crossReferences(raw []byte) (table []int, end int, err error) {
	_, tail, ok := bytes.Cut(raw[max(0, len(raw)-64):], []byte("startxref\n"))
	digits, _, _ := bytes.Cut(tail, []byte("\n"))
	end, err = strconv.Atoi(string(digits))
	if !ok || err != nil || end < 0 || end > len(raw) {
		return nil, 0, errSkeleton
	}
	lines := bytes.Split(raw[end:], []byte("\n"))
	for _, line := range lines[min(2, len(lines)):] {
		if len(line) < 18 {
			break
		}
		at, err := strconv.Atoi(string(line[:10]))
		if err != nil || at > end {
			return nil, 0, errSkeleton
		}
		table = append(table, at)
	}
	return table, end, nil
}

func (s skeleton) content(page int) int { return 4 + 2*page }
func (s skeleton) catalog() int         { return len(s.objects) - 1 }
func (s skeleton) info() int            { return len(s.objects) - 2 }

func (s skeleton) firstItem() int {
	if s.outline == 0 {
		return s.info()
	}
	return s.info() - 1 - s.outline
}

// outlineRoot is 0 if there is no outline.
func (s skeleton) outlineRoot() int {
	if s.outline == 0 {
		return 0
	}
	return s.info() - 1
}
