package docx

import (
	"strings"

	"dafu/internal/numeral"
)

// counter counts the numbers of lists through the document.
type counter struct {
	lists  *lists
	styles *styles
	counts map[string]*[listLevels]int // by abstract list; 0: not begun
	begun  map[string]bool             // uses whose own starts have been taken
}

func newCounter(ls *lists, st *styles) *counter {
	return &counter{lists: ls, styles: st, counts: map[string]*[listLevels]int{}, begun: map[string]bool{}}
}

// next counts one paragraph and returns its number as it is seen, and whether
// it is a bullet, which has none.
func (c *counter) next(ref listRef, style string) (mark string, bullet bool) {
	if ref.num == "" || ref.num == "0" {
		return "", false
	}
	u, l := c.lists.find(ref.num, c.styles)
	if l == nil {
		return "", false
	}
	at := ref.level
	if !ref.hasLevel {
		if n, ok := l.levelOfStyle(style); ok {
			at = n
		}
	}
	levels := l.levels
	for i, changed := range u.changed {
		if i >= 0 && i < listLevels {
			levels[i] = changed
		}
	}
	values := c.count(ref.num, u, l, &levels, at)
	level := levels[at]
	if level.format == numeral.Bullet {
		return "", strings.TrimSpace(level.text) != ""
	}
	if level.format == numeral.None && !strings.Contains(level.text, "%") {
		return level.text, false
	}
	formats := make([]numeral.Format, listLevels)
	for i := range formats {
		formats[i] = levels[i].format
		if level.legal && formats[i] != numeral.None {
			formats[i] = numeral.Decimal
		}
	}
	return numeral.LevelText(level.text, formats, values[:]), false
}

// count moves the list on to the next number of a level.
func (c *counter) count(num string, u *listUse, l *list, levels *[listLevels]listLevel, at int) [listLevels]int {
	counts := c.counts[l.id]
	if counts == nil {
		counts = &[listLevels]int{}
		for i := range counts {
			counts[i] = levels[i].start - 1
		}
		c.counts[l.id] = counts
	}
	if !c.begun[num] {
		c.begun[num] = true
		for i, start := range u.starts {
			if i >= 0 && i < listLevels {
				counts[i] = start - 1
			}
		}
	}
	for i := range at { // a level above that has no number yet shows its first
		if counts[i] < levels[i].start {
			counts[i] = levels[i].start
		}
	}
	counts[at]++
	for i := at + 1; i < listLevels; i++ {
		if r := levels[i].restart; r < 0 || r > 0 && at <= r-1 {
			counts[i] = levels[i].start - 1
			if start, own := u.starts[i]; own {
				counts[i] = start - 1
			}
		}
	}
	return *counts
}
