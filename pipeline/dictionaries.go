package pipeline

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/petrarch"
	"github.com/seed-f92ea4cf/readout/internal/stage/analyze"
	"github.com/seed-f92ea4cf/readout/internal/stage/event"
)

// Dictionaries are what a user has in PETRARCH's formats; each may be nil.
type Dictionaries struct {
	Actors   *petrarch.Actors
	Agents   *petrarch.Agents
	Verbs    *petrarch.Verbs
	Discards *petrarch.Discards
	First    bool // the verbs go before the program's own list
}

// With returns a Reader that looks into a user's dictionaries too: actors and
// agents give the actors of a story their codes, verbs tell of events that the
// program's own list does not have, discards keep events out and never text.
func (r *Reader) With(d Dictionaries) *Reader {
	more := *r
	more.own = d
	return &more
}

// coder returns the function that codes a name by the user's actors and
// agents on the day of publication, or nil if there are none.
func (r *Reader) coder(rec *readout.Record) func(name, base string) string {
	if r.own.Actors == nil && r.own.Agents == nil {
		return nil
	}
	day := strings.ReplaceAll(rec.Version.Published.Day(), "-", "")
	return func(name, base string) string {
		return petrarch.Mix(r.own.Actors, r.own.Agents, name, base, day)
	}
}

// eventOptions are what the user's dictionaries add to the coding of a record's events.
// seen is what the network says of the text.
func (r *Reader) eventOptions(rec *readout.Record, seen *analyze.Result) event.Options {
	o := event.Options{First: r.own.First, Code: r.coder(rec)}
	if len(seen.Claims) > 0 {
		o.Scorer, o.Seen = r.codes, &event.Seen{Triggers: seen.Triggers, Phrases: seen.Phrases}
	}
	if r.own.Verbs != nil {
		o.Dictionary = r.own.Verbs
	}
	if d := r.own.Discards; d != nil {
		o.Discard = d.Sentence
		if d.Story(rec.Version.Text) {
			o.Discard = func(string) bool { return true }
		}
	}
	return o
}
