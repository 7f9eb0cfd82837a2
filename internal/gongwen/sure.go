package gongwen

// sure says for each line how far the best reading in which it is another part
// lies behind the best of all. by is what the lines were seen as.
func (w *walk) sure(seen []Part) []int {
	n := len(w.cells)
	behind := w.backward()
	best := nowhere
	for z := range zones {
		if c := w.cells[n-1][z].score; c > nowhere {
			best = max(best, c+int32(end[z]))
		}
	}
	out := make([]int, n)
	for i := range n {
		other := nowhere
		for z := range zones {
			if z == zoneTitle {
				if c := w.cells[i][z]; seen[i] != PartTitle && c.score > nowhere {
					other = max(other, c.score+behind[i][z])
				}
				continue
			}
			if behind[i][z] <= nowhere {
				continue
			}
			part, score := w.emitBut(i, z, seen[i])
			if part == NoPart {
				continue
			}
			if _, before := w.before(i, z); before > nowhere {
				other = max(other, before+int32(score)+behind[i][z])
			}
		}
		out[i] = int(min(max(best-other, 0), 99))
	}
	return out
}

// backward returns the best score of what follows each line, by the zone that
// the line ends in. Titles that begin below it count.
func (w *walk) backward() [][zones]int32 {
	n := len(w.cells)
	behind := make([][zones]int32, n)
	for z := range zones {
		behind[n-1][z] = int32(end[z])
	}
	for i := n - 2; i >= 0; i-- {
		for z := range zones {
			behind[i][z] = nowhere
		}
		for to := range zones {
			gain := nowhere
			if to == zoneTitle {
				gain = w.titleGain(i+1, behind)
			} else if _, score := w.emit(i+1, to); score > never/2 && behind[i+1][to] > nowhere {
				gain = int32(score) + behind[i+1][to]
			}
			if gain <= nowhere {
				continue
			}
			for _, s := range steps[to] {
				if to == zoneSecond && s.from != zoneSecond && !w.opensLetter(i+1) {
					continue
				}
				behind[i][s.from] = max(behind[i][s.from], gain+int32(s.cost))
			}
		}
	}
	return behind
}

// titleGain is the best that a title from line i on can bring.
func (w *walk) titleGain(i int, behind [][zones]int32) int32 {
	gain := nowhere
	for _, t := range w.titles[i] {
		if b := behind[min(i+t.lines-1, len(behind)-1)][zoneTitle]; b > nowhere {
			gain = max(gain, int32(t.score)+b)
		}
	}
	return gain
}

// emitBut is emit for a line that is not the part but.
func (w *walk) emitBut(i int, z zone, but Part) (Part, int) {
	if part, score := w.emit(i, z); part != but && score > never/2 {
		return part, score
	}
	part, best := NoPart, never
	if z == zoneBody && but != PartBody {
		part, best = PartBody, int(w.shapes[i].scores[PartBody])-w.unlikeText(i)
	}
	for _, h := range homes[z] {
		if score := int(w.shapes[i].scores[h.part]); h.part != but && score >= h.least && score+h.bonus > best {
			part, best = h.part, score+h.bonus
		}
	}
	return part, best
}
