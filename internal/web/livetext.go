package web

import (
	"strings"
	"unicode/utf8"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
	"dafu/internal/service"
)

// liveAnswer is what the desk hears of a text that is being typed. Lines and
// columns are those of the typed text; columns count characters, not UTF-16
// units.
type liveAnswer struct {
	Blocks      []liveBlock       `json:"blocks"`
	Printed     []int             `json:"printed"` // block of the pages → block of the text, -1 for none
	Notes       []string          `json:"notes"`
	Unprintable []liveUnprintable `json:"unprintable"`
	Shares      []liveShare       `json:"shares"`
	Checked     liveChecked       `json:"checked"`
	Responses   [][]int           `json:"responses"` // for each recommendation the blocks of the text that answer it
}

// liveBlock is a block of the typed text.
type liveBlock struct {
	Line  int    `json:"line"`
	Kind  string `json:"kind"`            // title, addressee, heading, paragraph, …
	Level int    `json:"level,omitempty"` // 1 to 4, 5 for 一是
	From  int    `json:"from"`            // first column
	To    int    `json:"to"`              // column behind the last character
	Mark  int    `json:"mark,omitempty"`  // column behind its number
	RunIn int    `json:"runIn,omitempty"` // column behind its run-in heading
	// Want is the number that it should have, if that is another.
	Want string `json:"want,omitempty"`
	// Columns are the columns of each character of the block's text, if they do
	// not simply count up from From.
	Columns []int `json:"columns,omitempty"`
	// Spans are [department, revision, from, to]: whose words they are.
	Spans [][4]int64 `json:"spans"`
	Text  string     `json:"text,omitempty"` // of headings, for the outline
	// Part is what the block is in the letter; Guess marks one that may be wrong,
	// Hand what somebody has said.
	Part  gongwen.Part `json:"part"`
	Guess bool         `json:"guess,omitempty"`
	Hand  bool         `json:"hand,omitempty"`
}

type liveUnprintable struct {
	Line, Column int
	Text         string
}

type liveShare struct {
	Department int64 `json:"department"`
	Characters int   `json:"characters"`
}

var kindNames = map[gongwen.Kind]string{
	gongwen.Paragraph: "paragraph", gongwen.Title: "title", gongwen.Addressee: "addressee", gongwen.Heading: "heading",
	gongwen.Signatory: "signatory", gongwen.IssueDate: "date", gongwen.Contact: "contact", gongwen.CopyTo: "copy",
	gongwen.Attachment: "attachment", gongwen.Letterhead: "letterhead", gongwen.HandlingClass: "class", gongwen.Urgency: "urgency",
	gongwen.DocNumber: "number", gongwen.Issuer: "issuer", gongwen.Publicity: "publicity", gongwen.Closing: "closing",
	gongwen.Note: "note", gongwen.Enclosure: "annex", gongwen.Imprint: "imprint", gongwen.Proposal: "proposal", gongwen.Leftover: "leftover",
}

// unsurePart is up to where a reading is marked as one that may be wrong.
const unsurePart = 2

// liveOf describes the text for the editor.
func liveOf(text string, v service.LiveView) liveAnswer {
	out := liveAnswer{Printed: v.Printed, Notes: v.Notes, Responses: responsesOf(v.Responses), Blocks: make([]liveBlock, len(v.Body.Blocks))}
	raw := strings.Split(text, "\n")
	columns := make([]gongwen.Columns, len(v.Body.Blocks)) // of the line that block i came from
	place := make([]int, len(v.Body.Blocks))               // which block of its line it is
	for i := 0; i < len(v.Body.Blocks); {
		line := v.Lines[i]
		end := i + 1
		for end < len(v.Body.Blocks) && v.Lines[end] == line {
			end++
		}
		c := gongwen.NewColumns(raw[line], v.Body.Blocks[i:end]...)
		for j := i; j < end; j++ {
			columns[j], place[j] = c, j-i
			out.Blocks[j] = liveBlockOf(v.Body.Blocks[j], line, j-i, c, v.Marks[j])
			if j < len(v.Parts) {
				out.Blocks[j].Part, out.Blocks[j].Guess = v.Parts[j].Part, v.Parts[j].Sure <= unsurePart
			}
		}
		i = end
	}
	for _, one := range gongwen.Shares(v.Body) {
		out.Shares = append(out.Shares, liveShare{one.Department, one.Characters})
	}
	for _, u := range v.Unprintable {
		out.Unprintable = append(out.Unprintable, unprintableOf(u, v, columns, place))
	}
	return out
}

func liveBlockOf(b gongwen.Block, line, place int, c gongwen.Columns, want string) liveBlock {
	mark := utf8.RuneCountInString(b.Number.Mark)
	length := utf8.RuneCountInString(b.Text())
	out := liveBlock{
		Line: line, Kind: kindNames[b.Kind], Level: b.Number.Style.Level(),
		From: c.Column(place, 0), To: c.Column(place, length), Spans: [][4]int64{},
		Hand: b.Hand != gongwen.NoPart,
	}
	if mark > 0 {
		out.Mark = c.Column(place, mark)
	}
	if b.RunIn > 0 {
		out.RunIn = c.Column(place, mark+b.RunIn)
	}
	if want != b.Number.Mark {
		out.Want = want
	}
	if b.Kind == gongwen.Heading {
		out.Text = b.Text()
	}
	at := mark
	for _, r := range b.Runs {
		next := at + utf8.RuneCountInString(r.Text)
		if next > at {
			out.Spans = append(out.Spans, [4]int64{r.Source.Department, int64(r.Source.Revision), int64(c.Column(place, at)), int64(c.Column(place, next))})
		}
		at = next
	}
	if out.To-out.From != length {
		for n := range length {
			out.Columns = append(out.Columns, c.Column(place, n))
		}
	}
	return out
}

func unprintableOf(u layout.Unprintable, v service.LiveView, columns []gongwen.Columns, place []int) liveUnprintable {
	out := liveUnprintable{Line: -1, Text: (&layout.UnprintableError{Characters: []layout.Unprintable{u}}).Error()}
	if u.Block >= 0 {
		out.Line, out.Column = v.Lines[u.Block], columns[u.Block].Column(place[u.Block], u.At)
	}
	return out
}
