package store

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"gorm.io/gorm"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"dafu/internal/reply"
)

// What a screen says when the database cannot do its work. Each tells what
// was kept and what to do.
const (
	fullText    = "磁盘空间已满，刚才的内容没有保存，以前保存的都在。请联系管理员清理磁盘后再试"
	busyText    = "系统正忙，刚才的内容没有保存，以前保存的都在。请稍后再试"
	accessText  = "数据文件无法写入，刚才的内容没有保存，以前保存的都在。请联系管理员检查文件权限后再试"
	diskText    = "磁盘读写出错，刚才的内容没有保存。请联系管理员检查磁盘后再试"
	damagedText = "数据文件已损坏或不是答复系统的数据文件，没有作任何改动。请联系管理员用备份恢复后再试"
	missingText = "引用的单位、账号或提案不存在，刚才的内容没有保存。请刷新页面后再试"
	timeoutText = "处理时间过长，已停止，刚才的内容没有保存，以前保存的都在。请稍后再试"
)

// unavailable are the texts by SQLite's primary result code.
var unavailable = map[int]string{
	lib.SQLITE_FULL:     fullText,
	lib.SQLITE_BUSY:     busyText,
	lib.SQLITE_LOCKED:   busyText,
	lib.SQLITE_READONLY: accessText,
	lib.SQLITE_PERM:     accessText,
	lib.SQLITE_CANTOPEN: accessText,
	lib.SQLITE_IOERR:    diskText,
	lib.SQLITE_CORRUPT:  damagedText,
	lib.SQLITE_NOTADB:   damagedText,
}

// fault gives err the code and the text of what is behind it. An error that
// has a code keeps it; one that nobody foresaw stays without.
func fault(err error) error {
	if err == nil || reply.CodeOf(err) != 0 {
		return err
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return because(reply.Unavailable, fullText, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return because(reply.Unavailable, accessText, err)
	case errors.Is(err, context.DeadlineExceeded):
		return because(reply.Unavailable, timeoutText, err)
	}
	code := resultCode(err)
	if code == lib.SQLITE_CONSTRAINT_FOREIGNKEY {
		return because(reply.Conflict, missingText, err)
	}
	if isUnique(err) {
		return because(reply.Conflict, "已有相同的记录，刚才的内容没有保存", err)
	}
	if text, ok := unavailable[code&0xff]; ok {
		return because(reply.Unavailable, text, err)
	}
	return err
}

// fault is the package's fault, except that writing in a Read is our mistake
// and not the disk's.
func (t tx) fault(err error) error {
	if t.readOnly && resultCode(err)&0xff == lib.SQLITE_READONLY {
		return errWriteInRead
	}
	return fault(err)
}

var errWriteInRead = errors.New("store: write inside a read transaction")

// taken is fault with a text for the breach of uniqueness.
func (t tx) taken(err error, text string) error {
	if isUnique(err) {
		return because(reply.Conflict, text, err)
	}
	return t.fault(err)
}

// missing is fault with a text for a row that is not there.
func (t tx) missing(err error, text string) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return because(reply.NotFound, text, err)
	}
	return t.fault(err)
}

func because(code reply.Code, text string, cause error) error {
	return &reply.Error{Code: code, Text: text, Cause: cause}
}

// isUnique reports a breach of uniqueness; GORM's TranslateError does not know
// this driver's errors.
func isUnique(err error) bool {
	code := resultCode(err)
	return code == lib.SQLITE_CONSTRAINT_UNIQUE || code == lib.SQLITE_CONSTRAINT_PRIMARYKEY
}

// resultCode returns SQLite's extended result code, or 0.
func resultCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}
