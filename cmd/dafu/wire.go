package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"path"
	"path/filepath"
	"strings"
	"time"

	"dafu/internal/calendar"
	"dafu/internal/config"
	"dafu/internal/docx"
	"dafu/internal/merge"
	"dafu/internal/pdf"
	"dafu/internal/service"
	"dafu/internal/sign"
	"dafu/internal/store"
	"dafu/internal/typeface"
	"dafu/internal/web"
	"dafu/templates"
)

// Program is everything wired together. Open makes it, Close ends it.
type Program struct {
	Config  config.Config
	Service *service.Service
	Keys    *sign.Keyring
	store   *store.DB
	clock   service.Clock
}

// Open builds the program on the configured folder, which is created if
// missing; now is its clock.
func Open(c config.Config, now service.Clock) (*Program, error) {
	press, err := newPress(c.Fonts, c.OwnFonts)
	if err != nil {
		return nil, err
	}
	skeletons, err := readSkeletons(templates.Reply)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(databaseFile(c))
	if err != nil {
		return nil, fmt.Errorf("不能打开数据目录 %s：%w", c.Data, err)
	}
	keys, err := openKeys(db, filepath.Join(c.Data, "keys"), now)
	if err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("不能打开签章密钥 %s：%w", filepath.Join(c.Data, "keys"), err)
	}
	p := &Program{
		Config: c, Keys: keys, store: db, clock: now,
		Service: service.New(service.Parts{
			Store: db, Press: press, Signer: keys, Clock: now, Calendar: calendar.Shipped(), Skeletons: skeletons,
			Word: docx.Files{}, Tables: tableFiles{}, Verifier: keys, Boundary: atBoundary,
		}),
	}
	if err := p.Service.RememberKeys(context.Background()); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("不能写入数据目录 %s：%w", c.Data, err)
	}
	return p, nil
}

// openKeys opens the folder of keys as the one that the database knows: a trial
// root that is missing is made only for a database that has never seen one.
func openKeys(db *store.DB, folder string, now service.Clock) (*sign.Keyring, error) {
	var known sign.Known
	err := db.Read(context.Background(), func(tx service.Tx) error {
		marks, err := tx.KeyMarks()
		for _, m := range marks {
			if m.DepartmentID == 0 {
				known = sign.Known{Before: true, Root: m.SHA256}
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return sign.OpenKnownKeyring(folder, now, known)
}

// atBoundary is nil but in tests, which end the process at a step of signing.
var atBoundary func(service.Boundary)

func databaseFile(c config.Config) string { return filepath.Join(c.Data, "dafu.db") }

// Close ends the program's use of its folder.
func (p *Program) Close() error { return p.store.Close() }

// newPress prints with the shipped faces in the folder fonts ("": looked for)
// and, before them, a department's own in the folder own ("": none).
func newPress(fonts, own string) (*pdf.Press, error) {
	table := typeface.Shipped()
	dir, err := config.FindFonts(fonts, table.Files())
	if err != nil {
		return nil, err
	}
	theirs, err := config.ReadOwnFonts(own)
	if err == nil {
		err = theirs.Err()
	}
	if err != nil {
		return nil, err
	}
	return pdf.New(typeface.NewSet(theirs.Add(table), config.OpenFace(dir))), nil
}

func readSkeletons(files fs.FS) (all []merge.Skeleton, err error) {
	names, err := fs.Glob(files, "reply/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		s, err := merge.ParseSkeleton(strings.TrimSuffix(path.Base(name), ".txt"), string(b))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// Site is the program in the browser.
func (p *Program) Site(log *slog.Logger) (http.Handler, error) {
	proxies, err := web.ParseProxies(p.Config.Proxies)
	if err != nil {
		return nil, err
	}
	return web.New(web.Config{
		Service: p.Service, Sessions: p.store.Sessions(), Logger: log, Now: p.clock,
		Proxies: proxies, Secure: p.Config.SecureCookies, IdleTimeout: p.Config.IdleTimeout, Version: version, Notice: p.Config.Notice,
	})
}

// Serve answers requests on l until ctx ends, then lets those that are under
// way come to their end.
func (p *Program) Serve(ctx context.Context, l net.Listener, site http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           site,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	p.announceKeys(ctx, log)
	go p.sweep(ctx, log)
	signing := make(chan struct{})
	go func() { defer close(signing); p.keepSigning(ctx, log) }()
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return err
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	select {
	case <-signing:
	case <-last.Done(): // the job stays open for the next start
	}
	return nil
}

// failuresKept is how long failed logins are remembered: longer than any wait.
const failuresKept = 24 * time.Hour

// placesKept is how long it is remembered from where somebody has signed in.
const placesKept = 180 * 24 * time.Hour

// sweep removes expired sessions and long past failed logins once an hour.
func (p *Program) sweep(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(time.Hour)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			err := errors.Join(p.store.Sessions().DeleteExpired(ctx, now), p.store.ForgetFailuresBefore(ctx, now.Add(-failuresKept)),
				p.store.ForgetPlacesBefore(ctx, now.Add(-placesKept)))
			if err != nil && ctx.Err() == nil {
				log.Warn("removing what has expired", "error", err)
			}
		}
	}
}
