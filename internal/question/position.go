package question

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A Told is a claim with the story that tells it.
type Told struct {
	Story, Version, Ref, Outlet, Line string
	Posted                            string // RFC 3339 or a day, empty if unknown
	Claim                             *Claim
	Pool                              []string // of the version
}

// A Position is a claim on a question, once a line of reporting.
type Position struct {
	Told
	Stance     Stance
	Confidence float64
	Why        string
	// Of is what the side is taken of, in words, where no question was asked.
	Of string
	// Was is the stance of the claim before, in a list of changes.
	Was  Stance
	From *Position // that claim
}

// Day returns the day of a position, "" if it is not known.
func (t *Told) Day() string { return t.Posted[:min(len(t.Posted), 10)] }

// Positions returns the claims that answer a question, by their days, and how
// many claims came near to it. An actor's name, empty for all, is compared with
// all names of actor and speaker.
func (a *Asker) Positions(q *Question, told []Told, actor string) (list []Position, near int) {
	for _, t := range told {
		if t.Claim.Option != nil || actor != "" && !t.Claim.of(actor) {
			continue
		}
		m, ok := q.best(&t)
		if !ok || m.score < farMatch {
			continue
		}
		near++
		if m.score < leastMatch {
			continue
		}
		if p, ok := q.position(t, m); ok {
			list = append(list, p)
		}
	}
	return once(list), near
}

// position returns the position that a matched claim takes, false if it takes none.
func (q *Question) position(t Told, m match) (Position, bool) {
	an := &t.Claim.Anchors[m.anchor]
	stance, sure, why := an.Side()
	if stance == None {
		return Position{}, false
	}
	if m.flipped {
		stance = stance.opposite()
	}
	return Position{Told: t, Stance: stance, Confidence: math.Round(100*sure*math.Min(1, m.score+0.2)) / 100, Why: q.means(m) + shown(why)}, true
}

// means says by which word of the sentence its claim is of the question, "" for the
// question's own word.
func (q *Question) means(m match) string {
	asked := q.acts0()
	switch {
	case asked == "" || m.how == asked:
		return ""
	case m.flipped:
		return "“" + m.how + "” is the opposite of “" + asked + "”; "
	}
	return "“" + m.how + "” is taken for “" + asked + "”; "
}

// wholeSentence is what shows a side that no word of the lists does.
const wholeSentence = "the words of the sentence"

// shown says which words show a side.
func shown(words string) string {
	if words == wholeSentence {
		return "the sentence as a whole shows the side"
	}
	return "“" + words + "” shows the side"
}

// byListed is how sure a side is that a word of the lists tells: by hand.
const byListed = 0.8

// acts0 returns the act of the question as it was given, "" for none.
func (q *Question) acts0() string {
	if len(q.acts) == 0 {
		return ""
	}
	return q.acts[0].word
}

// stances are the classes of the network's head.
var stances = []Stance{None, For, Against, Open, Conditional, Undecided}

// leastHead is the probability from which on the head alone says which side a
// word is taken on, chosen on the press world mine.
const leastHead = 0.6

// Side returns the side that is taken of a word, None for none, how sure that is,
// 0 to 1, and the words that show it.
func (a *Anchor) Side() (stance Stance, sure float64, why string) {
	if a.Stance != None {
		return a.Stance, byListed, a.Why
	}
	stance, sure = a.byHead()
	return stance, sure, wholeSentence
}

// byHead returns the stance that the network's head gives a word.
func (a *Anchor) byHead() (Stance, float64) {
	best := 0
	for i, p := range a.Head {
		if i < len(stances) && p > a.Head[best] {
			best = i
		}
	}
	if len(a.Head) == 0 || float64(a.Head[best])/255 < leastHead {
		return None, 0
	}
	return stances[best], float64(a.Head[best]) / 255
}

// of reports whether an actor's name is one of those of the claim.
func (c *Claim) of(name string) bool {
	name = fold(name)
	for _, w := range []Who{c.Actor, c.Speaker} {
		if fold(w.ID) == name || sameName(w.Name, name) || slices.ContainsFunc(w.Others, func(o string) bool { return sameName(o, name) }) {
			return true
		}
	}
	return false
}

// sameName reports whether a name is another, in lower case, or ends with it.
func sameName(name, low string) bool {
	name = fold(name)
	return name == low || strings.HasSuffix(name, " "+low)
}

// fold returns a name in lower case, without an article or blanks around it.
func fold(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	return strings.TrimPrefix(name, "the ")
}

// once orders positions by day and keeps one of those that copies and versions
// of one line have, the earliest posted; of one sentence's claims on one side
// by one speaker the surest.
func once(list []Position) []Position {
	sorting.StableFunc(list, func(x, y Position) int {
		return cmp.Or(byPosted(x.Posted, y.Posted), cmp.Compare(x.Version, y.Version), cmp.Compare(x.Claim.Sentence.Start, y.Claim.Sentence.Start),
			cmp.Compare(y.Confidence, x.Confidence))
	})
	type key struct {
		line, actor, speaker string
		hash                 uint64
		stance               Stance
	}
	seen := map[key]bool{}
	return slices.DeleteFunc(list, func(p Position) bool {
		k := key{p.Line, p.Claim.Actor.Key(), p.Claim.Speaker.Key(), p.Claim.Hash, p.Stance}
		if seen[k] {
			return true
		}
		seen[k] = true
		return false
	})
}

// byPosted compares times; unknown ones come last.
func byPosted(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}
