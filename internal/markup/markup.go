// Package markup guards readers of XML that somebody sends in: encoding/xml holds a
// tag with all its attributes in memory, at twenty times its size.
package markup

import (
	"errors"
	"io"
)

// MaxTag is how long a tag may be, in bytes. Word and Excel write some hundred; a
// list of name spaces comes to a few thousand.
const MaxTag = 64 << 10

// ErrTag says that a tag is longer than MaxTag.
var ErrTag = errors.New("markup: a tag is too long")

// Guard returns a reader of r that fails with ErrTag within a tag that is longer than
// MaxTag. Comments, instructions and texts may be of any length.
func Guard(r io.Reader) io.Reader { return &guard{from: r} }

type state uint8

const (
	inText state = iota
	inTag
	inQuote
	inOther // <!-- -->, <![CDATA[ ]]>, <? ?>, <!DOCTYPE >
)

// endings are how what is no tag begins and ends.
var endings = [...]struct{ begin, end string }{{"!--", "-->"}, {"![CDATA[", "]]>"}, {"?", "?>"}, {"!", ">"}}

type guard struct {
	from  io.Reader
	state state
	n     int    // bytes of this tag so far
	head  []byte // the first of them
	quote byte
	end   string
	done  int // so much of end was just read
}

// Read implements io.Reader.
func (g *guard) Read(b []byte) (int, error) {
	n, err := g.from.Read(b)
	for _, c := range b[:n] {
		if !g.take(c) {
			return 0, ErrTag
		}
	}
	return n, err
}

func (g *guard) take(c byte) bool {
	switch g.state {
	case inText:
		if c == '<' {
			g.state, g.n, g.head = inTag, 0, g.head[:0]
		}
		return true
	case inOther:
		g.other(c)
		return true
	case inQuote:
		if c == g.quote {
			g.state = inTag
		}
	case inTag:
		g.tag(c)
	}
	g.n++
	return g.n <= MaxTag
}

// tag reads a byte between < and >.
func (g *guard) tag(c byte) {
	const longest = 8 // ![CDATA[
	if g.n < longest && (g.n == 0 || g.head[0] == '!') {
		g.head = append(g.head, c)
	}
	if c == '>' {
		g.state = inText
		return
	}
	if len(g.head) > 0 && (g.head[0] == '!' || g.head[0] == '?') {
		g.opening()
		return
	}
	if c == '"' || c == '\'' {
		g.state, g.quote = inQuote, c
	}
}

// opening looks whether it is known by now what begins with <! or <?.
func (g *guard) opening() {
	head := string(g.head)
	for _, e := range endings {
		switch {
		case head == e.begin && e.begin != "!", e.begin == "!" && len(head) > 1:
			g.state, g.end, g.done = inOther, e.end, 0
			return
		case len(head) < len(e.begin) && head == e.begin[:len(head)]:
			return // it may still become this one
		}
	}
}

// other waits for the end of what is no tag.
func (g *guard) other(c byte) {
	switch {
	case c == g.end[g.done]:
		g.done++
	case c == g.end[0] && g.done < 2: // --> and ]]> begin with two alike: a third changes nothing
		g.done = 1
	case !(g.done == 2 && c == g.end[1]):
		g.done = 0
	}
	if g.done == len(g.end) {
		g.state = inText
	}
}
