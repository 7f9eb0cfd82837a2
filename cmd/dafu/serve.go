package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"dafu/internal/config"
	"dafu/internal/store"
	"dafu/internal/web"
)

func newServe(c console) *cobra.Command {
	cfg, wrong := config.FromEnvironment(os.Getenv)
	command := &cobra.Command{
		Use:   "serve",
		Short: "启动服务，在浏览器中使用",
		Long: "启动服务。第一次启动时建立数据库、签章密钥和管理员账号，账号的密码只显示一次；\n" +
			"以后启动不再改动。数据和密钥都在数据目录里，用 dafu backup 备份。\n\n" +
			"选项也可以写在环境变量里：\n" + variableLines() +
			"\n\n退出码：0 正常结束；1 数据或字体有问题；2 用法不对，或地址、目录、文件用不了。",
		Example: "  dafu serve --sample\n  dafu serve --addr 0.0.0.0:8080 --data /srv/dafu --secure-cookies",
		Args:    exactly(),
		RunE: func(command *cobra.Command, _ []string) error {
			if wrong != nil {
				return wrongUse("%s", wrong)
			}
			if err := cfg.Check(); err != nil {
				return wrongUse("%s", err)
			}
			if _, err := web.ParseProxies(cfg.Proxies); err != nil {
				return wrongUse("--trusted-proxy：%s", err)
			}
			return serve(command, c, cfg)
		},
	}
	f := command.Flags()
	f.StringVar(&cfg.Addr, "addr", cfg.Addr, "监听`地址`")
	f.StringVar(&cfg.Data, "data", cfg.Data, "数据`目录`")
	f.StringVar(&cfg.Fonts, "fonts", cfg.Fonts, "字体`目录`，不写时在程序旁边找")
	ownFontsFlag(command, &cfg.OwnFonts)
	f.BoolVar(&cfg.SecureCookies, "secure-cookies", cfg.SecureCookies, "登录信息只经加密连接（HTTPS）传送")
	f.DurationVar(&cfg.IdleTimeout, "idle-timeout", cfg.IdleTimeout, "无操作达到此`时长`后自动退出登录")
	f.StringVar(&cfg.Proxies, "trusted-proxy", cfg.Proxies, "前面的代理服务器的`地址`或网段，几个用逗号分开；不写时只相信本机的代理")
	f.StringVar(&cfg.Notice, "notice", cfg.Notice, "每页上方显示的一行`提示`")
	f.BoolVar(&cfg.Sample, "sample", false, "数据目录里没有数据库时装入虚构的示例")
	return command
}

// listenComplaint says why nobody can listen at addr, and what to do.
func listenComplaint(addr string, err error) string {
	var unknown *net.DNSError
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Sprintf("%s 已被别的程序占用（也许服务已经启动）。换一个端口：dafu serve --addr 127.0.0.1:8081，或 make run ADDR=127.0.0.1:8081", addr)
	case errors.Is(err, syscall.EACCES):
		return fmt.Sprintf("没有权限在 %s 提供服务，请用 --addr 换一个 1024 以上的端口，如 127.0.0.1:8081", addr)
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.As(err, &unknown):
		return fmt.Sprintf("%s 不是本机的地址，请用 --addr 写本机的地址，如 127.0.0.1:8080；0.0.0.0:8080 是本机的所有地址", addr)
	}
	return fmt.Sprintf("不能在 %s 提供服务，请用 --addr 换一个地址，如 127.0.0.1:8081", addr)
}

func variableLines() string {
	var lines []string
	for _, v := range config.Variables {
		lines = append(lines, fmt.Sprintf("  %-20s --%-15s %s", v.Name, v.Flag, v.Help))
	}
	return strings.Join(lines, "\n")
}

func serve(command *cobra.Command, c console, cfg config.Config) error {
	ctx := command.Context()
	// The address comes first: who cannot listen changes nothing.
	l, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return unreadable("%s", listenComplaint(cfg.Addr, err))
	}
	defer l.Close()
	release, err := store.Hold(databaseFile(cfg))
	if err != nil {
		return openingData(fmt.Errorf("不能使用数据目录 %s：%w", cfg.Data, err))
	}
	defer release()
	if err := prepareSample(ctx, c, cfg); err != nil {
		return err
	}
	p, err := Open(cfg, time.Now)
	if err != nil {
		return openingData(err)
	}
	defer p.Close()
	log := slog.New(slog.NewTextHandler(c.err, nil))
	site, err := p.Site(log)
	if err != nil {
		return err
	}
	if err := p.firstStart(ctx, c); err != nil {
		return err
	}
	c.printf("服务已启动：http://%s/ （数据目录 %s，按 Ctrl+C 结束）\n", l.Addr(), cfg.Data)
	if err := p.Serve(ctx, l, site, log); err != nil {
		return err
	}
	c.printf("服务已停止\n")
	return nil
}
