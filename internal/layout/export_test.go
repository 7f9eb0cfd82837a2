package layout

import (
	"dafu/internal/gongwen"
	"dafu/internal/typeface"
)

// EachDump hands every letter of the golden dumps and a long one, with their
// pages, to a ruler that this package does not know.
func EachDump(visit func(name string, l gongwen.Letter, p Pages, f *typeface.Set, o Options)) {
	cases := dumpCases()
	cases["60 pages"] = dumpCase{longLetter(), Options{}}
	for name, c := range cases {
		p, err := Set(c.letter, shippedFaces(), c.options)
		if err != nil {
			panic(name + ": " + err.Error())
		}
		visit(name, c.letter, p, shippedFaces(), c.options)
	}
}
