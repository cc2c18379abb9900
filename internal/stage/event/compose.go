package event

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/modality"
)

// verbal lists the types that are things said: what they are about has not
// happened by being said.
var verbal = map[string]bool{"AGREE": true, "REJECT": true, "REQUEST": true, "THREATEN": true}

// groups of types.
var (
	kind    = map[string]bool{"CONSULT": true, "SUPPORT": true, "COOPERATE": true, "AID": true, "AGREE": true}
	yields  = map[string]bool{"CONCEDE": true, "RETREAT": true}
	hostile = map[string]bool{"PROTEST": true, "SANCTION": true, "MOBILIZE": true, "COERCE": true, "ASSAULT": true, "THREATEN": true}
)

// compose puts acts that speak of others together with them, finds who takes
// part, and decides type and status.
func (f *finder) compose() {
	for _, a := range f.acts {
		if a != nil && a.outer == nil {
			f.takeInner(a)
		}
	}
	for _, a := range f.acts {
		if a == nil || a.dropped {
			continue
		}
		a.status, a.cues = modality.Of(*f.t.sent, f.text, a.verb)
		f.frame(a)
	}
	for _, a := range f.acts {
		if a != nil && !a.dropped {
			f.peaceful(a)
			f.decide(a)
		}
	}
	for _, a := range f.acts {
		if a == nil || a.dropped {
			continue
		}
		if a.kind == "" { // a duty that no speaker asks for
			a.dropped = true
			continue
		}
		f.weigh(a)
	}
}

// takeInner finds what a verbal act is about and takes it in.
func (f *finder) takeInner(a *act) {
	if !verbal[a.kind] && a.kind != "ACCUSE" && a.kind != "SUPPORT" && a.kind != "CONCEDE" {
		if a.noun && a.verb != a.tok {
			if v := f.acts[a.verb]; v != nil && v != a { // "threatened an attack" is the verb's act
				f.join(v, a)
			}
		}
		return
	}
	if inner := f.innerOf(a, a.tok, 0); inner != nil {
		f.join(a, inner)
	}
	if a.noun && a.verb != a.tok {
		if v := f.acts[a.verb]; v != nil && v != a && v.inner == nil {
			f.join(v, a)
		}
	}
}

// join makes inner what outer speaks of.
func (f *finder) join(outer, inner *act) {
	if outer == inner || inner.outer != nil || outer.outer == inner {
		return
	}
	outer.inner, inner.outer = inner, outer
	inner.dropped = true
	for _, k := range f.t.kids[inner.tok] { // "to share … and cooperate"
		if c := f.acts[k]; c != nil && f.t.rel[k] == "conj" && c != outer && c.outer == nil && f.t.kid(k, "nsubj") < 0 {
			c.outer, c.dropped = outer, verbal[outer.kind]
			inner.also = append(inner.also, c)
		}
	}
	if outer.kind == "ACCUSE" || outer.kind == "SUPPORT" || outer.kind == "CONCEDE" && slices.Contains(outer.hints, "apologise") {
		inner.dropped = false
	}
}

// innerOf returns the act that the words below token i tell of.
func (f *finder) innerOf(a *act, i, depth int) *act {
	t := f.t
	if depth > 3 {
		return nil
	}
	var later []int
	for _, k := range t.kids[i] {
		switch t.rel[k] {
		case "xcomp", "ccomp":
		case "obj", "nmod", "obl":
			if t.rel[k] != "obj" && !innerCase[t.caseOf(k)] || t.timeWord(k) {
				continue
			}
		case "acl":
			if t.full(k, "acl:relcl") {
				continue
			}
		case "advcl":
			if t.marker(k) != "to" || depth > 0 {
				continue
			}
		case "nsubj":
			if !t.full(k, "nsubj:pass") {
				continue
			}
		default:
			continue
		}
		if in := f.acts[k]; in != nil && in != a && in.outer == nil {
			return in
		}
		later = append(later, k)
	}
	for _, k := range later {
		if in := f.innerOf(a, k, depth+1); in != nil {
			return in
		}
	}
	return nil
}

// innerCase lists the prepositions that lead to what a verbal act is about.
var innerCase = setOf("of to for against with on from over about into in")

// decide settles type and status of an act by what it speaks of and by the
// words around it.
func (f *finder) decide(a *act) {
	t := f.t
	cue := f.cueWords(a)
	switch {
	case a.kind == "REJECT" && a.status == readout.Denied && a.inner != nil && (strings.HasPrefix(t.lemma[a.tok], "rule") || t.lemma[a.tok] == "exclude"):
		f.promote(a, readout.Possible)
		return
	case a.kind == "REQUEST" && a.inner != nil && a.inner.noun && f.acts[t.head(a.inner.tok)] == a && t.rel[a.inner.tok] == "obj" && t.lemma[a.tok] == "order" && (hostile[a.inner.kind] || a.inner.kind == "ACCUSE"):
		f.ordered(a)
		return
	case a.kind == "AGREE" && a.inner != nil && a.inner.kind == "MOBILIZE" && !sworn[t.lemma[a.tok]]:
		a.hints = append(slices.Clone(a.hints), "aid")
	case a.kind == "AGREE" && a.inner != nil && hostile[a.inner.kind] && a.inner.kind != "PROTEST" && !f.against(a):
		mode, hints := threatMode(a.inner)
		a.set("THREATEN", mode, hints...)
	case a.kind == "AGREE" && a.inner != nil:
		a.hints = append(slices.Clone(a.hints), promiseHint(a.inner)...)
	case verbal[a.kind]:
		f.verbalMode(a)
	}
	switch {
	case a.modal >= 0:
	case a.status == readout.Demanded && f.modalCue(a, cue):
		f.demand(a)
	case a.status == readout.Planned && f.future(cue):
		f.promise(a)
	case a.status == readout.Denied && f.refusal(a) && (kind[a.kind] || yields[a.kind]) && !a.noun:
		in := *a
		a.inner = &in
		a.set("REJECT", rejectMode(&in))
		a.status, a.cues = readout.Asserted, nil
		a.how = "“not” with a future refuses it"
	case a.status == readout.Planned && verbal[a.kind]:
		a.status, a.cues = readout.Asserted, nil
	}
}

// peaceful makes help of force that is moved to keep peace, to train or to help.
func (f *finder) peaceful(a *act) {
	if a.kind != "MOBILIZE" || a.mode == "weapons" {
		return
	}
	for _, i := range f.t.below(a.verb, 40) {
		if keeping[f.t.lemma[i]] {
			a.set("AID", "", "arms")
			if strings.HasPrefix(f.t.lemma[i], "peace") {
				a.hints = nil
			}
			a.how += "; the words around it make it help"
			return
		}
	}
}

// keeping lists words that make help of moving force.
var keeping = setOf("peacekeeping peacekeeper peace-keeping peace-keeper observer humanitarian relief earthquake flood quake hurricane evacuate help assist train advise rescue doctor medic")

// sworn lists verbs that promise harm rather than help.
var sworn = setOf("vow swear")

// ordered drops an order and keeps what was ordered, done by who ordered it.
func (f *finder) ordered(a *act) {
	in := a.inner
	status, cues := a.status, a.cues
	f.promote(a, status)
	in.cues = cues
	in.actor = a.actor
	in.words = append([]int{a.tok}, in.words...)
	slices.Sort(in.words)
	in.verb = a.tok
	in.how = "what is ordered by who can order it is done"
}

// against reports whether what an act promises is to give up the hostile act.
func (f *finder) against(a *act) bool {
	for i := min(a.tok, a.inner.tok); i < max(a.tok, a.inner.tok); i++ {
		if ending[f.t.lemma[i]] {
			return true
		}
	}
	return false
}

// ending lists verbs that end what they govern.
var ending = setOf("stop end halt cease lift suspend postpone cancel avoid refrain prevent abandon drop limit ease reduce withdraw investigate")

// promote drops an act and keeps what it spoke of with a status.
func (f *finder) promote(a *act, status readout.Status) {
	in := a.inner
	a.dropped, in.dropped = true, false
	in.status, in.cues = status, []readout.Span{f.t.tok(a.tok).Span}
	if len(in.actor) == 0 {
		in.actor = a.actor
	}
	in.outer = nil
	if len(in.recipient) == 0 {
		in.recipient = a.recipient
	}
}

// cueWords returns the words that decided the act's status, in lower case.
func (f *finder) cueWords(a *act) []string {
	var out []string
	for i := range f.t.low {
		if slices.Contains(a.cues, f.t.tok(i).Span) {
			out = append(out, f.t.low[i])
		}
	}
	return out
}

// modalCue reports whether a demand is made by a modal verb, not by another act.
func (f *finder) modalCue(a *act, cue []string) bool {
	return a.outer == nil && !a.noun && slices.ContainsFunc(cue, func(w string) bool {
		return w == "must" || w == "should" || w == "ought" || w == "need" || w == "needs" || w == "needed" || w == "have" || w == "has" || w == "had"
	})
}

// future reports whether a plan is told by a future or by a word of intent.
func (f *finder) future(cue []string) bool { return len(cue) > 0 }

// refusal reports whether a denial is one of what will be: "will not accept".
func (f *finder) refusal(a *act) bool {
	for _, k := range f.t.kids[a.verb] {
		if w := f.t.low[k]; f.t.rel[k] == "aux" && (w == "will" || w == "wo" || w == "would" || w == "'ll") {
			return true
		}
	}
	return false
}

// speaker returns the subject of the verb of saying above a clause, or -1.
func (f *finder) speaker(i int) int {
	t := f.t
	for range maxClimb {
		h := t.head(i)
		if h < 0 {
			break
		}
		r := t.rel[i]
		if r == "ccomp" || r == "parataxis" && sayVerbs[t.lemma[h]] {
			for _, s := range t.subjects(h, 0) {
				return s
			}
			return -1
		}
		if r != "conj" && r != "advcl" && r != "xcomp" && r != "acl" && r != "obj" {
			break
		}
		i = h
	}
	for _, k := range t.kids[i] { // "…, the ministry said": the saying hangs below
		if (t.rel[k] == "parataxis" || t.rel[k] == "ccomp") && sayVerbs[t.lemma[k]] && t.marker(k) == "" {
			if s := t.kid(k, "nsubj"); s >= 0 {
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
		a.dropped = true
		return
	}
	in := *a
	a.inner = &in
	a.kind, a.modal = "REQUEST", a.verb
	for i := range f.t.low {
		if slices.Contains(a.cues, f.t.tok(i).Span) {
			a.words = append([]int{i}, in.words...)
			slices.Sort(a.words)
			break
		}
	}
	mode, hints := requestMode(f.t, a)
	a.set("REQUEST", mode, hints...)
	subj := in.actor
	if len(subj) == 0 {
		subj = f.actorsAmong(f.t, f.t.subjects(a.verb, 0))
	}
	a.actor = f.actorsAmong(f.t, f.t.conjuncts(s))
	a.recipient = subj
	if f.t.passive(in.verb) && len(in.recipient) > 0 {
		a.recipient = in.recipient
	}
	if overlap(a.actor, a.recipient) {
		a.dropped = true
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
		a.how = "what will be done is agreed to"
		if own {
			a.status, a.cues = readout.Asserted, nil
		}
	case hostile[a.kind] && a.kind != "THREATEN" && a.kind != "PROTEST" && (own || f.conditional(a)) || a.kind == "PROTEST" && own:
		in := *a
		a.inner = &in
		mode, hints := threatMode(&in)
		a.set("THREATEN", mode, hints...)
		a.status, a.cues = readout.Asserted, nil
		a.how = "who does it says that it will be done"
	case verbal[a.kind] && !f.willItself(a):
		a.status, a.cues = readout.Asserted, nil
	}
}

// announced reports whether the future is announced, which is more than said:
// the act itself is planned then.
func (f *finder) announced(a *act) bool {
	i := a.verb
	for range maxClimb {
		h := f.t.head(i)
		if h < 0 {
			return false
		}
		if f.t.rel[i] == "ccomp" {
			return f.t.lemma[h] == "announce" || f.t.lemma[h] == "decide"
		}
		i = h
	}
	return false
}

// willItself reports whether the verb of the act has a future auxiliary.
func (f *finder) willItself(a *act) bool {
	k := f.t.kid(a.verb, "aux")
	return k >= 0 && (f.t.lemma[k] == "will" || f.t.lemma[k] == "would" || f.t.lemma[k] == "shall")
}

// conditional reports whether an act hangs on "unless" or "if".
func (f *finder) conditional(a *act) bool {
	for _, k := range f.t.kids[a.verb] {
		if f.t.rel[k] == "advcl" && (f.t.marker(k) == "unless" || f.t.marker(k) == "if") {
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
		if i == s || f.t.upos(i, "PRON") && f.antecedent(f.t, i) == s {
			return true
		}
		m, n := f.mentionAt(f.t, i), f.mentionAt(f.t, s)
		if m != nil && n != nil && m.Actor != "" && m.Actor == n.Actor {
			return true
		}
		if x := f.countryOf(f.t, i, m); x != "" && x == f.countryOf(f.t, s, n) {
			return true
		}
	}
	return false
}
