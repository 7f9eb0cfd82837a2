package check

import (
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

var titleRules = []Rule{
	{
		ID: 39, Severity: Error, Title: "标题、届次、编号与交办信息不符",
		About:  "标题写明届次和编号，标题、开头所写的届次、编号、案由和提案、建议的类别与交办信息一致；届次写“十三届二次会议”或“第十三届委员会第二次会议”。",
		Source: "GB/T 9704-2012 7.3.1；交办信息",
		Wrong: join(
			given(exampleGiven, inCase(),
				"关于政协某某省第十三届委员会第二次会议第0132号提案的答复\n张某某委员：\n感谢您的关心。",
				"关于政协某某省第十三届委员会第一次会议第0123号提案的答复\n张某某委员：\n感谢您的关心。",
				"关于政协某某省第十三届委员会第二次会议提案的答复\n张某某委员：\n感谢您的关心。",
				"关于第0123号提案的答复\n张某某委员：\n感谢您的关心。",
				"张某某委员：\n您提出的《关于加强养老服务体系建没的提案》收悉。",
				"张某某委员：\n您提出的《关于进一步方便群众查询科研项目信息的提案》收悉。",
				"张某某委员：\n您在省政协会议上提出的“关于发展乡村民宿的提案”已收悉。",
				"张某某委员：\n您提出的第0123号提案《加快建设充电桩》收悉。",
				"张某某委员：\n您提出的第0132号提案收悉。",
				"张某某委员：\n您在省政协十三届一次会议上提出的《关于加强养老服务体系建设的提案》收悉。",
				"张某某代表：\n您提出的第0123号建议收悉。",
			),
			given("登记的是建议", inCase(func(c *Case) { c.Kind = reply.Suggestion }),
				"张某某委员：\n您提出的提案收悉。该提案由我厅主办。"),
			texts(
				"关于加强养老服务体系建设提案的答复\n张某某委员：\n感谢您的关心。",
				"张某某委员：\n您在省政协第十三届二次会议上提出的提案收悉。",
			),
		),
		Right: join(
			given(exampleGiven, inCase(),
				"关于政协某某省第十三届委员会第二次会议第0123号提案的答复\n张某某委员：\n感谢您的关心。",
				"关于省政协十三届二次会议第0123号提案的答复\n张某某委员：\n感谢您的关心。",
				"张某某委员：\n您提出的《关于加强养老服务体系建设的提案》收悉。",
				"张某某委员：\n您提出的《关于加强 养老服务体系建设》收悉。",
				"张某某委员：\n您提出的《关于加强养老服务体系建设的提案》收悉。我们落实了《关于推进基本养老服务体系建设的意见》。",
				"张某某委员：\n您提出的《民法典》实施问题很有针对性。按照《关于推进基本养老服务体系建设的意见》，现答复如下：",
				"张某某委员：\n您提出的《加强养老服务体系建设》和《关于发展老年教育的提案》收悉。",
				"张某某委员：\n您在省政协十三届二次会议上提出的“关于加强养老服务体系建设的提案”（第123号）收悉。",
				"张某某委员：\n您提出的建议很有价值。该建议已经采纳，省人大代表也提出了同样的建议。",
				"张某某委员：\n省人大第0045号建议也提出了相同的意见，我们已经合并研究。",
			),
			given("登记的是建议", inCase(func(c *Case) { c.Kind = reply.Suggestion }),
				"张某某代表：\n您提出的建议收悉。政协委员也提出了相关提案，省政协提案委员会给予了指导。"),
			texts(
				"张某某委员：\n您在省政协十三届二次会议上提出的第328号提案收悉。",
				"张某某委员：\n您在政协某某省第十三届委员会第二次会议上提出的提案收悉。",
				"关于省十四届人大二次会议第123号建议的答复\n张某某代表：\n感谢您的关心。",
				"关于市政协五届三次会议第2024-136号提案的答复\n张某某委员：\n感谢您的关心。",
				"关于市政协五届三次会议第045、046号提案的答复\n张某某委员：\n感谢您的关心。",
				"关于市人大2024年第87号建议的答复\n张某某代表：\n感谢您的关心。",
				"认真学习贯彻党的二十届三中全会精神。",
			),
		),
		find: findTitle,
	},
}

func findTitle(s *scan) {
	title := s.first(gongwen.Title)
	if title != nil && isReplyTitle(string(title.r)) {
		s.titleOf(title)
	}
	if s.Case != nil && (s.Case.Session == "" || s.Case.Number == "") {
		s.about("交办信息没有登记届次或编号")
	}
	s.subject()
	s.openingOf()
	s.kind()
	for i := range s.blocks {
		b := &s.blocks[i]
		for j := index(b.r, 0, "第"); j >= 0; j = index(b.r, j+1, "第") {
			term, at := hanAt(b.r, j+1)
			if term == 0 || runeAt(b.r, at) != '届' {
				continue
			}
			sitting, to := hanAt(b.r, at+1)
			if sitting == 0 || !has(b.r, to, "次会议") || b.mask[j]&inBook != 0 {
				continue
			}
			s.advise(b, j, to+3, "“%s”应写作“%s”或“第…届委员会第…次会议”", string(b.r[j:to+3]), string(b.r[j+1:to+3]))
		}
	}
}

// isReplyTitle tells the title of a reply to a 提案 or 建议 from others.
func isReplyTitle(title string) bool {
	for _, kind := range []string{"提案", "建议"} {
		for _, paper := range []string{"的答复", "答复", "的复函", "的答复意见", "的答复函"} {
			if strings.HasSuffix(title, kind+paper) {
				return true
			}
		}
	}
	return false
}

func (s *scan) titleOf(b *block) {
	term, sitting := sessionIn(b.r)
	numbers := numbersIn(b.r)
	switch {
	case sitting == 0 && !s.yearly(b):
		s.find(b, 0, len(b.r), nil, "标题没有写明届次")
	case len(numbers) == 0:
		s.find(b, 0, len(b.r), nil, "标题没有写明编号")
	}
	if s.Case == nil {
		return
	}
	wantTerm, wantSitting := sessionIn([]rune(s.Case.Session))
	if sitting > 0 && wantSitting > 0 && (term != wantTerm || sitting != wantSitting) {
		s.find(b, 0, len(b.r), nil, "标题的届次与登记的“%s”不符", s.Case.Session).differs(s.Case.replyTitle(), b.edit(0, len(b.r), s.Case.replyTitle()))
	}
	if len(numbers) > 0 && s.Case.Number != "" && !s.saysNumber(string(b.r)) {
		s.find(b, 0, len(b.r), nil, "标题的编号“%s”与登记的“%s”不符", strings.Join(numbers, "、"), reply.BareNumber(s.Case.Number)).
			differs(s.Case.replyTitle(), b.edit(0, len(b.r), s.Case.replyTitle()))
	}
}

// replyTitle is the title that the case's reply has.
func (c *Case) replyTitle() string {
	return reply.Case{Kind: c.Kind, Body: c.Session, Number: c.Number}.LetterTitle()
}

// yearly tells the title that names its session by the year: 市人大2024年第87号.
func (s *scan) yearly(b *block) bool {
	for i := range b.r {
		if year, to := digitsAt(b.r, i, 4); to == i+4 && year > 1949 && runeAt(b.r, to) == '年' {
			return s.Case == nil
		}
	}
	return false
}

// sessionIn reads 第十三届…第二次会议 or 十三届二次会议.
func sessionIn(r []rune) (term, sitting int) {
	for i := index(r, 0, "届"); i >= 0; i = index(r, i+1, "届") {
		from := i
		for from > 0 && i-from < 4 && (hanNumeral(r[from-1]) || isDigit(r[from-1])) {
			from--
		}
		if v, to := countAt(r, from); v > 0 && to == i {
			term = v
			break
		}
	}
	for i := index(r, 0, "次"); i >= 0; i = index(r, i+1, "次") {
		from := i
		for from > 0 && i-from < 4 && (hanNumeral(r[from-1]) || isDigit(r[from-1])) {
			from--
		}
		if v, to := countAt(r, from); v > 0 && to == i && term > 0 {
			return term, v
		}
	}
	return term, 0
}

// numbersIn reads the numbers of 第0123号, 第2024-136号 and 第045、046号.
func numbersIn(r []rune) (all []string) {
	for i := index(r, 0, "第"); i >= 0; i = index(r, i+1, "第") {
		to := i + 1
		for to < len(r) && to-i < 60 && (isAlnum(r[to]) || oneOf(r[to], "-—、，和及 ")) {
			to++
		}
		if runeAt(r, to) != '号' || to == i+1 {
			continue
		}
		all = append(all, strings.FieldsFunc(string(r[i+1:to]), func(c rune) bool { return oneOf(c, "、，和及 ") })...)
	}
	return all
}

// folded is a title without what is often left off its end, and without white
// space and the marks that change when it is quoted.
func folded(title string) string {
	title = strings.Map(func(r rune) rune {
		if oneOf(r, "“”‘’《》〈〉\"") {
			return -1
		}
		return r
	}, gongwen.Canonical(title))
	for _, tail := range []string{"的提案", "的建议", "的议案", "提案", "建议"} {
		title = strings.TrimSuffix(title, tail)
	}
	return strings.TrimPrefix(title, "关于")
}
