package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dafu/internal/config"
	"dafu/internal/reply"
	"dafu/internal/service"
)

func newUser(c console) *cobra.Command {
	cfg, _ := config.FromEnvironment(os.Getenv)
	command := &cobra.Command{
		Use: "user", Short: "登记账号、重设密码", Args: noCommand,
		Long: "登记账号、重设密码。密码从标准输入读，或者由程序生成并显示一次，不写在命令行上。",
		RunE: func(*cobra.Command, []string) error { return wrongUse("请写明 add 或 passwd") },
	}
	command.PersistentFlags().StringVar(&cfg.Data, "data", cfg.Data, "数据`目录`")
	command.PersistentFlags().StringVar(&cfg.Fonts, "fonts", cfg.Fonts, "字体`目录`，不写时在程序旁边找")
	command.AddCommand(newUserAdd(c, &cfg), newUserPasswd(c, &cfg))
	return command
}

func newUserAdd(c console, cfg *config.Config) *cobra.Command {
	var name, department, role string
	var typed bool
	command := &cobra.Command{
		Use: "add 账号", Short: "登记账号", Args: exactly("账号"),
		Example: "  dafu user add keji.chengban2 --department 省科技厅 --role 承办人",
		RunE: func(command *cobra.Command, args []string) error {
			chosen, ok := roleNamed(role)
			if !ok {
				return wrongUse("没有“%s”这个角色，请用 --role 写明：%s", role, roleNames())
			}
			if department == "" {
				return wrongUse("没有写明单位，请用 --department 写单位的全称或简称")
			}
			if name == "" {
				name = department + chosen.Han()
			}
			return onRegistry(*cfg, func(s *service.Service) error {
				id, err := departmentNamed(command, s, department)
				if err != nil {
					return err
				}
				in := service.AccountInput{DepartmentID: id, Login: args[0], Name: name, Role: chosen}
				if in.Password, err = password(c, typed); err != nil {
					return err
				}
				made, err := addAccount(command.Context(), s, in)
				if err != nil {
					return err
				}
				showPassword(c, "已登记账号", made.credential, typed)
				return nil
			})
		},
	}
	command.Flags().StringVar(&name, "name", "", "显示`名称`（默认为单位加角色）")
	command.Flags().StringVar(&department, "department", "", "`单位`的全称或简称")
	command.Flags().StringVar(&role, "role", reply.Drafter.Han(), "`角色`："+roleNames())
	command.Flags().BoolVar(&typed, "stdin", false, "从标准输入读密码的第一行，不由程序生成")
	return command
}

func newUserPasswd(c console, cfg *config.Config) *cobra.Command {
	var typed bool
	command := &cobra.Command{
		Use: "passwd 账号", Short: "重设密码", Args: exactly("账号"),
		RunE: func(command *cobra.Command, args []string) error {
			return onRegistry(*cfg, func(s *service.Service) error {
				accounts, err := s.Accounts(command.Context(), service.Operator)
				if err != nil {
					return err
				}
				for _, a := range accounts {
					if a.Login != reply.FoldLogin(args[0]) {
						continue
					}
					in := service.AccountInput{
						ID: a.ID, DepartmentID: a.DepartmentID, Login: a.Login, Name: a.Name, Role: a.Role, Disabled: a.Disabled,
					}
					if in.Password, err = password(c, typed); err != nil {
						return err
					}
					made, err := addAccount(command.Context(), s, in)
					if reply.CodeOf(err) == reply.NotFound {
						err = nil // what is disabled acts for nobody, but its password was set
					}
					if err != nil {
						return err
					}
					made.login, made.password = a.Login, in.Password
					showPassword(c, "已重设密码", made.credential, typed)
					return nil
				}
				return errors.New("没有账号“" + args[0] + "”")
			})
		},
	}
	command.Flags().BoolVar(&typed, "stdin", false, "从标准输入读密码的第一行，不由程序生成")
	return command
}

// knownData refuses a folder that was never used, which may be mistyped.
func knownData(folder string) error {
	if _, err := os.Stat(filepath.Join(folder, "dafu.db")); err != nil {
		return unreadable("目录 %s 里没有数据库，请用 --data 写明数据目录；新的数据目录由 dafu serve 建立", folder)
	}
	return nil
}

func onRegistry(cfg config.Config, fn func(*service.Service) error) error {
	if err := knownData(cfg.Data); err != nil {
		return err
	}
	p, err := Open(cfg, time.Now)
	if err != nil {
		return openingData(err)
	}
	defer p.Close()
	return fn(p.Service)
}

func departmentNamed(command *cobra.Command, s *service.Service, name string) (int64, error) {
	all, err := s.Departments(command.Context())
	if err != nil {
		return 0, err
	}
	var known []string
	for _, d := range all {
		if d.FullName == name || d.ShortName == name {
			return d.ID, nil
		}
		known = append(known, d.ShortName)
	}
	return 0, errors.New("没有单位“" + name + "”，已登记的有：" + strings.Join(known, "、"))
}

func password(c console, typed bool) (string, error) {
	if !typed {
		return newPassword(), nil
	}
	line, err := bufio.NewReader(io.LimitReader(c.in, 4096)).ReadString('\n')
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		if err != nil && err != io.EOF {
			return "", err
		}
		return "", errors.New("标准输入里没有密码")
	}
	return line, nil
}

func showPassword(c console, done string, made credential, typed bool) {
	if typed {
		c.printf("%s：%s\n", done, made.login)
		return
	}
	c.printf("%s：%s，密码（只显示这一次）：%s\n", done, made.login, made.password)
}

func roleNamed(han string) (reply.Role, bool) {
	for _, r := range reply.Roles {
		if r.Han() == han || strings.TrimSuffix(r.Han(), "人员") == han {
			return r, true
		}
	}
	return "", false
}

func roleNames() string {
	var names []string
	for _, r := range reply.Roles {
		names = append(names, r.Han())
	}
	return strings.Join(names, "、")
}
