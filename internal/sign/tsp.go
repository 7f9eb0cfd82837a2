package sign

import (
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// The time-stamp protocol (RFC 3161). Its messages are few enough to be read
// here, as strictly as the rest; a library would have to be held to it.

var oidTSTInfo = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}

type imprint struct {
	Algorithm pkix.AlgorithmIdentifier
	Hash      []byte
}

type timestampRequest struct {
	Version      int
	Imprint      imprint
	Nonce        *big.Int
	Certificates bool
}

type timestampResponse struct {
	Status timestampStatus
	Token  asn1.RawValue `asn1:"optional"`
}

// timestampStatus is PKIStatusInfo.
type timestampStatus struct {
	Status  int
	Text    []asn1.RawValue `asn1:"optional"`
	Failure asn1.BitString  `asn1:"optional"`
}

// tstInfo is what an authority vouches for.
type tstInfo struct {
	Version    int
	Policy     asn1.ObjectIdentifier
	Imprint    imprint
	Serial     *big.Int
	Time       time.Time        `asn1:"generalized"`
	Accuracy   accuracy         `asn1:"optional"`
	Ordering   bool             `asn1:"optional"`
	Nonce      *big.Int         `asn1:"optional"`
	TSA        asn1.RawValue    `asn1:"optional,tag:0"`
	Extensions []pkix.Extension `asn1:"optional,tag:1"`
}

type accuracy struct {
	Seconds int `asn1:"optional"`
	Millis  int `asn1:"optional,tag:0"`
	Micros  int `asn1:"optional,tag:1"`
}

// newTimestampRequest asks for the time of a signature.
func newTimestampRequest(signature []byte, nonce *big.Int) ([]byte, error) {
	sum := sha256.Sum256(signature)
	return asn1.Marshal(timestampRequest{
		Version:      1,
		Imprint:      imprint{pkix.AlgorithmIdentifier{Algorithm: oidSHA256, Parameters: asn1.NullRawValue}, sum[:]},
		Nonce:        nonce,
		Certificates: true,
	})
}

// errRefused: the authority answered, and gave no timestamp. Asking again
// would not change that.
var errRefused = errors.New("the authority refuses")

// readTimestampResponse returns the token of a response.
func readTimestampResponse(der []byte) ([]byte, error) {
	var r timestampResponse
	rest, err := asn1.Unmarshal(der, &r)
	if err != nil || len(rest) > 0 {
		return nil, errors.New("the answer is no time-stamp response")
	}
	if r.Status.Status > 1 { // 0 granted, 1 granted with changes
		return nil, fmt.Errorf("%w: status %d, failure bits %x", errRefused, r.Status.Status, r.Status.Failure.Bytes)
	}
	if len(r.Token.FullBytes) == 0 {
		return nil, errors.New("the answer has no token")
	}
	return r.Token.FullBytes, nil
}
