package question

import (
	"cmp"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A Choice is an option of an actor as stories tell it.
type Choice struct {
	Told
	Status OptionStatus
	// Last and LastBy are when it was heard of last, and by whom.
	Last, LastBy string
}

// Options returns what actors may do, will not do or have done, by day, each
// once for an actor, an act and a status with the day it was heard of last. A
// deed is told only if it was an option before, or with only by the doer's own
// word. actor is a name, empty for all; q may be nil.
func (a *Asker) Options(q *Question, told []Told, actor string) []Choice {
	var all []Told
	for _, t := range told {
		c := t.Claim
		if c.Option == nil || actor != "" && !c.of(actor) || q != nil && !q.Empty() && q.aboutOption(&t) < leastMatch {
			continue
		}
		all = append(all, t)
	}
	sorting.StableFunc(all, func(x, y Told) int {
		return cmp.Or(byPosted(x.Posted, y.Posted), cmp.Compare(x.Version, y.Version), cmp.Compare(x.Claim.Sentence.Start, y.Claim.Sentence.Start))
	})
	index := map[string]int{}
	var out []Choice
	for _, t := range all {
		o := t.Claim.Option
		key := t.Claim.Actor.Key() + "\x00" + string(o.Status) + "\x00" + strings.Join(o.Key, " ")
		if n, ok := index[key]; ok {
			out[n].Last, out[n].LastBy = t.Posted, t.Claim.Speaker.Name
			continue
		}
		index[key] = len(out)
		out = append(out, Choice{Told: t, Status: o.Status, Last: t.Posted, LastBy: t.Claim.Speaker.Name})
	}
	return out
}

// aboutOption returns how well an option answers a question.
func (q *Question) aboutOption(t *Told) float64 {
	c := t.Claim
	best := 0.0
	for k := range c.Words {
		a := Anchor{Word: k, From: 0, To: len(c.Words), Stance: For}
		best = max(best, q.match(t, &a).score)
	}
	return best
}
