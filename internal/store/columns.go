package store

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"dafu/internal/calendar"
)

// jsonColumn keeps a value as JSON text.
type jsonColumn[T any] struct{ V T }

// Value implements driver.Valuer.
func (c jsonColumn[T]) Value() (driver.Value, error) {
	b, err := json.Marshal(c.V)
	if err != nil {
		return nil, fmt.Errorf("store: write %T: %w", c.V, err)
	}
	return string(b), nil
}

// Scan implements sql.Scanner.
func (c *jsonColumn[T]) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("store: read %T from %T", c.V, src)
	}
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return fmt.Errorf("store: read %T: %w", c.V, err)
	}
	c.V = v
	return nil
}

// dateColumn keeps a day as 2006-01-02, no date as ”.
type dateColumn struct{ V calendar.Date }

// Value implements driver.Valuer.
func (c dateColumn) Value() (driver.Value, error) { return c.V.String(), nil }

// Scan implements sql.Scanner.
func (c *dateColumn) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("store: read a date from %T", src)
	}
	return c.V.UnmarshalText([]byte(text))
}

// millis is how an instant is kept: unix milliseconds, the zero time as 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant reads what millis wrote; it comes in China's time, the only one that
// is ever shown.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).In(calendar.China)
}

// optional is how a reference that may be missing is kept: 0 as NULL.
func optional(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

// known reads what optional wrote.
func known(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}
