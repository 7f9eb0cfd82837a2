// Package arch holds tests of the rules that keep the rooms apart. They read
// the source files themselves: a test that asks the go command can pass from
// the cache after a forbidden import.
package arch

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

var root = os.DirFS("../..")

func TestEveryRoomImportsOnlyWhatItMay(t *testing.T) {
	report(t, checkImports(t, root))
}

func TestArchitectureNamesExactlyTheRoomsThereAre(t *testing.T) {
	report(t, checkMap(t, root))
}

func TestArchitectureNamesEveryDirectDependency(t *testing.T) {
	report(t, checkDependencies(t, root))
}

// A face under the GPL must stay a file beside the program.
func TestNoFaceIsCompiledIn(t *testing.T) {
	report(t, checkEmbeds(t, root))
}

func report(t *testing.T, findings []string) {
	t.Helper()
	for _, f := range findings {
		t.Error(f)
	}
}

// Each folder under testdata is a small tree that breaks one rule.
func TestTheRulesNoticeABreach(t *testing.T) {
	checks := map[string]func(*testing.T, fs.FS) []string{
		"imports": checkImports, "map": checkMap, "dependencies": checkDependencies, "embeds": checkEmbeds,
	}
	for _, tc := range []struct{ tree, check, want string }{
		{"core-imports-service", "imports", "internal/gongwen/x.go: internal/gongwen may not import internal/service"},
		{"core-reads-clock", "imports", "internal/reply/x.go: internal/reply may not call time.Now"},
		{"core-reads-disk", "imports", "internal/layout/x.go: internal/layout may not import os"},
		{"service-imports-adapter", "imports", "internal/service/x.go: internal/service may not import internal/store"},
		{"adapter-imports-adapter", "imports", "internal/pdf/x.go: internal/pdf may not import internal/sign"},
		{"gin-in-service", "imports", "internal/service/x.go: internal/service may not import github.com/gin-gonic/gin"},
		{"gorm-in-web", "imports", "internal/web/x.go: internal/web may not import gorm.io/gorm/clause"},
		{"unknown-library", "imports", "internal/web/x.go: internal/web may not import example.org/helper"},
		{"unknown-room", "imports", "internal/util/x.go: internal/util is not a room of this house"},
		{"test-imports-adapter", "imports", "internal/sign/x_test.go: internal/sign may not import internal/store"},
		{"room-not-named", "map", "ARCHITECTURE.md does not name `internal/store`"},
		{"room-gone", "map", "ARCHITECTURE.md names `internal/mail`, which does not exist"},
		{"dependency-not-named", "dependencies", "ARCHITECTURE.md does not say what github.com/gin-gonic/gin saves us"},
		{"font-embedded", "embeds", "internal/typeface/x.go: //go:embed faces/*.ttf"},
	} {
		t.Run(tc.tree, func(t *testing.T) {
			got := checks[tc.check](t, os.DirFS(path.Join("testdata", tc.tree)))
			if len(got) != 1 || got[0] != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// goFiles returns the Go files by room, with slashes, testdata left out.
func goFiles(t *testing.T, fsys fs.FS) map[string][]string {
	files := map[string][]string{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(name, ".go") {
			files[path.Dir(name)] = append(files[path.Dir(name)], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func read(t *testing.T, fsys fs.FS, name string) string {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
