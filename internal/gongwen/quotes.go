package gongwen

import "strings"

// InQuotes returns words as they stand between “ and ”: their own quotes turned,
// so that each pair differs from the one around it (GB/T 15834-2011 4.8.3.3).
func InQuotes(words string) string { return turnedQuotes.Replace(words) }

var turnedQuotes = strings.NewReplacer("“", "‘", "”", "’", "‘", "“", "’", "”")
