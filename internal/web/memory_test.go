package web

import (
	"io"
	"log/slog"

	"github.com/alexedwards/scs/v2/memstore"
)

func newMemory() *memstore.MemStore { return memstore.NewWithCleanupInterval(0) }

func newLogger(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }
