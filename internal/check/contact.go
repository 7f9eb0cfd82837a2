package check

import (
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

var contactRules = []Rule{
	{
		ID: 45, Severity: Error, Title: "联系人缺失或电话不对",
		About:  "答复要写明联系人和电话，电话带区号；所写的与登记的联系人一致。",
		Source: "GB/T 9704-2012 7.3.6（附注）；办理规程",
		Wrong: join(
			texts(
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日",
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n（联系人及电话：规划处，李某某，63104060）",
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n（联系人及电话：规划处，李某某，0871-631040）",
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n（联系人及电话：规划处，李某某）",
			),
			given("登记的联系电话是63104060", inCase(func(c *Case) { c.Contact.Phone = "63104060" }), "张某某委员：\n感谢您的关心。"),
			given(exampleGiven, inCase(),
				"张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日\n（联系人及电话：养老服务处，王某某，0800-0000002）",
				"张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日\n（联系人及电话：规划财务处，李某某，0800-0000001）"),
			given("没有登记联系人", inCase(func(c *Case) { c.Contact = reply.Person{} }), "张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日"),
		),
		Right: join(
			texts(
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n（联系人及电话：规划处，李某某，0871-63104060）",
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n（联系人：李某某；联系电话：（0871）63104060）",
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n（联系人：李某某，电话：0871-63104060转8012）",
				"王建林委员：\n感谢您的关心。",
				"王建林委员：\n感谢您的关心。\n某某省教育厅\n2024年5月31日\n联系人：规划处，李某某\n联系电话：0871-63104060",
				"各县区教育局：\n请抓好落实。\n某某省教育厅\n2024年5月31日",
			),
			given(exampleGiven, inCase(),
				"张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日",
				"张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日\n（联系人：李某某；联系电话：（0800）0000001）",
				"张某某委员：\n感谢您的关心。\n某某省民政厅\n2024年5月31日\n（联系人及电话：养老服务处，李某某，0800-0000001）"),
		),
		find: findContact,
	},
	{
		ID: 46, Severity: Error, Title: "公开文本里的个人信息",
		About:  "主动公开的文本里不得有公民身份号码、个人手机号码和住址。",
		Source: "《中华人民共和国个人信息保护法》；《政府信息公开条例》第十五条",
		Wrong: join(
			texts(
				"申请人的公民身份号码为110101190001011009。",
				"您的手机13800000000已登记。",
				"该户主手机号13912345678，情况属实。",
				"家庭住址：某某市某某路8号3栋201室。",
			),
			given("主动公开；委员的电话登记为0800-1234567", inCase(func(c *Case) { c.Private = []string{"0800-1234567"} }), "我们已致电0800-1234567与您沟通。"),
			given("主动公开", inCase(), "您的手机13800000000已登记。"),
		),
		Right: join(
			texts(
				"提案编号13020780，已经办结。",
				"热线电话12345，服务电话400-800-1234。",
				"联系人：李某某，联系电话：13800000000。",
				"合同编号110101190001011008已归档。",
				"项目选址在某某市某某路8号。",
				"累计拨付资金13500000000元。",
			),
			given("不予公开", inCase(func(c *Case) { c.Publicity = reply.Closed }), "您的手机13800000000已登记。"),
		),
		find: findPersonal,
	},
}

func findContact(s *scan) {
	b, phone := s.contactNote()
	if s.Case != nil && !s.Case.Contact.IsZero() {
		s.phone(b, s.Case.Contact.Phone)
		s.contactDiffers()
		return
	}
	if b == nil {
		if s.whole() && (s.isReply() || s.Case != nil) && !s.contactAbove() {
			s.about("没有写明联系人和电话")
		}
		return
	}
	s.phone(b, phone)
}

// contactAbove tells whether a contact is given elsewhere than at the foot.
func (s *scan) contactAbove() bool {
	for i := range s.blocks {
		b := &s.blocks[i]
		if len(b.r) < 120 && (contains(b.r, "联系") || contains(b.r, "电话")) && len(phoneIn(b.r)) >= 7 {
			return true
		}
	}
	return false
}

// contactNote finds the 附注 with the contact and the telephone number in it. It
// may take several lines behind the date, in brackets or not.
func (s *scan) contactNote() (b *block, phone string) {
	behind := false
	for i := range s.blocks {
		o := &s.blocks[i]
		behind = behind || o.Kind == gongwen.IssueDate || o.Kind == gongwen.Signatory || b != nil
		if o.Kind != gongwen.Contact && !(behind && anyAt(o.r, 0, "联系", "电话", "（联系", "（电话") != "") {
			continue
		}
		if b == nil {
			b = o
		}
		if found := phoneIn(o.r); found != "" {
			return o, found
		}
	}
	return b, ""
}

// phone judges a telephone number; the place is the contact note, if there is
// one, and the number in it.
func (s *scan) phone(b *block, phone string) {
	if strings.ContainsAny(phone, "×*") {
		return // a placeholder, another rule's affair
	}
	why, severity := "", Advice
	switch plain := strings.NewReplacer("（", "(", "）", ")", "转", "-", "—", "-").Replace(phone); {
	case phone == "":
		why, severity = "没有写明联系电话", Error
	case reply.LacksAreaCode(plain):
		why = "联系电话“" + phone + "”没有区号，外地打不通"
	case !reply.IsPhone(plain):
		why = "“" + phone + "”不像电话号码"
	default:
		return
	}
	if b == nil {
		s.put(Finding{Severity: severity, Line: 1, Column: 1, Block: -1, Message: why})
		return
	}
	from, to := 0, len(b.r)
	if at := index(b.r, 0, phone); phone != "" && at >= 0 {
		from, to = at, at+size(phone)
	}
	s.add(severity, b, from, to, nil, why)
}

// phoneIn returns the longest stretch of digits and their marks in a contact
// note, from three digits on.
func phoneIn(r []rune) string {
	best := ""
	for i := 0; i < len(r); i++ {
		if !isDigit(r[i]) && !(oneOf(r[i], "（(+") && isDigit(runeAt(r, i+1))) {
			continue
		}
		to, digits := i, 0
		for to < len(r) && (isDigit(r[to]) || oneOf(r[to], "-—（）()+转×* ")) {
			if isDigit(r[to]) || r[to] == '×' || r[to] == '*' {
				digits++
			}
			to++
		}
		text := strings.TrimRight(string(r[i:to]), "-—（(转 ")
		for strings.HasSuffix(text, "）") && strings.Count(text, "）") > strings.Count(text, "（") || strings.HasSuffix(text, ")") && strings.Count(text, ")") > strings.Count(text, "(") {
			text = strings.TrimSuffix(strings.TrimSuffix(text, "）"), ")")
		}
		if digits >= 3 && len(text) > len(best) {
			best = text
		}
		i = to
	}
	return best
}

func findPersonal(s *scan) {
	if s.Case != nil && s.Case.Publicity != reply.Open && s.Case.Publicity != "" {
		return
	}
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.Kind == gongwen.Contact {
			continue
		}
		s.privateWords(b)
		for j := 0; j < len(b.r); j++ {
			if !isDigit(b.r[j]) {
				continue
			}
			to := j
			for to < len(b.r) && isDigit(b.r[to]) {
				to++
			}
			if x := runeAt(b.r, to); to-j == 17 && (x == 'X' || x == 'x') {
				to++
			}
			switch before := runeAt(b.r, j-1); {
			case isLetter(before) || before == '-' || b.mask[j]&inURL != 0:
			case to-j == 18 && identity(b.r[j:to]):
				s.find(b, j, to, nil, "公开的文本里有公民身份号码")
			case to-j == 11 && mobile(b.r[j:to]) && !introducedContact(b.r, j) && !oneOf(runeAt(b.r, to), "元万亿人次吨千立平亩个户"):
				s.find(b, j, to, nil, "公开的文本里有个人手机号码")
			}
			j = to
		}
	}
}

func (s *scan) privateWords(b *block) {
	if s.Case != nil {
		for _, p := range s.Case.Private {
			if j := index(b.r, 0, p); j >= 0 && size(p) > 4 {
				s.find(b, j, j+size(p), nil, "公开的文本里有委员、代表的个人信息")
			}
		}
	}
	for _, w := range []string{"家庭住址", "家庭地址", "现住址", "住址为", "住址："} {
		j := index(b.r, 0, w)
		if j < 0 {
			continue
		}
		for k := j; k < len(b.r) && k-j < 40 && !oneOf(b.r[k], "。；"); k++ {
			if oneOf(b.r[k], "号室栋幢单") && isDigit(runeAt(b.r, k-1)) {
				s.find(b, j, k+1, nil, "公开的文本里有个人住址")
				break
			}
		}
	}
}

func mobile(r []rune) bool { return r[0] == '1' && r[1] >= '3' }

// introducedContact tells whether a number is published as one to call.
func introducedContact(r []rune, i int) bool {
	from := max(i-16, 0)
	for j := from; j < i; j++ {
		if anyAt(r, j, "联系人", "联系电话", "联系方式", "咨询", "热线", "监督电话", "举报", "服务电话", "编号", "账号", "单号") != "" {
			return true
		}
	}
	return false
}

// identity tells whether 18 digits are a 公民身份号码: a possible birthday, and
// the check digit of GB 11643-1999.
func identity(r []rune) bool {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(r[i]-'0') * w
	}
	year, _ := digitsAt(r[6:10], 0, 4)
	month, _ := digitsAt(r[10:12], 0, 2)
	day, _ := digitsAt(r[12:14], 0, 2)
	last := r[17]
	if last == 'x' {
		last = 'X'
	}
	return rune("10X98765432"[sum%11]) == last && year >= 1850 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}
