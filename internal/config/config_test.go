package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestFlagsStartFromTheEnvironment(t *testing.T) {
	env := map[string]string{"DAFU_ADDR": "10.0.0.1:80", "DAFU_SECURE_COOKIES": "true", "DAFU_IDLE_TIMEOUT": "1h"}
	c, err := FromEnvironment(func(k string) string { return env[k] })
	if err != nil {
		t.Fatal(err)
	}
	want := Config{Addr: "10.0.0.1:80", Data: "data", SecureCookies: true, IdleTimeout: time.Hour}
	if c != want {
		t.Errorf("got %+v, want %+v", c, want)
	}
	if err := c.Check(); err != nil {
		t.Error(err)
	}
}

func TestEnvironmentThatCannotBeReadIsNamed(t *testing.T) {
	for name, value := range map[string]string{"DAFU_SECURE_COOKIES": "是", "DAFU_IDLE_TIMEOUT": "30"} {
		_, err := FromEnvironment(func(k string) string {
			if k == name {
				return value
			}
			return ""
		})
		if err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "“"+value+"”") {
			t.Errorf("%s=%s: got %v", name, value, err)
		}
	}
}

func TestCheck(t *testing.T) {
	good := Config{Addr: "127.0.0.1:8080", Data: "data", IdleTimeout: time.Hour}
	for _, tc := range []struct {
		name   string
		change func(*Config)
		want   string // "" for no complaint
	}{
		{"as it comes", func(*Config) {}, ""},
		{"every address", func(c *Config) { c.Addr = ":80" }, ""},
		{"any free port", func(c *Config) { c.Addr = "127.0.0.1:0" }, ""},
		{"IPv6", func(c *Config) { c.Addr = "[::1]:8080" }, ""},
		{"no port", func(c *Config) { c.Addr = "127.0.0.1" }, "监听地址应写成"},
		{"port too large", func(c *Config) { c.Addr = "127.0.0.1:99999" }, "监听地址应写成"},
		{"no folder", func(c *Config) { c.Data = "" }, "请填写数据目录"},
		{"no time to type", func(c *Config) { c.IdleTimeout = time.Second }, "不能少于 1 分钟"},
		{"never out", func(c *Config) { c.IdleTimeout = 25 * time.Hour }, "不能超过 24h"},
		{"long notice", func(c *Config) { c.Notice = strings.Repeat("长", 101) }, "页首提示不能超过 100"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := good
			tc.change(&c)
			err := c.Check()
			switch {
			case tc.want == "" && err != nil:
				t.Errorf("complains: %v", err)
			case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

func TestFontsAreFoundInTheCheckout(t *testing.T) {
	dir, err := FindFonts("", []string{"LiberationSerif-Regular.ttf"})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := OpenFace(dir)("LiberationSerif-Regular.ttf"); err != nil || len(b) == 0 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}

func TestMissingFaceIsNamedWithWhereWasLooked(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.ttf"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := FindFonts(dir, []string{"a.ttf", "b.ttf"})
	if err == nil || !strings.Contains(err.Error(), dir+"：缺 b.ttf\n") || strings.Contains(err.Error(), "a.ttf") {
		t.Errorf("got %v", err)
	}
	if _, err := OpenFace(dir)("b.ttf"); err == nil {
		t.Error("a face that is not there was opened")
	}
}
