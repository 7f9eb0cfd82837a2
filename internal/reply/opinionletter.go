package reply

import (
	"slices"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/gongwen"
)

// AnsweredRequest is an answer with the request that it is to.
type AnsweredRequest struct {
	Request Request
	Answer  Answer
}

// OpinionTitle returns the title of a co-handler's letter to the lead.
func (c Case) OpinionTitle() string { return "关于" + c.Subject() + "的会办意见" }

// ComposeOpinion makes the paper (会办意见函) in which a co-handler sends its
// contribution to the lead: 信函格式, with a number of its own series. Answers are
// in the order in which they are printed; number and on may be empty for a
// preview. The words of the contribution are printed all and as they stand, but
// for punctuation, which becomes full width, for numbers, which count through the
// letter, and for what the letter itself says at its end: 署名, date and contact.
func ComposeOpinion(c Case, own, lead Department, sent Contribution, answers []AnsweredRequest, number string, on calendar.Date) gongwen.Letter {
	frame := gongwen.Source{Department: own.ID}
	line := func(k gongwen.Kind, text string) gongwen.Block {
		return gongwen.Block{Kind: k, Runs: []gongwen.Run{{Text: text, Source: frame}}}
	}
	blocks := []gongwen.Block{
		line(gongwen.Title, c.OpinionTitle()),
		line(gongwen.Addressee, lead.FullName+"："),
		line(gongwen.Paragraph, c.Subject()+"《"+c.Title+"》由"+lead.polite()+"主办、"+own.modest()+"会办。经研究，现提出会办意见如下。"),
	}
	blocks = append(blocks, opinionBody(sent, answers, frame)...)
	blocks = append(blocks, line(gongwen.Paragraph, "以上意见，供答复时参考。"), line(gongwen.Signatory, own.FullName))
	if !on.IsZero() {
		blocks = append(blocks, line(gongwen.IssueDate, on.Han()))
	}
	if note := ContactNote(sent.Opinion.Contact); note != "" {
		blocks = append(blocks, line(gongwen.Contact, note))
	}
	return gongwen.Letter{
		Form: gongwen.LetterForm, Duplex: own.Duplex, Letterhead: own.FullName, DocNumber: number,
		Body: gongwen.Document{Blocks: blocks}, Sealed: true, Subject: c.Subject(),
		Keywords: []string{"会办意见", c.Number, own.FullName},
	}
}

// opinionBody puts the parts of a contribution under headings; one that stands
// alone needs none, and one with level-1 headings of its own has them.
func opinionBody(sent Contribution, answers []AnsweredRequest, frame gongwen.Source) []gongwen.Block {
	type part struct{ heading, text string }
	var parts []part
	for _, a := range answers {
		text := a.Answer.Text
		if a.Answer.Declined != "" {
			text = "不承担这一项：" + a.Answer.Declined
		}
		parts = append(parts, part{"关于" + gongwen.Quoted(a.Request.Name()), text})
	}
	parts = append(parts, part{"工作开展情况", sent.Opinion.Status}, part{"下一步工作", sent.Opinion.NextSteps})
	parts = slices.DeleteFunc(parts, func(p part) bool { return strings.TrimSpace(p.text) == "" })
	words := gongwen.Source{Department: sent.DepartmentID, Revision: sent.Revision}
	var body []gongwen.Block
	for _, p := range parts {
		blocks := asBody(gongwen.Parse(gongwen.Widen(p.text), words).Blocks)
		if len(parts) > 1 && !slices.ContainsFunc(blocks, isTopLevel) {
			body = append(body, gongwen.Block{
				Kind: gongwen.Heading, Number: gongwen.Number{Style: gongwen.HanComma, Value: 1, Mark: "一、"},
				Runs: []gongwen.Run{{Text: p.heading, Source: frame}},
			})
		}
		body = append(body, blocks...)
	}
	return gongwen.Renumber(body)
}

func isTopLevel(b gongwen.Block) bool { return b.Number.Style == gongwen.HanComma }

// asBody leaves out the 署名, date and contact at the end of a text that is to be
// part of a letter; what looks like another element is words of the text.
func asBody(blocks []gongwen.Block) []gongwen.Block {
	end := len(blocks)
	for end > 0 {
		k := blocks[end-1].Kind
		if k != gongwen.Signatory && k != gongwen.IssueDate && k != gongwen.Contact {
			break
		}
		end--
	}
	blocks = slices.Clone(blocks[:end])
	for i, b := range blocks {
		switch b.Kind {
		case gongwen.Paragraph, gongwen.Heading:
		case gongwen.Title:
			blocks[i].Kind = gongwen.Heading
		default:
			blocks[i].Kind = gongwen.Paragraph
		}
	}
	return blocks
}

// polite is how one department addresses another: 贵厅.
func (d Department) polite() string { return "贵" + d.nature() }

// modest is how it speaks of itself: 我厅.
func (d Department) modest() string { return "我" + d.nature() }

// nature is what kind of body the department is, by the end of its name.
func (d Department) nature() string {
	name := d.FullName
	if i := strings.IndexAny(name, "（("); i > 0 { // 某某局（知识产权局）
		name = name[:i]
	}
	for _, end := range []struct{ name, called string }{{"委员会", "委"}, {"厅", "厅"}, {"局", "局"}, {"委", "委"}, {"部", "部"}, {"院", "院"}} {
		if strings.HasSuffix(name, end.name) {
			return end.called
		}
	}
	return "单位"
}
