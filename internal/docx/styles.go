package docx

import (
	"encoding/xml"
	"errors"
	"strings"
)

// paragraphStyle is what Read needs of a style. Levels are 1 to 9, 0 for text;
// unset values come from the style it is based on.
type paragraphStyle struct {
	name           string
	basedOn        string
	level          int // -1: not said
	list           listRef
	centred        int // 1 yes, -1 no, 0 not said
	hidden         int
	struck, script int // of a character style
}

// listRef is a paragraph's place in a list (w:numPr).
type listRef struct {
	num      string // "" if not said, "0" for no list
	level    int
	hasLevel bool
}

type styles struct {
	all   map[string]*paragraphStyle
	usual string // ID of the style of paragraphs that name none
}

// deepest is how many styles may be based on one another: Word knows 10.
const deepest = 16

func readStyles(a *archive, name string) (*styles, error) {
	st := &styles{all: map[string]*paragraphStyle{}}
	err := a.read(name, func(s *stream) error {
		return s.each(func(e xml.StartElement) error {
			if e.Name.Local != "styles" {
				return s.skip()
			}
			return s.each(func(e xml.StartElement) error {
				if e.Name.Local != "style" {
					return s.skip()
				}
				return st.read(s, e)
			})
		})
	})
	if errors.Is(err, errMissing) {
		err = nil
	}
	return st, err
}

func (st *styles) read(s *stream, e xml.StartElement) error {
	p := &paragraphStyle{level: -1}
	id := attr(e, "styleId")
	st.all[id] = p
	if usual := attr(e, "default"); attr(e, "type") == "paragraph" && (usual == "1" || usual == "true") {
		st.usual = id
	}
	return s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "name":
			p.name = attr(e, "val")
		case "basedOn":
			p.basedOn = attr(e, "val")
		case "pPr":
			props, err := readParagraphProps(s)
			p.level, p.list, p.centred = props.level, props.list, props.centred
			return err
		case "rPr":
			run, err := readRunProps(s)
			p.hidden, p.struck, p.script = run.hidden, run.struck, run.script
			return err
		}
		return s.skip()
	})
}

// of puts together what a style says and what it inherits. The name is its own.
func (st *styles) of(id string) paragraphStyle {
	if st.all[id] == nil {
		id = st.usual
	}
	sum := paragraphStyle{level: -1}
	for range deepest {
		p := st.all[id]
		if p == nil {
			break
		}
		if sum.name == "" {
			sum.name = p.name
		}
		if sum.level < 0 {
			sum.level = p.level
		}
		if sum.level < 0 {
			sum.level = levelOfName(p.name)
		}
		sum.list = sum.list.or(p.list)
		if sum.centred == 0 {
			sum.centred = p.centred
		}
		if sum.hidden == 0 {
			sum.hidden = p.hidden
		}
		id = p.basedOn
	}
	sum.level = max(0, sum.level)
	return sum
}

// ofRun puts together what a character style says; none says nothing.
func (st *styles) ofRun(id string) (sum runProps) {
	for range deepest {
		p := st.all[id]
		if p == nil {
			break
		}
		for _, x := range []struct {
			sum   *int
			style int
		}{{&sum.hidden, p.hidden}, {&sum.struck, p.struck}, {&sum.script, p.script}} {
			if *x.sum == 0 {
				*x.sum = x.style
			}
		}
		id = p.basedOn
	}
	return sum
}

func (l listRef) or(below listRef) listRef {
	if l.num == "" {
		l.num = below.num
	}
	if !l.hasLevel {
		l.level, l.hasLevel = below.level, below.hasLevel
	}
	return l
}

// levelOfName knows the headings by their names, in either language: files of
// some programs leave the outline level out.
func levelOfName(name string) int {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	for _, begin := range []string{"heading", "标题"} {
		if n, ok := strings.CutPrefix(name, begin); ok && len(n) == 1 && n[0] >= '1' && n[0] <= '9' {
			return int(n[0] - '0')
		}
	}
	return -1
}

// isTitle tells the style of the paper's title.
func isTitle(name string) bool {
	return name == styleTitle || strings.EqualFold(name, "title") || name == "标题"
}
