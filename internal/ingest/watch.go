package ingest

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Watcher looks at feeds, folders and recent stories again and again. All
// that it has to remember stands in the archive, so it goes on after a stop
// or a kill, and polls no feed sooner because of it.
type Watcher struct {
	*Ingester
	Now    func() time.Time                  // nil: the system's clock
	Jitter func(time.Duration) time.Duration // nil: up to a tenth more
	// Waits takes what is waited for, before a wait: those that failed, and what
	// is looked at next if that takes more than a moment. Nothing is told twice.
	// It may be nil.
	Waits func([]*store.Watched)
	// Reads says that what waits is read at once and in every pause, whoever
	// brought it; else after looks that took something in.
	Reads bool
	told  map[string]time.Time // next looks that Waits took, by address
}

// How often is looked, at least and at most.
const (
	FeedEvery   = time.Hour
	LeastEvery  = 15 * time.Minute
	FolderEvery = time.Minute
	longestWait = 24 * time.Hour
	giveUpAfter = 8 // failed looks at a story in a row
)

// ages says how often a story is looked at again while it is younger than
// that; older ones are left in peace.
var ages = []struct{ younger, every time.Duration }{
	{3 * time.Hour, 15 * time.Minute}, {24 * time.Hour, time.Hour}, {7 * 24 * time.Hour, 3 * time.Hour},
	{30 * 24 * time.Hour, 3 * 24 * time.Hour}, {365 * 24 * time.Hour, 30 * 24 * time.Hour},
}

func (w *Watcher) now() time.Time {
	if w.Now != nil {
		return w.Now()
	}
	return time.Now()
}

// jitter spreads looks, so that many watchers do not ask at the same moment.
func (w *Watcher) jitter(d time.Duration) time.Duration {
	if w.Jitter != nil {
		return w.Jitter(d)
	}
	return d + time.Duration(rand.Int64N(int64(d/10)+1))
}

// Follow keeps what a user names: a feed, a page that names one, a story's
// page, a folder, or a file that lists feeds. It returns the addresses.
func (w *Watcher) Follow(ctx context.Context, name string, every time.Duration) ([]string, error) {
	if IsAddress(name) {
		if feed, err := w.Store.FeedNamed(ctx, name); err != nil {
			return nil, err
		} else if feed != nil { // it is asked when it is due, and not at each start of a server
			if feed.Every != max(every, LeastEvery) {
				err = w.keepWatch(ctx, feed.Address, feed.Kind, feed.Via, every)
			}
			return []string{feed.Address}, err
		}
		address, kind, via, err := w.kindOf(ctx, name)
		if err != nil {
			return nil, err
		}
		return []string{address}, w.keepWatch(ctx, address, kind, via, every)
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("%s: neither an address (https://…) nor a folder or file that is there", name)
	}
	if info.IsDir() {
		path, err := filepath.Abs(name)
		if err != nil {
			return nil, err
		}
		return []string{path}, w.keepWatch(ctx, path, store.WatchFolder, "", every)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: neither a folder nor a file: watch takes an address, a folder or a list of feeds (OPML)", name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if !input.IsList(data) {
		return nil, fmt.Errorf("%s: not a list of feeds (OPML): readout add takes a story, readout watch a folder, an address or such a list", name)
	}
	list, err := input.ParseList(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for _, address := range list {
		if _, err := fetch.ParseURL(address); err != nil {
			w.bad(&input.Error{Place: name, Err: fmt.Errorf("feed %s: %w", address, err)})
		} else if err := w.keepWatch(ctx, address, store.WatchFeed, "", every); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// kindOf asks an address what it is; a page that names its feed stands for it.
func (w *Watcher) kindOf(ctx context.Context, name string) (address, kind, via string, err error) {
	res, err := w.Client.Get(ctx, fetch.Request{URL: name})
	if err != nil {
		return "", "", "", err
	}
	if input.IsFeed(res.Body) {
		return name, store.WatchFeed, "", nil
	}
	if feed := feedOf(res.Body, res.URL); feed != "" {
		return feed, store.WatchFeed, res.URL, nil
	}
	return name, store.WatchStory, "", nil
}

// keepWatch writes a watch; one that is there keeps its state.
func (w *Watcher) keepWatch(ctx context.Context, address, kind, via string, every time.Duration) error {
	return w.Store.Update(ctx, func(tx *store.Tx) error {
		old, err := tx.Watch(address)
		if err != nil {
			return err
		}
		if old == nil {
			old = &store.Watch{Address: address, Born: w.now(), Via: via}
		}
		if via == "" {
			old.Via = "" // the user's own word, whoever named it before
		}
		old.Kind, old.Fails, old.Note = kind, 0, ""
		if old.Every = every; kind == store.WatchFeed {
			old.Every = max(every, LeastEvery)
		}
		if soon := old.Last.Add(old.Every); old.Next.IsZero() || old.Next.After(soon) {
			old.Next = w.now()
			if soon.After(old.Next) {
				old.Next = soon // asked lately
			}
		}
		return tx.PutWatch(old)
	})
}

// lookers is how many hosts are asked at the same time.
const lookers = 8

// Round looks at all that is due and returns what came of it. Each host is
// asked by one looker, so hosts wait for themselves alone.
func (w *Watcher) Round(ctx context.Context) (total Counts, looks int, err error) {
	due, err := w.Store.DueWatches(ctx, w.now(), 500)
	if err != nil {
		return total, 0, err
	}
	var mu sync.Mutex
	var group sync.WaitGroup
	var errs []error
	lines := make([][]*store.Watch, lookers)
	for _, watch := range due {
		h := fnv.New32a()
		h.Write([]byte(hostOfAddress(watch.Address)))
		i := h.Sum32() % lookers
		lines[i] = append(lines[i], watch)
	}
	for _, line := range lines {
		group.Go(func() {
			for _, watch := range line {
				if ctx.Err() != nil {
					return
				}
				counts, err := w.look(ctx, watch)
				mu.Lock()
				total.add(counts)
				looks++
				if err != nil {
					errs = append(errs, err)
				}
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	group.Wait()
	return total, looks, errors.Join(errs...)
}

// add adds other's counts.
func (c *Counts) add(other Counts) {
	c.Stories, c.Versions, c.Trivial, c.Back, c.Known = c.Stories+other.Stories, c.Versions+other.Versions, c.Trivial+other.Trivial, c.Back+other.Back, c.Known+other.Known
	c.Addresses += other.Addresses
	c.Bad, c.Forgotten, c.Read, c.SetAside = c.Bad+other.Bad, c.Forgotten+other.Forgotten, c.Read+other.Read, c.SetAside+other.SetAside
}

// look looks at one feed, folder or story, and writes down when to look next.
// It returns errors of the archive only.
func (w *Watcher) look(ctx context.Context, watch *store.Watch) (counts Counts, err error) {
	if err := w.begun(ctx, watch); err != nil {
		return counts, err
	}
	defer func() {
		if p := recover(); p != nil { // which only a bug can cause: the other looks go on
			fault := fmt.Errorf("a fault in readout (%v): please report it with this address", p)
			w.bad(&input.Error{Place: watch.Address, Err: fault})
			counts.Bad++
			err = w.looked(ctx, watch, nil, fault)
		}
	}()
	var lookErr error
	if watch.Kind == store.WatchFolder {
		if _, lookErr = os.Stat(watch.Address); lookErr == nil {
			counts, err = w.Add(ctx, []string{watch.Address}, nil)
		}
		return counts, errors.Join(err, w.looked(ctx, watch, nil, lookErr))
	}
	res, lookErr := w.Client.Get(ctx, fetch.Request{URL: watch.Address, Via: watch.Via, ETag: watch.ETag, LastModified: watch.Modified})
	if ctx.Err() != nil {
		return counts, w.unbegun(ctx, watch)
	}
	if lookErr == nil && !res.NotModified {
		if watch.Kind == store.WatchFeed {
			lookErr, err = w.entries(ctx, watch, res, &counts)
		} else {
			err = w.addPage(ctx, res, watch.Address, "", &counts)
		}
	}
	if ctx.Err() != nil {
		return counts, w.unbegun(ctx, watch)
	}
	if err != nil {
		return counts, err
	}
	if lookErr != nil {
		w.bad(&input.Error{Place: watch.Address, Err: lookErr})
		counts.Bad++
	}
	return counts, w.looked(ctx, watch, res, lookErr)
}

// Watch looks and reads until ctx ends. After each round report is called.
func (w *Watcher) Watch(ctx context.Context, once bool, report func(Counts)) error {
	toRead := once
	for ctx.Err() == nil {
		counts, looks, err := w.Round(ctx)
		if toRead = toRead || looks > 0 || w.Reads; toRead && err == nil && ctx.Err() == nil {
			var read Counts
			read, err = w.readFor(ctx, once, &toRead)
			counts.add(read)
		}
		if looks > 0 && report != nil {
			report(counts)
		}
		if err != nil && ctx.Err() == nil {
			return err
		}
		if looks > 0 {
			continue
		}
		if err = w.tellWaits(ctx); err == nil && once {
			return nil
		}
		var next time.Time
		if err == nil {
			next, err = w.Store.NextLook(ctx)
		}
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			return err
		}
		pause := time.Minute
		if !next.IsZero() {
			pause = min(max(next.Sub(w.now()), time.Second), time.Minute)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
	}
	return nil
}
