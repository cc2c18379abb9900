package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A follower looks at the archive's feeds and folders for a server, and reads
// what waits, whoever brought it.
type follower struct {
	desk *desk
	log  *slog.Logger

	mu    sync.Mutex
	feeds []string // that the config file names
	every time.Duration
	hosts []string
	again chan struct{} // a new config is there

	turnWait time.Duration // how long it waits where another process follows
	feedWait time.Duration // how long after a feed could not be followed it tries again first
	missed   int           // rounds in a row in which one could not
}

// newFollower returns a follower of what the config names, which reads with
// what the desk reads with.
func newFollower(d *desk, c *serveConfig, log *slog.Logger) *follower {
	w := &follower{desk: d, log: log, again: make(chan struct{}, 1), turnWait: turnWait, feedWait: errorWait}
	w.set(c)
	return w
}

// set takes a config up.
func (w *follower) set(c *serveConfig) {
	every, err := c.every()
	if err != nil {
		panic(err) // it was checked
	}
	w.mu.Lock()
	w.feeds, w.every, w.hosts = c.Feeds, every, c.AllowHosts
	w.mu.Unlock()
	select {
	case w.again <- struct{}{}:
	default:
	}
}

// How long a follower waits where another process follows, or after an error.
const (
	turnWait  = 10 * time.Second
	errorWait = time.Minute
)

// run follows until ctx ends. Another process that follows goes first: run
// takes over when that ends.
func (w *follower) run(ctx context.Context) {
	told := false
	for ctx.Err() == nil {
		release, err := w.desk.ingester.Store.Turn(store.TurnWatching)
		switch {
		case err != nil:
			w.log.Error("feeds are not followed", "error", err)
			pause(ctx, errorWait)
		case release == nil:
			if !told {
				w.log.Info("another readout watch follows this archive's feeds; this server goes on when that ends")
				told = true
			}
			pause(ctx, w.turnWait)
		default:
			told = false
			err := w.follow(ctx)
			release()
			if err != nil && ctx.Err() == nil {
				w.log.Error("feeds are not followed for a minute", "error", err)
				pause(ctx, errorWait)
			}
		}
	}
}

// pause waits, not longer than ctx.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// follow looks and reads until ctx ends or there is a new config.
func (w *follower) follow(ctx context.Context) error {
	select {
	case <-w.again:
	default:
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-w.again:
			w.again <- struct{}{} // for the next round
			stop()
		case <-ctx.Done():
		}
	}()
	w.mu.Lock()
	feeds, every, hosts := w.feeds, w.every, w.hosts
	w.mu.Unlock()
	g := *w.desk.ingester
	if err := w.desk.in.remember(ctx, g.Store); err != nil {
		return err
	}
	g.Client = fetch.New(fetch.Config{AllowHosts: hosts})
	g.Bad = func(err *input.Error) { w.log.Warn("not taken in", "place", err.Place, "error", err.Err) }
	g.Progress = w.progress()
	g.Accepted = func(place string, o ingest.Outcome, ref *store.VersionRef) {
		if o != ingest.Known {
			w.log.Info("taken in", "story", ref.Story, "version", ref.N, "what", outcomeNames[o], "place", place)
		}
	}
	watcher := &ingest.Watcher{Ingester: &g, Reads: true, Waits: w.waits}
	missed := false
	for _, name := range feeds {
		if _, err := watcher.Follow(ctx, name, every); err != nil && ctx.Err() == nil {
			missed = true
			w.log.Warn("not followed", "feed", name, "error", err, "again_in", w.tryAgainIn().String())
		}
	}
	w.tryAgain(ctx, missed)
	return watcher.Watch(ctx, false, func(c ingest.Counts) {
		if text := summary(c); text != "nothing to do" {
			w.log.Info("looked", "found", text)
		}
	})
}

// tryAgainIn is how long a feed that can't be followed waits: an address that does not
// answer when a server starts may do so soon.
func (w *follower) tryAgainIn() time.Duration {
	return min(w.feedWait<<min(w.missed, 6), time.Hour)
}

// tryAgain has the feeds of the config followed anew after a while, where one could not be.
func (w *follower) tryAgain(ctx context.Context, missed bool) {
	if !missed {
		w.missed = 0
		return
	}
	wait := w.tryAgainIn()
	w.missed++
	go func() {
		if pause(ctx, wait); ctx.Err() == nil {
			select {
			case w.again <- struct{}{}:
			default:
			}
		}
	}()
}

// waits says why a look failed and when the next one is.
func (w *follower) waits(list []*store.Watched) {
	for _, x := range list {
		if x.Fails > 0 {
			w.log.Warn("a look failed", "feed", x.Address, "times", x.Fails, "error", x.Note, "next", x.Next.UTC().Format(time.RFC3339))
		} else {
			w.log.Debug("waiting", "feed", x.Address, "next", x.Next.UTC().Format(time.RFC3339))
		}
	}
}

// progressEvery is how often a long reading says how far it is.
const progressEvery = time.Minute

// progress returns what logs how far a long reading is, at its beginning never.
func (w *follower) progress() func(ingest.Progress) {
	var last time.Time
	return func(p ingest.Progress) {
		if now := time.Now(); now.Sub(p.Started) >= progressEvery && now.Sub(last) >= progressEvery {
			last = now
			w.log.Info(p.Doing, "done", p.Done, "of", p.Total)
		}
	}
}
