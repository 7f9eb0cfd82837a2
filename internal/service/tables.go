package service

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"dafu/internal/check"
	"dafu/internal/reply"
)

// TablesView is the page of a department's own 词表.
type TablesView struct {
	Department reply.Department
	Own        check.Table
	Version    int // 0 if the department has none yet
	Versions   []reply.TableVersion
	CanKeep    bool
}

// compiled keeps the tables of departments ready for use, by version.
type compiled struct {
	mu  sync.Mutex
	all map[int64]compiledTable
}

type compiledTable struct {
	version int
	name    string
	tables  *check.Tables
}

// tablesOf returns the tables that hold for a lead's letters: the shipped ones
// with its own on top.
func (s *Service) tablesOf(tx Tx, department int64) (*check.Tables, int, error) {
	v, err := tx.CheckTable(department)
	if err != nil || v.Version == 0 {
		return check.Shipped(), 0, err
	}
	d, err := tx.Department(department)
	if err != nil {
		return nil, 0, err
	}
	s.compiled.mu.Lock()
	known, ok := s.compiled.all[department]
	s.compiled.mu.Unlock()
	if ok && known.version == v.Version && known.name == d.ShortName {
		return known.tables, v.Version, nil
	}
	own, err := tableOf(d, v)
	if err != nil {
		return nil, 0, err
	}
	tables := check.Shipped().With(own)
	s.compiled.mu.Lock()
	defer s.compiled.mu.Unlock()
	if s.compiled.all == nil {
		s.compiled.all = map[int64]compiledTable{}
	}
	s.compiled.all[department] = compiledTable{v.Version, d.ShortName, tables}
	return tables, v.Version, nil
}

// tableOf reads a stored version. It bears the department's name: findings say
// which table they come from.
func tableOf(d reply.Department, v reply.TableVersion) (check.Table, error) {
	if v.Version == 0 {
		return check.Table{Name: d.ShortName + "词表"}, nil
	}
	t, err := check.ReadTable(d.ShortName+"词表", []byte(v.Rows))
	if err != nil {
		return t, fmt.Errorf("read version %d of the table of department %d: %w", v.Version, d.ID, err)
	}
	t.Version = fmt.Sprintf("第%d版", v.Version)
	return t, nil
}

// Tables returns the actor's department's own table with all its versions.
func (s *Service) Tables(ctx context.Context, a reply.Actor) (v TablesView, err error) {
	if err := reply.PermitGeneral(a, reply.ReadTables); err != nil {
		return v, err
	}
	err = s.store.Read(ctx, func(tx Tx) (err error) {
		if v.Department, err = tx.Department(a.Account.DepartmentID); err != nil {
			return err
		}
		if v.Versions, err = tx.CheckTables(v.Department.ID); err != nil || len(v.Versions) == 0 {
			v.Own = check.Table{Name: v.Department.ShortName + "词表"}
			return err
		}
		v.Version = v.Versions[0].Version
		v.Own, err = tableOf(v.Department, v.Versions[0])
		return err
	})
	v.CanKeep = reply.PermitGeneral(a, reply.KeepTables) == nil
	return v, err
}

// TableAt returns a version of the department's own table.
func (s *Service) TableAt(ctx context.Context, a reply.Actor, version int) (check.Table, error) {
	v, err := s.Tables(ctx, a)
	if err != nil {
		return check.Table{}, err
	}
	for _, one := range v.Versions {
		if one.Version == version {
			return tableOf(v.Department, one)
		}
	}
	return check.Table{}, reply.Failf(reply.NotFound, "词表没有第 %d 版", version)
}

// MergedTable returns the shipped table with the department's own on top.
func (s *Service) MergedTable(ctx context.Context, a reply.Actor) (check.Table, error) {
	v, err := s.Tables(ctx, a)
	return check.Shipped().With(v.Own).Merged(), err
}

// SaveTable makes the table the next version of the department's own. Base is the
// version that was looked at. It returns what was changed, a line each; nothing
// where nothing was.
func (s *Service) SaveTable(ctx context.Context, a reply.Actor, base int, t check.Table) (changes []string, err error) {
	if err := reply.PermitGeneral(a, reply.KeepTables); err != nil {
		return nil, err
	}
	if t, err = check.ParseTable(t.Name, t.Records()); err != nil {
		return nil, err
	}
	err = s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		d, err := tx.Department(a.Account.DepartmentID)
		if err != nil {
			return err
		}
		stored, err := tx.CheckTable(d.ID)
		if err != nil {
			return err
		}
		before, err := tableOf(d, stored)
		if err != nil {
			return err
		}
		if changes = t.Changes(before); len(changes) == 0 {
			return nil
		}
		if stored.Version != base {
			return reply.Failf(reply.Stale, "词表在您之后有了第 %d 版，您的修改没有保存。请看过新的内容再改", stored.Version)
		}
		next := reply.TableVersion{
			DepartmentID: d.ID, Version: base + 1, Rows: string(t.CSV()), Changes: strings.Join(changes, "\n"),
			AccountID: a.Account.ID, AccountName: a.Account.Name, At: s.clock(),
		}
		if err := tx.AddCheckTable(next); err != nil {
			return err
		}
		return s.record(tx, a, reply.KeepTables, 0, fmt.Sprintf("%s校核词表第%d版：%s", d.ShortName, next.Version, brief(changes)))
	})
	return changes, err
}

// brief keeps the log's line short; the version has them all.
func brief(changes []string) string {
	const shown = 3
	if len(changes) <= shown {
		return strings.Join(changes, "；")
	}
	return fmt.Sprintf("%s等 %d 处", strings.Join(changes[:shown], "；"), len(changes))
}

// ReadTableFile reads a table that somebody sends. Nothing is stored.
func (s *Service) ReadTableFile(a reply.Actor, file []byte) (check.Table, error) {
	if err := reply.PermitGeneral(a, reply.KeepTables); err != nil {
		return check.Table{}, err
	}
	if s.tables == nil {
		return check.ReadTable("词表", file)
	}
	return s.tables.Read("词表", file)
}

// TableSheet makes a table a spreadsheet.
func (s *Service) TableSheet(t check.Table) ([]byte, error) {
	if s.tables == nil {
		return nil, reply.Failf(reply.Unavailable, "这里不能写 .xlsx 文件，请下载 .csv")
	}
	return s.tables.Sheet(t)
}
