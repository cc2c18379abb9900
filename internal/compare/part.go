package compare

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A part says whether a word means all of some, or only a part of them.
type part byte

const (
	wholly part = iota + 1 // all three
	partly                 // one of three
)

// partWords are the words that say how much of some is meant.
var partWords = map[string]part{"all": wholly, "every": wholly, "each": wholly, "both": wholly, "one": partly, "some": partly, "several": partly, "few": partly, "many": partly, "most": partly, "half": partly}

// markParts says which of the words of a sentence mean all of some or a part of them. Those
// that say nothing by themselves are put in, and count only against their opposite.
func markParts(text string, list []token) []token {
	words := split(text)
	for i, w := range words {
		next := nextForm(text, words[i+1:])
		form := plainForm(w.In(text))
		if form == "1" {
			form = "one"
		}
		p := partWords[form]
		if p == 0 || form == "one" && next != "of" || form == "some" && numeral(next) { // some 300 people
			continue
		}
		if at := slices.IndexFunc(list, func(t token) bool { return t.span.Overlaps(w.Span) }); at >= 0 {
			list[at].part = p
			continue
		}
		at := slices.IndexFunc(list, func(t token) bool { return t.span.Start > w.Start })
		if at < 0 {
			at = len(list)
		}
		t := token{text: w.In(text), form: form, span: w.Span, part: p, slight: true}
		if form == "one" && at < len(list) && list[at].class == number && among(text, w.Span, list[at].span) {
			t.class, t.slight = number, false
		}
		list = slices.Insert(list, at, t)
	}
	return list
}

// among reports whether a word stands before a number of which it is a part: one of three,
// one of the three.
func among(text string, one, of readout.Span) bool {
	between := strings.Fields(plainForm(text[one.End:of.Start]))
	return len(between) > 0 && between[0] == "of" && (len(between) == 1 || len(between) == 2 && smallWord(between[1]))
}

// countParts makes numbers of the words for a part where those for the whole stand in their
// place, or the other way round.
func (d *wordDifference) countParts() {
	has := func(list []token, p part) bool {
		return slices.ContainsFunc(list, func(t token) bool { return t.part == p })
	}
	if !(has(d.gone, partly) && has(d.came, wholly)) && !(has(d.gone, wholly) && has(d.came, partly)) {
		return
	}
	for _, list := range [][]token{d.gone, d.came} {
		for i := range list {
			if list[i].part != 0 {
				list[i].class, list[i].slight = number, false
			}
		}
	}
}
