package store

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// slow is how long a statement may take before the log mentions it.
const slow = 500 * time.Millisecond

// queryLog tells slog of slow and failed statements and is silent otherwise.
// It never writes values: they are people's words, names and password hashes.
type queryLog struct{}

var (
	_ logger.Interface  = queryLog{}
	_ gorm.ParamsFilter = queryLog{}
)

func (l queryLog) LogMode(logger.LogLevel) logger.Interface { return l }

func (queryLog) Info(context.Context, string, ...any) {}

func (queryLog) Warn(ctx context.Context, msg string, _ ...any) { slog.WarnContext(ctx, "gorm: "+msg) }

func (queryLog) Error(ctx context.Context, msg string, _ ...any) {
	slog.ErrorContext(ctx, "gorm: "+msg)
}

// Trace is called after every statement.
func (queryLog) Trace(ctx context.Context, begin time.Time, statement func() (string, int64), err error) {
	took := time.Since(begin)
	switch {
	case err != nil && !expected(err):
		sql, _ := statement()
		slog.ErrorContext(ctx, "database statement failed", "sql", sql, "error", err)
	case took > slow:
		sql, rows := statement()
		slog.WarnContext(ctx, "database statement was slow", "sql", sql, "rows", rows, "took", took)
	}
}

// ParamsFilter keeps values out of the statement that Trace is given.
func (queryLog) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}

// expected tells of errors that are answers: not found, taken already, the
// user went away.
func expected(err error) bool {
	return errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, context.Canceled) || isUnique(err)
}
