package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// deskEntries is what the desk shows of the opinions (会办意见): what is still to
// be decided, and what became of the rest.
type deskEntries struct {
	Revision int         `json:"revision"` // the draft that the places count in
	Open     []deskEntry `json:"open"`
	Done     []deskDone  `json:"done"`
	Gone     []deskGone  `json:"gone"`
	Missing  []string    `json:"missing"`
	Places   []deskGroup `json:"places"` // every place there is
	Asked    deskAsked   `json:"asked"`
	Next     string      `json:"next"` // what the case waits for
}

// deskEntry is an entry still to be decided.
type deskEntry struct {
	Key         string      `json:"key"`
	Department  int64       `json:"department"`
	Round       int         `json:"round"` // 第几次报送
	Part        string      `json:"part"`
	Heading     string      `json:"heading"`
	Words       []string    `json:"words"`
	Asked       string      `json:"asked,omitempty"`   // the request that it answers
	Mark        string      `json:"mark,omitempty"`    // 新增, 有改动
	Earlier     string      `json:"earlier,omitempty"` // what became of it before
	Suggestions []deskPlace `json:"suggestions"`
	// Difference is the earlier words against the new ones, Stands what stands in
	// the draft of them, Mixed that the lead changed it there.
	Difference []deskPiece `json:"difference,omitempty"`
	Stands     []string    `json:"stands,omitempty"`
	Mixed      bool        `json:"mixed,omitempty"`
}

// deskPiece is kept (""), deleted ("-") or inserted ("+").
type deskPiece struct {
	Text   string `json:"text"`
	Change string `json:"change,omitempty"`
}

// deskGone is an entry whose words stand in the draft and that the department's
// newer contribution does not have any more.
type deskGone struct {
	Key        string   `json:"key"`
	Department int64    `json:"department"`
	Heading    string   `json:"heading"`
	Stands     []string `json:"stands"`
}

type deskPlace struct {
	Value string `json:"value"`
	Under string `json:"under"`
	How   string `json:"how"`
	Why   string `json:"why,omitempty"`
}

type deskGroup struct {
	Label  string      `json:"label"`
	Places []deskPlace `json:"places"`
}

// deskDone is an entry that was decided.
type deskDone struct {
	Department int64  `json:"department"`
	Heading    string `json:"heading"`
	Verdict    string `json:"verdict"`
	Words      string `json:"words"`
	// Unused is what of its words does not stand in the draft.
	Unused []string `json:"unused,omitempty"`
}

var partWords = map[merge.Part]string{merge.Status: "工作情况", merge.NextSteps: "下一步打算"}

func (s *server) deskEntries(c *gin.Context, id int64, _ struct{}) (out deskEntries, err error) {
	ctx, who := c.Request.Context(), actor(c)
	v, err := s.Service.MergeForm(ctx, who, id)
	switch reply.CodeOf(err) {
	case reply.Conflict, reply.Forbidden: // no draft yet, or not in this state
		out = deskEntriesOf(service.MergeView{})
	default:
		if err != nil {
			return out, err
		}
		out = deskEntriesOf(v)
	}
	asked, err := s.Service.Requests(ctx, who, id)
	if err != nil {
		return out, err
	}
	out.Asked = s.deskAskedOf(asked)
	page, err := s.Service.Case(ctx, who, id)
	out.Next = page.Next.Text
	return out, err
}

func deskEntriesOf(v service.MergeView) deskEntries {
	out := deskEntries{Revision: v.Draft.Revision, Open: []deskEntry{}, Done: []deskDone{}, Gone: []deskGone{}, Missing: []string{}, Places: []deskGroup{}}
	for _, e := range v.Entries {
		if e.Decision != nil {
			out.Done = append(out.Done, deskDone{e.Department.ID, e.Entry.Name(), string(e.Decision.Verdict), doneWords(*e.Decision), e.Unused})
			continue
		}
		out.Open = append(out.Open, deskEntryOf(newOpenEntry(v, e, len(out.Open), mergeAnswer{})))
	}
	for _, e := range v.Vanished {
		out.Gone = append(out.Gone, deskGone{entryKey(e.Entry), e.Department.ID, e.Entry.Name(), e.Stands})
	}
	for _, g := range placeGroups(v.Outline, "", false) {
		group := deskGroup{Label: g.Label}
		for _, p := range g.Places {
			group.Places = append(group.Places, deskPlace{Value: p.Value, How: p.Label})
		}
		out.Places = append(out.Places, group)
	}
	for _, d := range v.Missing {
		out.Missing = append(out.Missing, d.ShortName)
	}
	return out
}

func deskEntryOf(o openEntry) deskEntry {
	one := deskEntry{
		Key: o.Key, Department: o.Department.ID, Round: o.Entry.Revision, Part: partWords[o.Entry.Part],
		Heading: o.Entry.Heading, Words: o.Words, Mark: o.Mark, Earlier: o.Earlier, Suggestions: []deskPlace{},
		Stands: o.Stands, Mixed: o.Mixed,
	}
	if o.Request != nil {
		one.Asked = o.Request.Name()
	}
	for _, p := range o.Suggested {
		one.Suggestions = append(one.Suggestions, deskPlace{p.Value, p.Under, p.How, p.Why})
	}
	for _, p := range o.Difference {
		change := ""
		switch {
		case p.Deleted:
			change = "-"
		case p.Inserted:
			change = "+"
		}
		one.Difference = append(one.Difference, deskPiece{p.Text, change})
	}
	return one
}

func doneWords(d reply.Decision) string {
	switch d.Verdict {
	case reply.Declined:
		return "不采用：" + d.Reason
	case reply.Edited:
		return "修改后采用，在“" + d.Under + "”之下"
	}
	return "已采用，在“" + d.Under + "”之下"
}

// deskMergeRequest is the lead's verdict on one entry, made on the desk.
type deskMergeRequest struct {
	Revision int    `json:"revision"`
	Entry    string `json:"entry"`
	Verdict  string `json:"verdict"`
	Place    string `json:"place"`
	Text     string `json:"text"`
	Reason   string `json:"reason"`
}

func (s *server) deskMerge(c *gin.Context, id int64, in deskMergeRequest) (out saveAnswer, err error) {
	f := mergeForm{Revision: in.Revision, Choices: []entryForm{{
		Entry: in.Entry, Verdict: in.Verdict, Place: in.Place, Text: in.Text, Reason: strings.TrimSpace(in.Reason),
	}}}
	choices, err := f.choices()
	if err != nil {
		return out, err
	}
	if wrong := s.checkMerge(f); len(wrong) > 0 {
		return out, reply.Failf(reply.Invalid, "%s", wrong[0].Text)
	}
	ctx, who := c.Request.Context(), actor(c)
	if _, err := s.Service.Merge(ctx, who, id, in.Revision, choices); err != nil {
		return out, err
	}
	v, err := s.Service.Draft(ctx, who, id, "")
	if err != nil {
		return out, err
	}
	return saveAnswer{
		Revision: v.Draft.Revision, Edition: v.Draft.Edition, At: s.clockWords(), Text: strings.TrimSuffix(v.Text, "\n"),
	}, nil
}
