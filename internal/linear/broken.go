package main

import "strings"

// brokenSteps are slow on purpose: one spins without taking a byte, one copies what
// is there for each character, one searches the rest of the text at each character.
// The test sees them found.
var brokenSteps = []step{
	{"spins", func(text string) func() {
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
	{"copies", func(text string) func() {
		return func() {
			s := ""
			for _, r := range text {
				s += string(r)
			}
			sink = len(s)
		}
	}},
	{"searches", func(text string) func() {
		return func() {
			for i := range text {
				sink += strings.Count(text[i:], "\x00\x01")
			}
		}
	}},
}

var sink int
