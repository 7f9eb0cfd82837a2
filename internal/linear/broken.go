package main

import "runtime"

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
			runtime.KeepAlive(n)
		}
	}},
	{name: "copies", prepare: func(text string) func() {
		return func() {
			s := ""
			for _, r := range text {
				s += string(r)
			}
			runtime.KeepAlive(s)
		}
	}},
}
