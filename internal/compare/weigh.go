package compare

import (
	"regexp"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A Passage is a stretch of two versions in which a reader is told something
// else: who, whom, what, how many, where, when, whether at all. White space,
// signs, capitals, spelling, order, synonyms, headings, links and a word more or
// less that changes none of these are no passage.
type Passage struct {
	Kind     Kind         // changed; added or dropped if it has no counterpart
	Label    Label        // what it amounts to, Unlabeled for none of the labels
	Words    string       // the words that differ: "92 → 94"
	Old, New readout.Span // the sentences; empty where there are none
}

// Weigh returns the passages in which a reader of the new version is told
// something else than one of the old, in their order.
func Weigh(old, new *readout.Record) []Passage {
	w := &weigher{old: newSide(old, ""), new: newSide(new, "")}
	var out []Passage
	edits := Words(old.Version.Text, new.Version.Text)
	for _, g := range w.groups(edits) {
		if p, ok := w.weigh(g); ok {
			out = append(out, p)
		}
	}
	return w.unmoved(out)
}

// unmoved takes out sentences that went in one place and came in another.
func (w *weigher) unmoved(list []Passage) []Passage {
	moved := make(map[int]bool)
	for i, a := range list {
		for j, b := range list {
			if a.Kind != IsDropped || b.Kind != IsAdded || moved[i] || moved[j] {
				continue
			}
			d := difference(w.tokens(w.old, []readout.Span{a.Old}, nil), w.tokens(w.new, []readout.Span{b.New}, nil))
			if len(d.gone)+len(d.came) == 0 {
				moved[i], moved[j] = true, true
			}
		}
	}
	var out []Passage
	for i, p := range list {
		if !moved[i] {
			out = append(out, p)
		}
	}
	return out
}

// A weigher compares two records' texts sentence by sentence.
type weigher struct {
	old, new *side
}

// A group is sentences of both sides that edits connect.
type group struct {
	old, new []readout.Span // sentences, in order
	cut      [2][]readout.Span
}

// groups returns the sentences in which something differs.
func (w *weigher) groups(edits []Edit) []group {
	var out []group
	lastOld, lastNew := 0, 0 // ends of what the group covers
	at := 0                  // where the new text stands for words that are gone
	for i, e := range edits {
		if e.Op == Same {
			at = e.New.End
			continue
		}
		oldAt, newAt := e.Old, e.New
		if e.Op == Gone {
			newAt = readout.Span{Start: at, End: at}
		} else {
			oldAt = readout.Span{Start: oldEnd(edits[:i]), End: oldEnd(edits[:i])}
			at = e.New.End
		}
		g := group{old: sentencesAt(w.old, oldAt, e.Op == Came), new: sentencesAt(w.new, newAt, e.Op == Gone)}
		w.meet(&g, edits, i)
		if n := len(out); n > 0 && (len(g.old) > 0 && g.old[0].Start < lastOld || len(g.new) > 0 && g.new[0].Start < lastNew) {
			out[n-1].join(g)
		} else {
			out = append(out, g)
		}
		g = out[len(out)-1]
		if len(g.old) > 0 {
			lastOld = g.old[len(g.old)-1].End
		}
		if len(g.new) > 0 {
			lastNew = g.new[len(g.new)-1].End
		}
		w.cutLinks(&out[len(out)-1], edits, i)
	}
	return out
}

// meet adds to a group's sentences those of the other side that share a run of
// words with them.
func (w *weigher) meet(g *group, edits []Edit, i int) {
	from, to := i, i+1
	for from > 0 && g.touches(edits[from-1]) {
		from--
	}
	for to < len(edits) && g.touches(edits[to]) {
		to++
	}
	for _, e := range edits[from:to] {
		if e.Op != Same {
			continue
		}
		for _, sent := range slices.Clone(g.new) {
			if at, ok := across(sent, e.New, e.Old); ok {
				g.join(group{old: sentencesAt(w.old, at, false)})
			}
		}
		for _, sent := range slices.Clone(g.old) {
			if at, ok := across(sent, e.Old, e.New); ok {
				g.join(group{new: sentencesAt(w.new, at, false)})
			}
		}
	}
	order := func(a, b readout.Span) int { return a.Start - b.Start }
	slices.SortFunc(g.old, order)
	slices.SortFunc(g.new, order)
}

// touches reports whether an edit stands in one of a group's sentences.
func (g *group) touches(e Edit) bool {
	return slices.ContainsFunc(g.old, e.Old.Overlaps) || slices.ContainsFunc(g.new, e.New.Overlaps)
}

// across returns a place of the other side in the middle of the words that a
// sentence shares with it in a run.
func across(sent, here, there readout.Span) (readout.Span, bool) {
	from, to := max(sent.Start, here.Start), min(sent.End, here.End)
	if to-from < leastShared {
		return readout.Span{}, false
	}
	mid := there.Start + min((from+to)/2-here.Start, there.Len()-1)
	return readout.Span{Start: mid, End: mid + 1}, true
}

// leastShared is how many bytes two sentences share in one run that are versions of one.
const leastShared = 12

// oldEnd returns where the old words before an edit end.
func oldEnd(edits []Edit) int {
	for i := len(edits) - 1; i >= 0; i-- {
		if edits[i].Op != Came {
			return edits[i].Old.End
		}
	}
	return 0
}

// join takes another group's sentences in.
func (g *group) join(o group) {
	for _, s := range o.old {
		if !slices.Contains(g.old, s) {
			g.old = append(g.old, s)
		}
	}
	for _, s := range o.new {
		if !slices.Contains(g.new, s) {
			g.new = append(g.new, s)
		}
	}
}

// sentencesAt returns the sentences that a span of a side stands in. Of a place
// between words it is the sentence that goes on there, none between two.
func sentencesAt(s *side, at readout.Span, empty bool) []readout.Span {
	var out []readout.Span
	for i := range s.Sentences {
		sent := s.Sentences[i].Span
		if empty && at.Start > sent.Start && at.Start < sent.End-1 || !empty && sent.Overlaps(at) {
			out = append(out, sent)
		}
	}
	return out
}

// link matches what is an address and no word.
var link = regexp.MustCompile(`(?i)\b(?:https?://|www\.)\S+(?: ?/\S+)?|\S+@\S+\.\S+`)

// cutLinks takes an edit out of a group that changes an address, or puts words in
// the place of one.
func (w *weigher) cutLinks(g *group, edits []Edit, i int) {
	pair := []Edit{edits[i]}
	if edits[i].Op == Gone && i+1 < len(edits) && edits[i+1].Op == Came {
		pair = append(pair, edits[i+1])
	} else if edits[i].Op == Came && i > 0 && edits[i-1].Op == Gone {
		pair = append(pair, edits[i-1])
	}
	linked := slices.ContainsFunc(pair, func(e Edit) bool {
		return onLink(w.old.text, e.Old) || onLink(w.new.text, e.New)
	})
	if linked {
		g.cut[0], g.cut[1] = append(g.cut[0], edits[i].Old), append(g.cut[1], edits[i].New)
	}
}

// onLink reports whether a span touches an address.
func onLink(text string, at readout.Span) bool {
	if at.Empty() {
		return false
	}
	from, to := max(0, at.Start-100), min(len(text), at.End+100)
	for _, m := range link.FindAllStringIndex(text[from:to], -1) {
		if m[0]+from < at.End && m[1]+from > at.Start {
			return true
		}
	}
	return false
}

// hadRemoved reports whether cleaning had cut the words of sentences out of the
// other version: they are no news.
func hadRemoved(s, other *side, sents []readout.Span) bool {
	for _, sent := range sents {
		line := strings.Join(folded(sent.In(s.text)), " ")
		if !slices.ContainsFunc(other.Removed, func(r readout.Removed) bool { return strings.Contains(strings.Join(folded(r.Text), " "), line) }) {
			return false
		}
	}
	return len(sents) > 0
}

// heading reports whether sentences are lines that say nothing by themselves: a
// few words without a stop, such as a byline, a title or an item of a list.
func (s *side) heading(sents []readout.Span) bool {
	for _, sent := range sents {
		line := strings.TrimSpace(sent.In(s.text))
		if sent.End > s.body && line != "" && (strings.ContainsAny(line[len(line)-1:], ".!?:;") || strings.HasSuffix(line, "”") || strings.HasSuffix(line, `"`) || len(strings.Fields(line)) > maxHeading) {
			return false
		}
	}
	return true
}

// maxHeading is how many words a heading has at most.
const maxHeading = 15

// leastSentence is how many words that carry meaning a sentence has that is told
// as one that came or went.
const leastSentence = 3

// weigh says what a group of sentences amounts to; false if to nothing.
func (w *weigher) weigh(g group) (Passage, bool) {
	p := Passage{Kind: IsChanged, Old: coverOf(g.old), New: coverOf(g.new)}
	a, b := w.tokens(w.old, g.old, g.cut[0]), w.tokens(w.new, g.new, g.cut[1])
	d := differing(a, b)
	w.dropActs(d, g)
	d.settle()
	d.said = w.old.saying(g.old) && w.new.saying(g.new)
	d.dropSaid()
	w.callOtherwise(d, g)
	if len(d.gone)+len(d.came) == 0 {
		return p, false
	}
	p.Words = d.String()
	head := w.old.heading(g.old) && w.new.heading(g.new)
	switch {
	case len(g.old) == 0 || len(g.new) == 0:
		if p.Kind = IsDropped; len(g.old) == 0 {
			p.Kind = IsAdded
		}
		return p, !head && len(d.gone)+len(d.came) >= leastSentence && !hadRemoved(w.old, w.new, g.old) && !hadRemoved(w.new, w.old, g.new)
	case head:
		p.Label = d.bare()
		return p, p.Label != Unlabeled || d.replaced() && w.says(p)
	}
	p.Label = d.label()
	return p, p.Label != Unlabeled
}

// saying reports whether somebody says something in sentences.
func (s *side) saying(sents []readout.Span) bool {
	return slices.ContainsFunc(s.Attributions, func(a readout.Attribution) bool {
		return a.Act == readout.Say && slices.ContainsFunc(sents, a.Cue.Cover().Overlaps)
	})
}

// says reports whether the record has a statement or an event in the words of a
// passage on both sides.
func (w *weigher) says(p Passage) bool {
	in := func(s *side, at readout.Span) bool {
		return slices.ContainsFunc(s.Attributions, func(a readout.Attribution) bool {
			return at.Overlaps(coverOf(a.Cue.Spans, a.Content.Spans))
		}) || slices.ContainsFunc(s.Events, func(e readout.Event) bool { return at.Overlaps(e.Trigger.Cover()) })
	}
	return in(w.old, p.Old) && in(w.new, p.New)
}
