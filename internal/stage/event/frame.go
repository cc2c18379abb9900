package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// frame finds who does an act and whom it concerns, by the tree.
func (f *finder) frame(a *act) {
	t := f.t
	if a.noun && a.verb == a.tok {
		f.nounFrame(a)
		return
	}
	passive := t.Passive(a.verb)
	if passive {
		a.actor = f.actorsAmong(t, t.Agents(a.verb))
	} else {
		a.actor = f.actorsAmong(t, t.Subjects(a.verb))
	}
	a.recipient = f.without(a, f.concerned(a, passive))
}

// nounFrame finds the roles of an event noun in its own phrase.
func (f *finder) nounFrame(a *act) {
	t, i := f.t, a.tok
	if k := t.Kid(i, syntax.NmodPoss); k >= 0 {
		a.actor = f.actorsAmong(t, t.Conjuncts(k))
	}
	var recipients []int
	for _, k := range t.Kids[i] {
		switch t.Rel[k] {
		case syntax.Amod, syntax.Compound:
			if len(a.actor) == 0 && k < i && (f.wordCountry(t, k) != "" || f.agentive(t, k) && !t.UPOS(k, "ADJ")) && !slices.Contains(a.words, k) {
				a.actor = []int{k}
			}
		case syntax.Nmod, syntax.Obl:
			if t.Full(k, syntax.NmodPoss) || t.Time(k) {
				continue
			}
			heads := f.actorsAmong(t, t.Conjuncts(k))
			if cs := t.Case(k); f.words.by[cs] {
				a.actor = append(a.actor, heads...)
			} else if slices.Contains(f.words.concerning, cs) {
				recipients = append(recipients, heads...)
			}
		}
	}
	a.recipient = f.without(a, recipients)
}

// without returns heads that are not among the act's actors.
func (f *finder) without(a *act, heads []int) []int {
	var out []int
	for _, h := range heads {
		if slices.Contains(a.actor, h) || slices.Contains(out, h) {
			continue
		}
		m := f.t.Mention(h)
		same := m != nil && m.Actor != "" && slices.ContainsFunc(a.actor, func(i int) bool {
			n := f.t.Mention(i)
			return n != nil && n.Actor == m.Actor
		})
		if !same {
			out = append(out, h)
		}
	}
	return out
}

// concerned returns the heads of whom an act concerns: its object or, if that
// is nobody, who stands inside it, in the verb's phrases or in its clauses.
func (f *finder) concerned(a *act, passive bool) []int {
	t := f.t
	if k := t.Kid(a.verb, syntax.Iobj); k >= 0 && f.agentive(t, k) {
		return t.Conjuncts(k)
	}
	var objects, agentive, abstract []int
	if passive {
		objects = t.Subjects(a.verb)
	} else if k := t.Kid(a.verb, syntax.Obj); k >= 0 {
		objects = t.Conjuncts(k)
	}
	for _, o := range objects {
		switch {
		case o == a.tok:
			abstract = append(abstract, o)
		case t.ownObject(o):
		case a.kind == readout.MobilizeEvent && triggers().classes["@force"][t.Lemma[o]]: // troops that are moved suffer nothing
		case f.agentive(t, o):
			agentive = append(agentive, o)
		default:
			abstract = append(abstract, o)
		}
	}
	if len(agentive) > 0 {
		return agentive
	}
	if got := f.without(a, f.insides(abstract)); len(got) > 0 {
		return got
	}
	if got := f.without(a, f.obliques(a.verb)); len(got) > 0 {
		return got
	}
	return f.clauses(a)
}

// insides returns the actors inside abstract phrases.
func (f *finder) insides(heads []int) []int {
	for _, h := range heads {
		if k := f.inside(f.t, h, 0); k >= 0 {
			return f.t.Conjuncts(k)
		}
	}
	return nil
}

// obliques returns the actors in the phrases of verb i.
func (f *finder) obliques(i int) []int {
	t := f.t
	best, rank := -1, len(f.words.concerning)
	for _, k := range t.Kids[i] {
		if t.Rel[k] != syntax.Obl && t.Rel[k] != syntax.Nmod || t.Time(k) || t.Full(k, syntax.OblAgent) {
			continue
		}
		n := slices.Index(f.words.concerning, t.Case(k))
		if n < 0 || n >= rank {
			continue
		}
		at := k
		if !f.agentive(t, k) {
			at = f.inside(t, k, 0)
		}
		if at >= 0 {
			best, rank = at, n
		}
	}
	if best < 0 {
		return nil
	}
	return t.Conjuncts(best)
}

// clauses returns whom the clauses below an act's verb concern: "urged X to
// free Y", "threatened to bomb Z".
func (f *finder) clauses(a *act) []int {
	t := f.t
	for _, k := range t.Kids[a.verb] {
		switch t.Rel[k] {
		case syntax.Xcomp, syntax.Ccomp:
		case syntax.Advcl, syntax.Acl:
			if t.Full(k, syntax.AclRelcl) || !t.Infinitive(k) {
				continue
			}
		default:
			continue
		}
		if o := t.Kid(k, syntax.Obj, syntax.Iobj); o >= 0 && !t.Passive(k) && !t.ownObject(o) {
			if f.agentive(t, o) {
				return t.Conjuncts(o)
			}
			if in := f.without(a, f.insides([]int{o})); len(in) > 0 {
				return in
			}
		}
		if got := f.without(a, f.obliques(k)); len(got) > 0 {
			return got
		}
	}
	return nil
}
