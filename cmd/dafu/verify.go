package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dafu/internal/calendar"
	"dafu/internal/sign"
)

func newVerify(c console) *cobra.Command {
	var asJSON bool
	var roots, timeRoots []string
	command := &cobra.Command{
		Use:   "verify 文件.pdf",
		Short: "验证一份答复的签名",
		Long: "验证 PDF 的签名，说明由谁签名、签名之后有没有改动。其他软件签的 PDF 也能验证；\n不能判断的，说明原因。\n\n" +
			"退出码：0 有效且可信；3 有效，但所用的是试用证书或不认识的机构签发的证书；\n" +
			"1 无效、没有签名或不能判断；2 命令写得不对。",
		Example: "  dafu verify 答复.pdf --trust 根证书.pem",
		Args:    exactly("要验证的 PDF 文件"),
		RunE: func(_ *cobra.Command, args []string) error {
			trust := sign.Trust{Now: time.Now()}
			var err error
			if trust.Roots, err = readAllCertificates(roots, c); err != nil {
				return err
			}
			if trust.TimeRoots, err = readAllCertificates(timeRoots, c); err != nil {
				return err
			}
			file, err := readInput(args[0], c.in, maxPDFFile)
			if err != nil {
				return err
			}
			report := sign.Verify(file, trust)
			if err := showReport(c, args[0], report, asJSON); err != nil {
				return err
			}
			return outcome(report.Verdict)
		},
	}
	command.Flags().BoolVar(&asJSON, "json", false, "以 JSON 输出，供其他程序读取")
	command.Flags().StringArrayVar(&roots, "trust", nil, "受信任的根证书 PEM `文件`，可以写多次")
	command.Flags().StringArrayVar(&timeRoots, "trust-time", nil, "受信任的时间戳服务根证书 PEM `文件`，可以写多次")
	return command
}

// outcome is the exit code of a verdict.
func outcome(v sign.Verdict) error {
	switch v {
	case sign.Trusted:
		return nil
	case sign.TrialOnly, sign.UnknownRoot:
		return &exit{code: exitTrial}
	}
	return &exit{code: exitBad}
}

func readAllCertificates(names []string, c console) (all []*x509.Certificate, err error) {
	for _, name := range names {
		found, err := readCertificates(name, c)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func readCertificates(name string, c console) (all []*x509.Certificate, err error) {
	rest, err := readInput(name, c.in, maxTextFile)
	if err != nil {
		return nil, err
	}
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		one, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, unreadable("%s 里有一张证书读不懂", name)
		}
		all = append(all, one)
	}
	if len(all) == 0 {
		return nil, unreadable("%s 里没有 PEM 格式的证书", name)
	}
	return all, nil
}

func showReport(c console, name string, r sign.Report, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(c.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(r)
	}
	c.printf("%s：%s\n%s\n", name, verdictWords[r.Verdict], r.Reason)
	for i, s := range r.Signatures {
		if len(r.Signatures) > 1 {
			c.printf("第%d个签名：%s\n", i+1, verdictWords[s.Verdict])
		}
		showSignature(c, s)
	}
	return nil
}

func showSignature(c console, s sign.Signature) {
	at := s.Time.In(calendar.China)
	by := map[string]string{
		sign.SelfDeclared:     "（签名人自报）",
		sign.Timestamped:      "（时间戳：" + strings.Join(s.Authority, " ← ") + "）",
		sign.UnknownAuthority: "（签名人自报；文件中的时间戳出自不认识的机构，不作凭据）",
	}[s.TimeSource]
	c.printf("签名人：%s\n证书链：%s\n签名时间：%s %s%s\n", s.Signer, strings.Join(s.Chain, " ← "),
		calendar.On(at).Han(), at.Format("15:04:05"), by)
	c.printf("签名级别：%s（%s）\n", s.Level, levelWords[s.Level])
}

var levelWords = map[string]string{
	"B-B": "没有可信的时间戳", "B-T": "有时间戳", "B-LT": "有时间戳和吊销信息，可长期验证",
}

var verdictWords = map[sign.Verdict]string{
	sign.Trusted: "有效，可信", sign.TrialOnly: "有效，试用证书", sign.UnknownRoot: "有效，签发机构不明",
	sign.Invalid: "无效", sign.Unsigned: "没有签名", sign.CannotJudge: "不能判断",
}

// verify holds the demo's letter to what the software itself and a stranger
// would say of it: intact, and made with a trial key.
func (p *play) verify(context.Context) error {
	report := sign.Verify(p.file, sign.Trust{TrialRoots: p.Keys.Roots(), Now: p.now})
	if report.Verdict != sign.TrialOnly {
		return fmt.Errorf("%s：%s", verdictWords[report.Verdict], report.Reason)
	}
	p.printf("%15s%s\n", "", report.Reason)
	return nil
}
