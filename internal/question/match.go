package question

import (
	"math"
	"slices"
)

// Shares of what stands elsewhere, set by hand with the thresholds below: what a question is about may stand in what
// depends on its act, elsewhere in the sentence, or in the sentences before.
const (
	inSentence = 0.85
	inContext  = 0.6
	inStory    = 0.5
	// An act that is told by another word than the question's is another one
	// unless what it is about stands in its sentence.
	leastHere   = 0.15
	onlyContext = 0.75
	farBefore   = 60 // words of the pool behind which it is the story and no more the context
)

// leastMatch is how well a claim must answer a question to be shown, and
// farMatch how well to be offered as near. Chosen on one press world and the
// project's own sentences on questions.
const (
	leastMatch = 0.47
	farMatch   = 0.3
)

// A match is the word of a claim that a question is about.
type match struct {
	anchor  int
	score   float64 // 0 to 1
	flipped bool    // the word is the opposite of the question's act
	how     string  // in words: "lift" for "revoke"
}

// best returns the word of a claim that answers the question best, false if
// none does.
func (q *Question) best(t *Told) (match, bool) {
	c, out := t.Claim, match{anchor: -1}
	for i := range c.Anchors {
		m := q.match(t, &c.Anchors[i])
		m.anchor = i
		if m.score <= 0 {
			continue
		}
		known := 0.0
		if c.Anchors[i].Stance != None {
			known = 0.15
		}
		old := -1.0
		if out.anchor >= 0 {
			old = out.score
			if c.Anchors[out.anchor].Stance != None {
				old += 0.15
			}
		}
		if m.score+known > old {
			out = m
		}
	}
	return out, out.anchor >= 0
}

// match returns how well one word answers the question.
func (q *Question) match(t *Told, a *Anchor) match {
	w := t.Claim.Words[a.Word]
	if len(q.acts) == 0 {
		return q.object(t, a)
	}
	p := q.acts[0].in(w)
	if p == 0 && a.Stance != None && q.before[w.Lemma] { // "he ruled it out"
		p = q.acts[0].told(t)
	}
	if p == 0 {
		return match{}
	}
	cover, here := q.cover(t, a)
	if a.Settled && math.Abs(p) < madeOf { // "the talks would go ahead": nobody leaves
		cover = here
	}
	score := math.Abs(p) * (q.alone() + (1-q.alone())*cover)
	if here < leastHere && math.Abs(p) < madeOf && q.alone() < leastMatch {
		score *= onlyContext
	}
	return match{score: score, flipped: p < 0, how: w.Lemma}
}

// What the act of a question counts alone: a rare one, which is above leastMatch
// and so an answer by itself, and others, which are offered as near at best
// unless something of what they are about stands with them.
const (
	rareAlone = 0.52
	actAlone  = 0.3
)

// alone returns what the act counts alone: more for a rare word that the
// question says only names of, as in "mediation by Brazil".
func (q *Question) alone() float64 {
	thing := func(t term) bool { return len(t.names) == 0 }
	if q.acts[0].rare > rareAct && !slices.ContainsFunc(q.about, thing) {
		return rareAlone
	}
	return actAlone
}

// rareAct is how rare an act is that tells what a question is about nearly by itself.
const rareAct = 5.5

// object matches a word with a question that names no act.
func (q *Question) object(t *Told, a *Anchor) match {
	w := t.Claim.Words[a.Word]
	for i := range q.about {
		if p := q.about[i].in(w); p > 0 {
			cover, _ := q.cover(t, a)
			return match{score: p * (0.3 + 0.7*cover), how: w.Lemma}
		}
	}
	return match{}
}

// cover returns which share of what the question is about stands with a word
// or before it, and which share stands in its sentence.
func (q *Question) cover(of *Told, a *Anchor) (cover, here float64) {
	if len(q.about) == 0 {
		return 1, 1
	}
	sum, all, own := 0.0, 0.0, 0.0
	for i := range q.about {
		t := &q.about[i]
		best := 0.0
		for k, w := range of.Claim.Words {
			p := math.Max(0, t.in(w))
			if k < a.From || k >= a.To {
				p *= inSentence
			}
			best = math.Max(best, p)
		}
		own += t.weight * best
		sum += t.weight * math.Max(best, t.told(of))
		all += t.weight
	}
	return sum / all, own / all
}
