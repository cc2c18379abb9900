package when

import (
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// future reports whether the verb that governs tokens [from, to) looks ahead:
// the one on which they hang, or where no tree tells, the nearest word with a
// tense before them, else the nearest after them.
func (c *clause) future(from, to int) bool {
	switch c.tense(from, to) {
	case syntax.Future:
		return true
	case syntax.Past:
		return false
	}
	for i := from - 1; i >= 0 && i >= from-18; i-- {
		w := c.low[i]
		if c.futureWords[w] {
			return true
		}
		if c.futureBeside[w] && i == from-1 || c.futureNear[w] && i >= from-2 {
			return true
		}
		if c.beforeParticiples[c.at(i-1)] {
			continue // a participle: what stands before it has the tense
		}
		if c.hasBeen(i) {
			return false
		}
		if w == ";" || w == "”" || w == "“" || w == `"` {
			break
		}
	}
	return c.futureAfter(from, to)
}

// tense returns the tense of the predicate that the tree hangs tokens [from,
// to) on, Undecided if they are part of something else that is said of it.
func (c *clause) tense(from, to int) syntax.Tense {
	i := c.top(from, to)
	const steps = 4
	for range steps {
		switch c.Rel[i] {
		case syntax.Obl, syntax.Advmod, syntax.Nmod, syntax.Nummod, syntax.Appos, syntax.Obj, syntax.Compound, syntax.Conj, syntax.Dep:
			if c.Full(i, syntax.NmodPoss) {
				return syntax.Undecided
			}
		default:
			return syntax.Undecided
		}
		if i = c.Heads[i]; i < 0 {
			return syntax.Undecided
		}
		if c.Clausal(i) || c.Kid(i, syntax.Aux, syntax.Cop) >= 0 {
			return c.Tense(i)
		}
	}
	return syntax.Undecided
}

// hasBeen reports whether word i shows that something has been.
func (c *clause) hasBeen(i int) bool {
	w := c.low[i]
	return c.pastWords[w] || endsIn(w, c.pastEndings) && len(w) > 3 || c.Tokens[i].XPOS == "VBD"
}

// futureAfter looks at the words behind tokens [from, to). Those that begin
// the sentence are set off by a comma: "On Saturday, he will attend".
func (c *clause) futureAfter(from, to int) bool {
	reach := 8
	if c.at(to) == "," && from < 3 {
		reach, to = 14, to+1
	}
	for i := to; i < len(c.low) && i < to+reach; i++ {
		w := c.low[i]
		if c.futureAfterwards[w] {
			return true
		}
		if c.hasBeen(i) || (w == "," && reach == 8) || w == ";" {
			return false
		}
	}
	return false
}
