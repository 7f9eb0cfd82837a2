package pdf

import "unicode/utf16"

// toUnicode maps the glyph numbers 1, 2, … to the characters they print; beyond
// the BMP that takes two units. The glyphs stand in the order of their first
// use, so the characters are listed one by one.
func toUnicode(characters []rune) []byte {
	b := make([]byte, 0, 512+10*len(characters))
	b = append(b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"+
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"+
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"...)
	for from := 0; from < len(characters); {
		// A block has one list of 100 characters at most, and the codes of a list
		// share their first byte (Adobe TN 5014).
		const most = 100
		to := min(from+most, len(characters), (from+1)|0xFF)
		b = append(b, "1 beginbfrange\n<"...)
		b = append(appendHex16(b, uint16(from+1)), "> <"...)
		b = append(appendHex16(b, uint16(to)), "> ["...)
		for _, r := range characters[from:to] {
			b = append(b, '<')
			if high, low := utf16.EncodeRune(r); r > 0xFFFF {
				b = appendHex16(appendHex16(b, uint16(high)), uint16(low))
			} else {
				b = appendHex16(b, uint16(r))
			}
			b = append(b, '>')
		}
		b = append(b, "]\nendbfrange\n"...)
		from = to
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"...)
}
