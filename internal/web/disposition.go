package web

import (
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
)

// maxFileName is how many characters of a file's name are kept before its ending.
const maxFileName = 100

// saveAs tells the browser under which name to save what is sent, or to show it if
// inline is set. The name goes out twice (RFC 6266 appendix D): in ASCII for
// programs that read nothing else, and whole.
func saveAs(c *gin.Context, name string, inline bool) {
	kind := "attachment"
	if inline {
		kind = "inline"
	}
	name = fileName(name)
	c.Header("Content-Disposition", kind+`; filename="`+plainFileName(name)+`"; filename*=UTF-8''`+extValue(name))
}

// fileName makes of words the name of a file that every system takes: without the
// characters that Windows refuses, control characters and others that nobody sees,
// and without dots and blanks at its ends.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError:
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '-'
		}
		return r
	}, s)
	ending := path.Ext(s)
	stem := []rune(strings.Trim(strings.TrimSuffix(s, ending), ". "))
	if len(stem) > maxFileName {
		stem = stem[:maxFileName]
	}
	return string(stem) + strings.TrimRight(ending, ". ")
}

// plainFileName is what is left of a name in ASCII: letters, digits and a few marks.
func plainFileName(name string) string {
	ending := path.Ext(name)
	stem := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)), r == '-', r == '_', r == '.':
			return r
		case r == ' ':
			return '_'
		}
		return -1
	}, strings.TrimSuffix(name, ending)), "-_.")
	if stem == "" {
		stem = "dafu"
	}
	return stem + ending
}

// extValue spells a name for filename* (RFC 8187): everything but letters, digits
// and a few marks as percent signs of its bytes.
func extValue(name string) string {
	return strings.NewReplacer("+", "%20", "%7E", "~").Replace(url.QueryEscape(name))
}
