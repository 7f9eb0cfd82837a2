package service

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Huge drafts do not fill the memory, and small ones stay.
func TestEarlierRevisionsAreBounded(t *testing.T) {
	var e earlier
	huge := reply.Draft{Revision: 1, Body: gongwen.Parse(strings.Repeat("甲", reply.MaxText), gongwen.Source{})}
	lines := reply.Draft{Revision: 1, Body: gongwen.Parse(strings.Repeat("甲\n", reply.MaxText/2), gongwen.Source{})}
	for i := range 200 {
		e.put(draftKey{1, i}, huge)
		e.put(draftKey{2, i}, lines)
	}
	total := 0
	for _, d := range e.kept {
		total += weight(d)
	}
	if total > maxEarlierCharacters+weight(lines) || total != e.characters || len(e.kept) != len(e.order) {
		t.Errorf("%d drafts of %d characters are kept, counted as %d", len(e.kept), total, e.characters)
	}
	small := reply.Draft{Revision: 1, Body: gongwen.Parse("甲", gongwen.Source{})}
	for i := range 2 * maxEarlier {
		e.put(draftKey{3, i}, small)
	}
	if len(e.kept) != maxEarlier || e.characters != maxEarlier*weight(small) {
		t.Errorf("of small drafts %d are kept, %d characters", len(e.kept), e.characters)
	}
}
