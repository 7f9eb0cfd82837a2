package pdf

// theCode is made for the glyphs of the shipped faces, bytes of TrueType
// outlines; go test -run TheCodeSuits -update counts them and writes it anew.
var theCode = newHuffman(
	lengths(""+
		"5555554556666666667666667777777787778766888888888877776699999999"+
		"9999999999a999aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaababbbbbbbbbbbbbbbb"+
		"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbccccccccccc"+
		"ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccb979"+
		"d4689abccddddddddddddddddddddd"),
	lengths("8446664434333447accccccccccddc"),
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
