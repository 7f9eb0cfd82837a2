package docx

import (
	"strconv"
	"strings"
)

// geta stands for a sign that is not known, as printers use it (〓).
const geta = "〓"

// symbol reads a sign of a symbol font (w:sym): its code is that of the font's
// own table, often moved to U+F000 … U+F0FF.
func symbol(font, char string) (string, bool) {
	code, err := strconv.ParseUint(char, 16, 32)
	if err != nil {
		return geta, false
	}
	table, ok := symbolFonts[strings.ToLower(font)]
	if !ok {
		if r := rune(code); r >= 0x20 && r < 0xE000 || r > 0xF8FF && r < 0xFFFE {
			return string(r), true
		}
		return geta, false
	}
	if s, ok := table[byte(code)]; ok && (code < 0x100 || code>>8 == 0xF0) {
		return s, true
	}
	return geta, false
}

// The signs that letters have, by the tables of the fonts.
var symbolFonts = map[string]map[byte]string{
	"wingdings": {
		0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□",
		0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□",
		0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
		0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
		0x80: "⓪", 0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤", 0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩",
	},
	"wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "□", 0xA2: "■"},
	"symbol": {
		0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x71: "θ", 0x73: "σ", 0x77: "ω",
		0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
		0xD7: "·", 0xE2: "®", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE5: "∑",
	},
}
