package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// The probabilities of a type from which an event is reported: for a word of
// which the rules say the same kind of thing, for one that the list of triggers
// has, and for others. They were chosen on the development part of the annotated
// stories, between the best F1 of types and of whole claims, and so that of
// thirty sentences that tell of no event few are coded.
const (
	leastRuled  = 0.25
	leastListed = 0.42
	leastOther  = 0.5
)

// least returns the probability of a type from which word i tells of an event.
// A word that neither the list nor the rules know must be surer, a name or a
// word of time is none: of whole sentences with a type, the network has also
// learned from words that only stand there.
func (f *finder) least(i int, proposed []*act) float64 {
	t := f.t
	tok := &t.Tokens[i]
	switch {
	case len(proposed) > 0:
		return leastRuled
	case t.UPOS(i, "PROPN") || t.Time(i):
		return 1
	case len(lexicon.TriggerVotes(tok.UPOS, t.Form(i), tok.Lemma)) == 0:
		return leastOther
	}
	return leastListed
}

// proposed returns the acts of the rules of which token i is a word.
func (f *finder) proposed(i int) []*act {
	var out []*act
	for _, a := range f.acts {
		if a != nil && !a.drop.Drops() && slices.Contains(a.words, i) {
			out = append(out, a)
		}
	}
	return out
}

// ruled returns which roles the rules give phrase p: 1 actor, 2 recipient, 3 both.
func (f *finder) ruled(proposed []*act, p phraseAt) int {
	roles := 0
	for _, a := range proposed {
		if p.s.Number != f.t.Number {
			continue
		}
		if slices.Contains(a.actor, p.head) {
			roles |= 1
		}
		if slices.Contains(a.recipient, p.head) {
			roles |= 2
		}
	}
	return roles
}
