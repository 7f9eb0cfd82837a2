package sign

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// Lists provides revocation lists (CRL) from files and addresses.
type Lists struct {
	Sources []string      // a path, or http:// or https://; PEM or DER
	Timeout time.Duration // of one source; 0 means 10 s
}

// maxList is the largest list that is kept: everything goes into the letter.
const maxList = 4 << 20

// Material reads every source anew: a list of yesterday may lack today's entry.
func (l Lists) Material(ctx context.Context, _ []*x509.Certificate) (Material, error) {
	var m Material
	for _, source := range l.Sources {
		der, err := l.read(ctx, source)
		if err != nil {
			return Material{}, fmt.Errorf("read the revocation list %s: %w", source, err)
		}
		if block, _ := pem.Decode(der); block != nil {
			der = block.Bytes
		}
		if _, err := x509.ParseRevocationList(der); err != nil {
			return Material{}, fmt.Errorf("read the revocation list %s: %w", source, err)
		}
		m.CRLs = append(m.CRLs, der)
	}
	return m, nil
}

func (l Lists) read(ctx context.Context, source string) ([]byte, error) {
	if !strings.HasPrefix(source, "http://") && !strings.HasPrefix(source, "https://") {
		f, err := os.Open(source)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return readList(f)
	}
	timeout := l.Timeout
	if timeout <= 0 {
		timeout = 10 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, source, nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the answer is %s", answer.Status)
	}
	return readList(answer.Body)
}

func readList(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxList+1))
	if err == nil && len(b) > maxList {
		err = fmt.Errorf("it has more than %d bytes", maxList)
	}
	return b, err
}
