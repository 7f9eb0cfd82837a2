package check

import (
	"strings"

	"dafu/internal/gongwen"
)

var mannerRules = []Rule{
	{
		ID: 56, Severity: Advice, Title: "提案、建议与委员、代表混用",
		About:  "政协委员提出的是提案，人大代表提出的是建议；标题、称谓、正文要说同一件事。有交办信息时按交办信息核对。",
		Source: "《政协提案工作条例》；《代表建议、批评和意见处理办法》",
		Wrong: texts(
			"关于省政协十三届二次会议第0123号提案的答复\n王建林代表：\n感谢您的关心。",
			"关于省十四届人大二次会议第0123号建议的答复\n王建林代表：\n您提出的提案收悉。",
			"关于省十四届人大二次会议第0123号建议的答复\n王建林委员：\n感谢您的关心。",
			"关于市政协五届三次会议第12号提案的答复\n王建林委员：\n您提出的第12号建议收悉。",
			"王建林代表：\n您提出的《关于加强停车管理的提案》收悉。",
		),
		Right: texts(
			"关于省政协十三届二次会议第0123号提案的答复\n王建林委员：\n您提出的建议很有针对性。",
			"关于省十四届人大二次会议第0123号建议的答复\n王建林代表：\n您提出的建议收悉。",
			"关于省政协十三届二次会议第0123号提案的答复\n王建林委员：\n我们邀请人大代表、政协委员座谈。",
			"关于省十四届人大二次会议第0123号建议的答复\n王建林代表：\n我局同步办理政协提案12件。",
			"民盟某某省委员会：\n贵委提出的提案收悉。",
		),
		find: findMixedKind,
	},
	{
		ID: 52, Severity: Advice, Title: "称呼不当，或缺少称谓、署名",
		About:  "不用“您们”；对一个人不混用“你”“您”；对三位以上的委员、代表不单称“您”；答复有称谓，日期上面有署名。",
		Source: "公文核稿惯例；GB/T 9704-2012 7.3.2、7.3.5",
		Wrong: texts(
			"王建林、李红、张明委员：\n感谢您们的关心。",
			"王建林委员：\n感谢你的关心，您的建议很好。",
			"王建林、李红、张明委员：\n感谢您的关心。",
			"关于省政协十三届二次会议第0123号提案的答复\n您提出的提案收悉。\n某某省教育厅\n2024年5月31日",
			"王建林委员：\n感谢您的关心。\n2024年5月31日",
		),
		Right: texts(
			"王建林委员：\n感谢您的关心，期待您继续支持。",
			"王建林、李红、张明委员：\n感谢你们的关心。",
			"王建林委员：\n感谢您对“你我同行”活动的关心。",
			"某某党某某省委员会：\n感谢你委的关心。",
			"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日",
		),
		find: findManner,
	},
}

// findMixedKind holds title, salutation and text against each other. With a case
// each is held against the case, by other rules.
func findMixedKind(s *scan) {
	if s.Case != nil && s.Case.Kind != "" {
		return
	}
	is, said := "", "" // 提案 or 建议, and what says so
	for i := range s.blocks {
		b := &s.blocks[i]
		switch {
		case b.Kind == gongwen.Title && is == "":
			is, said = kindOfTitle(b.r), "标题"
		case b.Kind == gongwen.Addressee:
			other, at := kindOfMember(b.r)
			switch {
			case other == "":
			case is == "":
				is, said = other, "称谓"
			case is != other:
				s.find(b, at, at+2, nil, "标题里是%s，称谓却是“%s”", is, string(b.r[at:at+2]))
			}
		case b.running() && is != "":
			s.mixedIn(b, is, said)
		}
	}
}

// kindOfTitle is what the letter's title says that it answers, "" if both or none.
func kindOfTitle(r []rune) string {
	proposal := contains(r, "提案") || contains(r, "政协")
	suggestion := contains(r, "建议") && (contains(r, "人大") || contains(r, "人民代表大会"))
	switch {
	case proposal && !suggestion && contains(r, "提案"):
		return "提案"
	case suggestion && !proposal:
		return "建议"
	}
	return ""
}

// kindOfMember reads 委员 and 代表 at the end of a salutation of people.
func kindOfMember(r []rune) (kind string, at int) {
	text := strings.TrimRight(string(r), "：: ")
	rest, member := strings.CutSuffix(text, "委员")
	kind = "提案"
	if !member {
		rest, member = strings.CutSuffix(text, "代表")
		kind = "建议"
	}
	if !member || rest == "" || endsWithAny(rest, "专门", "全体", "各位", "人大", "政协") || size(rest) > 60 {
		return "", 0
	}
	return kind, size(rest)
}

// mixedIn finds 您提出的…提案 in a letter to a 代表, and 第12号建议 in one about a
// 提案. 您提出的建议 is no fault there: a 提案 has recommendations.
func (s *scan) mixedIn(b *block, is, said string) {
	other := "建议"
	if is == other {
		other = "提案"
	}
	for i := index(b.r, 0, other); i >= 0; i = index(b.r, i+2, other) {
		if b.mask[i]&inQuote != 0 || anyAt(b.r, i+2, "办理", "工作", "委", "人", "者") != "" {
			continue
		}
		numbered := hasBefore(b.r, i, "号") && isDigit(runeAt(b.r, i-2)) && yours(b.r, i)
		if numbered || is == "建议" && yours(b.r, i) {
			s.find(b, i, i+2, nil, "%s里是%s，这里写的是“%s”", said, is, other)
			return
		}
	}
}

// yours tells whether 您提出的 stands before i in the same clause.
func yours(r []rune, i int) bool {
	for j := i - 1; j >= 0 && i-j < 60 && !oneOf(r[j], "。；，"); j-- {
		if (r[j] == '您' || r[j] == '你') && anyAt(r, j+1, "提出的", "提的", "们提出的", "们提的") != "" {
			return true
		}
	}
	return false
}

func findManner(s *scan) {
	to, names, person := s.salutation()
	several := person && len(names) >= 3
	you, told := false, false
	var plain mention
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		for j, c := range b.r {
			if c != '您' && c != '你' || b.framed(j, j+1, inFrame) {
				continue
			}
			switch {
			case c == '您' && runeAt(b.r, j+1) == '们':
				s.find(b, j, j+2, nil, "“您”没有复数形式，多人用“你们”或“各位”")
			case c == '您' && several && !told:
				s.find(b, j, j+1, nil, "称谓里有%d人，宜用“你们”或“各位”", len(names))
				told = true
			case c == '您':
				you = true
			case plain.b == nil && strings.ContainsRune("的提对所好在反", runeAt(b.r, j+1)):
				plain = mention{b, j, j + 1}
			}
		}
	}
	if you && plain.b != nil && person && len(names) == 1 {
		s.find(plain.b, plain.from, plain.to, nil, "对同一位%s既称“您”又称“你”，宜统一为“您”", "委员、代表")
	}
	s.missingFrame(to)
}

// missingFrame tells of a reply without a salutation and a date without a 署名. With
// a case both are printed from it.
func (s *scan) missingFrame(to *block) {
	if s.Case != nil || len(s.blocks) == 0 {
		return
	}
	date, signed := s.first(gongwen.IssueDate), s.first(gongwen.Signatory)
	if date != nil && signed == nil && (to != nil || s.isReply()) {
		s.find(date, 0, len(date.r), nil, "日期上面没有署名")
	}
	if title := s.first(gongwen.Title); to == nil && title != nil && signed != nil && s.isReply() {
		s.find(title, 0, len(title.r), nil, "没有称谓：标题下面要写明答复谁")
	} else if first := &s.blocks[0]; to == nil && title == nil && signed != nil && first.running() && contains(first.r, "您提出的") {
		s.find(first, 0, min(len(first.r), 10), nil, "没有称谓：正文前面要写明答复谁")
	}
}
