package check

import "strings"

// sighting is how much of a recommendation the text has. An answer is seldom
// put in the recommendation's words: what is called unanswered has hardly any
// of them anywhere.
type sighting struct {
	pairs    int // of neighbouring Han characters that the recommendation has
	anywhere int // that the text has too
	chars    int // different Han characters that it has
	clause   int // that one clause of the text has, at most
}

// answers tells whether the text has 35 % of the pairs, or one clause 60 % of
// the characters: 落实减税降费政策 answers 减免税费.
func (g sighting) answers() bool {
	return g.pairs == 0 || g.anywhere*20 >= g.pairs*7 || g.clause*5 >= g.chars*3
}

// trace is a pair or a character of a recommendation.
type trace struct{ recommendation, clause int } // clause: the last it was seen in, from 1

// traces are what is looked for. What the proposal's title says too is its
// subject, and answers nothing by itself.
type traces struct {
	pairs map[[2]rune][]*trace
	chars map[rune][]*trace
}

func (s *scan) traces(all []sighting) traces {
	t := traces{map[[2]rune][]*trace{}, map[rune][]*trace{}}
	subject := map[[2]rune]bool{}
	known := map[rune]bool{}
	title := []rune(s.Case.Title)
	for i, c := range title {
		known[c] = true
		subject[[2]rune{c, runeAt(title, i+1)}] = true
	}
	for i, r := range s.Case.Recommendations {
		text := []rune(strings.TrimSuffix(strings.Trim(r.Text, "。；，"), "的建议"))
		own := map[rune]bool{}
		for j, c := range text {
			if !isHan(c) {
				continue
			}
			if !known[c] && !own[c] {
				own[c] = true
				t.chars[c] = append(t.chars[c], &trace{recommendation: i})
				all[i].chars++
			}
			if key := [2]rune{c, runeAt(text, j+1)}; isHan(key[1]) && !subject[key] {
				t.pairs[key] = append(t.pairs[key], &trace{recommendation: i})
				all[i].pairs++
			}
		}
	}
	return t
}

// sightings looks for all recommendations in one pass over the blocks.
func (s *scan) sightings(from, to int) []sighting {
	all := make([]sighting, len(s.Case.Recommendations))
	t := s.traces(all)
	clause := 0
	here := make([]int, len(all)) // characters seen in this clause
	var touched []int
	end := func() {
		for _, k := range touched {
			all[k].clause = max(all[k].clause, here[k])
			here[k] = 0
		}
		clause, touched = clause+1, touched[:0]
	}
	for i := from; i < to; i++ {
		end()
		r := s.blocks[i].r
		for j, c := range r {
			if isMark(c) && oneOf(c, "，。；：！？") {
				end()
				continue
			}
			for _, x := range t.chars[c] {
				if x.clause != clause {
					x.clause = clause
					touched = append(touched, x.recommendation)
					here[x.recommendation]++
				}
			}
			for _, x := range t.pairs[[2]rune{c, runeAt(r, j+1)}] {
				if x.clause == 0 {
					all[x.recommendation].anywhere++
					x.clause = 1
				}
			}
		}
	}
	end()
	return all
}
