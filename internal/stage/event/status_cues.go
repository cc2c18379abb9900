package event

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// byWeight orders the statuses by how much they take away from a claim.
var byWeight = []readout.Status{readout.Asserted, readout.Generic, readout.Probable, readout.Planned, readout.Demanded,
	readout.Possible, readout.Denied, readout.Hypothetical, readout.Open}

// statusOf returns the status of an act and the words that show it. A noun
// under a light verb has what its own place gives too: "is considering
// sanctions". A noun that no verb carries is taken for granted, unless a word
// beside it says otherwise. What is said by words that plan or demand is said,
// and what is planned if something happens is hypothetical.
func (f *finder) statusOf(a *act) (readout.Status, []readout.Span) {
	status, cues := f.mod.Of(f.t.Sentence, a.verb)
	planned := status == readout.Planned || status == readout.Demanded
	switch {
	case planned && verbal[string(a.kind)] && a.listed:
		return readout.Asserted, nil
	case planned && f.condition(a.verb) >= 0:
		return readout.Hypothetical, []readout.Span{f.t.Tok(f.condition(a.verb)).Span}
	case !a.noun:
		return status, cues
	case status == readout.Denied && f.answered(a, cues):
		return readout.Asserted, nil
	case a.verb == a.tok:
		return f.granted(a, status, cues)
	}
	if own, shown := f.mod.Of(f.t.Sentence, a.tok); slices.Index(byWeight, own) > slices.Index(byWeight, status) {
		return own, shown
	}
	return status, cues
}

// answered reports whether what denies a thing said is the verb that answers it: a
// petition that was rejected had been made.
func (f *finder) answered(a *act, cues []readout.Span) bool {
	h := f.t.Heads[f.foremost(a.tok)]
	return h >= 0 && len(cues) == 1 && cues[0] == f.t.Tok(h).Span && slices.Contains(strings.Fields(f.words.answers[f.t.Lemma[h]]), string(a.kind))
}

// foremost returns the first of the words that word i is coordinated with.
func (f *finder) foremost(i int) int {
	for f.t.Rel[i] == syntax.Conj && f.t.Heads[i] >= 0 {
		i = f.t.Heads[i]
	}
	return i
}

// condition returns the marker of the condition that verb i hangs on, or -1.
func (f *finder) condition(i int) int {
	for _, k := range f.t.Kids[i] {
		if f.t.Rel[k] == syntax.Advcl && f.words.conditions[f.t.Marker(k)] {
			return f.t.Kid(k, syntax.Mark)
		}
	}
	return -1
}

// granted keeps the status of a bare noun only if its cue stands beside the
// noun or the word that governs it.
func (f *finder) granted(a *act, status readout.Status, cues []readout.Span) (readout.Status, []readout.Span) {
	t := f.t
	top := f.foremost(a.tok)
	h := t.Heads[top]
	for i := range t.Low {
		if !slices.Contains(cues, t.Tok(i).Span) {
			continue
		}
		at := t.Heads[i]
		if at == a.tok || at == top || i == h || at == h && h >= 0 && t.Rel[top] != syntax.Obl {
			return status, cues
		}
	}
	return readout.Asserted, nil
}

// jailed returns the arrest that a sentence to prison is too, or nil.
func (f *finder) jailed(a *act) *act {
	t := f.t
	if a.kind != readout.SanctionEvent || a.mode != "convict" || !f.words.punishing[t.Lemma[a.tok]] || a.status != readout.Asserted {
		return nil
	}
	for _, i := range t.Below(a.tok, 30) {
		if f.words.prison[t.Lemma[i]] {
			twin := *a
			twin.set(readout.CoerceEvent, "arrest")
			twin.how = ", to prison"
			return &twin
		}
	}
	return nil
}
