package ingest

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A fresh entry of a feed is one whose address was not watched.
type fresh struct {
	watch *store.Watch
	day   string // when the feed says it was published
}

// entries begins to watch the stories of a feed that are new, and fetches
// them. The feed's answer counts as seen only when all of them are written
// down.
func (w *Watcher) entries(ctx context.Context, watch *store.Watch, res *fetch.Response, counts *Counts) (lookErr, err error) {
	feed, lookErr := w.parseFeed(ctx, res.Body)
	if lookErr != nil {
		return lookErr, nil
	}
	w.leftOut(watch.Address, feed, res.URL, counts)
	list, err := w.freshOf(ctx, feed, res.URL)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		if err := w.begun(ctx, f.watch); err != nil {
			return nil, err
		}
		page, pageErr := w.Client.Get(ctx, fetch.Request{URL: f.watch.Address, Via: f.watch.Via})
		if ctx.Err() != nil {
			return nil, w.unbegun(ctx, f.watch)
		}
		if pageErr != nil {
			w.bad(&input.Error{Place: f.watch.Address, Err: pageErr})
			counts.Bad++
		} else if err := w.addPage(ctx, page, f.watch.Address, f.day, counts); ctx.Err() != nil {
			return nil, w.unbegun(ctx, f.watch)
		} else if err != nil {
			return nil, err
		}
		if err := w.looked(ctx, f.watch, page, pageErr); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// freshOf begins to watch the stories of a feed that are new.
func (w *Watcher) freshOf(ctx context.Context, feed *input.Feed, address string) (list []fresh, err error) {
	err = w.Store.Update(ctx, func(tx *store.Tx) error {
		for _, e := range feed.Entries {
			link := resolve(address, e.Link)
			if link == "" {
				continue
			}
			link = tidyAddress(link)
			if known, err := tx.Watch(link); known != nil || err != nil {
				if err != nil {
					return err
				}
				continue
			}
			story := &store.Watch{Address: link, Kind: store.WatchStory, Born: bornAt(e.Published, w.now()), Next: w.now(), Via: address}
			if err := tx.PutWatch(story); err != nil {
				return err
			}
			list = append(list, fresh{story, e.Published})
		}
		return nil
	})
	return list, err
}

// errUnended is why a look failed whose end was never written down.
var errUnended = errors.New("a look did not come to its end: the program ended while it went on")

// begun writes a look down before it is made, as one that failed. If it takes
// the whole program along, the next one waits with it as after any failure,
// and looks at the others first.
func (w *Watcher) begun(ctx context.Context, watch *store.Watch) error {
	now := w.now()
	next := *watch
	next.Last, next.Note = now, errUnended.Error()
	next.Fails++
	next.Next = w.afterFailure(&next, now, errUnended)
	return w.putBack(ctx, &next)
}

// unbegun makes a look undone that the user stopped.
func (w *Watcher) unbegun(ctx context.Context, watch *store.Watch) error {
	return w.putBack(ctx, watch)
}

// putBack keeps a watch that was not dropped meanwhile, also after the user
// stopped the look.
func (w *Watcher) putBack(ctx context.Context, watch *store.Watch) error {
	return w.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		if stored, err := tx.Watch(watch.Address); stored == nil || err != nil {
			return err
		}
		return tx.PutWatch(watch)
	})
}

// looked writes down how a look went and when the next is due.
func (w *Watcher) looked(ctx context.Context, watch *store.Watch, res *fetch.Response, lookErr error) error {
	now := w.now()
	next := *watch
	next.Last = now
	if next.Born.After(now) { // by a clock that was ahead: its age counts from now
		next.Born = now
	}
	if lookErr == nil {
		next.Good, next.Fails, next.Note = now, 0, ""
		next.Next = w.nextLook(watch, now)
		if res != nil && !res.NotModified {
			next.ETag, next.Modified = res.ETag, res.LastModified
		}
	} else {
		next.Fails++
		next.Note = lookErr.Error()
		next.Next = w.afterFailure(&next, now, lookErr)
	}
	return w.Store.Update(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		if stored, err := tx.Watch(watch.Address); stored == nil || err != nil {
			return err // dropped meanwhile
		}
		if lookErr == nil && res != nil && res.Permanent {
			if moved, err := tx.Watch(res.URL); err != nil {
				return err
			} else if moved == nil {
				if _, err := tx.DropWatch(watch.Address); err != nil {
					return err
				}
				next.Address = res.URL
			}
		}
		return tx.PutWatch(&next)
	})
}

// nextLook returns when to look again after a good look; zero: never.
func (w *Watcher) nextLook(watch *store.Watch, now time.Time) time.Time {
	if watch.Every > 0 || watch.Kind != store.WatchStory {
		every := watch.Every
		if every == 0 {
			every = map[string]time.Duration{store.WatchFeed: FeedEvery, store.WatchFolder: FolderEvery}[watch.Kind]
		}
		return now.Add(w.jitter(every))
	}
	age := max(now.Sub(watch.Born), 0)
	for _, a := range ages {
		if age < a.younger {
			return now.Add(w.jitter(a.every))
		}
	}
	return time.Time{}
}

// afterFailure returns when to look again after a failed look; zero: never.
func (w *Watcher) afterFailure(watch *store.Watch, now time.Time, err error) time.Time {
	var wait *fetch.WaitError
	var status *fetch.StatusError
	var robots *fetch.RobotsError
	if errors.As(err, &wait) {
		return wait.Until.Add(w.jitter(time.Minute))
	}
	final := errors.As(err, &status) && status.Code == http.StatusGone
	if watch.Kind == store.WatchStory {
		final = final || errors.As(err, &robots) || watch.Fails >= giveUpAfter
	} else if errors.As(err, &robots) {
		return now.Add(w.jitter(longestWait))
	}
	if final {
		return time.Time{}
	}
	base := max(watch.Every, LeastEvery)
	return now.Add(w.jitter(min(base<<min(watch.Fails-1, 7), longestWait)))
}

// longWait is a wait that is told.
const longWait = 90 * time.Second

// tellWaits tells what is waited for.
func (w *Watcher) tellWaits(ctx context.Context) error {
	if w.Waits == nil {
		return nil
	}
	if w.told == nil {
		w.told = make(map[string]time.Time)
	}
	list, err := w.Store.Waiting(ctx, w.now().Add(longWait))
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(x *store.Watched) bool { return w.told[x.Address].Equal(x.Next) })
	for _, x := range list {
		w.told[x.Address] = x.Next
	}
	if len(list) > 0 {
		w.Waits(list)
	}
	return nil
}

// readFor reads what waits. Where another process reads, it reads this too, and
// the feeds do not wait for it; toRead stays true until somebody has looked.
func (w *Watcher) readFor(ctx context.Context, once bool, toRead *bool) (counts Counts, err error) {
	if once {
		*toRead = false
		return w.Read(ctx)
	}
	counts, free, err := w.readInTurn(ctx)
	*toRead = !free
	return counts, err
}
