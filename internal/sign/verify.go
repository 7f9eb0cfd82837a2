package sign

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"strconv"
	"time"
)

// Trust is whom the verifier believes, and when it looks.
type Trust struct {
	Roots      []*x509.Certificate // trusted
	TrialRoots []*x509.Certificate // known, but never trusted
	// Now, unless zero, is the present: without a timestamp a signature cannot
	// come from later, nor be judged once its certificate has run out.
	Now time.Time
}

// Verify judges a file. It never fails and never panics: what it cannot read
// it cannot judge.
func Verify(pdf []byte, t Trust) Report {
	verdict, s, err := verify(pdf, t)
	var p *problem
	switch {
	case errors.As(err, &p):
		return refused(pdf, p)
	case err != nil:
		return refused(pdf, unsupported("other", "文件读不懂"))
	case verdict == Unsigned:
		return Report{Verdict: Unsigned, Reason: "文件没有签名。", Signatures: []Signature{}}
	}
	return accepted(verdict, s)
}

func claimsToBeOurs(pdf []byte) bool { return bytes.Contains(pdf, []byte(ours)) }

func verify(pdf []byte, t Trust) (Verdict, Signature, error) {
	var s Signature
	f, err := readFile(pdf)
	if err != nil {
		return "", s, err
	}
	field, err := f.signatureField()
	if err != nil {
		return "", s, err
	}
	if field == 0 {
		return Unsigned, s, nil
	}
	value, gap, err := f.signatureValue(field)
	if err != nil {
		return "", s, err
	}
	if err := f.checkUpdate(field); err != nil {
		return "", s, err
	}
	der := make([]byte, (gap.to-gap.from-2)/2)
	if _, err := hex.Decode(der, pdf[gap.from+1:gap.to-1]); err != nil {
		return "", s, errSyntax
	}
	o, err := openContainer(der, digestAround(pdf, gap))
	if err != nil {
		return "", s, err
	}
	at, err := time.Parse(parseLayout, string(value.get("M").text))
	if err != nil {
		return "", s, structure("time", "签名没有写明时间")
	}
	c, err := t.judge(o, at)
	if err != nil {
		return "", s, err
	}
	return c.verdict, c.signature(at), nil
}

// parseLayout reads timeLayout; the zone is written +08'00'.
const parseLayout = "D:20060102150405-07'00'"

// signatureField returns the number of the one signature field, or 0 if the
// file has nothing of a signature. As many signed ranges as fields as updates.
func (f *file) signatureField() (int, error) {
	catalog := f.objectIn(f.revisions[0].trailer.get("Root").number, f.last()).value
	perms, form := catalog.get("Perms"), f.resolve(catalog.get("AcroForm"), f.last())
	ranges, fields := f.scanner.byteRanges, f.scanner.sigFields
	if ranges == 0 && fields == 0 && perms.kind == null && !claimsToBeOurs(f.data) {
		return 0, nil
	}
	switch {
	case ranges == 0 || fields == 0:
		return 0, invalid("signature-parts", "签名残缺不全")
	case ranges != fields:
		return 0, invalid("signature-count", "签名的数目前后不一")
	case ranges > 1 && claimsToBeOurs(f.data):
		return 0, invalid("signature-count", "文件签名之后又加了签名，而原签名不许再改")
	case ranges > 1:
		return 0, unsupported("signature-count", "文件有多个签名，本软件不能核验")
	case f.last() > 1 && claimsToBeOurs(f.data):
		return 0, invalid("later-update", "文件签名之后又追加了内容")
	case f.last() != 1:
		return 0, structure("updates", "文件追加的次数与签名的数目不一")
	}
	list := form.get("Fields")
	if list.kind != array || len(list.items) != 1 || list.items[0].value.kind != reference {
		return 0, structure("form", "签名在文件中的登记不合规")
	}
	return list.items[0].value.number, nil
}

// signatureValue returns the signature dictionary and the place of its
// /Contents, which must be exactly what the signature does not cover.
func (f *file) signatureValue(field int) (object, span, error) {
	var gap span
	v := f.objectIn(field, 1).value.get("V")
	value := f.objectIn(v.number, 1).value
	if v.kind != reference || value.kind != dictionary {
		return value, gap, invalid("signature-parts", "签名残缺不全")
	}
	if !value.get("SubFilter").isName("ETSI.CAdES.detached") || !value.get("Filter").isName("Adobe.PPKLite") {
		return value, gap, unsupported("subfilter", "文件的签名方式本软件不能核验")
	}
	contents := value.get("Contents")
	if contents.kind != hexadecimal || len(contents.text) == 0 {
		return value, gap, invalid("contents", "签名数据缺失")
	}
	gap = span{contents.from, contents.to}
	ranges := value.get("ByteRange")
	want := []int{0, gap.from, gap.to, len(f.data) - gap.to}
	if ranges.kind != array || len(ranges.items) != len(want) {
		return value, gap, invalid("byte-range", "签名没有写明覆盖的范围")
	}
	for i, n := range want {
		// Written as an integer is: no sign, no exponent, no zeros in front.
		if string(f.raw(ranges.items[i].value)) != strconv.Itoa(n) {
			return value, gap, invalid("byte-range", "签名没有覆盖整个文件")
		}
	}
	return value, gap, nil
}

func fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}
