package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"dafu/internal/reply"
	"dafu/internal/service"
)

func benchWorld(b *testing.B) *world {
	return newWorld(b, open(b, filepath.Join(b.TempDir(), "dafu.db")))
}

// BenchmarkWriteContribution is what submitting an opinion writes: one durable
// transaction with a revision and its audit event.
func BenchmarkWriteContribution(b *testing.B) {
	w := benchWorld(b)
	text := strings.Repeat("一是加强产学研协同创新。", 200)
	revision := 0
	for b.Loop() {
		revision++
		err := w.Write(context.Background(), func(tx service.Tx) error {
			return errors.Join(
				tx.AddContribution(&reply.Contribution{
					CaseID: w.asked.ID, DepartmentID: w.edu.ID, Revision: revision,
					Opinion: reply.Opinion{Status: text, NextSteps: text}, SubmittedBy: w.head.ID, SubmittedAt: noon,
				}),
				tx.AddEvent(&reply.Event{At: noon, CaseID: w.asked.ID, Act: reply.SubmitContribution}))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadCase(b *testing.B) {
	w := benchWorld(b)
	for b.Loop() {
		err := w.Read(context.Background(), func(tx service.Tx) error {
			_, err := tx.Case(w.asked.ID)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
