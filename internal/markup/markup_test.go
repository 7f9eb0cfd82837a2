package markup

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestOnlyTagsAreLimited(t *testing.T) {
	long := strings.Repeat("字a<", MaxTag)
	plain := strings.Repeat("字a ", MaxTag)
	quotes := strings.Repeat(`' `, MaxTag)
	for name, tc := range map[string]struct {
		text  string
		fails bool
	}{
		"a text":                           {"<a>" + plain + "</a>", false},
		"a comment":                        {"<!--" + long + "--><a/>", false},
		"a comment that ends with dashes":  {"<!--" + long + "----><a/>", false},
		"an instruction":                   {"<?x " + long + "??><a/>", false},
		"a section":                        {"<a><![CDATA[" + long + "]]]></a>", false},
		"a document type":                  {"<!DOCTYPE " + quotes + "><a/>", false},
		"many tags":                        {"<a>" + strings.Repeat(`<b c="1>"/>`, MaxTag) + "</a>", false},
		"a tag as long as it may be":       {"<" + strings.Repeat("a", MaxTag-1) + ">", false},
		"a name":                           {"<" + strings.Repeat("a", MaxTag+1) + ">", true},
		"attributes":                       {"<a" + strings.Repeat(` b=""`, MaxTag) + "/>", true},
		"a value":                          {`<a b="` + strings.Repeat(">", MaxTag) + `"/>`, true},
		"attributes behind a comment":      {"<!-- \" --><a" + strings.Repeat(` b='"'`, MaxTag) + "/>", true},
		"attributes behind a section":      {"<a><![CDATA[ ' ]]><b" + strings.Repeat(` b=">"`, MaxTag) + "/></a>", true},
		"attributes behind an instruction": {"<?a '?><a" + strings.Repeat(` b=">"`, MaxTag) + "/>", true},
	} {
		got, err := io.ReadAll(Guard(iotest.OneByteReader(strings.NewReader(tc.text))))
		if errors.Is(err, ErrTag) != tc.fails || !tc.fails && string(got) != tc.text {
			t.Errorf("%s: %d of %d bytes, %v", name, len(got), len(tc.text), err)
		}
	}
}
