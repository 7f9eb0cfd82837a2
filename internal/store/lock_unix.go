//go:build unix

package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"dafu/internal/reply"
)

// Hold takes the database at path for one serving program until release, or
// until the process ends however it ends: two would do the same background work
// twice. Commands beside it need no hold, SQLite lets several work on a file.
func Hold(path string) (release func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, startFault(fmt.Errorf("store: create folder of %s: %w", path, err))
	}
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, startFault(fmt.Errorf("store: lock %s: %w", path, err))
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, because(reply.Conflict, heldText, err)
		}
		return nil, startFault(fmt.Errorf("store: lock %s: %w", path, err))
	}
	return func() { _ = f.Close() }, nil
}
