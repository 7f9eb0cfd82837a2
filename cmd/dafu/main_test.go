package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"dafu/internal/service"
)

// binary is the real program, built once for all tests, and fonts lie where
// the release puts them: beside it.
var binary string

func TestMain(m *testing.M) {
	if end := os.Getenv(endAt); end != "" {
		atBoundary = killAt(service.Boundary(end))
		os.Exit(run(os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr}))
	}
	dir, err := os.MkdirTemp("", "dafu-test-")
	if err == nil {
		binary = filepath.Join(dir, "dafu")
		err = exec.Command("go", "build", "-o", binary, ".").Run()
	}
	if err == nil {
		var fonts string
		if fonts, err = filepath.Abs("../../fonts"); err == nil {
			err = os.Symlink(fonts, filepath.Join(dir, "fonts"))
		}
	}
	code := 1
	if err == nil {
		code = m.Run()
	} else {
		fmt.Fprintln(os.Stderr, "building the program:", err)
	}
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// dafu runs the program in dir and returns its exit code and what it wrote.
func dafu(t *testing.T, dir, in string, args ...string) (code int, out, complaints string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), binary, args...)
	command.Dir, command.Stdin = dir, strings.NewReader(in)
	command.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + t.TempDir()}
	var o, e bytes.Buffer
	command.Stdout, command.Stderr = &o, &e
	err := command.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		t.Fatal(err)
	}
	return command.ProcessState.ExitCode(), o.String(), e.String()
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

const notice = "关于春季值班的通知\n各处室：\n请按时值班。\n办公室\n2024年5月31日\n"

func TestExitCodesAndMessages(t *testing.T) {
	realCase, err := filepath.Abs("../../internal/sample/data/case.json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(realCase)
	if err != nil {
		t.Fatal(err)
	}
	gbCase, err := simplifiedchinese.GB18030.NewEncoder().String(string(text))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name string
		args string
		in   string
		code int
		want string // in what is written, to whichever stream
	}{
		{"nothing", "", "", 2, "请写明要做什么"},
		{"help", "--help", "", 0, "命令："},
		{"help of a command", "help render", "", 0, "--case 文件"},
		{"help of a command that is not", "help rendr", "", 2, "没有“rendr”这个命令"},
		{"a misspelt command", "sevre", "", 2, "是不是“serve”"},
		{"help of a command's command", "user add --help", "", 0, "--data 目录"},
		{"help of another", "department list --help", "", 0, "--fonts 目录"},
		{"help asked for first", "help user add", "", 0, "--data 目录"},
		{"help of the server", "serve --help", "", 0, "（默认 30m）"},
		{"help says the exit codes", "--help", "", 0, "退出码：0"},
		{"no English completion", "completion bash", "", 2, "没有“completion”这个命令"},
		{"version", "version", "", 0, "dafu 开发版\n"},
		{"version as a flag", "--version", "", 0, "dafu 开发版\n"},
		{"version with a word too many", "version jetzt", "", 2, "多写了“jetzt”"},
		{"an unknown flag", "serve --port 80", "", 2, "没有选项 --port"},
		{"an unknown short flag", "serve -p", "", 2, "没有选项 -p"},
		{"a flag without its value", "serve --addr", "", 2, "选项 --addr 后面没有写值"},
		{"a flag with a wrong value", "serve --idle-timeout lang", "", 2, "选项 --idle-timeout 的值“lang”不对"},
		{"an address that is none", "serve --addr hier", "", 2, "监听地址应写成"},
		{"a flag mistyped with its sign", "serve --=", "", 2, "选项的写法不对"},
		{"no fonts", "render notice.txt -o a.pdf --fonts .", "", 2, "缺 LiberationSerif-Regular.ttf"},

		{"render", "render notice.txt -o a.pdf", "", 0, "已写入 a.pdf，共 1 页"},
		{"render, flags first", "render -o a.pdf notice.txt", "", 0, "共 1 页"},
		{"render what comes in", "render - -o a.pdf", notice, 0, "共 1 页"},
		{"render with a case", "render body.txt --case " + realCase + " -o a.pdf", "", 0, "共 2 页"},
		{"render a name with a rare character", "render - -o a.pdf", "𬭎同志：\n请到会。\n", 0, "共 1 页"},
		{"render what no face can print", "render - -o no.pdf", "请看\U000F0000字。\n", 1, "没有字体能印出这些字"},
		{"render nothing", "render - -o no.pdf", " \n", 1, "文本是空的"},
		{"render without a text", "render -o no.pdf", "", 2, "没有写明文本文件"},
		{"render without an output", "render notice.txt", "", 2, "没有写明输出文件"},
		{"render a missing file", "render gone.txt -o no.pdf", "", 2, "文件不存在"},
		{"render a folder", "render . -o no.pdf", "", 2, "是目录，不是文件"},
		{"render a picture", "render picture.png -o no.pdf", "", 1, "不是文本文件"},
		{"render GB 18030", "render gb.txt -o a.pdf", "", 0, "gb.txt：按 GB 18030 编码读取\n已写入 a.pdf，共 1 页"},
		{"render neither UTF-8 nor GB 18030", "render - -o no.pdf", "值班\n\xb4\xf0\xff", 1, "-：第 2 行既不是 UTF-8 编码，也不是 GB 18030 编码"},
		{"render with a case in GB 18030", "render body.txt --case gbcase.json -o a.pdf", "", 0, "gbcase.json：按 GB 18030 编码读取"},
		{"render with an empty case", "render notice.txt --case empty -o no.pdf", "", 1, "empty：文件是空的"},
		{"render with a list for a case", "render notice.txt --case list.json -o no.pdf", "", 1, "list.json：不是提案信息文件（应为 { … }）"},
		{"render with a case that is not there", "render notice.txt --case gone.json -o no.pdf", "", 2, "文件不存在"},
		{"render with a case far too large", "render notice.txt --case huge.txt -o no.pdf", "", 1, "超过 4 MB"},
		{"render far too much", "render huge.txt -o no.pdf", "", 1, "超过 4 MB"},
		{"render with a text for a case", "render notice.txt --case notice.txt -o no.pdf", "", 1, "notice.txt：第 1 字节处不符合 JSON 格式"},
		{"render into a folder that is not", "render notice.txt -o gone/a.pdf", "", 2, "目录不存在"},
		{"render into a folder", "render notice.txt -o .", "", 2, "请写明文件名"},

		{"verify nothing", "verify", "", 2, "没有写明要验证的 PDF 文件"},
		{"verify a missing file", "verify gone.pdf", "", 2, "文件不存在"},
		{"verify a text", "verify notice.txt", "", 1, "不能判断"},
		{"verify with a text for a root", "verify notice.txt --trust notice.txt", "", 2, "没有 PEM 格式的证书"},

		{"verify a folder", "verify .", "", 2, "是目录，不是文件"},
		{"demo into a file", "demo --out notice.txt", "", 2, "不能写入 notice.txt"},
		{"demo without fonts", "demo --fonts .", "", 2, "缺 LiberationSerif-Regular.ttf"},
		{"measure GB 18030", "measure gb.txt", "", 1, "gb.txt：按 GB 18030 编码读取"},
		{"fonts", "fonts", "", 0, "GB 2312"},
		{"serve at an address of others", "serve --addr 192.0.2.1:0", "", 2, "不是本机的地址"},
		{"serve from a folder that is a file", "serve --addr 127.0.0.1:0 --data notice.txt", "", 2, "notice.txt"},
		{"serve the sample from a folder that is a file", "serve --sample --addr 127.0.0.1:0 --data notice.txt", "", 2, "notice.txt"},
		{"serve a damaged database", "serve --addr 127.0.0.1:0 --data .", "", 1, "数据文件已损坏"},
		{"backup of a damaged database", "backup no.pdf --data .", "", 1, "数据文件已损坏"},
		{"backup into a folder that is not", "backup gone/new --data .", "", 2, "目录不存在"},
		{"backup over a file", "backup notice.txt --data .", "", 2, "已经存在"},
		{"backup without a folder", "backup", "", 2, "没有写明备份到哪个目录"},
		{"backup of nothing", "backup new --data gone", "", 2, "没有数据库"},
		{"department without more", "department", "", 2, "请写明 add 或 list"},
		{"department without a name", "department add", "", 2, "没有写明全称"},

		{"user without more", "user", "", 2, "请写明 add 或 passwd"},
		{"user with a misspelt command", "user ad", "", 2, "是不是“add”"},
		{"user in a folder never used", "user passwd guanli --data gone", "", 2, "没有数据库"},
		{"user of no such role", "user add li --role 厅长 --department 省科技厅", "", 2, "没有“厅长”这个角色"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, dir, "notice.txt", notice)
			write(t, dir, "body.txt", "杨建林委员：\n您的提案收悉，现答复如下：\n正在办理。\n")
			write(t, dir, "picture.png", "\x89PNG\r\n\x1a\n\x00\x00")
			write(t, dir, "gb.txt", "\xb4\xf0\xb8\xb4")
			write(t, dir, "empty", "")
			write(t, dir, "dafu.db", strings.Repeat("这不是数据库。", 500))
			write(t, dir, "list.json", "[{}]")
			write(t, dir, "gbcase.json", gbCase)
			if strings.Contains(tc.args, "huge") {
				write(t, dir, "huge.txt", strings.Repeat("值班。", 500_000))
			}
			code, out, complaints := dafu(t, dir, tc.in, strings.Fields(tc.args)...)
			if code != tc.code || !strings.Contains(out+complaints, tc.want) {
				t.Errorf("exit %d, want %d with %q; wrote\n%s%s", code, tc.code, tc.want, out, complaints)
			}
			if _, err := os.Stat(filepath.Join(dir, "no.pdf")); err == nil {
				t.Error("a file was written all the same")
			}
			if code == 0 && complaints != "" {
				t.Errorf("complains although all is well: %s", complaints)
			}
		})
	}
}
