//go:build pkcs11

package sign

import (
	"crypto"
	"fmt"

	"github.com/ThalesGroup/crypto11"
)

// openDevice finds a key pair in a token. The session stays open as long as
// the program: the key cannot leave the token.
func openDevice(d device, pin string) (crypto.Signer, error) {
	token, err := crypto11.Configure(&crypto11.Config{Path: d.Module, TokenLabel: d.Label, Pin: pin})
	if err != nil {
		return nil, fmt.Errorf("open the token %s: %w", d.Label, err)
	}
	signer, err := token.FindKeyPair(nil, []byte(d.Key))
	if err != nil || signer == nil {
		_ = token.Close()
		return nil, fmt.Errorf("the token %s has no key pair %s: %w", d.Label, d.Key, err)
	}
	return signer, nil
}
