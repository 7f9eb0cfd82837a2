package sample

import (
	_ "embed"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dafu/internal/calendar"
	"dafu/internal/reply"
)

//go:embed substitutions.tsv
var table string

// Invented returns a case in which nobody real occurs, made from the real one
// by the table of substitutions; its years are those around today.
func Invented(today calendar.Date) Material {
	return load(rewriter(today))
}

// rewriter replaces the table's words, longer ones first, and moves years.
func rewriter(today calendar.Date) func(string) string {
	pairs := substitutions()
	slices.SortStableFunc(pairs, func(a, b [2]string) int { return len(b[0]) - len(a[0]) })
	var flat []string
	for _, p := range pairs {
		flat = append(flat, p[0], p[1])
	}
	names := strings.NewReplacer(flat...)
	delta := today.Year - 2024
	if today.Month < 3 {
		delta-- // the text looks back on February
	}
	return func(text string) string {
		text = names.Replace(text)
		text = year.ReplaceAllStringFunc(text, func(y string) string { return shift(y, delta) })
		return yearOfFile.ReplaceAllStringFunc(text, func(y string) string { return shift(y, delta) })
	}
}

var (
	year       = regexp.MustCompile(`20\d\d(年|〕)`)
	yearOfFile = regexp.MustCompile(`20\d\d-\d\d-\d\d`)
)

// shift moves the year at the head of s. 29 February becomes the 28th.
func shift(s string, delta int) string {
	n, _ := strconv.Atoi(s[:4])
	moved := strconv.Itoa(n+delta) + s[4:]
	if strings.HasSuffix(moved, "-02-29") {
		return strings.TrimSuffix(moved, "29") + "28"
	}
	return moved
}

func substitutions() (pairs [][2]string) {
	for line := range strings.Lines(table) {
		if line = strings.TrimRight(line, "\n"); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		realWords, invented, _ := strings.Cut(line, "\t")
		pairs = append(pairs, [2]string{realWords, invented})
	}
	return pairs
}

// Earlier returns a short invented case of the same lead that was answered
// before: its text is the lead's own, without co-handlers.
func Earlier(today calendar.Date) Material {
	m := Invented(today)
	m.File.Number, m.File.CoHandlers = "0078", nil
	m.File.Title = "关于进一步方便群众查询科研项目信息的提案"
	m.File.Proposers = []reply.Proposer{{Name: "某某界别", Collective: true}}
	m.File.Recommendations = []string{"公开科研项目信息", "改进查询服务"}
	m.File.AssignedOn, m.File.ReplyDue = today.AddDays(-60), today.AddDays(30)
	m.File.Reply.HandlingClass, m.File.Reply.CopyTo = "A", []string{"省政府督查室", "省政协提案委员会"}
	m.Lead, m.Opinions, m.Placements = read("earlier.txt"), nil, nil
	return m
}
