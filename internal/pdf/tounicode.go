package pdf

import (
	"fmt"
	"unicode/utf16"
)

// toUnicode maps the glyph numbers 1, 2, … to the characters they print; beyond
// the BMP that takes two units.
func toUnicode(characters []rune) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	const most = 100 // entries of one block, Adobe TN 5014
	for from := 0; from < len(characters); from += most {
		to := min(from+most, len(characters))
		b = fmt.Appendf(b, "%d beginbfchar\n", to-from)
		for i := from; i < to; i++ {
			b = append(appendHex16(append(b, '<'), uint16(i+1)), "> <"...)
			for _, unit := range utf16.AppendRune(nil, characters[i]) {
				b = appendHex16(b, unit)
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"...)
}
