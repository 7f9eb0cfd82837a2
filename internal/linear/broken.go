package main

// brokenSteps are slow on purpose: one spins without taking a byte, one copies what
// is there for each character. The test sees them found.
var brokenSteps = []step{
	{name: "spins", prepare: func(text string) func() {
		return func() {
			n := 0
			for i := range text {
				for j := 0; j < i; j++ {
					n += j
				}
			}
			sink = n
		}
	}},
	{name: "copies", prepare: func(text string) func() {
		return func() {
			s := ""
			for _, r := range text {
				s += string(r)
			}
			sink = len(s)
		}
	}},
}

var sink int
