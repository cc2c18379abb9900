package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/plover"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// find looks at each word.
func (f *finder) find() {
	t := f.t
	for i := range t.Low {
		switch {
		case t.UPOS(i, "VERB"):
			if a := f.verb(i); a != nil {
				f.acts[i] = a
			}
		case t.UPOS(i, "NOUN", "PROPN"):
			if ms := f.matchNoun(t, i); len(ms) > 0 && !t.partOfName(i) {
				f.acts[i] = f.nounAct(i, ms)
			}
		}
	}
}

// verb makes the act of verb i, or nil.
func (f *finder) verb(i int) *act {
	t := f.t
	ms := f.matchVerb(t, i)
	if len(ms) == 0 && f.obliged(i) {
		return &act{tok: i, verb: i, words: []int{i}}
	}
	code := ""
	if f.dict != nil && (f.first || len(ms) == 0) {
		code = f.dict.Code(t.Low, t.Lemma, i)
	}
	if code != "" && code != "---" {
		if a := dictionaryAct(i, code); a != nil {
			return a
		}
	}
	if code == "---" && f.first || len(ms) == 0 || t.Rel[i] == syntax.Amod || t.Rel[i] == syntax.Compound || t.Rel[i] == syntax.Case || t.Rel[i] == syntax.Fixed {
		return nil
	}
	m := ms[0]
	a := &act{tok: i, verb: i, words: m.words, kind: m.kind, mode: m.mode, hints: m.hints, listed: true}
	return a
}

// obliged reports whether verb i is what a speaker says somebody must do: such
// a verb makes a request whatever it means.
func (f *finder) obliged(i int) bool {
	s := f.t.Kid(i, syntax.Nsubj)
	return s >= 0 && f.agentive(f.t, s) && f.obligation(i) >= 0 && f.speaker(i) >= 0
}

// nounAct makes the act of event noun i.
func (f *finder) nounAct(i int, ms []match) *act {
	t := f.t
	m := ms[0]
	a := &act{tok: i, verb: i, words: m.words, kind: m.kind, mode: m.mode, hints: m.hints, noun: true, listed: true}
	h := t.Heads[i]
	if h >= 0 && (t.Rel[i] == syntax.Obj || t.Full(i, syntax.NsubjPass) || t.Rel[i] == syntax.Obl) && t.UPOS(h, "VERB") && f.words.lightVerbs[t.Lemma[h]] &&
		(t.Rel[i] != syntax.Obl || f.words.lightWithPreposition[t.Lemma[h]]) {
		a.verb = h
		a.words = append([]int{h}, m.words...)
		slices.Sort(a.words)
	}
	return a
}

// dictionaryAct makes the act of verb i from a user's code, or nil if the code
// stands for no type.
func dictionaryAct(i int, code string) *act {
	c, ok := plover.CAMEO(code)
	if !ok || c.Type == "" {
		return nil
	}
	return &act{tok: i, verb: i, words: []int{i}, kind: readout.EventType(c.Type), mode: c.Mode, code: code, how: ", which the user's dictionary codes " + code}
}
