package layout

import (
	"unicode/utf8"

	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// fate is what a redline shows of a character.
type fate struct {
	role   typeface.Role
	change gongwen.Change
	source gongwen.Source
}

// stretchEnd returns where the characters end that share the fate of the one at
// i.
func stretchEnd(fates []fate, i int) int {
	end := i + 1
	for end < len(fates) && fates[end] == fates[i] {
		end++
	}
	return end
}

// markEnd is stretchEnd for strokes and tags, which know no faces. It looks no
// further than limit: a line asks only for what stands in it.
func markEnd(fates []fate, i, limit int) int {
	end := i + 1
	for end < limit && fates[end].change == fates[i].change && fates[end].source == fates[i].source {
		end++
	}
	return end
}

func keptFates(words string, role typeface.Role) []fate {
	all := make([]fate, utf8.RuneCountInString(words))
	for i := range all {
		all[i].role = role
	}
	return all
}

// redlined is a line of a redline: a block as it is after, with what was deleted
// in it, or one that is gone.
type redlined struct {
	runes []rune
	fates []fate
	block gongwen.Block // whose kind and bookmark it has
	gone  bool
	note  string // 移到这里, 移走了
}

func (l *redlined) add(words string, f fate) {
	for _, r := range words {
		l.runes, l.fates = append(l.runes, r), append(l.fates, f)
	}
}

// lineEnd stands for the end of a line that was split or joined.
const lineEnd = '¶'

// redlinedLines takes the comparison of two revisions apart into characters with their
// fates. Each is set in the face that it has in its own revision.
func redlinedLines(before, after gongwen.Document, names ...string) []redlined {
	were, are := rolesOf(before), rolesOf(after)
	var lines []redlined
	for _, c := range gongwen.Compare(before, after, names...) {
		l := redlined{gone: c.Block < 0}
		switch {
		case !l.gone:
			l.block = after.Blocks[c.Block]
		default:
			l.block = before.Blocks[c.Was]
		}
		switch {
		case c.MovedFrom >= 0:
			l.note = "移到这里"
		case c.MovedTo >= 0:
			l.note = "移走了"
		}
		whole := oneFate(c)
		for _, p := range c.Pieces {
			n := utf8.RuneCountInString(p.Text)
			roles := are
			switch p.Change {
			case gongwen.Deleted:
				roles, were = were[:n], were[n:]
			case gongwen.Inserted:
				roles, are = are[:n], are[n:]
			default:
				roles, were, are = are[:n], were[n:], are[n:]
			}
			l.addPiece(p, roles, whole)
		}
		l.ownNumbers()
		lines = append(lines, l)
	}
	return lines
}

// addPiece adds a piece in its faces. The end of a line is printed where it was
// typed or taken away inside what stays.
func (l *redlined) addPiece(p gongwen.Piece, roles []typeface.Role, whole bool) {
	i := 0
	for _, r := range p.Text {
		f := fate{roles[i], p.Change, p.Source}
		i++
		if r == '\n' {
			if p.Change == gongwen.Kept || whole {
				continue
			}
			r = lineEnd
		}
		l.runes, l.fates = append(l.runes, r), append(l.fates, f)
	}
}

// ownNumbers gives numbers and line ends, which are nobody's words, to whose words
// came or went with them.
func (l *redlined) ownNumbers() {
	for i := len(l.fates) - 2; i >= 0; i-- {
		l.fates[i].own(l.fates[i+1])
	}
	for i := 1; i < len(l.fates); i++ {
		l.fates[i].own(l.fates[i-1])
	}
}

func (f *fate) own(beside fate) {
	if f.source.Department == 0 && f.change == beside.change {
		f.source = beside.source
	}
}

// oneFate tells whether a line is deleted or inserted from end to end.
func oneFate(c gongwen.Changed) bool {
	for _, p := range c.Pieces {
		if p.Change == gongwen.Kept || p.Change != c.Pieces[0].Change {
			return false
		}
	}
	return true
}

// rolesOf returns the face of each character of d.Text(), line ends included.
func rolesOf(d gongwen.Document) []typeface.Role {
	var roles []typeface.Role
	for _, b := range d.Blocks {
		lead, first := leadingWords(b)
		rest := typeface.FangSong
		if b.Kind == gongwen.Title {
			rest = typeface.XiaoBiaoSong
		}
		for i := range utf8.RuneCountInString(b.Text()) + 1 {
			if i < lead {
				roles = append(roles, first)
			} else {
				roles = append(roles, rest)
			}
		}
	}
	return roles
}
