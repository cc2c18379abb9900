package web

import (
	"context"
	"errors"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/ask"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/export"
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
	mask := func(words string) string { return words }
	switch {
	case errors.Is(err, store.ErrNotFound):
		mask = func(string) string { return "" }
	case err != nil:
		return nil, err
	default:
		if names := m.book.Names(rec, export.Who{Actors: ids, Public: public}); names != nil {
			mask = names
		}
	}
	m.known[id] = mask
	return mask, nil
}

// hit masks a sentence, statement or event.
func (m *masks) hit(ctx context.Context, h *ask.Hit) error {
	mask, err := m.of(ctx, h.Version)
	if err != nil {
		return err
	}
	h.Headline, h.Sentence, h.Words, h.Content, h.Medium, h.StatusOf = mask(h.Headline), mask(h.Sentence), mask(h.Words), mask(h.Content), mask(h.Medium), mask(h.StatusOf)
	for _, list := range [][]claim.Named{h.Who, h.Whom, h.AccordingTo} {
		for i := range list {
			list[i].Text, list[i].Name = mask(list[i].Text), mask(list[i].Name)
		}
	}
	if h.When != nil {
		h.When.Text = mask(h.When.Text)
	}
	if h.Speaker != "" { // the archive's name, which the story need not have
		h.Speaker = ""
		if len(h.Who) > 0 {
			h.Speaker = h.Who[0].Name
		}
	}
	return nil
}
