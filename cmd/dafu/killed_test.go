package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"dafu/internal/config"
	"dafu/internal/reply"
	"dafu/internal/sample"
	"dafu/internal/service"
)

// endAt names the step of signing at which a test's process is killed.
const endAt = "DAFU_TEST_END_AT"

// killAt ends the process as kill -9 does: no deferred call, no flush.
func killAt(end service.Boundary) func(service.Boundary) {
	return func(b service.Boundary) {
		if b == end {
			_ = syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
}

// desk is a case that waits for the 负责人, prepared in a data folder.
type desk struct {
	t        *testing.T
	dir      string
	fonts    string
	caseID   int64
	approved []byte
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	fonts, err := filepath.Abs("../../fonts")
	must(t, err)
	d := &desk{t: t, dir: t.TempDir(), fonts: fonts}
	d.with(func(p *Program) {
		ctx, s := t.Context(), p.Service
		all, err := enrol(ctx, s, sample.Invented(s.Today()))
		must(t, err)
		m, drafter, head := sample.Earlier(s.Today()), all.actors["keji.chengban"], all.actors["keji.fuze"]
		account := head.Account
		_, err = s.SaveAccount(ctx, service.Operator, service.AccountInput{
			ID: account.ID, DepartmentID: account.DepartmentID, Login: account.Login, Name: account.Name, Role: account.Role, Password: "linshi-kouling-7",
		})
		must(t, err)
		head, err = s.Actor(ctx, account.ID) // its owner changes it at once
		must(t, err)
		must(t, s.ChangePassword(ctx, head, "linshi-kouling-7", officePassword))
		d.caseID, err = s.CreateCase(ctx, drafter, all.caseInput(m, s.Skeletons()[0].Name))
		must(t, err)
		revision, err := s.SaveDraft(ctx, drafter, d.caseID, 0, m.Lead)
		must(t, err)
		must(t, s.SendForApproval(ctx, drafter, d.caseID, revision))
		file, err := s.PreparedFile(ctx, head, d.caseID)
		must(t, err)
		d.approved = file.Bytes
	})
	return d
}

// with opens the folder while nobody serves it.
func (d *desk) with(do func(*Program)) {
	d.t.Helper()
	p, err := Open(config.Config{Data: filepath.Join(d.dir, "data"), Fonts: d.fonts}, time.Now)
	must(d.t, err)
	defer p.Close()
	do(p)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// caller is the 负责人 without a browser.
type caller struct {
	http.Client
	t    *testing.T
	base string
}

func (d *desk) call(s started) *caller {
	d.t.Helper()
	jar, err := cookiejar.New(nil)
	must(d.t, err)
	c := &caller{http.Client{Jar: jar}, d.t, strings.TrimSuffix(s.url, "/")}
	if page, err := c.post("/login", url.Values{"login": {"keji.fuze"}, "password": {officePassword}, "next": {"/work"}}); err != nil || !strings.Contains(page, "退出") {
		d.t.Fatalf("cannot log in: %v\n%s", err, page)
	}
	return c
}

func (c *caller) post(path string, form url.Values) (string, error) {
	r, err := c.PostForm(c.base+path, form)
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	return string(b), err
}

func (c *caller) get(path string) string {
	c.t.Helper()
	r, err := c.Get(c.base + path)
	must(c.t, err)
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	must(c.t, err)
	return string(b)
}

// press looks at the letter and presses 签发.
func (d *desk) press(c *caller) (string, error) {
	d.t.Helper()
	path := d.path() + "/issue"
	seen := regexp.MustCompile(`name="sha256" value="([0-9a-f]{64})"><input type="hidden" name="number" value="([^"]+)"><input type="hidden" name="version" value="([0-9]+)"`).FindStringSubmatch(c.get(path))
	if seen == nil {
		d.t.Fatalf("the page to sign off names no file:\n%s", c.get(path))
	}
	return c.post(path, url.Values{"sha256": {seen[1]}, "number": {seen[2]}, "version": {seen[3]}})
}

func (d *desk) path() string { return "/cases/" + strconv.FormatInt(d.caseID, 10) }

// Killed with kill -9 at every step and started again, the program has exactly
// one signed file whose beginning is what was approved.
func TestKilledWhileSigning(t *testing.T) {
	for _, end := range service.Boundaries {
		t.Run(string(end), func(t *testing.T) {
			d := newDesk(t)
			command := exec.Command(os.Args[0], "--fonts", d.fonts)
			command.Env = append(os.Environ(), endAt+"="+string(end))
			doomed := launch(t, d.dir, command)
			if page, err := d.press(d.call(doomed)); err == nil {
				t.Fatalf("it answered:\n%.400s", page)
			}
			_ = doomed.command.Wait()
			if status := doomed.command.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != syscall.SIGKILL {
				t.Fatalf("it ended with %v", doomed.command.ProcessState)
			}
			d.checkStored(end == service.Kept)

			s := start(t, d.dir, "--fonts", d.fonts)
			c := d.call(s)
			if end == service.Ordering { // the press was never kept: it waits for another
				_, err := d.press(c)
				must(t, err)
			}
			d.awaitIssued(c)
			s.stop(t)
			d.checkStored(true)
		})
	}
}

func (d *desk) awaitIssued(c *caller) {
	d.t.Helper()
	page := ""
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if page = c.get(d.path()); strings.Contains(page, "答复已签发") {
			return
		}
	}
	d.t.Fatalf("the letter is not issued:\n%s", page)
}

// checkStored looks at what is in the folder: one signed letter with everything
// that belongs to it, or no trace of one.
func (d *desk) checkStored(signed bool) {
	d.t.Helper()
	d.with(func(p *Program) {
		ctx := d.t.Context()
		boss := reply.Actor{Account: reply.Account{Role: reply.Coordinator}}
		page, err := p.Service.Case(ctx, boss, d.caseID)
		must(d.t, err)
		times := 0
		for _, e := range page.Events {
			if e.Act == reply.Issue {
				times++
			}
		}
		if !signed {
			issued := slices.ContainsFunc(page.Letters, func(l reply.Letter) bool { return l.State != reply.Prepared || l.SignedSHA != "" })
			if issued || page.Case.State != reply.Approval || times != 0 {
				d.t.Errorf("by half: case %s, %d times signed off, letters %+v", page.Case.State, times, page.Letters)
			}
			return
		}
		file, err := p.Service.Download(ctx, boss, page.Letters[0].ID)
		must(d.t, err)
		if !bytes.HasPrefix(file.Bytes, d.approved) || file.SHA256 != page.Letters[0].SignedSHA {
			d.t.Error("the signed file is not the approved one with a signature behind it")
		}
		if page.Case.State != reply.Replied || times != 1 || len(page.Letters) != 1 || page.Signing != nil {
			d.t.Errorf("case %s, %d times signed off, %d letters, job %v", page.Case.State, times, len(page.Letters), page.Signing)
		}
		if page.Judgement == nil || page.Judgement.Verdict != service.TrialOnly {
			d.t.Errorf("the verifier says %+v", page.Judgement)
		}
	})
}

// announcing is a signer with a certificate that ends soon.
type announcing struct{ service.Signer }

func (announcing) KeyNotices(time.Time) []string {
	return []string{"某省科学技术厅的签名证书将到期"}
}

func TestTheLogSaysWhichCertificatesEndSoon(t *testing.T) {
	var out strings.Builder
	p := &Program{Service: service.New(service.Parts{Signer: announcing{}, Clock: time.Now})}
	p.announceKeys(t.Context(), slog.New(slog.NewTextHandler(&out, nil)))
	if !strings.Contains(out.String(), "level=WARN") || !strings.Contains(out.String(), "将到期") {
		t.Errorf("the log says %q", out.String())
	}
}
