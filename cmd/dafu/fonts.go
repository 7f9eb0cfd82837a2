package main

import (
	"os"

	"github.com/spf13/cobra"

	"dafu/internal/config"
)

// ownFontsFlag lets a command print with a department's own faces.
func ownFontsFlag(command *cobra.Command, own *string) {
	if *own == "" {
		*own = os.Getenv("DAFU_OWN_FONTS")
	}
	command.Flags().StringVar(own, "own-fonts", *own, "单位自备字体的`目录`，其中 "+config.OwnFontsTable+" 写明各类字用哪个文件")
}

func newFonts(c console) *cobra.Command {
	var asJSON bool
	var fonts, own string
	command := &cobra.Command{
		Use:   "fonts",
		Short: "检查字体：各类字用哪个文件，许可是否准许嵌入，缺哪些字",
		Long: "检查印制公文用的字体：来自哪里，许可是否准许嵌入，能印多少字；\n" +
			"每类字依次找哪些字体，找遍之后还缺哪些字。\n\n" +
			"单位自备的字体放在一个目录里，其中 " + config.OwnFontsTable + " 写明各类字用哪个文件：\n" +
			"  {\"小标宋\": \"方正小标宋.ttf\", \"仿宋\": \"仿宋_GB2312.ttf\", \"西文\": \"times.ttf\"}\n" +
			"字体合集写成“simsun.ttc#2”，表示其中第 2 款。\n\n" +
			"退出码：0 字体齐全；1 有字体不能使用，或缺 GB 2312、通用规范汉字表中的字；\n2 用法不对，或文件不能读取。",
		Example: "  dafu fonts --own-fonts /srv/dafu/fonts",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			report, err := inspectFonts(fonts, own)
			if err != nil {
				return err
			}
			if err := report.show(c, asJSON); err != nil {
				return err
			}
			if !report.Good {
				return &exit{code: exitBad}
			}
			return nil
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "以 JSON 输出，供其他程序读取")
	command.Flags().StringVar(&fonts, "fonts", os.Getenv("DAFU_FONTS"), "字体`目录`，不写时在程序旁边找")
	ownFontsFlag(command, &own)
	return command
}
