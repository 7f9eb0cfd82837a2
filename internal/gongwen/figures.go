package gongwen

// Swap is a figure, date, word, name or title that stands in the same words in
// two texts and is not the same: 新增车位1200个 became 新增车位1300个.
type Swap struct {
	Kind          UnitKind
	Before, After string
	Was, Block    int // the blocks in which they stand
	At            int // where After begins, in characters of its block's Words
	WasAt         int // where Before begins in its own
}

// How many characters beside a unit make its surroundings. Two sides of four are
// as telling as the shingle of eight by which moved text is found again.
const (
	besideBoth = 4
	besideOne  = shingle
)

// Swaps finds units of after that stand in the surroundings in which another
// unit of the same kind stood in before, wherever the words went: nobody would
// notice them by reading. They come in the order of after. What stands in the
// same surroundings several times is paired in its order, if it is as often in
// both. Words that were written anew are no swap. It costs a multiple of both
// texts.
func Swaps(before, after Document, names ...string) []Swap {
	known := KnownNames(names...)
	olds, news := placedUnits(before, known), placedUnits(after, known)
	partner := make([]int, len(news))
	for j := range partner {
		partner[j] = -1
	}
	taken := make([]bool, len(olds))
	for _, side := range []func(placedUnit) string{placedUnit.both, placedUnit.left, placedUnit.right} {
		pairUnits(olds, news, side, partner, taken)
	}
	var all []Swap
	for j, i := range partner {
		if i >= 0 && olds[i].words != news[j].words {
			all = append(all, Swap{news[j].kind, olds[i].words, news[j].words, olds[i].block, news[j].block, news[j].at, olds[i].at})
		}
	}
	return all
}

// placedUnit is a unit with where it stands and what stands beside it. In the
// surroundings every other unit is one character, that of its kind, so that two
// figures of one sentence can both change.
type placedUnit struct {
	kind          UnitKind
	words         string
	block, at     int
	before, after string
}

func (u placedUnit) both() string {
	l, r := []rune(u.before), []rune(u.after)
	if len(l)+len(r) < besideBoth {
		return ""
	}
	return string(l[max(0, len(l)-besideBoth):]) + "\x00" + string(r[:min(len(r), besideBoth)])
}

func (u placedUnit) left() string {
	if len([]rune(u.before)) < besideOne {
		return ""
	}
	return u.before
}

func (u placedUnit) right() string {
	if len([]rune(u.after)) < besideOne {
		return ""
	}
	return u.after
}

// placedUnits returns the units of the text of the body and of the frame alike.
func placedUnits(d Document, names Names) []placedUnit {
	var all []placedUnit
	for k, b := range d.Blocks {
		words := []rune(b.Words())
		units := names.Units(words)
		masked, at := mask(words, units)
		for n, u := range units {
			all = append(all, placedUnit{
				kind: u.Kind, words: string(words[u.From:u.To]), block: k, at: u.From,
				before: string(masked[max(0, at[n]-besideOne):at[n]]),
				after:  string(masked[at[n]+1 : min(len(masked), at[n]+1+besideOne)]),
			})
		}
	}
	return all
}

// mask puts one character of private use for each unit, and says where.
func mask(words []rune, units []Unit) (masked []rune, at []int) {
	from := 0
	for _, u := range units {
		masked = append(masked, words[from:u.From]...)
		at = append(at, len(masked))
		masked, from = append(masked, rune(0xE000)+rune(u.Kind)), u.To
	}
	return append(masked, words[from:]...), at
}

// pairUnits pairs what is left of both by its surroundings.
func pairUnits(olds, news []placedUnit, side func(placedUnit) string, partner []int, taken []bool) {
	type key struct {
		kind UnitKind
		side string
	}
	places := map[key][]int{}
	for i, u := range olds {
		if s := side(u); !taken[i] && s != "" {
			places[key{u.kind, s}] = append(places[key{u.kind, s}], i)
		}
	}
	count := map[key]int{}
	for j, u := range news {
		if partner[j] < 0 {
			count[key{u.kind, side(u)}]++
		}
	}
	for j, u := range news {
		k := key{u.kind, side(u)}
		was := places[k]
		if partner[j] >= 0 || len(was) == 0 || count[k] != len(was) {
			continue
		}
		partner[j], taken[was[0]] = was[0], true
		places[k], count[k] = was[1:], count[k]-1
	}
}
