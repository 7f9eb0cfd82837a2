package sign

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dafu/internal/reply"
)

func TestKeysAreKeptFromOthers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data", "keys")
	now := func() time.Time { return issueDay }
	k, err := OpenKeyring(dir, now)
	if err != nil {
		t.Fatal(err)
	}
	evil := reply.Department{ID: 3, FullName: "../../某/委\x00员会"}
	for _, d := range []reply.Department{ministry, evil} {
		if _, err := k.Key(d); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder: %v, %v", info.Mode(), err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 3 {
		t.Fatalf("files %v, %v; want the root's and two departments'", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
	}
	path := filepath.Join(dir, files[0].Name())
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readKey(path); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a key that others can read: %v", err)
	}
}

func TestKeyIsMadeOnceAndFound(t *testing.T) {
	dir := t.TempDir()
	open := func(now time.Time) *Keyring {
		k, err := OpenKeyring(dir, func() time.Time { return now })
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	key := func(k *Keyring, d reply.Department) Key {
		key, err := k.Key(d)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	first := key(open(issueDay), ministry)
	second := open(issueDay.AddDate(1, 0, 0))
	if again := key(second, ministry); !again.Chain[0].Equal(first.Chain[0]) || !again.Trial {
		t.Error("the second start made another key, or lost the mark of trial")
	}
	if trial, err := second.Trial(ministry); err != nil || !trial {
		t.Errorf("Trial = %v, %v", trial, err)
	}
	renamed := ministry
	renamed.FullName = "云南省科技厅"
	if k := key(second, renamed); k.Chain[0].Subject.CommonName != "云南省科技厅（试用）" || !k.Chain[1].Equal(first.Chain[1]) {
		t.Errorf("after renaming: %s", k.Chain[0].Subject)
	}
	if _, err := second.Key(reply.Department{FullName: "某厅"}); err == nil {
		t.Error("a department that is not registered got a key")
	}
}

func TestDamagedKeyFileIsNotReplaced(t *testing.T) {
	k := keyring(t)
	if _, err := k.Key(ministry); err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(k.folder, "trial-root.pem")
	whole, err := os.ReadFile(root)
	if err != nil {
		t.Fatal(err)
	}
	other, err := newTrialRoot(issueDay)
	if err != nil {
		t.Fatal(err)
	}
	temp := filepath.Join(t.TempDir(), "other.pem")
	if err := writeKey(temp, other); err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(temp)
	if err != nil {
		t.Fatal(err)
	}
	cut := bytes.Index(whole, []byte("-----BEGIN CERTIFICATE"))
	mixed := append(bytes.Clone(whole[:cut]), second[bytes.Index(second, []byte("-----BEGIN CERTIFICATE")):]...)
	for name, text := range map[string][]byte{"empty": nil, "half": whole[:cut], "of two keys": mixed} {
		if err := os.WriteFile(root, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenKeyring(k.folder, k.now); err == nil || !strings.Contains(err.Error(), "trial-root.pem") {
			t.Errorf("%s: error %v does not name the file", name, err)
		}
		if now, _ := os.ReadFile(root); !bytes.Equal(now, text) {
			t.Errorf("%s: the file was written over", name)
		}
	}
}

func TestFirstUseByManyAtOnce(t *testing.T) {
	dir := t.TempDir()
	const many = 16
	keys := make([]Key, many)
	var wg sync.WaitGroup
	for i := range many {
		wg.Go(func() {
			k, err := OpenKeyring(dir, func() time.Time { return issueDay })
			if err == nil {
				keys[i], err = k.Key(ministry)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, k := range keys {
		if len(k.Chain) != 2 || !k.Chain[0].Equal(keys[0].Chain[0]) {
			t.Fatal("two keyrings have different keys")
		}
		if err := k.Chain[0].CheckSignatureFrom(k.Chain[1]); err != nil {
			t.Fatalf("the key in use is not under the root in use: %v", err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".new-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestFirstUseByTwoProcesses starts this test binary several times at once.
func TestFirstUseByTwoProcesses(t *testing.T) {
	const folder = "DAFU_TEST_KEYS"
	if dir := os.Getenv(folder); dir != "" {
		k, err := OpenKeyring(dir, func() time.Time { return issueDay })
		if err != nil {
			t.Fatal(err)
		}
		key, err := k.Key(ministry)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("key %s\n", fingerprint(key.Chain[0]))
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var mu sync.Mutex
	seen := map[string]bool{}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			cmd := exec.Command(self, "-test.run=^TestFirstUseByTwoProcesses$")
			cmd.Env = append(os.Environ(), folder+"="+dir)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Errorf("%v: %s", err, out)
			}
			line, _, _ := strings.Cut(string(out), "\n")
			mu.Lock()
			defer mu.Unlock()
			seen[line] = true
		})
	}
	wg.Wait()
	if len(seen) != 1 {
		t.Errorf("the processes use different keys: %v", seen)
	}
}

func TestExpiredTrialKeyDoesNotSign(t *testing.T) {
	k := keyring(t)
	_, err := k.Sign(letter(), ministry, seal, place, issueDay.AddDate(trialLeafYears, 0, 1))
	if reply.CodeOf(err) != reply.Conflict || !strings.Contains(err.Error(), "到期") {
		t.Errorf("error: %v", err)
	}
}
