package web

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

var answerField = regexp.MustCompile(`^(answer|declined)-([1-9]\d{0,17})$`)

// bindOpinion reads the form and its numbered fields.
func bindOpinion(c *gin.Context) (opinionForm, error) {
	var f opinionForm
	values, err := posted(c)
	if err != nil {
		return f, err
	}
	answers := map[int64]reply.Answer{}
	for name, all := range values {
		m := answerField.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		id, err := strconv.ParseInt(m[2], 10, 64)
		if err != nil || len(all) != 1 {
			return f, errUnknown
		}
		a := answers[id]
		if a.Request = id; m[1] == "answer" {
			a.Text = all[0]
		} else {
			a.Declined = all[0]
		}
		answers[id] = a
	}
	if err := bindKnown(values, &f, func(name string) bool { return answerField.MatchString(name) }); err != nil {
		return f, err
	}
	for _, a := range answers {
		if a.Given() {
			f.Answers = append(f.Answers, a)
		}
	}
	slices.SortFunc(f.Answers, func(x, y reply.Answer) int { return int(x.Request - y.Request) })
	return f, nil
}

func plainRequests(all []service.RequestView) []reply.Request {
	var out []reply.Request
	for _, r := range all {
		out = append(out, r.Request)
	}
	return out
}

// answerFields is a request with the two fields that answer it.
type answerFields struct {
	service.RequestView
	N              int
	Text, Declined field
	// Over tells that the request was withdrawn and what was typed is kept to copy.
	Over bool
}

// answerFieldsOf are the requests to answer, with what was typed.
func answerFieldsOf(v service.OpinionView, f form) []answerFields {
	typed, _ := f.values.(opinionForm)
	var all []answerFields
	for _, r := range v.Requests {
		a := typed.opinion().Answer(r.ID)
		over := r.State == reply.NoLongerAsked
		if over && !a.Given() {
			continue
		}
		id := strconv.FormatInt(r.ID, 10)
		one := answerFields{RequestView: r, N: len(all) + 1, Over: over}
		one.Text = field{Name: "answer-" + id, Label: "报送内容", Value: a.Text, Rows: 6, Max: reply.MaxText, Counted: true, Owed: "不填则继续待报送", Error: f.complaint("answer-" + id)}
		one.Declined = field{Name: "declined-" + id, Label: "不承担的理由", Value: a.Declined, Rows: 2, Error: f.complaint("declined-" + id)}
		all = append(all, one)
	}
	return all
}

// answerDifferences compares the answers of two forms.
func answerDifferences(requests []service.RequestView, stored, typed opinionForm) []difference {
	var all []difference
	for _, r := range requests {
		was, is := stored.opinion().Answer(r.ID), typed.opinion().Answer(r.ID)
		if strings.TrimSpace(was.Text) != strings.TrimSpace(is.Text) {
			all = append(all, difference{r.Name(), was.Text, is.Text})
		}
		if strings.TrimSpace(was.Declined) != strings.TrimSpace(is.Declined) {
			all = append(all, difference{r.Name() + "不承担的理由", was.Declined, is.Declined})
		}
	}
	return all
}

// outlineLine is a heading of the lead's draft with the own requests on it.
type outlineLine struct {
	Level    int
	Text     string
	Requests []service.RequestView
}

func outlineOf(v service.OpinionView) []outlineLine {
	var all []outlineLine
	for _, h := range v.Headings {
		line := outlineLine{Level: h.Level, Text: h.Text}
		for _, r := range v.Requests {
			if r.Block == h.Block && r.State != reply.NoLongerAsked {
				line.Requests = append(line.Requests, r)
			}
		}
		all = append(all, line)
	}
	return all
}
