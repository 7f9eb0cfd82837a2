package sheet

import (
	"reflect"
	"strings"
	"testing"

	"dafu/internal/reply"
)

func TestRowsComeBack(t *testing.T) {
	rows := [][]string{{"表", "词", "改为"}, {"错别字", "帐户", "账户"}, {"规则", "010", "=1+1"}, {"", "", "𠮷"}}
	b, err := Write("词表", rows)
	if err != nil {
		t.Fatal(err)
	}
	if !Is(b) {
		t.Error("is no packed file")
	}
	got, err := Read(b)
	if err != nil || !reflect.DeepEqual(got, rows) {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestRefused(t *testing.T) {
	good, err := Write("词表", [][]string{{"甲"}})
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"nothing":    nil,
		"text":       []byte("表,词"),
		"cut short":  good[:len(good)/2],
		"other pack": []byte("PK\x03\x04" + strings.Repeat("x", 200)),
	} {
		if _, err := Read(b); reply.CodeOf(err) != reply.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
