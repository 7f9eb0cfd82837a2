package web

import (
	"cmp"
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// The page of 会签: the lead sends the draft round and sees who has agreed; a
// co-handler reads it with its own words marked and decides. It needs no script.

type countersignView struct {
	service.CountersignView
	Stamps    []service.AgreementLine
	Paper     []paperLine     // the whole draft
	Redline   []comparedGroup // what became of the department's words
	Swaps     []gongwen.Swap  // figures that changed in the same words
	Unchanged bool
	Stretches []choice
	Objection form
	Override  form
	Press     string
	Newer     bool // what was sent was about words that have changed since
}

// paperLine is a paragraph of the draft, cut where the department's words begin
// and end.
type paperLine struct {
	Kind                string
	Mark                string
	Before, Own, Behind string
}

// objectionForm is what a head has against its department's words.
type objectionForm struct {
	Digest  string `form:"digest" label:"文字"`
	Stretch string `form:"stretch" label:"对哪一段" ask:"选择" binding:"max=4000,text"`
	Quote   string `form:"quote" label:"哪几个字" binding:"max=1000,text"`
	Words   string `form:"words" label:"异议" binding:"filled,max=1000,text"`
	Press   string `form:"press" label:"提交"`
}

type digestForm struct {
	Digest string `form:"digest" label:"文字"`
}

type askForm struct {
	Revision int `form:"revision" label:"稿次"`
}

type overrideForm struct {
	Reason string `form:"reason" label:"理由" binding:"filled,max=1000,text"`
}

func (s *server) countersignPage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		return s.showCountersign(c, http.StatusOK, id, countersignView{Objection: form{values: objectionForm{}}, Override: form{values: overrideForm{}}})
	})
}

// showCountersign fills in the rest of the page around what was typed.
func (s *server) showCountersign(c *gin.Context, code int, id int64, view countersignView) (err error) {
	if view.CountersignView, err = s.Service.Countersign(c.Request.Context(), actor(c), id); err != nil {
		return err
	}
	v := view.CountersignView
	view.Stamps = v.Lines
	typed := view.Objection.values.(objectionForm)
	view.Press = cmp.Or(typed.Press, rand.Text())
	view.Paper = paperOf(v.Draft.Body, v.Own)
	view.Unchanged = true
	compared := service.ComparedView{Case: v.Case, Departments: v.Departments, Changes: v.Changes}
	for _, line := range v.Changes {
		view.Unchanged = view.Unchanged && line.Same()
	}
	view.Redline, view.Swaps = foldedGroups(compared), v.Swaps
	for i, own := range v.Own {
		words := []rune(v.Draft.Body.Blocks[own.Block].Words())[own.From:own.To]
		label := string(words[:min(len(words), 24)])
		if len(words) > 24 {
			label += "……"
		}
		view.Stretches = append(view.Stretches, choice{Value: strconv.Itoa(i), Label: fmt.Sprintf("第%d段：%s", i+1, label), Chosen: typed.Stretch == strconv.Itoa(i)})
	}
	for _, one := range v.Named {
		value := namedValue + one.Words
		view.Stretches = append(view.Stretches, choice{Value: value, Label: "提到本单位：" + clip(one.Words), Chosen: typed.Stretch == value})
	}
	view.Stretches = append(view.Stretches, choice{Value: otherWords, Label: "其他文字（在下面照抄几个字）", Chosen: typed.Stretch == otherWords})
	s.show(c, code, "countersign", screenTitle(v.Case, "会签"), view)
	return nil
}

// namedValue begins the value of a sentence that names the department, otherWords is
// that of words picked by hand.
const (
	namedValue = "sentence:"
	otherWords = "other"
)

// objectedTo reads which of the choices an objection is about; a stretch by default.
func objectedTo(value string) (stretch int, sentence string) {
	if words, ok := strings.CutPrefix(value, namedValue); ok {
		return 0, words
	}
	if value == otherWords {
		return service.Anywhere, ""
	}
	stretch, err := strconv.Atoi(value)
	if err != nil && value != "" {
		return service.Anywhere, ""
	}
	return stretch, ""
}

// foldedGroups folds every paragraph away in which nothing changed, so that what did
// and the decision stand close together.
func foldedGroups(v service.ComparedView) (groups []comparedGroup) {
	for i := 0; i < len(v.Changes); {
		same := v.Changes[i].Same()
		end := i
		for end < len(v.Changes) && v.Changes[end].Same() == same {
			end++
		}
		groups = appendLines(groups, v, i, end, same)
		i = end
	}
	return groups
}

func paperOf(d gongwen.Document, own []gongwen.Stretch) []paperLine {
	lines := make([]paperLine, len(d.Blocks))
	for i, b := range d.Blocks {
		lines[i] = paperLine{Kind: kindNames[b.Kind], Mark: b.Number.Mark, Before: b.Words()}
	}
	for _, one := range own {
		words := []rune(d.Blocks[one.Block].Words())
		l := &lines[one.Block]
		l.Before, l.Own, l.Behind = string(words[:one.From]), string(words[one.From:one.To]), string(words[one.To:])
	}
	return lines
}

func (s *server) askCountersign(c *gin.Context) {
	var f askForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		if err := s.Service.AskCountersign(c.Request.Context(), actor(c), id, f.Revision); err != nil {
			return err
		}
		s.flash(c, "已送会签")
		seeOther(c, casePath(id)+"/countersign")
		return nil
	})
}

func (s *server) confirmCountersign(c *gin.Context) {
	var f digestForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		err := s.Service.ConfirmCountersign(c.Request.Context(), actor(c), id, f.Digest)
		if reply.CodeOf(err) == reply.Stale {
			return s.showCountersign(c, http.StatusConflict, id, countersignView{
				Objection: form{values: objectionForm{}}, Override: form{values: overrideForm{}}, Newer: true,
			})
		}
		if err != nil {
			return err
		}
		s.flash(c, "已会签")
		seeOther(c, casePath(id))
		return nil
	})
}

func (s *server) objectCountersign(c *gin.Context) {
	var f objectionForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		stretch, sentence := objectedTo(f.Stretch)
		wrong, err := s.checked(f, func() error {
			return s.Service.ObjectCountersign(c.Request.Context(), actor(c), id, service.Objection{
				Digest: f.Digest, Stretch: stretch, Sentence: sentence, Quote: f.Quote, Words: f.Words, Press: f.Press,
			})
		})
		again := countersignView{Objection: form{f, wrong}, Override: form{values: overrideForm{}}}
		switch {
		case len(wrong) > 0:
			return s.showCountersign(c, http.StatusUnprocessableEntity, id, again)
		case reply.CodeOf(err) == reply.Stale:
			again.Newer = true
			return s.showCountersign(c, http.StatusConflict, id, again)
		case err != nil:
			return err
		}
		s.flash(c, "异议已提交，主办单位会看到")
		seeOther(c, casePath(id))
		return nil
	})
}

func (s *server) overrideCountersign(c *gin.Context) {
	var f overrideForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		wrong, err := s.checked(f, func() error {
			return s.Service.OverrideCountersign(c.Request.Context(), actor(c), id, f.Reason)
		})
		if len(wrong) > 0 {
			return s.showCountersign(c, http.StatusUnprocessableEntity, id, countersignView{
				Objection: form{values: objectionForm{}}, Override: form{f, wrong},
			})
		}
		if err != nil {
			return err
		}
		s.flash(c, "已记录，不再等候会签")
		seeOther(c, casePath(id)+"/countersign")
		return nil
	})
}

// Unsettled reports whether somebody is still waited for.
func (v countersignView) Unsettled() bool {
	return slices.ContainsFunc(v.Stamps, func(one service.AgreementLine) bool { return !one.State.Settled() })
}

// CanAsk reports whether there is somebody to put the draft before.
func (v countersignView) CanAsk() bool {
	return v.Can[reply.AskCountersign] && len(v.Blocking) == 0 && (v.Objected() || v.unasked())
}

// Objected reports whether a department has something against its words.
func (v countersignView) Objected() bool {
	return slices.ContainsFunc(v.Stamps, func(one service.AgreementLine) bool { return one.State == reply.Objecting })
}

// CanOverride reports whether the lead's head may let the draft go on.
func (v countersignView) CanOverride() bool {
	return v.Can[reply.OverrideCountersign] && v.Unsettled() && !v.unasked()
}

func (v countersignView) unasked() bool {
	return slices.ContainsFunc(v.Stamps, func(one service.AgreementLine) bool { return one.State == reply.NotAsked })
}

// Decides reports whether the actor's department is to say something now.
func (v countersignView) Decides() bool {
	return v.Can[reply.ConfirmCountersign] && v.State != reply.NothingToSign
}

// Objects reports whether the actor may say something against the draft.
func (v countersignView) Objects() bool { return v.Can[reply.ObjectCountersign] }
