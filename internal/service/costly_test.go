package service_test

import (
	"context"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/pdf"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// takesLong are the functions of other rooms that cost more than a look: they
// trace, compare, merge, check or parse whole texts.
var takesLong = map[string]string{
	"gongwen": "Retrace Reconcile Compare Follow FollowBlocks Parse ParseLines",
	"merge":   "Follow Remake Finish Compare Standing Unused Suggest SuggestUnder Difference",
	"check":   "Run Fix Align",
	"reply":   "FollowComments FollowResponses FindWords ReadPhrases",
}

// opensAWrite are the functions whose closures run in a write.
var opensAWrite = []string{"write", "rehearsed", "act", "weighed", "change", "general", "system", "perform", "storing", "keepRegistry", "signOff"}

// calls is what a piece of code calls beside costly steps.
func calls(of ast.Node) (own []string, slow []string) {
	ast.Inspect(of, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch f := call.Fun.(type) {
		case *ast.Ident:
			if f.Name == "costly" {
				return false
			}
			own = append(own, f.Name)
		case *ast.SelectorExpr:
			if on, ok := f.X.(*ast.Ident); ok && slices.Contains(strings.Fields(takesLong[on.Name]), f.Sel.Name) {
				slow = append(slow, on.Name+"."+f.Sel.Name)
			}
			if on, ok := f.X.(*ast.SelectorExpr); ok && on.Sel.Name == "press" {
				slow = append(slow, "press."+f.Sel.Name)
			}
			if on, ok := f.X.(*ast.Ident); !ok || on.Name != "tx" { // the store's are named like the use cases
				own = append(own, f.Sel.Name)
			}
		}
		return true
	})
	return own, slow
}

// Nothing that takes long can be reached from the closure of a write but through
// costly, which does not carry it out there.
func TestNothingCostlyIsReachedFromAWrite(t *testing.T) {
	bodies := map[string][]ast.Node{} // by name, whoever's method it is
	var roots []ast.Node
	for _, f := range sources(t) {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			bodies[fn.Name.Name] = append(bodies[fn.Name.Name], fn.Body)
			ast.Inspect(fn, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				on, ok := call.Fun.(*ast.SelectorExpr)
				if ok && slices.Contains(opensAWrite, on.Sel.Name) {
					for _, a := range call.Args {
						if fn, ok := a.(*ast.FuncLit); ok {
							roots = append(roots, fn)
						}
					}
				}
				return true
			})
		}
	}
	if len(roots) < 40 {
		t.Fatalf("only %d closures of writes were found", len(roots))
	}
	way := map[string]string{}
	var visit func(n ast.Node, from string)
	visit = func(n ast.Node, from string) {
		own, slow := calls(n)
		for _, one := range slow {
			t.Errorf("a write reaches %s:%s", one, from)
		}
		for _, name := range own {
			if _, seen := way[name]; seen || bodies[name] == nil || slices.Contains(opensAWrite, name) {
				continue
			}
			way[name] = from + " " + name
			for _, body := range bodies[name] {
				visit(body, way[name])
			}
		}
	}
	for _, r := range roots {
		visit(r, "")
	}
	if len(way) < 50 {
		t.Errorf("only %d functions were followed: %v", len(way), slices.Sorted(maps.Keys(way)))
	}
}

// watchedPress fails the test if it is asked to work while a write is open.
type watchedPress struct {
	service.Press
	t    *testing.T
	open *bool
}

func (p watchedPress) watch(what string) {
	p.t.Helper()
	if *p.open {
		p.t.Errorf("the press is asked to %s inside a write", what)
	}
}

func (p watchedPress) Set(l gongwen.Letter, o layout.Options) (service.Setting, error) {
	p.watch("set")
	return p.Press.Set(l, o)
}

func (p watchedPress) Relabel(pdf []byte, props service.Properties) ([]byte, error) {
	p.watch("relabel")
	return p.Press.Relabel(pdf, props)
}

func (p watchedPress) Seal(name string, trial bool, diameter float64) (service.Seal, error) {
	p.watch("draw a seal")
	return p.Press.Seal(name, trial, diameter)
}

// Prints is asked for each character of a text that is checked.
func (p watchedPress) Prints(r rune) bool {
	p.watch("check a text")
	return p.Press.Prints(r)
}

// watchedStore knows whether a write is open.
type watchedStore struct {
	service.Store
	open   *bool
	before func() // called before each write, with the lock free
}

func (s watchedStore) Write(ctx context.Context, fn func(service.Tx) error) error {
	if s.before != nil {
		s.before()
	}
	return s.Store.Write(ctx, func(tx service.Tx) error {
		*s.open = true
		defer func() { *s.open = false }()
		return fn(tx)
	})
}

// The whole way of a case, and its by-ways, without the press in a write.
func TestThePressDoesNotWorkInsideAWrite(t *testing.T) {
	s := newStage(t)
	open := false
	s.shop, s.press = watchedStore{Store: s.store, open: &open}, watchedPress{pdf.New(faces), t, &open}
	s.wire(s.signer)
	id, l := s.issued()
	s.must2(s.PrintUnsealed(s.ctx, s.head(), l.ID))
	s.must(s.Revise(s.ctx, s.head(), id, "数据有误"))
	page, err := s.Case(s.ctx, s.drafter(), id)
	s.must(err)
	text := page.Draft.Body.Text()
	first, err := s.SaveText(s.ctx, s.drafter(), id, service.TextInput{Base: page.Draft.Revision, Text: strings.Replace(text, "智库", "新智库", 1)})
	s.must(err)
	both, err := s.SaveText(s.ctx, s.drafter(), id, service.TextInput{Base: page.Draft.Revision, Text: text + "联系人另告。\n"})
	s.must(err)
	if !both.Merged || both.Draft.Revision != first.Draft.Revision+1 {
		t.Errorf("put together: %+v", both.Draft.Revision)
	}
	s.must2(s.Restore(s.ctx, s.drafter(), id, page.Draft.Revision, both.Draft.Revision))
	v, err := s.Check(s.ctx, s.head(), id)
	s.must(err)
	for _, f := range v.Checkup.Findings {
		_ = s.LeaveFinding(s.ctx, s.drafter(), id, f.Key, nil)
		_ = s.OverruleFindings(s.ctx, s.head(), id, []string{f.Key}, "原文如此")
	}
	s.must(s.WriteCommentOn(s.ctx, s.drafter(), id, "杨建林", service.CommentInput{Words: "好", Audience: reply.ForAll}))
}

// Others save between the work and the write: it is done again, and where they
// never stop, the words come back as stale.
func TestWorkThatIsOvertakenIsDoneAgain(t *testing.T) {
	for name, tt := range map[string]struct {
		times int
		code  reply.Code
	}{"once": {1, 0}, "always": {1000, reply.Stale}} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			id, revision := s.untalked()
			other, open, left := s.Service, false, tt.times
			in := s.input()
			page, err := s.Case(s.ctx, s.drafter(), id)
			s.must(err)
			s.shop = watchedStore{Store: s.store, open: &open, before: func() {
				if left--; left < 0 {
					return
				}
				in.Title += "的"
				s.must(other.EditCase(s.ctx, s.drafter(), id, page.Case.Revision+tt.times-left-1, in))
			}}
			s.wire(s.signer)
			got, err := s.SaveDraft(s.ctx, s.drafter(), id, revision, s.m.Lead+"联系人另告。\n")
			if reply.CodeOf(err) != tt.code || err == nil && got != revision+1 {
				t.Errorf("saved as %d: %v", got, err)
			}
		})
	}
}
