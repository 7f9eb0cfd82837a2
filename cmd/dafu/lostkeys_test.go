package main

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dafu/internal/config"
	"dafu/internal/reply"
	"dafu/internal/sample"
	"dafu/internal/service"
	"dafu/internal/sign"
)

// house is a data folder with a reply that waits for 签发.
type house struct {
	t      *testing.T
	config config.Config
	head   reply.Actor
	caseID int64
}

func newHouse(t *testing.T) house {
	t.Helper()
	h := house{t: t, config: config.Config{Data: filepath.Join(t.TempDir(), "data"), Fonts: "../../fonts"}}
	h.use(func(ctx context.Context, p *Program) error {
		m := sample.Earlier(p.Service.Today())
		all, err := enrol(ctx, p.Service, sample.Invented(p.Service.Today()))
		if err != nil {
			return err
		}
		drafter := all.actors["keji.chengban"]
		h.head = all.actors["keji.fuze"]
		if h.caseID, err = p.Service.CreateCase(ctx, drafter, all.caseInput(m, p.Service.Skeletons()[0].Name)); err != nil {
			return err
		}
		revision, err := p.Service.SaveDraft(ctx, drafter, h.caseID, 0, m.Lead)
		if err != nil {
			return err
		}
		return p.Service.SendForApproval(ctx, drafter, h.caseID, revision)
	})
	return h
}

// use opens the program on the folder, as a start does.
func (h house) use(fn func(ctx context.Context, p *Program) error) {
	h.t.Helper()
	p, err := Open(h.config, time.Now)
	if err != nil {
		h.t.Fatal(err)
	}
	defer p.Close()
	if err := fn(h.t.Context(), p); err != nil {
		h.t.Fatal(err)
	}
}

func (h house) keys() string { return filepath.Join(h.config.Data, "keys") }

// prepares opens the 签发 page, and says whether the letter would be a trial's.
func (h house) prepares() (trial bool, err error) {
	h.t.Helper()
	h.use(func(ctx context.Context, p *Program) error {
		var view service.IssueView
		view, err = p.Service.PrepareIssue(ctx, h.head, h.caseID)
		trial = view.Letter.Trial
		return nil
	})
	return trial, err
}

// announced is what the log says at the start.
func (h house) announced() string {
	h.t.Helper()
	var out bytes.Buffer
	h.use(func(ctx context.Context, p *Program) error {
		p.announceKeys(ctx, slog.New(slog.NewTextHandler(&out, nil)))
		return nil
	})
	return out.String()
}

func (h house) refuses(says string) {
	h.t.Helper()
	if out := h.announced(); !strings.Contains(out, says) || !strings.Contains(out, "备份") {
		h.t.Errorf("at the start nothing says %q:\n%s", says, out)
	}
	if _, err := h.prepares(); reply.CodeOf(err) != reply.Unavailable || !strings.Contains(err.Error(), says) {
		h.t.Errorf("the 签发 page: %v, want one that says %q", err, says)
	}
}

func (h house) prepared(trial bool) {
	h.t.Helper()
	if out := h.announced(); strings.Contains(out, "恢复") {
		h.t.Errorf("keys are missed: %s", out)
	}
	if got, err := h.prepares(); err != nil || got != trial {
		h.t.Errorf("trial %v, %v, want %v", got, err, trial)
	}
}

// imported gives the lead a key of its own.
func (h house) imported() {
	h.t.Helper()
	dir := h.t.TempDir()
	credentials(h.t, dir, 365)
	code, out, complaints := dafu(h.t, dir, "", "keys", "import", "key.p12", "--data", h.config.Data,
		"--department", h.head.Department.FullName, "--passphrase-file", "pass")
	if code != 0 {
		h.t.Fatal(out + complaints)
	}
}

func (h house) rename(from, to string) {
	h.t.Helper()
	if err := os.Rename(from, to); err != nil {
		h.t.Fatal(err)
	}
}

// A folder of keys that is lost, or another one in its place, is said before
// anything is signed, and no trial key takes the place of a real one.
func TestKeysFolderIsLost(t *testing.T) {
	h := newHouse(t)
	h.prepared(true)
	aside := h.keys() + ".aside"

	h.rename(h.keys(), aside) // only trial keys were in it
	h.refuses("不是原来的那一个")
	if _, err := os.Stat(h.keys()); err == nil {
		t.Error("a folder of keys was made quietly")
	}
	h.rename(aside, h.keys())
	h.prepared(true)

	h.imported()
	h.prepared(false)
	h.rename(h.keys(), aside)
	h.refuses("原来用本单位自己的密钥签章")

	if _, err := sign.OpenKeyring(h.keys(), time.Now); err != nil { // of another installation
		t.Fatal(err)
	}
	h.refuses("原来用本单位自己的密钥签章")
	if err := os.RemoveAll(h.keys()); err != nil {
		t.Fatal(err)
	}
	h.rename(aside, h.keys())
	h.prepared(false)

	// The entry of the department is gone, the rest is there.
	h.rename(filepath.Join(h.keys(), "keys.json"), filepath.Join(h.keys(), "keys.json.old"))
	h.refuses("原来用本单位自己的密钥签章")

	code, out, complaints := dafu(t, ".", "", "keys", "accept", "--data", h.config.Data)
	if code != 0 || !strings.Contains(out, "已承认") {
		t.Fatalf("exit %d: %s%s", code, out, complaints)
	}
	h.prepared(true)
}

// The keys of another installation in the place of ours, with a key in the same
// department's name.
func TestKeysFolderOfAnotherInstallation(t *testing.T) {
	ours, other := newHouse(t), newHouse(t)
	ours.imported()
	other.imported()
	if err := os.RemoveAll(ours.keys()); err != nil {
		t.Fatal(err)
	}
	ours.rename(other.keys(), ours.keys())
	ours.refuses("不是原来的")
}

// A department's own key that is replaced by its next one is no loss.
func TestRenewedKeyIsKnown(t *testing.T) {
	h := newHouse(t)
	h.imported()
	h.imported()
	h.prepared(false)
}
