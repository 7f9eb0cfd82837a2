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

// What a command says when the database cannot be opened: nobody has typed
// anything yet.
const (
	fullStartText   = "磁盘空间已满，没有打开数据文件。请清理磁盘后再试"
	busyStartText   = "数据文件正被其他程序占用，没有打开。请稍后再试"
	accessStartText = "数据目录或数据文件不能写入，没有打开。请检查目录的属主和权限，或者换一个数据目录"
	diskStartText   = "磁盘读写出错，没有打开数据文件。请检查磁盘后再试"
	heldText        = "这个数据目录已有一个服务在使用，没有再启动一个。请先停止它，或者换一个数据目录"
)

// wording is what is said of the usual troubles.
type wording struct{ full, busy, access, disk string }

var (
	onScreen = wording{fullText, busyText, accessText, diskText}
	atStart  = wording{fullStartText, busyStartText, accessStartText, diskStartText}
)

// of returns the text for SQLite's primary result code, or "".
func (w wording) of(code int) string {
	switch code {
	case lib.SQLITE_FULL:
		return w.full
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return w.busy
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN:
		return w.access
	case lib.SQLITE_IOERR:
		return w.disk
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return damagedText
	}
	return ""
}

// fault gives err the code and the text of what is behind it. An error that
// has a code keeps it; one that nobody foresaw stays without.
func fault(err error) error { return worded(err, onScreen) }

// startFault is fault for what happens before anybody uses the program.
func startFault(err error) error { return worded(err, atStart) }

func worded(err error, say wording) error {
	if err == nil || reply.CodeOf(err) != 0 {
		return err
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return because(reply.Unavailable, say.full, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return because(reply.Unavailable, say.access, err)
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
	if text := say.of(code & 0xff); text != "" {
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
