package web

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"dafu/internal/service"
)

// Uploads that come slowly hold no place that others need.
func TestSlowUploadsKeepNobodyFromVerifying(t *testing.T) {
	s := newSite(t)
	for i := range 8 { // two from each of four addresses, and nothing behind the first bytes
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		check(t, err)
		defer conn.Close()
		_, err = fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.%d\r\nContent-Type: multipart/form-data; boundary=b\r\n"+
			"Content-Length: 1000000\r\nExpect: 100-continue\r\n\r\n", verifyPath, i/2)
		check(t, err)
		line, err := bufio.NewReader(conn).ReadString('\n') // comes when the file is about to be read
		check(t, err)
		if !strings.Contains(line, "100 Continue") {
			t.Fatalf("upload %d: %s", i, line)
		}
		_, err = fmt.Fprint(conn, "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-")
		check(t, err)
	}
	for i := range 3 {
		if got := s.visitorFrom(t, fmt.Sprintf("198.51.100.%d", i)).upload("file", "a.pdf", []byte("%PDF-1.7 nothing")); got.status == http.StatusTooManyRequests {
			t.Fatalf("refused: %s", got.body)
		}
	}
}

// steps is a reader that fails when its time is over.
type steps struct{ left int }

func (r *steps) Read(b []byte) (int, error) {
	if r.left == 0 {
		return 0, fmt.Errorf("read: %w", os.ErrDeadlineExceeded)
	}
	n := min(len(b), r.left)
	r.left -= n
	return n, nil
}

func TestUploadsAreReckonedByWhatHasCome(t *testing.T) {
	b := &budget{left: 3 * uploadStep}
	paces := 0
	pace := func() { paces++ }
	_, done, err := readUpload(&steps{uploadStep}, 1<<20, b, pace)
	if !tooSlow(err) || paces != 2 || b.left != 2*uploadStep {
		t.Errorf("one that stops: %v, %d steps, %d bytes left", err, paces, b.left)
	}
	done()
	file, held, err := readUpload(bytes.NewReader(make([]byte, 2*uploadStep)), 1<<20, b, pace)
	if err != nil || len(file) != 2*uploadStep || b.left != uploadStep {
		t.Errorf("a whole one: %v, %d bytes, %d left", err, len(file), b.left)
	}
	_, done, err = readUpload(bytes.NewReader(make([]byte, 2*uploadStep)), 1<<20, b, pace)
	if !errors.Is(err, errBusy) {
		t.Errorf("one too many: %v", err)
	}
	done()
	held()
	if file, done, err = readUpload(io.LimitReader(zeros{}, 1<<30), 100, b, pace); err != nil || len(file) != 101 {
		t.Errorf("one that is too long: %d bytes, %v", len(file), err)
	}
	if done(); b.left != 3*uploadStep {
		t.Errorf("%d bytes are given back", b.left)
	}
	if cut(fmt.Errorf("read: %w", os.ErrDeadlineExceeded), errCutShort) != errTooSlow {
		t.Error("a slow one is not told why")
	}
	if allUploads < 4*service.MaxVerified {
		t.Error("four whole files have no room")
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// An account whose password somebody else has set sees the form for it and nothing
// else, until it is changed.
func TestAResetLeadsToTheFormOfThePassword(t *testing.T) {
	s := newSite(t)
	a := s.actors["keji"].Account
	admin := s.as(t, "guanli")
	got := admin.post(fmt.Sprintf("/registry/accounts/%d", a.ID), url.Values{
		"department": {fmt.Sprint(a.DepartmentID)}, "login": {a.Login}, "name": {a.Name}, "role": {string(a.Role)}, "way": {"type"}, "revision": {"1"}, "password": {"chu-shi 2027 mi-ma-x"},
	})
	if got.status != http.StatusSeeOther {
		t.Fatalf("reset: %d %s", got.status, got.body)
	}
	b := s.visitor(t)
	redirected(t, b.post("/login", url.Values{"login": {"keji"}, "password": {"chu-shi 2027 mi-ma-x"}, "next": {"/work"}}), "/work")
	redirected(t, b.get("/work"), "/password")
	redirected(t, b.post(s.path("/draft"), url.Values{"revision": {"0"}, "text": {"正文"}}), "/password")
	b.postJSON(s.path("/desk/live"), `{"text":"文字","have":[]}`).want(t, http.StatusForbidden, "请先打开“修改密码”")
	b.get("/password").want(t, http.StatusOK, "现在的密码是管理员设置的")
	b.post("/password", url.Values{"old": {"chu-shi 2027 mi-ma-x"}, "new": {"password123"}, "repeat": {"password123"}}).want(t, http.StatusUnprocessableEntity, "太容易猜到", "现在的密码是管理员设置的")
	redirected(t, b.post("/password", url.Values{"old": {"chu-shi 2027 mi-ma-x"}, "new": {"my own 7 horses"}, "repeat": {"my own 7 horses"}}), "/")
	b.get("/work").want(t, http.StatusOK)
}
