package gongwen

import (
	"strings"
	"testing"
)

// What somebody has said of a line goes with it: when it is edited, moved,
// numbered anew; it goes away with the line.
func TestWhatWasSaidOfALineGoesWithIt(t *testing.T) {
	const text = "张三委员：\n提案收悉。\n我局会同有关部门认真办理了您的提案。\n停车难一直困扰着群众。\n某市教育局\n2024年6月7日\n"
	d := Parse(text, lead).WithHand(3, PartProposal)
	if d.Blocks[3].Kind != Proposal || d.Blocks[4].Kind != Signatory || d.Text() != text {
		t.Fatalf("said: %s", tree(d))
	}
	for name, edited := range map[string]string{
		"the line edited":      strings.Replace(text, "一直困扰", "长期困扰", 1),
		"another line edited":  strings.Replace(text, "认真", "", 1),
		"a line put in above":  strings.Replace(text, "提案收悉。", "提案收悉。\n感谢您。", 1),
		"the line moved":       strings.Replace(strings.Replace(text, "停车难一直困扰着群众。\n", "", 1), "提案收悉。", "停车难一直困扰着群众。\n提案收悉。", 1),
		"blank lines and more": strings.ReplaceAll(text, "\n", " \n\n"),
	} {
		again := Retrace(d, edited, editor)
		n := 0
		for _, b := range again.Blocks {
			if b.Hand == PartProposal && b.Kind == Proposal && strings.Contains(b.Text(), "困扰着群众") {
				n++
			} else if b.Hand != NoPart {
				t.Errorf("%s: %q is said to be %s", name, b.Text(), b.Hand)
			}
		}
		if n != 1 {
			t.Errorf("%s: %s", name, tree(again))
		}
	}
	gone := Retrace(d, strings.Replace(text, "停车难一直困扰着群众。\n", "", 1), editor)
	if gone.handed() {
		t.Errorf("said of a line that is gone: %s", tree(gone))
	}
	if back := d.WithHand(3, NoPart); back.handed() || back.Blocks[3].Kind != Paragraph {
		t.Errorf("taken back: %s", tree(back))
	}
}

// A heading that is said to be text, and text that is said to be a note, keep
// their words and numbers.
func TestSaidOtherwiseALineKeepsItsWords(t *testing.T) {
	const text = "一、工作开展情况\n已办理。\n1.第一项\n联系人：李五\n"
	d := Parse(text, lead)
	for i := range d.Blocks {
		for _, p := range Parts() {
			said := d.WithHand(i, p)
			if said.Text() != text {
				t.Errorf("line %d as %s: %q", i, p, said.Text())
			}
			if k := said.Blocks[i].Kind; k != p.kind() && !(k.Text() && p.kind() == Paragraph) {
				t.Errorf("line %d as %s is of kind %d", i, p, k)
			}
		}
	}
	if said := d.WithHand(0, PartItem); said.Blocks[0].Kind != Paragraph || said.Blocks[0].Number.Style != HanComma {
		t.Errorf("a heading said to be an item: %+v", said.Blocks[0])
	}
}
