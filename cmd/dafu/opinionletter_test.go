package main

import (
	"testing"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/layout"
	"dafu/internal/measure"
	"dafu/internal/reply"
	"dafu/internal/sample"
)

// The letters that the real co-handlers would have sent keep to the standard's
// measures of 信函格式, sealed or not.
func TestOpinionLettersUnderTheRuler(t *testing.T) {
	t.Parallel()
	m := sample.Real()
	faces, err := openFaces("")
	if err != nil {
		t.Fatal(err)
	}
	lead, _ := m.File.Department(m.File.Lead)
	for _, o := range m.Opinions {
		d, _ := m.File.Department(o.Department)
		own := reply.Department{ID: 2, FullName: d.FullName, ShortName: d.ShortName, OpinionPrefix: d.NumberPrefix}
		letter := reply.ComposeOpinion(m.File.Case(), own, reply.Department{ID: 1, FullName: lead.FullName},
			reply.Contribution{DepartmentID: 2, Revision: 1, Opinion: o.Opinion}, nil,
			reply.DocNumber(own.OpinionPrefix, 2024, 5), calendar.Date{Year: 2024, Month: time.May, Day: 12})
		for _, sealed := range []bool{true, false} {
			letter.Sealed = sealed
			pages, err := layout.Set(letter, faces, layout.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if (pages.Seal != nil) != sealed {
				t.Errorf("%s: a place for the seal: %v, want %v", d.ShortName, pages.Seal != nil, sealed)
			}
			for _, one := range measure.Letter(letter, pages, faces, layout.Options{}) {
				if !one.Holds {
					t.Errorf("%s: %s·%s 第%d面：%s，得%.2f（%s）", d.ShortName, one.Element, one.Name, one.Page, one.Asked, one.Found, one.Near)
				}
			}
		}
	}
}
