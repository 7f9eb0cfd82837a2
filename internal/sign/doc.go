// Package sign signs finished letters and judges signed ones.
//
// A signature is an incremental update (增量更新) of the PDF: the letter's own
// bytes stay as they are, and a PAdES baseline B-B signature with the seal as
// its appearance is appended. Verify accepts exactly what Sign writes, byte by
// byte accounted for; of what others write it says so when it cannot judge.
package sign
