package web

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// What one address may ask of the public page, and all together. Visitors whose file
// is still on its way hold little: memory is reckoned by what has come (see budget).
const (
	askEvery     = 3 * time.Second
	askBurst     = 20
	askAtOnce    = 2
	allAtOnce    = 256
	mostVisitors = 4096
)

// gate admits visitors of the public page. It remembers a bounded number of
// addresses; when it is full, newcomers share what one address may ask.
type gate struct {
	now func() time.Time

	mu       sync.Mutex
	visitors map[netip.Prefix]*visitor
	busy     int
}

type visitor struct {
	limit *rate.Limiter
	busy  int
	last  time.Time
}

func newGate(now func() time.Time) *gate {
	return &gate{now: now, visitors: map[netip.Prefix]*visitor{}}
}

// admit lets the address in, if it may; who is let in calls leave at the end.
func (g *gate) admit(address string) (leave func(), ok bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	v := g.visitor(network(address), now)
	v.last = now
	if g.busy >= allAtOnce || v.busy >= askAtOnce || !v.limit.AllowN(now, 1) {
		return nil, false
	}
	g.busy++
	v.busy++
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.busy--
		v.busy--
	}, true
}

func (g *gate) visitor(from netip.Prefix, now time.Time) *visitor {
	if v := g.visitors[from]; v != nil {
		return v
	}
	if len(g.visitors) >= mostVisitors {
		g.forget(now)
	}
	if len(g.visitors) >= mostVisitors {
		from = netip.Prefix{} // everybody else
		if v := g.visitors[from]; v != nil {
			return v
		}
	}
	v := &visitor{limit: rate.NewLimiter(rate.Every(askEvery), askBurst)}
	g.visitors[from] = v
	return v
}

// forget drops who has been away for so long that nothing counts against them.
func (g *gate) forget(now time.Time) {
	for from, v := range g.visitors {
		if v.busy == 0 && now.Sub(v.last) >= askBurst*askEvery {
			delete(g.visitors, from)
		}
	}
}

// network is what counts as one visitor: an IPv4 address, or the IPv6 network
// that a household is given.
func network(address string) netip.Prefix {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	bits := 64
	if a = a.Unmap().WithZone(""); a.Is4() {
		bits = 32
	}
	p, _ := a.Prefix(bits) // the length fits the family
	return p
}
