package web

import (
	"strconv"
	"strings"

	"dafu/internal/merge"
)

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

// placeGroups puts the suggested places on top, then every place by heading in
// reading order.
func placeGroups(suggested []merge.Suggestion, outline []merge.Spot, chosen string) []placeGroup {
	spots := map[int]merge.Spot{}
	for _, spot := range outline {
		spots[spot.After] = spot
	}
	var top placeGroup
	open := chosen
	for _, one := range suggested {
		value := placeValue(one.Place)
		words := lastHeading(one.Path) + " · " + placeWords(one.Kind, spots[one.After])
		top.Places = append(top.Places, choice{Value: value, Label: words, Chosen: value == open})
		if value == open {
			open = "\x00" // the same place below is not picked twice
		}
	}
	top.Label = "建议的位置"
	groups := []placeGroup{}
	if len(top.Places) > 0 {
		groups = append(groups, top)
	}
	for _, spot := range outline {
		if len(groups) == 0 || groups[len(groups)-1].Label != spot.Path {
			groups = append(groups, placeGroup{Label: spot.Path})
		}
		g := &groups[len(groups)-1]
		for _, k := range spot.Kinds {
			value := placeValue(merge.Place{Kind: k, After: spot.After})
			g.Places = append(g.Places, choice{Value: value, Label: placeWords(k, spot), Chosen: value == open})
		}
	}
	return groups
}

func lastHeading(path string) string {
	i := strings.LastIndex(path, " › ")
	if i < 0 {
		return path
	}
	return path[i+len(" › "):]
}
