package event

import "slices"

// frame finds who does an act and whom it concerns.
func (f *finder) frame(a *act) {
	t := f.t
	if a.noun && a.verb == a.tok {
		f.nounFrame(a)
		return
	}
	if t.Rel[a.verb] == "amod" {
		a.actor = []int{t.Heads[a.verb]}
		return
	}
	passive := t.Passive(a.verb) && !a.adj && !(a.kind == "AGREE" && len(t.Agents(a.verb)) == 0)
	switch {
	case passive:
		a.actor = f.actorsAmong(t, t.Agents(a.verb))
		if len(a.actor) == 0 && t.Rel[a.verb] == "xcomp" {
			break
		}
	default:
		a.actor = f.actorsAmong(t, t.Subjects(a.verb))
	}
	if len(a.actor) == 0 && !passive && t.Rel[a.verb] == "acl" && t.Heads[a.verb] >= 0 {
		a.actor = f.actorsAmong(t, t.Owners(t.Heads[a.verb]))
	}
	if a.noun && len(a.actor) == 0 {
		f.nounFrame(a)
	}
	if a.sym && f.together(a, passive) {
		return
	}
	if len(a.recipient) == 0 {
		a.recipient = f.without(a, f.concerned(a, passive))
	}
	if k := t.Kid(a.verb, "nsubj"); k >= 0 && !passive {
		f.subjectEvent(a, k)
	}
	if passive && len(a.actor) == 0 {
		if a.actor = f.without(&act{actor: a.recipient}, f.authority(a)); len(a.actor) > 0 {
			a.how += ", by the country where it was done since nobody is named"
		}
	}
	if a.kind == "PROTEST" {
		f.opposed(a)
	}
}

// subjectEvent takes the mode, and who did it, from an event that is the
// subject: "a roadside bombing killed …".
func (f *finder) subjectEvent(a *act, subject int) {
	s := f.acts[subject]
	if s == nil || !s.noun || s.kind != a.kind {
		return
	}
	if a.mode == "" || s.mode == "suicide-attack" {
		a.mode, a.hints = s.mode, append(slices.Clone(a.hints), s.hints...)
	}
	if agents[f.t.Lemma[subject]] { // "a suicide bomber blew up …": who acts is the subject
		s.drop("it is the subject of another event of its type")
		return
	}
	f.nounFrame(s)
	a.actor = f.without(&act{actor: a.recipient}, s.actor)
	s.drop("it is the subject of another event of its type")
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

// together gives an act that all do to subject, object and "with" alike. It
// returns false if there is nobody but the subject.
func (f *finder) together(a *act, passive bool) bool {
	t := f.t
	var more []int
	for _, v := range []int{a.verb, a.tok} {
		for _, k := range t.Kids[v] {
			r := t.Rel[k]
			switch {
			case r == "obj" && k != a.tok && f.agentive(t, k) && !slices.Contains(a.words, k), passive && t.Full(k, "nsubj:pass") && f.agentive(t, k):
				more = append(more, t.Conjuncts(k)...)
			case (r == "obl" || r == "nmod") && !t.Time(k):
				if cs := t.Case(k); cs == "with" || cs == "between" || cs == "among" || cs == "together with" || cs == "alongside" {
					more = append(more, f.actorsAmong(t, t.Conjuncts(k))...)
				}
			}
		}
		if a.tok == a.verb {
			break
		}
	}
	if o := t.Kid(a.verb, "obj"); o >= 0 && o != a.tok && !f.agentive(t, o) {
		for _, k := range t.Kids[o] {
			if cs := t.Case(k); t.Rel[k] == "nmod" && (cs == "with" || cs == "between") {
				more = append(more, f.actorsAmong(t, t.Conjuncts(k))...)
			}
		}
	}
	more = f.without(a, more)
	if len(more) == 0 {
		return len(a.actor) > 1
	}
	a.actor = append(slices.Clone(a.actor), more...)
	return true
}

// moved lists the types whose object may be what is given, sent or withdrawn,
// while a phrase says to whom, from where or against whom.
var moved = map[string]bool{"AID": true, "AGREE": true, "MOBILIZE": true, "RETREAT": true, "COOPERATE": true, "SANCTION": true, "CONCEDE": true, "SUPPORT": true}

// returned lists verbs that give something back to whom "to" names.
var returned = setOf("return hand give cede restore surrender turn")

// concerned returns the heads of whom an act concerns.
func (f *finder) concerned(a *act, passive bool) []int {
	t := f.t
	var objects []int
	if passive {
		objects = t.Subjects(a.verb)
		if t.Rel[a.verb] == "acl" {
			objects = t.Conjuncts(t.Heads[a.verb])
		}
	}
	if k := t.Kid(a.verb, "iobj"); k >= 0 && f.agentive(t, k) {
		return t.Conjuncts(k)
	}
	if k := t.Kid(a.verb, "obj"); k >= 0 {
		if !passive {
			objects = t.Conjuncts(k)
		}
	}
	var agentive, abstract []int
	for _, o := range objects {
		switch {
		case o == a.tok && a.noun, t.Lemma[o] == "state" && len(f.matchNoun(t, o)) > 0: // "a state of emergency" is nobody
			abstract = append(abstract, o)
		case t.ownObject(o):
		case a.kind == "AID" && triggers().classes["@peace"][t.Lemma[o]]: // who joins a mission helps where it is
		case f.agentive(t, o):
			agentive = append(agentive, o)
		default:
			abstract = append(abstract, o)
		}
	}
	if moved[a.kind] && (a.kind != "RETREAT" || returned[t.Lemma[a.tok]]) && len(objects) > 0 {
		for _, k := range append(slices.Clone(t.Kids[a.verb]), t.Kids[objects[0]]...) {
			if (t.Rel[k] == "obl" || t.Rel[k] == "nmod") && t.Case(k) == "to" && f.agentive(t, k) {
				return t.Conjuncts(k)
			}
		}
	}
	if len(agentive) == 0 && (a.kind == "ASSAULT" || a.kind == "COERCE" || a.kind == "MOBILIZE") && len(f.insides(abstract)) == 0 {
		for _, o := range abstract {
			if cl := triggers().classes; cl["@place"][t.Lemma[o]] || cl["@property"][t.Lemma[o]] || t.Lemma[o] == "target" {
				if t.Lemma[o] == "border" {
					continue
				}
				return []int{o}
			}
		}
	}
	goods := len(agentive) > 0 && moved[a.kind] && (triggers().classes["@force"][t.Lemma[agentive[0]]] || triggers().classes["@arms"][t.Lemma[agentive[0]]])
	if len(agentive) > 0 && !goods {
		return agentive
	}
	for _, step := range []func() []int{
		func() []int { return f.insides(abstract) },
		func() []int { return f.obliques(a.verb, passive) },
		func() []int { return f.clauses(a, a.verb, 0) },
		func() []int {
			if goods && (a.kind == "MOBILIZE" || a.kind == "RETREAT" && a.mode != "release") {
				return nil // troops that are moved suffer nothing
			}
			return agentive
		},
		func() []int {
			if a.tok != a.verb {
				return f.insides([]int{a.tok})
			}
			return nil
		},
		func() []int { return f.placed(a.verb) },
	} {
		if got := f.without(a, step()); len(got) > 0 {
			return got
		}
	}
	return nil
}

// ownObject reports whether an object belongs to who acts: "its troops".
func (t *sentence) ownObject(o int) bool {
	k := t.Kid(o, "nmod:poss")
	return k >= 0 && (t.Low[k] == "its" || t.Low[k] == "their" || t.Low[k] == "his" || t.Low[k] == "her" || t.Low[k] == "our" || t.Low[k] == "my")
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

// obliqueCases are the prepositions of whom an act concerns, the closest first.
var obliqueCases = []string{"against", "with", "to", "on", "at", "from", "of", "upon", "towards", "toward", "for", "near", "into", "outside", "over", "between", "among", "behind", "around", "in front of"}

// obliques returns the actors in the phrases of verb i.
func (f *finder) obliques(i int, passive bool) []int {
	t := f.t
	best, rank := -1, len(obliqueCases)
	for _, k := range t.Kids[i] {
		if t.Rel[k] != "obl" && t.Rel[k] != "nmod" || t.Time(k) || t.Full(k, "obl:agent") || grounds[t.Lemma[k]] {
			continue
		}
		cs := t.Case(k)
		n := slices.Index(obliqueCases, cs)
		if n < 0 || n >= rank {
			continue
		}
		if f.agentive(t, k) {
			best, rank = k, n
		} else if in := f.inside(t, k, 0); in >= 0 && !(f.isPlace(t, in) && whereCases[t.Case(in)]) {
			best, rank = in, n
		}
	}
	if best < 0 {
		return nil
	}
	return t.Conjuncts(best)
}

// clauses returns whom the clauses below verb i concern: "urged X to free Y",
// "demanded that X leave".
func (f *finder) clauses(a *act, i, depth int) []int {
	t := f.t
	if depth > 2 {
		return nil
	}
	for _, k := range t.Kids[i] {
		r := t.Rel[k]
		if r != "xcomp" && r != "ccomp" && r != "advcl" && r != "acl" || t.Full(k, "acl:relcl") || r == "advcl" && t.Marker(k) != "to" && t.Tok(k).XPOS != "VBG" {
			continue
		}
		if r == "ccomp" && (a.kind == "REQUEST" || a.kind == "ACCUSE") {
			if s := f.without(a, f.actorsAmong(t, t.Subjects(k))); len(s) > 0 {
				return s
			}
		}
		passive := t.Passive(k)
		if o := t.Kid(k, "obj", "iobj"); o >= 0 && !passive {
			switch {
			case t.ownObject(o):
			case f.agentive(t, o) && !(triggers().classes["@force"][t.Lemma[o]]):
				return t.Conjuncts(o)
			default:
				if in := f.insides([]int{o}); len(f.without(a, in)) > 0 {
					return in
				}
			}
		}
		if got := f.without(a, f.obliques(k, passive)); len(got) > 0 {
			return got
		}
		if got := f.without(a, f.clauses(a, k, depth+1)); len(got) > 0 {
			return got
		}
		if got := f.without(a, f.placed(k)); len(got) > 0 {
			return got
		}
	}
	if o := t.Kid(i, "obj"); o >= 0 && depth == 0 {
		return f.clauses(a, o, depth+1)
	}
	return nil
}

// whereCases are the prepositions of where something is.
var whereCases = setOf("in at near inside outside across throughout around")

// placed returns the place that the words of verb i name with "in", as what
// stands for those who are there.
func (f *finder) placed(i int) []int {
	t := f.t
	for _, k := range t.Below(i, 30) {
		if k == i || t.Rel[k] != "obl" && t.Rel[k] != "nmod" {
			continue
		}
		if !f.isPlace(t, k) { // "in Lom province"
			if p := t.Kid(k, "compound", "appos", "nmod:desc"); p >= 0 && f.isPlace(t, p) && whereCases[t.Case(k)] && !f.elsewhere(k, i) {
				return []int{p}
			}
		}
		if cs := t.Case(k); (cs == "in" || cs == "of" || cs == "at" || cs == "near" || cs == "across" || cs == "throughout" || cs == "inside") && f.isPlace(t, k) && !f.elsewhere(k, i) {
			return t.Conjuncts(k)
		}
	}
	return nil
}

// elsewhere reports whether between place k and verb i stands what the verb's
// act is done for or after, or a clause of its own: the place is where that is.
func (f *finder) elsewhere(k, i int) bool {
	for k = f.t.Heads[k]; k >= 0 && k != i; k = f.t.Heads[k] {
		if r := f.t.Rel[k]; grounds[f.t.Lemma[k]] || (r == "advcl" || r == "ccomp" || r == "parataxis") && f.t.Kid(k, "nsubj") >= 0 {
			return true
		}
	}
	return false
}
