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
	Missing  []string    `json:"missing"`
	Places   []deskGroup `json:"places"` // every place there is
}

// deskEntry is an entry still to be decided.
type deskEntry struct {
	Key         string      `json:"key"`
	Department  int64       `json:"department"`
	Round       int         `json:"round"` // 第几次报送
	Part        string      `json:"part"`
	Heading     string      `json:"heading"`
	Words       []string    `json:"words"`
	Mark        string      `json:"mark,omitempty"`    // 新增, 有改动
	Earlier     string      `json:"earlier,omitempty"` // what became of it before
	Suggestions []deskPlace `json:"suggestions"`
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
}

var partWords = map[merge.Part]string{merge.Status: "工作情况", merge.NextSteps: "下一步打算"}

func (s *server) deskEntries(c *gin.Context, id int64, _ struct{}) (out deskEntries, err error) {
	v, err := s.Service.MergeForm(c.Request.Context(), actor(c), id)
	if reply.CodeOf(err) == reply.Conflict || reply.CodeOf(err) == reply.Forbidden {
		return deskEntries{Open: []deskEntry{}, Done: []deskDone{}, Missing: []string{}}, nil // no draft yet, or not in this state
	}
	if err != nil {
		return out, err
	}
	return deskEntriesOf(v), nil
}

func deskEntriesOf(v service.MergeView) deskEntries {
	out := deskEntries{Revision: v.Draft.Revision, Open: []deskEntry{}, Done: []deskDone{}, Missing: []string{}}
	for _, e := range v.Entries {
		if e.Decision != nil {
			out.Done = append(out.Done, deskDone{e.Department.ID, e.Entry.Name(), string(e.Decision.Verdict), doneWords(*e.Decision)})
			continue
		}
		o := newOpenEntry(v, e, len(out.Open), mergeAnswer{})
		one := deskEntry{
			Key: o.Key, Department: e.Department.ID, Round: e.Entry.Revision, Part: partWords[e.Entry.Part],
			Heading: e.Entry.Heading, Words: o.Words, Mark: o.Mark, Earlier: o.Earlier, Suggestions: []deskPlace{},
		}
		for _, p := range o.Suggested {
			one.Suggestions = append(one.Suggestions, deskPlace{p.Value, p.Under, p.How, p.Why})
		}
		out.Open = append(out.Open, one)
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
