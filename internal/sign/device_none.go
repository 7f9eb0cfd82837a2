//go:build !pkcs11

package sign

import (
	"crypto"
	"errors"
)

// openDevice needs a C compiler to build; a program for tokens is built with
// “go build -tags pkcs11”.
func openDevice(device, string) (crypto.Signer, error) {
	return nil, errors.New("this program was built without support for tokens (build tag pkcs11)")
}
