package sign

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"dafu/internal/reply"
)

func TestNotices(t *testing.T) {
	k := keyring(t)
	content, passphrase := pkcs12File(t, certify(t, p256(t), nil))
	if _, err := k.Import(ministry.FullName, content, Secret{File: passphrase}, issueDay); err != nil {
		t.Fatal(err)
	}
	end := issueDay.AddDate(3, 0, 0)
	for name, tt := range map[string]struct {
		now  time.Time
		says string
	}{
		"in time":      {issueDay, ""},
		"31 days left": {end.AddDate(0, 0, -31), ""},
		"30 days left": {end.AddDate(0, 0, -30), "还有30天"},
		"over":         {end.Add(time.Hour), "已于2027年5月31日到期"},
		"too early":    {issueDay.AddDate(0, 0, -3), "起才有效"},
	} {
		n := k.Notices(tt.now)
		if tt.says == "" && len(n) > 0 || tt.says != "" && (len(n) != 1 || !strings.Contains(n[0].Text, tt.says) || n[0].Department != ministry.FullName) {
			t.Errorf("%s: %v", name, n)
		}
	}
	if err := os.Remove(passphrase); err != nil {
		t.Fatal(err)
	}
	k = reopen(t, k)
	if n := k.Notices(issueDay); len(n) != 1 || !strings.Contains(n[0].Text, "打不开") {
		t.Errorf("%v", n)
	}
	if _, err := k.Sign(letter(), ministry, seal, place, issueDay); reply.CodeOf(err) != reply.Unavailable {
		t.Errorf("a key that cannot be opened: %v; never a trial key in its place", err)
	}
}

func TestSettingsThatAreRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no JSON":                  `departments`,
		"an unknown word":          `{"departement": []}`,
		"a department twice":       `{"departments": [{"name": "某厅", "pem": "a"}, {"name": "某厅", "pem": "b"}]}`,
		"an authority unrooted":    `{"timestamp": {"url": "http://127.0.0.1/"}}`,
		"roots that are not there": `{"roots": ["gone.pem"]}`,
	} {
		k := keyring(t)
		save(t, k.folder, settingsFile, []byte(text))
		if _, err := OpenKeyring(k.folder, k.now); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	k := keyring(t)
	if err := os.Chmod(save(t, k.folder, settingsFile, []byte("{}")), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenKeyring(k.folder, k.now); err == nil {
		t.Error("settings that others can read: accepted")
	}
}

// The whole of keys.json at work: an authority, its root, a list.
func TestConfiguredHouse(t *testing.T) {
	r, root, l := lasting(t)
	k := keyring(t)
	k.now = time.Now
	content, passphrase := pkcs12File(t, r.Key)
	if _, err := k.Import(ministry.FullName, content, Secret{File: passphrase}, time.Now()); err != nil {
		t.Fatal(err)
	}
	s := k.settings
	s.Timestamp = &timeService{URL: l.URL, Roots: []string{l.folder + "/root.pem"}, Seconds: 5, Tries: 1}
	s.Revocation = []string{revocationList(t, root, nil, time.Time{}), revocationList(t, l.ca, nil, time.Time{})}
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	save(t, k.folder, settingsFile, text)
	k = reopen(t, k)
	signed, err := k.Sign(letter(), ministry, seal, place, r.At)
	if err != nil {
		t.Fatal(err)
	}
	if v := k.Verify(signed); v.Verdict != Trusted || v.Signatures[0].Level != "B-LT" {
		t.Errorf("%+v", v)
	}
	l.Close()
	if _, err := k.Sign(letter(), ministry, seal, place, r.At); reply.CodeOf(err) != reply.Unavailable {
		t.Errorf("the authority is gone: %v", err)
	}
	other := ministry
	other.FullName = "云南省财政厅"
	if _, err := k.Sign(letter(), other, seal, place, r.At); reply.CodeOf(err) != reply.Unavailable {
		t.Errorf("the authority is gone, a trial key: %v", err)
	}
}
