package arch

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

var roomName = regexp.MustCompile("`((?:internal|cmd)/[a-z0-9_]+|templates)`")

// checkMap compares the rooms that ARCHITECTURE.md names with those there are.
func checkMap(t *testing.T, fsys fs.FS) (findings []string) {
	there, named := goFiles(t, fsys), map[string]bool{}
	for _, m := range roomName.FindAllStringSubmatch(read(t, fsys, "ARCHITECTURE.md"), -1) {
		named[m[1]] = true
	}
	for _, dir := range sortedKeys(there) {
		if !named[dir] {
			findings = append(findings, fmt.Sprintf("ARCHITECTURE.md does not name `%s`", dir))
		}
	}
	for _, name := range sortedKeys(named) {
		if len(there[name]) == 0 {
			findings = append(findings, fmt.Sprintf("ARCHITECTURE.md names `%s`, which does not exist", name))
		}
	}
	return findings
}

var required = regexp.MustCompile(`(?m)^(?:require|tool)? *\t?([a-z0-9.-]+\.[a-z]+/\S+)(?: v\S+)?$`)

// checkDependencies wants every direct requirement and tool of go.mod in
// ARCHITECTURE.md, in backticks.
func checkDependencies(t *testing.T, fsys fs.FS) (findings []string) {
	text := read(t, fsys, "ARCHITECTURE.md")
	for _, m := range required.FindAllStringSubmatch(read(t, fsys, "go.mod"), -1) {
		if !strings.Contains(text, "`"+m[1]+"`") {
			findings = append(findings, fmt.Sprintf("ARCHITECTURE.md does not say what %s saves us", m[1]))
		}
	}
	return findings
}

// checkEmbeds finds faces in go:embed lines.
func checkEmbeds(t *testing.T, fsys fs.FS) (findings []string) {
	for _, names := range goFiles(t, fsys) {
		for _, name := range names {
			for line := range strings.Lines(read(t, fsys, name)) {
				line = strings.TrimSpace(line)
				if strings.HasPrefix(line, "//go:embed") && embedsFace(line) {
					findings = append(findings, name+": "+line)
				}
			}
		}
	}
	return findings
}

func embedsFace(line string) bool {
	for _, ending := range []string{".ttf", ".otf", ".ttc", "fonts"} {
		if strings.Contains(strings.ToLower(line), ending) {
			return true
		}
	}
	return false
}
