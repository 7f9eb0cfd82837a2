package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

//go:embed assets/app.css assets/app.js assets/desk.css assets/desk.js assets/desk.LICENSE assets/opinion.js assets/matrix.css assets/merge.css assets/merge.js assets/viewer.js assets/icon.svg assets/pdfjs/*.mjs assets/pdfjs/LICENSE
var assetFiles embed.FS

// assets are the browser's files, all under one folder that is named by the
// digest of all of them: they can be cached for ever, and modules can import
// one another by relative paths.
type assets struct {
	base  string // “/assets/1f3a…/”
	files map[string][]byte
}

var assetTypes = map[string]string{
	".css":     "text/css; charset=utf-8",
	".js":      "text/javascript; charset=utf-8",
	".mjs":     "text/javascript; charset=utf-8",
	".svg":     "image/svg+xml",
	"":         "text/plain; charset=utf-8",
	".LICENSE": "text/plain; charset=utf-8",
}

func loadAssets() (*assets, error) {
	a := &assets{files: map[string][]byte{}}
	sum := sha256.New()
	err := fs.WalkDir(assetFiles, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := assetFiles.ReadFile(name)
		if err != nil {
			return err
		}
		name = strings.TrimPrefix(name, "assets/")
		a.files[name] = data
		sum.Write([]byte(name))
		sum.Write(data)
		return nil
	})
	a.base = assetRoot + hex.EncodeToString(sum.Sum(nil)[:6]) + "/"
	return a, err
}

func (s *server) asset(c *gin.Context) {
	name, current := strings.CutPrefix(c.Request.URL.Path, s.assets.base)
	data, ok := s.assets.files[name]
	if !current || !ok {
		c.Status(http.StatusNotFound)
		return
	}
	h := c.Writer.Header()
	h.Set("Content-Type", assetTypes[path.Ext(name)])
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(data))
}
