package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"

	"dafu/internal/layout"
)

// rewrite turns gofpdf's file into ours: the fonts and forms that the contents
// name, compressed streams, properties that are linked, an outline that counts, a
// language, page labels and an identity; and nothing that has no use (an action
// on opening, an empty list of attachments).
func rewrite(d drawing, pages int, bookmarks []layout.Bookmark, meta Meta) ([]byte, error) {
	s, err := takeApart(d.raw, pages, len(bookmarks))
	if err != nil {
		return nil, err
	}
	w := &rewriter{s, map[int]bool{}}
	if err := w.compressPages(); err != nil {
		return nil, err
	}
	if err := w.mendOutline(levels(bookmarks)); err != nil {
		return nil, err
	}
	outline, info, catalog := w.outlineRoot(), w.info(), w.catalog()
	if err := w.addResources(d); err != nil {
		return nil, err
	}
	w.objects[info] = meta.dictionary()
	colours := w.add(profile())
	w.objects[catalog] = w.catalogOf(outline, w.add(meta.xmp()), colours)
	return w.file(info, catalog), nil
}

// rewriter holds the objects while they are changed; new ones go behind.
type rewriter struct {
	skeleton
	fontFiles map[int]bool // object numbers
}

// add appends an object and returns its number.
func (w *rewriter) add(body []byte) int {
	w.objects = append(w.objects, body)
	return len(w.objects) - 1
}

const resources = 2 // the number of gofpdf's dictionary of resources

// addResources puts in the fonts and forms.
func (w *rewriter) addResources(d drawing) error {
	b := []byte("<</Font <<")
	for _, u := range d.faces.list {
		n, err := w.embed(u)
		if err != nil {
			return err
		}
		b = fmt.Appendf(b, "/%s %d 0 R ", u.resource, n)
	}
	b = append(b, ">>\n/XObject <<"...)
	for i, form := range d.watermarks.forms {
		b = fmt.Appendf(b, "/%s %d 0 R ", watermarkName(i), w.add(form))
	}
	w.objects[resources] = append(b, ">>>>"...)
	return nil
}

func (w *rewriter) compressPages() error {
	for i := range w.pages {
		n := w.content(i)
		_, data, ok := bytes.Cut(w.objects[n], []byte(">>\nstream\n"))
		data, tail := bytes.CutSuffix(data, []byte("\nendstream"))
		if !ok || !tail {
			return fmt.Errorf("%w: content of page %d", errSkeleton, i+1)
		}
		w.objects[n] = deflated(data, "")
	}
	return nil
}

// mendOutline writes how many items stand below each one: all are open.
func (w *rewriter) mendOutline(levels []int) error {
	for i, n := range descendants(levels) {
		body, ok := bytes.CutSuffix(w.objects[w.firstItem()+i], []byte("\n/Count 0>>"))
		if !ok {
			return fmt.Errorf("%w: outline item %d", errSkeleton, i+1)
		}
		body = slices.Clip(body)
		if n > 0 {
			body = fmt.Appendf(body, "\n/Count %d", n)
		}
		w.objects[w.firstItem()+i] = append(body, ">>"...)
	}
	if root := w.outlineRoot(); root > 0 {
		body, _ := bytes.CutSuffix(w.objects[root], []byte(">>"))
		w.objects[root] = fmt.Appendf(slices.Clip(body), "\n/Count %d>>", len(levels))
	}
	return nil
}

func (w *rewriter) catalogOf(outline, metadata, colours int) []byte {
	b := []byte("<</Type /Catalog\n/Pages 1 0 R\n/Lang (zh-CN)\n/ViewerPreferences <</DisplayDocTitle true>>\n" +
		"/PageLabels <</Nums [0 <</S /D>>]>>\n")
	b = fmt.Appendf(b, "/Metadata %d 0 R\n"+outputIntent, metadata, colours)
	if outline > 0 {
		b = fmt.Appendf(b, "/Outlines %d 0 R\n/PageMode /UseOutlines\n", outline)
	}
	return append(b, ">>"...)
}

// file puts the objects together with a classic cross-reference table, which is
// what a signature's incremental update continues.
func (w *rewriter) file(info, catalog int) []byte {
	size := 0
	for _, o := range w.objects {
		size += len(o) + 48
	}
	out := make([]byte, 0, size+256)
	out = append(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...) // bytes over 127: a binary file
	content := sha256.New()                               // names the file: the same letter is the same file
	table := []byte("0000000000 65535 f \n")
	for n := 1; n < len(w.objects); n++ {
		table = fmt.Appendf(table, "%010d 00000 n \n", len(out))
		out = fmt.Appendf(out, "%d 0 obj\n", n)
		body := w.objects[n]
		out = append(append(out, body...), "\nendobj\n"...)
		if w.fontFiles[n] {
			body = body[max(0, len(body)-32):] // ends with their checksum
		}
		content.Write(body) // hashing does not fail
	}
	id := content.Sum(nil)
	at := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n%s", len(w.objects), table)
	return fmt.Appendf(out, "trailer\n<</Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%X> <%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.objects), catalog, info, id[:16], id[:16], at)
}
