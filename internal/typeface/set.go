package typeface

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"unicode"
)

// Opener returns the bytes of a face's file; they must never change afterwards.
type Opener func(file string) ([]byte, error)

// Set is the faces that a letter may use. A face is opened when the first
// character needs it and kept. A Set may be used from many goroutines.
type Set struct {
	roles [SongTi + 1][]choice
	found [SongTi + 1]finds
	faces []*entry
	open  Opener

	mu     sync.Mutex
	failed error // the first required face that could not be opened
}

type choice struct {
	face  FaceID
	latin bool
	own   bool
}

// covered tells whether the choice can print nothing that b would not have.
func (c choice) covered(b choice) bool { return b.face == c.face && (!b.latin || c.latin) }

// has tells whether the choice may be asked for r at all.
func (c choice) has(r rune) bool {
	return (!c.latin || isLatin(r)) && (c.own || !unicode.Is(unicode.Co, r))
}

// entry is a face that is opened at most once.
type entry struct {
	file     string
	optional bool
	once     sync.Once
	face     *Face
	err      error
}

// NewSet makes a set of the table's faces; open is called as faces are needed,
// at most once for each.
func NewSet(t Table, open Opener) *Set {
	s := &Set{open: open}
	ids := map[string]FaceID{}
	for _, c := range t.all() {
		if _, known := ids[c.File]; !known {
			ids[c.File] = FaceID(len(s.faces))
			s.faces = append(s.faces, &entry{file: c.File, optional: c.Optional})
		}
	}
	for role, own := range t.Roles {
		for _, c := range append(own[:len(own):len(own)], t.Fallback...) {
			again := choice{ids[c.File], c.Latin, c.Own}
			if !slices.ContainsFunc(s.roles[role], again.covered) {
				s.roles[role] = append(s.roles[role], again)
			}
		}
	}
	return s
}

// Glyph returns the glyph that prints r in the given role: of the first face in
// the role's order that has it; false if none has, or if the character cannot be
// set rightly (see Unset).
func (s *Set) Glyph(role Role, r rune) (Glyph, bool) {
	if f := s.found[role].get(r); f != 0 {
		return s.glyphOf(f)
	}
	f := s.find(role, r)
	s.found[role].put(r, f)
	return s.glyphOf(f)
}

// find asks the role's faces.
func (s *Set) find(role Role, r rune) find {
	if Unset(r) != "" {
		return foundNone
	}
	for _, c := range s.roles[role] {
		if !c.has(r) {
			continue
		}
		f, err := s.Face(c.face)
		if err != nil {
			continue // Err tells
		}
		if id, ok := f.Glyph(r); ok {
			return foundIn(c.face, id)
		}
	}
	return foundNone
}

func (s *Set) glyphOf(f find) (Glyph, bool) {
	if f == foundNone {
		return Glyph{}, false
	}
	face, id := f.glyph()
	return Glyph{Face: face, ID: id, Advance: s.faces[face].face.Advance(id)}, true
}

// Faces returns how many faces there are: FaceIDs count from 0.
func (s *Set) Faces() int { return len(s.faces) }

// Face returns a face of the set, opening it if need be.
func (s *Set) Face(id FaceID) (*Face, error) {
	e := s.faces[id]
	e.once.Do(func() {
		if e.face, e.err = s.load(e.file); e.err != nil && !e.optional {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.failed = cmp.Or(s.failed, e.err)
		}
	})
	return e.face, e.err
}

func (s *Set) load(file string) (*Face, error) {
	data, err := s.open(FileOf(file))
	if err != nil {
		return nil, fmt.Errorf("opening face %s: %w", file, err)
	}
	f, err := Parse(file, data)
	if err != nil {
		return nil, err
	}
	if why := f.embed.Refusal(); why != "" {
		return nil, &FaceError{file, why}
	}
	return f, nil
}

// Err returns why a required face could not be opened, if that has happened:
// then Glyph may have answered from a face further down, or not at all, and
// what was set with it is not to be trusted.
func (s *Set) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.failed
}
