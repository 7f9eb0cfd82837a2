package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"time"

	"dafu/internal/reply"
)

// The steps of the schema, NNNN_name.sql. A step that has been released is
// never edited: its checksum is recorded in every database.
//
//go:embed migrations/sqlite/*.sql
var migrationFiles embed.FS

// migration is one step; its version is its place in the list, from 1.
type migration struct {
	name, sql string
}

func (m migration) checksum() string {
	sum := sha256.Sum256([]byte(m.sql))
	return hex.EncodeToString(sum[:])
}

// shippedMigrations returns the compiled-in steps in order. TestMigrationFiles
// holds that their numbers have no gap.
func shippedMigrations() []migration {
	names, _ := fs.Glob(migrationFiles, "migrations/sqlite/*.sql") // sorted; fails on a malformed pattern only
	steps := make([]migration, len(names))
	for i, name := range names {
		text, _ := migrationFiles.ReadFile(name) // Glob has just found it
		steps[i] = migration{path.Base(name), string(text)}
	}
	return steps
}

const migrationsTable = `CREATE TABLE IF NOT EXISTS schema_migrations (
	version    INTEGER PRIMARY KEY,
	name       TEXT    NOT NULL,
	checksum   TEXT    NOT NULL,
	applied_at INTEGER NOT NULL
) STRICT`

// migrate takes the steps that the database lacks, each in a transaction of
// its own that also records it. It writes nothing if none is lacking.
func (db *DB) migrate(steps []migration) error {
	pool, err := db.writer.DB()
	if err != nil {
		return err
	}
	for {
		more, err := step(pool, steps)
		if err != nil || !more {
			return err
		}
	}
}

// step takes the next lacking step and reports whether there was one. It looks
// afresh under the write lock, as another process may be starting too.
func step(pool *sql.DB, steps []migration) (more bool, err error) {
	ctx := context.Background()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close() //nolint:errcheck // goes back to the pool
	// A table is made anew without references to it being in the way; they are
	// checked before the step is committed (https://sqlite.org/lang_altertable.html).
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
		return false, err
	}
	defer conn.ExecContext(ctx, "PRAGMA foreign_keys = ON") //nolint:errcheck // as it was
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback() //nolint:errcheck // no-op after Commit
	if err := refuseStrange(ctx, tx); err != nil {
		return false, err
	}
	if _, err := tx.ExecContext(ctx, migrationsTable); err != nil {
		return false, err
	}
	version, err := applied(ctx, tx, steps)
	if err != nil || version == len(steps) {
		return false, err
	}
	next := steps[version]
	if _, err := tx.ExecContext(ctx, next.sql); err != nil {
		return false, fmt.Errorf("%s: %w", next.name, err)
	}
	if err := references(ctx, tx); err != nil {
		return false, fmt.Errorf("%s: %w", next.name, err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO schema_migrations VALUES (?, ?, ?, ?)`,
		version+1, next.name, next.checksum(), time.Now().UnixMilli())
	if err != nil {
		return false, err
	}
	return true, tx.Commit()
}

// references fails if a row refers to one that is not there.
func references(ctx context.Context, tx *sql.Tx) error {
	var table string
	err := tx.QueryRowContext(ctx, `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`).Scan(&table)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return fmt.Errorf("rows of %s refer to nothing", table)
}

// refuseStrange fails if the file is another program's database.
func refuseStrange(ctx context.Context, tx *sql.Tx) error {
	var tables, ours int
	err := tx.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE name = 'schema_migrations')
		FROM sqlite_schema WHERE type = 'table'`).Scan(&tables, &ours)
	if err == nil && tables > 0 && ours == 0 {
		return reply.Failf(reply.Unavailable, "这个文件是其他程序的数据库，没有作任何改动。请检查数据目录的设置")
	}
	return err
}

// applied returns how many steps the database has. It fails if one is not the
// program's or if there are more than the program knows.
func applied(ctx context.Context, tx *sql.Tx, steps []migration) (int, error) {
	rows, err := tx.QueryContext(ctx, `SELECT version, name, checksum FROM schema_migrations ORDER BY version`)
	if err != nil {
		return 0, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	n := 0
	for rows.Next() {
		var version int
		var name, checksum string
		if err := rows.Scan(&version, &name, &checksum); err != nil {
			return 0, err
		}
		n++
		switch {
		case version > len(steps):
			return 0, reply.Failf(reply.Unavailable,
				"数据库是较新版本的程序写的（结构版本 %d，本程序只到 %d），没有作任何改动。请换用新版程序", version, len(steps))
		case version != n || checksum != steps[n-1].checksum():
			return 0, reply.Failf(reply.Unavailable,
				"数据库的结构记录（第 %d 步 %s）与本程序不符，没有作任何改动。请换用原来的程序或用备份恢复", version, name)
		}
	}
	return n, rows.Err()
}
