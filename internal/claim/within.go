package claim

import (
	"cmp"

	"github.com/seed-f92ea4cf/readout"
)

// In returns the row of the statement or event of a sentence that tells most of some
// words, which stand in it; nil if the record has none there. Of several it is the one
// that has more of the words in who, the saying or doing and to whom, then one that is
// at least as likely as not, then an event, which has who told it beside it.
func (r *Reader) In(sentence readout.Span, words []readout.Span) *Row {
	var best *Row
	var most fit
	for _, row := range r.across(sentence) {
		f := fit{told: covered(words, row.Marks, row.Said), own: covered(words, row.Marks), likely: row.Confidence == 0 || row.Confidence >= 0.5, event: !row.Statement}
		if best == nil || f.compare(most) > 0 {
			best, most = row, f
		}
	}
	return best
}

// A fit says how well a row answers for a sentence.
type fit struct {
	told, own     int // of the words, in all of the row and without what is said
	likely, event bool
}

func (f fit) compare(g fit) int {
	return cmp.Or(cmp.Compare(f.told, g.told), cmp.Compare(f.own, g.own), compareBool(f.likely, g.likely), compareBool(f.event, g.event))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// across returns the rows of what is said or done in a sentence, in the record's order.
func (r *Reader) across(sentence readout.Span) []*Row {
	var out []*Row
	for i := range r.rec.Attributions {
		a := &r.rec.Attributions[i]
		if overlap(sentence, a.Cue.Spans) || overlap(sentence, a.Content.Spans) {
			out = append(out, r.Statement(a))
		}
	}
	for i := range r.rec.Events {
		if e := &r.rec.Events[i]; overlap(sentence, e.Trigger.Spans) {
			out = append(out, r.Event(e))
		}
	}
	return out
}

func overlap(at readout.Span, spans []readout.Span) bool {
	for _, s := range spans {
		if s.Overlaps(at) {
			return true
		}
	}
	return false
}

// covered counts those of some words that stand within spans.
func covered(words []readout.Span, lists ...[]readout.Span) (n int) {
	for _, w := range words {
		for _, spans := range lists {
			if overlap(w, spans) {
				n++
				break
			}
		}
	}
	return n
}
