package sign

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"time"
)

// How long trial certificates are valid. There is nothing to renew them with,
// and a trial that is looked at years later must still verify.
const (
	trialRootYears = 20
	trialLeafYears = 10
)

// newTrialRoot makes the root that signs a house's trial certificates.
func newTrialRoot(now time.Time) (Key, error) {
	subject := pkix.Name{CommonName: "答复系统试用根证书", Organization: []string{"答复系统"}, OrganizationalUnit: []string{trialMark}}
	t, err := template(subject, now, trialRootYears)
	if err != nil {
		return Key{}, err
	}
	t.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	t.IsCA, t.MaxPathLenZero = true, true
	return issue(t, Key{})
}

// newTrialLeaf makes a department's trial certificate. Whoever opens the file
// in a reader sees 试用 in the signer's name.
func newTrialLeaf(fullName string, root Key, now time.Time) (Key, error) {
	subject := pkix.Name{CommonName: trialName(fullName), Organization: []string{fullName}, OrganizationalUnit: []string{trialMark}}
	t, err := template(subject, now, trialLeafYears)
	if err != nil {
		return Key{}, err
	}
	t.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment
	if end := root.Chain[0].NotAfter; t.NotAfter.After(end) {
		t.NotAfter = end
	}
	return issue(t, root)
}

func trialName(fullName string) string { return fullName + "（" + trialMark + "）" }

// template is valid from the day before: clocks differ.
func template(subject pkix.Name, now time.Time, years int) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, fmt.Errorf("draw a serial number: %w", err)
	}
	return &x509.Certificate{
		SerialNumber:          serial,
		Subject:               subject,
		NotBefore:             now.UTC().AddDate(0, 0, -1).Truncate(time.Second),
		NotAfter:              now.UTC().AddDate(years, 0, 0).Truncate(time.Second),
		BasicConstraintsValid: true,
	}, nil
}

// issue makes a key and its certificate, signed by issuer or by itself.
func issue(t *x509.Certificate, issuer Key) (Key, error) {
	signer, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Key{}, fmt.Errorf("make a key: %w", err)
	}
	parent, with := t, any(signer)
	if issuer.Signer != nil {
		parent, with = issuer.Chain[0], issuer.Signer
	}
	der, err := x509.CreateCertificate(rand.Reader, t, parent, signer.Public(), with)
	if err != nil {
		return Key{}, fmt.Errorf("make a certificate: %w", err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return Key{}, fmt.Errorf("read the new certificate: %w", err)
	}
	return Key{signer, append([]*x509.Certificate{cert}, issuer.Chain...), true}, nil
}
