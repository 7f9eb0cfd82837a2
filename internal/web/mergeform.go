package web

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

// The merge form has these fields for each entry still to be decided, numbered
// from 0: entry-N (department.revision.index), verdict-N (empty, used, edited
// or declined), place-N (kind:block, or other: then other-N holds it), text-N,
// reason-N; revision once, and then once: the button.
var mergeField = regexp.MustCompile(`^(entry|verdict|place|other|text|reason)-(\d{1,3})$`)

// useAll is the button that fills in the suggested places; it saves nothing.
const useAll = "all"

// otherPlace stands in place-N for a place that was not suggested.
const otherPlace = "other"

type mergeForm struct {
	Revision int
	Then     string
	Choices  []entryForm
}

// entryForm is the lead's choice on one entry as typed.
type entryForm struct {
	Entry   string `form:"entry" label:"会办意见"`
	Verdict string `form:"verdict" label:"处理" binding:"omitempty,oneof=used edited declined taken-out kept"`
	Place   string `form:"place" label:"位置" binding:"max=40"`
	Other   string `form:"other" label:"其他位置" binding:"max=40"`
	Text    string `form:"text" label:"修改后的文字" binding:"max=200000,text"`
	Reason  string `form:"reason" label:"不采用的理由" binding:"max=1000,text"`
}

// place is where the entry is to go, whichever way it was chosen.
func (e entryForm) place() string {
	if e.Place == otherPlace {
		return e.Other
	}
	return e.Place
}

// bindMerge reads the numbered fields.
func bindMerge(c *gin.Context) (mergeForm, error) {
	var f mergeForm
	values, err := posted(c)
	if err != nil {
		return f, err
	}
	typed := map[int]map[string]string{}
	for name, all := range values {
		m := mergeField.FindStringSubmatch(name)
		switch {
		case name == "revision":
			if f.Revision, err = strconv.Atoi(all[0]); err != nil {
				return f, errUnknown
			}
		case name == "then":
			f.Then = all[0]
		case m == nil || len(all) != 1:
			return f, errUnknown
		default:
			n, _ := strconv.Atoi(m[2])
			if typed[n] == nil {
				typed[n] = map[string]string{}
			}
			typed[n][m[1]] = all[0]
		}
	}
	for n := range len(typed) {
		one, ok := typed[n]
		if !ok || one["entry"] == "" {
			return f, errUnknown
		}
		f.Choices = append(f.Choices, entryForm{one["entry"], one["verdict"], one["place"], one["other"], one["text"], one["reason"]})
	}
	return f, nil
}

func (f mergeForm) choices() ([]service.MergeChoice, error) {
	var all []service.MergeChoice
	for _, e := range f.Choices {
		var m service.MergeChoice
		parts := strings.Split(e.Entry, ".")
		if len(parts) != 3 {
			return nil, errUnknown
		}
		department, err1 := strconv.ParseInt(parts[0], 10, 64)
		revision, err2 := strconv.Atoi(parts[1])
		index, err3 := strconv.Atoi(parts[2])
		if err1 != nil || err2 != nil || err3 != nil {
			return nil, errUnknown
		}
		m = service.MergeChoice{
			Department: department, Revision: revision, Entry: index, Verdict: reply.Verdict(e.Verdict),
			Place: parsePlace(e.place()), Text: e.Text, Reason: e.Reason,
		}
		all = append(all, m)
	}
	return all, nil
}

// checkMerge checks the shape of every choice that has a verdict.
func (s *server) checkMerge(f mergeForm) []complaint {
	var all []complaint
	for i, e := range f.Choices {
		for _, w := range s.check.complaints(e) {
			all = append(all, complaint{w.Field + "-" + strconv.Itoa(i), w.Text})
		}
		if p := parsePlace(e.place()); (e.Verdict == string(reply.Used) || e.Verdict == string(reply.Edited)) && p.After < 0 {
			all = append(all, complaint{"place-" + strconv.Itoa(i), "请选择插入位置"})
		}
	}
	return all
}
