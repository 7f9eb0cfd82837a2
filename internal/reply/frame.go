package reply

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dafu/internal/gongwen"
)

// Frame is a text taken apart: what of it is printed as text, and what each other
// line says for the frame of the letter. Compose, the desk, the checker and the
// ruler all take it from FrameOf, so they agree on every line.
type Frame struct {
	// Body is the text with its lines recognised in the light of the case.
	Body gongwen.Document
	// Text are the blocks that are printed as text above the 署名, Notes those below
	// the date, Enclosed the lines of typed 附件; all in the order of the text.
	Text, Notes, Enclosed []int
	// Typed is everything else that was typed, in order.
	Typed []Typed
}

// Fate is what becomes of what was typed.
type Fate uint8

// The fates.
const (
	Taken   Fate = iota // it is printed in its place, or says the same as what is printed
	Against             // something else is printed in its place
	Twice               // it says again what is printed elsewhere: not printed, an error
	Foreign             // it is no part of the letter: not printed, an error
)

// Typed is a part of the frame that was typed in the text.
type Typed struct {
	Block   int // index in Body
	Part    gongwen.Part
	Text    string // as typed
	Value   string // what it says: 王六 of 签发人：王六
	Fate    Fate
	Printed string // Against, Twice: what is printed
}

// FrameOf takes a text apart. The zero Around is no case: all typed parts are taken.
func FrameOf(a Around, body gongwen.Document) Frame {
	f := Frame{Body: body.Reread(a.Known())}
	doubles := newDoubles(a, f.Body)
	for i, b := range f.Body.Blocks {
		switch k := b.Kind; {
		case k == gongwen.Closing:
			f.closing(a, i, b)
		case k.Text() || k == gongwen.Addressee || k == gongwen.Attachment:
			if what, printed := doubles.of(b); what != gongwen.NoPart {
				f.Typed = append(f.Typed, Typed{Block: i, Part: what, Text: b.Text(), Value: b.Text(), Fate: Twice, Printed: printed})
				continue
			}
			f.Text = append(f.Text, i)
		case k == gongwen.Enclosure:
			f.Enclosed = append(f.Enclosed, i)
		case k == gongwen.Note, k == gongwen.Contact && a.Contact == "":
			f.Notes = append(f.Notes, i)
		case k.Foreign():
			f.Typed = append(f.Typed, Typed{Block: i, Part: b.Part(), Text: b.Text(), Value: b.Text(), Fate: Foreign})
		default:
			f.typed(a, i, b.Elements())
		}
	}
	f.judge(a)
	return f
}

// closing keeps a formula in the text, and takes the 署名 and date that stand
// behind it on its line.
func (f *Frame) closing(a Around, i int, b gongwen.Block) {
	f.Text = append(f.Text, i)
	if all := b.Elements(); len(all) > 1 {
		f.typed(a, i, all[1:])
	}
}

func (f *Frame) typed(a Around, i int, all []gongwen.Element) {
	for _, e := range all {
		f.Typed = append(f.Typed, Typed{Block: i, Part: e.Part, Text: e.Text, Value: ValueOf(e.Part, e.Text)})
	}
}

// judge holds what was typed against what is known. Of parts that a letter has
// once, the first that was typed is taken.
func (f *Frame) judge(a Around) {
	title := f.Body.Title()
	seen := map[gongwen.Part]bool{}
	for i := range f.Typed {
		t := &f.Typed[i]
		if t.Fate != Taken {
			continue
		}
		value := t.Value
		if t.Part == gongwen.PartTitle {
			value = title
		}
		if printed := a.printed(t.Part); printed != "" && !a.agrees(t.Part, value, printed) {
			t.Fate, t.Printed = Against, printed
		} else if printed == "" && a.Title != "" && seen[t.Part] && t.Part != gongwen.PartTitle && t.Part != gongwen.PartImprint {
			t.Fate = Against
		}
		seen[t.Part] = true
	}
}

// printed is what the case prints as the part, "" where it has nothing.
func (a Around) printed(p gongwen.Part) string {
	switch p {
	case gongwen.PartTitle:
		return a.Title
	case gongwen.PartSignatory, gongwen.PartLetterhead:
		return a.Signatory
	case gongwen.PartDate:
		return a.Date
	case gongwen.PartNumber:
		if a.reserved() || a.DocNumber == "" {
			return a.DocNumber
		}
		return "签发时编的号"
	case gongwen.PartIssuer:
		return a.Issuer
	case gongwen.PartUrgency:
		return a.Urgency
	case gongwen.PartClass:
		return a.HandlingClass
	case gongwen.PartPublicity:
		return string(a.Publicity)
	case gongwen.PartCopy:
		return strings.Join(a.CopyTo, "，")
	case gongwen.PartContact:
		return a.Contact
	}
	return ""
}

// agrees tells whether what was typed says what is printed.
func (a Around) agrees(p gongwen.Part, typed, printed string) bool {
	switch p {
	case gongwen.PartClass:
		return strings.HasPrefix(typed, printed)
	case gongwen.PartPublicity:
		return typed == "" || typed == printed
	case gongwen.PartCopy:
		return sameNames(copiesIn(typed), a.CopyTo)
	case gongwen.PartSignatory, gongwen.PartLetterhead:
		return gongwen.Same(gongwen.Unstamped(typed), printed) || strings.HasPrefix(gongwen.Plain(typed), gongwen.Plain(printed)) && p == gongwen.PartLetterhead
	case gongwen.PartIssuer:
		return typed == "" || gongwen.Same(typed, printed)
	}
	return gongwen.Same(typed, printed)
}

func sameNames(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.EqualFunc(a, b, gongwen.Same)
}

// copiesIn are the bodies of a list of copies.
func copiesIn(list string) []string {
	var out []string
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune("，、；,;", r) }) {
		if name = strings.TrimSpace(strings.TrimRight(name, "。．. ）)")); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// ValueOf is what a line says as the part: 王六 of 签发人：王六, A of 类别：A类.
func ValueOf(p gongwen.Part, text string) string {
	value := strings.TrimSpace(text)
	switch p {
	case gongwen.PartIssuer, gongwen.PartUrgency, gongwen.PartCopy:
		value = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(strings.Trim(value, "（）"), "抄送"), "抄报"))
		if _, rest, ok := strings.Cut(value, "："); ok {
			value = strings.TrimSpace(rest)
		}
		return strings.TrimPrefix(value, "签发人")
	case gongwen.PartClass:
		return classIn(value)
	case gongwen.PartPublicity:
		return string(publicityIn(value))
	case gongwen.PartSignatory, gongwen.PartLetterhead:
		return gongwen.Unstamped(value)
	}
	return value
}

// classIn is the letter or word of a class: A of [办理结果标注（A1）].
func classIn(text string) string {
	plain := gongwen.Plain(text)
	if i := strings.LastIndexAny(plain, ":"); i >= 0 {
		plain = plain[i+1:]
	}
	for _, r := range plain {
		if strings.ContainsRune("ABCDabcd甲乙丙丁", r) {
			return strings.ToUpper(string(r))
		}
	}
	return ""
}

// publicityIn reads the 公开属性 in a line, "" if it cannot be told.
func publicityIn(text string) Publicity {
	switch {
	case strings.Contains(text, "依申请"):
		return OnRequest
	case strings.Contains(text, "不予公开"), strings.Contains(text, "不公开"), strings.Contains(text, "不宜公开"), strings.HasSuffix(strings.Trim(text, "）)]】。"), "否"):
		return Closed
	case strings.Contains(text, "删减"), strings.Contains(text, "摘要"):
		return ""
	case strings.Contains(text, "公开"):
		return Open
	}
	return ""
}

// doubles finds in the text what the frame prints already.
type doubles struct {
	frame map[gongwen.Part]string
	bare  map[gongwen.Part]string // the same, as gongwen.Bare has it
}

func newDoubles(a Around, body gongwen.Document) doubles {
	d := doubles{map[gongwen.Part]string{}, map[gongwen.Part]string{}}
	for _, p := range []gongwen.Part{gongwen.PartTitle, gongwen.PartSignatory, gongwen.PartDate, gongwen.PartNumber} {
		if printed := a.printed(p); printed != "" && (p != gongwen.PartNumber || a.reserved()) {
			d.frame[p] = printed
		}
	}
	if len(a.CopyTo) > 0 {
		d.frame[gongwen.PartCopy] = "抄送：" + strings.Join(a.CopyTo, "，")
	}
	for p, printed := range d.frame {
		d.bare[p] = gongwen.Bare(printed)
	}
	return d
}

// resembles is how alike, of 100, a line must be to what is printed to say the
// same. Short lines must be the same.
const resembles = 88

// of tells what part of the frame the block says again.
func (d doubles) of(b gongwen.Block) (gongwen.Part, string) {
	text := b.Text()
	if b.Hand != gongwen.NoPart || len(text) > 600 {
		return gongwen.NoPart, ""
	}
	n, bare := utf8.RuneCountInString(text), gongwen.Bare(text)
	for _, p := range []gongwen.Part{gongwen.PartTitle, gongwen.PartSignatory, gongwen.PartDate, gongwen.PartNumber, gongwen.PartCopy} {
		printed, ok := d.frame[p]
		if !ok {
			continue
		}
		if bare == d.bare[p] || n > 16 && gongwen.AlikeBy(text, printed, resembles) {
			return p, printed
		}
	}
	return gongwen.NoPart, ""
}

// Values are what was typed as the part and is taken, in order.
func (f Frame) Values(p gongwen.Part) []string {
	var out []string
	for _, t := range f.Typed {
		if t.Part == p && t.Fate == Taken && t.Value != "" {
			out = append(out, t.Value)
		}
	}
	return out
}

// Value is the first of Values, or "".
func (f Frame) Value(p gongwen.Part) string {
	if all := f.Values(p); len(all) > 0 {
		return all[0]
	}
	return ""
}

// SecondLetter tells whether another letter begins with the block.
func (f Frame) SecondLetter(block int) bool {
	if f.Body.Blocks[block].Kind != gongwen.Leftover || block == 0 {
		return false
	}
	one := gongwen.Document{Blocks: []gongwen.Block{{Runs: []gongwen.Run{{Text: f.Body.Blocks[block].Text()}}}}}
	return f.Body.First(gongwen.Title) >= 0 && f.Body.First(gongwen.Title) < block && one.Reread(nil).Blocks[0].Kind == gongwen.Title
}
