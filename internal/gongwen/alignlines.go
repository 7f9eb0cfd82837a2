package gongwen

// alignLines finds the lines that stayed or moved as they are, then compares
// what lies between those that stayed.
func alignLines(before, after []*traced) {
	partner := pairLines(keysOf(before), keysOf(after))
	for j, i := range partner {
		if i >= 0 {
			after[j].takeLine(before[i])
		}
	}
	i, j := 0, 0
	for _, k := range rising(partner) {
		alignGap(before[i:partner[k]], after[j:k])
		i, j = partner[k]+1, k+1
	}
	alignGap(before[i:], after[j:])
}

func keysOf(lines []*traced) []string {
	keys := make([]string, len(lines))
	for i, l := range lines {
		keys[i] = l.key()
	}
	return keys
}

// pairLines returns for each new line the old line with the same words, or -1.
// Lines that occur several times are paired in their order, if there are as many
// of them as there were.
func pairLines(before, after []string) []int {
	places := make(map[string][]int, len(before))
	for i, key := range before {
		places[key] = append(places[key], i)
	}
	count := make(map[string]int, len(after))
	for _, key := range after {
		count[key]++
	}
	partner := make([]int, len(after))
	for j, key := range after {
		partner[j] = -1
		if was := places[key]; len(was) > 0 && count[key] == len(was) {
			partner[j] = was[0]
			places[key], count[key] = was[1:], count[key]-1
		}
	}
	return partner
}

// alignGap compares lines that have no partner, as one text: the author may have
// split a paragraph or joined two.
func alignGap(before, after []*traced) {
	a, b := joinLines(before), joinLines(after)
	if len(a.text) == 0 || len(b.text) == 0 {
		return
	}
	found := align(a.text, b.text)
	settle(a.text, b.text, found)
	dropChance(b.text, found, len(a.text))
	for j, i := range found {
		if i >= 0 && b.text[j] != '\n' {
			b.line[j].take(b.at[j], a.line[i], a.at[i])
		}
	}
	b.markStayed(a, found)
}

// markStayed notes the lines of t that are whole lines of a.
func (t joined) markStayed(a joined, found []int) {
	start := 0
	for end, at := range t.at {
		if at >= 0 {
			continue
		}
		l := t.line[end]
		from := start + l.mark
		i := found[from]
		n := end - from
		if i >= 0 && a.at[i] == a.line[i].mark && found[end-1] == i+n-1 && a.at[i+n] < 0 && inStep(found[from:end]) {
			l.stayed = true
		}
		start = end + 1
	}
}

// inStep tells whether each place found is right behind the one before it.
func inStep(found []int) bool {
	for j := range found {
		if found[j] != found[0]+j {
			return false
		}
	}
	return true
}

// joined is the text of several lines with the place of each character.
type joined struct {
	text []rune
	line []*traced
	at   []int
}

// joinLines joins the lines that have no partner yet.
func joinLines(lines []*traced) joined {
	var t joined
	for _, l := range lines {
		if l.paired() {
			continue
		}
		for i, r := range l.folded {
			t.text, t.line, t.at = append(t.text, r), append(t.line, l), append(t.at, i)
		}
		t.text, t.line, t.at = append(t.text, '\n'), append(t.line, l), append(t.at, -1)
	}
	return t
}

// paired tells whether takeLine was called for l: until gaps are compared
// nothing else makes a character known.
func (l *traced) paired() bool {
	return len(l.known) > 0 && l.known[len(l.known)-1]
}
