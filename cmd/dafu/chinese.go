package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const usage = `用法：
{{if ne .Use .Name}}  {{.UseLine}} [选项]
{{end}}{{if .HasAvailableSubCommands}}  {{.CommandPath}} 命令 [选项]
{{else if eq .Use .Name}}  {{.UseLine}} [选项]
{{end}}{{if .HasAvailableSubCommands}}
命令：
{{range .Commands}}{{if .IsAvailableCommand}}  {{rpad .Name .NamePadding}} {{.Short}}
{{end}}{{end}}{{end}}{{if .HasExample}}
例：
{{.Example}}
{{end}}
选项：
{{flags .}}{{if .HasAvailableSubCommands}}
各命令的说明：{{.CommandPath}} 命令 --help
{{end}}`

const help = `{{with or .Long .Short}}{{.}}

{{end}}{{.UsageString}}`

// speakChinese gives root and its commands Chinese help and complaints; what
// cobra says by itself is English.
func speakChinese(root *cobra.Command) {
	cobra.AddTemplateFunc("flags", flagLines)
	root.SetUsageTemplate(usage)
	root.SetHelpTemplate(help)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return wrongUse("%s", flagComplaint(err)) })
	root.PersistentFlags().BoolP("help", "h", false, "显示说明")
	root.SetHelpCommand(&cobra.Command{
		Use: "help", Short: "显示说明", Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			command, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return noCommand(root, args)
			}
			return command.Help()
		},
	})
}

// hideFlags keeps cobra from writing [flags] behind every command.
func hideFlags(command *cobra.Command) {
	command.DisableFlagsInUseLine = true
	for _, c := range command.Commands() {
		hideFlags(c)
	}
}

// flagLines lists a command's flags, those of the commands above it included,
// like pflag does, with room for Han characters, which are two columns wide.
func flagLines(command *cobra.Command) string {
	var left, right []string
	width := 0
	command.InheritedFlags() // puts them among its own
	command.Flags().VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden {
			return
		}
		value, text := pflag.UnquoteUsage(flag)
		name := "      --" + flag.Name
		if flag.Shorthand != "" {
			name = "  -" + flag.Shorthand + ", --" + flag.Name
		}
		if flag.Value.Type() != "bool" {
			name += " " + value
			if flag.DefValue != "" && flag.DefValue != "[]" {
				text += "（默认 " + defaultOf(flag) + "）"
			}
		}
		left, right = append(left, name), append(right, text)
		width = max(width, columns(name))
	})
	var s strings.Builder
	for i := range left {
		s.WriteString(left[i] + strings.Repeat(" ", width-columns(left[i])+3) + right[i] + "\n")
	}
	return s.String()
}

// defaultOf writes a duration like people do: 30m for Go's 30m0s.
func defaultOf(flag *pflag.Flag) string {
	s := flag.DefValue
	if flag.Value.Type() != "duration" {
		return s
	}
	if short, cut := strings.CutSuffix(s, "m0s"); cut {
		s = short + "m"
	}
	if short, cut := strings.CutSuffix(s, "h0m"); cut {
		s = short + "h"
	}
	return s
}

func flagComplaint(err error) string {
	var unknown *pflag.NotExistError
	var valueless *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			return fmt.Sprintf("没有选项 -%s", unknown.GetSpecifiedName())
		}
		return fmt.Sprintf("没有选项 --%s", unknown.GetSpecifiedName())
	case errors.As(err, &valueless):
		return fmt.Sprintf("选项 --%s 后面没有写值", valueless.GetFlag().Name)
	case errors.As(err, &invalid):
		return fmt.Sprintf("选项 --%s 的值“%s”不对", invalid.GetFlag().Name, invalid.GetValue())
	}
	return "选项的写法不对：" + err.Error()
}
