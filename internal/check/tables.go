package check

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// The kinds of rows of a table, as its first column names them.
const (
	kindVersion   = "版本"
	kindTypo      = "错别字" // 词 → 改为
	kindMix       = "混用"  // 词 and 改为 are not both used in one text
	kindTerm      = "用语"  // 词 → 改为, a department's own terms
	kindName      = "名称"  // 词 is a body's full name or its end, 改为 its short forms
	kindAbbr      = "缩写"  // 词 needs no introduction
	kindThreshold = "阈值"  // 词 is what is limited, 改为 a number
	kindRule      = "规则"  // 词 is a rule's number, 改为 E, W or 关
)

// Row is one line of a table.
type Row struct {
	Kind   string
	Word   string
	Use    string   // what to write in its place; "停用" switches a shipped row off
	Except []string // longer words in which Word is right
	Note   string
	from   string // the table that it stands in
}

const disabled = "停用"

// Table is a list of words and settings, as it is shipped or as a department
// keeps it.
type Table struct {
	Name    string
	Version string
	Rows    []Row
}

// Tables are the shipped table and what departments laid on top, ready for use.
// They are read only; many goroutines may share them.
type Tables struct {
	layers     []Table
	severities [64]override
	thresholds map[string]int
	typos      lexicon
	terms      lexicon
	mixes      []Row
	names      []bodyName
	bodyForms  lexicon      // all forms of names; entry.index is the place in names
	national   map[int]bool // names that are whole by themselves
	abbr       map[string]bool
}

// bodyName is a row of 名称.
type bodyName struct {
	full   []rune
	shorts [][]rune
	from   string
}

//go:embed tables.csv
var shippedCSV []byte

var shipped = sync.OnceValue(func() *Tables {
	t, err := ReadTable("系统默认词表", shippedCSV)
	if err != nil {
		return compile(nil) // a test reads the shipped table: it is good
	}
	return compile([]Table{t})
})

// Shipped returns the tables that come with the program.
func Shipped() *Tables { return shipped() }

// With returns the tables with a department's own on top: its rows take the
// place of those of the same kind and word.
func (t *Tables) With(own Table) *Tables {
	return compile(append(t.layers[:len(t.layers):len(t.layers)], own))
}

// Layers are the tables, the shipped one first.
func (t *Tables) Layers() []Table { return t.layers }

// Merged returns all layers as one table, what is switched off left out.
func (t *Tables) Merged() Table {
	top := t.layers[len(t.layers)-1]
	return Table{Name: top.Name, Version: top.Version, Rows: flatten(t.layers)}
}

// flatten keeps of the rows of one kind and word the last one, in the order of
// the first.
func flatten(layers []Table) []Row {
	place := map[[2]string]int{}
	var rows []Row
	for _, t := range layers {
		from := t.Name
		if t.Version != "" {
			from += " " + t.Version
		}
		for _, r := range t.Rows {
			r.from = from
			key := [2]string{r.Kind, r.Word}
			if i, known := place[key]; known {
				rows[i] = r
				continue
			}
			place[key] = len(rows)
			rows = append(rows, r)
		}
	}
	out := rows[:0]
	for _, r := range rows {
		if r.Use != disabled {
			out = append(out, r)
		}
	}
	return out
}

func compile(layers []Table) *Tables {
	t := &Tables{layers: layers, thresholds: map[string]int{}, abbr: map[string]bool{}, national: map[int]bool{}}
	for _, r := range flatten(layers) {
		switch r.Kind {
		case kindTypo:
			t.typos.add(r)
		case kindTerm:
			t.terms.add(r)
		case kindMix:
			t.mixes = append(t.mixes, r)
		case kindName:
			n := bodyName{full: []rune(r.Word), from: r.from}
			for _, s := range strings.Fields(r.Use) {
				n.shorts = append(n.shorts, []rune(s))
			}
			t.addName(n, r)
		case kindAbbr:
			t.abbr[r.Word] = true
		case kindThreshold:
			t.thresholds[r.Word], _ = strconv.Atoi(r.Use)
		case kindRule:
			if id, err := strconv.Atoi(r.Word); err == nil && id > 0 && id < len(t.severities) {
				t.severities[id] = overrides[r.Use]
			}
		}
	}
	t.typos.markChased()
	return t
}

// addName adds a body's name with its forms.
func (t *Tables) addName(n bodyName, r Row) {
	place := len(t.names)
	t.names = append(t.names, n)
	t.national[place] = r.Note == noteNational
	if len(n.shorts) == 0 {
		return
	}
	forms := append([]string{r.Word}, strings.Fields(r.Use)...)
	for _, form := range forms {
		t.bodyForms.addAt(Row{Kind: kindName, Word: form, from: r.from}, place)
	}
}

// noteNational marks names that are whole by themselves; others are ends of
// names, behind 云南省 or 省.
const noteNational = "全国性机构"

// threshold returns a limit; what the table lacks is what was shipped first.
func (t *Tables) threshold(name string, otherwise int) int {
	if n := t.thresholds[name]; n > 0 {
		return n
	}
	return otherwise
}

// override is what a table says of a rule.
type override uint8

const (
	asShipped override = iota
	asError
	asAdvice
	off
)

var overrides = map[string]override{"E": asError, "W": asAdvice, "关": off}

func (t *Tables) severity(rule int) override { return t.severities[rule] }

// applied is a finding's severity under the table's word. A rule raised to E
// raises all that it finds.
func (o override) applied(s Severity) Severity {
	switch o {
	case asError:
		return Error
	case asAdvice:
		return Advice
	}
	return s
}
