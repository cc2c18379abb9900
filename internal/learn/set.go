package learn

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// A Set is what was learned from an archive's corrections. Heads that made
// nothing better are nil.
type Set struct {
	Statements *Calibrator `json:"statements,omitempty"`
	Events     *Calibrator `json:"events,omitempty"`
	Types      []Recoding  `json:"types,omitempty"`
}

// A Calibrator says anew how likely a value is right: of what the reading said
// of it, and of what the value is.
type Calibrator struct {
	Scale   float64            `json:"scale"` // of the log-odds that the reading gives
	Bias    float64            `json:"bias"`
	Weights map[string]float64 `json:"weights,omitempty"` // of features
}

// A Recoding gives events of a word another type.
type Recoding struct {
	Lemma string            `json:"lemma"`
	From  readout.EventType `json:"from"`
	To    readout.EventType `json:"to"`
	Seen  int               `json:"seen"` // corrections that say so
}

// Empty reports whether nothing was learned.
func (s *Set) Empty() bool { return s.Statements == nil && s.Events == nil && len(s.Types) == 0 }

// Name returns what a pipeline is called with the set: the same for the same set.
func (s *Set) Name() string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // numbers and words alone
	}
	sum := sha256.Sum256(data)
	return "learned-" + hex.EncodeToString(sum[:4])
}

// least and most bound a probability: nothing that a program reads is certain.
const (
	least = 0.02
	most  = 0.99
)

// odds returns the log-odds of a probability.
func odds(p float64) float64 {
	p = max(least, min(most, p))
	return math.Log(p / (1 - p))
}

// Probability returns how likely a value is right that the reading gives a
// probability and that has features.
func (c *Calibrator) Probability(p float64, features []string) float64 {
	sum := c.Scale*odds(p) + c.Bias
	for _, f := range features {
		sum += c.Weights[f]
	}
	return max(least, min(most, 1/(1+math.Exp(-sum))))
}

// Apply changes what was learned in a record that a machine has just made: how
// sure statements and events are, and types. It changes the record's lists, not
// what they point to.
func (s *Set) Apply(rec *readout.Record) {
	for i := range rec.Attributions {
		if a := &rec.Attributions[i]; s.Statements != nil {
			a.Confidence = hundredths(s.Statements.Probability(a.Confidence, statementFeatures(rec, a)))
		}
	}
	for i := range rec.Events {
		e := &rec.Events[i]
		features := eventFeatures(rec, e)
		if s.Events != nil {
			e.Confidence = hundredths(s.Events.Probability(e.Confidence, features))
		}
		if to := recoded(s.Types, lemmaAt(rec, e.Trigger.Cover()), e.Type); to != e.Type {
			e.Why = strings.TrimSpace(fmt.Sprintf("%s People corrected %s of this word to %s in this archive.", e.Why, e.Type, to))
			review.Retype(e, to)
		}
	}
}

func hundredths(p float64) float64 { return math.Round(p*100) / 100 }

// recoded returns the type that events of a word and a type have.
func recoded(list []Recoding, lemma string, kind readout.EventType) readout.EventType {
	for _, r := range list {
		if r.Lemma == lemma && r.From == kind {
			return r.To
		}
	}
	return kind
}

// lemmaAt returns the lemma of the word at which a span begins, in small letters; the
// word itself where the record has no lemmas.
func lemmaAt(rec *readout.Record, at readout.Span) string {
	for i := range rec.Sentences {
		s := &rec.Sentences[i]
		if at.Start < s.Start || at.Start >= s.End {
			continue
		}
		for _, t := range s.Tokens {
			if t.Start <= at.Start && at.Start < t.End && t.Lemma != "" {
				return strings.ToLower(t.Lemma)
			}
		}
	}
	word, _, _ := strings.Cut(at.In(rec.Version.Text), " ")
	return strings.ToLower(word)
}

// statementFeatures returns what is looked at of a statement.
func statementFeatures(rec *readout.Record, a *readout.Attribution) []string {
	depth := "outer"
	if a.Within != "" {
		depth = "within"
	}
	out := []string{"act " + string(a.Act), "speaker " + string(a.Speaker.Kind), "quoted " + string(a.Quoted), depth, "status " + string(a.Status)}
	if cue := a.Cue.Cover(); !cue.Empty() {
		out = append(out, "cue "+lemmaAt(rec, cue))
	}
	return out
}

// eventFeatures returns what is looked at of an event.
func eventFeatures(rec *readout.Record, e *readout.Event) []string {
	cast := "nobody"
	switch {
	case len(e.Actor) > 0 && len(e.Recipient) > 0:
		cast = "both"
	case len(e.Actor) > 0:
		cast = "actor"
	case len(e.Recipient) > 0:
		cast = "recipient"
	}
	said := "itself"
	if len(e.By) > 0 {
		said = "told"
	}
	return []string{"type " + string(e.Type), "status " + string(e.Status), "cast " + cast, said, "word " + lemmaAt(rec, e.Trigger.Cover())}
}
