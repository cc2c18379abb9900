package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// speaker returns the subject of the verb of saying above a clause, or -1.
func (f *finder) speaker(i int) int {
	t := f.t
	for range maxClimb {
		h := t.Heads[i]
		if h < 0 {
			break
		}
		r := t.Rel[i]
		if r == "ccomp" || r == "parataxis" && sayVerbs[t.Lemma[h]] {
			for _, s := range t.Subjects(h) {
				return s
			}
			return -1
		}
		if r != "conj" && r != "advcl" && r != "xcomp" && r != "acl" && r != "obj" {
			break
		}
		i = h
	}
	for _, k := range t.Kids[i] { // "…, the ministry said": the saying hangs below
		if (t.Rel[k] == "parataxis" || t.Rel[k] == "ccomp") && sayVerbs[t.Lemma[k]] && t.Marker(k) == "" {
			if s := t.Kid(k, "nsubj"); s >= 0 {
				return s
			}
		}
	}
	return -1
}

// sayVerbs lists verbs of saying.
var sayVerbs = setOf(`say tell announce declare state confirm add note warn insist reiterate stress claim argue believe report reveal explain
 write think maintain assert affirm vow pledge promise hint suggest indicate signal tweet conclude admit acknowledge emphasize emphasise`)

// demand makes a REQUEST of what a speaker says must be done.
func (f *finder) demand(a *act) {
	s := f.speaker(a.verb)
	if s < 0 {
		a.drop("nobody says that it must be done")
		return
	}
	in := *a
	a.inner = &in
	a.kind, a.modal = "REQUEST", a.verb
	for i := range f.t.Low {
		if slices.Contains(a.cues, f.t.Tok(i).Span) {
			a.words = append([]int{i}, in.words...)
			slices.Sort(a.words)
			break
		}
	}
	mode, hints := requestMode(f.t, a)
	a.set("REQUEST", mode, hints...)
	subj := f.actorsAmong(f.t, f.t.Subjects(a.verb))
	if len(subj) == 0 {
		subj = in.actor
	}
	a.actor = f.actorsAmong(f.t, f.t.Conjuncts(s))
	a.recipient = subj
	if f.t.Passive(in.verb) && len(in.recipient) > 0 {
		a.recipient = in.recipient
	}
	if overlap(a.actor, a.recipient) {
		a.drop("its actor asks itself")
	}
	a.status, a.cues = readout.Asserted, nil
	a.how = "what a speaker says must be done is a request"
}

// overlap reports whether two lists share a token.
func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(i int) bool { return slices.Contains(b, i) })
}

// promise makes of what will be done the type that PLOVER has for it.
func (f *finder) promise(a *act) {
	own := f.committed(a) && !f.announced(a)
	switch {
	case kind[a.kind] && a.kind != "AGREE" || yields[a.kind]:
		in := *a
		a.inner = &in
		a.set("AGREE", "", promiseHint(&in)...)
		if subj := f.actorsAmong(f.t, f.t.Subjects(a.verb)); a.sym && len(a.recipient) == 0 && len(subj) > 0 && len(subj) < len(a.actor) {
			a.actor, a.recipient = subj, f.without(&act{actor: subj}, a.actor)
		}
		a.how = "what will be done is agreed to"
		if f.conditional(a) {
			a.status = readout.Hypothetical
		} else if f.committed(a) {
			a.status, a.cues = readout.Asserted, nil
		}
	case hostile[a.kind] && a.kind != "THREATEN" && a.kind != "PROTEST" && (own || f.conditional(a)) || a.kind == "PROTEST" && own:
		f.threat(a)
	case verbal[a.kind] && !f.willItself(a):
		a.status, a.cues = readout.Asserted, nil
	}
}

// threat makes a threat of what a speaker says will be done.
func (f *finder) threat(a *act) {
	in := *a
	a.inner = &in
	mode, hints := threatMode(&in)
	if in.kind == "SANCTION" && mode == "relations" && slices.ContainsFunc(f.argumentWords(f.t, in.verb), func(g argument) bool {
		return triggers().classes["@goods"][f.t.Lemma[g.tok]] || f.t.Lemma[g.tok] == "trade"
	}) {
		mode, hints = "restrict", []string{"sanctions"}
	}
	a.set("THREATEN", mode, hints...)
	a.status, a.cues = readout.Asserted, nil
	a.how = "who does it says that it will be done"
	f.warned(a)
}

// announced reports whether the future is announced, which is more than said:
// the act itself is planned then.
func (f *finder) announced(a *act) bool {
	i := a.verb
	for range maxClimb {
		h := f.t.Heads[i]
		if h < 0 {
			return false
		}
		if f.t.Rel[i] == "ccomp" {
			return f.t.Lemma[h] == "announce" || f.t.Lemma[h] == "decide"
		}
		i = h
	}
	return false
}

// willItself reports whether the verb of the act has a future auxiliary.
func (f *finder) willItself(a *act) bool {
	k := f.t.Kid(a.verb, "aux")
	return k >= 0 && (f.t.Lemma[k] == "will" || f.t.Lemma[k] == "would" || f.t.Lemma[k] == "shall")
}

// conditional reports whether an act hangs on "unless" or "if".
func (f *finder) conditional(a *act) bool {
	for _, k := range f.t.Kids[a.verb] {
		if f.t.Rel[k] == "advcl" && (f.t.Marker(k) == "unless" || f.t.Marker(k) == "if") {
			return true
		}
	}
	return false
}

// committed reports whether who will do an act says so.
func (f *finder) committed(a *act) bool {
	s := f.speaker(a.verb)
	if s < 0 {
		return false
	}
	for _, i := range a.actor {
		if i == s || f.t.UPOS(i, "PRON") && f.antecedent(f.t, i) == s {
			return true
		}
		m, n := f.t.Mention(i), f.t.Mention(s)
		if m != nil && n != nil && m.Actor != "" && m.Actor == n.Actor {
			return true
		}
		if x := f.countryOf(f.t, i, m); x != "" && x == f.countryOf(f.t, s, n) {
			return true
		}
	}
	return false
}
