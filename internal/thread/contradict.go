package thread

import (
	"fmt"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// mentions takes down in what two mentions of one happening contradict each
// other: whether it was, whose word it is, who did it, where and when.
func (p *pair) mentions(a, b Told) {
	if a.Story.ID == b.Story.ID && a.Story.Version != b.Story.Version || a.Story.Version == b.Story.Version && a.Sentence == b.Sentence {
		return // versions of one story are updates, and are compared as such
	}
	sure := p.akin(a, b)
	if sure == 0 {
		return
	}
	switch {
	case p.denied(a, b, sure):
	case a.Status != readout.Asserted || b.Status != readout.Asserted:
	case p.doers(a, b, sure):
	case p.wheres(a, b, sure):
	default:
		p.whens(a, b, sure)
	}
}

// akin returns how sure it is that two mentions are of one happening, or of one
// but for what they contradict each other in; 0 if they are not.
func (p *pair) akin(a, b Told) float64 {
	if !alikeActs(a.Mention, b.Mention) {
		if bothCoded(a.Mention, b.Mention) && p.same(a.ID(), b.ID()) {
			return byLittle
		}
		return 0
	}
	if p.same(a.ID(), b.ID()) {
		return byJoin
	}
	words := dot(a.Story.Sentences[a.Sentence].Terms, b.Story.Sentences[b.Sentence].Terms)
	if p.near < nearMatter || words < likeMention || min(a.Rare, b.Rare) < rareWords {
		return 0
	}
	if u, _ := roles(a.Args, b.Args, Undergoer, Undergoer); u >= sameRole {
		return byWords
	}
	if shared(a.Args, b.Args) >= sharedMuch {
		return byWords
	}
	if shared(a.Args, b.Args) >= sharedLittle && words >= likeByUnit {
		return byLittle
	}
	return 0
}

// alikeActs reports whether two mentions have one word, or words of one stem.
func alikeActs(a, b *Mention) bool { return a.Lemma == b.Lemma || sameStem(a.Lemma, b.Lemma) }

// bothCoded reports whether the records of both mentions say that they are of one type.
func bothCoded(a, b *Mention) bool { return a.Event != "" && b.Event != "" && a.Type == b.Type }

// An actIndex finds the mentions of a story whose acts may be those of another
// mention: transcripts have a million pairs, of which few are.
type actIndex struct {
	stems map[string][]int // by the beginning of the lemma
	types map[string][]int // of those that the record codes
}

// actsOf returns the index of a story's mentions.
func actsOf(s *Story) actIndex {
	x := actIndex{map[string][]int{}, map[string][]int{}}
	for i := range s.Mentions {
		m := &s.Mentions[i]
		x.stems[stemKey(m.Lemma)] = append(x.stems[stemKey(m.Lemma)], i)
		if m.Event != "" {
			x.types[m.Type] = append(x.types[m.Type], i)
		}
	}
	return x
}

// stemKey is what lemmas of one stem share.
func stemKey(lemma string) string {
	word, _, _ := strings.Cut(lemma, " ")
	return word[:min(len(word), leastStem)]
}

// alike calls do with the numbers of the mentions that share a stem with m, or,
// if the record codes it, its type, in their order and each once.
func (x *actIndex) alike(m *Mention, do func(int)) {
	stems, types := x.stems[stemKey(m.Lemma)], []int(nil)
	if m.Event != "" {
		types = x.types[m.Type]
	}
	for len(stems) > 0 || len(types) > 0 {
		switch {
		case len(types) == 0 || len(stems) > 0 && stems[0] < types[0]:
			do(stems[0])
			stems = stems[1:]
		case len(stems) == 0 || types[0] < stems[0]:
			do(types[0])
			types = types[1:]
		default:
			do(stems[0])
			stems, types = stems[1:], types[1:]
		}
	}
}

// How alike two mentions must be that words alone join: their sentences, and
// who and what stands with them. An actor or a role counts as the same from
// sameRole on: a name that is the end of another one has 0.7 ([sameActor]).
const (
	likeMention  = 0.2
	rareWords    = 3 // logarithm of how rare the words of both are
	rareDenied   = 4 // the same of what one denies
	sameRole     = 0.7
	sharedMuch   = 0.4
	sharedLittle = 0.23
)

// add takes down a conflict of two mentions with the words that differ.
func (p *pair) add(kind ConflictKind, a, b Told, va, vb, what string, sure float64, wa, wb readout.Span) {
	side := func(t Told, value string, words readout.Span) Side {
		s := Side{Story: t.Story, Sentence: t.Story.Sentences[t.Sentence].Span, Value: value, By: t.speaker()}
		s.Words = append(s.Words, words)
		return s
	}
	c := Conflict{Kind: kind, A: side(a, va, wa), B: side(b, vb, wb), About: a.ID(), Confidence: sure}
	c.What = fmt.Sprintf("%s: %s against %s", what, voiced(c.A), voiced(c.B))
	p.out = append(p.out, c)
}

// teller returns who tells a mention: the outermost speaker, else the outlet.
func teller(t Told) string {
	if s := t.speaker(); s != "" {
		return s
	}
	return t.Story.Outlet
}

// denied takes down what one tells and the other denies, by two tellers, or by
// one against himself.
func (p *pair) denied(a, b Told, sure float64) bool {
	if (a.Status == readout.Denied) == (b.Status == readout.Denied) {
		return false
	}
	told := a
	if a.Status == readout.Denied {
		told = b
	}
	if told.Status != readout.Asserted || min(a.Rare, b.Rare) < rareDenied || min(a.Sure, b.Sure) < sureTogether && (a.Event == "" || b.Event == "") {
		return false
	}
	if dayGap(a.Story.Posted, b.Story.Posted) > 3 && days(a.When, b.When) != equal && !p.same(a.ID(), b.ID()) {
		return false // what was not so may be so by now
	}
	if a.Story.Version == b.Story.Version && a.Lemma != b.Lemma {
		sure = min(sure, byLittle)
	}
	d, apart := roles(a.Args, b.Args, Doer, Doer)
	if d < sameRole && apart > 0 { // somebody else did not do it
		return false
	}
	kind := ByStatus
	if x, y := a.speaker(), b.speaker(); x != "" && (strings.EqualFold(x, y) || within(x, y) || within(y, x)) {
		kind = BySelf
		if a.Story.Version == b.Story.Version {
			return false
		}
	} else if teller(a) == teller(b) {
		return false
	}
	p.add(kind, a, b, word(a), word(b), told.Text, sure, a.Trigger, b.Trigger)
	return true
}

// deniedValue begins the value of the side that denies.
const deniedValue = "not "

// word returns a mention's word with "not" where it is denied.
func word(t Told) string {
	if t.Status == readout.Denied {
		return deniedValue + t.Text
	}
	return t.Text
}

// named returns the argument with a part that is named or known, or nil.
func named(t Told, part Part) *Argument {
	for i := range t.Args {
		if t.Args[i].Part == part && (t.Args[i].known() || t.Args[i].Kind != "") {
			return &t.Args[i]
		}
	}
	return nil
}

// doers takes down an act done to the same by two that are others, as two
// tellers say.
func (p *pair) doers(a, b Told, sure float64) bool {
	x, y := named(a, Doer), named(b, Doer)
	if x == nil || y == nil || a.speaker() == "" || b.speaker() == "" || teller(a) == teller(b) {
		return false
	}
	many := a.Event != "" && b.Event != "" && together[a.Type] && together[b.Type] && a.Type != "PROTEST" // a brawl has somebody who began it
	if many || a.Type != "ASSAULT" && ofHimself(a, x) && ofHimself(b, y) {
		return false // each may have done it: "we thank you", say two; but two claim one bomb
	}
	u, _ := roles(a.Args, b.Args, Undergoer, Undergoer)
	if u < sameRole || sameActor(&x.Actor, &y.Actor) > 0 || days(a.When, b.When) == disjoint {
		return false
	}
	p.add(ByWho, a, b, x.Name, y.Name, "who "+a.Text, sure, x.Span, y.Span)
	return true
}

// ofHimself reports whether who tells a mention tells of himself.
func ofHimself(t Told, doer *Argument) bool {
	by := t.speaker()
	return strings.EqualFold(by, doer.Name) || within(by, doer.Name) || within(doer.Name, by)
}

// wheres takes down one happening in two towns.
func (p *pair) wheres(a, b Told, sure float64) bool {
	if !exactPlace(a.Where) || !exactPlace(b.Where) || teller(a) == teller(b) || days(a.When, b.When) == disjoint {
		return false
	}
	u, _ := roles(a.Args, b.Args, Undergoer, Undergoer)
	d, _ := roles(a.Args, b.Args, Doer, Doer)
	if _, apart := places(a.Where, b.Where); apart == 0 || max(u, d) < sameRole || a.Type == "PROTEST" {
		return false
	}
	p.add(ByWhere, a, b, a.Where.Name, b.Where.Name, "where "+a.Text, sure, a.Trigger, b.Trigger)
	return true
}

// whens takes down one happening on two days.
func (p *pair) whens(a, b Told, sure float64) {
	if days(a.When, b.When) != disjoint || !exactDay(a.When) || !exactDay(b.When) || teller(a) == teller(b) {
		return
	}
	u, _ := roles(a.Args, b.Args, Undergoer, Undergoer)
	if _, apart := places(a.Where, b.Where); apart > 0 || u < sameRole {
		return
	}
	p.add(ByWhen, a, b, a.When.From, b.When.From, "when "+a.Text, sure, a.Trigger, b.Trigger)
}
