package check

import (
	"slices"

	"dafu/internal/calendar"
	"dafu/internal/casefile"
	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// Body is a registered body (单位).
type Body struct {
	ID    int64  // as in gongwen.Source.Department; 0 where nobody counts them
	Full  string // 云南省科学技术厅
	Short string // 省科技厅, or ""
}

// Confirmation is how far a co-handler is with the merged text (会签).
type Confirmation string

// The confirmations. The zero one is silent: the house does not ask for any.
const (
	Unasked   Confirmation = ""
	Pending   Confirmation = "pending"
	Confirmed Confirmation = "confirmed"
)

// CoHandler is a co-handler and, where there is a process, how far it is.
type CoHandler struct {
	Body
	Work *CoWork // nil: nothing is known of the process
}

// CoWork is what became of a co-handler's opinion.
type CoWork struct {
	Submitted bool // an opinion was handed in
	Waived    bool // the lead no longer waits for it
	Undecided int  // entries neither used nor declined
	// Unreasoned entries were declined without a reason.
	Unreasoned   int
	Confirmation Confirmation
}

// Recommendation is one recommendation (对策建议) of the proposal.
type Recommendation struct {
	Text string
	// Answered: somebody has marked where the letter answers it. Others are looked
	// for in the text.
	Answered bool
}

// Case is what is registered around a letter: values only, whoever has them.
// A zero field is unknown, unless its comment says that it is missing.
type Case struct {
	Kind      reply.Kind
	Session   string // 届次: 政协云南省第十三届委员会第二次会议
	Number    string
	Title     string // 案由
	Proposers []reply.Proposer
	// Private are the members' own telephone numbers and addresses.
	Private []string

	Lead       Body
	CoHandlers []CoHandler
	Bodies     []Body // all that are registered; empty if there is no registry
	// Renamed are earlier names of registered bodies.
	Renamed []Renaming

	AssignedOn    calendar.Date
	HandlingClass string // "" means missing
	Publicity     reply.Publicity
	Contact       reply.Person // printed in place of the text's; zero: the text's is
	// Recommendations in the proposal's order.
	Recommendations []Recommendation

	// CopyTo, DocNumber and IssueDate are printed from the case where it has them.
	CopyTo    []string
	DocNumber string
	IssueDate calendar.Date

	// Handed puts into the text what somebody has said of its lines; nil if nobody
	// has.
	Handed func(gongwen.Document) gongwen.Document

	// Composed: title, 署名, date, 抄送 and contact are printed from the case,
	// whatever the text says of them. A slip there keeps no letter from being
	// issued: what is found in these lines is advice.
	Composed bool

	// Talks on record; TalksKnown says that there is a record, empty or not.
	Talks      []reply.Talk
	TalksKnown bool
}

// around is what the case prints around the text.
func (c *Case) around() reply.Around {
	if c == nil || c.Session == "" || c.Number == "" {
		return reply.Around{}
	}
	full := reply.Case{
		Kind: c.Kind, Body: c.Session, Number: c.Number, Proposers: c.Proposers,
		HandlingClass: c.HandlingClass, Publicity: c.Publicity, CopyTo: c.CopyTo, Contact: c.Contact,
	}
	return reply.AroundOf(full, reply.Department{FullName: c.Lead.Full}, c.DocNumber, c.IssueDate)
}

// OfCase is the case as the service has it. What is known of the process goes
// into CoHandlers[i].Work, which the caller fills in.
func OfCase(c reply.Case, lead reply.Department, coHandlers, registry []reply.Department) *Case {
	out := &Case{
		Kind: c.Kind, Session: c.Body, Number: c.Number, Title: c.Title, Proposers: c.Proposers,
		Lead: bodyOf(lead), AssignedOn: c.AssignedOn, HandlingClass: c.HandlingClass,
		Publicity: c.Publicity, Contact: c.Contact, CopyTo: c.CopyTo, Talks: c.Talks, TalksKnown: true, Composed: true,
	}
	for _, d := range coHandlers {
		out.CoHandlers = append(out.CoHandlers, CoHandler{Body: bodyOf(d)})
	}
	for _, d := range registry {
		if !d.Disabled {
			out.Bodies = append(out.Bodies, bodyOf(d))
		}
	}
	out.Renamed = renamings(registry)
	for _, r := range c.Recommendations {
		out.Recommendations = append(out.Recommendations, Recommendation{Text: r})
	}
	return out
}

func bodyOf(d reply.Department) Body { return Body{d.ID, d.FullName, d.ShortName} }

// OfFile is the case as a file describes it. A file that lists talks, be it
// none, has a record of them; of opinions and confirmations it says nothing.
func OfFile(f casefile.File) *Case {
	body := func(i int, name string) Body {
		d, _ := f.Department(name)
		return Body{int64(i), d.FullName, d.ShortName}
	}
	out := &Case{
		Kind: f.Kind, Session: f.Body, Number: f.Number, Title: f.Title, Proposers: f.Proposers,
		AssignedOn: f.AssignedOn, HandlingClass: f.Reply.HandlingClass, Publicity: f.Reply.Publicity,
		Contact: f.Reply.Contact, CopyTo: f.Reply.CopyTo, DocNumber: f.Reply.DocNumber, IssueDate: f.Reply.IssueDate,
		Talks: f.Talks, TalksKnown: f.Talks != nil,
	}
	if len(f.Parts) > 0 {
		out.Handed = f.Handed
	}
	for i, d := range f.Departments {
		out.Bodies = append(out.Bodies, Body{int64(i + 1), d.FullName, d.ShortName})
	}
	place := func(name string) int {
		return 1 + slices.IndexFunc(f.Departments, func(d casefile.Department) bool { return d.FullName == name })
	}
	out.Lead = body(place(f.Lead), f.Lead)
	for _, name := range f.CoHandlers {
		out.CoHandlers = append(out.CoHandlers, CoHandler{Body: body(place(name), name)})
	}
	for _, r := range f.Recommendations {
		out.Recommendations = append(out.Recommendations, Recommendation{Text: r})
	}
	return out
}

// bodies are all bodies that the case knows, each once.
func (c *Case) bodies() []Body {
	if c == nil {
		return nil
	}
	var out []Body
	known := map[string]bool{"": true}
	add := func(b Body) {
		if !known[b.Full] {
			known[b.Full] = true
			out = append(out, b)
		}
	}
	add(c.Lead)
	for _, h := range c.CoHandlers {
		add(h.Body)
	}
	for _, b := range c.Bodies {
		add(b)
	}
	return out
}

// nameSpans are the places in the source where a registered body or a member is
// named, in order: no fix touches them.
func (p *paper) nameSpans() []span {
	if p.Case == nil {
		return nil
	}
	var names lexicon
	add := func(s string) {
		if size(s) > 1 {
			names.add(Row{Word: s})
		}
	}
	for _, b := range p.bodies {
		add(b.Full)
		add(b.Short)
	}
	for _, m := range p.Case.Proposers {
		add(m.Name)
	}
	var out []span
	for i := range p.blocks {
		b := &p.blocks[i]
		names.each(b.r, func(at int, e *entry) {
			out = append(out, span{b.raw(at), b.end(at + len(e.word))})
		})
	}
	return out
}

// exampleCase is what the examples of the rules stand in: an invented case.
func exampleCase() *Case {
	c := &Case{
		Kind: reply.Proposal, Session: "政协某某省第十三届委员会第二次会议", Number: "0123",
		Title: "关于加强养老服务体系建设的提案", Proposers: []reply.Proposer{{Name: "张某某"}},
		Lead:          Body{1, "某某省民政厅", "省民政厅"},
		CoHandlers:    []CoHandler{{Body: Body{2, "某某省教育厅", "省教育厅"}}, {Body: Body{3, "某某省市场监督管理局", "省市场监管局"}}},
		AssignedOn:    calendar.Date{Year: 2024, Month: 3, Day: 1},
		HandlingClass: "B", Publicity: reply.Open,
		Contact:         reply.Person{Office: "养老服务处", Name: "李某某", Phone: "0800-0000001"},
		Recommendations: []Recommendation{{Text: "加快社区食堂建设"}, {Text: "培养护理人才"}, {Text: "完善补贴制度"}},
	}
	c.Bodies = []Body{c.Lead, c.CoHandlers[0].Body, c.CoHandlers[1].Body, {4, "某某省财政厅", "省财政厅"}, {5, "某某省卫生健康委员会", "省卫生健康委"}}
	return c
}

const exampleGiven = "政协某某省第十三届委员会第二次会议第0123号提案，某某省民政厅主办，某某省教育厅、某某省市场监督管理局会办"

// inCase puts an example into the invented case, changed as need be.
func inCase(changes ...func(*Case)) func(*Input) {
	return func(in *Input) {
		in.Case = exampleCase()
		for _, change := range changes {
			change(in.Case)
		}
	}
}
