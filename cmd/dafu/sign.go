package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/sign"
)

// signing is what the flags of dafu sign say.
type signing struct {
	out, key, seal, fonts string
	secret                sign.Secret
	tsa                   string
	tsaRoots, lists       []string
}

func newSign(c console) *cobra.Command {
	var s signing
	command := &cobra.Command{
		Use:   "sign 文件.pdf -o 新文件.pdf --key 密钥文件",
		Short: "给一份答复签名，供脚本使用",
		Long: "给 dafu 排出、还没有签名的 PDF 签名，写成新文件，原文件不动。\n" +
			"密钥文件是 PKCS#12 文件，或者 PEM 文件（密钥和证书在一起）。写明 --seal 时盖印，\n" +
			"不写时签名不显示在页面上。写明 --tsa 时加时间戳，取不到时间戳就不签名；\n" +
			"不写时签名只有签名人自报的时间。",
		Example: "  dafu sign 答复.pdf -o 已签名.pdf --key 省科技厅.p12 --passphrase-file 口令",
		Args:    exactly("要签名的 PDF 文件"),
		RunE: func(command *cobra.Command, args []string) error {
			switch {
			case s.out == "":
				return wrongUse("没有写明输出文件，请用 -o 新文件.pdf")
			case s.key == "":
				return wrongUse("没有写明密钥，请用 --key 密钥文件")
			case s.tsa == "" && len(s.tsaRoots) > 0:
				return wrongUse("写了 --tsa-root，没有写 --tsa；没有时间戳服务的地址，就不加时间戳")
			}
			if s.tsa != "" {
				if err := sign.CheckAddress(s.tsa); err != nil {
					return wrongUse("时间戳服务的地址不对：%s", shown(err))
				}
			}
			if err := notOnto(s.out, append([]string{args[0], s.key}, s.tsaRoots...)...); err != nil {
				return err
			}
			file, err := readInput(args[0], c.in, maxPDFFile)
			if err != nil {
				return err
			}
			r, err := s.request(c)
			if err != nil {
				return err
			}
			signed, err := sign.SignContext(command.Context(), file, r)
			if err != nil {
				return errors.New("不能签名：" + whyUnsigned(err))
			}
			level, err := s.check(signed, r)
			if err != nil {
				return err
			}
			if err := writeOutput(s.out, signed); err != nil {
				return err
			}
			c.printf("已写入 %s，签名人：%s\n签名级别：%s（%s）\n", s.out, r.Name, level, levelWords[level])
			s.explain(c, signed, r, level)
			return nil
		},
	}
	f := command.Flags()
	f.StringVarP(&s.out, "output", "o", "", "写入的 PDF `文件`")
	f.StringVar(&s.key, "key", "", "密钥`文件`：PKCS#12 或 PEM")
	secretFlags(command, &s.secret)
	f.StringVar(&s.seal, "seal", "", "印章`位置`，写作“页,横,纵”：第几页，印章中心到纸左边和上边的磅数")
	f.StringVar(&s.fonts, "fonts", "", "字体`目录`，盖印用，不写时在程序旁边找")
	f.StringVar(&s.tsa, "tsa", "", "时间戳服务的`地址`")
	f.StringArrayVar(&s.tsaRoots, "tsa-root", nil, "时间戳服务的根证书 PEM `文件`，可以写多次")
	f.StringArrayVar(&s.lists, "crl", nil, "吊销列表的`文件或地址`，写明时把验证资料附在文件里，可以写多次")
	return command
}

// whyUnsigned is what of a failure a person can use, without what the program
// was at.
func whyUnsigned(err error) string {
	if p := reply.ProblemsOf(err); len(p) > 0 {
		return p[0].Text
	}
	return err.Error()
}

func (s signing) request(c console) (sign.Request, error) {
	key, err := sign.OpenKey(s.key, s.secret)
	if err != nil {
		return sign.Request{}, unreadable("密钥 %s 打不开：%s", s.key, shown(err))
	}
	r := sign.Request{Key: key, At: time.Now(), Name: key.Name()}
	if r.Seal, err = s.stamp(key); err != nil {
		return r, err
	}
	if s.tsa != "" {
		r.Authority = &sign.Authority{URL: s.tsa}
		if r.Authority.Roots, err = readAllCertificates(s.tsaRoots, c); err != nil {
			return r, err
		}
	}
	if len(s.lists) > 0 {
		r.Revocation = &keptLists{sources: s.lists, read: map[string][]byte{}}
	}
	return r, nil
}

// sealDiameter is 42 mm, the size of a department's seal, in points.
const sealDiameter = 42 * layout.MM

// stamp draws the seal, if one is wanted.
func (s signing) stamp(key sign.Key) (stamp sign.Stamp, err error) {
	if s.seal == "" {
		return stamp, nil
	}
	place := layout.SealPlace{Diameter: sealDiameter}
	var rest string
	if n, _ := fmt.Sscanf(s.seal+" ", "%d,%g,%g%s", &place.Page, &place.X, &place.Y, &rest); n != 3 || place.Page < 1 {
		return stamp, wrongUse("印章位置“%s”不对，请写作“页,横,纵”，如 2,400,500", s.seal)
	}
	place.Page--
	press, err := newPress(s.fonts, "")
	if err != nil {
		return stamp, err
	}
	drawn, err := press.Seal(key.Organization(), key.Trial, sealDiameter)
	if err != nil {
		return stamp, printable(err)
	}
	return sign.Stamp{Content: drawn.Content, Size: drawn.Diameter, Place: place}, nil
}

// keptLists are revocation lists that remember what was read of each.
type keptLists struct {
	sources []string
	read    map[string][]byte
}

// Material implements sign.Revocation.
func (l *keptLists) Material(ctx context.Context, chain []*x509.Certificate) (all sign.Material, err error) {
	for _, source := range l.sources {
		if _, there := l.read[source]; !there {
			m, err := sign.Lists{Sources: []string{source}}.Material(ctx, chain)
			if err != nil {
				return sign.Material{}, err
			}
			l.read[source] = m.CRLs[0]
		}
		all.CRLs = append(all.CRLs, l.read[source])
	}
	return all, nil
}

// explain names each list that was not put into the file, and why the level is
// not the one that lists are for.
func (s signing) explain(c console, signed []byte, r sign.Request, level string) {
	lists, ok := r.Revocation.(*keptLists)
	if !ok {
		return
	}
	for _, source := range lists.sources {
		if !bytes.Contains(signed, lists.read[source]) {
			fmt.Fprintf(c.err, "吊销列表 %s 不是签名所用证书的签发机构出的，没有附在文件里\n", source)
		}
	}
	if level != "B-LT" && r.Authority == nil {
		fmt.Fprintln(c.err, "附了吊销列表，但没有时间戳（--tsa），级别不到 B-LT")
	}
}

// check holds the signed file to what anybody would say of it, and returns its
// level.
func (s signing) check(signed []byte, r sign.Request) (string, error) {
	trust := sign.Trust{Roots: r.Key.Chain[len(r.Key.Chain)-1:], Now: time.Now()}
	if r.Authority != nil {
		trust.TimeRoots = r.Authority.Roots
	}
	report := sign.Verify(signed, trust)
	if len(report.Signatures) == 0 {
		return "", errors.New("签名之后验证不通过：" + report.Reason)
	}
	return report.Signatures[0].Level, nil
}
