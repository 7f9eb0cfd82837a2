package web

import (
	"github.com/gin-gonic/gin"

	rules "dafu/internal/check"
	"dafu/internal/service"
)

// liveFinding is a finding for the desk. Places count characters of the whole
// typed text from 0.
type liveFinding struct {
	Rule     int          `json:"rule"`
	Severity string       `json:"severity"` // E or W
	Title    string       `json:"title"`
	Message  string       `json:"message"`
	Text     string       `json:"text"`
	Fix      *string      `json:"fix,omitempty"`
	Start    int          `json:"start"` // -1 for what has no place in the text
	End      int          `json:"end"`
	Page     int          `json:"page,omitempty"`
	Count    int          `json:"count"`
	Edits    []rules.Edit `json:"edits,omitempty"`
	Table    string       `json:"table,omitempty"`
	Key      string       `json:"key"`
	// Alone: the fix lets the text follow the case. It is made at its own press and
	// never among all fixes.
	Alone bool `json:"alone,omitempty"`
	// Left says who left it as it is and when, Overruled who took the error on.
	Left      string `json:"left,omitempty"`
	Overruled string `json:"overruled,omitempty"`
}

// liveChecked is what the checker says of the typed text.
type liveChecked struct {
	Errors   int           `json:"errors"`
	Advice   int           `json:"advice"`
	Owed     int           `json:"owed"`    // what the case still lacks, beside the errors
	Unsaved  bool          `json:"unsaved"` // nothing is said before the first save
	Findings []liveFinding `json:"findings"`
	Left     []liveFinding `json:"left"`
}

// maxLiveFindings is how many findings the desk is told; the counts are of all.
// Who has more is pasting, not polishing.
const maxLiveFindings = 300

func (s *server) liveCheckedOf(c service.Checkup) liveChecked {
	return liveChecked{c.Errors, c.Advice, len(c.Owed), c.Unsaved, s.liveFindings(c.Findings), s.liveFindings(c.Left)}
}

func (s *server) liveFindings(all []service.Found) []liveFinding {
	out := make([]liveFinding, 0, min(len(all), maxLiveFindings))
	for _, f := range all[:min(len(all), maxLiveFindings)] {
		one := liveFinding{
			Rule: f.Rule, Severity: string(f.Severity), Title: f.Title, Message: f.Message, Text: f.Text, Fix: f.Fix,
			Start: f.Start, End: f.End, Page: f.Page, Count: f.Count, Edits: f.Edits, Table: f.Table, Key: f.Key,
		}
		if len(f.Align) > 0 {
			one.Fix, one.Edits, one.Alone = f.Registered, f.Align, true
		}
		if f.Block < 0 && f.End == f.Start {
			one.Start, one.End = -1, -1
		}
		if e := f.Exemption; e != nil {
			who := e.AccountName + " " + momentWords(e.At, s.year())
			if f.Severity == rules.Error {
				one.Overruled = who + "：" + e.Reason
			} else {
				one.Left = who
			}
		}
		out = append(out, one)
	}
	return out
}

type leaveRequest struct {
	Key  string `json:"key"`
	Text string `json:"text"` // as it is being typed
	Take bool   `json:"take"` // take it back
}

// maxKey bounds the keys of findings, in bytes.
const maxKey = 64

// deskLeave leaves advice as it is (这里不改), or takes that back.
func (s *server) deskLeave(c *gin.Context, id int64, in leaveRequest) (out struct{}, err error) {
	if len(in.Key) > maxKey {
		return out, errUnknown
	}
	if in.Take {
		return out, s.Service.RestoreFinding(c.Request.Context(), actor(c), id, in.Key)
	}
	return out, s.Service.LeaveFinding(c.Request.Context(), actor(c), id, in.Key, &in.Text)
}
