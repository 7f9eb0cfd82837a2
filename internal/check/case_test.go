package check

import (
	"testing"

	"dafu/internal/calendar"
	"dafu/internal/reply"
	"dafu/internal/sample"
)

// What the service has becomes the same case as what a file says.
func TestOfCase(t *testing.T) {
	m := sample.Real()
	department := func(id int64, i int) reply.Department {
		d := m.File.Departments[i]
		return reply.Department{ID: id, FullName: d.FullName, ShortName: d.ShortName}
	}
	lead, education, market := department(1, 0), department(3, 2), department(2, 1)
	gone := reply.Department{ID: 9, FullName: "云南省科学技厅", Disabled: true}
	c := OfCase(m.File.Case(), lead, []reply.Department{market, education}, []reply.Department{lead, market, education, gone})
	in := Input{Text: m.Printed, Case: c, Today: calendar.Date{Year: 2024, Month: 6, Day: 1}}
	fromCase := Run(in)
	in.Case = OfFile(m.File)
	fromFile := Run(in)
	if len(fromCase) != len(fromFile) {
		t.Fatalf("%d findings, from the file %d", len(fromCase), len(fromFile))
	}
	for i, f := range fromCase {
		g := fromFile[i]
		if f.Rule == 26 { // the letter is printed with the registered name
			if f.Severity != Advice || g.Severity != Error {
				t.Errorf("the 署名 that is not printed is %s, from the file %s", f.Severity, g.Severity)
			}
			continue
		}
		if f.Rule != g.Rule || f.Start != g.Start || f.Severity != g.Severity {
			t.Errorf("found %+v, from the file %+v", f, g)
		}
	}
}

func TestCaseWithoutLetter(t *testing.T) {
	c := exampleCase()
	c.HandlingClass = ""
	c.CoHandlers[0].Work = &CoWork{}
	var rules []int
	for _, f := range Run(Input{Case: c}) {
		if f.Block != -1 || f.Line != 1 || f.Column != 1 {
			t.Errorf("has a place: %+v", f)
		}
		rules = append(rules, f.Rule)
	}
	if len(rules) != 2 || rules[0] != 40 || rules[1] != 44 {
		t.Errorf("found %v", rules)
	}
}
