package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// started is the program serving on a free port.
type started struct {
	command *exec.Cmd
	url     string
	banner  string // what it wrote up to its address
	out     *bufio.Reader
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

func start(t testing.TB, dir string, args ...string) started {
	t.Helper()
	return launch(t, dir, exec.Command(binary, args...))
}

// launch starts a program that serves, be it the real one or a test's.
func launch(t testing.TB, dir string, command *exec.Cmd) started {
	t.Helper()
	command.Args = append([]string{command.Args[0], "serve", "--addr", "127.0.0.1:0", "--data", "data"}, command.Args[1:]...)
	s := started{command: command}
	s.command.Dir = dir
	var log strings.Builder
	s.command.Stderr = &log
	pipe, err := s.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.command.Process.Kill() })
	s.out = bufio.NewReader(pipe)
	for s.url == "" {
		line, err := s.out.ReadString('\n')
		if err != nil {
			_ = s.command.Wait()
			t.Fatalf("it ended before it served: %s%s", s.banner, log.String())
		}
		s.banner += line
		s.url = address.FindString(line)
	}
	return s
}

// stop asks the program to end and returns its last words.
func (s started) stop(t testing.TB) string {
	t.Helper()
	if err := s.command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	last, _ := io.ReadAll(s.out)
	if err := s.command.Wait(); err != nil {
		t.Errorf("ended with %v", err)
	}
	return string(last)
}

func TestFirstStartMakesAnAdministratorAndTheSecondNothing(t *testing.T) {
	dir := t.TempDir()
	first := start(t, dir)
	if !strings.Contains(first.banner, "guanli") || !strings.Contains(first.banner, "只显示这一次") {
		t.Errorf("the first start says\n%s", first.banner)
	}
	answer, err := http.Get(first.url + "login")
	if err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK || !strings.Contains(string(page), "登录") {
		t.Errorf("login page: %d", answer.StatusCode)
	}
	if last := first.stop(t); !strings.Contains(last, "服务已停止") {
		t.Errorf("last words %q", last)
	}
	before := list(t, filepath.Join(dir, "data"))
	second := start(t, dir, "--sample")
	if strings.Contains(second.banner, "密码") || !strings.Contains(second.banner, "没有再装入示例") {
		t.Errorf("the second start says\n%s", second.banner)
	}
	second.stop(t)
	if after := list(t, filepath.Join(dir, "data")); after != before {
		t.Errorf("the second start changed the folder: %s, was %s", after, before)
	}
}

func list(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
		names = append(names, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

func TestSampleCanBeUsedAtOnce(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir, "--sample")
	for _, login := range []string{"keji.chengban", "keji.fuze", "keji.chayue", "jiaoyu.chengban", "jiaoyu.fuze", "shijian.chengban", "shijian.fuze", "ducha", "guanli"} {
		if !strings.Contains(s.banner, "  "+login+" ") {
			t.Errorf("no account %s in\n%s", login, s.banner)
		}
	}
	s.stop(t)
	code, out, complaints := dafu(t, dir, "新的密码-2031-abc\n", "user", "passwd", "guanli", "--stdin", "--data", "data")
	if code != 0 || strings.Contains(out, "abc") {
		t.Errorf("passwd: exit %d, wrote %s%s", code, out, complaints)
	}
	for _, tc := range []struct {
		name, in, args, want string
		code                 int
	}{
		{"a new department", "", "department add 某省水利厅 --short 省水利厅 --prefix 某水提 --data data", "已登记单位：某省水利厅", 0},
		{"a department without a prefix", "", "department add 某省林草局 --short 省林草局 --data data", "请填写发文字号代字", 1},
		{"a prefix that is taken", "", "department add 某省林草局 --short 省林草局 --prefix 某水提 --data data", "省水利厅已经用了这个代字", 1},
		{"all departments", "", "department list --data data", "某省水利厅\t省水利厅\t某水提", 0},
		{"its first account", "", "user add shuili.fuze --department 省水利厅 --role 负责人 --data data", "密码（只显示这一次）", 0},
		{"a new account", "", "user add keji.chengban2 --department 省科技厅 --data data", "密码（只显示这一次）", 0},
		{"the same again", "", "user add keji.chengban2 --department 省科技厅 --data data", "已经有这个账号", 1},
		{"a reader by the role's short name", "", "user add shuili.chayue --department 省水利厅 --role 查阅 --data data", "密码（只显示这一次）", 0},
		{"a department that is not there", "", "user add a --department 省农业农村厅 --data data", "已登记的有：省科技厅", 1},
		{"a short password", "abc1\n", "user add b --department 省科技厅 --stdin --data data", "密码至少 10 个字符", 1},
		{"no password", "", "user add b --department 省科技厅 --stdin --data data", "标准输入里没有密码", 1},
		{"nobody's password", "", "user passwd nobody --data data", "没有账号“nobody”", 1},
	} {
		code, out, complaints := dafu(t, dir, tc.in, strings.Fields(tc.args)...)
		if code != tc.code || !strings.Contains(out+complaints, tc.want) {
			t.Errorf("%s: exit %d, wrote %s%s", tc.name, code, out, complaints)
		}
		if strings.Contains(complaints, "constraint") || strings.Count(complaints, "\n") > 1 {
			t.Errorf("%s: says more than it should: %s", tc.name, complaints)
		}
	}
}

// Who ends the program while the sample is loaded finds no accounts with
// passwords that nobody was told.
func TestSampleIsLoadedWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	killed := exec.Command(binary, "serve", "--sample", "--addr", "127.0.0.1:0", "--data", "data")
	killed.Dir = dir
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	parts := filepath.Join(dir, "data", samplePart+"*")
	begun := false // to write in it
	for end := time.Now().Add(patience); !begun && time.Now().Before(end); time.Sleep(time.Millisecond) {
		for _, name := range glob(t, filepath.Join(parts, "dafu.db-wal")) {
			info, err := os.Stat(name)
			begun = err == nil && info.Size() > 0
		}
	}
	if !begun {
		t.Error("it did not begin to load the sample")
	}
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = killed.Wait()
	if _, err := os.Stat(filepath.Join(dir, "data", "dafu.db")); err == nil {
		t.Fatal("half a sample is in its place")
	}
	s := start(t, dir, "--sample")
	if !strings.Contains(s.banner, "  guanli ") || strings.Count(s.banner, "只显示这一次") != 1 {
		t.Errorf("the next start says\n%s", s.banner)
	}
	if left := glob(t, parts); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	s.stop(t)
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAddressInUseChangesNothing(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir)
	taken := strings.TrimSuffix(strings.TrimPrefix(s.url, "http://"), "/")
	code, _, complaints := dafu(t, dir, "", "serve", "--addr", taken, "--data", "other")
	if code != exitWrongUse || complaints != taken+" 已被别的程序占用（也许服务已经启动）。换一个端口：dafu serve --addr 127.0.0.1:8081，或 make run ADDR=127.0.0.1:8081\n" {
		t.Errorf("exit %d: %s", code, complaints)
	}
	if _, err := os.Stat(filepath.Join(dir, "other")); err == nil {
		t.Error("a data folder was made all the same")
	}
	s.stop(t)
}

func TestTwoServersDoNotShareAFolder(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir)
	code, _, complaints := dafu(t, dir, "", "serve", "--addr", "127.0.0.1:0", "--data", "data")
	if code != exitBad || !strings.Contains(complaints, "这个数据目录已有一个服务在使用") {
		t.Errorf("exit %d: %s", code, complaints)
	}
	if code, out, complaints := dafu(t, dir, "", "department", "list", "--data", "data"); code != exitGood {
		t.Errorf("a command beside the server: exit %d, %s%s", code, out, complaints)
	}
	s.stop(t)
	start(t, dir).stop(t)
}
