package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dafu/internal/calendar"
)

const producer = "Dafu"

// dictionary is the document information; xmp says the same as XMP, and the
// two must agree.
func (m Meta) dictionary() []byte {
	b := []byte("<</Producer (" + producer + ")")
	for _, e := range []struct{ key, value string }{
		{"Title", m.Title}, {"Author", m.Author}, {"Subject", m.Subject}, {"Keywords", m.keywords()},
	} {
		if e.value != "" {
			b = fmt.Appendf(b, "\n/%s <%X>", e.key, utf16String(e.value))
		}
	}
	if !m.Date.IsZero() {
		zone := m.Date.Format("-07'00'")
		b = fmt.Appendf(b, "\n/CreationDate (D:%[1]s%[2]s)\n/ModDate (D:%[1]s%[2]s)", m.Date.Format("20060102150405"), zone)
	}
	return append(b, ">>"...)
}

func (m Meta) keywords() string { return strings.Join(m.Keywords, "；") }

// plain returns the properties as both places can hold them: without control
// characters and the like, which XML cannot, and with the date as in China.
func (m Meta) plain() Meta {
	graphic := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == utf8.RuneError || r&0xFFFE == 0xFFFE {
				return -1
			}
			return r
		}, s)
	}
	m.Title, m.Author, m.Subject = graphic(m.Title), graphic(m.Author), graphic(m.Subject)
	keywords := make([]string, len(m.Keywords))
	for i, k := range m.Keywords {
		keywords[i] = graphic(k)
	}
	m.Keywords = keywords
	if !m.Date.IsZero() {
		m.Date = m.Date.In(calendar.China) // whose offset has no minutes, see dictionary
	}
	return m
}

// stream is the XMP metadata, left uncompressed so that any tool finds it.
func (m Meta) xmp() []byte {
	var x bytes.Buffer
	x.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"` +
		` xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">` + "\n" +
		"<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n<dc:format>application/pdf</dc:format>\n" +
		"<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\n<pdf:Producer>" + producer + "</pdf:Producer>\n")
	const alternative = `<rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt>`
	property(&x, "dc:title", alternative, m.Title)
	property(&x, "dc:creator", "<rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq>", m.Author)
	property(&x, "dc:description", alternative, m.Subject)
	property(&x, "pdf:Keywords", "%s", m.keywords())
	if !m.Date.IsZero() {
		property(&x, "xmp:CreateDate", "%s", m.Date.Format(time.RFC3339))
		property(&x, "xmp:ModifyDate", "%s", m.Date.Format(time.RFC3339))
	}
	x.WriteString("</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return stream(x.Bytes(), "/Type /Metadata /Subtype /XML ")
}

// property writes one property, escaped; an empty value is left out.
func property(x *bytes.Buffer, name, form, value string) {
	if value == "" {
		return
	}
	var escaped strings.Builder
	_ = xml.EscapeText(&escaped, []byte(value)) // a Builder's Write cannot fail
	fmt.Fprintf(x, "<%[1]s>"+form+"</%[1]s>\n", name, escaped.String())
}
