package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"time"

	"dafu/internal/service"
)

// What uploads to the public page may hold and how slow they may be.
const (
	allUploads   = 8 * service.MaxVerified // bytes of all that have come in
	judgedAtOnce = 4                       // files that are judged at a time; others wait
	uploadStep   = 64 << 10                // bytes that must come
	uploadPause  = 10 * time.Second        // within this time, else the connection is cut
	uploadTime   = 90 * time.Second        // for the whole file
)

// budget is how many bytes uploads may hold together.
type budget struct {
	mu   sync.Mutex
	left int
}

func (b *budget) take(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left < n {
		return false
	}
	b.left -= n
	return true
}

func (b *budget) give(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left += n
}

// readUpload reads at most most bytes and one more. It holds what has come on the
// budget, not what may come: a slow sender takes nothing from others. Done gives the
// bytes back; pace is called before each step.
func readUpload(r io.Reader, most int, b *budget, pace func()) (file []byte, done func(), err error) {
	held := 0
	done = func() { b.give(held) }
	var buf bytes.Buffer
	for {
		pace()
		n, err := io.CopyN(&buf, r, int64(min(uploadStep, most+1-buf.Len())))
		if !b.take(int(n)) {
			return nil, done, errBusy
		}
		held += int(n)
		switch {
		case errors.Is(err, io.EOF), err == nil && buf.Len() > most:
			return buf.Bytes(), done, nil
		case err != nil:
			return nil, done, err
		}
	}
}

// pacer gives the next step of an upload its time.
func pacer(w http.ResponseWriter) func() {
	c, end := http.NewResponseController(w), time.Now().Add(uploadTime)
	return func() {
		next := time.Now().Add(uploadPause)
		if end.Before(next) {
			next = end
		}
		_ = c.SetReadDeadline(next) // a recorder in a test has none
	}
}

// tooSlow tells an upload that did not come in time.
func tooSlow(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }

// judge waits for one of the few places at which files are judged.
func (s *server) judge(ctx context.Context, do func() error) error {
	select {
	case s.judging <- struct{}{}:
		defer func() { <-s.judging }()
		return do()
	case <-ctx.Done():
		return errBusy
	}
}
