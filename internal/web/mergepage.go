package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/merge"
	"dafu/internal/reply"
	"dafu/internal/service"
)

type mergeView struct {
	service.MergeView
	Complaints []complaint
	Open       []openEntry
	Done       []service.MergeEntry
	Moved      bool // the draft changed since the page was shown
	Waiting    string
}

// openEntry is an entry still to be decided, with its choice.
type openEntry struct {
	service.MergeEntry
	N        int
	Key      string
	Words    []string // its paragraphs as printed
	Typed    entryForm
	Places   []placeGroup
	Wrong    map[string]string // by field
	Verdicts []choice
}

func entryKey(e merge.Entry) string {
	return fmt.Sprintf("%d.%d.%d", e.Department, e.Revision, e.Index)
}

func (s *server) mergePage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.Service.MergeForm(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		s.showMerge(c, http.StatusOK, v, mergeForm{}, nil, false)
		return nil
	})
}

func (s *server) showMerge(c *gin.Context, code int, v service.MergeView, f mergeForm, wrong []complaint, moved bool) {
	view := mergeView{MergeView: v, Complaints: wrong, Moved: moved}
	for _, e := range v.Entries {
		if e.Decision != nil {
			view.Done = append(view.Done, e)
			continue
		}
		view.Open = append(view.Open, newOpenEntry(e, v.Outline, len(view.Open), f, wrong, moved))
	}
	var missing []string
	for _, d := range v.Missing {
		missing = append(missing, d.ShortName)
	}
	view.Waiting = strings.Join(missing, "、")
	s.show(c, code, "merge", screenTitle(v.Case, "合并"), view)
}

func newOpenEntry(e service.MergeEntry, outline []merge.Spot, n int, f mergeForm, wrong []complaint, moved bool) openEntry {
	o := openEntry{MergeEntry: e, N: n, Key: entryKey(e.Entry), Wrong: map[string]string{}}
	o.Typed = entryForm{Entry: o.Key, Text: e.Entry.Words()}
	o.Words = strings.Split(o.Typed.Text, "\n")
	if len(e.Suggestions) > 0 {
		o.Typed.Place = placeValue(e.Suggestions[0].Place)
	}
	for i, typed := range f.Choices {
		if typed.Entry != o.Key {
			continue
		}
		suggested := o.Typed.Place
		o.Typed = typed
		if moved { // places count blocks of the draft that was shown
			o.Typed.Place = suggested
		}
		for _, w := range wrong {
			if name, ok := strings.CutSuffix(w.Field, "-"+strconv.Itoa(i)); ok {
				o.Wrong[name] = w.Text
			}
		}
	}
	o.Places = placeGroups(e.Suggestions, outline, o.Typed.Place)
	o.Verdicts = verdictChoices(o.Typed.Verdict)
	return o
}

func verdictChoices(chosen string) []choice {
	all := []choice{
		{Value: "", Label: "暂不处理"}, {Value: string(reply.Used), Label: "采用"},
		{Value: string(reply.Edited), Label: "修改后采用"}, {Value: string(reply.Declined), Label: "不采用"},
	}
	for i := range all {
		all[i].Chosen = all[i].Value == chosen
	}
	return all
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
		s.showMerge(c, code, v, f, wrong, stale)
		return nil
	})
}
