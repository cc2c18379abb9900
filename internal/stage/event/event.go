// Package event codes who does what to whom in PLOVER and CAMEO.
//
// It finds the words that tell of events in a list of triggers, takes from the
// dependency tree who did them and whom they concern, and puts what speakers
// promise, demand, refuse and threaten into the types that PLOVER has for
// words. A status says how far the innermost speaker commits to an event, and
// a chain of attributions says who that is. Sentences without a tree give no
// events.
package event

import (
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/modality"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A Dictionary is a user's list of verbs and patterns with CAMEO codes.
type Dictionary interface {
	// Code returns the code of the verb at index at of the words, given in
	// lower case with their lemmas; "" if the list has none.
	Code(words, lemmas []string, at int) string
}

// Options are what the user adds.
type Options struct {
	Dictionary Dictionary // nil if there is none
	First      bool       // the dictionary goes before the program's own list
	// Discard reports whether a sentence is one of those that the user does
	// not want coded; nil keeps all.
	Discard func(sentence string) bool
	// Scorer judges what the network, Seen, and the rules propose; without it
	// the rules decide.
	Scorer *Scorer
	Seen   *Seen
	// Code returns the CAMEO code of a name by the user's dictionaries, given
	// its country, or "". It codes who is no actor of the record.
	Code func(name, country string) string
}

// Find returns the events of rec's story, in text order. rec has everything
// that the stages before find: mentions, actors, dates, places and
// attributions; view has its sentences, with trees, and knows its mentions.
func (w *Words) Find(rec *readout.Record, view *syntax.Text, lex *lexicon.Lexicon, mod *modality.Rules, o Options) []readout.Event {
	c := &coder{words: w, rec: rec, view: view, mod: mod, text: rec.Version.Text, lex: lex, actors: map[readout.ActorID]*readout.Actor{},
		dict: o.Dictionary, first: o.First, code: o.Code, scorer: o.Scorer}
	if c.scorer != nil {
		c.story = newSeenStory(view, o.Seen)
	}
	for i := range rec.Actors {
		c.actors[rec.Actors[i].ID] = &rec.Actors[i]
	}
	var out []readout.Event
	for i := range view.Sentences {
		s := &view.Sentences[i]
		if !s.Parsed || o.Discard != nil && o.Discard(s.Span.In(c.text)) {
			continue
		}
		out = append(out, c.sentence(&sentence{s})...)
	}
	out = merge(out)
	slices.SortStableFunc(out, func(a, b readout.Event) int { return a.Trigger.Cover().Start - b.Trigger.Cover().Start })
	for i := range out {
		out[i].ID = readout.EventID(fmt.Sprintf("e%d", i+1))
	}
	became(view.Trace, out)
	return out
}

// sentence returns the events of one sentence.
func (c *coder) sentence(t *sentence) []readout.Event {
	f := &finder{coder: c, t: t, acts: make([]*act, len(t.Low))}
	f.find()
	f.compose()
	acts := f.list()
	if c.scorer != nil {
		acts = f.judged(c.story, acts)
	}
	var out []readout.Event
	for _, a := range acts {
		if !f.stays(a) {
			continue
		}
		out = append(out, f.event(a))
		if twin := f.jailed(a); twin != nil && f.stays(twin) {
			out = append(out, f.event(twin))
		}
	}
	return out
}

// list returns the acts that stay, in text order.
func (f *finder) list() []*act {
	var out []*act
	for _, a := range f.acts {
		if a != nil && (!a.drop.Drops() || f.stays(a)) {
			out = append(out, a)
		}
	}
	return out
}
