// Package sample holds a case to try the program with: the real one, whose
// reply 云南省科学技术厅 published on 31 May 2024 (see data/README.md), and an
// invented one made from it, in which nobody real occurs.
package sample

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"dafu/internal/casefile"
	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/reply"
)

//go:embed data
var data embed.FS

// Material is a case with everything that each side writes for it.
type Material struct {
	File     casefile.File
	Lead     string // the lead's text
	Opinions []Opinion
	// Placements say where the lead put each entry of the opinions.
	Placements []Placement
	// Printed is the whole letter as it was published; only of the real case.
	Printed string
	// NextNumber is the first free number of the lead's year.
	NextNumber int
	// Registry are the bodies that do not handle the case: 督查室 and 管理员.
	Registry []casefile.Department
	Accounts []Account
}

// Opinion is what a co-handler hands in.
type Opinion struct {
	Department string // full name
	Opinion    reply.Opinion
}

// Account is somebody who takes part.
type Account struct {
	Login, Name string
	Role        reply.Role
	Department  string // full name
}

// Placement is where one entry went, in words: merge.FindEntry and
// merge.Resolve understand them.
type Placement struct {
	Department string     `json:"department"` // short name
	Part       merge.Part `json:"part"`
	Entry      string     `json:"entry"`
	Under      string     `json:"under"`
	Kind       string     `json:"kind"`
	After      string     `json:"after"`
}

// Real returns the real case.
func Real() Material {
	m := load(func(text string) string { return text })
	m.Printed = read("letter.txt")
	m.NextNumber = 12 // the letter is 云科提〔2024〕12号
	return m
}

// load reads the files, each through rewrite. They are compiled in and read by
// every test: a fault in them is one of the program's own.
func load(rewrite func(string) string) Material {
	var m Material
	f, err := casefile.Parse([]byte(rewrite(read("case.json"))))
	if err != nil {
		panic("sample: case.json: " + err.Error())
	}
	m.File = f
	m.Lead = rewrite(read("lead.txt"))
	if err := json.Unmarshal([]byte(read("placements.json")), &m.Placements); err != nil {
		panic("sample: placements.json: " + err.Error())
	}
	for _, c := range f.CoHandlerContacts {
		status, next := halves(rewrite(read(opinionFiles[c.Person.Office])))
		m.Opinions = append(m.Opinions, Opinion{c.Department, reply.Opinion{Status: status, NextSteps: next, Contact: c.Person}})
	}
	m.Registry, m.Accounts = registry(f), accounts(f)
	return m
}

// opinionFiles finds a co-handler's opinion by its office (处室), which bears
// the same name in both cases.
var opinionFiles = map[string]string{
	"知识产权保护处": "cohandler-shichangjianguanju.txt",
	"高等教育处":   "cohandler-jiaoyuting.txt",
}

func read(name string) string {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		panic("sample: " + err.Error())
	}
	return string(b)
}

// halves takes an opinion's letter apart into the form's two fields: title,
// salutation and signatory are left out, as the form has its own.
func halves(letter string) (status, next string) {
	_, body, _ := strings.Cut(letter, "一、工作情况\n")
	status, next, _ = strings.Cut(body, "二、下一步工作打算\n")
	next = strings.TrimRight(next, "\n")
	if i := strings.LastIndexByte(next, '\n'); i >= 0 {
		next = next[:i]
	}
	return strings.TrimRight(status, "\n"), next
}

// Find returns where the placement puts which of the entries in the draft; ids
// are the departments' IDs by short name.
func (p Placement) Find(entries []merge.Entry, body gongwen.Document, ids map[string]int64) (merge.Insertion, error) {
	var own []merge.Entry
	for _, e := range entries {
		if e.Department == ids[p.Department] {
			own = append(own, e)
		}
	}
	e, ok := merge.FindEntry(own, p.Part, p.Entry)
	if !ok {
		return merge.Insertion{}, fmt.Errorf("%s的会办意见中没有“%s”", p.Department, p.Entry)
	}
	place, err := merge.Resolve(body, p.Under, p.Kind, p.After, p.Part)
	return merge.Insertion{Entry: e, Place: place}, err
}
