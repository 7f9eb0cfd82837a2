package pdf

// The codes' lengths of their symbols; go test -run TheCodesSuit -update counts
// what they are made for and writes them anew.

// glyphCode is made for the glyphs of the shipped faces, bytes of TrueType outlines.
var glyphCode = newHuffman(
	lengths(""+
		"5555554556666666667666667777777787778766888888888877776699999999"+
		"9999999999a999aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaababbbbbbbbbbbbbbbb"+
		"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbccccccccccc"+
		"ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccb979"+
		"d4689abccddddddddddddddddddddd"),
	lengths("8446664434333447accccccccccddc"),
)

// textCode is made for all else: the contents of pages, watermarks, ToUnicode.
var textCode = newHuffman(
	lengths(""+
		"3468aaab9b7aae9aba9aaaa9a9aaabaa5aaaaa9a88aa97686566656566aa9a89"+
		"a9878779b99b8aaabca989aabcb99acaa9988799999c99899a898ab8a9bbccba"+
		"bbaabcbabccaacdcccdcbbbbbbcccbcabaacabaabaababbbcbbcbcccacdbbabb"+
		"bbb9aabcbccacbadbaababbabdaced9bccbbbbbbbbacccdcdbababbccbbcccca"+
		"e3457778898998babeeeeeeeeeeeee"),
	lengths("88b75546544434344445678aaccccb"),
)

// lengths reads the lengths of the codes, a hexadecimal digit each.
func lengths(digits string) []uint8 {
	out := make([]uint8, len(digits))
	for i, c := range []byte(digits) {
		if out[i] = c - '0'; c > '9' {
			out[i] = c - 'a' + 10
		}
	}
	return out
}
