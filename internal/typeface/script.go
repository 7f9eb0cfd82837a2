package typeface

import "unicode"

// script is a range of characters that cannot be set one by one, from left to
// right: their letters join, change their order or stack. A line of them set so
// would be wrong, and a reader would not be told; so they are not printed.
type script struct {
	first, last rune
	name        string
}

// scripts is in ascending order.
var scripts = []script{
	{0x0590, 0x05FF, "希伯来文"},
	{0x0600, 0x06FF, "阿拉伯字母（含维吾尔文、哈萨克文、柯尔克孜文）"},
	{0x0700, 0x074F, "叙利亚文"},
	{0x0750, 0x077F, "阿拉伯字母（含维吾尔文、哈萨克文、柯尔克孜文）"},
	{0x0780, 0x08FF, "从右向左书写的文字"},
	{0x0900, 0x0DFF, "印度系文字"},
	{0x0E00, 0x0EFF, "泰文、老挝文"},
	{0x0F00, 0x0FFF, "藏文"},
	{0x1000, 0x109F, "缅文（含掸文）"},
	{0x1100, 0x11FF, "谚文字母（请用已合成的谚文字）"},
	{0x1700, 0x17FF, "菲律宾文字、高棉文"},
	{0x1800, 0x18AF, "蒙古文（含满文、锡伯文、托忒文）"},
	{0x1A00, 0x1AAF, "老傣文、布吉文"},
	{0x1B00, 0x1C4F, "东南亚及南亚文字"},
	{0x1CD0, 0x1CFF, "吠陀记号"},
	{0xA800, 0xA82F, "印度系文字"},
	{0xA840, 0xA87F, "八思巴文"},
	{0xA880, 0xABFF, "印度系及东南亚文字"},
	{0xD7B0, 0xD7FF, "谚文字母（请用已合成的谚文字）"},
	{0xFB1D, 0xFDFF, "从右向左书写的文字"},
	{0xFE70, 0xFEFE, "从右向左书写的文字"},
	{0x10800, 0x10FFF, "从右向左书写的文字"},
	{0x11000, 0x1167F, "印度系文字、蒙古文补充"},
	{0x1E800, 0x1EFFF, "从右向左书写的文字"},
}

// Unset returns the script of a character that is not printed although a face
// may have it, because it cannot be set rightly; "" if it can.
func Unset(r rune) string {
	for _, s := range scripts {
		if r < s.first {
			break
		}
		if r <= s.last {
			return s.name
		}
	}
	return ""
}

// printsNothing tells characters whose glyph must be blank: spaces, joiners,
// direction marks, variation selectors. A face that draws a box with letters in
// it for them does not have them, and one that is blank for others lacks those.
func printsNothing(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Zs, r) || unicode.Is(unicode.Cc, r) ||
		unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) ||
		unicode.Is(unicode.Variation_Selector, r) || r == 0x034F || r == 0x2800 || r == 0x3164 || r == 0xFFA0
}
