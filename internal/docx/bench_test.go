package docx

import (
	"bytes"
	"io"
	"testing"
)

func BenchmarkWrite(b *testing.B) {
	l := realLetter()
	for b.Loop() {
		if err := Write(l, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	file := written(b, realLetter())
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, _, err := Read(bytes.NewReader(file), int64(len(file)), DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}
