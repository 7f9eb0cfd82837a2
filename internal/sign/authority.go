package sign

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"time"

	"dafu/internal/reply"
)

// Authority is a time-stamp authority (时间戳服务), reached over HTTP (RFC 3161 3.4).
type Authority struct {
	URL   string
	Roots []*x509.Certificate // that its answers must lead to

	Timeout time.Duration // of one try; 0 means 10 s
	Tries   int           // 0 means 3
	Pause   time.Duration // before the second try, twice as long before the next; 0 means 1 s
}

// CheckAddress refuses what cannot be the address of a time-stamp authority.
func CheckAddress(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return reply.Failf(reply.Invalid, "“%s”不是网址，请写作 http://… 或 https://…", address)
	}
	return nil
}

// maxToken is more than any answer has: a token with its chain takes 3–7 KB.
const maxToken = 64 << 10

// token asks for the time of a signature until there is a good answer. The
// error is a *reply.Error: without the timestamp there is no signature.
func (a *Authority) token(ctx context.Context, signature []byte) ([]byte, error) {
	tries, pause := a.Tries, a.Pause
	if tries <= 0 {
		tries = 3
	}
	if pause <= 0 {
		pause = time.Second
	}
	for try := 1; ; try++ {
		token, err := a.ask(ctx, signature)
		if err == nil {
			return token, nil
		}
		if try == tries || ctx.Err() != nil || errors.Is(err, errRefused) {
			return nil, &reply.Error{Code: reply.Unavailable, Text: "时间戳服务没有给出时间戳，文件没有签名，请稍后再试",
				Cause: fmt.Errorf("ask the time-stamp authority, try %d: %w", try, err)}
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause *= 2
	}
}

// ask tries once.
func (a *Authority) ask(ctx context.Context, signature []byte) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return nil, fmt.Errorf("draw a nonce: %w", err)
	}
	question, err := newTimestampRequest(signature, nonce)
	if err != nil {
		return nil, fmt.Errorf("write the request: %w", err)
	}
	answer, err := a.post(ctx, question)
	if err != nil {
		return nil, err
	}
	der, err := readTimestampResponse(answer)
	if err != nil {
		return nil, err
	}
	return der, a.check(der, signature, nonce)
}

func (a *Authority) post(ctx context.Context, question []byte) ([]byte, error) {
	timeout := a.Timeout
	if timeout <= 0 {
		timeout = 10 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, a.URL, bytes.NewReader(question))
	if err != nil {
		return nil, fmt.Errorf("write the request: %w", err)
	}
	r.Header.Set("Content-Type", "application/timestamp-query")
	r.Header.Set("Accept", "application/timestamp-reply")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the answer is %s", answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxToken+1))
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	if len(body) > maxToken {
		return nil, fmt.Errorf("the answer has more than %d bytes", maxToken)
	}
	return body, nil
}

// check takes a token only if the verifier would: later it would be too late.
func (a *Authority) check(der, signature []byte, nonce *big.Int) error {
	v := verifier{trust: Trust{TimeRoots: a.Roots}}
	s, err := v.checkToken(der, signature)
	if err != nil {
		return fmt.Errorf("%w: the token is not good: %w", errRefused, err)
	}
	if len(a.Roots) > 0 && !s.known {
		return fmt.Errorf("%w: the token is not under the configured root", errRefused)
	}
	t, err := v.readToken(der)
	if err != nil || t.info.Nonce == nil || t.info.Nonce.Cmp(nonce) != 0 {
		return fmt.Errorf("%w: the token answers another request", errRefused)
	}
	return nil
}
