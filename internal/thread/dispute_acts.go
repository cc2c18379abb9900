package thread

import (
	"cmp"
	"fmt"

	"github.com/seed-f92ea4cf/readout"
)

// acts returns the pairs of mentions that may contradict each other: those of like
// words or of one type, and what one denies with all else.
func (p *pair) acts() (out []Dispute) {
	index, denied := actsOf(p.b), p.denied()
	do := func(x, y int) {
		a, b := Told{Story: p.a, Mention: &p.a.Mentions[x]}, Told{Story: p.b, Mention: &p.b.Mentions[y]}
		if y < p.first(x) || p.a.Version == p.b.Version && a.Sentence == b.Sentence {
			return
		}
		if kind := p.slot(a, b); kind != "" {
			out = append(out, p.act(a, b, kind))
		}
	}
	for x := range p.a.Mentions {
		m := &p.a.Mentions[x]
		index.alike(m, func(y int) {
			if n := &p.b.Mentions[y]; alikeActs(m, n) || bothCoded(m, n) {
				do(x, y)
			}
		})
		for _, y := range denied.others(m) {
			if n := &p.b.Mentions[y]; (m.Status == readout.Denied) != (n.Status == readout.Denied) && !alikeActs(m, n) && !bothCoded(m, n) {
				do(x, y)
			}
		}
	}
	return out
}

// denials are the numbers of a story's mentions that it denies, and of all; none of
// two stories that have too many.
type denials struct{ denied, all []int }

// denied returns those of the second story.
func (p *pair) denied() (d denials) {
	count := func(s *Story) (n int) {
		for i := range s.Mentions {
			if s.Mentions[i].Status == readout.Denied {
				n++
			}
		}
		return n
	}
	if count(p.a)*len(p.b.Mentions)+count(p.b)*len(p.a.Mentions) > mostPairs {
		return d
	}
	for i := range p.b.Mentions {
		d.all = append(d.all, i)
		if p.b.Mentions[i].Status == readout.Denied {
			d.denied = append(d.denied, i)
		}
	}
	return d
}

// others returns what a mention may deny, or be denied by.
func (d denials) others(m *Mention) []int {
	if m.Status == readout.Denied {
		return d.all
	}
	return d.denied
}

// How well it must be known that two mentions are of one act: where one denies it,
// of an act of the same people; else of the act alone.
const (
	leastDenial = 0.25
	leastAct    = 0.5
)

// slot returns in what two mentions may contradict each other, "" if in nothing.
func (p *pair) slot(a, b Told) ConflictKind {
	self := sameSpeaker(a, b)
	if (a.Status == readout.Denied) != (b.Status == readout.Denied) {
		other := a
		if a.Status == readout.Denied {
			other = b
		}
		switch {
		case other.Status != readout.Asserted && other.Status != readout.Probable, self && p.a.Version == p.b.Version, !self && teller(a) == teller(b):
			return ""
		case p.oneAct(a, b)*sameParts(a, b) < leastDenial:
			return ""
		case self:
			return BySelf
		}
		return ByStatus
	}
	if a.Status != b.Status || a.Status != readout.Asserted && a.Status != CalledOff || self || teller(a) == teller(b) {
		return ""
	}
	if p.oneAct(a, b) < leastAct {
		return ""
	}
	return p.otherwise(a, b)
}

// oneAct says how well it is known that the words of two mentions tell of one act.
func (p *pair) oneAct(a, b Told) float32 {
	if alikeActs(a.Mention, b.Mention) {
		return 1
	}
	return max(p.j.acts.akin(a.Lemma, b.Lemma), sameType(a.Mention, b.Mention))
}

// byDoer is what the same doer counts beside the same one whom something is done to.
const byDoer = 0.7

// sameParts says how well it is known that two acts are done by or to the same.
func sameParts(a, b Told) float32 {
	doer, _ := roles(a.Args, b.Args, Doer, Doer)
	undergoer, _ := roles(a.Args, b.Args, Undergoer, Undergoer)
	return max(undergoer, byDoer*doer, shared(a.Args, b.Args))
}

// otherwise returns in what two mentions differ that assert, or call off, a like act.
func (p *pair) otherwise(a, b Told) ConflictKind {
	x, y := named(a, Doer), named(b, Doer)
	at := days(a.When, b.When)
	if x != nil && y != nil && a.speaker() != "" && b.speaker() != "" && at != disjoint && !many(a, b, x, y) && sameActor(&x.Actor, &y.Actor) < 0.4 && sameParts(a, b) > sharedLittle {
		return ByWho
	}
	if at != disjoint && exactPlace(a.Where) && exactPlace(b.Where) {
		if _, apart := places(a.Where, b.Where); apart > 0 {
			return ByWhere
		}
	}
	if at == disjoint && exactDay(a.When) && exactDay(b.When) && daysBetween(a.When, b.When) <= oldDays {
		return ByWhen
	}
	return ""
}

// many reports acts that each of two may have done.
func many(a, b Told, x, y *Argument) bool {
	if a.Event != "" && b.Event != "" && together[a.Type] && together[b.Type] && a.Type != "PROTEST" { // a brawl has somebody who began it
		return true
	}
	return a.Type != "ASSAULT" && ofHimself(a, x) && ofHimself(b, y) // "we thank you", say two; but two claim one bomb
}

// sameSpeaker reports whether one speaker, who is told, tells both.
func sameSpeaker(a, b Told) bool {
	x, y := a.speaker(), b.speaker()
	return x != "" && y != "" && namesake(x, y)
}

// act returns the dispute of two mentions.
func (p *pair) act(a, b Told, kind ConflictKind) Dispute {
	d := Dispute{Conflict: differ(kind, a, b)}
	p.ground(&d, said{a.Sentence, a.speaker(), a.When, a.Where}, said{b.Sentence, b.speaker(), b.When, b.Where})
	p.likeness(&d, a, b)
	f := &d.Features
	d.set(dJoined, p.same(a.ID(), b.ID()))
	f[dSure], f[dSureMore] = min(a.Sure, b.Sure), max(a.Sure, b.Sure)
	d.both(dEvents, a.Event != "", b.Event != "")
	d.both(dNouns, a.Noun, b.Noun)
	d.set(dAccused, a.Status == readout.Denied && accuses(b, a) || b.Status == readout.Denied && accuses(a, b))
	d.set(dBlame, accuses(a, b) && accuses(b, a))
	d.set(dSelf, kind == BySelf)
	f[dDenial] = p.oneAct(a, b) * sameParts(a, b)
	f[dDenialVoices] = f[dDenial] * f[dVoices]
	return d
}

// likeness sets how like two acts are.
func (p *pair) likeness(d *Dispute, a, b Told) {
	f := &d.Features
	d.set(dLemma, a.Lemma == b.Lemma)
	d.set(dStem, a.Lemma != b.Lemma && sameStem(a.Lemma, b.Lemma))
	f[dKin] = 1
	if a.Lemma != b.Lemma {
		f[dKin] = p.j.acts.akin(a.Lemma, b.Lemma)
	}
	f[dRare] = min(a.Rare, b.Rare) / 10
	f[dDoer], f[dDoerApart] = roles(a.Args, b.Args, Doer, Doer)
	f[dUndergoer], f[dUndergoerApart] = roles(a.Args, b.Args, Undergoer, Undergoer)
	x, _ := roles(a.Args, b.Args, Doer, Undergoer)
	y, _ := roles(a.Args, b.Args, Undergoer, Doer)
	f[dCross] = max(x, y)
	f[dShared] = shared(a.Args, b.Args)
	w := p.between()
	f[dCast] = w.ownCast(a.Args, b.Args)
	f[dTypes] = sameType(a.Mention, b.Mention)
	if !w.j.untrained() {
		of := w.features(a, b)
		f[dFirst] = clip(w.j.First.logit(&of) / firstScale)
	}
}

// differ returns the conflict of two mentions with the words that differ.
func differ(kind ConflictKind, a, b Told) Conflict {
	side := func(t Told, value string, words readout.Span) Side {
		return Side{Story: t.Story, Sentence: t.Story.Sentences[t.Sentence].Span, Value: value, By: t.speaker(), Words: []readout.Span{words}}
	}
	c := Conflict{Kind: kind, About: a.ID()}
	what := a.Text
	switch kind {
	case ByWho:
		x, y := named(a, Doer), named(b, Doer)
		c.A, c.B, what = side(a, x.Name, x.Span), side(b, y.Name, y.Span), "who "+what
	case ByWhere:
		c.A, c.B, what = side(a, a.Where.Name, a.Trigger), side(b, b.Where.Name, b.Trigger), "where "+what
	case ByWhen:
		c.A, c.B, what = side(a, a.When.From, a.Trigger), side(b, b.When.From, b.Trigger), "when "+what
	default:
		c.A, c.B = side(a, word(a), a.Trigger), side(b, word(b), b.Trigger)
		if a.Status == readout.Denied {
			what = b.Text
		}
	}
	c.What = fmt.Sprintf("%s: %s against %s", what, voiced(c.A), voiced(c.B))
	return c
}

// accuses reports whether who does something by a's word is who tells b, or of his
// country.
func accuses(a, b Told) bool {
	by, country := b.speaker(), countryOf(b.Story, b.Sentence)
	for i := range a.Args {
		x := &a.Args[i]
		if x.Part == Doer && (by != "" && namesake(by, x.Name) || country != "" && country == x.Country) {
			return true
		}
	}
	return false
}

// teller returns who tells a mention: the outermost speaker, else the outlet.
func teller(t Told) string { return cmp.Or(t.speaker(), t.Story.Outlet) }
