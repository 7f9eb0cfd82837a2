package web

import (
	"mime"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
)

// A download's name is one that every system takes, and goes out in both forms.
func TestNamesOfDownloads(t *testing.T) {
	for _, tt := range []struct{ name, plain, whole string }{
		{"第0123号提案答复.pdf", "0123.pdf", "第0123号提案答复.pdf"},
		{"第1*2?<3>|4号提案答复.pdf", "1-2--3--4.pdf", "第1-2--3--4号提案答复.pdf"},
		{"第a/b\\c:\"d\"号.pdf", "a-b-c--d.pdf", "第a-b-c--d-号.pdf"},
		{"换\r\n行\t\u0000\u202e名.csv", "dafu.csv", "换行名.csv"},
		{"常用语-省科技厅 (1) 100%+~'.csv", "1_100.csv", "常用语-省科技厅 (1) 100%+~'.csv"},
		{". 名.  .docx", "dafu.docx", "名.docx"},
		{"𠮷" + strings.Repeat("长", 200) + ".pdf", "dafu.pdf", "𠮷" + strings.Repeat("长", 99) + ".pdf"},
	} {
		w := httptest.NewRecorder()
		c, _ := gin.CreateTestContext(w)
		saveAs(c, tt.name, false)
		header := w.Header().Get("Content-Disposition")
		for _, r := range header {
			if r < ' ' || r > '~' {
				t.Errorf("%q: %q is no ASCII", tt.name, header)
			}
		}
		if !strings.Contains(header, `filename="`+tt.plain+`";`) || !strings.Contains(header, "filename*=UTF-8''") {
			t.Errorf("%q: %s; want filename=%q in it", tt.name, header, tt.plain)
		}
		kind, parts, err := mime.ParseMediaType(strings.Replace(header, `filename="`+tt.plain+`"; `, "", 1))
		if err != nil || kind != "attachment" || parts["filename"] != tt.whole {
			t.Errorf("%q is read as %q %v (%v), want %q", tt.name, kind, parts, err, tt.whole)
		}
	}
}

// No handler names a download in a way of its own.
func TestEveryDownloadIsNamedBySaveAs(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if file != "disposition.go" && !strings.HasSuffix(file, "_test.go") && strings.Contains(string(text), "Content-Disposition") {
			t.Errorf("%s names a download itself", file)
		}
	}
}
