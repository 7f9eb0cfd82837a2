// Package config holds what can be set about the program: read once from the
// environment and the command line, checked once, and shown to whoever starts it.
package config

import (
	"fmt"
	"strconv"
	"time"
)

// Config is everything that can be set. Flags win over the environment, which
// wins over the defaults.
type Config struct {
	Addr          string        `validate:"address" zh:"监听地址"`
	Data          string        `validate:"required" zh:"数据目录"`
	Fonts         string        `zh:"字体目录"` // "": looked for, see FindFonts
	OwnFonts      string        // folder of a department's own faces; "": none, see ReadOwnFonts
	SecureCookies bool          // cookies over TLS only
	IdleTimeout   time.Duration `validate:"min=1m,max=24h" zh:"空闲退出时间"`
	Notice        string        `validate:"max=100" zh:"页首提示"`
	Proxies       string        // addresses and networks of proxies in front, see web.ParseProxies
	Sample        bool          // load the invented case if there is no database yet
}

// Variable is an environment variable that stands for a flag.
type Variable struct {
	Name, Flag, Help string
	set              func(*Config, string) error
}

// Variables lists the environment variables that are understood.
var Variables = []Variable{
	{"DAFU_ADDR", "addr", "监听地址", func(c *Config, v string) error { c.Addr = v; return nil }},
	{"DAFU_DATA", "data", "数据目录", func(c *Config, v string) error { c.Data = v; return nil }},
	{"DAFU_FONTS", "fonts", "字体目录", func(c *Config, v string) error { c.Fonts = v; return nil }},
	{"DAFU_OWN_FONTS", "own-fonts", "单位自备字体的目录", func(c *Config, v string) error { c.OwnFonts = v; return nil }},
	{"DAFU_SECURE_COOKIES", "secure-cookies", "登录信息只经加密连接（HTTPS）传送", setSecureCookies},
	{"DAFU_IDLE_TIMEOUT", "idle-timeout", "无操作多久后自动退出登录", setIdleTimeout},
	{"DAFU_TRUSTED_PROXY", "trusted-proxy", "前面的代理服务器的地址或网段", func(c *Config, v string) error { c.Proxies = v; return nil }},
	{"DAFU_NOTICE", "notice", "每页上方显示的一行提示", func(c *Config, v string) error { c.Notice = v; return nil }},
}

func setSecureCookies(c *Config, v string) (err error) {
	if c.SecureCookies, err = strconv.ParseBool(v); err != nil {
		return fmt.Errorf("请写 true 或 false，现在是“%s”", v)
	}
	return nil
}

func setIdleTimeout(c *Config, v string) (err error) {
	if c.IdleTimeout, err = time.ParseDuration(v); err != nil {
		return fmt.Errorf("请写成 30m、1h 这样的时长，现在是“%s”", v)
	}
	return nil
}

// FromEnvironment returns the defaults with what the environment says over
// them.
func FromEnvironment(getenv func(string) string) (Config, error) {
	c := Config{Addr: "127.0.0.1:8080", Data: "data", IdleTimeout: 30 * time.Minute}
	for _, v := range Variables {
		value := getenv(v.Name)
		if value == "" {
			continue
		}
		if err := v.set(&c, value); err != nil {
			return c, fmt.Errorf("环境变量 %s：%w", v.Name, err)
		}
	}
	return c, nil
}
