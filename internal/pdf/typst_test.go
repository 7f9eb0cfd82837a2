package pdf

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dafu/internal/gongwen"
)

// peersFolder is where make peers puts what it fetches.
const peersFolder = "../../bin/peers"

// typst is Typst in a process of its own that is kept running.
type typst struct {
	in  io.Writer
	out *bufio.Reader
}

// openTypst starts it, or skips the benchmark where it is not installed.
func openTypst(b *testing.B) typst {
	b.Helper()
	folder, err := filepath.Abs(peersFolder)
	if err != nil {
		b.Fatal(err)
	}
	_, err = os.Stat(filepath.Join(folder, "node_modules", "@myriaddreamin", "typst-ts-node-compiler"))
	if _, noNode := exec.LookPath("node"); err != nil || noNode != nil {
		notMeasured(b, "Typst is not installed; make peers (needs node and npm)")
	}
	fonts, err := filepath.Abs("../../fonts")
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), "node", "testdata/peers/typst.mjs", folder, fonts)
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		_ = cmd.Wait() // ended by its input's end, or by the context
	})
	return typst{in, bufio.NewReader(out)}
}

// notMeasured skips a benchmark and says why; without -v a skipped one is silent.
func notMeasured(b *testing.B, why string) {
	b.Helper()
	fmt.Printf("%s\tnot measured: %s\n", b.Name(), why)
	b.Skip(why)
}

// set returns the size of the file that Typst makes.
func (t typst) set(b *testing.B, source string) int {
	b.Helper()
	line, err := json.Marshal(source)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := fmt.Fprintf(t.in, "%s\n", line); err != nil {
		b.Fatal(err)
	}
	answer, err := t.out.ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	size, err := strconv.Atoi(strings.TrimSpace(answer))
	if err != nil {
		b.Fatal(err)
	}
	return size
}

// typstSource is the letter as somebody would write it for Typst: our faces and
// sizes, lines and pages as Typst breaks them.
func typstSource(l gongwen.Letter) string {
	const head = `#set page(paper: "a4", margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm))
#set text(font: ("Liberation Serif", "Gongwen FangSong", "LXGW WenKai"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 13.6pt, spacing: 13.6pt, first-line-indent: (amount: 2em, all: true))
`
	styles := map[string]string{
		"fang": "", "hei": `font: "Noto Sans SC", `, "kai": `font: "LXGW WenKai", weight: 300, `, "song": `font: "Noto Serif SC", weight: "bold", size: 22pt, `,
	}
	var s strings.Builder
	s.WriteString(head)
	for _, block := range l.Body.Blocks {
		s.WriteString("#par(text(" + styles[faceOf(block)] + typstString(block.Text()) + "))\n")
	}
	return s.String()
}

// typstString is a string of Typst; its escapes are not those of Go.
func typstString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// BenchmarkTypst has Typst, kept running, set the same text, changed every time.
// -cpu does not bind it: it takes as many cores as there are.
func BenchmarkTypst(b *testing.B) {
	t, l := openTypst(b), sampleLetter(b)
	size := t.set(b, typstSource(l)) // opens the faces
	for n := 0; b.Loop(); n++ {
		size = t.set(b, typstSource(varied(l, n)))
	}
	b.ReportMetric(float64(size)/1000, "KB/file")
}
