package event

import (
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// numbers returns the counts of people that an act's own words and those of
// the verbs beside it give.
func (c *coder) numbers(t *sentence, a *act) []readout.Number {
	var out []readout.Number
	for _, i := range append([]int{a.verb}, t.Below(a.verb, 60)...) {
		what := c.words.counted[t.Lemma[i]]
		if what == "" || !t.UPOS(i, "VERB", "ADJ", "NOUN") || has(out, what) || !t.beside(i, a.verb) {
			continue
		}
		crowd := what == "attended"
		for _, k := range t.Kids[i] {
			wanted := t.Rel[k] == syntax.Obj || t.Full(k, syntax.NsubjPass) || crowd && t.Rel[k] == syntax.Nsubj || c.words.countedSubject[t.Lemma[i]] && t.Rel[k] == syntax.Nsubj || t.Rel[k] == syntax.Nummod
			if !wanted {
				continue
			}
			if n, ok := c.count(t, k); ok {
				n.What = what
				out = append(out, n)
				break
			}
		}
	}
	return out
}

// has reports whether numbers count what.
func has(numbers []readout.Number, what string) bool {
	for _, n := range numbers {
		if n.What == what {
			return true
		}
	}
	return false
}

// beside reports whether verb i is v or hangs on it as a result or a further verb.
func (t *sentence) beside(i, v int) bool {
	if i == v {
		return true
	}
	switch t.Rel[i] {
	case syntax.Conj, syntax.Advcl, syntax.Amod:
		h := t.Heads[i]
		return h >= 0 && (h == v || t.beside(h, v))
	}
	return false
}

// count reads the number of a noun phrase: "12", "at least 28", "12 to 15".
func (c *coder) count(t *sentence, i int) (readout.Number, bool) {
	num := i
	if !t.UPOS(i, "NUM") {
		if num = t.Kid(i, syntax.Nummod); num < 0 {
			return readout.Number{}, false
		}
	}
	low, ok := c.value(t, num)
	if !ok {
		return readout.Number{}, false
	}
	n := readout.Number{Low: low, High: low, Span: t.Tok(num).Span}
	if num+2 < len(t.Low) && c.words.ranges[t.Low[num+1]] {
		if high, ok := c.value(t, num+2); ok && high > low {
			n.High, n.Span.End = high, t.Tok(num+2).End
		}
	}
	if num >= 2 && c.words.ranges[t.Low[num-1]] {
		if first, ok := c.value(t, num-2); ok && first < low {
			n.Low, n.Span.Start = first, t.Tok(num-2).Start
		}
	}
	return n, true
}

// maxCount bounds the numbers that are read as counts of people.
const maxCount = 100_000_000

// value reads token i, with the words of a number before it, as a whole number.
func (c *coder) value(t *sentence, i int) (int, bool) {
	if i < 0 || i >= len(t.Low) {
		return 0, false
	}
	word := strings.ReplaceAll(t.Low[i], ",", "")
	if n, err := strconv.Atoi(word); err == nil && n >= 0 && n <= maxCount {
		if i+1 < len(t.Low) {
			if m, ok := c.words.multiples[t.Low[i+1]]; ok && n*m <= maxCount {
				return n * m, true
			}
		}
		return n, true
	}
	n, ok := c.words.numbers[word]
	return n, ok
}
