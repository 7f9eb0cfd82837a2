package sign

import (
	"crypto/x509"
	"encoding/asn1"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// nameOf is what a certificate calls its owner, the common name or, without
// one, what comes nearest to it.
func nameOf(c *x509.Certificate) string {
	for _, id := range []asn1.ObjectIdentifier{{2, 5, 4, 3}, {2, 5, 4, 11}, {2, 5, 4, 10}} {
		if name := readable(c.RawSubject, id); name != "" {
			return name
		}
	}
	return "（证书没有写明名称）"
}

// organizationOf is the organization that a certificate names, "" if none.
func organizationOf(c *x509.Certificate) string {
	return readable(c.RawSubject, asn1.ObjectIdentifier{2, 5, 4, 10})
}

// readable returns one part of a name (X.501). Older Chinese authorities wrote
// GBK bytes into strings that are declared to hold Latin letters; they are read
// as what was meant. Nothing that is decided hangs on the outcome.
func readable(rawName []byte, id asn1.ObjectIdentifier) string {
	var sets []asn1.RawValue
	if rest, err := asn1.Unmarshal(rawName, &sets); err != nil || len(rest) > 0 {
		return ""
	}
	text := ""
	for _, set := range sets {
		for rest := set.Bytes; len(rest) > 0; {
			var part struct {
				Type  asn1.ObjectIdentifier
				Value asn1.RawValue
			}
			var err error
			if rest, err = asn1.Unmarshal(rest, &part); err != nil {
				return text
			}
			if part.Type.Equal(id) {
				text = stringOf(part.Value)
			}
		}
	}
	return text
}

func stringOf(v asn1.RawValue) string {
	b := v.Bytes
	if v.Tag == asn1.TagBMPString {
		runes := make([]rune, 0, len(b)/2)
		for i := 0; i+1 < len(b); i += 2 {
			runes = append(runes, rune(b[i])<<8|rune(b[i+1]))
		}
		return printable(string(runes))
	}
	if utf8.Valid(b) {
		return printable(string(b))
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil || strings.ContainsRune(string(text), utf8.RuneError) {
		latin := make([]rune, len(b))
		for i, c := range b {
			latin[i] = rune(c)
		}
		return printable(string(latin))
	}
	return printable(string(text))
}

// printable leaves out what would move or hide other words on a screen.
func printable(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s))
}
