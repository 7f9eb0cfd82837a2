package main

import (
	"os"

	"github.com/spf13/cobra"

	"dafu/internal/config"
	"dafu/internal/service"
)

func newDepartment(c console) *cobra.Command {
	cfg, _ := config.FromEnvironment(os.Getenv)
	command := &cobra.Command{
		Use: "department", Short: "登记单位、列出单位", Args: noCommand,
		RunE: func(*cobra.Command, []string) error { return wrongUse("请写明 add 或 list") },
	}
	command.PersistentFlags().StringVar(&cfg.Data, "data", cfg.Data, "数据`目录`")
	command.PersistentFlags().StringVar(&cfg.Fonts, "fonts", cfg.Fonts, "字体`目录`，不写时在程序旁边找")
	command.AddCommand(newDepartmentAdd(c, &cfg), newDepartmentList(c, &cfg))
	return command
}

func newDepartmentAdd(c console, cfg *config.Config) *cobra.Command {
	var in service.DepartmentInput
	command := &cobra.Command{
		Use: "add 全称", Short: "登记单位", Args: exactly("全称"),
		Example: "  dafu department add 某省水利厅 --short 省水利厅 --prefix 某水提",
		RunE: func(command *cobra.Command, args []string) error {
			in.FullName = args[0]
			return onRegistry(*cfg, func(s *service.Service) error {
				if _, err := s.SaveDepartment(command.Context(), service.Operator, in); err != nil {
					return err
				}
				c.printf("已登记单位：%s\n", in.FullName)
				return nil
			})
		},
	}
	command.Flags().StringVar(&in.ShortName, "short", "", "`简称`，正文里的称呼，如“省水利厅”")
	command.Flags().StringVar(&in.NumberPrefix, "prefix", "", "发文字号`代字`，如“某水提”")
	command.Flags().StringVar(&in.OpinionPrefix, "opinion-prefix", "", "会办意见函`代字`，如“某水提函”；不写就不用这种函")
	command.Flags().IntVar(&in.NextNumber, "next-number", 1, "今年从第几`号`开始用")
	return command
}

func newDepartmentList(c console, cfg *config.Config) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "列出单位", Args: exactly(),
		RunE: func(command *cobra.Command, _ []string) error {
			return onRegistry(*cfg, func(s *service.Service) error {
				all, err := s.Departments(command.Context())
				if err != nil {
					return err
				}
				for _, d := range all {
					state := ""
					if d.Disabled {
						state = "\t停用"
					}
					c.printf("%s\t%s\t%s%s\n", d.FullName, d.ShortName, d.NumberPrefix, state)
				}
				return nil
			})
		},
	}
}
