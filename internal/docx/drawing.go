package docx

import "encoding/xml"

// drawing reads a picture, a text box, a chart or an object. The words of text
// boxes are kept, as paragraphs behind the one that they are anchored in.
func (d *reader) drawing(p *paragraph, kind string) error {
	seen := drawn{}
	if err := d.shapes(p, &seen); err != nil {
		return err
	}
	switch {
	case seen.boxes > 0:
	case kind == "object" || seen.objects > 0:
		d.found.objects = append(d.found.objects, d.placeIn(p))
	case seen.charts > 0:
		d.found.charts = append(d.found.charts, d.placeIn(p))
	case seen.pictures > 0:
		d.found.pictures = append(d.found.pictures, d.placeIn(p))
	case seen.words != "":
		d.found.wordArt = append(d.found.wordArt, seen.words)
	default:
		d.found.shapes++
	}
	return nil
}

// drawn counts what a drawing holds.
type drawn struct {
	boxes, objects, charts, pictures int
	words                            string // of WordArt
}

func (d *reader) shapes(p *paragraph, seen *drawn) error {
	var visit func(e xml.StartElement) error
	visit = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "txbxContent":
			seen.boxes++
			return d.box(p)
		case "OLEObject", "control":
			seen.objects++
		case "chart", "relIds":
			seen.charts++
		case "pic", "imagedata":
			seen.pictures++
		case "textpath":
			seen.words = attr(e, "string")
		case "AlternateContent":
			return d.alternate(visit)
		}
		return d.s.each(visit)
	}
	return d.s.each(visit)
}

// box reads a text box aside: its fields and what is carried over are its own.
func (d *reader) box(p *paragraph) error {
	outer, inside := d.story, []line{}
	d.story = story{lines: &inside}
	err := d.blocks()
	d.flushCarry()
	d.story = outer
	if err != nil {
		return err
	}
	words := ""
	for _, l := range inside {
		if l.text != "" {
			if len(words) < quotedAround {
				words += l.text
			}
			p.behind = append(p.behind, l)
		}
	}
	if words != "" {
		d.found.boxes = append(d.found.boxes, firstWords(words))
	}
	return nil
}
