package web

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"dafu/internal/reply"
	"dafu/internal/service"
)

type caseFormView struct {
	Form                         form
	Case                         reply.Case // zero for a new one
	Drafted                      string     // the outline that the draft was begun with
	Kinds, Classes, Publicities  []choice
	Leads, CoHandlers, Skeletons []choice
	PhoneAdvice                  string
	Proposed                     bool              // the contact is the one named last
	Days                         map[string]string // what is said beside each date field
	Differences                  []difference      // what somebody else saved in the meantime
	LeadFixed                    bool
}

// difference is a field whose stored text is not the typed one.
type difference struct {
	Label, Stored, Typed string
}

// usualSkeleton is the outline most replies have; it fits every case, also one
// whose recommendations nobody has registered yet.
const usualSkeleton = "status-next-steps"

func (s *server) newCasePage(c *gin.Context) {
	who := actor(c)
	if err := reply.PermitGeneral(who, reply.CreateCase); err != nil {
		s.fail(c, err)
		return
	}
	f := caseForm{Kind: string(reply.Proposal), Publicity: string(reply.Open), AssignedOn: s.Service.Today().String()}
	if who.Account.Role != reply.Coordinator {
		f.Lead = who.Department.ID
	}
	if all := s.Service.Skeletons(); len(all) > 0 {
		f.Skeleton = all[0].Name
	}
	if s.hasSkeleton(usualSkeleton) {
		f.Skeleton = usualSkeleton
	}
	s.showCaseForm(c, http.StatusOK, service.CaseView{}, f, nil, nil)
}

func (s *server) createCase(c *gin.Context) {
	var f caseForm
	if err := bind(c, &f); err != nil {
		s.fail(c, err)
		return
	}
	ctx, who := c.Request.Context(), actor(c)
	departments, err := s.Service.Departments(ctx)
	if err == nil {
		err = reply.PermitGeneral(who, reply.CreateCase)
	}
	if err != nil {
		s.fail(c, err)
		return
	}
	var id int64
	wrong, err := s.checked(f, func() (err error) {
		id, err = s.Service.CreateCase(ctx, who, f.input())
		return err
	}, s.caseRules(f, nil, departments, s.Service.Today()))
	switch {
	case len(wrong) > 0:
		s.showCaseForm(c, http.StatusUnprocessableEntity, service.CaseView{}, f, wrong, nil)
	case err != nil:
		s.fail(c, err)
	default:
		s.flash(c, "已登记"+partedWords(f))
		seeOther(c, casePath(id))
	}
}

func (s *server) editCasePage(c *gin.Context) {
	s.withCase(c, func(id int64) error {
		v, err := s.Service.Case(c.Request.Context(), actor(c), id)
		if err != nil {
			return err
		}
		if !v.Can[reply.EditCase] {
			return forbidden(actor(c), reply.EditCase, v.Case)
		}
		s.showCaseForm(c, http.StatusOK, v, caseFormOf(v.Case), nil, nil)
		return nil
	})
}

func (s *server) editCase(c *gin.Context) {
	var f caseForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		ctx, who := c.Request.Context(), actor(c)
		v, err := s.Service.Case(ctx, who, id)
		if err != nil {
			return err
		}
		if !v.Can[reply.EditCase] {
			return forbidden(who, reply.EditCase, v.Case)
		}
		departments, err := s.Service.Departments(ctx)
		if err != nil {
			return err
		}
		wrong, err := s.checked(f, func() error { return s.Service.EditCase(ctx, who, id, f.Revision, f.input()) },
			s.caseRules(f, &v.Case, departments, s.Service.Today()))
		switch {
		case len(wrong) > 0:
			s.showCaseForm(c, http.StatusUnprocessableEntity, v, f, wrong, nil)
		case reply.CodeOf(err) == reply.Stale:
			return s.staleCase(c, id, f)
		case err != nil:
			return err
		default:
			s.flash(c, "已保存 "+s.clockWords()+partedWords(f))
			seeOther(c, casePath(id))
		}
		return nil
	})
}

// partedWords says who was read where several stood on one line.
func partedWords(f caseForm) string {
	all := f.proposers()
	if len(all) == len(filledLines(f.Proposers)) {
		return ""
	}
	var names []string
	for _, p := range all {
		names = append(names, p.Name)
	}
	return "，提案者" + strconv.Itoa(len(all)) + "位：" + strings.Join(names, "、")
}

// staleCase shows what is stored now beside what was typed; saving again then
// counts as having seen it. The same text twice is one submission.
func (s *server) staleCase(c *gin.Context, id int64, f caseForm) error {
	v, err := s.Service.Case(c.Request.Context(), actor(c), id)
	if err != nil {
		return err
	}
	stored := caseFormOf(v.Case)
	changed := differences(stored, f)
	if len(changed) == 0 {
		s.flash(c, "已保存 "+s.clockWords())
		seeOther(c, casePath(id))
		return nil
	}
	f.Revision = v.Case.Revision
	s.showCaseForm(c, http.StatusConflict, v, f, nil, changed)
	return nil
}

// differences compares two forms of one kind field by field.
func differences(stored, typed any) []difference {
	var all []difference
	a, b := reflect.ValueOf(stored), reflect.ValueOf(typed)
	for sf := range fieldsOf(a.Type()) {
		if sf.Name == "Revision" || sf.Name == "Version" || sf.Name == "Act" || sf.Name == "DayOff" {
			continue
		}
		x, y := newField(sf, a.FieldByIndex(sf.Index)), newField(sf, b.FieldByIndex(sf.Index))
		if !slices.Equal(x.Values, y.Values) {
			all = append(all, difference{x.Label, strings.Join(x.Values, "、"), strings.Join(y.Values, "、")})
		}
	}
	return all
}

func (s *server) showCaseForm(c *gin.Context, code int, of service.CaseView, f caseForm, wrong []complaint, changed []difference) {
	stored := of.Case
	departments, err := s.Service.Departments(c.Request.Context())
	if err != nil {
		s.fail(c, err)
		return
	}
	who := actor(c)
	proposed := false
	if code == http.StatusOK {
		last, err := s.Service.LastContact(c.Request.Context(), who)
		if err != nil {
			s.fail(c, err)
			return
		}
		proposed = f.proposeContact(last)
	}
	f.DayOff = s.told(f)
	v := caseFormView{
		Proposed: proposed, Days: map[string]string{
			"assigned_on": s.Service.SayDay(f.AssignedOn), "reply_due": s.Service.SayDay(f.ReplyDue), "co_handling_due": s.Service.SayDay(f.CoHandlingDue),
		},
		Form: form{f, wrong}, Case: stored, Kinds: kindChoices, Classes: s.classChoices(), Publicities: publicityChoices,
		Leads: handlingChoices(departments, f.Lead), CoHandlers: handlingChoices(departments, f.CoHandlers...),
		PhoneAdvice: phoneAdvice(f.ContactPhone), Differences: named(changed, departments),
		LeadFixed: who.Account.Role != reply.Coordinator,
	}
	if !slices.Contains(f.CoHandlers, f.Lead) { // the lead is no co-handler of its own case
		lead := strconv.FormatInt(f.Lead, 10)
		v.CoHandlers = slices.DeleteFunc(v.CoHandlers, func(one choice) bool { return one.Value == lead })
	}
	for _, one := range s.Service.Skeletons() {
		v.Skeletons = append(v.Skeletons, choice{Value: one.Name, Label: one.Title})
		if of.Draft.Revision > 0 && one.Name == stored.Skeleton && f.Skeleton == stored.Skeleton {
			v.Drafted = one.Title
		}
	}
	title := "登记建议或提案"
	if stored.ID != 0 {
		title = screenTitle(stored, "修改交办信息")
	}
	s.show(c, code, "caseform", title, v)
}

// named shows departments by name where a difference holds their numbers.
func named(all []difference, departments []reply.Department) []difference {
	for i, d := range all {
		if d.Label == "会办单位" || d.Label == "主办单位" {
			all[i].Stored, all[i].Typed = departmentNames(d.Stored, departments), departmentNames(d.Typed, departments)
		}
	}
	return all
}

func departmentNames(ids string, departments []reply.Department) string {
	var names []string
	for id := range strings.SplitSeq(ids, "、") {
		for _, d := range departments {
			if strconv.FormatInt(d.ID, 10) == id {
				names = append(names, d.ShortName)
			}
		}
	}
	return strings.Join(names, "、")
}

// conformForm lets the draft follow the case; Keys are the differences that were shown.
type conformForm struct {
	Revision int      `form:"revision" label:"版本"`
	Keys     []string `form:"key" label:"不一致之处"`
}

func (s *server) conformDraft(c *gin.Context) {
	var f conformForm
	s.withCase(c, func(id int64) error {
		if err := bind(c, &f); err != nil {
			return err
		}
		_, err := s.Service.ConformDraft(c.Request.Context(), actor(c), id, f.Revision, f.Keys)
		switch {
		case reply.CodeOf(err) == reply.Stale:
			s.flash(c, textOf(err))
		case err != nil:
			return err
		default:
			s.flash(c, "答复稿已按交办信息改正，存为新的一稿")
		}
		seeOther(c, casePath(id))
		return nil
	})
}
