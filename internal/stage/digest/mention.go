package digest

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// mention makes the mention that word k of a sentence tells.
func (m *maker) mention(s *syntax.Sentence, k int) thread.Mention {
	tok := s.Tok(k)
	out := thread.Mention{Sentence: m.sentence(s), Trigger: tok.Span, Text: s.Form(k), Lemma: m.lemma(s, k), Noun: s.UPOS(k, "NOUN", "PROPN")}
	if t := m.triggers[[2]int{s.Number, k}]; t != nil {
		out.Sure, out.Type = sure(t)
		out.Types = types(t)
	}
	out.Rare = float32(m.rarity(s.Lemma[k]))
	if m.Vector != nil {
		out.Vector = m.Vector(s.Number, k)
	}
	out.Status, out.By = m.status(s, k)
	out.Args = m.arguments(s, k)
	out.When = m.when(s, k, out.Status)
	if out.Where = m.where(s, k); out.Where == nil && out.Type == "PROTEST" {
		out.Where = m.gathered(s, k)
	}
	return out
}

// lemma returns the lemma of word k with its particle: "call off".
func (m *maker) lemma(s *syntax.Sentence, k int) string {
	l := s.Lemma[k]
	for _, p := range s.Kids[k] {
		if s.Full(p, syntax.CompoundPrt) {
			l += " " + s.Low[p]
		}
	}
	return l
}

// sentence returns the digest's number of a sentence.
func (m *maker) sentence(s *syntax.Sentence) int {
	if n, ok := m.sentences[s.Number]; ok {
		return n
	}
	n := len(m.out.Sentences)
	m.sentences[s.Number] = n
	m.out.Sentences = append(m.out.Sentences, thread.Sentence{Span: s.Span, Hash: hashWords(s.Low),
		Terms: m.terms(m.View.Sentences[s.Number:s.Number+1], maxTerms), By: m.sayer(s.Span)})
	return n
}

// sayer returns who says the largest part of a span, nil if the outlet does.
func (m *maker) sayer(span readout.Span) *thread.Actor {
	var best *readout.Attribution
	size := 0
	for i := range m.Record.Attributions {
		a := &m.Record.Attributions[i]
		n := 0
		for _, c := range a.Content.Spans {
			n += max(0, min(c.End, span.End)-max(c.Start, span.Start))
		}
		if n > size && len(a.Speaker.Spans) > 0 {
			best, size = a, n
		}
	}
	if best == nil || 3*size < span.Len() {
		return nil
	}
	return m.speaker(best)
}

// speaker returns the speaker of an attribution as an actor.
func (m *maker) speaker(a *readout.Attribution) *thread.Actor {
	if known := m.actors[a.Speaker.Actor]; known != nil {
		out := actor(known, headOf(known.Name))
		return &out
	}
	return &thread.Actor{Name: a.Speaker.Text, Head: headOf(a.Speaker.Text)}
}

// status returns the status of word k within the innermost step of the chain
// of those who say it, and their names, innermost first.
func (m *maker) status(s *syntax.Sentence, k int) (thread.Status, []string) {
	status := readout.Asserted
	if m.Modality != nil {
		status, _ = m.Modality.Of(s, k)
	}
	if status == "" || status == readout.Demanded && s.UPOS(k, "VERB") && s.Rel[k] == syntax.Root {
		status = readout.Asserted
	}
	span := s.Tokens[k].Span
	var chain []*readout.Attribution
	for i := range m.Record.Attributions {
		a := &m.Record.Attributions[i]
		if holds(a.Content.Spans, span) && !holds(a.Cue.Spans, span) {
			chain = append(chain, a)
		}
	}
	slices.SortStableFunc(chain, func(x, y *readout.Attribution) int { return length(x.Content.Spans) - length(y.Content.Spans) })
	var by []string
	for n, a := range chain {
		by = append(by, m.speaker(a).Name)
		if n == 0 && status == readout.Asserted {
			switch a.Act {
			case readout.Deny:
				status = readout.Denied
			case readout.Silent, readout.Decline:
				status = readout.Open
			case readout.Doubt:
				status = readout.Possible
			}
		}
	}
	if m.off(s, k) && (status == readout.Asserted || status == readout.Denied) {
		status = thread.CalledOff
	}
	return status, by
}

// off reports whether word k says that something planned will not be, or is
// what another word says it of: "the summit was cancelled".
func (m *maker) off(s *syntax.Sentence, k int) bool {
	if m.calledOff[m.lemma(s, k)] {
		return s.Tense(k) != syntax.Future && m.planned(s, k)
	}
	h := s.Heads[k]
	return h >= 0 && (s.Rel[k] == syntax.Obj || s.Full(k, syntax.NsubjPass) || s.Rel[k] == syntax.Nmod && s.Genitive(k)) && m.calledOff[m.lemma(s, h)] && s.Tense(h) != syntax.Future
}

// planned reports whether what word k calls off is a happening.
func (m *maker) planned(s *syntax.Sentence, k int) bool {
	for _, d := range s.Kids[k] {
		switch s.Rel[d] {
		case syntax.Obj, syntax.Nsubj, syntax.Nmod, syntax.Compound, syntax.Obl:
			if s.UPOS(d, "PRON") {
				return true
			}
			if t := m.triggers[[2]int{s.Number, d}]; t != nil {
				if p, _ := sure(t); p >= leastSure {
					return true
				}
			}
		}
	}
	return s.Rel[k] == syntax.Acl || s.Rel[k] == syntax.Amod
}

// holds reports whether one of spans holds span.
func holds(spans []readout.Span, span readout.Span) bool {
	return slices.ContainsFunc(spans, func(s readout.Span) bool { return s.Contains(span) })
}

// length returns how many bytes spans cover.
func length(spans []readout.Span) (n int) {
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// headOf returns the last word of a name, in lower case.
func headOf(name string) string {
	words := strings.Fields(strings.ToLower(name))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// actor makes of an actor of the record one that other stories know again.
func actor(a *readout.Actor, head string) thread.Actor {
	out := thread.Actor{Name: a.Name, Head: head, Kind: string(a.Kind), Country: a.Country, Named: a.Kind != readout.RoleActor && a.Kind != readout.UnnamedActor && a.Kind != readout.GroupActor || strings.HasPrefix(string(a.ID), "ac_")}
	if strings.HasPrefix(string(a.ID), "ac_") {
		out.ID = string(a.ID)
	}
	if len(a.Sectors) > 0 {
		out.Sector = a.Sectors[0]
	}
	return out
}

// place makes of a place of the record one that other stories know again.
func place(p *readout.Place) *thread.Place {
	out := &thread.Place{ID: p.Place, Name: p.Name, Country: p.Country, Admin1: p.Admin1, Precision: string(p.Precision)}
	if out.Name == "" {
		out.Name = p.Text
	}
	if p.Lat != nil && p.Lon != nil {
		out.Lat, out.Lon = *p.Lat, *p.Lon
	}
	return out
}

// stated makes an interval that the text states. A date without a day has none.
func stated(from, to string, precision readout.Precision) thread.Interval {
	if len(from) < 4 {
		return thread.Interval{}
	}
	day := func(s string) string { return s[:min(len(s), 10)] }
	return thread.Interval{From: day(from), To: day(to), Precision: precision, Stated: true}
}
