package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// An act is a word of a sentence that tells of an event, before it is coded.
type act struct {
	tok       int // the word
	verb      int // the verb whose frame gives the roles: the word itself, or the light verb above a noun
	words     []int
	kind      readout.EventType
	mode      string
	hints     []string
	noun      bool
	listed    bool // the list of triggers gives its words this type
	inner     *act // what is promised, refused, asked for
	actor     []int
	recipient []int
	roles     *[2][]phraseAt // actors and recipients as the scorer has them, nil without one
	because   [2]string      // what decided most who has each role, "" without a scorer
	status    readout.Status
	cues      []readout.Span
	conf      float64
	code      string     // CAMEO, if a user's dictionary gives it
	drop      trace.Rule // what drops it; the zero Rule keeps it
	proposer  string     // who proposed it, beside rules; set with a trace alone, as the next two
	features  []trace.Feature
	decisions []trace.Decision
	how       string // what decided the type, for why
}

// set gives the act a type.
func (a *act) set(kind readout.EventType, mode string, hints ...string) {
	a.kind, a.mode, a.hints = kind, mode, hints
}

// A finder finds the acts of one sentence.
type finder struct {
	*coder
	t    *sentence
	acts []*act // by token, nil where there is none
}

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

// partOfName reports whether noun i stands inside a name: "Defense Force".
func (t *sentence) partOfName(i int) bool {
	return t.Tok(i).Name != "" && !timeName(t.Tok(i).Name) && t.UPOS(i, "PROPN")
}

// timeName reports whether a name class is one of times.
func timeName(class string) bool {
	return len(class) > 2 && (class[2:] == "DATE" || class[2:] == "TIME")
}

// phrase returns words of the sentence in text order, with a gap as dots.
func (t *sentence) phrase(words []int) string {
	out := ""
	for n, i := range words {
		switch {
		case n == 0:
		case words[n-1]+1 == i:
			out += " "
		default:
			out += " … "
		}
		out += t.Form(i)
	}
	return out
}
