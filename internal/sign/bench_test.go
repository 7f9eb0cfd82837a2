package sign

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// bigLetter is a letter of the usual size, 240 KB.
func bigLetter() []byte {
	return compose(
		"<</Type /Catalog /Pages 2 0 R /Lang (zh-CN)>>",
		"<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595.28 841.89]>>",
		"<</Type /Page /Parent 2 0 R /Contents 5 0 R>>",
		"<</Type /Page /Parent 2 0 R /Contents 6 0 R>>",
		stream(strings.Repeat("72 700 200 12 re f\n", 12600)),
		"<</W [1 ["+strings.Repeat("1000 ", 1000)+"]]>>",
		"<</Title <FEFF7B54590D>>>",
	)
}

func BenchmarkSign(b *testing.B) {
	pdf := bigLetter()
	for kind, key := range kinds(b) {
		r := request(key)
		r.Seal.Content = bytes.Repeat(seal.Content, 500) // 20 KB, as four characters and a ring take
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				if _, err := Sign(pdf, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkVerify(b *testing.B) {
	for kind, key := range kinds(b) {
		signed, err := Sign(bigLetter(), request(key))
		if err != nil {
			b.Fatal(err)
		}
		trust := Trust{Roots: key.Chain[1:], Now: issueDay}
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				if r := Verify(signed, trust); len(r.Signatures) != 1 {
					b.Fatal(r)
				}
			}
		})
	}
}

// BenchmarkSize shows that the work grows with the file and no faster: MB/s
// comes to one figure, and signing keeps one copy of the file.
func BenchmarkSize(b *testing.B) {
	key := certify(b, p256(b), nil)
	trust := Trust{Roots: key.Chain[1:], Now: issueDay}
	for _, size := range []int{1 << 18, 1 << 20, 10 << 20, 30 << 20, 100 << 20} {
		pdf := compose(
			"<</Type /Catalog /Pages 2 0 R>>",
			"<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 595.28 841.89]>>",
			"<</Type /Page /Parent 2 0 R /Contents 5 0 R>>",
			"<</Type /Page /Parent 2 0 R /Contents 6 0 R>>",
			stream(strings.Repeat("72 700 200 12 re f\n", size/19)),
			stream(""),
			"<<>>",
		)
		signed, err := Sign(pdf, request(key))
		if err != nil {
			b.Fatal(err)
		}
		name := fmt.Sprintf("%gMB", float64(size)/(1<<20))
		b.Run("Sign/"+name, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				if _, err := Sign(pdf, request(key)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("Verify/"+name, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				if r := Verify(signed, trust); len(r.Signatures) != 1 {
					b.Fatal(r)
				}
			}
		})
	}
}
