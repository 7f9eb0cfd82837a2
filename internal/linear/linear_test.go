package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// countedPackages is what has counters: the whole program, and the libraries that read and
// write text for it. What is written in assembler (the search for a byte, copying)
// has none: a step that does nothing but that again and again is not seen.
const countedPackages = "dafu/internal/...,strings,bytes,slices,sort,unicode,unicode/utf8,unicode/utf16,maps,bufio," +
	"encoding/xml,encoding/csv,encoding/json,encoding/hex,archive/zip,compress/flate," +
	"golang.org/x/text/...,github.com/jung-kurt/gofpdf,github.com/xuri/excelize/v2"

// dir holds the program and what it counts.
var dir string

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "linear"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// build makes the program with counters, once.
var build = sync.OnceValues(func() (string, error) {
	program := filepath.Join(dir, "linear")
	b, err := exec.Command("go", "build", "-cover", "-covermode=atomic", "-coverpkg="+countedPackages, "-o", program, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building: %w\n%s", err, b)
	}
	return program, nil
})

// run runs the program and returns what it says.
func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	program, err := build()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "GOCOVERDIR="+dir)
	out, err := c.CombinedOutput()
	return string(out), err
}

// No step may work more than in proportion to its text. Here the quick steps take some
// kinds of characters, and every step some pairs of them; DAFU_LINEAR=all (make linear)
// takes each kind and each pair, and longer texts.
func TestWorkGrowsWithTheText(t *testing.T) {
	tries := [][]string{
		{"-n", "300", "-parts", "4", "-texts", `^[^+…]*$`, "-steps", `^(clean|parse|columns|stretches|check|lay out as typed|entries|merge|docx|csv|verify|case file)$`},
		{"-n", "300", "-parts", "60"},
	}
	if os.Getenv("DAFU_LINEAR") == "all" {
		tries = [][]string{{"-n", "700"}, {"-n", "300", "-pairs"}}
	}
	for _, args := range tries {
		out, err := run(t, args...)
		if err != nil {
			t.Errorf("%q: %v\n%s", args, err, out)
		}
		t.Log(out)
	}
}

// Loops that were broken on purpose are found: one that takes no memory, one that
// only copies.
func TestSlowStepsAreFound(t *testing.T) {
	out, err := run(t, "-broken", "-n", "500", "-texts", "^han$")
	for _, want := range []string{"SLOW spins, han", "broken.go:", "SLOW copies, han", "bytes of the heap"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in (%v):\n%s", want, err, out)
		}
	}
	if err == nil {
		t.Error("the program is content")
	}
}
