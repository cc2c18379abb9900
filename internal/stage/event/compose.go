package event

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/trace"
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
	f.purposes()
	f.contents()
	for _, a := range f.acts {
		if a == nil || a.verdict.Dropped() {
			continue
		}
		a.status, a.cues = f.statusOf(a)
		f.frame(a)
	}
	for _, a := range f.acts {
		if a != nil && !a.verdict.Dropped() {
			f.peaceful(a)
			f.decide(a)
		}
	}
	for _, a := range f.acts {
		if a == nil || a.verdict.Dropped() {
			continue
		}
		if a.kind == "" {
			a.drop("it is a duty that no speaker asks for")
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
	inner.drop("it is what another event speaks of")
	for _, k := range f.t.Kids[inner.tok] { // "to share … and cooperate"
		if c := f.acts[k]; c != nil && f.t.Rel[k] == "conj" && c != outer && c.outer == nil && f.t.Kid(k, "nsubj") < 0 {
			if c.outer = outer; verbal[outer.kind] {
				c.drop("it is what another event speaks of, too")
			}
			inner.also = append(inner.also, c)
		}
	}
	if outer.kind == "ACCUSE" || outer.kind == "SUPPORT" && judges[f.t.Lemma[outer.tok]] || outer.kind == "CONCEDE" && slices.Contains(outer.hints, "apologise") {
		inner.verdict = trace.Verdict{}
	}
}

// judges lists verbs that praise what was done; others back what may be done.
var judges = setOf("praise thank commend applaud hail congratulate laud salute honour honor welcome celebrate")

// innerOf returns the act that the words below token i tell of.
func (f *finder) innerOf(a *act, i, depth int) *act {
	t := f.t
	if depth > 3 {
		return nil
	}
	var later []int
	for _, k := range t.Kids[i] {
		switch t.Rel[k] {
		case "xcomp", "ccomp":
		case "obj", "nmod", "obl":
			if t.Rel[k] != "obj" && !innerCase[t.Case(k)] || t.Time(k) || t.Rel[k] == "obl" && grounds[t.Lemma[k]] {
				continue
			}
		case "acl":
			if t.Full(k, "acl:relcl") {
				continue
			}
		case "advcl":
			if t.Marker(k) != "to" || depth > 0 {
				continue
			}
		case "nsubj":
			if !t.Full(k, "nsubj:pass") {
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

// grounds lists nouns of what a thing is done for or after: "in response to".
var grounds = setOf("response reaction reply retaliation wake light face return exchange aftermath view case event")

// innerCase lists the prepositions that lead to what a verbal act is about.
var innerCase = setOf("of to for against with on from over about into in")

// decide settles type and status of an act by what it speaks of and by the
// words around it.
func (f *finder) decide(a *act) {
	t := f.t
	cue := f.cueWords(a)
	switch {
	case a.kind == "REJECT" && a.status == readout.Denied && a.inner != nil && (strings.HasPrefix(t.Lemma[a.tok], "rule") || t.Lemma[a.tok] == "exclude"):
		f.promote(a, readout.Possible)
		return
	case a.kind == "REJECT" && a.status == readout.Denied && strings.HasPrefix(t.Lemma[a.tok], "rule"), f.foreign(a):
		a.drop("its words rule out what others might do, or warn of it")
		return
	case f.rescued(a):
		a.set("AID", "")
		a.how += "; forces of a state that free hostages help them"
	case a.kind == "REQUEST" && a.inner != nil && a.inner.noun && f.acts[t.Heads[a.inner.tok]] == a && t.Rel[a.inner.tok] == "obj" && t.Lemma[a.tok] == "order" && (hostile[a.inner.kind] || a.inner.kind == "ACCUSE"):
		f.ordered(a)
		return
	case a.kind == "AGREE" && a.inner != nil && a.inner.kind == "MOBILIZE" && !sworn[t.Lemma[a.tok]]:
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
	case a.status == readout.Denied && f.forbidden(a):
		f.demand(a)
	case (a.status == readout.Planned || a.status == readout.Hypothetical) && f.orElse(a):
		f.threat(a)
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
	for _, i := range f.t.Below(a.verb, 40) {
		if keeping[f.t.Lemma[i]] {
			a.set("AID", "", "arms")
			if strings.HasPrefix(f.t.Lemma[i], "peace") {
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
		if ending[f.t.Lemma[i]] {
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
	a.drop("what it speaks of stands for it")
	in.verdict = trace.Verdict{}
	in.status, in.cues = status, []readout.Span{f.t.Tok(a.tok).Span}
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
	for i := range f.t.Low {
		if slices.Contains(a.cues, f.t.Tok(i).Span) {
			out = append(out, f.t.Low[i])
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
	for _, k := range f.t.Kids[a.verb] {
		if w := f.t.Low[k]; f.t.Rel[k] == "aux" && (w == "will" || w == "wo" || w == "would" || w == "'ll") {
			return true
		}
	}
	return false
}
