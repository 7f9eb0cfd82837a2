package sign

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"strings"
)

// addendum writes the update that adds a document security store. The same
// data always make the same bytes, and so the verifier knows an addendum by
// writing it again.
func (f *file) addendum(d dss) []byte {
	a := newAppendix(f)
	a.base = f.revisions[f.last()].end
	store, next := a.size, a.size+1
	text := "<</Type /DSS"
	var streams [][]byte
	for _, part := range []struct {
		key string
		der [][]byte
	}{{"Certs", raws(d.certificates)}, {"CRLs", d.CRLs}, {"OCSPs", d.OCSPs}} {
		if len(part.der) == 0 {
			continue
		}
		var refs []string
		for range part.der {
			refs = append(refs, fmt.Sprintf("%d 0 R", next))
			next++
		}
		text += "\n/" + part.key + " [" + strings.Join(refs, " ") + "]"
		streams = append(streams, part.der...)
	}
	a.size = next
	catalog := f.objectIn(f.root(), f.last()).value
	a.object(f.root(), withEntry(f.raw(catalog), fmt.Sprintf("\n/DSS %d 0 R", store)))
	a.object(store, []byte(text+">>"))
	for i, der := range streams {
		a.object(store+1+i, join(fmt.Appendf(nil, "<</Length %d>>\nstream\n", len(der)), der, []byte("\nendstream")))
	}
	a.end()
	return a.out.Bytes()
}

func raws(all []*x509.Certificate) (ders [][]byte) {
	for _, c := range all {
		ders = append(ders, c.Raw)
	}
	return ders
}

// checkAddendum checks a revision without a signature: data to verify the
// signatures with, and not a byte more. Its signatures then count as covered.
func (v verifier) checkAddendum(f *file, revision int, all []examined) error {
	refusal := invalid("later-update", "文件签名之后又追加了内容")
	d, err := f.store(revision)
	if err != nil || f.objectIn(f.root(), revision-1).value.has("DSS") {
		return v.want(false, refusal)
	}
	before := *f
	before.revisions = f.revisions[:revision]
	r := f.revisions[revision]
	same := bytes.Equal(before.addendum(d), f.data[before.revisions[revision-1].end:r.end])
	if err := v.want(same, refusal); err != nil {
		return err
	}
	if err := v.checkMaterial(d, all); err != nil {
		return err
	}
	for i := range all {
		all[i].material = all[i].covered(d)
	}
	return nil
}

// store reads a document security store.
func (f *file) store(revision int) (d dss, err error) {
	ref := f.objectIn(f.root(), revision).value.get("DSS")
	value := f.objectIn(ref.number, revision).value
	if ref.kind != reference || value.kind != dictionary {
		return d, errSyntax
	}
	for _, e := range value.get("Certs").items {
		c, err := x509.ParseCertificate(f.streamOf(e.value, revision))
		if err != nil {
			return d, err
		}
		d.certificates = append(d.certificates, c)
	}
	for _, e := range value.get("CRLs").items {
		d.CRLs = append(d.CRLs, f.streamOf(e.value, revision))
	}
	for _, e := range value.get("OCSPs").items {
		d.OCSPs = append(d.OCSPs, f.streamOf(e.value, revision))
	}
	if len(d.certificates)+len(d.CRLs)+len(d.OCSPs) > maxMaterial {
		return d, errSyntax
	}
	return d, nil
}

// maxMaterial is more pieces than the chains of some twenty signatures need.
const maxMaterial = 200

func (f *file) streamOf(ref object, revision int) []byte {
	o := f.objectIn(ref.number, revision)
	return f.data[o.data.from:o.data.to]
}
