package docx

import (
	"encoding/xml"
	"errors"
	"maps"
	"slices"

	"dafu/internal/numeral"
)

// listLevels is how many levels a list has (17.9.6).
const listLevels = 9

// listLevel is one level of a list: how its numbers look.
type listLevel struct {
	start   int
	format  numeral.Format
	text    string // “%1、”
	style   string // ID of the paragraph style that takes this level
	legal   bool   // all numbers in Arabic digits
	restart int    // 1 + the level whose new number begins this one anew; 0 never; -1 the one above
	given   bool
}

// list is an abstract list (w:abstractNum): its levels are shared by all lists
// made of it, and so is the count.
type list struct {
	id     string
	levels [listLevels]listLevel
	link   string // style that names the list in its place
	style  string // style that this list is the list of
}

// listUse is a list in use (w:num), with what it changes.
type listUse struct {
	list    string
	starts  map[int]int
	changed map[int]listLevel
}

type lists struct {
	abstract map[string]*list
	uses     map[string]*listUse
}

func readLists(a *archive, name string) (*lists, error) {
	ls := &lists{abstract: map[string]*list{}, uses: map[string]*listUse{}}
	err := a.read(name, func(s *stream) error {
		return s.each(func(e xml.StartElement) error {
			if e.Name.Local != "numbering" {
				return s.skip()
			}
			return s.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "abstractNum":
					return ls.readAbstract(s, attr(e, "abstractNumId"))
				case "num":
					return ls.readUse(s, attr(e, "numId"))
				}
				return s.skip()
			})
		})
	})
	if errors.Is(err, errMissing) {
		err = nil
	}
	return ls, err
}

func (ls *lists) readAbstract(s *stream, id string) error {
	l := &list{id: id}
	ls.abstract[id] = l
	return s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numStyleLink":
			l.link = attr(e, "val")
		case "styleLink":
			l.style = attr(e, "val")
		case "lvl":
			n, _ := number(e, "ilvl")
			level, err := readListLevel(s)
			if n >= 0 && n < listLevels {
				l.levels[n] = level
			}
			return err
		}
		return s.skip()
	})
}

func readListLevel(s *stream) (listLevel, error) {
	l := listLevel{format: numeral.Decimal, restart: -1, given: true}
	err := s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "start":
			l.start, _ = number(e, "val")
		case "numFmt":
			l.format = numeral.Format(attr(e, "val"))
		case "lvlText":
			l.text = attr(e, "val")
		case "pStyle":
			l.style = attr(e, "val")
		case "isLgl":
			l.legal = on(e)
		case "lvlRestart":
			l.restart, _ = number(e, "val")
		case "AlternateContent":
			// Formats of a later Word: their number stands in the fallback.
			return s.each(func(e xml.StartElement) error {
				return s.each(func(e xml.StartElement) error {
					if e.Name.Local == "numFmt" && attr(e, "val") != "custom" {
						l.format = numeral.Format(attr(e, "val"))
					}
					return s.skip()
				})
			})
		}
		return s.skip()
	})
	return l, err
}

func (ls *lists) readUse(s *stream, id string) error {
	u := &listUse{starts: map[int]int{}, changed: map[int]listLevel{}}
	ls.uses[id] = u
	return s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			u.list = attr(e, "val")
		case "lvlOverride":
			level, _ := number(e, "ilvl")
			return s.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "startOverride":
					u.starts[level], _ = number(e, "val")
				case "lvl":
					changed, err := readListLevel(s)
					u.changed[level] = changed
					return err
				}
				return s.skip()
			})
		}
		return s.skip()
	})
}

// find returns the list of a use; one that only names a style is the list of
// that style.
func (ls *lists) find(num string, st *styles) (*listUse, *list) {
	u := ls.uses[num]
	if u == nil {
		return nil, nil
	}
	l := ls.abstract[u.list]
	if l == nil || l.link == "" {
		return u, l
	}
	for _, id := range slices.Sorted(maps.Keys(ls.abstract)) {
		if ls.abstract[id].style == l.link {
			return u, ls.abstract[id]
		}
	}
	if p := st.all[l.link]; p != nil {
		if v := ls.uses[p.list.num]; v != nil {
			return u, ls.abstract[v.list]
		}
	}
	return u, l
}

// levelOfStyle is the level that a paragraph of this style stands on.
func (l *list) levelOfStyle(id string) (int, bool) {
	for i, level := range l.levels {
		if level.given && id != "" && level.style == id {
			return i, true
		}
	}
	return 0, false
}
