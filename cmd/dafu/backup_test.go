package main

import (
	"io/fs"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A backup made beside a running server is a data folder: another server on it
// has the accounts and the letters.
func TestBackupBesideARunningServer(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir, "--sample")
	code, out, complaints := dafu(t, dir, "", "backup", "copy", "--data", "data")
	if code != exitGood || out != "已备份到 copy\n" || complaints != "" {
		t.Fatalf("exit %d: %s%s", code, out, complaints)
	}
	onlyOurs(t, filepath.Join(dir, "copy"))
	if left := glob(t, filepath.Join(dir, ".dafu-backup-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if code, _, complaints := dafu(t, dir, "", "backup", "copy", "--data", "data"); code != exitWrongUse || !strings.Contains(complaints, "copy 已经存在") {
		t.Errorf("over a backup: exit %d: %s", code, complaints)
	}
	page := letterList(t, s, s.banner)
	second := start(t, dir, "--data", "copy")
	if strings.Contains(second.banner, "密码") {
		t.Errorf("the copy starts as if it were new:\n%s", second.banner)
	}
	if got := letterList(t, second, s.banner); got != page || !strings.Contains(page, "〕") {
		t.Errorf("letters in the copy: %s\nin the original: %s", got, page)
	}
	if got, want := keyFiles(t, filepath.Join(dir, "copy")), keyFiles(t, filepath.Join(dir, "data")); got != want || !strings.Contains(want, ".pem") {
		t.Errorf("keys in the copy: %s, want %s", got, want)
	}
	second.stop(t)
	s.stop(t)
}

// letterList signs the sample's reader in with the password that the first
// start showed and returns the letters that they see.
func letterList(t *testing.T, s started, banner string) string {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	password := regexp.MustCompile(`keji\.chayue\s+(\S+)`).FindStringSubmatch(banner)[1]
	answer, err := client.PostForm(s.url+"login", url.Values{"login": {"keji.chayue"}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	answer, err = client.Get(s.url + "letters")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var page strings.Builder
	if err := answer.Write(&page); err != nil {
		t.Fatal(err)
	}
	return strings.Join(regexp.MustCompile(`某[^<\s]*〔\d+〕\d+号`).FindAllString(page.String(), -1), " ")
}

func onlyOurs(t *testing.T, folder string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if info, err := d.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, others may read it (%v)", name, info.Mode(), err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func keyFiles(t *testing.T, data string) string {
	t.Helper()
	all := ""
	for _, name := range strings.Fields(strings.ReplaceAll(list(t, filepath.Join(data, "keys")), data, "")) {
		b, err := os.ReadFile(filepath.Join(data, name))
		if err == nil {
			all += name + string(b)
		}
	}
	return all
}
