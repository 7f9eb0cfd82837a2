package merge

import (
	"slices"
	"strings"

	"dafu/internal/reply"
)

// Salutation returns the line the letter begins with (称谓): “张三、李四委员：”,
// “王五代表：”, “致公党某省委：”. It is "" if nobody is named.
func Salutation(c reply.Case) string {
	named := namedProposers(c)
	var names []string
	for i, p := range named {
		name := oneLine(p.Name)
		// 委员 stands once behind each row of persons.
		if last := i+1 == len(named) || named[i+1].Collective; last && !p.Collective {
			name += memberWord(c.Kind)
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, "、") + "："
}

// namedProposers are those of whom a name is known.
func namedProposers(c reply.Case) []reply.Proposer {
	return slices.DeleteFunc(slices.Clone(c.Proposers), func(p reply.Proposer) bool { return oneLine(p.Name) == "" })
}

// memberWord is what a person who hands in such a case is called.
func memberWord(k reply.Kind) string {
	if k == reply.Suggestion {
		return "代表"
	}
	return "委员"
}

// collectiveForms are how the text speaks to a collective, by the end of its
// name; the first that fits holds.
var collectiveForms = []struct{ ending, form string }{
	{"委", "贵委"}, {"委员会", "贵委"}, {"代表团", "贵团"}, {"联合会", "贵会"}, {"工商联", "贵会"},
}

// addressForm is how the text speaks to those who ask: 您 to one person, 你们 to
// several who signed together, 贵委 or the like to one collective.
func addressForm(c reply.Case) string {
	named := namedProposers(c)
	switch {
	case len(named) > 1:
		return "你们"
	case len(named) == 1 && named[0].Collective:
		return collectiveForm(oneLine(named[0].Name))
	}
	return "您"
}

func collectiveForm(name string) string {
	for _, f := range collectiveForms {
		if strings.HasSuffix(name, f.ending) {
			return f.form
		}
	}
	return "贵单位"
}
