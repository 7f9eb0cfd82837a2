package web

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// loopback is where a proxy in front of the service sits if none is named.
var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// ParseProxies reads the addresses and networks of the proxies in front of the
// service, parted by commas or blanks. An empty text names none: then only a proxy
// on the same machine is believed.
func ParseProxies(text string) (all []netip.Prefix, err error) {
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、; \t\n", r) }) {
		p, err := netip.ParsePrefix(one)
		if err != nil {
			a, err := netip.ParseAddr(one)
			if err != nil {
				return nil, fmt.Errorf("“%s”不是地址或网段，请写成 10.1.2.3 或 10.1.0.0/16", one)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		if p.Bits() == 0 {
			return nil, fmt.Errorf("“%s”包括所有地址，任何人都能冒充代理，请只写代理自己的地址", one)
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// clientAddress is where a request comes from: the peer, or, if that is a trusted
// proxy, the rightmost address in X-Forwarded-For that is none. What stands further
// left was written by the client itself or by somebody nobody vouches for. Other
// headers are not read: a proxy passes on what a client puts there.
func (s *server) clientAddress(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	at = at.Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && s.trusts(at); i-- {
		next, ok := hopAddress(strings.TrimSpace(hops[i]))
		if !ok {
			break
		}
		at = next
	}
	return at.String()
}

// hopAddress reads an entry of X-Forwarded-For; some proxies add the port.
func hopAddress(s string) (netip.Addr, bool) {
	if a, err := netip.ParseAddr(strings.Trim(s, "[]")); err == nil {
		return a.Unmap().WithZone(""), true
	}
	p, err := netip.ParseAddrPort(s)
	return p.Addr().Unmap().WithZone(""), err == nil
}

func (s *server) trusts(a netip.Addr) bool {
	for _, p := range s.proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
