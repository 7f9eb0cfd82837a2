package check

import (
	"slices"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

var memberRules = []Rule{
	{
		ID: 28, Severity: Error, Title: "委员、代表姓名不一致",
		About:  "称谓、标题、正文和交办信息里的姓名要一致。",
		Source: "交办信息；公文核稿惯例",
		Wrong: join(
			texts(
				"王建林委员：\n王建琳委员提出的《关于加强养老服务的提案》收悉。",
				"赵晓明代表：\n赵小明代表提出的建议收悉。",
				"关于王建琳委员第0123号提案的答复\n王建林委员：\n感谢您的关心。",
			),
			given("提案者登记为“王建林”", inCase(func(c *Case) { c.Proposers = []reply.Proposer{{Name: "王建林"}} }),
				"王建琳委员：\n感谢您的关心。", "王健林委员：\n感谢您的关心。", "李四光委员：\n感谢您的关心。"),
		),
		Right: join(
			texts(
				"王建林委员：\n王建林委员提出的《关于加强养老服务的提案》收悉。",
				"王建林、王建琳委员：\n王建琳委员提出的建议收悉。",
				"王建林委员：\n李建国委员等也提出了建议。",
				"李明委员：\n李刚委员也提出了建议。",
				"王建林委员：\n感谢各位委员的关心，请全体委员监督。",
			),
			given("提案者登记为“王建林”“阿卜杜拉·买买提”", inCase(func(c *Case) {
				c.Proposers = []reply.Proposer{{Name: "王建林"}, {Name: "阿卜杜拉·买买提"}}
			}), "王建林、阿卜杜拉·买买提委员：\n感谢您的关心。", "王建林委员：\n感谢您的关心。", "尊敬的王建林委员：\n感谢您的关心。", "王建林等2位委员：\n感谢您的关心。", "王建林和阿卜杜拉·买买提委员：\n感谢您的关心。", "各位委员：\n感谢您的关心。"),
			given("提案者登记为“某某党某某省委员会”", inCase(func(c *Case) {
				c.Proposers = []reply.Proposer{{Name: "某某党某某省委员会", Collective: true}}
			}), "某某党某某省委：\n感谢你委的关心。"),
		),
		find: findMemberName,
	},
	{
		ID: 29, Severity: Error, Title: "人称与提案者不符",
		About:  "对个人称“您”，对集体称“你委”“贵委”等。",
		Source: "办理提案、建议的行文惯例",
		Wrong: texts(
			"某某党某某省委：\n感谢您对我省工作的关心。",
			"某某省工商联：\n与您进行了充分沟通。",
			"王建林委员：\n感谢你委对我省工作的关心。",
			"王建林代表：\n贵委提出的建议收悉。",
			"某某省政协教科卫体委员会：\n您提出的提案收悉。",
		),
		Right: join(
			texts(
				"某某党某某省委：\n感谢你委对我省工作的关心。",
				"王建林委员：\n感谢您对我省工作的关心。",
				"王建林、李建国委员：\n感谢您们的关心。",
				"某某省工商联：\n贵会提出的提案收悉。宣传语为“您的满意是我们的追求”。",
				"某某省教育厅：\n来函收悉。",
			),
			given("提案者登记为一位委员和一个界别", inCase(func(c *Case) {
				c.Proposers = []reply.Proposer{{Name: "王建林"}, {Name: "某某界", Collective: true}}
			}), "王建林委员：\n感谢您和你界别的关心。"),
		),
		find: findWrongPerson,
	},
}

// salutation returns the names in the letter's 称谓 and whether they are people.
func (s *scan) salutation() (b *block, names []string, person bool) {
	if b = s.first(gongwen.Addressee); b == nil {
		return nil, nil, false
	}
	text := strings.TrimRight(string(b.r), "：: ")
	for _, title := range []string{"委员", "代表"} {
		if rest, ok := strings.CutSuffix(text, title); ok && !strings.HasSuffix(rest, "专门") && !strings.HasSuffix(rest, "全体") && !strings.HasSuffix(rest, "各位") {
			text, person = strings.TrimSpace(rest), true
		}
	}
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == '、' || r == '，' || r == ' ' }) {
		name = plainName(name)
		for _, title := range []string{"委员", "代表"} {
			if person && size(name) > 3 {
				name = strings.TrimSuffix(name, title)
			}
		}
		names = append(names, name)
	}
	return b, names, person
}

// plainName takes off what stands around a name: 尊敬的, 等5位.
func plainName(name string) string {
	for _, polite := range []string{"尊敬的", "敬爱的", "各位"} {
		name = strings.TrimPrefix(name, polite)
	}
	before, rest, found := strings.Cut(name, "等")
	if found && (rest == "" || strings.TrimLeft(rest, "0123456789一二两三四五六七八九十") != rest || strings.HasPrefix(rest, "位")) {
		return before
	}
	return name
}

// bothRegistered tells 王建林和李明, for a name may have 和 in it too.
func bothRegistered(name string, registered []string) bool {
	for _, and := range []string{"和", "与", "及"} {
		if a, b, ok := strings.Cut(name, and); ok && slices.Contains(registered, a) && slices.Contains(registered, strings.TrimSuffix(b, "委员")) {
			return true
		}
	}
	return false
}

func findMemberName(s *scan) {
	b, names, person := s.salutation()
	if b == nil {
		return
	}
	var registered []string
	if s.Case != nil {
		for _, p := range s.Case.Proposers {
			registered = append(registered, p.Name)
		}
	}
	if len(registered) > 0 {
		s.againstProposers(b, names, registered, person)
	}
	if !person {
		return
	}
	all := append(append([]string{}, names...), registered...)
	for i := range s.blocks {
		if o := &s.blocks[i]; o.Kind != gongwen.Addressee && (o.running() || o.Kind == gongwen.Title) {
			s.likeNames(o, all)
		}
	}
}

func (s *scan) againstProposers(b *block, names, registered []string, person bool) {
	for _, name := range names {
		near, best := "", 3
		for _, r := range registered {
			d := distance([]rune(name), []rune(r), 2)
			if d < best {
				near, best = r, d
			}
		}
		if best == 0 || name == "" || bothRegistered(name, registered) || !person && best > 1 || !person && (strings.HasPrefix(near, name) || strings.HasPrefix(name, near)) {
			continue
		}
		at := max(index(b.r, 0, name), 0)
		f := s.find(b, at, at+size(name), nil, "称谓里的“%s”与登记的提案者不一致%s", name, asking(near))
		if is := s.oneProposer(near, names, person); is != "" {
			f.differs(is, b.edit(at, at+size(name), is))
		} else {
			f.differs("", nil)
		}
	}
}

// oneProposer is who a wrong name in the salutation must mean: the one that is one
// character off, or the only one there is.
func (s *scan) oneProposer(near string, names []string, person bool) string {
	if near == "" && len(names) == 1 && len(s.Case.Proposers) == 1 && s.Case.Proposers[0].Collective != person {
		return s.Case.Proposers[0].Name
	}
	return near
}

// likeNames finds 王建琳委员 in a letter to 王建林: same surname and length, one
// character off. Names of two characters are too often alike.
func (s *scan) likeNames(b *block, names []string) {
	for _, title := range []string{"委员", "代表"} {
		for i := index(b.r, 0, title); i >= 0; i = index(b.r, i+2, title) {
			for _, name := range names {
				n := size(name)
				if n < 3 || n > 4 || i < n || runeAt(b.r, i+2) == '会' {
					continue
				}
				typed := b.r[i-n : i]
				if distance(typed, []rune(name), 1) != 1 || typed[0] != []rune(name)[0] || !nameBegins(b.r, i-n) || knownName(string(typed), names) {
					continue
				}
				s.find(b, i-n, i, nil, "“%s”与“%s”不一致", string(typed), name)
				break
			}
		}
	}
}

func nameBegins(r []rune, i int) bool {
	return i == 0 || !isHan(r[i-1]) || oneOf(r[i-1], "由对与和及向请到是于将经")
}

func knownName(name string, names []string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// What the names of collectives end with.
var collectives = []string{"省委", "市委", "县委", "区委", "州委", "委员会", "工商联", "代表团", "界别", "界", "支部", "总支", "联合会", "妇联", "团委", "小组", "联谊会"}

func findWrongPerson(s *scan) {
	b, names, person := s.salutation()
	if b == nil || len(names) == 0 {
		return
	}
	collective := false
	for _, c := range collectives {
		collective = collective || !person && strings.HasSuffix(names[len(names)-1], c)
	}
	if s.Case != nil && len(s.Case.Proposers) > 0 {
		people, groups := 0, 0
		for _, p := range s.Case.Proposers {
			if p.Collective {
				groups++
			} else {
				people++
			}
		}
		if people > 0 && groups > 0 {
			return
		}
		person, collective = people > 0, groups > 0
	}
	var words []string
	switch {
	case person:
		words = []string{"你委", "贵委"}
	case collective:
		words = []string{"您"}
	}
	for i := range s.blocks {
		o := &s.blocks[i]
		if !o.running() {
			continue
		}
		for _, w := range words {
			for j := index(o.r, 0, w); j >= 0; j = index(o.r, j+1, w) {
				if o.mask[j]&inFrame == 0 {
					s.wrongPerson(o, j, w, person)
				}
			}
		}
	}
}

func (s *scan) wrongPerson(b *block, at int, w string, person bool) {
	if person {
		s.find(b, at, at+size(w), nil, "答复个人应称“您”，不称“%s”", w)
		return
	}
	s.find(b, at, at+size(w), nil, "答复集体应称“你委”“贵委”等，不称“%s”", w)
}
