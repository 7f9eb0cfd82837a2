package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"dafu/internal/reply"
)

// Backup writes a consistent copy of the database at path to a new file, readable
// by its owner only, while a service goes on with it. It reads through a
// connection of its own, waits for no writer, and changes nothing of the
// database: the copy has the schema's step that the database has, be it older or
// newer than this program's. It does not overwrite a file.
func Backup(ctx context.Context, path, to string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return startFault(fmt.Errorf("store: back up %s: %w", path, err))
	}
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return startFault(fmt.Errorf("store: back up to %s: %w", to, err))
	}
	if err = f.Close(); err == nil {
		err = copyInto(ctx, path, to)
	}
	if err != nil {
		_ = os.Remove(to) // ours, and not whole
		return startFault(fmt.Errorf("store: back up to %s: %w", to, err))
	}
	return nil
}

func copyInto(ctx context.Context, path, to string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return &reply.Error{Code: reply.NotFound, Text: "没有这个数据文件", Cause: err}
	}
	source, err := connect(backupDSN(path), 1)
	if err != nil {
		return err
	}
	pool, err := source.DB()
	if err != nil {
		return err
	}
	defer pool.Close() //nolint:errcheck // it has written nothing of the database
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := errors.Join(refuseStrange(ctx, tx), tx.Rollback()); err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "VACUUM INTO ?", to)
	return err
}
