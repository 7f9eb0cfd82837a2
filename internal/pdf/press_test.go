package pdf

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// readFont maps the file: 53 MB of faces on the heap would make the collector
// keep twice as much, and reading all of it takes longer than a letter.
func readFont(file string) ([]byte, error) {
	f, err := os.Open(filepath.Join("../../fonts", file))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_PRIVATE)
}

func newPress() *Press { return New(typeface.NewSet(typeface.Shipped(), readFont)) }

// press prints with the shipped faces, which are opened once for all tests.
var press = sync.OnceValue(newPress)

func letterOf(text string) gongwen.Letter {
	return gongwen.Letter{Body: gongwen.Parse(text, gongwen.Source{})}
}

// sampleLetter is the real reply of 16 pages with its case around it.
func sampleLetter(t testing.TB) gongwen.Letter {
	t.Helper()
	text, err := os.ReadFile("../sample/data/letter.txt")
	if err != nil {
		t.Fatal(err)
	}
	l := letterOf("关于政协云南省第十三届委员会第二次会议第0123号提案的答复\n" + string(text))
	l.Letterhead, l.DocNumber = "云南省科学技术厅", "云科提〔2024〕12号"
	l.HandlingClass, l.Publicity = "B", "主动公开"
	l.CopyTo = []string{"省政府督查室", "省政协提案委员会", "省市场监管局", "省教育厅"}
	l.Subject, l.Keywords = "第0123号提案", []string{"新质生产力", "科技<创新>"}
	l.Sealed = true
	return l
}

// rareLetter needs five faces and characters beyond the BMP.
const rareText = `关于第0123号提案的答复
𠮷𬭎委员：
您提出的《关于“一老一小”——养老·托育服务的提案》（3∶3∶4）收悉。珺玥垚犇骉喆赟瑀堃芃祎，㛃々〇，GMS 29%。
一、𬭎的工作
（一）𠮷与吉
办好每一件提案，增长3.4%，“㐂”……
省科技厅
2024年5月31日
`

// write puts a file where the tools that read PDF find it.
func write(t testing.TB, file []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "letter.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// run runs one of these tools and returns what it prints; it must be content.
func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, &out, &complaints)
	}
	for line := range strings.Lines(complaints.String()) {
		// Debian's mutool is built without colour management and says so.
		if strings.Contains(line, "warning") && !strings.Contains(line, "ICC support") || strings.Contains(line, "rror") {
			t.Errorf("%s complains: %s", name, line)
		}
	}
	return out.String()
}

func mustSet(t testing.TB, l gongwen.Letter, o layout.Options) []byte {
	t.Helper()
	s, err := press().Set(l, o)
	if err != nil {
		t.Fatal(err)
	}
	return s.PDF
}

func TestSetTellsPagesAndTheSealsPlace(t *testing.T) {
	s, err := press().Set(sampleLetter(t), layout.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Pages < 14 || s.Pages > 17 || s.Seal == nil || s.Seal.Page != s.Pages-1 {
		t.Errorf("%d pages, seal %+v", s.Pages, s.Seal)
	}
	if info := run(t, "pdfinfo", write(t, s.PDF)); !strings.Contains(info, "Page size:       595.28 x 841.89 pts (A4)") {
		t.Error(info)
	}
}

func TestACharacterThatNoFaceHasIsNamed(t *testing.T) {
	_, err := press().Set(letterOf("答复\n王\U0010FFFD委员：\n正文。\n"), layout.Options{})
	var missing *layout.UnprintableError
	if !errors.As(err, &missing) || len(missing.Characters) != 1 || missing.Characters[0].Rune != '\U0010FFFD' {
		t.Errorf("Set: %v", err)
	}
}

func TestAMissingFaceIsNamedAndNoCharacterBlamed(t *testing.T) {
	p := New(typeface.NewSet(typeface.Shipped(), func(file string) ([]byte, error) {
		if strings.HasPrefix(file, "GongwenFangSong") {
			return nil, fs.ErrNotExist
		}
		return readFont(file)
	}))
	_, err := p.Set(letterOf(rareText), layout.Options{})
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "GongwenFangSong") {
		t.Errorf("Set: %v", err)
	}
	if _, err := p.Seal("省科技厅", true, 120); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a seal from a set that is known to be broken: %v", err)
	}
}

func TestLettersArePrintedSideBySide(t *testing.T) {
	p := newPress()
	l := letterOf(rareText)
	var all sync.WaitGroup
	files := make([][]byte, 8)
	for i := range files {
		all.Go(func() {
			s, err := p.Set(l, layout.Options{Specimen: true})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := p.Seal("云南省科学技术厅", i%2 == 0, 119); err != nil {
				t.Error(err)
			}
			files[i] = s.PDF
		})
	}
	all.Wait()
	for _, f := range files[1:] {
		if !bytes.Equal(f, files[0]) {
			t.Fatal("two printings of one letter differ")
		}
	}
}

// printTo names the file that another process is to print to.
const printTo = "DAFU_TEST_PRINT_TO"

// prints are files whose bytes must not depend on where they are made.
func prints(t *testing.T) []byte {
	t.Helper()
	draft := layout.Options{Draft: "草稿 省科技厅承办人 2024年5月20日"}
	return slices.Concat(mustSet(t, sampleLetter(t), layout.Options{}), mustSet(t, sampleLetter(t), draft), mustSet(t, letterOf(rareText), layout.Options{}))
}

// TestSameLetterSameBytes prints the letters again in other processes, whose
// maps are in another order.
func TestSameLetterSameBytes(t *testing.T) {
	if name := os.Getenv(printTo); name != "" {
		if err := os.WriteFile(name, prints(t), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	for range 2 {
		printedBy(t, os.Args[0], "-test.run=^TestSameLetterSameBytes$")
	}
}

// printedBy has another program print the letters and compares them with ours.
func printedBy(t *testing.T, program string, args ...string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "other.pdf")
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), printTo+"="+name)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, prints(t)) {
		t.Fatalf("%s prints %d other bytes (%v)", program, len(got), err)
	}
}

// TestAnotherMachinePrintsTheSameBytes: an ARM processor, which rounds a product
// and a sum at once where ours rounds twice.
func TestAnotherMachinePrintsTheSameBytes(t *testing.T) {
	qemu, err := exec.LookPath("qemu-aarch64-static")
	if err != nil || runtime.GOARCH == "arm64" {
		t.Skip("needs qemu-aarch64-static (Debian package qemu-user-static) on a machine that is not ARM itself")
	}
	program := filepath.Join(t.TempDir(), "pdf.test")
	build := exec.Command("go", "test", "-c", "-o", program, ".")
	build.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0")
	if msg, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	printedBy(t, qemu, program, "-test.run=^TestSameLetterSameBytes$")
}

func BenchmarkDraw(b *testing.B) {
	l := sampleLetter(b)
	pages, err := layout.Set(l, press().set, layout.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := press().Draw(pages, metaOf(l)); err != nil {
			b.Fatal(err)
		}
	}
}
