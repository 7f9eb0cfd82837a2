package gongwen

import "strings"

// Known is what is known around a letter before its text is read: how the case
// and the registry would print its frame. Lines that say so, or nearly so, are
// taken for these parts whatever form they have. An empty field is unknown. The
// zero value and nil know nothing.
type Known struct {
	Title     string
	Signatory string
	Date      string
	DocNumber string
	Names     []string // who is written to: 杨建林, 致公党云南省委
}

// alikeEnough is what two texts must have in common to be called alike, of 100.
const alikeEnough = 72

// Alike tells how much of the shorter of two short texts stands in the other, in
// pairs of neighbouring characters: 0 to 100. Both are cut at 200 characters.
func Alike(a, b string) int {
	x, y := pairsIn(plain(a)), pairsIn(plain(b))
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	count := make(map[[2]rune]int, len(x))
	for _, p := range x {
		count[p]++
	}
	common := 0
	for _, p := range y {
		if count[p] > 0 {
			count[p]--
			common++
		}
	}
	return 200 * common / (len(x) + len(y))
}

// AlikeBy tells whether two texts are alike by so much, of 100. Texts whose lengths
// rule it out are not looked at.
func AlikeBy(a, b string, percent int) bool {
	x, y := min(pairCount(a), mostPairs), min(pairCount(b), mostPairs)
	return 200*min(x, y) >= percent*(x+y) && Alike(a, b) >= percent
}

// pairCount is how many pairs of neighbours a text has.
func pairCount(s string) int {
	n := -1
	for _, r := range s {
		if !space(r) {
			n++
		}
	}
	return max(n, 0)
}

// mostPairs is where long texts are cut.
const mostPairs = 200

func pairsIn(s string) [][2]rune {
	var out [][2]rune
	last := rune(0)
	for _, r := range s {
		if last != 0 {
			out = append(out, [2]rune{last, r})
		}
		if last = r; len(out) >= mostPairs {
			break
		}
	}
	return out
}

// Same tells whether two texts say the same, whatever their blanks, widths and
// the mark at their end.
func Same(a, b string) bool { return Bare(a) == Bare(b) }

// Bare is what a text says: two texts of which it is equal are the Same.
func Bare(text string) string { return bareOf(plain(text)) }

// score adds what is known of a line that says what is known.
func (k *Known) score(s *shape) {
	if k == nil || s.n > 100 {
		return
	}
	if name := plain(k.Signatory); name != "" && s.scores[PartClosing] < 9 && len(s.line) < 2*len(name)+40 {
		rest, named := strings.CutPrefix(unstamped(s.line), name)
		if named && (rest == "" || dateShape(rest) > 0) || AlikeBy(s.line, name, 80) {
			s.scores.at(PartSignatory, 7)
			s.scores.at(PartLetterhead, 5)
		}
	}
	if k.Date != "" && Same(s.line, k.Date) {
		s.scores.at(PartDate, 9)
	}
	if k.DocNumber != "" && strings.HasPrefix(s.line, plain(k.DocNumber)) && s.n <= 40 {
		s.scores.at(PartNumber, 9)
	}
	for _, name := range k.Names {
		if name != "" && s.n <= len(name)+12 && strings.Contains(s.line, plain(name)) && s.scores[PartAddressee] > 0 {
			s.scores.at(PartAddressee, 9)
		}
	}
}

// title is what a line scores that resembles the known title.
func (k *Known) title(words string) int {
	if k == nil || k.Title == "" || len(words) < len(k.Title)/2 || len(words) > 2*len(k.Title) {
		return 0
	}
	if AlikeBy(words, k.Title, alikeEnough) {
		return 12
	}
	return 0
}

func (k *Known) opensTitle(s *shape) bool {
	if k == nil || k.Title == "" || s.n < 4 || s.n > maxWhole {
		return false
	}
	return strings.Contains(plain(k.Title), s.line) || AlikeBy(s.line, k.Title, 50)
}
