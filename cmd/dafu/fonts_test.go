package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dafu/internal/config"
)

// ownFonts makes a folder of own faces beside what a test works with. The face
// stands for a department's; it is one that can be told from the shipped 仿宋.
func ownFonts(t *testing.T, dir, table string) string {
	t.Helper()
	own := filepath.Join(dir, "自备")
	if err := os.Mkdir(own, 0o755); err != nil {
		t.Fatal(err)
	}
	face, err := filepath.Abs("../../fonts/NotoSansSC-Medium.ttf")
	if err == nil {
		err = os.Symlink(face, filepath.Join(own, "单位仿宋.ttf"))
	}
	if err != nil {
		t.Fatal(err)
	}
	write(t, own, "旧.ttf", "OTTO and what is no font")
	write(t, own, config.OwnFontsTable, table)
	return own
}

func TestFontsReport(t *testing.T) {
	dir := t.TempDir()
	own := ownFonts(t, dir, `{"仿宋": "单位仿宋.ttf"}`)
	code, out, complaints := dafu(t, dir, "", "fonts", "--own-fonts", own)
	if code != 0 || complaints != "" {
		t.Fatalf("exit %d: %s", code, complaints)
	}
	for _, want := range []string{
		"Noto Sans SC Medium（单位自备；可嵌入；" + filepath.Join(own, "单位仿宋.ttf"),
		"霞鹜文楷 Light（随附；可嵌入；",
		"仿宋：Noto Sans SC Medium（自备） → Liberation Serif（数字和西文） → Gongwen FangSong Regular → 霞鹜文楷 Light",
		"小标宋：Noto Serif SC Bold → 霞鹜文楷 Light",
		"仿宋（连同后备）                      6763           682            8105           27570",
		"共 87887 字",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestFontsReportForPrograms(t *testing.T) {
	dir := t.TempDir()
	own := ownFonts(t, dir, `{"仿宋": "单位仿宋.ttf", "黑体": "旧.ttf", "楷体": "没有.ttf"}`)
	code, out, complaints := dafu(t, dir, "", "fonts", "--json", "--own-fonts", own)
	if code != 1 || complaints != "" {
		t.Fatalf("exit %d: %s", code, complaints)
	}
	var r fontReport
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatal(err)
	}
	problems := map[string]string{}
	for _, f := range r.Faces {
		if f.Origin == originOwn {
			problems[filepath.Base(f.File)] = f.Problem
		}
	}
	if problems["单位仿宋.ttf"] != "" || !strings.Contains(problems["旧.ttf"], "CFF") || problems["没有.ttf"] != "文件不存在" {
		t.Errorf("problems: %v", problems)
	}
	i := slices.IndexFunc(r.Roles, func(r roleReport) bool { return r.Role == "黑体" })
	if r.Good || i < 0 || r.Roles[i].Order[0] != "Noto Sans SC Medium" || r.Roles[i].Coverage["通用规范汉字表"] != 8105 {
		t.Errorf("good %v, roles %+v", r.Good, r.Roles)
	}
	missing := 0
	for _, span := range r.Roles[i].Missing["GB 18030 级别3"] {
		var first, last int
		if _, err := fmt.Sscanf(span, "%X-%X", &first, &last); err != nil {
			t.Fatal(err)
		}
		missing += last - first + 1
	}
	if missing+r.Roles[i].Coverage["GB 18030 级别3"] != 87887 {
		t.Errorf("%d characters missing of level 3", missing)
	}
}

func TestALetterIsPrintedFromTheDepartmentsOwnFace(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "notice.txt", notice)
	own := ownFonts(t, dir, `{"仿宋": "单位仿宋.ttf"}`)
	fontsOf := func(args ...string) string {
		code, _, complaints := dafu(t, dir, "", append([]string{"render", "notice.txt", "-o", "a.pdf"}, args...)...)
		if code != 0 {
			t.Fatalf("exit %d: %s", code, complaints)
		}
		out, err := exec.CommandContext(t.Context(), "pdffonts", filepath.Join(dir, "a.pdf")).Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	if got := fontsOf(); !strings.Contains(got, "+GongwenFangSong") || strings.Contains(got, "+NotoSansSC") {
		t.Errorf("without own faces:\n%s", got)
	}
	if got := fontsOf("--own-fonts", own); strings.Contains(got, "+GongwenFangSong") || !strings.Contains(got, "+NotoSansSC") {
		t.Errorf("with an own face:\n%s", got)
	}
}

func TestOwnFontsThatCannotBeUsedStopTheStart(t *testing.T) {
	for _, command := range []string{"render notice.txt -o no.pdf", "serve --addr 127.0.0.1:0 --data data"} {
		dir := t.TempDir()
		write(t, dir, "notice.txt", notice)
		own := ownFonts(t, dir, `{"黑体": "旧.ttf"}`)
		code, out, complaints := dafu(t, dir, "", append(strings.Fields(command), "--own-fonts", own)...)
		if code != 1 || !strings.Contains(complaints, "黑体 旧.ttf：是 CFF 轮廓的 OpenType 字体") || strings.Contains(out, "已") {
			t.Errorf("%s: exit %d, wrote\n%s%s", command, code, out, complaints)
		}
	}
}

func TestFontsCommandIsUsedWrongly(t *testing.T) {
	for args, want := range map[string]struct {
		code int
		says string
	}{
		"fonts hier":             {2, "多写了“hier”"},
		"fonts --fonts .":        {2, "缺 LiberationSerif-Regular.ttf"},
		"fonts --own-fonts gone": {2, "里没有 " + config.OwnFontsTable},
	} {
		code, out, complaints := dafu(t, t.TempDir(), "", strings.Fields(args)...)
		if code != want.code || !strings.Contains(complaints, want.says) || out != "" {
			t.Errorf("%s: exit %d, wrote\n%s%s", args, code, out, complaints)
		}
	}
}
