package merge

import (
	"math"
	"unicode"

	"dafu/internal/gongwen"
)

// features are what two Chinese texts are compared by: each pair of neighbouring
// characters, each character alone (it is a morpheme: 养老 and 老年 have 老 in
// common), each Latin word; with how often it occurs. Figures and punctuation
// tell nothing.
type features map[feature]float64

// feature is one character, a pair of them, or a Latin word.
type feature struct {
	first, second rune
}

func (f feature) single() bool { return f.second == 0 }

// latin is a Latin word as a feature. Two words of one hash would only be taken
// for one.
func latin(word []rune) feature {
	var h uint32 = 2166136261 // FNV-1a
	for _, r := range word {
		h = (h ^ uint32(unicode.ToLower(r))) * 16777619
	}
	return feature{-1, int32(h | 1)}
}

// Characters alone say less than pairs.
const singleWeight = 0.5

func featuresOf(texts ...string) features {
	f := features{}
	for _, text := range texts {
		f.add([]rune(text))
	}
	return f
}

func (f features) add(text []rune) {
	for i := 0; i < len(text); i++ {
		r := text[i]
		switch {
		case unicode.Is(unicode.Han, r):
			f[feature{first: r}]++
			if i+1 < len(text) && unicode.Is(unicode.Han, text[i+1]) {
				f[feature{r, text[i+1]}]++
			}
		case unicode.IsLetter(r):
			from := i
			for i+1 < len(text) && unicode.IsLetter(text[i+1]) && !unicode.Is(unicode.Han, text[i+1]) {
				i++
			}
			f[latin(text[from:i+1])]++
		}
	}
}

// corpus knows how telling each feature is in one letter: what stands under
// every heading, as official set phrases do, tells little.
type corpus struct {
	count   map[feature]int
	weights []float64 // by count
}

func corpusOf(places []features) corpus {
	c := corpus{map[feature]int{}, make([]float64, len(places)+1)}
	for _, f := range places {
		for k := range f {
			c.count[k]++
		}
	}
	for n := range c.weights {
		w := math.Log(1 + float64(len(places)+1)/(float64(n)+0.5))
		c.weights[n] = w * w
	}
	return c
}

// weight is the square of the inverse document frequency, less for single
// characters.
func (c corpus) weight(k feature) float64 {
	w := c.weights[c.count[k]]
	if k.single() {
		return w * singleWeight
	}
	return w
}

// cosine compares two texts of about one length.
func (c corpus) cosine(a, b features) float64 {
	var dot, aa, bb float64
	for k, n := range a {
		x := (1 + math.Log(n)) * c.weight(k)
		aa += x * x
		if m := b[k]; m > 0 {
			dot += x * (1 + math.Log(m)) * c.weight(k)
		}
	}
	for k, n := range b {
		y := (1 + math.Log(n)) * c.weight(k)
		bb += y * y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return dot / math.Sqrt(aa*bb)
}

// covered is how much of what a says occurs in b, which may be much longer.
func (c corpus) covered(a, b features) float64 {
	var all, found float64
	for k := range a {
		w := c.weight(k)
		all += w
		if b[k] > 0 {
			found += w
		}
	}
	if all == 0 {
		return 0
	}
	return found / all
}

// wordsOf returns the texts of a few blocks.
func wordsOf(blocks []gongwen.Block) []string {
	words := make([]string, len(blocks))
	for i, b := range blocks {
		words[i] = b.Words()
	}
	return words
}
