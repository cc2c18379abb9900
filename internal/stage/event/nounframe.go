package event

import "slices"

// byCases are the prepositions of who does what a noun says.
var byCases = setOf("by between among from")

// ofActor lists nouns whose "of" names who acts, not whom it concerns.
var ofActor = map[string]bool{"RETREAT": true, "AGREE": true, "REQUEST": true, "CONSULT": true, "REJECT": true, "THREATEN": true, "PROTEST": true, "MOBILIZE": true}

// nounFrame finds the roles of an event noun in its own phrase.
func (f *finder) nounFrame(a *act) {
	t := f.t
	i := a.tok
	var actors, recipients []int
	if k := t.Kid(i, "nmod:poss"); k >= 0 {
		actors = f.actorsAmong(t, t.Conjuncts(k))
	}
	place := -1
	for _, k := range t.Kids[i] {
		switch t.Rel[k] {
		case "amod", "compound":
			if len(actors) == 0 && k < i && (f.wordCountry(t, k) != "" || f.agentive(t, k) && !t.UPOS(k, "ADJ")) && !slices.Contains(a.words, k) {
				actors = []int{k}
			}
		case "nmod", "obl", "acl":
			if t.Full(k, "nmod:poss") || t.Time(k) {
				continue
			}
			cs := t.Case(k)
			heads := f.actorsAmong(t, t.Conjuncts(k))
			if byCases[cs] && len(heads) > 0 { // "the attack by militants on the embassy", if the embassy hangs on the militants
				for _, n := range t.Kids[k] {
					if on := t.Case(n); t.Rel[n] == "nmod" && n > k && (on == "on" || on == "against") {
						recipients = append(recipients, f.actorsAmong(t, t.Conjuncts(n))...)
					}
				}
			}
			switch {
			case byCases[cs] || cs == "of" && (ofActor[a.kind] && a.mode != "release" || a.sym):
				actors = append(actors, heads...)
			case cs == "with" && a.sym:
				actors = append(actors, heads...)
			case cs == "in" || cs == "at" || cs == "near":
				if f.isPlace(t, k) {
					place = k
				}
			case slices.Contains(insideCases, cs):
				recipients = append(recipients, heads...)
			}
		}
	}
	if len(a.actor) == 0 {
		if len(actors) == 0 && len(recipients) > 0 && governs[f.lemmaAbove(i)] {
			actors = f.actorsAmong(t, t.Owners(i))
		}
		a.actor = actors
	}
	if len(recipients) == 0 && place >= 0 {
		recipients = []int{place}
	}
	if len(a.recipient) == 0 {
		a.recipient = f.without(a, recipients)
	}
	if len(a.actor) == 0 && governs[f.lemmaAbove(i)] {
		a.actor = f.without(&act{actor: a.recipient}, f.actorsAmong(t, t.Owners(i)))
	}
}

// lemmaAbove returns the lemma of the head of i's list of coordinated nouns.
func (f *finder) lemmaAbove(i int) string {
	for f.t.Rel[i] == "conj" && f.t.Heads[i] >= 0 {
		i = f.t.Heads[i]
	}
	if h := f.t.Heads[i]; h >= 0 && (f.t.Rel[i] == "obj" || f.t.Rel[i] == "obl" || f.t.Rel[i] == "xcomp") {
		return f.t.Lemma[h]
	}
	return ""
}

// governs lists verbs whose subject does what their object names.
var governs = setOf("consider plan weigh mull order announce threaten prepare launch start begin continue resume conduct carry stage hold have make provide " +
	"step intensify escalate suspend halt end authorize authorise approve contemplate deny join")
