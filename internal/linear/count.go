package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"runtime/coverage"
)

// block is one basic block of the program: its package, its function and its place
// in it, as the counters number them.
type block struct{ pkg, function, index uint32 }

// work is what something did: how often each block ran, and how many bytes were
// taken from the heap.
type work struct {
	blocks map[block]uint32
	bytes  uint64
}

// counted runs f and returns the work that it did.
func counted(f func()) (work, error) {
	if err := coverage.ClearCounters(); err != nil {
		return work{}, err
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	var b bytes.Buffer
	if err := coverage.WriteCounters(&b); err != nil {
		return work{}, err
	}
	blocks, err := readCounters(b.Bytes())
	return work{blocks, after.TotalAlloc - before.TotalAlloc}, err
}

// The file of counters: a header; how many functions, and how long the strings and
// the arguments behind it are; then for each function that ran how many counters
// it has, its package, its number and the counters (Go's internal/coverage).
const (
	counterHeader  = 4 + 4 + 16 + 1 + 1 + 6
	segmentHeader  = 8 + 4 + 4
	flavorAt       = 24
	flavorRaw      = 1
	flavorVariable = 2
)

var errCounters = errors.New("these are not Go's counters as this program knows them")

func readCounters(b []byte) (map[block]uint32, error) {
	if len(b) < counterHeader+segmentHeader || !bytes.HasPrefix(b, []byte("\x00cwm")) {
		return nil, fmt.Errorf("%w: %.8q", errCounters, b)
	}
	flavor := b[flavorAt]
	at := b[counterHeader:]
	functions := binary.LittleEndian.Uint64(at)
	skip := segmentHeader + int(binary.LittleEndian.Uint32(at[8:])) + int(binary.LittleEndian.Uint32(at[12:]))
	if skip > len(at) {
		return nil, errCounters
	}
	r := counterReader{b: at[skip:], raw: flavor == flavorRaw}
	out := map[block]uint32{}
	for range functions {
		n, pkg, function := r.next(), r.next(), r.next()
		for i := range n {
			if v := r.next(); v > 0 {
				out[block{pkg, function, i}] = v
			}
		}
		if r.bad {
			return nil, errCounters
		}
	}
	return out, nil
}

type counterReader struct {
	b   []byte
	raw bool
	bad bool
}

func (r *counterReader) next() uint32 {
	if r.raw {
		if len(r.b) < 4 {
			r.bad = true
			return 0
		}
		v := binary.LittleEndian.Uint32(r.b)
		r.b = r.b[4:]
		return v
	}
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return uint32(v)
}
