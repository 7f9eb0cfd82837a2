package check

import (
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

// Every rule finds its wrong examples and leaves its right ones alone.
func TestExamples(t *testing.T) {
	for _, r := range Rules() {
		for _, e := range r.Wrong {
			if got := only(Run(e.Input()), r.ID); len(got) == 0 {
				t.Errorf("rule %d %s does not find %q (%s)", r.ID, r.Title, e.Text, e.Given)
			}
		}
		for _, e := range r.Right {
			for _, f := range only(Run(e.Input()), r.ID) {
				t.Errorf("rule %d %s complains of %q (%s): %s: %s", r.ID, r.Title, e.Text, e.Given, f.Text, f.Message)
			}
		}
	}
}

// What is given as right is right in every other way too: it must not teach a
// reader something wrong. What a rule needs to show is spared.
func TestRightExamplesHaveNoOtherErrors(t *testing.T) {
	for _, r := range Rules() {
		for _, e := range r.Right {
			for _, f := range Run(e.Input()) {
				if f.Severity == Error && f.Block >= 0 && f.Rule != 45 && f.Rule != 42 && !tolerated[e.Text] {
					t.Errorf("right example of rule %d, %q: rule %d complains of %q: %s", r.ID, e.Text, f.Rule, f.Text, f.Message)
				}
			}
		}
	}
}

// tolerated are right examples that must break another rule to be near misses.
var tolerated = map[string]bool{}

func TestEveryRuleIsComplete(t *testing.T) {
	rules := Rules()
	if len(rules) < 50 {
		t.Fatalf("%d rules", len(rules))
	}
	fixable := map[int]bool{}
	for _, id := range []int{3, 4, 10, 11, 12, 13, 15, 19, 20, 22, 25, 30, 31, 34, 51, 53} {
		fixable[id] = true
	}
	for i, r := range rules {
		if r.ID != i+1 || r.Title == "" || r.About == "" || r.Source == "" || r.find == nil {
			t.Errorf("rule %d is not complete: %+v", i+1, r)
		}
		if len(r.Wrong) < 5 || len(r.Right) < 5 {
			t.Errorf("rule %d has %d wrong and %d right examples", r.ID, len(r.Wrong), len(r.Right))
		}
		if r.Fixable != fixable[r.ID] {
			t.Errorf("rule %d: fixable is %v", r.ID, r.Fixable)
		}
		for _, e := range append(r.Wrong, r.Right...) {
			if (e.Given == "") != (e.set == nil) || strings.TrimSpace(e.Text) == "" {
				t.Errorf("rule %d: example %q does not say what is given", r.ID, e.Text)
			}
		}
	}
}

// A fix is offered by the fixable rules and mends what it is about.
func TestFixesOfExamples(t *testing.T) {
	for _, r := range Rules() {
		for _, e := range r.Wrong {
			in := e.Input()
			for _, f := range only(Run(in), r.ID) {
				if (f.Fix != nil) != r.Fixable || (f.Fix != nil) != (len(f.Edits) > 0) {
					t.Errorf("rule %d, %q: fix %v, edits %v", r.ID, e.Text, f.Fix, f.Edits)
				}
			}
			if !r.Fixable {
				continue
			}
			in.Text, _ = Apply(in.Text, only(Run(in), r.ID))
			for _, f := range only(Run(in), r.ID) {
				t.Errorf("rule %d, %q: fixed to %q, which has %q: %s", r.ID, e.Text, in.Text, f.Text, f.Message)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	text := "王建林委员：\r\n\r\n  感谢您的 关心,支持。\n为企业开设专用帐户。\n"
	want := map[int]Finding{
		10: {Line: 3, Column: 10, Text: ",", Block: 1, From: 6},
		31: {Line: 4, Column: 8, Text: "帐户", Block: 2, From: 7},
	}
	for _, f := range Run(Input{Text: text}) {
		w, known := want[f.Rule]
		if !known {
			continue
		}
		delete(want, f.Rule)
		if f.Line != w.Line || f.Column != w.Column || f.Text != w.Text || f.Block != w.Block || f.From != w.From {
			t.Errorf("rule %d stands at %d:%d %q, block %d character %d", f.Rule, f.Line, f.Column, f.Text, f.Block, f.From)
		}
		if got := string([]rune(text)[f.Start:f.End]); got != f.Text {
			t.Errorf("rule %d: %q stands at its place, not %q", f.Rule, got, f.Text)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

func TestDocumentKeepsItsSources(t *testing.T) {
	d := gongwen.Parse("我省的的养老服务水平不断提高。", gongwen.Source{Department: 7, Revision: 2})
	findings := Run(Input{Document: &d})
	if len(findings) != 1 || findings[0].Rule != 30 {
		t.Fatalf("found %+v", findings)
	}
	text, n := Apply(d.Text(), findings)
	if n != 1 || text != "我省的养老服务水平不断提高。\n" {
		t.Errorf("%d fixed: %q", n, text)
	}
}

// What is accepted stays quiet while the text is edited elsewhere, and only there.
func TestAcceptedAdviceStaysQuiet(t *testing.T) {
	before := Run(Input{Text: "为企业开设专用帐户。\n感谢您的关心,支持。"})
	accepted := map[string]bool{}
	for _, f := range before {
		accepted[f.Key] = true
	}
	after := Quiet(Run(Input{Text: "一、工作情况\n为企业开设专用帐户。\n感谢您的关心,支持。\n为群众开设帐户。"}), accepted)
	var rules []int
	for _, f := range after {
		rules = append(rules, f.Rule)
	}
	if len(rules) != 2 || rules[0] != 10 || rules[1] != 31 || after[1].Line != 4 {
		t.Errorf("left: %+v", after)
	}
}

func only(all []Finding, rule int) (out []Finding) {
	for _, f := range all {
		if f.Rule == rule {
			out = append(out, f)
		}
	}
	return out
}
