package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

type queuePage struct {
	chrome
	Items  []queueItem
	About  string
	Next   string
	Query  string
	Seen   int64
	AskWho bool
	May    bool
	// Looked is how many of Total stories were looked through so far, where not all were.
	Some          bool
	Looked, Total int
	Of            int // stories that are looked at where there are more, 0 where all are
}

// A queueItem is a value that nobody has looked at.
type queueItem struct {
	*ask.DoubtfulRow
	Edit string
	Line claimLine
}

// queueLength is how many values a page of the queue shows, and queueMost how many
// the queue has.
const (
	queueLength = 8
	queueMost   = 200
)

// queueStories is at how many stories the queue looks, those that came in last: so many are
// read in seconds, and a person reviews the values of a few. What a look costs does not
// grow with the archive.
var queueStories = 2000

// showQueue shows what is most in doubt and most used, of what nobody reviewed.
func (s *site) showQueue(w http.ResponseWriter, r *http.Request) error {
	text := param(r, "q")
	q, err := queueQuery(text)
	if err != nil {
		return err
	}
	last, err := s.Service.Store.LastReview(r.Context())
	if err != nil {
		return err
	}
	found, err := s.queue.get(r.Context(), s, text, q)
	if err != nil {
		return err
	}
	list := found.items
	p := &queuePage{chrome: chrome{Title: "To review", Files: files(r)}, Query: text, Seen: last, AskWho: people.Of(r.Context()) == nil, May: mayWrite(r), Some: !found.whole, Looked: found.looked, Total: found.total}
	skip, _ := strconv.Atoi(param(r, "skip"))
	skip = min(max(skip, 0), len(list))
	shown := list[skip:min(len(list), skip+queueLength)]
	if len(list) > queueLength {
		p.About = fmt.Sprintf("%s to %s of %s%s.", thousands(skip+1), thousands(skip+len(shown)), map[bool]string{true: "the first "}[len(list) == queueMost], thousands(len(list)))
	}
	if found.whole && found.total == queueStories {
		p.Of = queueStories
	}
	if skip+len(shown) < len(list) {
		p.Next = with(r, "skip", strconv.Itoa(skip+len(shown)))
	}
	rows, err := s.Service.DoubtfulRows(r.Context(), shown)
	if err != nil {
		return err
	}
	for i := range rows {
		p.Items = append(p.Items, queueItemOf(&rows[i]))
	}
	s.show(w, r, http.StatusOK, "queue", p)
	return nil
}

// queueQuery reads what a queue is of, nil for all.
func queueQuery(text string) (*store.Query, error) {
	if text == "" {
		return nil, nil
	}
	q, err := store.ParseQuery(text)
	if err != nil {
		return nil, api.NewProblem(http.StatusBadRequest, err.Error(), "Correct the query, or leave it out.")
	}
	return q, nil
}

// queueItemOf returns a doubtful value for the page.
func queueItemOf(d *ask.DoubtfulRow) queueItem {
	it := queueItem{DoubtfulRow: d, Edit: address("/story/"+d.Version, url.Values{"show": {d.ID}, "review": {"1"}}) + "#" + d.ID}
	layer := layerSaid
	if d.Layer == "event" {
		layer = layerDid
	}
	it.Line = lineOf(&d.Fields, layer, d.Status, it.Edit)
	if d.Words == "" {
		it.Line.Words = short(d.What, 160)
	}
	return it
}

// A queue has what is to be reviewed. To find it records are looked at, behind the
// pages: they show what was found so far, and later what the last look found.
type queue struct {
	mu   sync.Mutex
	list map[string]*queued
	gone map[string]time.Time // when values were reviewed: version and id
	one  sync.Mutex           // looks go one after the other
}

// queued is what looks for one query found.
type queued struct {
	items         []*ask.Doubtful
	looked, total int
	whole         bool // items are of all stories
	seq           int64
	began         time.Time     // the look that found items
	took          time.Duration // it
	looking       bool
	err           error
	some          chan struct{} // closed when there is something to show
}

// A look for the queue is made again when the archive has changed, when the last
// one is some time old: queueTime, and so many times what it took that looking
// takes a small part of the processor. queues is how many queries are remembered,
// queueWait how long a page waits where nothing was found yet.
const (
	queueTime = 2 * time.Minute
	queuePart = 20
	queues    = 20
	queueWait = 100 * time.Millisecond
)

// get returns what was found for a query, without what was reviewed since.
func (q *queue) get(ctx context.Context, s *site, text string, query *store.Query) (queued, error) {
	known, err := q.look(ctx, s, text, query)
	if err != nil {
		return queued{}, err
	}
	select {
	case <-known.some:
	case <-time.After(queueWait):
	case <-ctx.Done():
		return queued{}, ctx.Err()
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if known.err != nil {
		delete(q.list, text)
		return queued{}, known.err
	}
	out := *known
	out.items = slices.DeleteFunc(slices.Clone(known.items), func(d *ask.Doubtful) bool { return q.gone[d.Version+d.ID].After(known.began) })
	return out, nil
}

// look returns what was found for a query, and has it looked for where that is due.
func (q *queue) look(ctx context.Context, s *site, text string, query *store.Query) (*queued, error) {
	seq, err := s.Service.Store.LastChange(ctx)
	if err != nil {
		return nil, err
	}
	q.mu.Lock()
	known := q.list[text]
	q.mu.Unlock()
	gone := false
	if known != nil {
		if gone, err = s.Service.Store.TakenOutSince(ctx, known.seq); err != nil {
			return nil, err
		}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if known == nil || gone {
		if q.list == nil || len(q.list) >= queues {
			q.list = make(map[string]*queued)
		}
		known = &queued{some: make(chan struct{}), seq: seq}
		q.list[text] = known
	}
	due := known.seq != seq && time.Since(known.began) > max(queueTime, queuePart*known.took)
	if !known.looking && (!known.whole || due) {
		known.looking = true
		go q.find(s, known, query, seq)
	}
	return known, nil
}

// find looks through the stories.
func (q *queue) find(s *site, known *queued, query *store.Query, seq int64) {
	defer s.noted("/queue")
	ctx := s.Stopping
	if ctx == nil {
		ctx = context.Background()
	}
	q.one.Lock()
	defer q.one.Unlock()
	began := time.Now()
	total, err := s.Service.Store.Count(ctx, store.Rows{Query: query, Newest: queueStories})
	what := ask.Doubting{Query: query, Limit: queueMost, Newest: queueStories, Found: func(items []*ask.Doubtful, looked int) {
		q.found(known, items, looked, total, began)
	}, Rest: s.resting()}
	var items []*ask.Doubtful
	if err == nil {
		items, err = ask.Doubts(ctx, s.Service.Store, what)
	}
	q.mu.Lock()
	known.whole = true
	q.mu.Unlock()
	q.found(known, items, total, total, began)
	q.mu.Lock()
	defer q.mu.Unlock()
	known.looking, known.err, known.seq, known.took = false, err, seq, time.Since(began)
}

// queueRest is how many times longer than it has worked a look rests where pages are
// being made meanwhile.
const queueRest = 9

// resting returns what has a look through all stories give way to those who wait for pages.
func (s *site) resting() func() {
	began := time.Now()
	return func() {
		if s.making.Load() > 0 {
			time.Sleep(queueRest * min(time.Since(began), 100*time.Millisecond))
		}
		began = time.Now()
	}
}

// found takes down what was found so far, unless there is something better: what
// the look of before found in all of them.
func (q *queue) found(known *queued, items []*ask.Doubtful, looked, total int, began time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if known.whole && looked < total {
		return
	}
	known.items, known.looked, known.total, known.began = items, looked, total, began
	select {
	case <-known.some:
	default:
		close(known.some)
	}
}

// drop takes a value out that was reviewed.
func (q *queue) drop(version, local string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.gone == nil || len(q.gone) > 10_000 {
		q.gone = make(map[string]time.Time)
	}
	q.gone[version+local] = time.Now()
}
