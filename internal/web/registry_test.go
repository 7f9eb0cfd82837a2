package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"dafu/internal/service"
)

var shownRevision = regexp.MustCompile(`name="revision" value="(\d+)"`)

func TestTheSecondAdministratorSeesWhatTheFirstChanged(t *testing.T) {
	s := newSite(t)
	one, two := s.as(t, "guanli"), s.as(t, "guanli")
	id := s.departments["省教育厅"]
	path := fmt.Sprintf("/registry/departments/%d", id)
	page := one.get(path)
	f := url.Values{"full_name": {"某省教育厅"}, "short_name": {"省教育厅"}, "number_prefix": {"某教新"}, "next_number": {"1"}, "revision": {shownRevision.FindStringSubmatch(page.body)[1]}}
	if got := one.post(path, f); got.status != http.StatusSeeOther {
		t.Fatalf("the first: %d %s", got.status, visible(got.body))
	}
	mine := s.form(f, "number_prefix", "某教提函", "short_name", "教育厅")
	refused := two.post(path, mine)
	refused.want(t, http.StatusConflict, "刚才有人修改了这个单位", "某教新", `value="教育厅"`)
	delete(mine, "revision")
	two.post(path, mine).want(t, http.StatusConflict, "刚才有人修改了这个单位")
	mine.Set("revision", shownRevision.FindStringSubmatch(refused.body)[1])
	if got := two.post(path, mine); got.status != http.StatusSeeOther {
		t.Errorf("once more: %d %s", got.status, visible(got.body))
	}

	account := fmt.Sprintf("/registry/accounts/%d", s.actors["keji"].Account.ID)
	form := url.Values{"login": {"keji"}, "name": {"甲"}, "department": {fmt.Sprint(s.departments["省科技厅"])}, "role": {"drafter"}, "way": {"keep"}, "revision": {"1"}}
	if got := one.post(account, form); got.status != http.StatusSeeOther {
		t.Fatalf("the first: %d %s", got.status, visible(got.body))
	}
	refused = two.post(account, s.form(form, "name", "乙"))
	refused.want(t, http.StatusConflict, "刚才有人修改了这个账号", "“甲”", `value="乙"`)
	if again := shownRevision.FindStringSubmatch(refused.body); again == nil || again[1] != "2" {
		t.Errorf("the form goes on from revision %v", again)
	}
}

func TestADisabledDepartmentsPeopleAreSignedOut(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "jiaoyu")
	_, err := s.service.SaveDepartment(context.Background(), service.Operator, service.DepartmentInput{
		ID: s.departments["省教育厅"], FullName: "某省教育厅", ShortName: "省教育厅", NumberPrefix: "某教提函", Disabled: true,
	})
	check(t, err)
	if got := b.get("/work"); got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/login") {
		t.Errorf("%d to %q", got.status, got.location)
	}
	b.post("/login", url.Values{"login": {"jiaoyu"}, "password": {testPassword}, "next": {"/"}}).
		want(t, http.StatusUnprocessableEntity, "账号所在的单位（省教育厅）已停用")
}

func TestGuessingTheOwnPasswordEndsTheSession(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "keji")
	f := url.Values{"old": {"wrong-password-1"}, "new": {"xin-mima-2026"}, "repeat": {"xin-mima-2026"}}
	for range 3 {
		b.post("/password", f).want(t, http.StatusUnprocessableEntity, "现在的密码不对")
	}
	b.post("/password", f).want(t, http.StatusTooManyRequests, "请在 2 秒后再试")
	b.get("/work").want(t, http.StatusOK)
	for _, status := range []int{http.StatusUnprocessableEntity, http.StatusForbidden} {
		s.clock.advance(2 * time.Second)
		b.post("/password", f).want(t, status)
	}
	if got := b.get("/work"); got.status != http.StatusSeeOther {
		t.Errorf("after 5 wrong passwords the session goes on: %d", got.status)
	}
	b.get("/login").want(t, http.StatusOK)
}

func TestClientsAreCountedByAddressOrNetwork(t *testing.T) {
	for address, want := range map[string]string{
		"10.1.2.3": "10.1.2.3", "::ffff:10.1.2.3": "10.1.2.3", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"fe80::1%eth0": "fe80::/64", "": "", "not an address": "not an address",
	} {
		if got := clientPlace(address); got != want {
			t.Errorf("%s is counted as %s, want %s", address, got, want)
		}
	}
}
