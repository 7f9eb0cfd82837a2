package layout

import (
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// 份号 in row 1 and 紧急程度 below it stand flush left, beside the marks at the
// right (GB/T 9704-2012 7.2.1, 7.2.3); in 信函格式 below the first double rule.
func TestTheLeftCorner(t *testing.T) {
	for name, form := range map[string]gongwen.Form{"文件格式": gongwen.FileForm, "信函格式": gongwen.LetterForm} {
		t.Run(name, func(t *testing.T) {
			l := sampleLetter(t)
			l.Form, l.CopyNumber, l.Urgency = form, "000001", "加急"
			p := mustSet(t, l, Options{})
			number, urgency := elements(p, ElementCopyNumber)[0], elements(p, ElementUrgency)[0]
			near(t, "份号's left edge", leftOf(number.Line), 28)
			near(t, "紧急程度's left edge", leftOf(urgency.Line), 28)
			near(t, "紧急程度 one row below", urgency.Runs[0].Y-number.Runs[0].Y, 29.6/MM)
			beside := ElementClass
			if form == gongwen.LetterForm {
				beside = ElementDocNumber
			}
			near(t, "份号 level with what stands at the right", number.Runs[0].Y-elements(p, beside)[0].Runs[0].Y, 0)
			if g, ok := shippedFaces().Glyph(typeface.HeiTi, '急'); !ok || urgency.Runs[0].Face != g.Face {
				t.Error("紧急程度 is not set in 黑体")
			}
			if pages, plain := len(p.Pages), len(mustSet(t, sampleLetter(t), Options{}).Pages); form == gongwen.FileForm && pages != plain {
				t.Errorf("%d pages, without the marks %d", pages, plain)
			}
		})
	}
}
