package web

import (
	"strconv"
	"strings"

	"dafu/internal/gongwen"
	"dafu/internal/merge"
	"dafu/internal/service"
)

// suggestedPlace says a suggestion in full, with the draft around it.
type suggestedPlace struct {
	Value         string
	Chosen        bool
	Above         string   // the headings above, “一、工作开展情况”
	Under         string   // the heading it goes under
	How           string   // “接在“一是组建联合体”之后，作为“二是””
	Before, After string   // the draft around the place
	New           []string // the words as they will stand there
	Joined        bool     // it becomes the end of Before
	Instead       bool     // it takes the place of earlier words in Before
	Why           string   // what speaks for it: 最相近, 上次在这里
}

// tailLength is how many characters of a paragraph show where it ends.
const tailLength = 56

func suggestedPlaces(body gongwen.Document, e service.MergeEntry, chosen string) []suggestedPlace {
	spots := map[int]merge.Spot{}
	for _, spot := range merge.Spots(body) {
		spots[spot.After] = spot
	}
	best := 0.0
	for _, s := range e.Suggestions {
		best = max(best, s.Score)
	}
	var all []suggestedPlace
	for _, s := range e.Suggestions {
		if s.After < 0 || s.After >= len(body.Blocks) {
			continue
		}
		one := suggestedPlace{Value: placeValue(s.Place), How: howWords(body, e.Entry, s.Place, spots[s.After].Label), Joined: s.Kind == merge.Appended, Instead: s.Kind == merge.InPlace}
		one.Chosen = one.Value == chosen
		one.Above, one.Under = splitPath(s.Path)
		one.Before, one.After = around(body, s.Place)
		var dropped string
		if one.New, dropped = merge.Inserted(body, e.Entry, s.Place); dropped != "" {
			one.How += "，不带小标题“" + dropped + "”"
		}
		switch {
		case s.Asked:
			one.Why, best = "按会办事项", -1
		case s.Kind == merge.InPlace:
			one.Why, best = "旧文字在这里", -1
		case e.Before != nil && standsUnder(body, s.Heading, e.Before.Under):
			one.Why = "上次在这里"
		case s.Score == best:
			one.Why, best = "最相近", -1 // only the first of them
		}
		all = append(all, one)
	}
	return all
}

// standsUnder tells whether a heading is the one that went by the name under in
// an earlier draft. Its number may be another by now, so the words decide.
func standsUnder(body gongwen.Document, heading int, under string) bool {
	return under != "" && heading >= 0 && heading < len(body.Blocks) && strings.HasSuffix(under, body.Blocks[heading].Words())
}

// howWords says what becomes of the entry at a place, with the number that it
// will have there.
func howWords(body gongwen.Document, e merge.Entry, p merge.Place, label string) string {
	what := "单列一段"
	switch p.Kind {
	case merge.Appended:
		return "并入" + strings.TrimSuffix(label, "之后") + "一段的段末"
	case merge.InPlace:
		return "换掉" + strings.TrimSuffix(strings.TrimSuffix(label, "之后"), "之下，最前") + "一段里的旧文字"
	case merge.AsItem:
		what = "列为一项"
		if mark := markAt(body, e, p); mark != "" {
			what = "作为“" + mark + "”"
		}
	}
	if body.Blocks[p.After].Kind == gongwen.Heading {
		return "放在这个标题之下最前，" + what
	}
	return "接在" + label + "，" + what
}

// markAt is the number that the entry alone would have at a place.
func markAt(body gongwen.Document, e merge.Entry, p merge.Place) string {
	merged, err := merge.Merge(body, []merge.Insertion{{Entry: e, Place: p}})
	if err != nil || p.After+1 >= len(merged.Blocks) {
		return ""
	}
	return merged.Blocks[p.After+1].Number.Mark
}

// around is the draft before and behind a place. A paragraph that is added to
// shows its end.
func around(body gongwen.Document, p merge.Place) (before, after string) {
	before = body.Blocks[p.After].Text()
	if words := []rune(before); p.Kind == merge.Appended && len(words) > tailLength {
		before = "…" + string(words[len(words)-tailLength:])
	}
	if i := p.After + 1; i < len(body.Blocks) && (body.Blocks[i].Kind == gongwen.Heading || body.Blocks[i].Kind == gongwen.Paragraph) {
		after = body.Blocks[i].Text()
	}
	return before, after
}

// placeGroup is the places under one heading.
type placeGroup struct {
	Label  string
	Places []choice
}

var kindWords = map[merge.Kind]string{
	merge.AsItem: "列为一项", merge.AsParagraph: "单列一段", merge.Appended: "并入段末",
}

// placeWords says in one line what a place means.
func placeWords(k merge.Kind, spot merge.Spot) string {
	label := spot.Label
	if k == merge.Appended {
		label = strings.TrimSuffix(label, "之后")
	}
	return kindWords[k] + "：" + label
}

func placeValue(p merge.Place) string { return string(p.Kind) + ":" + strconv.Itoa(p.After) }

func parsePlace(s string) merge.Place {
	kind, after, _ := strings.Cut(s, ":")
	n, err := strconv.Atoi(after)
	if err != nil {
		n = -1
	}
	return merge.Place{Kind: merge.Kind(kind), After: n}
}

// placeGroups lists every place by heading in reading order.
func placeGroups(outline []merge.Spot, chosen string, pick bool) []placeGroup {
	var groups []placeGroup
	for _, spot := range outline {
		if len(groups) == 0 || groups[len(groups)-1].Label != spot.Path {
			groups = append(groups, placeGroup{Label: spot.Path})
		}
		g := &groups[len(groups)-1]
		for _, k := range spot.Kinds {
			value := placeValue(merge.Place{Kind: k, After: spot.After})
			g.Places = append(g.Places, choice{Value: value, Label: placeWords(k, spot), Chosen: pick && value == chosen})
		}
	}
	return groups
}

// splitPath parts the heading from those above it.
func splitPath(path string) (above, heading string) {
	i := strings.LastIndex(path, between)
	switch {
	case path == "":
		return "", "正文"
	case i < 0:
		return "", path
	}
	return path[:i], path[i+len(between):]
}
