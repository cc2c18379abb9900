package event

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// byWeight orders the statuses by how much they take away from a claim.
var byWeight = []readout.Status{readout.Asserted, readout.Generic, readout.Probable, readout.Planned, readout.Demanded,
	readout.Possible, readout.Denied, readout.Hypothetical, readout.Open}

// statusOf returns the status of an act and the words that show it. A noun
// under a light verb has what its own place gives too: "is considering
// sanctions". A noun that no verb carries is taken for granted, unless a word
// beside it says otherwise.
func (f *finder) statusOf(a *act) (readout.Status, []readout.Span) {
	status, cues := f.mod.Of(f.t.Sentence, a.verb)
	if !a.noun {
		return status, cues
	}
	if a.verb == a.tok {
		return f.granted(a, status, cues)
	}
	if own, shown := f.mod.Of(f.t.Sentence, a.tok); slices.Index(byWeight, own) > slices.Index(byWeight, status) {
		return own, shown
	}
	return status, cues
}

// granted keeps the status of a bare noun only if its cue stands beside the
// noun or the word that governs it.
func (f *finder) granted(a *act, status readout.Status, cues []readout.Span) (readout.Status, []readout.Span) {
	t := f.t
	top := a.tok
	for t.Rel[top] == "conj" && t.Heads[top] >= 0 {
		top = t.Heads[top]
	}
	h := t.Heads[top]
	if h >= 0 && rumours[t.Lemma[h]] {
		for _, k := range t.Kids[h] {
			if t.Low[k] == "unconfirmed" {
				return readout.Possible, []readout.Span{t.Tok(k).Span}
			}
		}
	}
	for i := range t.Low {
		if !slices.Contains(cues, t.Tok(i).Span) {
			continue
		}
		at := t.Heads[i]
		if at == a.tok || at == top || i == h || at == h && h >= 0 && t.Rel[top] != "obl" {
			return status, cues
		}
	}
	return readout.Asserted, nil
}

// rumours lists nouns for what is told and not known.
var rumours = setOf("report rumour rumor claim allegation account")

// purposes drops acts that say what another act is done for, "sent troops to
// help", and those that say what violence did, "bombed a village, killing
// nine": they are the same happening.
func (f *finder) purposes() {
	t := f.t
	for _, a := range f.acts {
		if a == nil || a.verdict.Dropped() || a.noun || a.adj {
			continue
		}
		if f.counts(a) {
			a.drop("it counts more victims of another event")
			continue
		}
		i := a.tok
		for t.Rel[i] == "conj" && t.Heads[i] >= 0 && t.Kid(i, "nsubj") < 0 {
			i = t.Heads[i]
		}
		h := t.Heads[i]
		if t.Rel[i] == "acl" && h >= 0 && t.Rel[h] == "obj" {
			h = t.Heads[h]
		}
		if h < 0 || f.acts[h] == nil || f.acts[h] == a {
			continue
		}
		purpose := (t.Rel[i] == "advcl" || t.Rel[i] == "acl") && (t.Marker(i) == "to" || f.backs(f.acts[h]) && t.Tok(i).XPOS == "VBG" && t.Marker(i) == "for")
		result := a.kind == "ASSAULT" && f.acts[h].kind == "ASSAULT" && t.Rel[i] == "advcl" && t.Tok(i).XPOS == "VBG" && t.Marker(i) == "" && t.Kid(i, "nsubj") < 0
		if purpose || result {
			a.drop("it says what another event was done for, or what came of it")
		}
	}
}

// counts reports whether a verb counts further victims of the act that it is
// coordinated with.
func (f *finder) counts(a *act) bool {
	t, h := f.t, f.t.Heads[a.tok]
	return t.Rel[a.tok] == "conj" && h >= 0 && f.acts[h] != nil && f.acts[h].kind == "ASSAULT" && a.kind == "ASSAULT" && t.Kid(a.tok, "nsubj") < 0 &&
		casualties[t.Lemma[a.tok]] && casualties[t.Lemma[h]]
}

// contents drops acts inside what a verbal act speaks of: neither the talks
// that somebody offers to host nor what would come before them has happened.
func (f *finder) contents() {
	for _, a := range f.acts {
		if a == nil || !verbal[a.kind] || a.inner == nil {
			continue
		}
		f.within(a, a.inner.tok, 0)
	}
}

// within drops the acts below token i of the content of act a.
func (f *finder) within(a *act, i, depth int) {
	t := f.t
	for _, k := range t.Kids[i] {
		switch t.Rel[k] {
		case "xcomp", "ccomp", "obj", "obl", "nmod", "conj":
			if grounds[t.Lemma[k]] || t.Time(k) {
				continue
			}
		case "advcl":
			if m := t.Marker(k); m != "to" && m != "before" && m != "until" && m != "unless" && m != "if" {
				continue
			}
		default:
			continue
		}
		if x := f.acts[k]; x != nil && x != a && x.inner != a && x != a.inner && a.outer != x {
			x.drop("it stands within what another event speaks of")
		}
		if depth < maxClimb {
			f.within(a, k, depth+1)
		}
	}
}

// casualties lists verbs that count the victims of one act: "killed one
// soldier and wounded two".
var casualties = setOf("kill wound injure hurt maim")

// backs reports whether an act supports what may be done, which has not
// happened by that.
func (f *finder) backs(a *act) bool {
	return a.kind == "SUPPORT" && !judges[f.t.Lemma[a.tok]]
}

// forbidden reports whether a speaker says that an act must not be done.
func (f *finder) forbidden(a *act) bool {
	if a.noun || a.adj || !a.negated(f.t) || f.speaker(a.verb) < 0 {
		return false
	}
	for _, k := range f.t.Kids[a.verb] {
		if w := f.t.Low[k]; f.t.Rel[k] == "aux" && (w == "should" || w == "must" || w == "ought") {
			a.cues = []readout.Span{f.t.Tok(k).Span}
			return true
		}
	}
	return false
}

// orElse reports whether an act is what a speaker will do "unless" something is done.
func (f *finder) orElse(a *act) bool {
	if !hostile[a.kind] && a.kind != "REJECT" || a.noun || f.speaker(a.verb) < 0 {
		return false
	}
	for _, k := range f.t.Kids[a.verb] {
		if f.t.Rel[k] == "advcl" && f.t.Marker(k) == "unless" {
			return true
		}
	}
	return false
}

// foreign reports whether who warns warns of what others do or what befalls
// them, which threatens nobody.
func (f *finder) foreign(a *act) bool {
	t := f.t
	if a.kind != "THREATEN" || a.noun || t.Lemma[a.tok] != "warn" && t.Lemma[a.tok] != "caution" {
		return false
	}
	k := t.Kid(a.tok, "ccomp")
	if k < 0 {
		return false
	}
	s := t.Kid(k, "nsubj")
	if s < 0 || t.UPOS(s, "PRON") || f.acts[k] != nil || f.conditional(&act{verb: k}) {
		return false
	}
	return !f.alike([]int{s}, a.actor)
}

// alike reports whether two lists of heads share an actor or a country.
func (f *finder) alike(a, b []int) bool {
	return slices.ContainsFunc(a, func(i int) bool {
		m := f.t.Mention(i)
		return slices.ContainsFunc(b, func(k int) bool {
			n := f.t.Mention(k)
			if i == k || m != nil && n != nil && m.Actor != "" && m.Actor == n.Actor {
				return true
			}
			iso := f.countryOf(f.t, i, m)
			return iso != "" && iso == f.countryOf(f.t, k, n)
		})
	})
}

// rescued reports whether forces of a state free those whom others hold.
func (f *finder) rescued(a *act) bool {
	t := f.t
	if a.kind != "RETREAT" || a.mode != "release" || t.Lemma[a.tok] != "free" && t.Lemma[a.tok] != "liberate" {
		return false
	}
	held := slices.ContainsFunc(a.recipient, func(i int) bool { return t.Lemma[i] == "hostage" || t.Lemma[i] == "captive" })
	return held && slices.ContainsFunc(a.actor, func(i int) bool {
		role, ok := f.headRole(t.Low[i])
		return ok && (role.Sector == "MIL" || role.Sector == "COP") || t.Lemma[i] == "commando"
	})
}

// jailed returns the arrest that a sentence to prison is too, or nil.
func (f *finder) jailed(a *act) *act {
	t := f.t
	if a.kind != "SANCTION" || a.mode != "convict" || t.Lemma[a.tok] != "sentence" || a.status != readout.Asserted {
		return nil
	}
	for _, i := range t.Below(a.tok, 30) {
		if cells[t.Lemma[i]] {
			twin := *a
			twin.set("COERCE", "arrest")
			twin.how = "a sentence to prison locks up"
			return &twin
		}
	}
	return nil
}

// cells lists words for prison in a sentence.
var cells = setOf("prison jail imprisonment bar behind-bars gaol custody")

// accident reports whether those who suffer an act suffer it from nobody: in a
// collision, a storm, a crash.
func (f *finder) accident(a *act) bool {
	t := f.t
	for _, k := range t.Kids[a.verb] {
		switch t.Rel[k] {
		case "nsubj", "obl":
			if accidents[t.Lemma[k]] && !t.Time(k) && (t.Rel[k] == "nsubj" || len(a.actor) == 0) {
				return true
			}
		}
	}
	return false
}

// accidents lists nouns for what hurts people without anybody's will.
var accidents = setOf(`collision crash accident storm quake earthquake tremor flood flooding avalanche landslide mudslide derailment stampede typhoon
 cyclone tornado hurricane heatwave heat cold lightning disaster wildfire blaze eruption tsunami drought outbreak disease virus epidemic pile-up`)

// fired reports whether a weapon is the subject of a strike: "shells hit two
// villages" tells of nobody who fired, and is no less violence.
func (f *finder) fired(a *act) bool {
	if a.kind != "ASSAULT" {
		return false
	}
	k := f.t.Kid(a.verb, "nsubj")
	if k < 0 || f.t.Passive(a.verb) {
		return false
	}
	for _, words := range weaponWords {
		if words[f.t.Lemma[k]] {
			return true
		}
	}
	return false
}

// crowd reports whether a protest is one of many people against something,
// so that it needs no other object.
func (f *finder) crowd(a *act) bool {
	t := f.t
	if a.kind != "PROTEST" || !slices.ContainsFunc(a.actor, func(i int) bool { return strings.Contains(t.Tok(i).Feats, "Number=Plur") }) {
		return false
	}
	for _, i := range t.Below(a.verb, 40) {
		switch t.Low[i] {
		case "against", "over", "demand", "demanding", "protest", "anti-government", "demands":
			return true
		}
	}
	return false
}
