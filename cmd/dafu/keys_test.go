package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"dafu/internal/config"
	"dafu/internal/service"
	"dafu/internal/sign"
)

const bureau = "某某省农业农村厅"

// credentials writes a signer's key as key.pem and key.p12 and its root as
// root.pem; the passphrase stands in the file named pass.
func credentials(t *testing.T, dir string, days int) {
	t.Helper()
	made := func(name string, ca bool, public any, parent *x509.Certificate, by any) *x509.Certificate {
		c := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name, Organization: []string{name}},
			NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(0, 0, days), IsCA: ca, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature}
		if ca {
			c.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
		}
		if parent == nil {
			parent = c
		}
		der, err := x509.CreateCertificate(rand.Reader, c, parent, public, by)
		if err != nil {
			t.Fatal(err)
		}
		c, err = x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	var keys [2]*ecdsa.PrivateKey
	for i := range keys {
		var err error
		if keys[i], err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	root := made("某某省根证书", true, keys[0].Public(), nil, keys[0])
	leaf := made(bureau, false, keys[1].Public(), root, keys[0])
	private, err := x509.MarshalPKCS8PrivateKey(keys[1])
	if err != nil {
		t.Fatal(err)
	}
	text := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	write(t, dir, "root.pem", text("CERTIFICATE", root.Raw))
	write(t, dir, "key.pem", text("PRIVATE KEY", private)+text("CERTIFICATE", leaf.Raw)+text("CERTIFICATE", root.Raw))
	caKey, err := x509.MarshalPKCS8PrivateKey(keys[0])
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "root.key", text("PRIVATE KEY", caKey))
	write(t, dir, "pass", "开门\n")
	made12 := exec.Command("openssl", "pkcs12", "-export", "-in", "key.pem", "-out", "key.p12", "-passout", "file:pass")
	made12.Dir = dir
	if out, err := made12.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, name := range []string{"key.pem", "key.p12", "pass", "root.pem"} {
		if err := os.Chmod(filepath.Join(dir, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSignAndVerifyOnTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	credentials(t, dir, 365)
	write(t, dir, "notice.txt", notice)
	write(t, dir, "open.pem", "x")
	other := t.TempDir()
	credentials(t, other, 365)
	read := func(dir, name string) string {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	private, _, _ := strings.Cut(read(other, "key.pem"), "-----BEGIN CERTIFICATE")
	write(t, dir, "other.pem", private+read(dir, "root.pem"))
	write(t, dir, "root-only.pem", read(dir, "root.pem"))
	write(t, dir, "notice.pass", "wrong")
	for _, name := range []string{"other.pem", "root-only.pem", "notice.pass"} {
		if err := os.Chmod(filepath.Join(dir, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tc := range []struct {
		args string
		code int
		want string
	}{
		{"render notice.txt -o a.pdf", 0, "共 1 页"},
		{"sign a.pdf -o s.pdf --key key.p12 --passphrase-file pass", 0, "签名人：" + bureau},
		{"verify s.pdf --trust root.pem", 0, "有效，可信"},
		{"verify s.pdf", 3, "签发机构不明"},
		{"verify s.pdf --trust root.pem", 0, "签名级别：B-B（没有可信的时间戳）"},
		{"sign a.pdf -o p.pdf --key key.pem --seal 1,400,300", 0, "已写入 p.pdf"},
		{"verify p.pdf --trust root.pem", 0, "有效，可信"},
		{"sign", 2, "没有写明要签名的 PDF 文件"},
		{"sign a.pdf --key key.pem", 2, "没有写明输出文件"},
		{"sign a.pdf -o no.pdf", 2, "没有写明密钥"},
		{"sign a.pdf -o no.pdf --key open.pem", 2, "chmod 600"},
		{"sign a.pdf -o no.pdf --key key.p12", 2, "没有写明口令"},
		{"sign a.pdf -o no.pdf --key key.p12 --passphrase-file notice.pass", 2, "口令不对"},
		{"sign a.pdf -o no.pdf --key root-only.pem", 2, "没有私钥"},
		{"sign a.pdf -o no.pdf --key other.pem", 2, "私钥与证书不是一对"},
		{"sign a.pdf -o no.pdf --key key.pem --seal 0,1,1", 2, "印章位置“0,1,1”不对"},
		{"sign a.pdf -o no.pdf --key key.pem --seal 1,2", 2, "印章位置“1,2”不对"},
		{"sign a.pdf -o no.pdf --key key.pem --seal 99,100,100", 1, "文件没有第99页"},
		{"sign a.pdf -o no.pdf --key key.pem --seal 1,-200,9999", 1, "印章有一部分在第1页的纸外"},
		{"sign a.pdf -o no.pdf --key key.pem --seal 1,30,400", 1, "印章有一部分在第1页的纸外"},
		{"sign s.pdf -o no.pdf --key key.pem", 1, "文件已经签过名"},
		{"sign notice.txt -o no.pdf --key key.pem", 1, "不是 PDF"},
		{"sign a.pdf -o no.pdf --key key.pem --tsa-root root.pem", 2, "没有写 --tsa"},
		{"sign a.pdf -o no.pdf --key key.pem --tsa not-a-url", 2, "不是网址"},
		{"sign a.pdf -o no.pdf --key key.pem --tsa ftp://x/", 2, "不是网址"},
		{"sign a.pdf -o ./a.pdf --key key.pem", 2, "输入文件 a.pdf 本身"},
		{"sign a.pdf -o key.pem --key key.pem", 2, "输入文件 key.pem 本身"},
		{"render notice.txt -o notice.txt", 2, "输入文件 notice.txt 本身"},
		{"export notice.txt -o notice.txt", 2, "输入文件 notice.txt 本身"},
		{"sign a.pdf -o no.pdf --key key.pem --tsa-root root.pem --tsa http://127.0.0.1:1/", 1, "请稍后再试"},
		{"sign a.pdf -o no.pdf --key key.pem --crl gone.crl", 1, "吊销信息"},
	} {
		code, out, complaints := dafu(t, dir, "", strings.Fields(tc.args)...)
		if code != tc.code || !strings.Contains(out+complaints, tc.want) {
			t.Errorf("%s: exit %d, want %d with %q; wrote\n%s%s", tc.args, code, tc.code, tc.want, out, complaints)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "no.pdf")); err == nil {
		t.Error("a file was written all the same")
	}
	_, out, _ := dafu(t, dir, "", "verify", "s.pdf", "--json", "--trust", "root.pem")
	var r sign.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil || len(r.Signatures) != 1 || r.Signatures[0].Signer != bureau || r.Signatures[0].Verdict != sign.Trusted {
		t.Errorf("%v: %s", err, out)
	}
}

func TestKeysOnTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	credentials(t, dir, 20)
	p, err := Open(config.Config{Data: filepath.Join(dir, "data"), Fonts: "../../fonts"}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Service.SaveDepartment(t.Context(), service.Operator, service.DepartmentInput{FullName: bureau, ShortName: "省农业农村厅", NumberPrefix: "某农复"})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		args string
		code int
		want string
	}{
		{"keys", 2, "请写明 list、import、request 或 accept"},
		{"keys list --data gone", 1, "没有签章密钥"},
		{"keys list --data data", 0, "还没有签章密钥"},
		{"keys import key.p12 --data gone --department 省农业农村厅", 1, "没有数据库"},
		{"keys import key.p12 --data data", 2, "没有写明单位"},
		{"keys import key.p12 --data data --department 省水利厅", 1, "没有单位“省水利厅”"},
		{"keys import key.p12 --data data --department 省农业农村厅", 1, "没有写明口令"},
		{"keys import root.pem --data data --department 省农业农村厅", 1, "证书申请"},
		{"keys request --data data --department 省农业农村厅", 2, "没有写明输出文件"},
		{"keys request --data data --department 省农业农村厅 -o a.csr", 0, "的证书申请 a.csr"},
		{"keys import key.p12 --data data --department 省农业农村厅 --passphrase-file pass", 0, "已导入“" + bureau + "”的签章密钥"},
		{"keys list --data data", 1, "PKCS#12"},
		{"keys list --data data", 1, "请及时更换"},
		{"keys list --data data --json", 1, `"kind": "pkcs12"`},
	} {
		code, out, complaints := dafu(t, dir, "", strings.Fields(tc.args)...)
		if code != tc.code || !strings.Contains(out+complaints, tc.want) {
			t.Errorf("%s: exit %d, want %d with %q; wrote\n%s%s", tc.args, code, tc.code, tc.want, out, complaints)
		}
	}
}

// No reason that the console gives holds words of the program's inside.
func TestReasonsOfSigningAreChinese(t *testing.T) {
	dir := t.TempDir()
	credentials(t, dir, 365)
	write(t, dir, "notice.txt", notice)
	write(t, dir, "gone.pass", "wrong")
	if err := os.Chmod(filepath.Join(dir, "gone.pass"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"render notice.txt -o a.pdf", "sign a.pdf -o s.pdf --key key.pem"} {
		if code, out, complaints := dafu(t, dir, "", strings.Fields(args)...); code != 0 {
			t.Fatal(out + complaints)
		}
	}
	latin := regexp.MustCompile(`[A-Za-z]{3,}( [A-Za-z]{2,})+`)
	for _, args := range []string{
		"sign a.pdf -o no.pdf --key key.p12", "sign a.pdf -o no.pdf --key key.p12 --passphrase-file gone.pass",
		"sign a.pdf -o no.pdf --key root.pem", "sign a.pdf -o no.pdf --key gone.pem", "sign a.pdf -o no.pdf --key notice.txt --passphrase-file pass",
		"sign a.pdf -o no.pdf --key key.pem --seal 99,300,300", "sign s.pdf -o no.pdf --key key.pem", "sign s.pdf -o no.pdf --key key.pem --seal 1,300,300",
		"sign notice.txt -o no.pdf --key key.pem", "sign a.pdf -o no.pdf --key key.pem --crl gone.crl", "sign a.pdf -o no.pdf --key key.pem --crl notice.txt",
	} {
		code, out, complaints := dafu(t, dir, "", strings.Fields(args)...)
		if code == 0 || latin.MatchString(out+complaints) {
			t.Errorf("%s: exit %d\n%s%s", args, code, out, complaints)
		}
	}
}

// A list that is not used is named, and so is the level that was reached.
func TestListsThatAreNotUsedAreNamed(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	credentials(t, dir, 365)
	credentials(t, other, 365)
	write(t, dir, "notice.txt", notice)
	for _, place := range []string{dir, other} {
		private, err := os.ReadFile(filepath.Join(place, "root.key"))
		if err != nil {
			t.Fatal(err)
		}
		root, err := os.ReadFile(filepath.Join(place, "root.pem"))
		if err != nil {
			t.Fatal(err)
		}
		key, _ := pem.Decode(private)
		signer, err := x509.ParsePKCS8PrivateKey(key.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		block, _ := pem.Decode(root)
		issuer, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		der, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: time.Now().Add(-time.Hour), NextUpdate: time.Now().AddDate(0, 0, 7)}, issuer, signer.(crypto.Signer))
		if err != nil {
			t.Fatal(err)
		}
		write(t, place, "list.crl", string(der))
	}
	if code, out, complaints := dafu(t, dir, "", "render", "notice.txt", "-o", "a.pdf"); code != 0 {
		t.Fatal(out + complaints)
	}
	stranger := filepath.Join(other, "list.crl")
	code, out, complaints := dafu(t, dir, "", "sign", "a.pdf", "-o", "s.pdf", "--key", "key.pem", "--crl", "list.crl", "--crl", stranger)
	if code != 0 || !strings.Contains(out, "签名级别：B-B") || !strings.Contains(complaints, stranger+" 不是签名所用证书的签发机构出的") ||
		strings.Contains(complaints, "list.crl 没有") || !strings.Contains(complaints, "级别不到 B-LT") {
		t.Errorf("exit %d\n%s%s", code, out, complaints)
	}
}
