package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

type compareView struct {
	Case          reply.Case
	Before, After service.RevisionView
	All           []revisionRow
	Groups        []comparedGroup
	Swaps         []gongwen.Swap
	Same          bool
	Added, Gone   int // characters
}

// comparedGroup is lines beside one another: changed ones with their neighbours,
// or a stretch without a change, which is folded away.
type comparedGroup struct {
	Quiet int // how many lines, if nothing changed in them
	Lines []comparedLine
}

type comparedLine struct {
	Class  string
	Block  int    // after, -1 for a line that is gone
	Note   string // 移到这里
	Pieces []comparedPiece
}

type comparedPiece struct {
	Text              string
	Deleted, Inserted bool
	Whose             string // 省教育厅 第2次报送
	Tag, Tint         string // of a co-handler's words that came in
}

func (s *server) comparePage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		ctx, who := c.Request.Context(), actor(c)
		all, err := s.Service.Revisions(ctx, who, id)
		if err != nil {
			return err
		}
		from, to, err := compared(c)
		if err != nil {
			return err
		}
		v, err := s.Service.Compare(ctx, who, id, from, to)
		if err != nil {
			return err
		}
		view := compareView{Case: v.Case, Before: v.Before, After: v.After, Same: true}
		for _, r := range all.Revisions {
			view.All = append(view.All, s.revisionRow(r))
		}
		view.count(v.Changes)
		view.Groups, view.Swaps = groupsOf(v), v.Swaps
		s.show(c, http.StatusOK, "compare", screenTitle(v.Case, "比较两稿"), view)
		return nil
	})
}

// compared are the two revisions that the address names, the earlier one first.
func compared(c *gin.Context) (from, to int, err error) {
	from, err1 := strconv.Atoi(c.Query("from"))
	to, err2 := strconv.Atoi(c.Query("to"))
	if err1 != nil || err2 != nil {
		return 0, 0, errNoPage
	}
	return min(from, to), max(from, to), nil
}

// redlineFile sends what the page of the comparison shows as a paper (花脸稿).
func (s *server) redlineFile(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		// Whether there is a case is said before what is wrong with the address.
		if _, err := s.Service.Revisions(c.Request.Context(), actor(c), id); err != nil {
			return err
		}
		from, to, err := compared(c)
		if err != nil {
			return err
		}
		file, err := s.Service.Redline(c.Request.Context(), actor(c), id, from, to)
		if err == nil {
			sendFile(c, file, true)
		}
		return err
	})
}

func (v *compareView) count(changes []gongwen.Changed) {
	for _, line := range changes {
		for _, p := range line.Pieces {
			n := utf8.RuneCountInString(strings.TrimSuffix(p.Text, "\n"))
			switch p.Change {
			case gongwen.Inserted:
				v.Added += n
			case gongwen.Deleted:
				v.Gone += n
			}
			v.Same = v.Same && p.Change == gongwen.Kept
		}
	}
}

// quietLines is how many unchanged lines in a row are worth folding away; one at
// each side stays beside what changed.
const quietLines = 4

func groupsOf(v service.ComparedView) (groups []comparedGroup) {
	for i := 0; i < len(v.Changes); {
		end := i
		for end < len(v.Changes) && v.Changes[end].Same() && v.Changes[end].MovedFrom < 0 {
			end++
		}
		first, last := i, end // of what may be folded
		if i > 0 {
			first++
		}
		if end < len(v.Changes) {
			last--
		}
		if last-first >= quietLines {
			groups = appendLines(groups, v, i, first, false)
			groups = appendLines(groups, v, first, last, true)
			groups = appendLines(groups, v, last, end, false)
		} else {
			groups = appendLines(groups, v, i, end, false)
		}
		if end < len(v.Changes) {
			groups = appendLines(groups, v, end, end+1, false)
			end++
		}
		i = end
	}
	return groups
}

func appendLines(groups []comparedGroup, v service.ComparedView, from, to int, quiet bool) []comparedGroup {
	if from >= to {
		return groups
	}
	if last := len(groups) - 1; quiet || last < 0 || groups[last].Quiet > 0 {
		groups = append(groups, comparedGroup{})
	}
	g := &groups[len(groups)-1]
	for _, line := range v.Changes[from:to] {
		g.Lines = append(g.Lines, comparedLineOf(v, line))
	}
	if quiet {
		g.Quiet = to - from
	}
	return groups
}

func comparedLineOf(v service.ComparedView, line gongwen.Changed) comparedLine {
	out := comparedLine{Class: "cmp", Block: line.Block}
	switch {
	case line.MovedFrom >= 0:
		out.Note = "移到这里"
	case line.MovedTo >= 0:
		out.Note = "移走了"
	}
	if !line.Same() {
		out.Class = "cmp cmp-changed"
	}
	for _, p := range line.Pieces {
		text := p.Text
		if text == "\n" {
			if p.Change == gongwen.Kept {
				continue
			}
			text = "¶"
		}
		one := comparedPiece{Text: text, Deleted: p.Change == gongwen.Deleted, Inserted: p.Change == gongwen.Inserted}
		if d, ok := v.Departments[p.Source.Department]; ok && text != "¶" {
			one.Whose = d.ShortName
			if p.Source.Revision > 0 {
				one.Whose += fmt.Sprintf(" 第%d次报送", p.Source.Revision)
			}
			if d.ID != v.Case.LeadID {
				one.Tag, one.Tint = d.Tag(), fmt.Sprintf("tint-%d", d.ID%6)
			}
		}
		out.Pieces = append(out.Pieces, one)
	}
	return out
}
