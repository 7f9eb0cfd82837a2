package reply

import "strings"

// Sentences joins what somebody typed, such as a reason, and what the program says
// next, each as a sentence of its own: 请改正。请修改后送签. A mark that ends the
// first one stands once, whoever wrote it.
func Sentences(first, next string) string {
	first = strings.TrimRight(first, "。；;，, ")
	switch {
	case first == "":
		return next
	case strings.HasSuffix(first, "！") || strings.HasSuffix(first, "？") || strings.HasSuffix(first, "…"):
		return first + next
	}
	return first + "。" + next
}
