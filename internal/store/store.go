// Package store keeps everything in a database through GORM: it implements
// service.Store on one SQLite file, the sessions' table included. Row types
// and SQL stay inside; what goes in and comes out are the core's values.
package store

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite" // the driver “sqlite”, in pure Go

	"dafu/internal/service"
)

// DB is an open database. It is safe for use by several goroutines.
type DB struct {
	path string
	// writer has a single connection, so writers queue in Go and not on SQLite's
	// lock; reader has several, which in WAL mode neither wait for the writer nor
	// hold it up.
	writer, reader *gorm.DB
	turn           turn // of the writer
}

var _ service.Store = (*DB)(nil)

// Open opens the database file at path and brings its schema up to date. It
// creates the file, readable by its owner only, and its folder if they are
// missing. A database that a newer program has written is refused.
func Open(path string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", path, err)
	}
	if err := createFile(path); err != nil {
		return nil, startFault(fmt.Errorf("store: create %s: %w", path, err))
	}
	db := &DB{path: path, turn: newTurn()}
	if db.writer, err = connect(writerDSN(path), 1); err != nil {
		return nil, startFault(fmt.Errorf("store: open %s: %w", path, err))
	}
	if err := db.migrate(shippedMigrations()); err != nil {
		_ = db.Close()
		return nil, startFault(fmt.Errorf("store: migrate %s: %w", path, err))
	}
	if db.reader, err = connect(readerDSN(path), max(8, 2*runtime.NumCPU())); err != nil {
		_ = db.Close()
		return nil, startFault(fmt.Errorf("store: open %s for reading: %w", path, err))
	}
	return db, nil
}

// createFile makes the folder and an empty file if missing. SQLite gives its
// -wal and -shm files the same permissions as the database.
func createFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// Pragmas belong in the DSN: one set by a statement holds for one pooled
// connection only.
func writerDSN(path string) string {
	return dsn(path, "immediate", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "busy_timeout(5000)")
}

func readerDSN(path string) string {
	return dsn(path, "deferred", "query_only(1)", "busy_timeout(5000)")
}

// backupDSN reads only: not even the write-ahead log is folded in on closing.
func backupDSN(path string) string {
	return dsnOf(path, "ro", "deferred", "busy_timeout(5000)")
}

func dsn(path, txlock string, pragmas ...string) string {
	return dsnOf(path, "rw", txlock, pragmas...)
}

func dsnOf(path, mode, txlock string, pragmas ...string) string {
	u := url.URL{
		Scheme:   "file",
		Path:     filepath.ToSlash(path),
		RawQuery: url.Values{"_pragma": pragmas, "_txlock": {txlock}, "mode": {mode}}.Encode(),
	}
	return u.String()
}

func connect(dsn string, connections int) (*gorm.DB, error) {
	db, err := gorm.Open(sqlite.Dialector{DriverName: "sqlite", DSN: dsn}, &gorm.Config{
		SkipDefaultTransaction: true, // every statement runs in Read's or Write's
		Logger:                 queryLog{},
	})
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return db, nil
}

// Close ends all connections; the writer's goes last and folds the write-ahead
// log into the file.
func (db *DB) Close() error {
	var first error
	for _, g := range []*gorm.DB{db.reader, db.writer} {
		if g == nil {
			continue
		}
		pool, err := g.DB()
		if err == nil {
			err = pool.Close()
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// Read runs fn on one snapshot of the database: what others write meanwhile
// does not show.
func (db *DB) Read(ctx context.Context, fn func(service.Tx) error) error {
	return run(ctx, db.reader, tx{readOnly: true}, fn)
}

// Write runs fn alone among writers. If fn fails or panics nothing of it is
// kept; the panic goes on. fn must not call Write again: it would wait for
// itself.
func (db *DB) Write(ctx context.Context, fn func(service.Tx) error) error {
	return db.exclusive(ctx, patience, func(g *gorm.DB) error { return run(ctx, g, tx{}, fn) })
}

func run(ctx context.Context, g *gorm.DB, t tx, fn func(service.Tx) error) error {
	return fault(g.WithContext(ctx).Transaction(func(g *gorm.DB) error {
		t.db = g
		return fn(t)
	}))
}

// tx is one transaction.
type tx struct {
	db       *gorm.DB
	readOnly bool
}
