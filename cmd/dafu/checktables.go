package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"dafu/internal/check"
	"dafu/internal/reply"
)

func newCheckTables(c console) *cobra.Command {
	command := &cobra.Command{
		Use:   "tables",
		Short: "体检用的词表：导出、检查和转换",
		Long: "词表有五列：表、词、改为、例外、说明。表有：错别字、混用、用语、名称、缩写、阈值、规则\n" +
			"（规则：词是编号，改为写 E、W 或 关）。本单位的词表加在系统默认词表之上；“改为”写“停用”\n" +
			"去掉系统默认的一条。文件是 .csv（UTF-8 或 GB 18030）或 .xlsx。",
		Args: noCommand,
		RunE: func(*cobra.Command, []string) error {
			return wrongUse("请写明要做什么：export 或 import")
		},
	}
	command.AddCommand(newTablesExport(c), newTablesImport(c))
	return command
}

func newTablesExport(c console) *cobra.Command {
	var out, own string
	command := &cobra.Command{
		Use:     "export -o 文件",
		Short:   "把词表写成 .csv 或 .xlsx",
		Long:    "把系统默认词表写成文件；给出 --tables 时，是加上本单位的词表之后的。\n\n退出码：0 已写入；1 词表有错；2 用法不对，或文件不能读写。",
		Example: "  dafu check tables export -o 词表.xlsx",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			if out == "" {
				return wrongUse("没有写明输出文件，请用 -o 文件.csv 或 -o 文件.xlsx")
			}
			tables, err := readTables(own, c)
			if err != nil {
				return err
			}
			table := check.Shipped().Merged()
			if tables != nil {
				table = tables.Merged()
			}
			return writeTable(out, table, c)
		},
	}
	command.Flags().StringVarP(&out, "output", "o", "", "写入的`文件`（.csv 或 .xlsx）")
	command.Flags().StringVar(&own, "tables", "", "本单位的词表`文件`")
	return command
}

func newTablesImport(c console) *cobra.Command {
	var out string
	command := &cobra.Command{
		Use:     "import 文件",
		Short:   "检查一份词表，并可转换成另一种格式",
		Long:    "逐行检查本单位的词表；有错时写明行和原因，什么也不改。给出 -o 时写成另一种格式。\n\n退出码：0 词表可用；1 词表有错；2 用法不对，或文件不能读写。",
		Example: "  dafu check tables import 词表.xlsx -o 词表.csv",
		Args:    exactly("词表文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			table, err := readTable(args[0], c)
			if err != nil {
				return err
			}
			if out == "" {
				c.printf("%s：%d 条，可用\n", args[0], len(table.Rows))
				return nil
			}
			return writeTable(out, table, c)
		},
	}
	command.Flags().StringVarP(&out, "output", "o", "", "写入的`文件`（.csv 或 .xlsx）")
	return command
}

// readTables returns the shipped tables with a department's own on top, or nil
// if no file is named.
func readTables(name string, c console) (*check.Tables, error) {
	if name == "" {
		return nil, nil
	}
	own, err := readTable(name, c)
	if err != nil {
		return nil, err
	}
	return check.Shipped().With(own), nil
}

// readTable reads a table from .csv or .xlsx, told apart by what is in it.
func readTable(name string, c console) (check.Table, error) {
	b, err := readInput(name, c.in, maxTextFile)
	if err != nil {
		return check.Table{}, err
	}
	table, err := tableFiles{}.Read(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), b)
	if err == nil {
		return table, nil
	}
	var lines []string
	for _, p := range reply.ProblemsOf(err) {
		lines = append(lines, name+"："+p.Text)
	}
	if len(lines) == 0 {
		return table, fmt.Errorf("%s：%w", name, err)
	}
	return table, &exit{code: exitBad, text: strings.Join(lines, "\n")}
}

func writeTable(name string, table check.Table, c console) error {
	b := table.CSV()
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv":
	case ".xlsx":
		var err error
		if b, err = (tableFiles{}).Sheet(table); err != nil {
			return err
		}
	default:
		return wrongUse("输出文件应是 .csv 或 .xlsx")
	}
	if err := writeOutput(name, b); err != nil {
		return err
	}
	c.printf("已写入 %s，共 %d 条\n", name, len(table.Rows))
	return nil
}
