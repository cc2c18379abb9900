package event

import (
	"slices"

	"github.com/seed-f92ea4cf/readout"
)

// setStatus gives an event its chain of attributions and its status within
// the innermost step.
func (c *coder) setStatus(t *sentence, a *act, ev *readout.Event) {
	ev.Status = a.status
	if len(a.cues) > 0 && a.status != readout.Asserted {
		w := readout.WordsOf(c.text, a.cues...)
		ev.StatusCue = &w
	}
	for n, att := range c.tellers(ev) {
		ev.By = append(ev.By, att.ID)
		if n == 0 {
			withinWords(att, ev)
		}
	}
	if ev.Status == "" || ev.Status == readout.Demanded {
		ev.Status = readout.Asserted
		ev.StatusCue = nil
	}
}

// tellers returns the attributions whose words tell of an event, the innermost
// first. An event of which somebody is silent is open.
func (c *coder) tellers(ev *readout.Event) []*readout.Attribution {
	trigger := ev.Trigger.Spans[0]
	var chain []*readout.Attribution
	for i := range c.rec.Attributions {
		att := &c.rec.Attributions[i]
		if !holds(att.Content.Spans, trigger) || overlaps(att.Cue.Spans, ev.Trigger.Spans) {
			continue
		}
		if att.Status != readout.Asserted && att.Status != "" && att.Act == readout.Silent {
			ev.Status = readout.Open
		}
		if len(att.Speaker.Spans) == 0 && (att.Act == readout.Doubt || att.Act == readout.Silent) || ownWill(att, ev) {
			continue
		}
		chain = append(chain, att)
	}
	slices.SortStableFunc(chain, func(x, y *readout.Attribution) int { return size(x.Content.Spans) - size(y.Content.Spans) })
	return chain
}

// withinWords gives an asserted event the status that the words around it have,
// denied, declined or doubted.
func withinWords(att *readout.Attribution, ev *readout.Event) {
	if ev.Status != readout.Asserted {
		return
	}
	switch att.Act {
	case readout.Deny:
		ev.Status = readout.Denied
	case readout.Silent, readout.Decline:
		ev.Status = readout.Open
	case readout.Doubt:
		ev.Status = readout.Possible
	default:
		return
	}
	if ev.StatusCue == nil && len(att.Cue.Spans) > 0 {
		w := att.Cue
		ev.StatusCue = &w
	}
}

// ownWill reports whether an attribution is the will of who does the event,
// "voted to lift the curfew", which nobody tells.
func ownWill(att *readout.Attribution, ev *readout.Event) bool {
	switch att.Act {
	case readout.Decree, readout.Promise, readout.Oppose, readout.Support, readout.Wish:
	default:
		return false
	}
	return slices.ContainsFunc(ev.Actor, func(r readout.Role) bool {
		return r.Actor != "" && r.Actor == att.Speaker.Actor || r.Text == att.Speaker.Text
	})
}

// holds reports whether one of the spans holds sp.
func holds(spans []readout.Span, sp readout.Span) bool {
	return slices.ContainsFunc(spans, func(s readout.Span) bool { return s.Contains(sp) })
}

// overlaps reports whether two lists of spans share a byte.
func overlaps(a, b []readout.Span) bool {
	return slices.ContainsFunc(a, func(s readout.Span) bool {
		return slices.ContainsFunc(b, func(o readout.Span) bool { return s.Overlaps(o) })
	})
}

// size returns how many bytes spans cover.
func size(spans []readout.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// setPlace gives an event the place that its clause names.
func (c *coder) setPlace(t *sentence, a *act, ev *readout.Event) {
	for i := range c.rec.Places {
		p := &c.rec.Places[i]
		if !t.Contains(p.Span) {
			continue
		}
		h := t.HeadOf(p.Span)
		if h < 0 || !t.Above(a.verb, h) && !t.Above(a.tok, h) {
			continue
		}
		if c.words.where[t.Case(h)] {
			ev.Place = p.ID
			return
		}
	}
}
