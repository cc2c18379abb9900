package compare

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// contextBytes is how far before a sentence the words may tell who is meant in
// it: that much must be the same, too, before a change of the record counts as
// one of the reading alone.
const contextBytes = nearBytes

// unread takes out what only the reading has done: an outlet that left a sentence
// as it was dropped, added and changed nothing in it, whatever the two records
// make of it. A date may change without its words, as it is counted from
// the day of posting.
func (d *recordDiffer) unread() {
	d.out.Items = slices.DeleteFunc(d.out.Items, func(it Item) bool {
		switch {
		case it.Layer != "statement" && it.Layer != "event" || it.Label == Dating:
			return false
		case it.Kind == IsDropped:
			return d.unchanged(d.old, it.OldSpan, 0)
		case it.Kind == IsAdded:
			return d.unchanged(d.new, it.NewSpan, 0)
		}
		return d.unchanged(d.old, it.OldSpan, contextBytes) && d.unchanged(d.new, it.NewSpan, contextBytes)
	})
}

// unchanged reports whether the sentences that a span of a side stands in, and so
// many bytes before them, are word for word in the other version, with nothing
// between their words.
func (d *recordDiffer) unchanged(s *side, span readout.Span, before int) bool {
	if span.Empty() {
		return false
	}
	for i := range s.Sentences {
		if sent := s.Sentences[i].Span; sent.Overlaps(span) {
			span = readout.Span{Start: min(span.Start, sent.Start), End: max(span.End, sent.End)}
		}
	}
	span.Start = max(s.body, span.Start-before)
	first, last := -1, -1
	for i, e := range d.edits {
		at := e.New
		if s == d.old {
			at = e.Old
		}
		if !at.Empty() && at.Overlaps(span) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first >= 0 && !slices.ContainsFunc(d.edits[first:last+1], func(e Edit) bool { return e.Op != Same })
}
