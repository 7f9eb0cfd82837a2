package service

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dafu/internal/reply"
)

// KeyMark remembers, in the database, a key of the folder beside it: a
// department's own key, or, for department 0, the root of the trial keys.
type KeyMark struct {
	DepartmentID int64
	SHA256       string // of the certificate, hex; "" if only letters tell of it
	At           time.Time
}

// KeyMarks keeps what keys were seen.
type KeyMarks interface {
	KeyMarks() ([]KeyMark, error)
	// PutKeyMark inserts, or replaces the department's former mark.
	PutKeyMark(m KeyMark) error
	DropKeyMarks() error
}

// KeyStore is a Signer that can tell its keys apart.
type KeyStore interface {
	// OwnKey reports whether the department has a key of its own, and the SHA-256
	// of its certificate; "" if it cannot be opened now.
	OwnKey(d reply.Department) (sha256 string, own bool)
	// TrialRoot is the SHA-256 of the trial keys' root, "" if it is not the one
	// that this database knows, or is missing.
	TrialRoot() string
}

// RememberKeys marks the keys that are there and not yet known. A department's
// key that was renewed replaces its former mark; one that is gone leaves it.
func (s *Service) RememberKeys(ctx context.Context) error {
	keys, ok := s.signer.(KeyStore)
	if !ok {
		return nil
	}
	var fresh []KeyMark
	err := s.store.Read(ctx, func(tx Tx) error {
		marks, err := tx.KeyMarks()
		if err != nil {
			return err
		}
		all, err := tx.Departments()
		if err != nil {
			return err
		}
		if root := keys.TrialRoot(); root != "" && markOf(marks, 0).SHA256 == "" {
			fresh = append(fresh, KeyMark{SHA256: root, At: s.clock()})
		}
		for _, d := range all {
			sha, own := keys.OwnKey(d)
			if own && sha != "" && markOf(marks, d.ID).SHA256 != sha && keys.TrialRoot() != "" {
				fresh = append(fresh, KeyMark{d.ID, sha, s.clock()})
			}
		}
		return nil
	})
	if err != nil || len(fresh) == 0 {
		return err
	}
	return s.system(ctx, func(tx Tx) error {
		for _, m := range fresh {
			if err := tx.PutKeyMark(m); err != nil {
				return err
			}
		}
		return nil
	})
}

// AcceptKeys forgets the keys that are gone: from the next start on, those that
// are there then are the ones that this database knows.
func (s *Service) AcceptKeys(ctx context.Context, a reply.Actor) error {
	if err := reply.PermitGeneral(a, reply.ManageRegistry); err != nil {
		return err
	}
	return s.write(ctx, a, func(tx Tx, a reply.Actor) error {
		if err := tx.DropKeyMarks(); err != nil {
			return err
		}
		return s.record(tx, a, reply.ManageRegistry, 0, "承认现有的签章密钥目录，不再等候原来的密钥")
	})
}

func markOf(marks []KeyMark, departmentID int64) KeyMark {
	if i := slices.IndexFunc(marks, func(m KeyMark) bool { return m.DepartmentID == departmentID }); i >= 0 {
		return marks[i]
	}
	return KeyMark{DepartmentID: -1}
}

const keysLost = "签章密钥目录（keys）不见了，或者不是原来的那一个"

// missingKey says why the department cannot sign, though a key would be found:
// it would not be the one that it is known to have. nil if all is in order.
func (s *Service) missingKey(tx Tx, d reply.Department) error {
	keys, ok := s.signer.(KeyStore)
	if !ok {
		return nil
	}
	marks, err := tx.KeyMarks()
	if err != nil {
		return err
	}
	if text := missing(keys, marks, d); text != "" {
		return reply.Failf(reply.Unavailable, "%s。没有签章，文稿和发文字号不受影响", text)
	}
	return nil
}

func missing(keys KeyStore, marks []KeyMark, d reply.Department) string {
	sha, own := keys.OwnKey(d)
	mark, lost := markOf(marks, d.ID), keys.TrialRoot() == ""
	switch {
	case mark.DepartmentID == d.ID && !own:
		return fmt.Sprintf("“%s”原来用本单位自己的密钥签章，现在 keys 目录里没有这个密钥（目录丢失、换成了别的目录，或者单位改了名称）。请管理员从备份恢复 keys 目录，或者为该单位重新导入密钥", d.FullName)
	case lost && !own:
		return keysLost + "，不能签章。请管理员从备份恢复 keys 目录"
	case lost && sha != mark.SHA256:
		return fmt.Sprintf("%s，其中“%s”的密钥也不是原来的。请管理员从备份恢复 keys 目录", keysLost, d.FullName)
	}
	return ""
}

// missingKeys says of the whole house what keys are gone, a sentence each.
func (s *Service) missingKeys(ctx context.Context) (all []string, err error) {
	keys, ok := s.signer.(KeyStore)
	if !ok {
		return nil, nil
	}
	err = s.store.Read(ctx, func(tx Tx) error {
		marks, err := tx.KeyMarks()
		if err != nil {
			return err
		}
		departments, err := tx.Departments()
		if err != nil {
			return err
		}
		const accept = "原来的密钥确已不在的，运行 dafu keys accept，再重新启动服务。"
		if keys.TrialRoot() == "" {
			all = append(all, keysLost+"，恢复以前不能签发，也没有另建试用密钥。请从备份恢复 keys 目录，再重新启动服务；"+accept)
		}
		for _, d := range departments {
			if _, own := keys.OwnKey(d); !own && markOf(marks, d.ID).DepartmentID == d.ID {
				all = append(all, missing(keys, marks, d)+"；"+accept)
			}
		}
		return nil
	})
	return all, err
}
