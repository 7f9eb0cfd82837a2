package gongwen

// Recognition (which line is what) looks at all lines together. Each line is
// scored as each part by its words and its form (cues.go, *shape.go); the walk
// through the zones (grammar.go) that scores best in sum says what the lines
// are. It is found by dynamic programming, line by line from the top (Viterbi's
// way), so an unknown line costs its own points and nothing else. It takes time
// in proportion to the text: for each line a bounded look at its words, and as
// many sums as there are steps between zones.

// Guess is what a line was seen as.
type Guess struct {
	Part Part
	// Sure is how far the best reading in which the line is another part lies
	// behind: 0 is a coin's throw, 8 and more is as good as certain.
	Sure int
}

// cell is the best way to read the lines up to one that ends in a zone.
type cell struct {
	score int32
	part  Part  // of the line
	from  zone  // the zone of the line before; zones at the first line
	lines uint8 // of a title
}

const nowhere = int32(-1 << 29)

// recognise returns what each of the lines is. by holds what somebody has said
// of lines, NoPart of the others; nil if nobody has.
func recognise(lines []string, by []Part, known *Known) []Part {
	if len(lines) == 0 {
		return nil
	}
	w := newWalk(lines, by, known)
	w.forward()
	return w.best()
}

// walk is one text on its way through the zones.
type walk struct {
	shapes []shape
	by     []Part
	known  *Known
	cells  [][zones]cell
	titles [][]titleSpan
}

func newWalk(lines []string, by []Part, known *Known) *walk {
	w := &walk{shapes: make([]shape, len(lines)), by: by, known: known, cells: make([][zones]cell, len(lines))}
	for i, line := range lines {
		w.shapes[i] = shapeOf(line, known)
	}
	w.titles = make([][]titleSpan, len(lines))
	for i := range w.shapes {
		if w.shapes[i].n <= maxWhole {
			w.titles[i] = titlesFrom(w.shapes, i, known)
		}
	}
	w.neighbours()
	return w
}

// neighbours scores what a line is by those beside it: the value below a label
// of a web page's table, the second half of a list of copies.
func (w *walk) neighbours() {
	for i := 1; i < len(w.shapes); i++ {
		s, above := &w.shapes[i], &w.shapes[i-1]
		if s.n > 60 {
			continue
		}
		if len(w.titles[i]) > 0 && w.titles[i][0].score >= 8 || s.scores[PartAddressee] >= 7 {
			continue
		}
		w.inTable(i)
		if above.scores[PartCopy] >= 8 && (above.last == '、' || above.last == ',' || above.n > maxShaped) {
			s.scores.at(PartCopy, 8)
		}
		if above.scores[PartAnnexNote] == 3 && s.mark.Style == ArabicDot { // 附件： with its names below
			above.scores.at(PartAnnexNote, 8)
		}
		if above.scores[PartAnnexNote] >= 6 && (s.mark.Style == ArabicDot || s.line[0] >= '2' && s.line[0] <= '9') {
			s.scores.at(PartAnnexNote, 7)
		}
	}
	for i := 1; i < len(w.shapes); i++ { // a salutation on several lines
		s, above := &w.shapes[i], &w.shapes[i-1]
		if above.scores[PartAddressee] < 5 && above.n >= 6 && above.last == '、' && s.scores[PartAddressee] >= 7 && namesOnly([]string{above.line[:min(len(above.line), 24)]}) && above.n <= 60 {
			above.scores.at(PartAddressee, 5)
		}
	}
}

// inTable scores a line as a row of a web page's table, or the value below its
// label, by the lines above and below it.
func (w *walk) inTable(i int) {
	s, above := &w.shapes[i], &w.shapes[i-1]
	left := above.scores[PartLeftover]
	if left < 6 {
		return
	}
	below := int16(0)
	if i+1 < len(w.shapes) {
		below = w.shapes[i+1].scores[PartLeftover]
	}
	labelled := max(s.scores[PartPublicity], s.scores[PartClass], s.scores[PartNumber]) >= 5
	switch {
	case labelled && (below >= 7 || s.last == ':'):
		s.scores.at(PartLeftover, 12)
	case s.scores[PartLeftover] >= 7 && (s.scores[PartNote] == 0 || above.scores[PartNote] == 0):
		s.scores[PartLeftover] += 3
	case labelled:
	case left >= 7 && (above.last == ':' || above.n <= 8 && s.scores[PartDate] >= 4 && s.scores[PartSignatory] == 0):
		s.scores.at(PartLeftover, 9)
	case left >= 7 && above.n <= 5 && below >= 6:
		s.scores.at(PartLeftover, 6)
	case below >= 6:
		s.scores.at(PartLeftover, 3)
	}
}

// forward fills the cells from the top.
func (w *walk) forward() {
	for i := range w.cells {
		for z := range zones {
			w.cells[i][z].score = nowhere
		}
	}
	for i := range w.cells {
		for z := range zones {
			if z == zoneTitle {
				w.enterTitle(i)
				continue
			}
			part, score := w.emit(i, z)
			if score <= never/2 {
				continue
			}
			from, before := w.before(i, z)
			if from == zones && i > 0 || before <= nowhere {
				continue
			}
			w.cells[i][z] = cell{before + int32(score), part, from, 1}
		}
	}
}

// before returns the best zone to come from into z at line i, and its score.
func (w *walk) before(i int, z zone) (zone, int32) {
	if i == 0 {
		if start[z] <= never {
			return zones, nowhere
		}
		return zones, int32(start[z])
	}
	best, from := nowhere, zones
	for _, s := range steps[z] {
		if c := w.cells[i-1][s.from].score; c > nowhere && c+int32(s.cost) > best {
			best, from = c+int32(s.cost), s.from
		}
	}
	if z == zoneSecond && from != zoneSecond {
		if !w.opensLetter(i) {
			if c := w.cells[i-1][zoneSecond].score; c > nowhere {
				return zoneSecond, c
			}
			return zones, nowhere
		}
	}
	return from, best
}

// enterTitle fills the cells of titles that begin with line i: each stands at
// its last line.
func (w *walk) enterTitle(i int) {
	from, before := w.before(i, zoneTitle)
	if from == zones && i > 0 || before <= nowhere {
		return
	}
	set := func(lines, score int) {
		c := &w.cells[i+lines-1][zoneTitle]
		if total := before + int32(score); total > c.score {
			*c = cell{total, PartTitle, from, uint8(lines)}
		}
	}
	hand := w.hand(i)
	if hand != NoPart && hand != PartTitle {
		return
	}
	if hand == PartTitle {
		n := 1
		for n < maxTitleLines && i+n < len(w.shapes) && w.hand(i+n) == PartTitle {
			n++
		}
		set(n, 12)
		return
	}
	for _, t := range w.titles[i] {
		if w.handed(i, t.lines) {
			continue
		}
		set(t.lines, t.score)
	}
	if s := &w.shapes[i]; s.n >= 4 && s.n <= 60 && s.mark.Style == Unnumbered && s.last != ':' && s.last != '。' && s.scores[PartLeftover] < 5 && s.scores[PartLetterhead] < 3 {
		set(1, strayTitle)
	}
}

// handed tells whether somebody has said of one of the lines that it is no title.
func (w *walk) handed(i, n int) bool {
	for k := i; k < i+n; k++ {
		if h := w.hand(k); h != NoPart && h != PartTitle {
			return true
		}
	}
	return false
}

func (w *walk) hand(i int) Part {
	if i < len(w.by) {
		return w.by[i]
	}
	return NoPart
}

// opensLetter tells whether a letter begins with line i: a title, or a
// letterhead or number with a title below it.
func (w *walk) opensLetter(i int) bool {
	for k := i; k < len(w.shapes) && k < i+5; k++ {
		for _, t := range w.titles[k] {
			if t.score >= 8 {
				return w.writtenTo(k + t.lines)
			}
		}
		if s := &w.shapes[k]; s.scores[PartLetterhead] < 3 && s.scores[PartNumber] < 6 && s.scores[PartClass] < 5 && s.scores[PartPublicity] < 5 {
			break
		}
	}
	return false
}

// writtenTo tells whether a salutation stands within the lines from i on.
func (w *walk) writtenTo(i int) bool {
	for k := i; k < len(w.shapes) && k < i+6; k++ {
		if w.shapes[k].scores[PartAddressee] >= 5 {
			return true
		}
	}
	return false
}

// emit returns the part that the line is most likely to be in the zone, and its
// score there.
func (w *walk) emit(i int, z zone) (Part, int) {
	s := &w.shapes[i]
	if hand := w.hand(i); hand != NoPart {
		return w.handIn(hand, z)
	}
	text := int(s.scores[PartBody])
	switch z {
	case zoneBefore, zoneAfter:
		return w.foreign(s, z, text)
	case zoneSecond:
		return PartLeftover, text
	case zoneEnclosed:
		return w.enclosed(i, text)
	}
	part, best := NoPart, never
	if z == zoneBody {
		part, best = PartBody, text-w.unlikeText(i)
	}
	for _, h := range homes[z] {
		if score := int(s.scores[h.part]); score >= h.least && score+h.bonus > best {
			part, best = h.part, score+h.bonus
		}
	}
	if part == NoPart || best < strayLine {
		return w.stray(s, z, part, best)
	}
	return part, best
}

// unlikeText is what a line costs as text that has the form of a title, a date or
// a salutation.
func (w *walk) unlikeText(i int) int {
	s := &w.shapes[i]
	switch {
	case s.scores[PartDate] >= 6:
		return 5
	case len(w.titles[i]) > 0 && w.titles[i][0].score >= 9:
		return 5
	case s.scores[PartAddressee] >= 7:
		return 4
	}
	return 0
}

// handIn is the score of a line of which somebody has said what it is. It is
// that wherever it stands: the zone where it is at home is liked a little better,
// so that the lines beside it are read well.
func (w *walk) handIn(hand Part, z zone) (Part, int) {
	for _, h := range homes[z] {
		if h.part == hand {
			return hand, 6
		}
	}
	switch {
	case z == zoneBody && hand >= PartHeading1 && hand <= PartBody,
		hand == PartAnnex && z == zoneEnclosed, hand == PartProposal, hand == PartLeftover:
		return hand, 6
	}
	return hand, -2
}

// stray is the score of a line that is none of the zone's parts.
func (w *walk) stray(s *shape, z zone, part Part, score int) (Part, int) {
	sentence := s.n > 40 || s.last == '。' || s.mark.Style != Unnumbered
	switch z {
	case zoneHead, zoneSub, zoneFoot:
		cost := strayLine
		if sentence {
			cost = straySentence
		}
		if titleShape(s.line, s.n) >= 8 { // a web page's headline stands above the letter
			if cost = -9; z == zoneHead {
				cost = -1
			}
		}
		if z == zoneFoot && !sentence {
			cost++
		}
		return PartLeftover, max(cost, score)
	case zoneSign:
		if !sentence && s.n <= maxSignatory && s.last != ':' && s.last != '、' && s.last != ',' && s.last != ';' {
			return PartSignatory, strayName
		}
	}
	return part, score
}

// foreign scores a line as the proposal's own text.
func (w *walk) foreign(s *shape, z zone, text int) (Part, int) {
	for _, h := range homes[z] {
		if score := int(s.scores[h.part]); score >= max(h.least, 6) && score > int(s.scores[PartProposal]) {
			return h.part, score + h.bonus
		}
	}
	return PartProposal, max(text, int(s.scores[PartProposal]))
}

// enclosed scores a line as one of an 附件, which begins with a line that says so.
func (w *walk) enclosed(i, text int) (Part, int) {
	s := &w.shapes[i]
	if i > 0 && w.cells[i-1][zoneEnclosed].score <= nowhere || i == 0 {
		if s.scores[PartAnnex] == 0 {
			return PartAnnex, never
		}
		return PartAnnex, int(s.scores[PartAnnex]) + 2
	}
	if s.scores[PartLeftover] >= 6 && int(s.scores[PartLeftover]) > text {
		return PartLeftover, int(s.scores[PartLeftover])
	}
	return PartAnnex, max(text, 0)
}

// best follows the best walk back from the last line.
func (w *walk) best() []Part {
	out := make([]Part, len(w.cells))
	i := len(w.cells) - 1
	z, best := zoneBody, nowhere
	for k := range zones {
		if c := w.cells[i][k].score; c > nowhere && c+int32(end[k]) > best {
			z, best = k, c+int32(end[k])
		}
	}
	for i >= 0 {
		c := w.cells[i][z]
		for k := range int(c.lines) {
			out[i-k] = c.part
		}
		i -= int(c.lines)
		z = c.from
	}
	return out
}
