package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/examples"
	"github.com/seed-f92ea4cf/readout/internal/article"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/courier"
	"github.com/seed-f92ea4cf/readout/internal/fetch"
	"github.com/seed-f92ea4cf/readout/internal/ingest"
	"github.com/seed-f92ea4cf/readout/internal/input"
	"github.com/seed-f92ea4cf/readout/internal/store"
	"github.com/seed-f92ea4cf/readout/internal/web"
)

// A desk reads and keeps what pages and API hand in.
type desk struct {
	ingester *ingest.Ingester
	careful  *fetch.Client                // what everybody's addresses are read by
	opened   atomic.Pointer[fetch.Client] // what is taken in is fetched by; the config opens hosts to it
	hooks    *fetch.Client                // what alerts are posted by; the config opens hosts to it
	slots    chan struct{}                // stories read at the same time
	doors    chan struct{}                // stories taken in at the same time
	in       *inputFlags                  // what reads
	life     context.Context
	late     sync.WaitGroup // readings for which nobody waits any more
}

// newDesk returns what reads for pages and API, as the archive is read.
func newDesk(ctx context.Context, s *store.Store, model string) (*desk, error) {
	in := &inputFlags{model: model, jobs: 1, ofArchive: true}
	if err := in.check(); err != nil {
		return nil, err
	}
	g, err := newIngester(ctx, s, in)
	if err != nil {
		return nil, err
	}
	d := &desk{ingester: g, careful: fetch.New(fetch.Config{}), slots: make(chan struct{}, runtime.GOMAXPROCS(0)), doors: make(chan struct{}, runtime.GOMAXPROCS(0)), in: in, life: ctx}
	d.hooks = d.careful
	d.opened.Store(d.careful)
	return d, nil
}

// allow has pages of hosts inside the network taken in. Who only reads, which a reader
// without further rights may, reaches none of them.
func (d *desk) allow(hosts []string) {
	d.opened.Store(fetch.New(fetch.Config{AllowHosts: hosts}))
}

// service returns what answers pages and API.
func (d *desk) service(writable bool) *ask.Service {
	service := &ask.Service{Store: d.ingester.Store, Pipeline: d.ingester.Reader.Name(), Reading: d.read, MayPost: mayPost(d.hooks)}
	if writable {
		service.Keeping = d.keep
	}
	return service
}

// mayPost returns what says why a webhook's address would be refused.
func mayPost(client *fetch.Client) func(context.Context, string) error {
	return func(ctx context.Context, address string) error { return courier.MayPost(ctx, client, address) }
}

// row returns a story that was handed in as the program's inputs have it. A
// link alone is fetched.
func (d *desk) row(ctx context.Context, in *ask.Given, client *fetch.Client) (article.Input, error) {
	row := article.Input{Text: in.Text, HTML: []byte(in.HTML), URL: in.URL, Title: in.Title, Outlet: in.Outlet, Published: in.Published}
	if in.Text != "" || in.HTML != "" {
		return row, nil
	}
	res, err := client.Get(ctx, fetch.Request{URL: in.URL})
	if err != nil {
		return row, notFetched(err)
	}
	row.URL, row.ContentType = res.URL, res.ContentType
	if strings.HasPrefix(res.ContentType, "text/plain") {
		row.Text, row.HTML = strings.ToValidUTF8(string(res.Body), "\uFFFD"), nil
	} else {
		row.HTML = res.Body
	}
	return row, nil
}

// notFetched says why the page at an address could not be fetched, and what to do.
func notFetched(err error) *ask.Error {
	out := &ask.Error{Fault: ask.Unusable, Detail: "The page could not be fetched: " + err.Error(), Do: "Open it in your browser, and give its words or the page itself in place of the address."}
	var inside *fetch.AddressError
	if errors.As(err, &inside) {
		out.Detail = "The page could not be fetched: " + inside.Fact() + "."
		out.Do += " Pages of a host that allow_hosts names in the server's config file are fetched when they are taken in."
	}
	return out
}

// take waits for a free slot.
func take(ctx context.Context, slots chan struct{}) (release func(), err error) {
	select {
	case slots <- struct{}{}:
		return func() { <-slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// read makes the record of a story without keeping it.
func (d *desk) read(ctx context.Context, in *ask.Given) (*readout.Record, error) {
	row, err := d.row(ctx, in, d.careful)
	if err != nil {
		return nil, err
	}
	release, err := take(ctx, d.slots)
	if err != nil {
		return nil, err
	}
	defer release()
	res, err := d.ingester.Cleaner.CleanApart(ctx, row)
	if err != nil {
		return nil, &ask.Error{Fault: ask.Unusable, Detail: "The story could not be read: " + err.Error(), Do: "Paste the story's own text."}
	}
	if strings.TrimSpace(res.Version.Text) == "" {
		return nil, &ask.Error{Fault: ask.Unusable, Detail: "No story was found in it.", Do: "Paste the story's own text."}
	}
	useGivenDay(&res, in.Published)
	rec, err := ingest.ReadCleaned(ctx, d.ingester.Reader, &res)
	if err != nil {
		return nil, err
	}
	return rec, rec.Check()
}

// useGivenDay dates a story that states no day itself.
func useGivenDay(res *article.Result, day string) {
	if validDay(day) && res.Version.Published.Day() == "" {
		useDate(res, day)
	}
}

// keep takes a story into the archive and reads it. What was not read when
// patience is over is read on behind.
func (d *desk) keep(ctx context.Context, in *ask.Given, patience time.Duration) (*store.VersionRef, error) {
	ref, err := d.accept(ctx, in)
	if err != nil {
		return nil, err
	}
	if patience == 0 {
		return ref, d.record(ctx, ref)
	}
	read := make(chan error, 1)
	d.late.Go(func() {
		ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
		defer stop()
		defer context.AfterFunc(d.life, stop)()
		defer func() {
			if p := recover(); p != nil { // only a bug can cause it; the story waits in the queue
				read <- fmt.Errorf("a fault in readout: %v", p)
			}
		}()
		read <- d.record(ctx, ref)
	})
	select {
	case err := <-read:
		return ref, err
	case <-time.After(patience):
		return ref, nil
	}
}

// accept takes a story into the archive.
func (d *desk) accept(ctx context.Context, in *ask.Given) (*store.VersionRef, error) {
	row, err := d.row(ctx, in, d.opened.Load())
	if err != nil {
		return nil, err
	}
	line, err := json.Marshal(map[string]string{"text": row.Text, "html": strings.ToValidUTF8(string(row.HTML), "\uFFFD"), "url": row.URL, "title": row.Title, "outlet": row.Outlet, "published": row.Published})
	if err != nil {
		return nil, err
	}
	release, err := take(ctx, d.doors)
	if err != nil {
		return nil, err
	}
	defer release()
	var ref *store.VersionRef
	var bad error
	g := *d.ingester
	g.Strangers = true
	g.Bad = func(err *input.Error) { bad = err.Err }
	g.Accepted = func(_ string, _ ingest.Outcome, r *store.VersionRef) { ref = r }
	if _, err := g.Add(ctx, []string{"-"}, bytes.NewReader(append(line, '\n'))); err != nil {
		return nil, err
	}
	if bad != nil || ref == nil {
		return nil, &ask.Error{Fault: ask.Unusable, Detail: fmt.Sprintf("The story could not be taken in: %v", bad), Do: "Correct it and send it again."}
	}
	return ref, nil
}

// record reads a version that has no record of the pipeline yet.
func (d *desk) record(ctx context.Context, ref *store.VersionRef) error {
	s := d.ingester.Store
	if rec, err := s.Record(ctx, ref); err == nil && rec.Pipeline == d.ingester.Reader.Name() {
		return nil
	}
	if err := d.in.remember(ctx, s); err != nil {
		return err
	}
	release, err := take(ctx, d.slots)
	if err != nil {
		return err
	}
	defer release()
	stored, err := s.Load(ctx, ref)
	if err != nil {
		return err
	}
	rec, digest, err := d.ingester.ReadStored(ctx, stored)
	if err != nil {
		return err
	}
	return s.Update(ctx, func(tx *store.Tx) error { return tx.PutReading(ref, rec, digest) })
}

// samples returns the stories that the start page offers.
func samples() ([]web.Sample, error) {
	out := []web.Sample{
		{Name: "wire", Title: "A wire report", About: "An unnamed official, a denial, junk in mid-sentence.", Given: []ask.Given{{Published: "2024-03-12"}}},
		{Name: "versions", Title: "A story in three versions", About: "“Has agreed” became “is weighing”, then “denied”.", Suffix: "/versions?from=1&to=2"},
		{Name: "speech", Title: "A speech", About: "One voice from beginning to end, as a timeline.", Suffix: "/timeline", Given: []ask.Given{{Published: "2024-11-08"}}},
	}
	for _, i := range []int{0, 2} {
		text, err := examples.FS.ReadFile(out[i].Name + ".txt")
		if err != nil {
			return nil, err
		}
		out[i].Given[0].Text = string(text)
	}
	rows, err := examples.FS.ReadFile("versions.jsonl")
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(rows) {
		row, err := input.ParseRow(line)
		if err != nil {
			return nil, err
		}
		out[1].Given = append(out[1].Given, ask.Given{Text: row.Text, URL: row.URL, Title: row.Title, Outlet: row.Outlet, Published: row.Published})
	}
	return out, nil
}

// readText reads a text that an assistant sends.
func (d *desk) readText(ctx context.Context, text, url, day string) (*readout.Record, error) {
	return d.read(ctx, &ask.Given{Text: text, URL: url, Published: day})
}
