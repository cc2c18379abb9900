package digest

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// when returns the time that the sentence states of what word k tells: that of
// its own clause, else the only one of the sentence if nothing sets it apart.
// Without one, what is told as done in the past is bounded by the day of posting.
func (m *maker) when(s *syntax.Sentence, k int, status thread.Status) thread.Interval {
	var only *readout.TimeExpr
	count := 0
	for i := range m.Record.Dates {
		d := &m.Record.Dates[i]
		if d.From == "" || d.Type == readout.TimexDuration || d.Type == readout.TimexSet || !s.Contains(d.Span) {
			continue
		}
		h := s.HeadOf(d.Span)
		if h < 0 || s.Bounds(h) || d.Basis == readout.DateFromText && s.InName(h) && s.Heads[h] != k {
			continue // "since 2001", "at the 2022 Games"
		}
		if m.dates(s, h, k) {
			return stated(d.From, d.To, d.Precision)
		}
		if count++; !s.ApartInTime(h) {
			only = d
		}
	}
	if count == 1 && only != nil && m.sameClauses(s, s.HeadOf(only.Span), k) {
		return stated(only.From, only.To, only.Precision)
	}
	return m.bounded(s, k, status)
}

// dates reports whether the time at word h is that of word k: it hangs on k, on
// the verb that k is the subject or object of, or k is a noun under h's verb.
func (m *maker) dates(s *syntax.Sentence, h, k int) bool {
	g := s.Heads[h]
	if g < 0 {
		return h == k
	}
	if g == k || h == k {
		return true
	}
	if s.ApartInTime(h) {
		return false
	}
	if s.UPOS(k, "NOUN") && s.Heads[k] == g && (s.Rel[k] == syntax.Obj || s.Rel[k] == syntax.Nsubj) && s.UPOS(g, "VERB") {
		return true
	}
	return (s.Rel[k] == syntax.Xcomp || s.Rel[k] == syntax.Conj && s.Kid(k, syntax.Nsubj) < 0) && s.Heads[k] == g
}

// sameClauses reports whether word k stands in the clause of word h, or in one
// that hangs on it without a subordinator of its own.
func (m *maker) sameClauses(s *syntax.Sentence, h, k int) bool {
	if h < 0 {
		return false
	}
	return s.Clause(h) == s.Clause(k) || s.Heads[h] >= 0 && s.Clause(s.Heads[h]) == s.Clause(k)
}

// bounded returns the day of posting for what is told as done in a past that
// no word dates.
func (m *maker) bounded(s *syntax.Sentence, k int, status thread.Status) thread.Interval {
	day := m.Record.Version.Published.Day()
	if day == "" || status != readout.Asserted {
		return thread.Interval{}
	}
	return thread.Interval{From: day, To: day, Precision: readout.Day}
}

// where returns the place that the clause of word k names.
func (m *maker) where(s *syntax.Sentence, k int) *thread.Place {
	var best *readout.Place
	for i := range m.Record.Places {
		p := &m.Record.Places[i]
		if !s.Contains(p.Span) {
			continue
		}
		h := s.HeadOf(p.Span)
		if h < 0 || !m.located(s, h, k) {
			continue
		}
		if best == nil || rank[string(p.Precision)] < rank[string(best.Precision)] {
			best = p
		}
	}
	if best == nil {
		return nil
	}
	return place(best)
}

// gathered returns the town that stands for those who gather in it: "Lima
// marches against the president".
func (m *maker) gathered(s *syntax.Sentence, k int) *thread.Place {
	for _, subject := range s.Subjects(k) {
		for i := range m.Record.Places {
			p := &m.Record.Places[i]
			if rank[string(p.Precision)] <= rank["town"] && s.Contains(p.Span) && s.HeadOf(p.Span) == subject {
				return place(p)
			}
		}
	}
	return nil
}

// rank orders the precisions of places, the finest first.
var rank = map[string]int{"point": 0, "town": 1, "district": 2, "region": 3, "country": 4}

// located reports whether the place at word h is where word k's happening was:
// a place of its clause, reached without passing another clause.
func (m *maker) located(s *syntax.Sentence, h, k int) bool {
	if s.Rel[h] == syntax.Nsubj {
		return false
	}
	for range 5 {
		g := s.Heads[h]
		if g < 0 {
			return false
		}
		if g == k || s.UPOS(k, "NOUN") && s.Heads[k] == g && s.UPOS(g, "VERB") && s.Rel[h] == syntax.Obl {
			return true
		}
		if s.Clausal(g) && g != k {
			return s.Rel[k] == syntax.Xcomp && s.Heads[k] == g
		}
		h = g
	}
	return false
}
