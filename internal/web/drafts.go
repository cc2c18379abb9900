package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"sync"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/api"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Sample is a story that ships with the program.
type Sample struct {
	Name, Title, About string
	Suffix             string // of the address that it opens on: "/versions"
	Given              []ask.Given
}

// A draft is a story that was read and is not in the archive.
type draft struct {
	id    string
	recs  []*readout.Record
	given ask.Given // of the last version
	note  string
}

// drafts are the stories that were pasted lately, the oldest first, and the
// samples that were opened.
type drafts struct {
	mu      sync.Mutex
	list    []*draft
	bytes   int
	samples map[string]*draft
	reading map[string]*pasting // by the id of the page that waits
}

// Limits of the pasted stories that are remembered.
const (
	maxDrafts     = 64
	maxDraftBytes = 64 << 20
)

// add remembers a draft and lets go of the oldest beyond the limits.
func (d *drafts) add(dr *draft) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, old := range d.list {
		if old.id == dr.id {
			d.bytes -= old.size()
			d.list = append(d.list[:i], d.list[i+1:]...)
			break
		}
	}
	d.list = append(d.list, dr)
	d.bytes += dr.size()
	for len(d.list) > 1 && (len(d.list) > maxDrafts || d.bytes > maxDraftBytes) {
		d.bytes -= d.list[0].size()
		d.list = d.list[1:]
	}
}

// size estimates the memory that a draft takes.
func (dr *draft) size() int {
	return len(dr.given.Text) + len(dr.given.HTML) + 8*len(dr.recs[0].Version.Text)
}

// waits returns a story that was being read when its page was left for one that waits.
func (d *drafts) waits(id string) *pasting {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.reading[id]
}

func (d *drafts) find(id string) *draft {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, dr := range d.list {
		if dr.id == id {
			return dr
		}
	}
	return nil
}

// maxReading is how many pasted stories are read behind pages that wait.
const maxReading = 16

// A pasting is a pasted story on its way to a draft.
type pasting struct {
	done  chan struct{} // closed when it was read
	draft *draft
	err   error
}

// read reads a pasted story and leads to its page.
func (s *site) read(w http.ResponseWriter, r *http.Request) error {
	given, err := pasted(w, r)
	if err != nil {
		return err
	}
	id, p := s.drafts.begin()
	if p == nil {
		return api.NewProblem(http.StatusServiceUnavailable, "Many long stories are being read.", "Paste it again in a minute.")
	}
	go s.readPasted(context.WithoutCancel(r.Context()), p, given)
	select {
	case <-p.done:
		s.drafts.end(id)
	case <-time.After(s.patience):
		http.Redirect(w, r, "/read/"+id, http.StatusSeeOther)
		return nil
	}
	if p.err != nil {
		return p.err
	}
	http.Redirect(w, r, "/read/"+p.draft.id, http.StatusSeeOther)
	return nil
}

// readPasted reads a pasted story, whoever waits for it.
func (s *site) readPasted(ctx context.Context, p *pasting, given *ask.Given) {
	defer close(p.done)
	defer s.noted("/read")
	p.err = api.NewProblem(http.StatusInternalServerError, "A fault in readout.", "Please report it with the story.") // unless it ends well
	ctx, release := s.Service.Store.Haste(ctx)
	defer release()
	ctx, stop := context.WithTimeout(ctx, readingTime)
	defer stop()
	rec, err := s.Service.Read(ctx, given)
	if p.err = err; err == nil {
		p.draft = &draft{id: string(rec.Version.ID), recs: []*readout.Record{rec}, given: *given}
		s.drafts.add(p.draft)
	}
}

// readingTime is how long a pasted story may be read.
const readingTime = 2 * time.Minute

// begin notes that a story is being read; nil where too many are.
func (d *drafts) begin() (id string, p *pasting) {
	d.mu.Lock()
	defer d.mu.Unlock()
	maps.DeleteFunc(d.reading, func(_ string, p *pasting) bool { return len(d.reading) >= maxReading && p.isDone() })
	if len(d.reading) >= maxReading {
		return "", nil
	}
	if d.reading == nil {
		d.reading = make(map[string]*pasting)
	}
	id, p = "wait-"+rand.Text(), &pasting{done: make(chan struct{})}
	d.reading[id] = p
	return id, p
}

// isDone reports whether a story was read.
func (p *pasting) isDone() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// end forgets that a story was being read.
func (d *drafts) end(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.reading, id)
}

// waitFor shows that a pasted story is being read, and leads to it once it was.
func (s *site) waitFor(w http.ResponseWriter, r *http.Request, p *pasting) error {
	switch {
	case !p.isDone():
		s.show(w, r, http.StatusOK, "wait", &waitPage{chrome{Title: "Being read"}})
		return nil
	case p.err != nil:
		return p.err
	}
	http.Redirect(w, r, "/read/"+p.draft.id, http.StatusSeeOther)
	return nil
}

type waitPage struct{ chrome }

// keep takes a draft into the archive and leads to its page there.
func (s *site) keep(w http.ResponseWriter, r *http.Request) error {
	dr := s.drafts.find(r.PathValue("id"))
	if dr == nil {
		return draftGone()
	}
	ref, err := s.Service.Keep(r.Context(), &dr.given, s.patience)
	if err != nil {
		return err
	}
	http.Redirect(w, r, fmt.Sprintf("/story/%s?v=%d", ref.Story, ref.N), http.StatusSeeOther)
	return nil
}

func draftGone() error {
	return api.NewProblem(http.StatusNotFound, "This pasted story is no longer remembered.", "Paste it again; stories that you keep stay.")
}

// sample returns a sample as a draft; it is read when it is first opened.
func (s *site) sample(ctx context.Context, name string) (*draft, error) {
	s.drafts.mu.Lock()
	defer s.drafts.mu.Unlock()
	if dr := s.drafts.samples[name]; dr != nil {
		return dr, nil
	}
	for _, sm := range s.Samples {
		if sm.Name != name {
			continue
		}
		dr := &draft{id: name, note: "A sample, written for Readout: people and places are invented."}
		for i := range sm.Given {
			rec, err := s.Service.Read(ctx, &sm.Given[i])
			if err != nil {
				return nil, err
			}
			dr.recs = append(dr.recs, rec)
		}
		if s.drafts.samples == nil {
			s.drafts.samples = make(map[string]*draft)
		}
		s.drafts.samples[name] = dr
		return dr, nil
	}
	return nil, api.NewProblem(http.StatusNotFound, "There is no such sample.", "The start page lists them.")
}

// A tale is a story that a page shows, from the archive or not.
type tale struct {
	base  string // its address
	story *ask.Story
	draft string // id of the draft, "" for a story of the archive or a sample
	note  string
	load  ask.Load
}

// ofStory serves a page about a story of the archive.
func (s *site) ofStory(page func(http.ResponseWriter, *http.Request, *tale) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		id := r.PathValue("id")
		story, err := s.Service.Story(r.Context(), id)
		if err != nil {
			return err
		}
		t := &tale{base: "/story/" + string(story.ID), story: story, load: s.Service.Load}
		if story.ID != readout.StoryID(id) && param(r, "v") == "" { // a version's id, or one that was merged
			if v, err := story.Named(id); err == nil {
				q := r.URL.Query()
				q.Set("v", fmt.Sprint(v.N))
				r.URL.RawQuery = q.Encode()
			}
		}
		return page(w, r, t)
	}
}

// ofDraft serves a page about a story that is not in the archive.
func (s *site) ofDraft(path string, page func(http.ResponseWriter, *http.Request, *tale) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		id := r.PathValue("id")
		var dr *draft
		var err error
		if path == "/sample/" {
			dr, err = s.sample(r.Context(), id)
		} else if p := s.drafts.waits(id); p != nil {
			return s.waitFor(w, r, p)
		} else if dr = s.drafts.find(id); dr == nil {
			err = draftGone()
		}
		if err != nil {
			return err
		}
		t := &tale{base: path + dr.id, story: dr.story(), note: dr.note}
		if path == "/read/" {
			t.draft, t.note = dr.id, "Read on this machine and not kept."
		}
		t.load = func(_ context.Context, v *ask.VersionLine) (*readout.Record, map[readout.ActorID]string, bool, error) {
			return dr.recs[v.N-1], nil, true, nil
		}
		return page(w, r, t)
	}
}

// story describes a draft as the archive would.
func (dr *draft) story() *ask.Story {
	out := &ask.Story{ID: readout.StoryID(dr.id), Outlet: dr.recs[0].Version.Outlet}
	for i, rec := range dr.recs {
		v := ask.VersionLine{ID: rec.Version.ID, N: i + 1, Change: store.Changed, Published: rec.Version.Published.Day(), Posted: rec.Version.Published, Updated: rec.Version.Updated, Headline: rec.Version.Headline,
			URL: rec.Version.URL, Pipeline: rec.Pipeline, Current: i == len(dr.recs)-1}
		if i == 0 {
			v.Change = store.First
		}
		out.Versions = append(out.Versions, v)
	}
	return out
}
