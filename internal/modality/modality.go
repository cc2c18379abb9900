// Package modality tells how far a text commits itself to what a word of it
// says: whether that happened, did not happen, is planned, demanded, possible
// or left open, and which words show it.
//
// It looks at the words around a predicate: auxiliaries, negation, hedges,
// conditions, and the verbs and nouns that the predicate depends on ("plans
// to", "failed to", "calls for"). Where the sentence is parsed it follows the
// tree; else it works from the words alone. It knows no type of event and no
// speaker: a status holds within the innermost step of a chain of speakers.
package modality

import (
	"github.com/seed-f92ea4cf/readout"
)

// A cue is a word that bears on the status.
type cue struct {
	status readout.Status
	span   readout.Span
}

// rank orders the statuses by how much they take away from a claim: an act
// that is both planned and negated is denied, one under "if" is hypothetical
// whatever else holds.
var rank = map[readout.Status]int{
	readout.Asserted: 0, readout.Generic: 1, readout.Probable: 2, readout.Planned: 3, readout.Demanded: 4,
	readout.Possible: 5, readout.Denied: 6, readout.Hypothetical: 7, readout.Open: 8,
}

// decide returns the status that the cues make together.
func decide(found []cue) (readout.Status, []readout.Span) {
	status, negations := readout.Asserted, 0
	for _, f := range found {
		if f.status == readout.Denied {
			negations++
		}
	}
	for _, f := range found {
		if f.status == readout.Denied && negations%2 == 0 {
			// "did not rule out", "did not refuse to": what is not denied is open to happen
			if rank[status] < rank[readout.Possible] {
				status = readout.Possible
			}
			continue
		}
		if rank[f.status] > rank[status] {
			status = f.status
		}
	}
	var spans []readout.Span
	for _, f := range found {
		if f.status == status || f.status == readout.Denied && status == readout.Possible {
			spans = append(spans, f.span)
		}
	}
	return status, spans
}
