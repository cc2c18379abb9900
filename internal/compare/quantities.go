package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// A quantity is a number of something, as it stands in a text: "45 million
// crowns".
type quantity struct {
	span  readout.Span // of the number: "45 million"
	value string       // folded
	unit  string       // of what: "crown"
	near  []string     // folded words beside it
}

// Limits of quantities: words of a number, words beside it that tell what is
// counted, how like these must be, numbers of a text.
const (
	maxNumberWords = 4
	besideWords    = 4
	sameBeside     = 0.4
	maxQuantities  = 400
)

// quantities returns the numbers of a side's body that count something. Dates
// are none.
func (s *side) quantities() []quantity {
	var list []quantity
	words := split(s.text)
	for _, seg := range segments(s.text, words) {
		in := slices.DeleteFunc(slices.Clone(words[seg.from:seg.to]), func(w word) bool { return !w.letters })
		for i := 0; i < len(in) && len(list) < maxQuantities; i++ {
			n := 0
			for i+n < len(in) && n < maxNumberWords && numeral(in[i+n].In(s.text)) {
				n++
			}
			if n == 0 {
				continue
			}
			q := quantity{span: readout.Span{Start: in[i].Start, End: in[i+n-1].End}}
			q.value = strings.Join(folded(q.span.In(s.text)), " ")
			q.describe(s.text, in[max(i-besideWords, 0):i], in[i+n:min(i+n+besideWords, len(in))])
			i += n - 1
			if q.unit != "" && q.span.Start >= s.body && !s.dated(q.span) {
				list = append(list, q)
			}
		}
	}
	return list
}

// numeral reports a word that is a number.
func numeral(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return unicode.IsDigit(first) || numerals[fold(w)]
}

// describe fills in what is counted, and the words beside the number.
func (q *quantity) describe(text string, before, after []word) {
	for _, w := range before {
		q.near = append(q.near, fold(w.In(text)))
	}
	for _, w := range after {
		f := fold(w.In(text))
		q.near = append(q.near, f)
		if q.unit == "" && !smallWord(f) && !numeral(f) {
			q.unit = strings.TrimSuffix(f, "s")
		}
	}
}

// dated reports whether a stretch of the text is part of a date.
func (s *side) dated(at readout.Span) bool {
	return slices.ContainsFunc(s.Dates, func(d readout.TimeExpr) bool { return d.Span.Overlaps(at) })
}

// quantities adds the numbers of the same thing that differ, wherever they stand:
// a number may move with its sentence, or into what somebody says.
func (d *recordDiffer) quantities() {
	olds, news := d.old.quantities(), d.new.quantities()
	known := func(list []quantity, q quantity) bool {
		return slices.ContainsFunc(list, func(x quantity) bool { return x.value == q.value && x.unit == q.unit })
	}
	gone := slices.DeleteFunc(slices.Clone(olds), func(q quantity) bool { return known(news, q) })
	came := slices.DeleteFunc(slices.Clone(news), func(q quantity) bool { return known(olds, q) })
	var list []pairing
	for i := range gone {
		for j := range came {
			score := dice(gone[i].near, came[j].near)
			if gone[i].unit == came[j].unit && score >= sameBeside && !d.tells(gone[i].span, came[j].span) {
				list = append(list, pairing{i, j, score})
			}
		}
	}
	pairs, _ := bestPairs(list)
	for i := range gone {
		j, ok := pairs[i]
		if !ok {
			continue
		}
		x, y := gone[i].span.In(d.old.text), came[j].span.In(d.new.text)
		d.out.Items = append(d.out.Items, Item{Kind: IsChanged, Layer: "text", Label: Counting, Words: x + " → " + y,
			Text:    d.new.name + " says " + lowerNumber(y) + " where " + d.old.name + " said " + lowerNumber(x) + ": " + around(d.new.text, came[j].span) + ".",
			OldSpan: gone[i].span, NewSpan: came[j].span})
	}
}

// tells reports whether one item has words of both of two stretches, so that the
// change from one to the other is told already.
func (d *recordDiffer) tells(old, new readout.Span) bool {
	return slices.ContainsFunc(d.out.Items, func(it Item) bool { return it.OldSpan.Overlaps(old) && it.NewSpan.Overlaps(new) })
}

// Limits of the outlet's own sentences: how many are told, how many words one
// has at least, from which likeness on one is another in other words.
const (
	maxOwn   = 20
	leastOwn = 4
	sameOwn  = 0.5
)

// own adds what the outlet itself no longer says and says now: sentences that hold
// no statement and no event, which the record has no other trace of ("One of them
// died in hospital.").
func (d *recordDiffer) own() {
	olds, news := d.old.sayings(), d.new.sayings()
	add := func(list, others []string, spans []readout.Span, item func(text string, at readout.Span) Item) {
		n := 0
		for i, text := range list {
			words := folded(text)
			if spans[i].Empty() || n == maxOwn || slices.ContainsFunc(others, func(o string) bool { return dice(words, folded(o)) >= sameOwn }) {
				continue
			}
			if it := item(inMarks(shorten(text, maxClause)), spans[i]); !slices.ContainsFunc(d.out.Items, it.overlaps) {
				n++
				d.out.Items = append(d.out.Items, it)
			}
		}
	}
	add(olds.texts, news.texts, olds.spans, func(text string, at readout.Span) Item {
		return Item{Kind: IsDropped, Layer: "text", OldSpan: at, Text: d.new.name + " no longer says: " + text + "."}
	})
	add(news.texts, olds.texts, news.spans, func(text string, at readout.Span) Item {
		return Item{Kind: IsAdded, Layer: "text", NewSpan: at, Text: d.new.name + " adds: " + text + "."}
	})
}

// overlaps reports whether another item tells of words of this one.
func (it *Item) overlaps(other Item) bool {
	return !it.OldSpan.Empty() && it.OldSpan.Overlaps(other.OldSpan) || !it.NewSpan.Empty() && it.NewSpan.Overlaps(other.NewSpan)
}

// sayings are the sentences of a side's body; those that are told by the record
// have no span.
type sayings struct {
	texts []string
	spans []readout.Span
}

// sayings returns the sentences of a side's body.
func (s *side) sayings() (out sayings) {
	var told []readout.Span
	for i := range s.Attributions {
		a := &s.Attributions[i]
		told = append(append(append(told, a.Content.Spans...), a.Cue.Spans...), a.Speaker.Spans...)
	}
	for i := range s.Events {
		told = append(told, s.Events[i].Trigger.Spans...)
	}
	words := split(s.text)
	for _, seg := range segments(s.text, words) {
		at := readout.Span{Start: words[seg.from].Start, End: words[seg.to-1].End}
		if at.Start < s.body {
			continue
		}
		text := strings.TrimRight(strings.Join(strings.Fields(at.In(s.text)), " "), " .")
		own := len(folded(text)) >= leastOwn && !slices.ContainsFunc(told, at.Overlaps)
		if !own {
			at = readout.Span{}
		}
		out.texts, out.spans = append(out.texts, text), append(out.spans, at)
	}
	return out
}
