package merge

import (
	"fmt"
	"strings"
	"testing"

	"dafu/internal/gongwen"
	"dafu/internal/reply"
)

// As many headings as fit into a text, all of them new: what a save pays for a
// request whose heading is gone. It grows in measure with the text.
func BenchmarkFollowOfManyHeadings(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 40_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var text strings.Builder
			for i := range n {
				fmt.Fprintf(&text, "一、%c\n", rune(0x4e00+i%20_000))
			}
			old := gongwen.Parse("一、强化协同创新\n"+strings.Repeat("甲\n", n), gongwen.Source{})
			next := gongwen.Parse(text.String(), gongwen.Source{})
			requests := []reply.Request{{Heading: "强化协同创新"}}
			for b.Loop() {
				if got := Follow(old, next, requests); !got[0].Gone {
					b.Fatal("it became another heading")
				}
			}
		})
	}
}
