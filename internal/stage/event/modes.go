package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// setMode completes an act's mode and hints with what the tree tells beside
// its word: what a verbal act is about, who protests what, who moves.
func (f *finder) setMode(a *act) {
	t := f.t
	switch {
	case verbal[string(a.kind)]:
		f.verbalMode(a)
	case a.kind == readout.ProtestEvent:
		if a.mode == "" {
			a.mode = "demo"
		}
		if mode, hint := f.topicBelow(a.verb); mode == "change" {
			a.hint(hint)
		}
	case a.kind == readout.MobilizeEvent && a.mode == "troops":
		if slices.ContainsFunc(a.actor, func(i int) bool { role, ok := f.headRole(t.Low[i]); return ok && role.Sector == "COP" }) {
			a.mode = "police"
		}
	}
}

// hint adds a hint for CAMEO.
func (a *act) hint(hint string) {
	if hint != "" && !slices.Contains(a.hints, hint) {
		a.hints = append(slices.Clone(a.hints), hint)
	}
}

// verbalMode sets the mode of a promise, a request, a refusal or a threat by
// what it is about or, for requests and refusals, by the words below it.
func (f *finder) verbalMode(a *act) {
	if a.mode != "" || slices.Contains(a.hints, "veto") {
		return
	}
	in := a.inner
	if in == nil {
		in = f.content(a, a.tok, 0)
	}
	hint := ""
	if in != nil {
		details := append([]string{in.mode}, in.hints...)
		if f.negated(in.verb) {
			details = append(details, plover.Not)
		}
		a.mode, hint = plover.About(string(a.kind), string(in.kind), details...)
	}
	if a.mode == "" && (a.kind == readout.RequestEvent || a.kind == readout.RejectEvent) {
		a.mode, hint = f.topicBelow(a.tok)
	}
	a.hint(hint)
}

// topicBelow returns the mode and the hint of the first topic among the words
// below token i.
func (f *finder) topicBelow(i int) (mode, hint string) {
	for _, k := range f.t.Below(i, 40) {
		for _, w := range []string{f.t.Lemma[k], f.t.Low[k]} {
			if t, ok := f.words.topics[w]; ok {
				return t.mode, t.hint
			}
		}
	}
	return "", ""
}

// negated reports whether verb i is negated.
func (f *finder) negated(i int) bool {
	for _, k := range f.t.Kids[i] {
		if f.words.negations[f.t.Low[k]] {
			return true
		}
	}
	return false
}
