package sign

import (
	"bytes"
	"encoding/asn1"
	"errors"
)

var errBER = errors.New("the encoding is not one that is read here")

// definite writes an element whose length is open (BER, as NSS and with it
// poppler writes containers) with lengths as DER has them. What has its length
// is copied as it is. It returns what stands behind the element.
func definite(b []byte, depth int) (der, rest []byte, err error) {
	if len(b) < 2 || depth > maxDepth || b[0]&0x1f == 0x1f {
		return nil, nil, errBER
	}
	if b[1] != 0x80 {
		n, head := int(b[1]), 2
		if n > 0x80 {
			size := n & 0x7f
			if size > 4 || len(b) < 2+size {
				return nil, nil, errBER
			}
			n, head = 0, 2+size
			for _, c := range b[2:head] {
				n = n<<8 | int(c)
			}
		}
		if n < 0 || n > len(b)-head {
			return nil, nil, errBER
		}
		inner, whole := b[head:head+n], b[:head+n]
		if b[0]&0x20 == 0 {
			return whole, b[head+n:], nil
		}
		parts, open, err := definiteAll(inner, depth+1)
		if err != nil || !open {
			return whole, b[head+n:], nil //nolint:nilerr // what is wrong in it, its reader says
		}
		der, err := element(b[0], parts)
		return der, b[head+n:], err
	}
	if b[0]&0x20 == 0 {
		return nil, nil, errBER
	}
	var parts []byte
	for b, tag := b[2:], b[0]; ; {
		if len(b) >= 2 && b[0] == 0 && b[1] == 0 {
			der, err := element(tag, parts)
			return der, b[2:], err
		}
		part, behind, err := definite(b, depth+1)
		if err != nil {
			return nil, nil, err
		}
		parts, b = append(parts, part...), behind
	}
}

// definiteAll does so with what stands in an element; open tells whether any
// length was.
func definiteAll(b []byte, depth int) (all []byte, open bool, err error) {
	before := b
	for len(b) > 0 {
		part, rest, err := definite(b, depth)
		if err != nil {
			return nil, false, err
		}
		all, b = append(all, part...), rest
	}
	return all, !bytes.Equal(all, before), nil
}

func element(tag byte, content []byte) ([]byte, error) {
	return asn1.Marshal(asn1.RawValue{Class: int(tag >> 6), Tag: int(tag & 0x1f), IsCompound: true, Bytes: content})
}
