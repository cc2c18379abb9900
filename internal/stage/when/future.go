package when

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// futureWords show that what they govern is still to come.
var futureWords = set("will 'll would shall plans plan planned planning expected expects expect scheduled due set going upcoming intends hopes aims must should could may might until by next")

// pastWords show that it has been.
var pastWords = set("said was were had did told added announced met took came went made began called reported killed died has have been ago")

// auxiliaries stand before participles.
var auxiliaries = set("be been being to not")

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
		if futureWords[w] && w != "by" && w != "until" && w != "next" {
			return true
		}
		if w == "by" && i == from-1 || w == "until" && i >= from-2 {
			return true
		}
		if auxiliaries[c.at(i-1)] {
			continue // a participle: what stands before it has the tense
		}
		if c.past(i) {
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
	i := from
	for i+1 < to && c.Heads[i] >= from && c.Heads[i] < to {
		i++
	}
	const steps = 4
	for range steps {
		switch c.Rel[i] {
		case "obl", "advmod", "nmod", "nummod", "appos", "obj", "compound", "conj", "dep":
			if c.Full(i, "nmod:poss") {
				return syntax.Undecided
			}
		default:
			return syntax.Undecided
		}
		if i = c.Heads[i]; i < 0 {
			return syntax.Undecided
		}
		if c.Clausal(i) || c.Kid(i, "aux", "cop") >= 0 {
			return c.Tense(i)
		}
	}
	return syntax.Undecided
}

// past reports whether word i shows that something has been.
func (c *clause) past(i int) bool {
	w := c.low[i]
	return pastWords[w] || strings.HasSuffix(w, "ed") && len(w) > 3 || c.Tokens[i].XPOS == "VBD"
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
		if w == "will" || w == "would" || w == "'ll" {
			return true
		}
		if c.past(i) || (w == "," && reach == 8) || w == ";" {
			return false
		}
	}
	return false
}
