package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// verbal lists the types that are things said: what they are about has not
// happened by being said.
var verbal = map[string]bool{"AGREE": true, "REJECT": true, "REQUEST": true, "THREATEN": true}

// compose finds what verbal acts are about, who takes part, and the status of
// each act. An act of nobody is dropped: its word may mean anything.
func (f *finder) compose() {
	for _, a := range f.acts {
		if a != nil && !a.drop.Drops() && verbal[string(a.kind)] {
			if a.inner = f.content(a, a.tok, 0); a.inner != nil {
				a.inner.drop = toldWithin
			}
		}
	}
	for _, a := range f.acts {
		if a == nil || a.drop.Drops() {
			continue
		}
		a.status, a.cues = f.statusOf(a)
		f.frame(a)
		f.help(a)
		f.duty(a)
		switch {
		case a.code != "": // the user's dictionaries decide for themselves
		case len(a.actor)+len(a.recipient) == 0:
			a.drop = nobodyInIt
		case f.courtesy(a.tok):
			a.drop = courtesy
		}
		a.conf = ruleConfidence
	}
}

// courtesy reports whether word i is one of those that are said to whoever
// listens: by the speaker himself, and of nobody else.
func (f *finder) courtesy(i int) bool {
	t := f.t
	if !f.words.courtesies[t.Lemma[i]] && !f.words.courtesies[t.Low[i]] {
		return false
	}
	for _, k := range t.Subjects(i) {
		if class, ok := f.words.pronounClasses[t.Low[k]]; !ok || class > ourClass {
			return false
		}
	}
	for _, k := range t.Kids[i] {
		switch t.Rel[k] {
		case syntax.Obj, syntax.Iobj, syntax.Obl, syntax.Nmod:
			if !f.words.hearer[t.Low[k]] && f.someone(k) {
				return false
			}
		}
	}
	return true
}

// ourClass is the highest class of pronouns by which a speaker means himself.
const ourClass = 1

// someone reports whether word k heads the mention of an actor.
func (f *finder) someone(k int) bool {
	m := f.t.Mention(k)
	return m != nil && m.Actor != ""
}

// content returns the act that the words below token i of verbal act a tell
// of, and that a is about; nil if there is none.
func (f *finder) content(a *act, i, depth int) *act {
	t := f.t
	if depth > 3 {
		return nil
	}
	var later []int
	for _, k := range t.Kids[i] {
		switch t.Rel[k] {
		case syntax.Xcomp, syntax.Ccomp, syntax.Obj:
		case syntax.Nmod, syntax.Obl:
			if t.Time(k) || f.words.grounds[t.Lemma[k]] {
				continue
			}
		case syntax.Acl:
			if t.Full(k, syntax.AclRelcl) {
				continue
			}
		case syntax.Advcl:
			if !t.Infinitive(k) || depth > 0 {
				continue
			}
		default:
			continue
		}
		if in := f.acts[k]; in != nil && in != a {
			return in
		}
		later = append(later, k)
	}
	for _, k := range later {
		if in := f.content(a, k, depth+1); in != nil {
			return in
		}
	}
	return nil
}

// help makes help of force that is moved to keep peace, to train or to help.
func (f *finder) help(a *act) {
	if a.kind != readout.MobilizeEvent || a.mode == "weapons" {
		return
	}
	for _, i := range f.t.Below(a.verb, 40) {
		if hint, ok := f.words.helping[f.t.Lemma[i]]; ok {
			a.set(readout.AidEvent, "", hint)
			a.how += ", which the words around it make help"
			return
		}
	}
}

// obligation returns the word that makes a duty of what verb i says, or -1.
func (f *finder) obligation(i int) int {
	t := f.t
	for _, k := range t.Kids[i] {
		if t.Rel[k] == syntax.Aux && f.words.obliging[t.Low[k]] {
			return k
		}
	}
	if h := t.Heads[i]; h >= 0 && t.Rel[i] == syntax.Xcomp && f.words.obligingVerbs[t.Lemma[h]] {
		return h
	}
	return -1
}

// duty makes a request of what a speaker says that somebody must do or must
// not do. What nobody says must be done is no act.
func (f *finder) duty(a *act) {
	t := f.t
	if a.noun {
		return
	}
	cue := f.obligation(a.verb)
	if cue < 0 {
		return
	}
	s := f.speaker(a.verb)
	if s < 0 {
		a.drop = nobodyDemands
		return
	}
	in := *a
	a.inner = &in
	a.set(readout.RequestEvent, "")
	a.words = append([]int{cue}, in.words...)
	slices.Sort(a.words)
	a.actor, a.recipient = f.actorsAmong(t, t.Conjuncts(s)), f.actorsAmong(t, t.Subjects(a.verb))
	if t.Passive(in.verb) && len(in.recipient) > 0 {
		a.recipient = in.recipient
	}
	if overlap(a.actor, a.recipient) {
		a.drop = asksHimself
	}
	a.status, a.cues = readout.Asserted, nil
	a.how = ", which a speaker says must be done or left"
}

// speaker returns the subject of the verb of saying above a clause, or -1.
func (f *finder) speaker(i int) int {
	t := f.t
	for range maxClimb {
		h := t.Heads[i]
		if h < 0 {
			break
		}
		r := t.Rel[i]
		if r == syntax.Ccomp || r == syntax.Parataxis && f.words.saying[t.Lemma[h]] {
			for _, s := range t.Subjects(h) {
				return s
			}
			return -1
		}
		if r != syntax.Conj && r != syntax.Advcl && r != syntax.Xcomp && r != syntax.Acl && r != syntax.Obj {
			break
		}
		i = h
	}
	for _, k := range t.Kids[i] { // "…, the ministry said": the saying hangs below
		if (t.Rel[k] == syntax.Parataxis || t.Rel[k] == syntax.Ccomp) && f.words.saying[t.Lemma[k]] && t.Marker(k) == "" {
			if s := t.Kid(k, syntax.Nsubj); s >= 0 {
				return s
			}
		}
	}
	return -1
}

// overlap reports whether two lists share a token.
func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(i int) bool { return slices.Contains(b, i) })
}

// ruleConfidence is the confidence of an event that the rules alone give, without
// a scorer. They were not measured alone; of the scorer's own events on the
// development stories 52.6 % have the right type.
const ruleConfidence = 0.5
