package pdf

import (
	"bytes"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"dafu/internal/gongwen"
	"dafu/internal/layout"
)

// BenchmarkPeers sets the same text, changed every time, with gofpdf as it is
// commonly used: faces handed over whole, lines broken by MultiCell, no grid, no
// kinsoku, no bookmarks, no PDF/A. Beside it stands what we do with it.
func BenchmarkPeers(b *testing.B) {
	l := sampleLetter(b)
	b.Run("dafu", func(b *testing.B) { timed(b, press(), l, layout.Options{}) })
	faces := map[string][]byte{}
	for name, file := range map[string]string{"fang": "GongwenFangSong-Regular.ttf", "hei": "NotoSansSC-Medium.ttf",
		"kai": "LXGWWenKai-Light.ttf", "song": "NotoSerifSC-Bold.ttf"} {
		face, err := readFont(file)
		if err != nil {
			b.Fatal(err)
		}
		faces[name] = face
	}
	b.Run("gofpdf", func(b *testing.B) {
		size := 0
		for n := 0; b.Loop(); n++ {
			file, err := plainGofpdf(varied(l, n), faces)
			if err != nil {
				b.Fatal(err)
			}
			size = len(file)
		}
		b.ReportMetric(float64(size)/1000, "KB/file")
	})
}

// faceOf is the face of a block; 仿宋 is what most of a letter is in.
func faceOf(b gongwen.Block) string {
	switch {
	case b.Kind == gongwen.Title:
		return "song"
	case b.Kind == gongwen.Heading && b.Number.Style == gongwen.HanComma:
		return "hei"
	case b.Kind == gongwen.Heading && b.Number.Style == gongwen.HanParen:
		return "kai"
	}
	return "fang"
}

func plainGofpdf(l gongwen.Letter, faces map[string][]byte) ([]byte, error) {
	f := gofpdf.New("P", "mm", "A4", "")
	for name, face := range faces {
		f.AddUTF8FontFromBytes(name, "", bytes.Clone(face)) // it writes behind the end of what it is given
	}
	f.SetMargins(28, 37, 26)
	f.SetAutoPageBreak(true, 35)
	f.AddPage()
	for _, block := range l.Body.Blocks {
		f.SetFont(faceOf(block), "", 16)
		f.MultiCell(156, 10.44, inBMP(block.Words()), "", "J", false)
	}
	var out bytes.Buffer
	err := f.Output(&out)
	return out.Bytes(), err
}

// inBMP leaves out what gofpdf panics at.
func inBMP(s string) string {
	var out []rune
	for _, r := range s {
		if r <= 0xFFFF {
			out = append(out, r)
		}
	}
	return string(out)
}
