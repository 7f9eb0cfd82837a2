package web

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// oldWords are words that the screens used before the office's own terms took
// their place, as patterns, each with the term that is used instead. One thing
// has one name, on every screen and in every message.
var oldWords = []struct{ old, now string }{
	{`请报[^送]`, "请报送"},
	{`接下来会怎样`, "办理后果"},
	{`怎样处理`, "处理方式"},
	{`放在哪里`, "插入位置"},
	{`填写的内容都在`, "已填写的内容均已保留"},
	{`改挂`, "调整所属标题"},
	{`会看到新的一次`, "会看到最近一次报送"},
	{`随软件`, "系统默认"},
	{`没有存上|还没有存好`, "未保存"},
	{`不要了`, "放弃"},
	{`知道了`, "关闭"},
	{`(^|[^发批号布])文号`, "发文字号"},
	{`体检词表`, "校核词表"},
	{`待报($|[^送%])`, "待报送"},
	{`已报($|[^送%])`, "已报送"},
	{`停下来就会保存`, "稍后自动保存"},
	{`现在再试|现在重试`, "重新保存、重试签章"},
	{`等待其他人`, "他人办理中"},
	{`请谁报送`, "请哪些单位报送"},
	{`确认本单位的文字`, "同意会签"},
	{`<summary>有异议`, "不同意（写明意见）"},
	{`>未了<`, "未办结事项"},
	{`登记建议提案`, "登记建议或提案"},
	{`期限 \{\{template`, "答复期限：日期（还有几天）"},
	{`不再等待`, "不再等候会办意见"},
	{`放开`, "释放"},
	{`印出来会这样|印出来的样子`, "印发的版面"},
	{`>去写<`, "起草答复稿"},
	{`>看[^<]{2,4}<`, "查看…"},
}

// spoken matches what a screen can show: Go comments and tests speak of the
// words, they don't show them.
func spoken(path string) bool {
	if strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata") || strings.Contains(path, "node_modules") {
		return false
	}
	switch filepath.Ext(path) {
	case ".go", ".html", ".js", ".csv":
		return !strings.HasSuffix(path, filepath.Join("assets", "desk.js"))
	}
	return false
}

// Words of the check's examples and of letters are not the screens'.
var notScreens = []string{filepath.Join("internal", "check"), filepath.Join("internal", "sample"), filepath.Join("internal", "layout"), filepath.Join("internal", "gongwen")}

func TestTheScreensUseTheOfficesTerms(t *testing.T) {
	root := filepath.Join("..", "..")
	comment := regexp.MustCompile(`(?m)(^|\s)//.*$`)
	seen := 0
	for _, dir := range []string{"templates", "internal", "cmd"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !spoken(path) {
				return err
			}
			for _, other := range notScreens {
				if strings.HasPrefix(path, filepath.Join(root, other)) {
					return nil
				}
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			seen++
			text := string(b)
			if ext := filepath.Ext(path); ext == ".go" || ext == ".js" {
				text = comment.ReplaceAllString(text, "")
			}
			for _, one := range oldWords {
				if at := regexp.MustCompile(`(?m)` + one.old).FindString(text); at != "" {
					t.Errorf("%s says %q; say %s", path, at, one.now)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 100 {
		t.Fatalf("only %d files were read", seen)
	}
}
