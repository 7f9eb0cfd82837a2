package main

import (
	"fmt"

	"dafu/internal/check"
	"dafu/internal/config"
	"dafu/internal/layout"
	"dafu/internal/typeface"
)

// checkFaces says which characters can be printed and on which page a place
// stands. Without faces nothing is said of either.
type checkFaces struct{ set *typeface.Set }

// faces opens the faces. That there are none is told, and no reason not to check
// the text, unless the folder was named.
func (j checking) faces() (checkFaces, error) {
	table := typeface.Shipped()
	dir, err := config.FindFonts(j.fonts, table.Files())
	if err != nil {
		if j.fonts != "" || j.own != "" {
			return checkFaces{}, err
		}
		fmt.Fprintln(j.err, "没有找到字体：不标页码，也不查印不出的字")
		return checkFaces{}, nil
	}
	theirs, err := config.ReadOwnFonts(j.own)
	if err == nil {
		err = theirs.Err()
	}
	if err != nil {
		return checkFaces{}, err
	}
	return checkFaces{typeface.NewSet(theirs.Add(table), config.OpenFace(dir))}, nil
}

func (f checkFaces) prints(r rune) bool {
	if f.set == nil {
		return true
	}
	_, ok := f.set.Glyph(typeface.FangSong, r)
	return ok || f.set.Err() != nil
}

// page fills in the pages of the findings and returns how many there are; 0 if
// the text cannot be set.
func (f checkFaces) page(findings []check.Finding, text, caseName string, c console) int {
	if f.set == nil {
		return 0
	}
	c.out = c.err
	letter, err := letterOf(text, caseName, c)
	if err != nil {
		return 0
	}
	pages, err := layout.Set(letter, f.set, layout.Options{})
	if err != nil || f.set.Err() != nil {
		return 0
	}
	check.Page(findings, parsed(text), letter, pages)
	return len(pages.Pages)
}
