package store

import (
	"context"
	"fmt"
	"os"
)

// Backup writes a consistent copy of the database to a new file at path,
// readable by its owner only, while the service goes on. It does not overwrite
// a file.
func (db *DB) Backup(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return fault(fmt.Errorf("store: back up to %s: %w", path, err))
	}
	if err = f.Close(); err == nil {
		err = db.copyInto(ctx, path)
	}
	if err != nil {
		_ = os.Remove(path) // ours, and not whole
		return fault(fmt.Errorf("store: back up to %s: %w", path, err))
	}
	return nil
}

// copyInto uses a connection of its own: the reader's are bound to write
// nothing, and the writer's must stay free.
func (db *DB) copyInto(ctx context.Context, path string) error {
	source, err := connect(dsn(db.path, "deferred", "busy_timeout(5000)"), 1)
	if err != nil {
		return err
	}
	pool, err := source.DB()
	if err != nil {
		return err
	}
	defer pool.Close() //nolint:errcheck // it has written nothing of the database
	_, err = pool.ExecContext(ctx, "VACUUM INTO ?", path)
	return err
}
