package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"dafu/templates"
)

// comparedTypes says of which types the words are that a screen compares a field
// with, by the end of the field's path; the longest that fits counts. An entry may
// be the end of a type's name (State: LetterState too).
var comparedTypes = []struct {
	field string
	types []string
}{
	{"Case.State", []string{"reply.State"}},
	{"Letter.State", []string{"reply.LetterState"}},
	{"State", []string{"reply.*State"}},
	{"Stage", []string{"reply.Stage"}},
	{"Standing", []string{"reply.Standing"}},
	{"Decision.Verdict", []string{"reply.Verdict"}},
	{"Verdict", []string{"service.Verdict"}},
	{"Entry.Part", []string{"merge.Part"}},
	{"Needs", []string{"check.Need"}},
	{"Severity", []string{"check.Severity"}},
}

// A word that is typed wrong in a screen breaks nothing: the button is never shown.
func TestEveryActAndStateNamedInATemplateExists(t *testing.T) {
	known := constantsByType(t, "reply", "service", "merge", "check")
	acts, compared := 0, 0
	eachCommand(t, func(file string, c *parse.CommandNode) {
		name, words := commandWords(c)
		switch name {
		case "can":
			if len(words) == 0 {
				t.Errorf("%s: %s: an act that is no word cannot be looked up by this test", file, c)
			}
			for _, word := range words {
				acts++
				if !slices.Contains(known["reply.Act"], word) {
					t.Errorf("%s: %s: there is no act %q", file, c, word)
				}
			}
		case "eq", "ne":
			types := typesOf(c)
			for _, word := range words {
				if types == nil {
					continue
				}
				compared++
				if !isWordOf(known, types, word) {
					t.Errorf("%s: %s: %q is no word of %s", file, c, word, strings.Join(types, ", "))
				}
			}
		}
	})
	if acts < 15 || compared < 30 {
		t.Errorf("found %d acts and %d compared words: the screens are not read any more", acts, compared)
	}
}

// isWordOf reports whether one of the types, reply.*State meaning all that end
// so, has a constant of this value.
func isWordOf(known map[string][]string, types []string, word string) bool {
	for _, pattern := range types {
		for name, words := range known {
			if fits, _ := path.Match(pattern, name); fits && slices.Contains(words, word) {
				return true
			}
		}
	}
	return false
}

// typesOf returns whose words the field is compared with, nil if that field has none.
func typesOf(c *parse.CommandNode) []string {
	if len(c.Args) < 2 {
		return nil
	}
	field := "." + strings.TrimPrefix(c.Args[1].String(), "$")
	for _, row := range comparedTypes {
		if strings.HasSuffix(field, "."+row.field) {
			return row.types
		}
	}
	return nil
}

// commandWords returns the function that a command calls and the words that it is given.
func commandWords(c *parse.CommandNode) (name string, words []string) {
	function, ok := c.Args[0].(*parse.IdentifierNode)
	if !ok {
		return "", nil
	}
	for _, arg := range c.Args[1:] {
		if word, ok := arg.(*parse.StringNode); ok {
			words = append(words, word.Text)
		}
	}
	return function.Ident, words
}

// constantsByType returns the string constants of each named type of these packages,
// by package and type: reply.Act → view-case, …
func constantsByType(t *testing.T, packages ...string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, name := range packages {
		files, err := filepath.Glob("../" + name + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("no sources of %s: %v", name, err)
		}
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				if !ok {
					return true
				}
				typ, ok := spec.Type.(*ast.Ident)
				if !ok {
					return true
				}
				for _, value := range spec.Values {
					if lit, ok := value.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						word, _ := strconv.Unquote(lit.Value)
						out[name+"."+typ.Name] = append(out[name+"."+typ.Name], word)
					}
				}
				return true
			})
		}
	}
	return out
}

// eachCommand visits every command of every screen, those in brackets too.
func eachCommand(t *testing.T, visit func(file string, c *parse.CommandNode)) {
	t.Helper()
	files, err := fs.Glob(templates.Pages, "page/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := fs.ReadFile(templates.Pages, file)
		if err != nil {
			t.Fatal(err)
		}
		tree := parse.New(file)
		tree.Mode = parse.SkipFuncCheck
		trees := map[string]*parse.Tree{}
		if _, err := tree.Parse(string(text), "", "", trees); err != nil {
			t.Fatal(err)
		}
		trees[file+" itself"] = tree
		for _, one := range trees {
			if one.Root != nil {
				walkTemplate(one.Root, func(c *parse.CommandNode) { visit(file, c) })
			}
		}
	}
}

// walkTemplate calls visit for each command below n.
func walkTemplate(n parse.Node, visit func(*parse.CommandNode)) {
	branch := func(b *parse.BranchNode) {
		walkTemplate(b.Pipe, visit)
		walkTemplate(b.List, visit)
		if b.ElseList != nil {
			walkTemplate(b.ElseList, visit)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, one := range n.Nodes {
			walkTemplate(one, visit)
		}
	case *parse.ActionNode:
		walkTemplate(n.Pipe, visit)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			walkTemplate(n.Pipe, visit)
		}
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			walkTemplate(c, visit)
		}
	case *parse.CommandNode:
		visit(n)
		for _, arg := range n.Args {
			walkTemplate(arg, visit)
		}
	case *parse.ChainNode:
		walkTemplate(n.Node, visit)
	}
}
