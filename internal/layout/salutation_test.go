package layout

import (
	"slices"
	"strings"
	"testing"
)

// TestASalutationBreaksBetweenNames: the row of twenty who signed together stands
// flush left and no name is parted at a line's end (faults U7).
func TestASalutationBreaksBetweenNames(t *testing.T) {
	var names []string
	for _, r := range "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉" {
		names = append(names, strings.Repeat("王", len(names)%3)+"建"+string(r))
	}
	row := strings.Join(names, "、") + "委员："
	text := strings.Replace(shortText, "杨建林委员：", row, 1)
	if text == shortText {
		t.Fatal("the text has another salutation")
	}
	p := mustSet(t, letterOf(text), Options{})
	lines := elements(p, ElementAddressee)
	if len(lines) < 3 {
		t.Fatalf("%d lines", len(lines))
	}
	var whole string
	for i, l := range lines {
		words := string(runesOf(l.Line))
		whole += words
		if leftOf(l.Line) > textLeft+2*hair+1 {
			t.Errorf("line %d begins at %.1f mm", i+1, leftOf(l.Line)/MM)
		}
		for name := range strings.SplitSeq(strings.TrimSuffix(words, "、"), "、") {
			if !slices.Contains(names, strings.TrimSuffix(name, "委员：")) {
				t.Errorf("line %d has %q, which is no whole name", i+1, name)
			}
		}
	}
	if whole != row {
		t.Errorf("the salutation reads %s", whole)
	}
}
