package merge

import "strings"

// Piece is a piece of the difference between two texts: Deleted stands in the
// old one only, Inserted in the new one only, neither in both.
type Piece struct {
	Text              string
	Deleted, Inserted bool
}

// mostCells bounds the table of a comparison; larger texts are compared clause
// by clause.
const mostCells = 4 << 20

// leastKept is how many characters in a row must be the same to interrupt a
// change: shorter islands make a difference hard to read.
const leastKept = 3

// Difference says how the new text differs from the old one, in reading order,
// deletions before what stands in their place. The pieces that are not inserted
// make the old text, those that are not deleted the new one.
func Difference(old, now string) []Piece {
	a, b := strings.Split(old, ""), strings.Split(now, "")
	if (len(a)+1)*(len(b)+1) > mostCells {
		a, b = clauses(old), clauses(now)
	}
	if (len(a)+1)*(len(b)+1) > mostCells {
		return joined([]Piece{{Text: old, Deleted: true}, {Text: now, Inserted: true}})
	}
	return smoothed(joined(compared(a, b)))
}

// clauses cuts a text behind its stops.
func clauses(s string) []string {
	var out []string
	from := 0
	for i, r := range s {
		if strings.ContainsRune("，。；：！？\n", r) {
			end := i + len(string(r))
			out = append(out, s[from:end])
			from = end
		}
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}

// compared finds a longest common sequence of the tokens.
func compared(a, b []string) []Piece {
	width := len(b) + 1
	table := make([]int32, (len(a)+1)*width) // the longest from i, j on
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i*width+j] = table[(i+1)*width+j+1] + 1
			} else {
				table[i*width+j] = max(table[(i+1)*width+j], table[i*width+j+1])
			}
		}
	}
	var out []Piece
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, Piece{Text: a[i]})
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && table[(i+1)*width+j] >= table[i*width+j+1]:
			out = append(out, Piece{Text: a[i], Deleted: true})
			i++
		default:
			out = append(out, Piece{Text: b[j], Inserted: true})
			j++
		}
	}
	return out
}

// joined puts neighbours together: between two kept pieces one deletion, then
// one insertion.
func joined(all []Piece) []Piece {
	var out []Piece
	var gone, come, kept string
	flush := func() {
		if gone != "" {
			out = append(out, Piece{Text: gone, Deleted: true})
		}
		if come != "" {
			out = append(out, Piece{Text: come, Inserted: true})
		}
		if kept != "" {
			out = append(out, Piece{Text: kept})
		}
		gone, come, kept = "", "", ""
	}
	for _, p := range all {
		if (p.Deleted || p.Inserted) && kept != "" {
			flush()
		}
		switch {
		case p.Deleted:
			gone += p.Text
		case p.Inserted:
			come += p.Text
		default:
			kept += p.Text
		}
	}
	flush()
	return out
}

// smoothed makes small islands between two changes part of the change.
func smoothed(all []Piece) []Piece {
	var out []Piece
	for i, p := range all {
		small := !p.Deleted && !p.Inserted && len([]rune(p.Text)) < leastKept && !strings.Contains(p.Text, "\n")
		if small && i > 0 && i < len(all)-1 {
			out = append(out, Piece{Text: p.Text, Deleted: true}, Piece{Text: p.Text, Inserted: true})
			continue
		}
		out = append(out, p)
	}
	return joined(out)
}
