package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"dafu/internal/config"
	"dafu/internal/typeface"
)

// fontReport is what dafu fonts says, in the words of its JSON form.
type fontReport struct {
	Good  bool         `json:"good"`
	Faces []faceReport `json:"faces"`
	Roles []roleReport `json:"roles"`
	Sets  []setReport  `json:"sets"` // what the coverages count
}

type faceReport struct {
	File      string         `json:"file"`
	Name      string         `json:"name,omitempty"`
	Origin    string         `json:"origin"`
	Embedding string         `json:"embedding,omitempty"`
	Problem   string         `json:"problem,omitempty"`
	Coverage  map[string]int `json:"coverage,omitempty"`
	Beyond    int            `json:"beyondBMP"`
}

type roleReport struct {
	Role     string              `json:"role"`
	Order    []string            `json:"order"`
	Coverage map[string]int      `json:"coverage"`
	Missing  map[string][]string `json:"missing,omitempty"` // ranges of code points
	Beyond   int                 `json:"beyondBMP"`
	gaps     []typeface.Covered
}

type setReport struct {
	Name  string `json:"name"`
	Note  string `json:"note"`
	Total int    `json:"total"`
}

// inspectFonts tries every face. Faces that cannot be used are reported; it
// fails only where there is nothing to report on.
func inspectFonts(fonts, own string) (fontReport, error) {
	table := typeface.Shipped()
	dir, err := config.FindFonts(fonts, table.Files())
	if err != nil {
		return fontReport{}, err
	}
	theirs, err := config.ReadOwnFonts(own)
	if err != nil {
		return fontReport{}, err
	}
	r := fontReport{Good: theirs.Err() == nil}
	for _, s := range typeface.Charsets() {
		r.Sets = append(r.Sets, setReport{s.Name, s.Note, len(s.Characters)})
	}
	for _, f := range theirs.Fonts {
		if f.Problem != "" {
			r.Faces = append(r.Faces, faceReport{File: f.File, Origin: originOwn, Problem: f.Problem})
		}
	}
	set := typeface.NewSet(theirs.Add(table), config.OpenFace(dir))
	seen := map[typeface.FaceID]string{}
	for _, role := range typeface.Roles {
		r.addRole(set, role, dir, seen)
	}
	r.Good = r.Good && set.Err() == nil
	return r, nil
}

const originOwn = "单位自备"

func (r *fontReport) addRole(set *typeface.Set, role typeface.Role, dir string, seen map[typeface.FaceID]string) {
	report := roleReport{Role: role.String(), Missing: map[string][]string{}}
	for _, s := range set.Order(role) {
		name, known := seen[s.Face]
		if !known {
			f := inspectFace(set, s, dir)
			name = f.Name
			if f.Problem != "" {
				name = ""
			}
			seen[s.Face] = name
			r.Faces = append(r.Faces, f)
		}
		if name == "" {
			continue
		}
		if s.Latin {
			name += "（数字和西文）"
		}
		if s.Own {
			name += "（自备）"
		}
		report.Order = append(report.Order, name)
	}
	all := typeface.Cover(func(c rune) bool { _, ok := set.Glyph(role, c); return ok })
	report.Coverage, report.Beyond, report.gaps = counts(all), all.Beyond, all.Sets
	for i, s := range all.Sets {
		for _, m := range typeface.Ranges(s.Missing) {
			report.Missing[s.Set.Name] = append(report.Missing[s.Set.Name], fmt.Sprintf("%04X-%04X", m[0], m[1]))
		}
		const everyday = 3 // GB 2312 and 通用规范汉字表: what a letter must be able to print
		r.Good = r.Good && (i >= everyday || len(s.Missing) == 0)
	}
	r.Roles = append(r.Roles, report)
}

func counts(c typeface.Coverage) map[string]int {
	m := map[string]int{}
	for _, s := range c.Sets {
		m[s.Set.Name] = s.Count
	}
	return m
}

func inspectFace(set *typeface.Set, s typeface.Source, dir string) faceReport {
	r := faceReport{File: s.File, Name: filepath.Base(s.File), Origin: "随附"}
	path, err := config.LocateFace(dir, typeface.FileOf(s.File))
	switch {
	case s.Own:
		r.Origin = originOwn
	case err != nil || filepath.Dir(path) != filepath.Clean(dir):
		r.Origin = "系统"
	}
	if err == nil && !s.Own {
		r.File = path
	}
	face, err := set.Face(s.Face)
	var broken *typeface.FaceError
	switch {
	case errors.As(err, &broken):
		r.Problem = broken.Why
	case err != nil && s.Optional:
		r.Problem = "未安装（可以没有）"
	case err != nil:
		r.Problem = err.Error()
	default:
		if t := face.Title(); t != "" {
			r.Name = t
		}
		c := typeface.Cover(func(c rune) bool { _, ok := face.Glyph(c); return ok })
		r.Embedding, r.Coverage, r.Beyond = face.Embedding().String(), counts(c), c.Beyond
	}
	return r
}
