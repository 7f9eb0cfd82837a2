package web

import (
	"net/http/httptest"
	"testing"
)

func TestWhereARequestComesFrom(t *testing.T) {
	for _, tt := range []struct {
		name, proxies, peer string
		forwarded           []string
		want                string
	}{
		{"a browser", "", "192.0.2.1:1000", nil, "192.0.2.1"},
		{"a browser that claims to be another", "", "192.0.2.1:1000", []string{"198.51.100.7"}, "192.0.2.1"},
		{"the proxy of this machine", "", "127.0.0.1:1000", []string{"192.0.2.1"}, "192.0.2.1"},
		{"a claim that the proxy passed on", "", "127.0.0.1:1000", []string{"198.51.100.7, 192.0.2.1"}, "192.0.2.1"},
		{"a claim in a line of its own", "", "127.0.0.1:1000", []string{"198.51.100.7", "192.0.2.1"}, "192.0.2.1"},
		{"a claim to be this machine", "", "127.0.0.1:1000", []string{"127.0.0.1, 192.0.2.1"}, "192.0.2.1"},
		{"a proxy on another machine that nobody named", "", "10.0.0.5:1000", []string{"192.0.2.1"}, "10.0.0.5"},
		{"one that is named", "10.0.0.5", "10.0.0.5:1000", []string{"198.51.100.7, 192.0.2.1"}, "192.0.2.1"},
		{"this machine, if another is named", "10.0.0.5", "127.0.0.1:1000", []string{"192.0.2.1"}, "127.0.0.1"},
		{"two proxies in a row", "10.0.0.0/24，127.0.0.1", "127.0.0.1:1000", []string{"198.51.100.7, 192.0.2.1, 10.0.0.9"}, "192.0.2.1"},
		{"only proxies", "10.0.0.0/24", "10.0.0.5:1000", []string{"10.0.0.9"}, "10.0.0.9"},
		{"a proxy that says nothing", "10.0.0.5", "10.0.0.5:1000", nil, "10.0.0.5"},
		{"no address at all", "", "127.0.0.1:1000", []string{"198.51.100.7, unknown"}, "127.0.0.1"},
		{"with its port", "", "127.0.0.1:1000", []string{"192.0.2.1:5555"}, "192.0.2.1"},
		{"IPv6", "2001:db8::/32", "[2001:db8::5]:1000", []string{"[2001:db9::1]:7, 2001:db8::9"}, "2001:db9::1"},
		{"IPv4 written as IPv6", "10.0.0.5", "[::ffff:10.0.0.5]:1000", []string{"::ffff:192.0.2.1"}, "192.0.2.1"},
	} {
		proxies, err := ParseProxies(tt.proxies)
		check(t, err)
		if len(proxies) == 0 {
			proxies = loopback
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = tt.peer
		r.Header["X-Forwarded-For"] = tt.forwarded
		r.Header.Set("X-Real-IP", "198.51.100.99")
		r.Header.Set("Forwarded", "for=198.51.100.98")
		if got := (&server{proxies: proxies}).clientAddress(r); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	for _, wrong := range []string{"proxy.example", "10.0.0", "0.0.0.0/0", "::/0", "10.0.0.5/33"} {
		if _, err := ParseProxies(wrong); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
}
