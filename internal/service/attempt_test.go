package service_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"dafu/internal/layout"
	"dafu/internal/reply"
	"dafu/internal/service"
)

// Overtaken by an attempt that has not come to its end either, an attempt stores
// nothing.
func TestAnOvertakenAttemptStoresNothing(t *testing.T) {
	s := newStage(t)
	id, view, approved := s.approved()
	other := s.program(s.store, failing{s.signer})
	s.boundary = func(b service.Boundary) {
		if b == service.Signed {
			s.boundary = nil
			if n, err := other.ResumeSigning(s.ctx); n != 0 || err == nil {
				t.Errorf("the other: %d, %v", n, err)
			}
		}
	}
	l, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Unavailable)
	if l.State != reply.Prepared {
		t.Errorf("the letter is %s", l.State)
	}
	_, err = s.RetrySigning(s.ctx, s.head(), id)
	s.must(err)
	s.signedOnce(id, approved)
}

func TestWhoeverPressedMayCloseTheBrowser(t *testing.T) {
	s := newStage(t)
	id, view, approved := s.approved()
	ctx, gone := context.WithCancel(s.ctx)
	s.boundary = func(b service.Boundary) {
		if b == service.Claimed {
			gone()
		}
	}
	_, err := s.Issue(ctx, s.head(), id, view.Approval())
	s.must(err)
	s.signedOnce(id, approved)
}

func TestStoredBytesThatAreNotTheApprovedOnes(t *testing.T) {
	s := newStage(t)
	id, view, approved := s.approved()
	rotten := s.program(worn{s.store, func(b []byte) []byte { b[len(b)/2] ^= 1; return b }}, s.signer)
	_, err := rotten.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Unavailable)
	page, err := s.Case(s.ctx, s.head(), id)
	s.must(err)
	if !strings.Contains(page.Next.Text, "与审阅时的不一致") {
		t.Errorf("next: %s", page.Next.Text)
	}
	_, err = s.RetrySigning(s.ctx, s.head(), id)
	s.must(err)
	s.signedOnce(id, approved)
}

// official is the trial signer that claims to be none: pages without 样张.
type official struct{ service.Signer }

func (official) Trial(reply.Department) (bool, error) { return false, nil }

func TestAKeyOfAnotherKindThanWasApproved(t *testing.T) {
	s := newStage(t)
	keys := s.signer
	s.wire(official{keys})
	id, view, _ := s.approved()
	_, err := s.Issue(s.ctx, s.head(), id, view.Approval())
	s.refused(err, reply.Unavailable)
	page, err := s.Case(s.ctx, s.head(), id)
	s.must(err)
	if !strings.Contains(page.Next.Text, "签章密钥在审阅之后更换过") {
		t.Errorf("next: %s", page.Next.Text)
	}
	s.wire(bent{official{keys}, func(pdf []byte) []byte { return bytes.Clone(pdf) }})
	_, err = s.RetrySigning(s.ctx, s.head(), id)
	if !strings.Contains(fmt.Sprint(err), "does not verify") {
		t.Errorf("a file without a signature: %v", err)
	}
}

// bent is a signer that does not keep to its contract.
type bent struct {
	service.Signer
	sign func(pdf []byte) []byte
}

func (b bent) Sign(pdf []byte, _ reply.Department, _ service.Seal, _ layout.SealPlace, _ time.Time) ([]byte, error) {
	return b.sign(pdf), nil
}

func TestWhatASignerReturnsIsChecked(t *testing.T) {
	s := newStage(t)
	id, view, approved := s.approved()
	keys := s.signer
	for name, sign := range map[string]func([]byte) []byte{
		"nothing":          func([]byte) []byte { return nil },
		"not signed":       func(pdf []byte) []byte { return bytes.Clone(pdf) },
		"something behind": func(pdf []byte) []byte { return append(bytes.Clone(pdf), "\n%%EOF\n"...) },
		"another file":     func(pdf []byte) []byte { return append([]byte("%"), pdf...) },
		"panic":            func([]byte) []byte { panic("no slot") },
	} {
		s.wire(bent{keys, sign})
		_, err := s.Issue(s.ctx, s.head(), id, view.Approval())
		if reply.CodeOf(err) != reply.Unavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.wire(keys)
	_, err := s.RetrySigning(s.ctx, s.drafter(), id)
	s.must(err)
	s.signedOnce(id, approved)
}
