package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

const verifyPath = "/verify"

// verifyBody is what is read of an upload before the connection is cut: more
// than is judged, so that a browser gets to see why a file is too large.
const verifyBody = 64 << 20

// verifyView is the public page: a form, and what was found.
type verifyView struct {
	Wrong  string // complaint about the file
	File   string // the name it was sent under
	Found  *service.FileCheck
	ByLink bool
	outcome
}

// outcome is the finding in words.
type outcome struct {
	Tone     string // good, caution or bad
	Headline string
	Advice   string
}

var (
	errBusy     = &webError{http.StatusTooManyRequests, "现在验证的次数较多，请过一分钟再试"}
	errTooBig   = &webError{http.StatusRequestEntityTooLarge, "文件超过 20 MB，不能在这里验证"}
	errNoFile   = &webError{http.StatusUnprocessableEntity, "请选择要验证的 PDF 文件"}
	errNotPDF   = &webError{http.StatusUnprocessableEntity, "这不是 PDF 文件。请选择收到的答复原件，不要另存、转换或打印后再扫描"}
	errTooSlow  = &webError{http.StatusRequestTimeout, "文件传得太慢，已停止接收。请检查网络后再试"}
	errCutShort = &webError{http.StatusBadRequest, "文件没有传完，请再试一次"}
)

// knowVisitor shows the menu to those who happen to be signed in; the page is
// open to all.
func (s *server) knowVisitor(c *gin.Context) {
	if who, ok, err := s.signedIn(c, person); err == nil && ok {
		c.Set(actorKey, who)
	}
}

func (s *server) verifyPage(c *gin.Context) {
	s.knowVisitor(c)
	s.show(c, http.StatusOK, "verify", "验证答复", verifyView{})
}

// guarded runs do if the visitor may ask now, and shows what it refuses.
func (s *server) guarded(c *gin.Context, do func() (verifyView, error)) {
	s.knowVisitor(c)
	// What has been looked up belongs in no search engine.
	c.Header("X-Robots-Tag", "noindex")
	leave, ok := s.gate.admit(s.clientAddress(c.Request))
	if !ok {
		c.Header("Retry-After", "60")
		c.Header("Connection", "close") // the file that is on its way is not read
		s.show(c, errBusy.status, "verify", "验证答复", verifyView{Wrong: errBusy.text})
		return
	}
	defer leave()
	v, err := do()
	var own *webError
	switch {
	case errors.As(err, &own):
		s.show(c, own.status, "verify", "验证答复", verifyView{Wrong: own.text, File: v.File})
	case reply.CodeOf(err) == reply.NotFound:
		s.show(c, http.StatusNotFound, "verify", "验证答复", verifyView{Wrong: problemOf(err).Text})
	case err != nil:
		s.fail(c, err)
	default:
		v.outcome = judged(*v.Found)
		s.show(c, http.StatusOK, "verify", "验证答复", v)
	}
}

func (s *server) verifyFile(c *gin.Context) {
	s.guarded(c, func() (verifyView, error) {
		name, file, done, err := s.uploaded(c)
		defer done()
		v := verifyView{File: name}
		if err != nil {
			return v, err
		}
		ctx := c.Request.Context()
		err = s.judge(ctx, func() error {
			found, err := s.Service.CheckFile(ctx, file)
			v.Found = &found
			return err
		})
		return v, err
	})
}

func (s *server) verifyLink(c *gin.Context) {
	s.guarded(c, func() (verifyView, error) {
		found, err := s.Service.CheckHash(c.Request.Context(), c.Param("sha"))
		return verifyView{Found: &found, ByLink: true}, err
	})
}

// uploaded reads the file of the form into memory; nothing goes to the disk. Done is
// called when the bytes are no longer needed.
func (s *server) uploaded(c *gin.Context) (name string, file []byte, done func(), err error) {
	done = func() {}
	pace := pacer(c.Writer)
	pace()
	form, err := c.Request.MultipartReader()
	if err != nil {
		return "", nil, done, errNoFile
	}
	part, err := form.NextPart()
	if err != nil || part.FormName() != "file" {
		return "", nil, done, cut(err, errNoFile)
	}
	name = shownName(part)
	if file, done, err = readUpload(part, service.MaxVerified, s.reading, pace); err != nil {
		return name, nil, done, cut(err, errCutShort)
	}
	if len(file) > service.MaxVerified {
		_, _ = io.Copy(io.Discard, part)
		return name, nil, done, errTooBig
	}
	switch {
	case len(file) == 0:
		return name, nil, done, errNoFile
	case !strings.Contains(string(file[:min(len(file), 1024)]), "%PDF-"):
		return name, nil, done, errNotPDF
	}
	return name, file, done, nil
}

// cut tells a body that is too long from one that is wrong.
func cut(err error, otherwise *webError) *webError {
	var large *http.MaxBytesError
	var own *webError
	switch {
	case errors.As(err, &large):
		return errTooBig
	case errors.As(err, &own):
		return own
	case tooSlow(err):
		return errTooSlow
	}
	return otherwise
}

// shownName is the file's own name, short enough to be shown back.
func shownName(part *multipart.Part) string {
	name := path.Base(strings.ToValidUTF8(part.FileName(), "�"))
	if name == "." || name == "/" {
		return ""
	}
	if utf8.RuneCountInString(name) > 80 {
		name = string([]rune(name)[:80]) + "…"
	}
	return name
}

// judged words a finding: what the signature is worth, and whether the letter
// is in force. Red is kept for what must not be relied on.
func judged(f service.FileCheck) outcome {
	l, v := f.Letter, f.Judgement.Verdict
	switch {
	case v == service.Invalid:
		return outcome{"bad", "签名无效", "请不要采信这份文件。需要原件的，请与发文单位联系。"}
	case v == service.Unsigned:
		return outcome{"bad", "文件没有签名", "正式签发的答复都有签名。请确认这是收到的原件，而不是另存、转换或扫描的副本。"}
	case l != nil && l.State == reply.Withdrawn:
		return outcome{"bad", "这份答复已经撤回，不再有效", "如需现行的答复，请与发文单位联系。"}
	case l != nil && l.State == reply.Replaced:
		return outcome{"bad", "这份答复已被新版本替换，不再有效", "如需现行的答复，请与发文单位联系。"}
	case v == service.CannotJudge && l != nil:
		return outcome{"caution", "是本系统签发的文件，但签名现在不能判断", ""}
	case !v.Holds():
		return outcome{"caution", "不能判断", "不能判断不等于无效。如有疑问，请与发文单位联系。"}
	case l == nil:
		return outcome{"caution", "签名完好，但不是本系统签发的答复", "这里不知道它是否仍然有效，请向发文单位核实。"}
	case v == service.TrialOnly:
		return outcome{"caution", "试用件，不是正式公文", ""}
	case v == service.UnknownRoot:
		return outcome{"caution", "签名完好，是本系统现行的答复，但签发证书的机构不在受信任之列", ""}
	}
	return outcome{"good", "签名有效，是现行的答复", ""}
}
