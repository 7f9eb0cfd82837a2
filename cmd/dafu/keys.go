package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dafu/internal/calendar"
	"dafu/internal/config"
	"dafu/internal/service"
	"dafu/internal/sign"
)

func newKeys(c console) *cobra.Command {
	cfg, _ := config.FromEnvironment(os.Getenv)
	command := &cobra.Command{
		Use: "keys", Short: "查看、导入、申请各单位的签章密钥", Args: noCommand,
		Long: "查看、导入、申请各单位的签章密钥。没有导入密钥的单位用试用密钥。\n" +
			"密钥放在数据目录的 keys 里，哪个单位用哪一个写在其中的 keys.json；口令不写在命令行上，\n" +
			"也不存入数据库，只记下它在哪个文件或哪个环境变量里。改动之后，重启服务才起作用。",
		RunE: func(*cobra.Command, []string) error { return wrongUse("请写明 list、import、request 或 accept") },
	}
	command.PersistentFlags().StringVar(&cfg.Data, "data", cfg.Data, "数据`目录`")
	command.PersistentFlags().StringVar(&cfg.Fonts, "fonts", cfg.Fonts, "字体`目录`，不写时在程序旁边找")
	command.AddCommand(newKeysList(c, &cfg), newKeysImport(c, &cfg), newKeysRequest(c, &cfg), newKeysAccept(c, &cfg))
	return command
}

func newKeysList(c console, cfg *config.Config) *cobra.Command {
	var asJSON bool
	command := &cobra.Command{
		Use: "list", Short: "列出各单位的签章密钥", Args: exactly(),
		Long: "列出各单位的签章密钥：证书、种类、有效期。三十天内到期的另外写明。\n\n退出码：0 都能用；1 有密钥不能用或快要到期。",
		RunE: func(*cobra.Command, []string) error {
			folder := filepath.Join(cfg.Data, "keys")
			if _, err := os.Stat(folder); err != nil {
				return errors.New("目录 " + cfg.Data + " 里没有签章密钥，请用 --data 写明数据目录；新的数据目录由 dafu serve 建立")
			}
			keys, err := sign.OpenKeyring(folder, time.Now)
			if err != nil {
				return fmt.Errorf("不能打开签章密钥 %s：%w", folder, err)
			}
			now := time.Now()
			all, err := keys.List(now)
			if err != nil {
				return err
			}
			if err := showKeys(c, all, asJSON); err != nil {
				return err
			}
			notices := keys.Notices(now)
			for _, n := range notices {
				fmt.Fprintln(c.err, n.Text)
			}
			if len(notices) > 0 {
				return &exit{code: exitBad}
			}
			return nil
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "以 JSON 输出，供其他程序读取")
	return command
}

var kindWords = map[sign.Kind]string{
	sign.TrialKey: "试用", sign.FileKey: "密钥文件", sign.PKCS12Key: "PKCS#12", sign.TokenKey: "密码设备",
}

func showKeys(c console, all []sign.Listed, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(c.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(append([]sign.Listed{}, all...))
	}
	if len(all) == 0 {
		c.printf("还没有签章密钥，单位第一次签发时建立试用密钥\n")
		return nil
	}
	rows := [][]string{{"单位", "证书", "种类", "生效", "到期", "剩余天数"}}
	for _, k := range all {
		row := []string{k.Department, k.Subject, kindWords[k.Kind], calendar.On(k.From).String(), calendar.On(k.To).String(), fmt.Sprint(k.Days)}
		if k.Problem != "" {
			row = []string{k.Department, "打不开", kindWords[k.Kind], "—", "—", "—"}
		}
		rows = append(rows, row)
	}
	widths := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, cell := range r {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, r := range rows {
		var line strings.Builder
		for i, cell := range r[:len(r)-1] {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-columns(cell)+2))
		}
		c.printf("%s%s\n", line.String(), r[len(r)-1])
	}
	return nil
}

func newKeysImport(c console, cfg *config.Config) *cobra.Command {
	var department string
	var secret sign.Secret
	command := &cobra.Command{
		Use: "import 文件", Short: "导入一个单位的签章密钥", Args: exactly("密钥文件"),
		Long: "导入一个单位的签章密钥：PKCS#12 文件（.p12、.pfx），或者证书机构答复 dafu keys request\n" +
			"所给的证书（PEM，连同上级证书）。原有密钥签过的文件仍能验证。\n" +
			"口令所在的文件或环境变量以后还要用，不要删除。",
		Example: "  dafu keys import 省科技厅.p12 --department 省科技厅 --passphrase-file /etc/dafu/口令",
		RunE: func(command *cobra.Command, args []string) error {
			content, err := readInput(args[0], c.in, maxTextFile)
			if err != nil {
				return err
			}
			return onKeys(command, *cfg, department, func(keys *sign.Keyring, fullName string) error {
				l, err := keys.Import(fullName, content, secret, time.Now())
				if err != nil {
					return err
				}
				c.printf("已导入“%s”的签章密钥：%s，%s到期\n", l.Department, l.Subject, calendar.On(l.To).Han())
				return nil
			})
		},
	}
	command.Flags().StringVar(&department, "department", "", "`单位`的全称或简称")
	secretFlags(command, &secret)
	return command
}

func secretFlags(command *cobra.Command, s *sign.Secret) {
	command.Flags().StringVar(&s.File, "passphrase-file", "", "口令所在的`文件`，只许本人可读")
	command.Flags().StringVar(&s.Env, "passphrase-env", "", "口令所在的环境`变量`")
}

func newKeysRequest(c console, cfg *config.Config) *cobra.Command {
	var department, out string
	var asRSA bool
	command := &cobra.Command{
		Use: "request", Short: "为一个单位建立新密钥，写出证书申请", Args: exactly(),
		Long: "为一个单位建立新密钥，写出送交证书机构的申请（CSR）。密钥留在 keys 目录里；\n" +
			"证书发下来以后，用 dafu keys import 导入。证书导入以前再写一次，用的是同一个密钥。",
		Example: "  dafu keys request --department 省科技厅 -o 省科技厅.csr",
		RunE: func(command *cobra.Command, _ []string) error {
			if out == "" {
				return wrongUse("没有写明输出文件，请用 -o 文件.csr")
			}
			return onKeys(command, *cfg, department, func(keys *sign.Keyring, fullName string) error {
				text, err := keys.Request(fullName, asRSA)
				if err != nil {
					return err
				}
				if err := writeOutput(out, text); err != nil {
					return err
				}
				c.printf("已写入“%s”的证书申请 %s\n", fullName, out)
				return nil
			})
		},
	}
	command.Flags().StringVar(&department, "department", "", "`单位`的全称或简称")
	command.Flags().StringVarP(&out, "output", "o", "", "写入的申请`文件`")
	command.Flags().BoolVar(&asRSA, "rsa", false, "建立 RSA-3072 密钥，不写时为 P-256")
	return command
}

func newKeysAccept(c console, cfg *config.Config) *cobra.Command {
	return &cobra.Command{
		Use: "accept", Short: "原来的密钥确已不在时，承认现有的密钥目录", Args: exactly(),
		Long: "数据库记得各单位用过自己的密钥。密钥目录丢失、换了，服务就不签章，也不另建试用密钥，\n" +
			"以免正式公文盖上试用的印章。先从备份恢复；确已不能恢复，或单位确已改用试用密钥的，用这个命令，\n" +
			"下次启动时承认现有的目录，缺少的试用密钥重新建立。以前签过的文件不受影响。",
		RunE: func(command *cobra.Command, _ []string) error {
			if err := knownData(cfg.Data); err != nil {
				return err
			}
			p, err := Open(*cfg, time.Now)
			if err != nil {
				return err
			}
			defer p.Close()
			if err := p.Service.AcceptKeys(command.Context(), service.Operator); err != nil {
				return err
			}
			c.printf("已承认现有的签章密钥目录，重新启动服务后起作用\n")
			return nil
		},
	}
}

// onKeys opens the keys of a folder that was used before, and finds the
// department in its register: the keys go by full names.
func onKeys(command *cobra.Command, cfg config.Config, department string, fn func(*sign.Keyring, string) error) error {
	if department == "" {
		return wrongUse("没有写明单位，请用 --department 写单位的全称或简称")
	}
	if _, err := os.Stat(filepath.Join(cfg.Data, "dafu.db")); err != nil {
		return errors.New("目录 " + cfg.Data + " 里没有数据库，请用 --data 写明数据目录；新的数据目录由 dafu serve 建立")
	}
	p, err := Open(cfg, time.Now)
	if err != nil {
		return err
	}
	defer p.Close()
	id, err := departmentNamed(command, p.Service, department)
	if err != nil {
		return err
	}
	all, err := p.Service.Departments(command.Context())
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.ID == id {
			if err := fn(p.Keys, d.FullName); err != nil {
				return err
			}
			return p.Service.RememberKeys(command.Context())
		}
	}
	return errors.New("没有单位“" + department + "”")
}
