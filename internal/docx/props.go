package docx

import "encoding/xml"

// paragraphProps is what a paragraph says of itself (w:pPr). What it was before
// a tracked change (w:pPrChange) is not read.
type paragraphProps struct {
	style    string
	level    int // -1: not said
	list     listRef
	centred  int
	deleted  bool // the paragraph's end is a tracked deletion
	inserted bool // or insertion
	section  sectionRefs
}

// sectionRefs are the headers and footers of a section.
type sectionRefs []string

func readParagraphProps(s *stream) (paragraphProps, error) {
	p := paragraphProps{level: -1}
	err := s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = attr(e, "val")
		case "outlineLvl":
			if n, ok := number(e, "val"); ok {
				p.level = 0
				if n < 9 {
					p.level = n + 1
				}
			}
		case "jc":
			p.centred = -1
			if attr(e, "val") == "center" {
				p.centred = 1
			}
		case "numPr":
			return readListRef(s, &p.list)
		case "rPr":
			run, err := readRunProps(s)
			p.deleted, p.inserted = run.deleted, run.inserted
			return err
		case "sectPr":
			var err error
			p.section, err = readSection(s)
			return err
		}
		return s.skip()
	})
	return p, err
}

func readListRef(s *stream, l *listRef) error {
	return s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numId":
			l.num = attr(e, "val")
		case "ilvl":
			if n, ok := number(e, "val"); ok && n >= 0 && n < listLevels {
				l.level, l.hasLevel = n, true
			}
		}
		return s.skip()
	})
}

func readSection(s *stream) (refs sectionRefs, err error) {
	err = s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "headerReference", "footerReference":
			refs = append(refs, attr(e, "id"))
		}
		return s.skip()
	})
	return refs, err
}

// runProps is what Read needs of a run's form (w:rPr).
type runProps struct {
	style    string
	hidden   int // 1 yes, -1 no, 0 not said
	struck   int
	script   int // 1 superscript, -1 subscript, baseline, 0 not said
	deleted  bool
	inserted bool
}

// baseline is the script of a run that says that it is neither raised nor lowered.
const baseline = 2

func readRunProps(s *stream) (runProps, error) {
	var p runProps
	err := s.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "rStyle":
			p.style = attr(e, "val")
		case "vanish":
			p.hidden = yesNo(on(e))
		case "strike", "dstrike":
			if p.struck < 1 {
				p.struck = yesNo(on(e))
			}
		case "vertAlign":
			p.script = map[string]int{"superscript": 1, "subscript": -1, "baseline": baseline}[attr(e, "val")]
		case "del", "moveFrom":
			p.deleted = true
		case "ins", "moveTo":
			p.inserted = true
		}
		return s.skip()
	})
	return p, err
}

func yesNo(yes bool) int {
	if yes {
		return 1
	}
	return -1
}
