package web

import (
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// heldBack sends a form whose body comes only after meanwhile: the server has
// let the session in by then and asks for the body.
func (b *browser) heldBack(path, form string, meanwhile func()) answer {
	b.t.Helper()
	asked := make(chan struct{})
	body, typed := io.Pipe()
	r, err := http.NewRequest(http.MethodPost, b.site.URL+path, body)
	check(b.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Expect", "100-continue")
	r = r.WithContext(httptrace.WithClientTrace(b.t.Context(), &httptrace.ClientTrace{Got100Continue: func() { close(asked) }}))
	go func() {
		<-asked
		meanwhile()
		_, _ = io.Copy(typed, strings.NewReader(form))
		_ = typed.Close()
	}()
	b.Transport = &http.Transport{ExpectContinueTimeout: time.Hour}
	defer b.CloseIdleConnections()
	res, err := b.Do(r)
	check(b.t, err)
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	check(b.t, err)
	return answer{res.StatusCode, res.Header.Get("Location"), string(page), res.Header}
}

// The body of a press of 签发 is held back; what happens to the account
// meanwhile counts.
func TestAPressThatComesTooLateIsRefused(t *testing.T) {
	s := newSite(t)
	id, seen := s.prepared(t, "0901")
	head := s.actors["keji.head"].Account
	save := func(change func(*service.AccountInput)) {
		in := service.AccountInput{ID: head.ID, DepartmentID: head.DepartmentID, Login: head.Login, Name: head.Name, Role: head.Role}
		change(&in)
		_, err := s.service.SaveAccount(t.Context(), service.Operator, in)
		check(t, err)
	}
	for name, tt := range map[string]struct {
		meanwhile func(*browser)
		want      string
	}{
		"disabled": {func(*browser) { save(func(in *service.AccountInput) { in.Disabled = true }) }, "账号已停用"},
		"demoted":  {func(*browser) { save(func(in *service.AccountInput) { in.Role = reply.Drafter }) }, "改为"},
		"moved": {func(*browser) {
			save(func(in *service.AccountInput) { in.DepartmentID = s.departments["省教育厅"] })
		}, "省教育厅"},
		"signed out": {func(b *browser) { b.post("/logout", nil) }, "已经退出登录"},
	} {
		t.Run(name, func(t *testing.T) {
			b := s.as(t, "keji.head")
			twin := s.with(t, cookie(t, b)) // another window
			b.heldBack(casePath(id)+"/issue", signForm(seen).Encode(), func() { tt.meanwhile(twin) }).want(t, http.StatusForbidden, tt.want, "没有保存")
			save(func(*service.AccountInput) {})
		})
	}
	s.as(t, "keji").get(casePath(id)).want(t, http.StatusOK, "待签发")
	if got := s.as(t, "keji.head").heldBack(casePath(id)+"/issue", signForm(seen).Encode(), func() {}); got.status != http.StatusSeeOther {
		t.Errorf("a body that is only late: %d", got.status)
	}
}
