package sign

import (
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"software.sslmate.com/src/go-pkcs12"
)

// readPrivate reads a file that nobody else can read.
func readPrivate(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, unusable("文件 "+path+" 不存在", err)
	case errors.Is(err, fs.ErrPermission):
		return nil, unusable("没有权限读 "+path, err)
	case err != nil:
		return nil, err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, unusable(fmt.Sprintf("%s 别人也能读（权限 %o），请先运行 chmod 600 %[1]s", path, mode), nil)
	}
	return os.ReadFile(path)
}

func (s secret) read(folder string) (string, error) {
	switch {
	case s.File != "" && s.Env != "":
		return "", unusable("口令或者在文件里，或者在环境变量里，不能两处都写", nil)
	case s.File != "":
		text, err := readPrivate(inFolder(folder, s.File))
		if err != nil {
			return "", unusable("读不到口令文件 "+s.File, err)
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	case s.Env != "":
		text, there := os.LookupEnv(s.Env)
		if !there {
			return "", unusable("口令所在的环境变量 "+s.Env+" 没有设置", nil)
		}
		return text, nil
	}
	return "", unusable("没有写明口令在哪里，请用 --passphrase-file 或 --passphrase-env", nil)
}

func inFolder(folder, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}

// open reads the key.
func (s source) open(folder string) (Key, error) {
	switch {
	case s.PEM != "" && s.PKCS12 == "" && s.Token == nil:
		return readKey(inFolder(folder, s.PEM))
	case s.PKCS12 != "" && s.PEM == "" && s.Token == nil:
		passphrase, err := s.Secret.read(folder)
		if err != nil {
			return Key{}, err
		}
		der, err := readPrivate(inFolder(folder, s.PKCS12))
		if err != nil {
			return Key{}, err
		}
		return decodePKCS12(der, passphrase)
	case s.Token != nil && s.PEM == "" && s.PKCS12 == "":
		pin, err := s.Secret.read(folder)
		if err != nil {
			return Key{}, err
		}
		chain, err := readChain(inFolder(folder, s.Token.Chain))
		if err != nil {
			return Key{}, err
		}
		signer, err := openDevice(*s.Token, pin)
		if err != nil {
			return Key{}, err
		}
		return newKey(signer, chain)
	}
	return Key{}, unusable("pem、pkcs12、token 要写一样，只写一样", nil)
}

// OpenKey reads a key file, PKCS #12 or PEM; only the former has a passphrase.
func OpenKey(path string, where Secret) (Key, error) {
	text, err := readPrivate(path)
	if err != nil {
		return Key{}, err
	}
	if block, _ := pem.Decode(text); block != nil {
		return parseKey(text)
	}
	passphrase, err := secret(where).read("")
	if err != nil {
		return Key{}, err
	}
	return decodePKCS12(text, passphrase)
}

// decodePKCS12 opens a PKCS #12 file.
func decodePKCS12(der []byte, passphrase string) (Key, error) {
	private, leaf, others, err := pkcs12.DecodeChain(der, passphrase)
	if err != nil {
		return Key{}, unusable(whyNot(err, der), err)
	}
	return newKey(private, append([]*x509.Certificate{leaf}, others...))
}

// whyNot says why a PKCS #12 file does not open.
func whyNot(err error, der []byte) string {
	var outer asn1.RawValue
	switch rest, bad := asn1.Unmarshal(der, &outer); {
	case errors.Is(err, pkcs12.ErrIncorrectPassword), errors.Is(err, pkcs12.ErrDecryption):
		return "口令不对"
	case bad != nil || len(rest) > 0 || outer.Tag != asn1.TagSequence:
		return "不是 PKCS#12 文件，也不是 PEM 文件"
	case strings.Contains(err.Error(), "curve"), strings.Contains(err.Error(), "unknown public key"), strings.Contains(err.Error(), "unknown algorithm"), strings.Contains(err.Error(), "PKCS#8"):
		return "里面的密钥或证书用了本软件不支持的算法（例如国密 SM2、RSA-PSS），" + fitKeys
	}
	return "不是本软件能打开的 PKCS#12 文件"
}

// chainOf puts certificates in order from the signer's upwards; what does not
// belong to the chain is left out.
func chainOf(leaf *x509.Certificate, others []*x509.Certificate) []*x509.Certificate {
	chain := []*x509.Certificate{leaf}
	for range others {
		top := chain[len(chain)-1]
		i := slices.IndexFunc(others, func(c *x509.Certificate) bool {
			return !slices.ContainsFunc(chain, c.Equal) && top.CheckSignatureFrom(c) == nil
		})
		if i < 0 {
			break
		}
		chain = append(chain, others[i])
	}
	return chain
}

func readChain(path string) ([]*x509.Certificate, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the certificates: %w", err)
	}
	var chain []*x509.Certificate
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("read a certificate in %s: %w", path, err)
		}
		chain = append(chain, c)
	}
	if len(chain) == 0 {
		return nil, fmt.Errorf("%s holds no certificate", path)
	}
	return chain, nil
}
