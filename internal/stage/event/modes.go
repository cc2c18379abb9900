package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/plover"
)

// topics are words that tell what a request or a refusal is about.
var topics = []struct {
	words       map[string]bool
	mode, hints string
}{
	{setOf("resign resignation ouster step-down leadership election elections impeachment"), "change", "leader"},
	{setOf("right rights autonomy independence freedom amnesty referendum vote citizenship equality"), "change", "rights"},
	{setOf("constitution regime democracy institution institutions"), "change", "regime"},
	{setOf("reform policy law bill tax plan legislation budget land barrier"), "change", "policy"},
	{setOf("mediate mediation mediator intervene"), "meet", "mediate"},
	{setOf("settle settlement solution resolve reconciliation"), "meet", "settle"},
	{setOf("talk talks meet meeting dialogue negotiate negotiation summit conference"), "meet", ""},
	{setOf("release free hostage prisoner detainee"), "yield", "release"},
	{setOf("access inspector inspection monitor observer"), "yield", "access"},
	{setOf("embargo sanction blockade tariff boycott"), "yield", "sanctions"},
	{setOf("ceasefire cease-fire truce withdraw withdrawal stop halt end cease restraint disarm surrender pull-out troops fire violence"), "yield", "force"},
	{setOf("money loan fund funding debt food medicine asylum aid relief help assistance donation arms weapon weapons"), "assist", "aid"},
	{setOf("support backing recognition endorsement"), "assist", "support"},
	{setOf("cooperate cooperation trade exchange extradite extradition information intelligence presence protect protection security"), "assist", ""},
}

// setMode completes an act's mode and hints with what the tree tells beside
// its word: what a verbal act is about, who protests what, who moves.
func (f *finder) setMode(a *act) {
	t := f.t
	switch {
	case verbal[a.kind]:
		f.verbalMode(a)
	case a.kind == "PROTEST":
		if a.mode == "" {
			a.mode = "demo"
		}
		if mode, hint := topicBelow(t, a.verb); mode == "change" {
			a.hint(hint)
		}
	case a.kind == "MOBILIZE" && a.mode == "troops":
		if slices.ContainsFunc(a.actor, func(i int) bool { return t.Lemma[i] == "police" || t.Lemma[i] == "policeman" }) {
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
		a.mode, hint = plover.About(a.kind, in.kind, details...)
	}
	if a.mode == "" && (a.kind == "REQUEST" || a.kind == "REJECT") {
		a.mode, hint = topicBelow(f.t, a.tok)
	}
	a.hint(hint)
}

// topicBelow returns the mode and the hint of the first topic among the words
// below token i.
func topicBelow(t *sentence, i int) (mode, hint string) {
	for _, k := range t.Below(i, 40) {
		for _, topic := range topics {
			if topic.words[t.Lemma[k]] || topic.words[t.Low[k]] {
				return topic.mode, topic.hints
			}
		}
	}
	return "", ""
}

// negated reports whether verb i is negated.
func (f *finder) negated(i int) bool {
	for _, k := range f.t.Kids[i] {
		if w := f.t.Low[k]; w == "not" || w == "n't" || w == "never" {
			return true
		}
	}
	return false
}
