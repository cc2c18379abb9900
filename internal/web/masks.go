package web

import (
	"context"
	"errors"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/export"
	"github.com/seed-f92ea4cf/readout/internal/joined"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A masks puts labels for the names of private persons into one file, as
// exports do: a page is looked at, a file goes on to others.
type masks struct {
	s     *site
	book  export.Book
	known map[readout.VersionID]func(string) string
}

func (s *site) masks() *masks {
	return &masks{s: s, known: make(map[readout.VersionID]func(string) string)}
}

// of returns what masks words of a version. Of one that is not read yet nothing
// is left: nothing tells who in it is private.
func (m *masks) of(ctx context.Context, id readout.VersionID) (func(string) string, error) {
	if mask, ok := m.known[id]; ok {
		return mask, nil
	}
	rec, ids, public, err := m.s.Service.ReadKnown(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	m.see(id, rec, ask.Known{Actors: ids, Public: public})
	return m.known[id], nil
}

// see learns what is masked in a version by its record, nil for one that is not read yet.
func (m *masks) see(id readout.VersionID, rec *readout.Record, known ask.Known) {
	if m.known[id] != nil {
		return
	}
	mask := func(words string) string { return words }
	if rec == nil {
		mask = func(string) string { return "" }
	} else if names := m.book.Names(rec, export.Who{Actors: known.Actors, Public: known.Public}); names != nil {
		mask = names
	}
	m.known[id] = mask
}

// seeing returns a context in which the records that rows are made of are seen.
func (m *masks) seeing(ctx context.Context) context.Context { return ask.WithOpened(ctx, m.see) }

// hit masks a sentence, statement or event.
func (m *masks) hit(ctx context.Context, h *ask.Hit) error {
	mask, err := m.of(ctx, h.Version)
	if err != nil {
		return err
	}
	h.Headline, h.Sentence = mask(h.Headline), mask(h.Sentence)
	maskFields(&h.Fields, mask)
	if h.Speaker != "" { // the archive's name, which the story need not have
		h.Speaker = ""
		if len(h.Who) > 0 {
			h.Speaker = h.Who[0].Name
		}
	}
	return nil
}

// maskFields masks what a row says.
func maskFields(f *claim.Fields, mask func(string) string) {
	f.Words, f.Content, f.Medium, f.StatusOf = mask(f.Words), mask(f.Content), mask(f.Medium), mask(f.StatusOf)
	for _, list := range [][]claim.Named{f.Who, f.Whom, f.AccordingTo} {
		for i := range list {
			list[i].Text, list[i].Name = mask(list[i].Text), mask(list[i].Name)
		}
	}
	if f.When != nil {
		f.When.Text = mask(f.When.Text)
	}
}

// position masks a side that somebody takes.
func (m *masks) position(ctx context.Context, p *joined.PositionRow) error {
	mask, err := m.of(ctx, readout.VersionID(p.Version))
	if err != nil {
		return err
	}
	p.Actor.Name, p.Speaker.Name, p.Question, p.Text, p.Why = mask(p.Actor.Name), mask(p.Speaker.Name), mask(p.Question), mask(p.Text), mask(p.Why)
	for i := range p.By {
		p.By[i] = mask(p.By[i])
	}
	return nil
}
