package layout

import (
	_ "embed"
	"math"
	"strings"
	"unicode/utf8"
)

// titleWords are the words that Chinese text is made of, two or more characters
// each, sorted by their bytes; the digit behind each is twice the decimal
// logarithm of how often it occurs. They are the commoner words and place names
// of the dictionary of github.com/go-ego/gse 0.80 (jieba's, MIT) and the
// vocabulary of titles: public bodies, fields of work, kinds of paper.
//
// The list is searched where it lies. Loading it into a segmenter would cost
// more than setting the whole letter.
//
//go:embed titlewords.txt
var titleWords string

const longestWord = 15 // characters

// The weights of the words, as decimal logarithms of their likelihood: of a
// character that is no word of the list, and of one occurrence in the corpus.
const (
	weightUnknown = -6.5
	weightOnce    = -7.7
)

// wordStarts tells for each character of a title, and its end, whether a word
// begins there: of all ways to cut the title into words the likeliest.
func wordStarts(title []rune) []bool {
	n := len(title)
	best, back := make([]float64, n+1), make([]int, n+1)
	for i := range n {
		best[i+1] = math.Inf(-1)
	}
	for i := range n {
		reach := func(length int, weight float64) {
			if w := best[i] + weight; w > best[i+length] {
				best[i+length], back[i+length] = w, i
			}
		}
		reach(1, weightUnknown)
		eachWord(title[i:], reach)
	}
	starts := make([]bool, n+1)
	starts[n] = true
	for i := n; i > 0; i = back[i] {
		starts[back[i]] = true
	}
	keepCounts(title, starts)
	return starts
}

// eachWord calls found with the length and the weight of every word of the list
// that the text begins with.
func eachWord(text []rune, found func(length int, weight float64)) {
	if len(text) < 2 || text[0] < 0x4e00 || text[1] < 0x4e00 {
		return
	}
	head := string(text[:2])
	at := firstLine(head)
	rest := string(text[:min(longestWord, len(text))])
	for strings.HasPrefix(titleWords[at:], head) {
		end := at + strings.IndexByte(titleWords[at:], '\n')
		if word := titleWords[at : end-1]; strings.HasPrefix(rest, word) {
			often := float64(titleWords[end-1]-'0') / 2
			found(utf8.RuneCountInString(word), weightOnce+often)
		}
		at = end + 1
	}
}

// firstLine returns where in the list the first line from head on begins.
func firstLine(head string) int {
	from, to := 0, len(titleWords)
	for from < to {
		middle := (from + to) / 2
		line := strings.LastIndexByte(titleWords[from:middle], '\n') + 1 + from
		if titleWords[line:min(line+len(head), len(titleWords))] >= head {
			to = line
		} else {
			from = line + strings.IndexByte(titleWords[line:], '\n') + 1
		}
	}
	return from
}

const (
	hanFigures = "〇零一二三四五六七八九十百千万亿两"
	counted    = "届次号年月日个项条件批期章类级位名家所万亿度"
)

// keepCounts joins what no list of words can have: 第十三届, 第0123号, 2024年.
func keepCounts(title []rune, starts []bool) {
	figure := func(i int) bool {
		return title[i] >= '0' && title[i] <= '9' || strings.ContainsRune(hanFigures, title[i])
	}
	for i := 1; i < len(title); i++ {
		switch before := title[i-1]; {
		case before == '第' && figure(i), figure(i-1) && figure(i):
			starts[i] = false
		case figure(i-1) && strings.ContainsRune(counted, title[i]):
			starts[i] = false
		}
	}
}
