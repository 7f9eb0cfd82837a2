package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Sessions keeps the web's sessions (登录状态) in a table of their own, in the
// form that github.com/alexedwards/scs/v2 asks of a store. What has expired is
// not found, whether it was deleted yet or not. Tokens are kept as they are
// handed in: let scs hash them (HashTokenInStore). A session that was ended
// stays ended, whatever is committed under its token later.
type Sessions struct {
	db  *DB
	now func() time.Time
}

// Sessions returns the sessions kept in db.
func (db *DB) Sessions() *Sessions { return &Sessions{db, time.Now} }

type sessionRow struct {
	Token  string `gorm:"primaryKey"`
	Data   []byte
	Expiry int64 `gorm:"column:expiry_at"`
}

func (sessionRow) TableName() string { return "sessions" }

// FindCtx returns a session's data.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var rows []sessionRow
	err = s.db.reader.WithContext(ctx).Where("token = ? AND expiry_at > ? AND ended = 0", token, millis(s.now())).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, false, fault(err)
	}
	return rows[0].Data, true, nil
}

// CommitCtx keeps a session until expiry, in place of what it held before.
// After DeleteCtx it brings nothing back: the request that commits was under way
// when another one signed out.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	if data == nil {
		data = []byte{}
	}
	r := sessionRow{token, data, millis(expiry)}
	upsert := clause.OnConflict{
		Columns:   []clause.Column{{Name: "token"}},
		DoUpdates: clause.AssignmentColumns([]string{"data", "expiry_at"}),
	}
	return s.db.exclusive(ctx, shortPatience, func(g *gorm.DB) error { return g.Clauses(upsert).Create(&r).Error })
}

// DeleteCtx ends a session; one that is not there is no error. Its token stays
// taken until it would have expired.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	ended := map[string]any{"data": []byte{}, "ended": true}
	return s.db.exclusive(ctx, patience, func(g *gorm.DB) error {
		return g.Model(&sessionRow{}).Where("token = ?", token).Updates(ended).Error
	})
}

// AllCtx returns the data of every session by token.
func (s *Sessions) AllCtx(ctx context.Context) (map[string][]byte, error) {
	var rows []sessionRow
	if err := s.db.reader.WithContext(ctx).Where("expiry_at > ? AND ended = 0", millis(s.now())).Find(&rows).Error; err != nil {
		return nil, fault(err)
	}
	all := make(map[string][]byte, len(rows))
	for _, r := range rows {
		all[r.Token] = r.Data
	}
	return all, nil
}

// DeleteExpired removes what has expired by now; somebody calls it now and then.
func (s *Sessions) DeleteExpired(ctx context.Context, now time.Time) error {
	return s.db.exclusive(ctx, shortPatience, func(g *gorm.DB) error { return g.Where("expiry_at <= ?", millis(now)).Delete(&sessionRow{}).Error })
}

// Find is FindCtx without a context.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// All is AllCtx without a context.
func (s *Sessions) All() (map[string][]byte, error) { return s.AllCtx(context.Background()) }

// SessionEnded implements service.Registry.
func (t tx) SessionEnded(session string) (bool, error) {
	var n int64
	err := t.db.Model(&sessionRow{}).Where("token = ? AND ended = 1", session).Count(&n).Error
	return n > 0, t.fault(err)
}
