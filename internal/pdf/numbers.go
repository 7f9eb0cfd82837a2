package pdf

import (
	"math"
	"strconv"
)

// appendNumber writes v with up to three decimals, which is 0.4 µm on paper.
// PDF has no exponents, so %g will not do.
func appendNumber(b []byte, v float64) []byte {
	n := int64(math.Round(v * 1000))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/1000, 10)
	if n %= 1000; n == 0 {
		return b
	}
	b = append(b, '.', byte('0'+n/100))
	if n %= 100; n == 0 {
		return b
	}
	b = append(b, byte('0'+n/10))
	if n %= 10; n == 0 {
		return b
	}
	return append(b, byte('0'+n))
}

// appendNumbers writes numbers and the operator that takes them.
func appendNumbers(b []byte, operator string, vs ...float64) []byte {
	for _, v := range vs {
		b = append(appendNumber(b, v), ' ')
	}
	return append(b, operator...)
}

const hexDigits = "0123456789ABCDEF"

func appendHex16(b []byte, v uint16) []byte {
	return append(b, hexDigits[v>>12], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}
