package store

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"dafu/internal/reply"
)

func TestOneServerAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "dafu.db")
	release, err := Hold(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Hold(path); reply.CodeOf(err) != reply.Conflict || !strings.Contains(err.Error(), heldText) {
		t.Errorf("the second server: %v", err)
	}
	open(t, path) // a command beside it
	release()
	if release, err = Hold(path); err != nil {
		t.Fatalf("after the first has ended: %v", err)
	}
	release()
}

func TestStartOnAFolderThatCannotBeWritten(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "dafu.db")
	_, opened := Open(path)
	_, held := Hold(path)
	for what, err := range map[string]error{"open": opened, "hold": held} {
		if reply.CodeOf(err) != reply.Unavailable || !strings.Contains(err.Error(), accessStartText) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestTroubleAtStartIsNotAboutWhatWasTyped(t *testing.T) {
	for cause, want := range map[error]string{
		syscall.EROFS: accessStartText, syscall.ENOSPC: fullStartText, fs.ErrPermission: accessStartText,
	} {
		err := startFault(fmt.Errorf("store: open: %w", cause))
		if reply.CodeOf(err) != reply.Unavailable || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "刚才的内容") {
			t.Errorf("%v: %v", cause, err)
		}
	}
}
