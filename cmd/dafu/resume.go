package main

import (
	"context"
	"log/slog"
	"time"

	"dafu/internal/service"
)

// signingRound is how often jobs that are due are looked for; their own waits
// are longer.
const signingRound = 15 * time.Second

// keepSigning takes up what the last process left behind, then goes on with
// signatures that are due, until ctx ends. An attempt under way comes to its end
// first.
func (p *Program) keepSigning(ctx context.Context, log *slog.Logger) {
	report := func(issued int, err error) {
		if issued > 0 {
			log.Info("signing jobs done", "letters", issued)
		}
		if err != nil && ctx.Err() == nil {
			log.Error("signing jobs failed", "error", err)
		}
	}
	report(p.Service.ResumeSigning(ctx))
	tick := time.NewTicker(signingRound)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-p.Service.SigningWanted():
		}
		report(p.Service.ContinueSigning(ctx))
	}
}

// announceKeys writes to the log which keys are gone and which certificates have ended or end soon.
func (p *Program) announceKeys(ctx context.Context, log *slog.Logger) {
	notices, err := p.Service.KeyNotices(ctx, service.Operator)
	if err != nil {
		log.Error("looking at the certificates", "error", err)
	}
	for _, text := range notices {
		log.Warn("certificate", "notice", text)
	}
}
