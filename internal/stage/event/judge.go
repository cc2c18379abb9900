package event

import (
	"math"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// judged returns the acts of a sentence that the scorer holds to be events,
// with their types and roles. The acts that the rules found are proposals: the
// network's triggers are others, and both are judged alike.
func (f *finder) judged(st *seenStory, ruled []*act) []*act {
	var out []*act
	for _, a := range ruled {
		if a.code != "" { // the user's dictionaries decide for themselves
			out = append(out, a)
		}
	}
	for _, tr := range st.triggers[f.t.Number] {
		proposed := f.proposed(tr.Token)
		p := f.scorer.types(tr, proposed)
		best := 1
		for k := range p {
			if k > 0 && p[k] > p[best] {
				best = k
			}
		}
		if !f.tellsOf(tr, proposed, p, best) {
			continue
		}
		a := f.actOf(tr, lexicon.EventTypes[best-1], proposed)
		a.conf = p[best]
		if len(proposed) > 0 && tr.Types[best] < tr.Types[0] {
			a.how = strings.TrimSuffix(a.how, agreed) + ", as the rules say more than the network"
		}
		f.traceType(a, tr, proposed, p, best)
		f.cast(st, tr, a, proposed)
		f.byPeople(a, tr.Token)
		out = append(out, a)
	}
	f.unheardOf(ruled, st.triggers[f.t.Number])
	return f.once(out)
}

// actOf makes the act of a trigger with its type. Where the rules have one of
// that type, its words and mode stay.
func (f *finder) actOf(tr *scores.Trigger, kind readout.EventType, proposed []*act) *act {
	t, i := f.t, tr.Token
	for _, a := range proposed {
		if a.kind == kind {
			own := *a
			own.how += agreed
			return &own
		}
	}
	a := &act{tok: i, verb: i, words: []int{i}, noun: t.UPOS(i, "NOUN", "PROPN"), kind: kind}
	var senses []match
	switch {
	case a.noun:
		senses = f.matchNoun(t, i)
	case !t.UPOS(i, "ADJ"):
		senses = f.matchVerb(t, i)
	}
	for _, m := range senses {
		if m.kind == kind {
			a.mode, a.hints, a.words, a.listed = m.mode, m.hints, m.words, true
			break
		}
	}
	a.how = ", as the network reads it"
	a.status, a.cues = f.statusOf(a)
	return a
}

// agreed is what the reason of an event says where the network has the type
// that the rules have.
const agreed = ", and the network agrees"

// cast gives an act its actors and recipients: who is more likely than nobody
// to have the role, and who is coordinated with that. Of one actor all phrases
// count together.
func (f *finder) cast(st *seenStory, tr *scores.Trigger, a *act, proposed []*act) {
	a.roles = new([2][]phraseAt)
	phrases := st.near(tr)
	who := make([]readout.ActorID, len(phrases))
	for k, p := range phrases {
		if m := p.s.Mention(p.head); m != nil {
			who[k] = m.Actor
		}
	}
	taken := map[readout.ActorID]bool{}
	for r := range a.roles {
		score := f.fits(st, tr, r, phrases, proposed)
		for k, p := range phrases {
			if r == recipientRole && (taken[who[k]] || slices.ContainsFunc(a.roles[actorRole], func(q phraseAt) bool { return q.row == p.row })) {
				score[k] = math.Inf(-1)
			}
		}
		nobody := float64(f.scorer.nobody(r, tr.Sides))
		choice := f.view.Trace.Choose(-1, math.Exp(min(nobody, 80)))
		likeliest(&choice, score, who)
		f.traceRole(st, tr, a, r, &choice, score, nobody, phrases, proposed)
		best := choice.Best
		if best < 0 {
			continue
		}
		a.roles[r] = append(a.roles[r], phrases[best])
		a.because[r] = f.because(st, tr, r, phrases[best], proposed)
		for _, k := range phrases[best].s.Conjuncts(phrases[best].head)[1:] {
			n := slices.IndexFunc(phrases, func(p phraseAt) bool { return p.s.Number == phrases[best].s.Number && p.head == k })
			if n >= 0 && !math.IsInf(score[n], -1) {
				a.roles[r] = append(a.roles[r], phrases[n])
				taken[who[n]] = who[n] != ""
			}
		}
		taken[who[best]] = who[best] != ""
	}
}

// byPeople gives an act of force that a noun tells the people that its adjective
// names as the one who acts: "Russian aggression". An adjective is no phrase, so
// the scorer does not see it. Who stands in the noun's own phrase with a role
// stays ("Israeli attacks by settlers"), and of what somebody suffers the
// adjective does not say who did it ("Ukrainian deaths").
func (f *finder) byPeople(a *act, i int) {
	t := f.t
	if !a.noun || !ofForce[a.kind] || f.words.suffered[t.Lemma[i]] {
		return
	}
	for _, p := range a.roles[actorRole] {
		for k, n := p.head, 0; p.s.Number == t.Number && k >= 0 && n < mostUp; k, n = t.Heads[k], n+1 {
			if k == i {
				return
			}
		}
	}
	for _, k := range t.Kids[i] {
		if k > i || t.Rel[k] != syntax.Amod && t.Rel[k] != syntax.Compound {
			continue
		}
		if m := t.Mention(k); m != nil && m.Form == readout.NameForm && m.Type == readout.NorpName && f.actors[m.Actor] != nil {
			a.roles[actorRole], a.because[actorRole] = []phraseAt{{t, k, -1}}, ""
			return
		}
	}
}

// mostUp bounds how far a phrase is followed up the tree.
const mostUp = 12

// ofForce are the types of acts whose nouns an adjective of a people tells the
// doer of. Of help and sanctions it may tell either side.
var ofForce = map[readout.EventType]bool{"ASSAULT": true, "MOBILIZE": true, "THREATEN": true, "COERCE": true, "RETREAT": true}

// fits returns how well each phrase fits a role of a trigger's event. Who is
// named only in the sentence behind has none: of nine such roles on annotated
// stories two were right, and a reader would see somebody accused of what he has
// no part in.
func (f *finder) fits(st *seenStory, tr *scores.Trigger, role int, phrases []phraseAt, proposed []*act) []float64 {
	out := make([]float64, len(phrases))
	var features [pairTemplates]uint16
	here := role == recipientRole && f.strikes(tr.Token)
	for k, p := range phrases {
		if p.s.Number > f.t.Number || role == actorRole && f.undergoes(tr.Token, p) || here && p.s.Number != f.t.Number {
			out[k] = math.Inf(-1)
			continue
		}
		f.words.pairFeatures(&features, f.t, tr.Token, p, f.ruled(proposed, p))
		out[k] = float64(f.scorer.role(role, tr.Sides, st.sides.Row(p.row), &features))
	}
	return out
}

// undergoes reports that phrase p is the subject of a passive trigger: what the
// verb says was done to it, so it is not who did it.
func (f *finder) undergoes(trigger int, p phraseAt) bool {
	return p.s.Number == f.t.Number && f.t.Passive(trigger) && slices.Contains(f.t.Subjects(trigger), p.head)
}

// strikes reports that a trigger has an object that is somebody, or as a passive
// a subject: nobody of another sentence is whom it hits.
func (f *finder) strikes(trigger int) bool {
	t := f.t
	hit := func(i int) bool {
		m := t.Mention(i)
		return m != nil && f.actors[m.Actor] != nil && !f.isPlace(t, i)
	}
	if t.Passive(trigger) {
		return slices.ContainsFunc(t.Subjects(trigger), hit)
	}
	return slices.ContainsFunc(t.Kids[trigger], func(k int) bool { return (t.Rel[k] == syntax.Obj || t.Rel[k] == syntax.Iobj) && hit(k) })
}

// likeliest offers the best phrase of each actor for all its phrases together.
// A phrase of no actor stands alone.
func likeliest(choice *trace.Choice, score []float64, who []readout.ActorID) {
	for k, x := range score {
		sum := 0.0
		first := k
		for n, y := range score {
			if n == k || who[k] != "" && who[n] == who[k] {
				sum += math.Exp(min(y, 80))
				if y > score[first] || n < first && y == score[first] {
					first = n
				}
			}
		}
		if x == score[first] {
			choice.Offer(first, sum)
		}
	}
}

// once drops of two acts that share a word, or of a verb and the noun that it
// carries, the one that is less sure.
func (f *finder) once(acts []*act) []*act {
	var out []*act
	for _, a := range acts {
		k := slices.IndexFunc(out, func(o *act) bool {
			return slices.ContainsFunc(a.words, func(w int) bool { return slices.Contains(o.words, w) })
		})
		switch {
		case k < 0:
			out = append(out, a)
		case out[k].code == "" && out[k].conf < a.conf:
			if out[k].drop = sharesWord; !f.stays(out[k]) {
				out[k] = a
			}
		default:
			a.drop = sharesWord
			f.stays(a)
		}
	}
	return out
}
