package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

type mergeView struct {
	service.MergeView
	Complaints []complaint
	Open       []openEntry
	Gone       []goneEntry
	Total      int    // of Open and Gone
	Notice     string // what happened meanwhile: a department took its words back
	Done       []service.MergeEntry
	Chosen     int  // how many of Open have a verdict
	Moved      bool // the draft changed since the page was shown
	Filled     bool // the suggested places were filled in, nothing was merged
	Waiting    string
	// Left are typed words about entries that somebody else has decided, or whose
	// department has handed in anew, since the page was shown.
	Left []leftover
}

// leftover is what was typed about an entry that is not open any more.
type leftover struct{ Heading, Text, Reason string }

// mergeAnswer is what a posted merge form comes back with; zero for a page that
// is opened.
type mergeAnswer struct {
	form   mergeForm
	wrong  []complaint
	moved  bool
	filled bool
	notice string
}

func (s *server) mergePage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.Service.MergeForm(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		s.showMerge(c, http.StatusOK, v, mergeAnswer{})
		return nil
	})
}

func (s *server) showMerge(c *gin.Context, code int, v service.MergeView, a mergeAnswer) {
	view := mergeView{MergeView: v, Moved: a.moved, Filled: a.filled, Notice: a.notice}
	for _, e := range v.Entries {
		if e.Decision != nil {
			view.Done = append(view.Done, e)
			continue
		}
		one := newOpenEntry(v, e, len(view.Open), a)
		if one.Typed.Verdict != "" {
			view.Chosen++
		}
		view.Open = append(view.Open, one)
	}
	for _, e := range v.Vanished {
		view.Gone = append(view.Gone, newGoneEntry(e, len(view.Open)+len(view.Gone), a))
	}
	view.Total = len(view.Open) + len(view.Gone)
	for _, g := range view.Gone {
		if !g.Verdicts[0].Chosen {
			view.Chosen++
		}
	}
	view.Complaints = a.form.named(a.wrong, view.Open)
	view.Left = a.form.leftovers(v.Entries, view.Open)
	var missing []string
	for _, d := range v.Missing {
		missing = append(missing, d.ShortName)
	}
	view.Waiting = strings.Join(missing, "、")
	s.show(c, code, "merge", screenTitle(v.Case, "合并"), view)
}

// named makes complaints about the posted form's entries name these, and point
// at where they stand on the page shown now: entries decided in the meantime
// are gone.
func (f mergeForm) named(wrong []complaint, open []openEntry) []complaint {
	var all []complaint
	for _, w := range wrong {
		name, digits, _ := strings.Cut(w.Field, "-")
		i, err := strconv.Atoi(digits)
		w.Field = ""
		for _, one := range open {
			if err != nil || i >= len(f.Choices) || f.Choices[i].Entry != one.Key {
				continue
			}
			w.Field = name + "-" + strconv.Itoa(one.N)
			if heading := one.Entry.Heading; heading != "" && !strings.Contains(w.Text, heading) {
				w.Text = "“" + heading + "”：" + w.Text
			}
		}
		all = append(all, w)
	}
	return all
}

// leftovers are the typed words that the page has no place for any more, so
// that nobody loses them.
func (f mergeForm) leftovers(entries []service.MergeEntry, open []openEntry) (all []leftover) {
	for _, typed := range f.Choices {
		if slices.ContainsFunc(open, func(o openEntry) bool { return o.Key == typed.Entry }) {
			continue
		}
		one := leftover{Heading: "重新报送过的一处"}
		original := ""
		for _, e := range entries {
			if entryKey(e.Entry) == typed.Entry {
				one.Heading, original = cmp.Or(e.Entry.Heading, "已由他人处理的一处"), e.Entry.Words()
			}
		}
		if typed.Verdict == string(reply.Edited) && !sameWords(typed.Text, original) {
			one.Text = typed.Text
		}
		if typed.Verdict == string(reply.Declined) {
			one.Reason = typed.Reason
		}
		if one.Text != "" || one.Reason != "" {
			all = append(all, one)
		}
	}
	return all
}

// sameWords compares texts as a browser sends and the server keeps them.
func sameWords(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

func (s *server) merge(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		f, err := bindMerge(c)
		if err != nil {
			return err
		}
		choices, err := f.choices()
		if err != nil {
			return err
		}
		ctx, who := c.Request.Context(), actor(c)
		if f.Then == useAll {
			return s.fillSuggested(c, id, f)
		}
		wrong := s.checkMerge(f)
		if len(wrong) == 0 {
			_, err = s.Service.Merge(ctx, who, id, f.Revision, choices)
			wrong, _ = complaintsOf(err)
		}
		if len(wrong) == 0 && err == nil {
			s.flash(c, "已合并 "+s.clockWords()+"，请预览全文")
			seeOther(c, casePath(id)+"/preview")
			return nil
		}
		stale := len(wrong) == 0 && reply.CodeOf(err) == reply.Stale
		if len(wrong) == 0 && !stale {
			return err
		}
		v, failed := s.Service.MergeForm(ctx, who, id)
		if failed != nil {
			return failed
		}
		code := http.StatusUnprocessableEntity
		if stale {
			code = http.StatusConflict
		}
		a := mergeAnswer{form: f, wrong: wrong, moved: v.Draft.Revision != f.Revision}
		if stale && !a.moved {
			a.notice = textOf(err)
		}
		s.showMerge(c, code, v, a)
		return nil
	})
}

// fillSuggested answers with the form in which every entry without a verdict is
// used: at its first suggested place, or where somebody moved it. It saves
// nothing: what is merged is only what somebody has seen on the page and sent.
func (s *server) fillSuggested(c *gin.Context, id int64, f mergeForm) error {
	v, err := s.Service.MergeForm(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	a := mergeAnswer{form: f, filled: true, moved: v.Draft.Revision != f.Revision}
	code := http.StatusOK
	if a.moved {
		code = http.StatusConflict
	}
	s.showMerge(c, code, v, a)
	return nil
}
