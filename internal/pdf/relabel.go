package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"dafu/internal/service"
)

var (
	lastTrailer = regexp.MustCompile(`trailer\n<</Size (\d+)\n/Root (\d+) 0 R\n/Info (\d+) 0 R\n/ID \[<([0-9A-F]{32})> <[0-9A-F]{32}>\]>>\nstartxref\n(\d+)\n%%EOF\n$`)
	itsMetadata = regexp.MustCompile(`/Metadata (\d+) 0 R\n`)
)

var errNotOurs = errors.New("this is not a file that Draw has made")

// Relabel implements service.Press: it appends the new properties to a file that
// Draw has made, and leaves every byte of it as it is (an incremental update, ISO
// 32000-1 7.5.6). So the pages are those of the file, whatever faces or rules
// there are by now.
func (p *Press) Relabel(file []byte, properties service.Properties) ([]byte, error) {
	tail := file[max(0, len(file)-512):]
	t := lastTrailer.FindSubmatch(tail)
	if t == nil {
		return nil, errNotOurs
	}
	root, info := number(t[2]), number(t[3])
	catalog := regexp.MustCompile(fmt.Sprintf(`\n%d 0 obj\n<</Type /Catalog\n`, root)).FindIndex(file)
	if catalog == nil {
		return nil, errNotOurs
	}
	end := bytes.Index(file[catalog[1]:], []byte("endobj"))
	m := itsMetadata.FindSubmatch(file[catalog[1] : catalog[1]+max(0, end)])
	if m == nil {
		return nil, errNotOurs
	}
	meta := Meta(properties).plain()
	out := append(make([]byte, 0, len(file)+8<<10), file...)
	table := []byte("xref\n0 1\n0000000000 65535 f \n")
	for _, o := range []struct {
		number int
		body   []byte
	}{{info, meta.dictionary()}, {number(m[1]), meta.xmp()}} {
		table = fmt.Appendf(table, "%d 1\n%010d 00000 n \n", o.number, len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", o.number, o.body)
	}
	at := len(out)
	out = append(out, table...)
	return fmt.Appendf(out, "trailer\n<</Size %s\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%s> <%s>]\n/Prev %s>>\nstartxref\n%d\n%%%%EOF\n",
		t[1], root, info, t[4], t[4], t[5], at), nil
}

// number reads digits that a pattern has found.
func number(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}
