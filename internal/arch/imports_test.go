package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// checkImports holds every Go file below fsys against rooms and modules.
func checkImports(t *testing.T, fsys fs.FS) (findings []string) {
	files := goFiles(t, fsys)
	for _, dir := range sortedKeys(files) {
		r, known := rooms[dir]
		for _, name := range files[dir] {
			if !known {
				findings = append(findings, fmt.Sprintf("%s: %s is not a room of this house", name, dir))
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, read(t, fsys, name), 0)
			if err != nil {
				t.Fatal(err)
			}
			test := strings.HasSuffix(name, "_test.go")
			for _, i := range f.Imports {
				p, _ := strconv.Unquote(i.Path.Value)
				if !mayImport(dir, r, p, test) {
					findings = append(findings, fmt.Sprintf("%s: %s may not import %s", name, dir, strings.TrimPrefix(p, "dafu/")))
				}
			}
			if r.pure && !test {
				for _, call := range clockCalls(f) {
					findings = append(findings, fmt.Sprintf("%s: %s may not call time.%s", name, dir, call))
				}
			}
		}
	}
	return findings
}

// mayImport decides on one import line. Tests may use the whole standard
// library: they read golden files and start other programs.
func mayImport(dir string, r room, imported string, test bool) bool {
	if own, ok := strings.CutPrefix(imported, "dafu/"); ok {
		return own == dir || slices.Contains(r.may, own) || test && slices.Contains(r.testsMay, own)
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return test || !r.pure || !within(imported, outside)
	}
	for module, users := range modules {
		if within(imported, []string{module}) {
			return slices.Contains(users, dir)
		}
	}
	return test && within(imported, testModules)
}

// within reports whether the package is one of those named or lies below one.
func within(pkg string, named []string) bool {
	return slices.ContainsFunc(named, func(n string) bool { return pkg == n || strings.HasPrefix(pkg, n+"/") })
}

func clockCalls(f *ast.File) (calls []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if pkg, ok := s.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains(clock, s.Sel.Name) {
			calls = append(calls, s.Sel.Name)
		}
		return true
	})
	return calls
}
