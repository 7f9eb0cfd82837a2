package reply

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Marks behind a line that say what it is, so that nothing is guessed.
const (
	collectiveMark = "（集体）" // 致公党云南省委（集体）
	oneMark        = "（一位）" // 约翰 史密斯（一位）: a name with a separator in it
)

// ReadProposers reads what was typed as 提案者, a line each or several on a line.
// Persons on one line are parted where every one of them is surely a person or a
// collective (李建国、王秀英、赵志强). Where that is not sure the line stays whole,
// and asks holds a question about it, in Chinese.
func ReadProposers(text string) (all []Proposer, asks []string) {
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		some, ask := readProposerLine(line)
		all = append(all, some...)
		if ask != "" {
			asks = append(asks, ask)
		}
	}
	return all, asks
}

// ProposerLines writes proposers for the form. A name that would be asked about was
// settled when it was stored; one that is surely several is parted when it is read.
func ProposerLines(all []Proposer) string {
	lines := make([]string, len(all))
	for i, p := range all {
		lines[i] = p.Name
		if p.Collective {
			lines[i] += collectiveMark
		} else if _, ask := readProposerLine(p.Name); ask != "" {
			lines[i] += oneMark
		}
	}
	return strings.Join(lines, "\n")
}

func readProposerLine(line string) (all []Proposer, ask string) {
	if name, ok := cutMark(line, collectiveMark); ok {
		return []Proposer{{Name: name, Collective: true}}, ""
	}
	if name, ok := cutMark(line, oneMark); ok {
		return []Proposer{{Name: name}}, ""
	}
	names, more, counted := cutCount(line)
	sure := true
	for _, piece := range namesIn(names) {
		p, known := proposerOf(piece)
		all, sure = append(all, p), sure && known
	}
	switch {
	case counted && (more == 0 || more != len(all)):
		return []Proposer{{Name: line}}, countQuestion(line, more, len(all))
	case len(all) == 0:
		return []Proposer{{Name: line}}, ""
	case len(all) == 1:
		if a, b, ok := joinedByAnd(names); ok {
			return all, fmt.Sprintf("“%s”像是%s、%s两位，请每行写一位；确是一位的，请在后面写（一位）", line, a, b)
		}
		return all, ""
	case !sure:
		return []Proposer{{Name: line}}, fmt.Sprintf("“%s”像是写了%d位，请每行写一位；如果是一个集体的名称，请在后面写（集体）；如果是一位的姓名，请在后面写（一位）", line, len(all))
	}
	return all, ""
}

func countQuestion(line string, said, named int) string {
	if said == 0 {
		return fmt.Sprintf("“%s”没有写全，请把每一位都写上，每行一位", line)
	}
	return fmt.Sprintf("“%s”写明%d位，只写出%d位的姓名，请把每一位都写上，每行一位", line, said, named)
}

// cutMark cuts a mark off, whichever brackets it was typed in.
func cutMark(line, mark string) (string, bool) {
	for _, m := range []string{mark, "(" + strings.Trim(mark, "（）") + ")"} {
		if name, ok := strings.CutSuffix(line, m); ok {
			return strings.TrimSpace(name), true
		}
	}
	return line, false
}

// etc finds what stands behind the names: 等3人, 等三位委员, 等。
var etc = regexp.MustCompile(`\s*等\s*(?:([0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s*)?(?:名|位|人)?(?:人|委员|代表|政协委员|人大代表)?$`)

// cutCount cuts 等3人 off and returns the number; 0 if it says none.
func cutCount(line string) (names string, n int, found bool) {
	at := etc.FindStringSubmatchIndex(line)
	if at == nil || at[0] == 0 {
		return line, 0, false
	}
	if at[2] >= 0 {
		n = countOf(line[at[2]:at[3]])
	}
	return line[:at[0]], n, true
}

// countOf reads 3 and 三, up to 九十九; 0 for what is no number.
func countOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	digit := func(r string) int {
		if r == "两" {
			return 2
		}
		return strings.Index("一二三四五六七八九", r)/len("一") + 1
	}
	tens, ones, ten := strings.Cut(s, "十")
	switch {
	case !ten:
		return digit(s)
	case tens == "":
		tens = "一"
	}
	n := 10 * digit(tens)
	if ones != "" {
		n += digit(ones)
	}
	return n
}

// namesIn parts a line at commas and blanks. A name of two characters that was
// spread with a blank (李　伟) is one.
func namesIn(line string) []string {
	parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("、，,；;", r) })
	var all []string
	for _, part := range parts {
		words := strings.FieldsFunc(part, unicode.IsSpace)
		for i := 0; i < len(words); i++ {
			one := []rune(words[i])
			if len(one) == 1 && isHanRune(one[0]) && i+1 < len(words) && len([]rune(words[i+1])) == 1 {
				words[i+1] = words[i] + words[i+1]
				continue
			}
			all = append(all, words[i])
		}
	}
	return all
}

// proposerOf reads one name, and tells whether it is surely one.
func proposerOf(name string) (p Proposer, sure bool) {
	if bare, ok := cutMark(name, collectiveMark); ok {
		return Proposer{Name: bare, Collective: true}, true
	}
	for _, title := range []string{"政协委员", "人大代表", "委员", "代表"} {
		if bare, ok := strings.CutSuffix(name, title); ok && looksLikePerson(bare) {
			return Proposer{Name: bare}, true
		}
	}
	switch {
	case looksLikePerson(name):
		return Proposer{Name: name}, true
	case looksLikeCollective(name):
		return Proposer{Name: name, Collective: true}, true
	}
	return Proposer{Name: name}, false
}

// collectiveEndings are what the name of a collective ends with.
var collectiveEndings = []string{
	"委员会", "省委", "市委", "县委", "区委", "州委", "总支", "支部", "支社", "工商联", "联合会", "妇联", "代表团", "界别", "侨联", "科协", "文联", "联谊会",
}

func looksLikeCollective(name string) bool {
	if len([]rune(name)) < 4 || strings.ContainsFunc(name, unicode.IsSpace) {
		return false
	}
	for _, e := range collectiveEndings {
		if strings.HasSuffix(name, e) {
			return true
		}
	}
	return false
}

// joinedByAnd tells 李建国和王秀英.
func joinedByAnd(line string) (a, b string, ok bool) {
	for _, and := range []string{"和", "与", "及"} {
		if a, b, ok = strings.Cut(line, and); ok && looksLikePerson(a) && looksLikePerson(b) {
			return a, b, true
		}
	}
	return "", "", false
}

func isHanRune(r rune) bool { return unicode.Is(unicode.Han, r) }
