package question

import "fmt"

// Explain says of every claim that may answer a question how near it comes:
// what a reader of wrong answers looks at.
func (a *Asker) Explain(q *Question, told []Told) []string {
	var out []string
	for _, t := range told {
		m, ok := q.best(&t)
		if !ok {
			continue
		}
		an := &t.Claim.Anchors[m.anchor]
		out = append(out, fmt.Sprintf("%s %.2f %s %q by %q, cover %.2f, flipped %t, %s / %s, at %d", t.Ref, m.score, an.Stance, m.how, an.Why, cover(q, &t, an), m.flipped,
			t.Claim.Actor.Name, t.Claim.Speaker.Name, t.Claim.Sentence.Start))
	}
	return out
}

// cover is the first number of [Question.cover].
func cover(q *Question, t *Told, a *Anchor) float64 {
	c, _ := q.cover(t, a)
	return c
}
