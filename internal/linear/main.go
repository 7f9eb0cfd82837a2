// Command linear counts the work that each step of the program does on texts that
// nobody would write, and fails where the work grows faster than the text. It must
// be built for counting (see linear_test.go): every basic block of the program and
// of the libraries that read or write text then has a counter of its own.
//
// Nothing here is timed. A loop that runs too often is seen in its own counter, even
// where the step around it does a thousand times as much.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
)

func main() {
	var r runner
	var only, shapes string
	flag.IntVar(&r.n, "n", 1000, "characters of the smaller text")
	flag.BoolVar(&r.pairs, "pairs", false, "each pair of kinds, not each kind by itself and the pairs next to one another")
	flag.StringVar(&only, "steps", "", "only steps whose name matches this expression")
	flag.StringVar(&shapes, "texts", "", "only texts whose name matches this expression")
	flag.StringVar(&r.fonts, "fonts", "", "the folder of the faces")
	flag.IntVar(&r.part, "part", 0, "this part of the texts, from 0")
	flag.IntVar(&r.parts, "parts", 1, "into so many parts the texts are divided")
	flag.BoolVar(&r.broken, "broken", false, "try steps that are known to be slow as well")
	flag.BoolVar(&r.shares, "shares", false, "print how much each step worked")
	flag.Parse()
	var err error
	if r.only, err = regexp.Compile(only); err == nil {
		r.texts, err = regexp.Compile(shapes)
	}
	var slow int
	if err == nil {
		slow, err = r.run(os.Stdout)
	}
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	case slow > 0:
		os.Exit(1)
	}
}
