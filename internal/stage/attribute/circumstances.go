package attribute

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// circumstances fills in to whom, through what and when something was said.
func (s *story) circumstances(a *readout.Attribution, c *candidate, refs references) {
	if c.g.verb == nil {
		return
	}
	room := s.room(c.g.at)
	i, hi := c.g.to, min(room.to, c.g.to+20)
	if c.speaker.from >= c.g.to { // said X in a statement
		i = c.speaker.to
	}
	if c.g.verb.frames&addressee != 0 || s.has(i, isTo) && c.g.verb.frames&infinitive == 0 {
		if s.has(i, isTo) {
			i++
		}
		if to := s.phraseAfter(i, hi, false); !to.empty() && !holdsAny(c.content, to.from) {
			s.addressed(a, to, refs)
			i = to.to
		}
	}
	for range 4 {
		next := s.skipOneAdverbial(i, hi)
		if next == i || holdsAny(c.content, i) {
			break
		}
		if s.is(i, preposition) && s.isMedium(rng{i + 1, next}) && a.Medium == nil {
			span := s.span(rng{i, next})
			a.Medium = &readout.Phrase{Span: span, Text: span.In(s.text)}
		}
		i = next
	}
	s.dated(a, c, refs)
}

// addressed fills in to whom something is said: a mention, or an outlet as the
// medium.
func (s *story) addressed(a *readout.Attribution, to rng, refs references) {
	span := s.span(to)
	if s.isMedium(to) {
		a.Medium = &readout.Phrase{Span: span, Text: span.In(s.text)}
		return
	}
	if m := refs.view.MentionIn(span, s.words[s.headOf(to)].Span); m != nil {
		a.To = m.ID
	}
}

// isMedium reports whether the phrase names something by which one speaks.
func (s *story) isMedium(r rng) bool {
	for i := r.from; i < r.to; i++ {
		if s.media[strings.ToLower(s.form(i))] {
			return true
		}
	}
	return false
}

// dated fills in when something was said: a time expression that stands in the
// cue clause and not in content or speaker.
func (s *story) dated(a *readout.Attribution, c *candidate, refs references) {
	if len(refs.dates) == 0 {
		return
	}
	room := s.room(c.g.at)
	lo, hi := max(room.from, min(c.cover().from, c.cue.from)-4), min(room.to, c.cover().to+12)
	region := s.span(rng{lo, hi})
	i, _ := slices.BinarySearchFunc(refs.dates, region.Start, func(d readout.TimeExpr, at int) int { return cmp.Compare(d.Span.Start, at) })
	for ; i < len(refs.dates) && refs.dates[i].Span.Start < region.End; i++ {
		d := refs.dates[i]
		if d.Type == readout.TimexDuration || d.Type == readout.TimexSet || slices.ContainsFunc(a.Content.Spans, d.Span.Overlaps) {
			continue
		}
		if slices.ContainsFunc(a.Speaker.Spans, d.Span.Overlaps) || s.holderAt(d.Span, lo, hi) != s.holder[c.cue.from] {
			continue // of the speaker, or of what another says
		}
		a.Date = d.AsDate()
		return
	}
}

// holderAt returns the candidate whose content holds the first word of span
// most closely, plus one; the word is looked for from lo to hi.
func (s *story) holderAt(span readout.Span, lo, hi int) int32 {
	for i := lo; i < hi; i++ {
		if s.words[i].Start >= span.Start {
			return s.holder[i]
		}
	}
	return 0
}
