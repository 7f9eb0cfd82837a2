package check

import (
	_ "embed"
	"strings"
	"sync"
)

var placeRules = []Rule{
	{
		ID: 57, Severity: Advice, Title: "地名隶属不对",
		About:  "省、自治区、直辖市后面紧接的市县，市后面紧接的县区，要是它所辖的；对口支援等写法不查。",
		Source: "民政部《2023年中华人民共和国县以上行政区划代码》",
		Wrong: texts(
			"我们赴北京市石家庄市考察。",
			"学习湖南省宜昌市的做法。",
			"在四川省昆明市举办培训。",
			"项目位于昆明市石林彝族自治县，另一处位于昆明市雨花台区。",
			"参加广西壮族自治区遵义市论坛。",
		),
		Right: texts(
			"我们赴河北省石家庄市考察。",
			"从湖南省到宜昌市通高铁。",
			"湖北省宜昌市、湖南省长沙市开展合作。",
			"上海市对口支援云南省，安排上海市宜良县协作资金。",
			"学习北京市朝阳区、辽宁省朝阳市的做法。",
			"河南省济源市、湖北省仙桃市先行先试。",
		),
		find: findPlaces,
	},
}

//go:embed places.txt
var placesText string

// gazetteer knows the places down to counties: codes as GB/T 2260 numbers them, two
// digits each for province, city and county.
type gazetteer struct {
	codes map[string][]string
	above lexicon // provinces and cities
}

var placesKnown = sync.OnceValue(func() *gazetteer {
	g := gazetteer{codes: map[string][]string{}}
	for line := range strings.Lines(placesText) {
		name, code, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || len(code) != 6 {
			continue
		}
		g.codes[name] = append(g.codes[name], code)
		if strings.HasSuffix(code, "00") && len(g.codes[name]) == 1 && size(name) > 2 {
			g.above.add(Row{Word: name})
		}
	}
	return &g
})

// Places are read from three characters on (城区 and 郊区 are words too) to the
// longest name that there is.
const (
	minPlace = 3
	maxPlace = 16
)

// findPlaces looks for a place right behind one that has no such place.
func findPlaces(s *scan) {
	g := placesKnown()
	for i := range s.blocks {
		b := &s.blocks[i]
		if !b.running() {
			continue
		}
		g.above.each(b.r, func(at int, e *entry) {
			from := at + len(e.word)
			name := g.at(b.r, from)
			if name == "" || b.framed(at, from, inAnyRun) || g.holds(e.row.Word, name) || partners(b.r, at) {
				return
			}
			s.find(b, at, from+size(name), nil, "“%s”不属于“%s”，请核对", name, e.row.Word)
		})
	}
}

// at returns the longest place that stands at i, or "".
func (g *gazetteer) at(r []rune, i int) string {
	for n := min(maxPlace, len(r)-i); n >= minPlace; n-- {
		if name := string(r[i : i+n]); len(g.codes[name]) > 0 {
			return name
		}
	}
	return ""
}

// holds tells whether any place of the one name lies in any of the other. A county
// that a province rules directly counts as everywhere in it.
func (g *gazetteer) holds(above, below string) bool {
	for _, a := range g.codes[above] {
		for _, b := range g.codes[below] {
			direct := b[2:4] == "90"
			if a[:2] == b[:2] && (a[2:] == "0000" || a[:4] == b[:4] || direct) {
				return true
			}
		}
	}
	return false
}

// partners tells whether the clause around i is about help from one place to another.
func partners(r []rune, i int) bool {
	from, to := i, i
	for from > 0 && i-from < 30 && !oneOf(r[from-1], clauseMarks) {
		from--
	}
	for to < len(r) && to-i < 40 && !oneOf(r[to], clauseMarks) {
		to++
	}
	for j := from; j < to; j++ {
		if anyAt(r, j, "对口", "支援", "协作", "帮扶", "结对", "援建", "援疆", "援藏", "飞地") != "" {
			return true
		}
	}
	return false
}
