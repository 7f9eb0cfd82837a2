package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"dafu/internal/config"
	"dafu/internal/reply"
)

// The exit codes; others script against them.
const (
	exitGood     = 0
	exitBad      = 1 // what was given could be read and is not good
	exitWrongUse = 2 // wrong arguments; a file, folder or address that cannot be used
	exitTrial    = 3 // verify: valid, but under a trial or unknown root
)

// console is where a command reads and writes.
type console struct {
	in       io.Reader
	out, err io.Writer
}

func (c console) printf(format string, args ...any) { fmt.Fprintf(c.out, format, args...) }

// exit is an end with a code of its own. An empty text prints nothing: the
// command has said what there is to say.
type exit struct {
	code int
	text string
	// usage tells that the command's help would have said how.
	usage bool
}

func (e *exit) Error() string { return e.text }

func wrongUse(format string, args ...any) error {
	return &exit{exitWrongUse, fmt.Sprintf(format, args...), true}
}

// run carries out one command line and returns the exit code.
func run(args []string, c console) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	root := newRoot(c)
	root.SetArgs(args)
	command, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitGood
	}
	if text := shown(err); text != "" {
		fmt.Fprintln(c.err, text)
	}
	var e *exit
	if errors.As(err, &e) && e.usage {
		fmt.Fprintf(c.err, "用法见：%s --help\n", command.CommandPath())
	}
	return codeOf(err)
}

// codeOf is the exit code of an error.
func codeOf(err error) int {
	var e *exit
	var file *config.FileError
	switch {
	case errors.As(err, &e):
		return e.code
	case errors.As(err, &file):
		return exitWrongUse
	}
	return exitBad
}

// shown is what a person is told of an error: of the service's own, the texts
// that are made for it, without their causes.
func shown(err error) string {
	problems := reply.ProblemsOf(err)
	if len(problems) == 1 { // keeps what was said around it
		return strings.Replace(err.Error(), problems[0].Error(), problems[0].Text, 1)
	}
	if len(problems) == 0 {
		return err.Error()
	}
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.Text)
	}
	return strings.Join(lines, "\n")
}

func newRoot(c console) *cobra.Command {
	root := &cobra.Command{
		Use:   "dafu",
		Short: "提案、建议的答复：会办意见合并成一份公文，签章后下载",
		Long: "答复（dafu）：各单位分别填写会办意见，主办单位合并成一份答复，\n" +
			"按 GB/T 9704 排版，签发用印，供下载。\n\n" +
			"退出码：0 成功；1 所给的内容读得到，但有问题（文本、字体、签名、登记等）；\n" +
			"2 用法不对：选项写错，或文件、目录、地址用不了。verify 另有 3，见其说明。",
		Version:       version,
		Args:          noCommand,
		RunE:          func(*cobra.Command, []string) error { return wrongUse("请写明要做什么，如 dafu serve") },
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(c.in)
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.CompletionOptions.DisableDefaultCmd = true
	root.Flags().Bool("version", false, "显示版本")
	root.SetVersionTemplate("dafu {{.Version}}\n")
	speakChinese(root)
	root.AddCommand(newServe(c), newDemo(c), newRender(c), newRedline(c), newCheck(c), newMeasure(c), newParts(c), newImport(c), newExport(c), newFonts(c), newSign(c), newVerify(c), newKeys(c), newDepartment(c), newUser(c), newBackup(c), newVersion(c))
	hideFlags(root)
	return root
}

// noCommand refuses words that are no command, and names one that is near.
func noCommand(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := fmt.Sprintf("没有“%s”这个命令", args[0])
	command.SuggestionsMinimumDistance = 2
	if near := command.SuggestionsFor(args[0]); len(near) > 0 {
		text += fmt.Sprintf("，是不是“%s”？", near[0])
	}
	return wrongUse("%s", text)
}

// exactly wants as many arguments as it has names.
func exactly(names ...string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < len(names) {
			return wrongUse("没有写明%s", names[len(args)])
		}
		if len(args) > len(names) {
			return wrongUse("多写了“%s”", args[len(names)])
		}
		return nil
	}
}

func newVersion(c console) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "显示版本", Args: exactly(),
		Run: func(*cobra.Command, []string) { c.printf("dafu %s\n", version) },
	}
}
