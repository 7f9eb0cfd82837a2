package web

import (
	"database/sql"
	"net/http"
	"net/url"
	"sync"
	"testing"
)

// Another process holds the database for long: pages are read, with or without a
// line that waits to be shown, and what was typed comes back, of the first and of
// those behind it.
func TestAForeignLockKeepsWhatWasTyped(t *testing.T) {
	s := newSite(t)
	lead := s.as(t, "keji")
	lead.post(s.path("/draft"), url.Values{"revision": {"0"}, "text": {"第一稿的文字。"}}) // leaves a line
	other, err := sql.Open("sqlite", s.file+"?_txlock=immediate")
	check(t, err)
	defer other.Close()
	hold, err := other.Begin()
	check(t, err)
	lead.get(s.path("")).want(t, http.StatusOK, "已保存")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			lead.post(s.path("/talks"), url.Values{"on": {"2026-03-10"}, "way": {"电话"}, "with": {"张某某"}, "outcome": {"下午谈妥的每一个字"}}).
				want(t, http.StatusServiceUnavailable, "系统正忙", "没有保存", "下午谈妥的每一个字")
		})
	}
	all.Wait()
	lead.get(s.path("")).want(t, http.StatusOK)
	check(t, hold.Rollback())
	if got := lead.post(s.path("/talks"), url.Values{"on": {"2026-03-10"}, "way": {"电话"}, "with": {"张某某"}, "outcome": {"下午谈妥的每一个字"}}); got.status != http.StatusSeeOther {
		t.Errorf("after the lock is gone: %d", got.status)
	}
}
