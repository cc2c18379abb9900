// Package trace says how a text was read: what the stages considered, by whose
// proposal, with which score and for which reasons, and what became of it.
//
// It is no retelling. A stage asks [Recorder.Keep] about each candidate and
// goes on with those that it keeps, and offers what it chooses among to a
// [Choice] and takes the one that it has. Both decide alike with and without
// a trace: a nil Recorder records nothing, allocates nothing and asks for no
// description. A [Recorder.Veto] shows that a trace is what a stage decides by.
package trace

import (
	"fmt"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A Layer is what a candidate is one for.
type Layer string

// The layers.
const (
	Mentions   Layer = "mention"
	Statements Layer = "statement"
	Events     Layer = "event"
)

// A Rule drops candidates. Its name is one of the section "rules" of
// data/en/wording.txt, which says it in words. The zero Rule keeps a candidate.
type Rule struct {
	Name  string
	Limit float64 // what a score is held to, for the words that tell it
}

// Drops reports whether the candidate goes.
func (r Rule) Drops() bool { return r.Name != "" }

// Veto is the rule of [Recorder.Veto].
var Veto = Rule{Name: "veto"}

// wording is how rules are told.
var wording = sync.OnceValue(func() map[string]string { return language.Wording("rules") })

// Verdict returns the rule in words; the verdict of the zero Rule has none.
func (r Rule) Verdict() Verdict {
	by, why, _ := strings.Cut(wording()[r.Name], "; ")
	if strings.Contains(why, "%") {
		why = fmt.Sprintf(why, r.Limit)
	}
	return Verdict{by, why}
}

// A Verdict says in words who dropped a candidate, and why. It has none on one
// that was kept.
type Verdict struct {
	By  string `json:"by,omitempty"` // the rule or model that dropped it
	Why string `json:"why,omitempty"`
}

// Dropped reports whether the candidate went.
func (v Verdict) Dropped() bool { return v.By != "" }

// A Feature is something that speaks for a candidate or, with a weight below
// 0, against it. Weights are parts of a sum, before it is made a probability.
type Feature struct {
	Name   string  `json:"name"`
	Weight float64 `json:"weight"`
}

// An Option is one of those that a choice is made among.
type Option struct {
	Span  readout.Span `json:"-"` // empty for none and for what is no words
	Text  string       `json:"text"`
	Score float64      `json:"score"`
	Taken bool         `json:"taken,omitempty"`
	// Features are set for the one that is taken, where they are known.
	Features []Feature `json:"features,omitempty"`
}

// A Decision is a choice made among options: which phrase a phrase refers back to, which
// type an event has, who has a role in it.
type Decision struct {
	What    string   `json:"what"`
	Options []Option `json:"options"` // the best first
}

// A Candidate is what a stage considered.
type Candidate struct {
	Layer     Layer
	Sentence  int            // index in the record's sentences
	Spans     []readout.Span // the words that it stands on: a phrase, a cue, the words of an event
	Kind      string         // class of a mention, act of a statement, type of an event
	Proposer  string         // the rule, list or head of the network that proposed it
	Detail    string         // speaker and content of a statement
	Scored    bool           // it has a Score
	Score     float64        // probability
	Features  []Feature      // the largest first
	Decisions []Decision
	Verdict   Verdict
	Became    string // id of what it is in the record; "" for what was dropped or merged
}

// Cover returns the words from the candidate's first to its last.
func (c *Candidate) Cover() readout.Span {
	if len(c.Spans) == 0 {
		return readout.Span{}
	}
	return readout.Span{Start: c.Spans[0].Start, End: c.Spans[len(c.Spans)-1].End}
}

// A Recorder keeps the candidates of one text. The nil Recorder keeps none.
type Recorder struct {
	// Veto drops candidates that their stage would keep; nil drops none. It is
	// for tests.
	Veto func(*Candidate) bool
	// Links are the phrases with what they may refer back to, in text order.
	Links []Link

	candidates []Candidate
}

// A Link is a phrase and the decision what it refers back to.
type Link struct {
	Sentence int
	Span     readout.Span
	Decision
}

// On reports whether there is a trace: only then descriptions are worth their
// making.
func (r *Recorder) On() bool { return r != nil }

// Keep reports whether a candidate stays, by the rule of its stage that drops
// it, if any does. With a trace it records the candidate as describe tells it,
// which also gives the reason if the rule's words have none; a veto may drop
// what would stay.
func (r *Recorder) Keep(rule Rule, describe func() Candidate) bool {
	if r == nil {
		return !rule.Drops()
	}
	c := describe()
	why := c.Verdict.Why
	if c.Verdict = rule.Verdict(); c.Verdict.Why == "" {
		c.Verdict.Why = why
	}
	if !rule.Drops() && r.Veto != nil && r.Veto(&c) {
		c.Verdict = Veto.Verdict()
	}
	r.candidates = append(r.candidates, c)
	return !c.Verdict.Dropped()
}

// Became says which value of the record a candidate of a layer is whose words
// have this cover. Of several it is the last that was kept and has no id.
func (r *Recorder) Became(layer Layer, cover readout.Span, kind, id string) {
	if r == nil {
		return
	}
	for i := len(r.candidates) - 1; i >= 0; i-- {
		c := &r.candidates[i]
		if c.Layer == layer && !c.Verdict.Dropped() && c.Became == "" && c.Cover() == cover && (kind == "" || c.Kind == kind) {
			c.Became = id
			return
		}
	}
}

// Candidates returns those of a sentence, of all with -1, by layer and then in
// text order.
func (r *Recorder) Candidates(layer Layer, sentence int) []*Candidate {
	var out []*Candidate
	for i := range r.candidates {
		if c := &r.candidates[i]; c.Layer == layer && (sentence < 0 || c.Sentence == sentence) {
			out = append(out, c)
		}
	}
	sorting.StableFunc(out, func(a, b *Candidate) int { return a.Cover().Start - b.Cover().Start })
	return out
}

// AddLink records what a phrase refers back to.
func (r *Recorder) AddLink(l Link) {
	if r != nil {
		r.Links = append(r.Links, l)
	}
}

// Relink records what a phrase stands for that another stage than the resolver
// decided: it takes the place of what the phrase referred back to.
func (r *Recorder) Relink(l Link) {
	for i := range r.Links {
		if r.Links[i].Span == l.Span {
			r.Links[i] = l
			return
		}
	}
	r.AddLink(l)
}

// Top sorts features by the size of their weights and returns the largest n.
func Top(features []Feature, n int) []Feature {
	sorting.StableFunc(features, func(a, b Feature) int {
		switch x, y := abs(a.Weight), abs(b.Weight); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	for len(features) > 0 && abs(features[min(n, len(features))-1].Weight) < negligible {
		features, n = features[:min(n, len(features))-1], n-1
	}
	return features[:min(n, len(features))]
}

// negligible is a weight that tells nothing.
const negligible = 0.005

// abs is the size of a weight.
func abs(x float64) float64 { return max(x, -x) }
