package modality

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A clause is a sentence seen from one of its words.
type clause struct {
	sent   readout.Sentence
	text   string
	tok    int
	parsed bool
}

// newClause looks at the sentence from tok.
func newClause(sent readout.Sentence, text string, tok int) *clause {
	return &clause{sent: sent, text: text, tok: tok, parsed: sent.Tokens[tok].Rel != ""}
}

// low returns the lower-case form of word i with a straight apostrophe.
func (c *clause) low(i int) string {
	if i < 0 || i >= len(c.sent.Tokens) {
		return ""
	}
	w := c.sent.Tokens[i].In(c.text)
	for k := 0; k < len(w); k++ {
		if ch := w[k]; ch < 'a' || ch > 'z' {
			return strings.ReplaceAll(strings.ToLower(w), "’", "'")
		}
	}
	return w
}

// at makes a cue of word i.
func (c *clause) at(i int, status readout.Status) cue { return cue{status, c.sent.Tokens[i].Span} }

// reach is how many words before a predicate can bear on it.
const reach = 14

// scan returns the cues that the words around the predicate give, without a
// parse: those of the verb group, those of a governing word, and what opens
// the clause.
func (c *clause) scan() []cue {
	found, at := c.verbGroup(c.tok)
	linked := at < c.tok && c.low(at) == "to" || strings.HasSuffix(c.low(c.tok), "ing") || at == c.tok
	for i := at - 1; i >= 0 && i > c.tok-reach; i-- {
		w := c.low(i)
		if status, ok := opening[w]; ok {
			found = append([]cue{c.at(i, status)}, found...)
			break
		}
		if border[w] {
			break
		}
		if status, ok := governor[w]; ok && linked {
			more, from := c.verbGroup(i)
			found = append(append(append([]cue(nil), more...), c.at(i, status)), found...)
			linked = from < i && c.low(from) == "to"
			i = from
			continue
		}
		if w == "no" || w == "nobody" || w == "none" || w == "without" || w == "unconfirmed" || w == "neither" {
			found = append([]cue{c.at(i, single[w])}, found...)
		}
	}
	return append(found, c.asked()...)
}

// group returns the cues of the predicate's own verb group.
func (c *clause) group() []cue {
	found, _ := c.verbGroup(c.tok)
	return found
}

// verbGroup returns the cues of the auxiliaries and adverbs before word i, and
// where they begin.
func (c *clause) verbGroup(i int) ([]cue, int) {
	var found []cue
	k := i - 1
	for ; k >= 0; k-- {
		w := c.low(k)
		status, known := single[w]
		switch {
		case w == "would":
			known, status = true, c.would(k)
		case w == "going" && c.low(k+1) == "to":
			known, status = true, readout.Planned
		case w == "has" && c.low(k+1) == "to", w == "have" && c.low(k+1) == "to", w == "had" && c.low(k+1) == "to":
			known, status = true, readout.Demanded
		}
		if known && w != "no" {
			found = append([]cue{c.at(k, status)}, found...)
			continue
		}
		if !known && !auxiliaries[w] && !strings.HasSuffix(w, "ly") {
			break
		}
		if w == "no" {
			break
		}
	}
	return found, k + 1
}

var auxiliaries = setOf("is are was were be been being am 's 're 'm has have had having 've do does did would to 'd also still already just " +
	"now then even only yet soon ever to")

// would tells a condition from a future seen from the past: "said it would".
func (c *clause) would(i int) readout.Status {
	for k := range c.sent.Tokens {
		if w := c.low(k); w == "if" || w == "unless" || w == "were" && k+1 < len(c.sent.Tokens) && c.low(k+1) == "to" {
			return readout.Hypothetical
		}
	}
	for k := i - 1; k >= 0; k-- {
		if w := c.low(k); strings.HasSuffix(w, "ed") || w == "said" || w == "told" || w == "wrote" || w == "that" {
			return readout.Planned
		}
	}
	return readout.Hypothetical
}

// asked returns the cue of a question mark that ends the sentence.
func (c *clause) asked() []cue {
	for i := len(c.sent.Tokens) - 1; i > c.tok && i >= len(c.sent.Tokens)-3; i-- {
		if c.low(i) == "?" {
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
	for range 6 {
		t := c.sent.Tokens[child]
		head := t.Head
		if head < 0 || head >= len(c.sent.Tokens) {
			break
		}
		rel, _, _ := strings.Cut(t.Rel, ":")
		switch rel {
		case "xcomp", "obj", "obl", "acl", "nmod", "csubj", "nsubj":
			if status, ok := governor[c.low(head)]; ok {
				found = append(found, c.at(head, status))
				found = append(found, c.dependents(head)...)
			}
		case "ccomp", "parataxis":
			if status, ok := governor[c.low(head)]; ok && status != readout.Planned {
				found = append(found, c.at(head, status))
			}
			return append(found, c.asked()...)
		case "conj":
		default:
			return append(found, c.asked()...)
		}
		child = head
	}
	return append(found, c.asked()...)
}

// dependents returns the cues among the words that depend on word i.
func (c *clause) dependents(i int) []cue {
	var found []cue
	for k := range c.sent.Tokens {
		t := c.sent.Tokens[k]
		if t.Head != i || k == i {
			continue
		}
		w := c.low(k)
		rel, _, _ := strings.Cut(t.Rel, ":")
		switch rel {
		case "aux", "advmod", "det", "amod":
			if w == "would" {
				found = append(found, c.at(k, c.would(k)))
			} else if status, ok := single[w]; ok {
				found = append(found, c.at(k, status))
			}
		case "mark":
			if status, ok := opening[w]; ok {
				found = append(found, c.at(k, status))
			} else if w == "without" {
				found = append(found, c.at(k, readout.Denied))
			}
		case "nsubj", "obj":
			for n := range c.sent.Tokens {
				if c.sent.Tokens[n].Head == k && (c.low(n) == "no" || c.low(n) == "neither") {
					found = append(found, c.at(n, readout.Denied))
				}
			}
			if w == "nobody" || w == "none" || w == "nothing" {
				found = append(found, c.at(k, readout.Denied))
			}
		}
	}
	return found
}
