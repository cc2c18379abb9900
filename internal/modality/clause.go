package modality

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A clause is a sentence seen from one of its words.
type clause struct {
	*Rules
	*syntax.Sentence
	tok int
}

// low returns the lower-case form of word i, "" outside the sentence.
func (c *clause) low(i int) string {
	if i < 0 || i >= len(c.Low) {
		return ""
	}
	return c.Low[i]
}

// at makes a cue of word i.
func (c *clause) at(i int, status readout.Status) cue { return cue{status, c.Tokens[i].Span} }

// reach is how many words before a predicate can bear on it.
const reach = 14

// scan returns the cues that the words around the predicate give, without a
// parse: those of the verb group, those of a governing word, and what opens
// the clause.
func (c *clause) scan() []cue {
	found, at := c.verbGroup(c.tok)
	linked := at < c.tok && c.infinitive[c.low(at)] || ends(c.low(c.tok), c.gerundEndings) || at == c.tok
	for i := at - 1; i >= 0 && i > c.tok-reach; i-- {
		w := c.low(i)
		if status, ok := c.opening[w]; ok {
			found = append([]cue{c.at(i, status)}, found...)
			break
		}
		if c.border[w] {
			break
		}
		if status, ok := c.governs(i); ok && linked {
			more, from := c.verbGroup(i)
			found = append(append(append([]cue(nil), more...), c.at(i, status)), found...)
			linked = from < i && c.infinitive[c.low(from)]
			i = from
			continue
		}
		if c.nobody[w] {
			found = append([]cue{c.at(i, c.beside[w])}, found...)
		}
	}
	return append(found, c.asked()...)
}

// verbGroup returns the cues of the auxiliaries and adverbs before word i, and
// where they begin.
func (c *clause) verbGroup(i int) ([]cue, int) {
	var found []cue
	k := i - 1
	for ; k >= 0; k-- {
		w := c.low(k)
		status, known := c.beside[w]
		if c.would[w] {
			known, status = true, c.wouldBe(k)
		} else if g, ok := c.going[w]; ok && c.infinitive[c.low(k+1)] {
			known, status = true, g
		}
		if known && !c.no[w] {
			found = append([]cue{c.at(k, status)}, found...)
			continue
		}
		if !known && !c.group[w] && !ends(w, c.adverbEndings) || c.no[w] {
			break
		}
	}
	return found, k + 1
}

// wouldBe tells a condition from a future seen from the past: "said it would".
func (c *clause) wouldBe(i int) readout.Status {
	for k := range c.Tokens {
		if w := c.low(k); c.condition[w] || c.conditionBeforeInfinitive[w] && k+1 < len(c.Tokens) && c.infinitive[c.low(k+1)] {
			return readout.Hypothetical
		}
	}
	for k := i - 1; k >= 0; k-- {
		if w := c.low(k); ends(w, c.pastEndings) || c.reporting[w] {
			return readout.Planned
		}
	}
	return readout.Hypothetical
}

// asked returns the cue of a question mark that ends the sentence.
func (c *clause) asked() []cue {
	for i := len(c.Tokens) - 1; i > c.tok && i >= len(c.Tokens)-3; i-- {
		if c.question[c.low(i)] {
			return []cue{c.at(i, readout.Open)}
		}
	}
	return nil
}

// climb returns the cues that the tree gives: those that depend on the
// predicate, and on the way up the words that govern it.
func (c *clause) climb() []cue {
	found := c.dependents(c.tok)
	child := c.tok
	beside, told := false, false // in a relative clause; in one of the past: "rejected the offer that they had made"
	for range 6 {
		head := c.Heads[child]
		if head < 0 {
			break
		}
		if c.Full(child, syntax.AclRelcl) {
			beside, told = true, told || c.Tense(child) == syntax.Past
		}
		if c.Rel[child] == syntax.Acl && !c.Full(child, syntax.AclRelcl) && c.Kid(child, syntax.Mark) >= 0 {
			found = append(found, c.missing(head)...)
		}
		switch c.Rel[child] {
		case syntax.Xcomp, syntax.Obj, syntax.Obl, syntax.Acl, syntax.Nmod, syntax.Csubj, syntax.Nsubj:
			if status, ok := c.governs(head); ok && !told && !(status == readout.Denied && (beside || c.doer(child, head))) {
				found = append(found, c.at(head, status))
				found = append(found, c.dependents(head)...)
			}
		case syntax.Ccomp, syntax.Parataxis:
			if c.Rel[child] == syntax.Ccomp && !c.factive[c.low(head)] {
				found = append(found, c.byNobody(head)...)
			}
			if status, ok := c.governs(head); ok && status != readout.Planned {
				found = append(found, c.at(head, status))
			}
			return append(found, c.asked()...)
		case syntax.Conj:
		default:
			return append(found, c.asked()...)
		}
		child = head
	}
	return append(found, c.asked()...)
}

// governs returns the status that word i gives its complement. Some words give one
// with their particle alone: "ruled out".
func (c *clause) governs(i int) (readout.Status, bool) {
	if particle := c.aboveWith[c.low(i)]; particle != "" {
		with := c.low(i+1) == particle || slices.ContainsFunc(c.Kids[i], func(k int) bool { return c.low(k) == particle })
		return readout.Denied, with
	}
	status, ok := c.above[c.low(i)]
	return status, ok
}

// doer reports whether what depends on a word is who does it, which a denial of what
// is done takes for granted: "the war has halted trade", "blocked by the war".
func (c *clause) doer(child, head int) bool {
	return c.Rel[child] == syntax.Nsubj && !c.Full(child, syntax.NsubjPass) || slices.Contains(c.Agents(head), child)
}

// byNobody returns the cue of a verb that nobody and nothing does, which leaves
// open what it would say: "Nothing showed that the army crossed the river".
func (c *clause) byNobody(verb int) []cue {
	for _, k := range c.Kids[verb] {
		if c.Rel[k] != syntax.Nsubj {
			continue
		}
		if c.nobodyArgument[c.low(k)] {
			return []cue{c.at(k, readout.Open)}
		}
		return c.missing(k)
	}
	return nil
}

// missing returns the cue of a noun that there is none of, which leaves open what
// it would be of: "no evidence that the army crossed the river".
func (c *clause) missing(noun int) []cue {
	for _, k := range c.Kids[noun] {
		if c.Rel[k] == syntax.Det && c.noDeterminer[c.low(k)] {
			return []cue{c.at(k, readout.Open)}
		}
	}
	return nil
}

// dependents returns the cues among the words that depend on word i.
func (c *clause) dependents(i int) []cue {
	var found []cue
	for _, k := range c.Kids[i] {
		w := c.low(k)
		switch c.Rel[k] {
		case syntax.Aux, syntax.Advmod, syntax.Det, syntax.Amod:
			if c.would[w] {
				found = append(found, c.at(k, c.wouldBe(k)))
			} else if status, ok := c.beside[w]; ok {
				found = append(found, c.at(k, status))
			}
		case syntax.Mark:
			if status, ok := c.opening[w]; ok {
				found = append(found, c.at(k, status))
			} else if c.openingDenied[w] {
				found = append(found, c.at(k, readout.Denied))
			}
		case syntax.Nsubj, syntax.Obj:
			for _, n := range c.Kids[k] {
				if c.noDeterminer[c.low(n)] {
					found = append(found, c.at(n, readout.Denied))
				}
			}
			if c.nobodyArgument[w] {
				found = append(found, c.at(k, readout.Denied))
			}
		}
	}
	return found
}

// ends reports whether a word has one of the endings.
func ends(w string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}
