package trace

import (
	"cmp"
	"math"
	"slices"
)

// A Choice takes the best of the options that it is offered. The zero Choice
// has no option; [Recorder.Choose] begins one.
type Choice struct {
	Best  int     // number of the option that is taken
	Score float64 // its score

	seen *[]Option // nil without a trace
	ids  *[]int
}

// Choose begins a choice: what is taken if no option is better, with its score.
func (r *Recorder) Choose(none int, score float64) Choice {
	c := Choice{Best: none, Score: score}
	if r != nil {
		c.seen, c.ids = new([]Option), new([]int)
		c.note(none, score)
	}
	return c
}

// Offer takes the option of this number if its score is better than that of the
// one that is taken so far.
func (c *Choice) Offer(n int, score float64) {
	if score > c.Score {
		c.Best, c.Score = n, score
	}
	if c.seen != nil {
		c.note(n, score)
	}
}

// note records an option.
func (c *Choice) note(n int, score float64) {
	*c.seen, *c.ids = append(*c.seen, Option{Score: score}), append(*c.ids, n)
}

// mostOptions is how many options of a choice are kept, with the one taken.
const mostOptions = 5

// Decision returns the best options of a choice with a trace. describe
// completes each: its words.
func (c *Choice) Decision(what string, describe func(n int, o *Option)) Decision {
	d := Decision{What: what}
	if c.seen == nil {
		return d
	}
	order := make([]int, len(*c.seen))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare((*c.seen)[b].Score, (*c.seen)[a].Score) })
	told := map[int]bool{}
	for _, i := range order {
		o := (*c.seen)[i]
		if told[(*c.ids)[i]] {
			continue // it was offered before
		}
		told[(*c.ids)[i]] = true
		o.Taken = (*c.ids)[i] == c.Best
		if math.IsInf(o.Score, 0) || !o.Taken && len(d.Options) >= mostOptions {
			continue
		}
		describe((*c.ids)[i], &o)
		d.Options = append(d.Options, o)
	}
	return d
}
