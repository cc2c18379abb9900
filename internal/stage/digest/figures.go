package digest

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// maxFigures bounds the figures of a text.
const maxFigures = 400

// roughly is the share by which a count that is told as one of "about" so many
// may be off: by hand, so that "about 500" and 540 are one and 600 another.
const roughly = 0.1

// figures takes down the numbers that the text gives of something, with what
// they count, whose figures they are, and of which mention.
func (m *maker) figures() {
	for i := range m.View.Sentences {
		s := &m.View.Sentences[i]
		for k := 0; k < len(s.Tokens); k++ {
			f, end, ok := m.figure(s, k)
			if !ok {
				continue
			}
			if len(m.out.Figures) < maxFigures && !m.isDate(f.Span) && !m.teller(f.Span) {
				m.out.Figures = append(m.out.Figures, f)
			}
			k = end - 1
		}
	}
}

// isDate reports whether a number is part of a time expression.
func (m *maker) isDate(span readout.Span) bool {
	return slices.ContainsFunc(m.Record.Dates, func(d readout.TimeExpr) bool { return d.Span.Overlaps(span) && d.Type != readout.TimexDuration })
}

// figure reads the figure that begins at word k and the word behind it.
func (m *maker) figure(s *syntax.Sentence, k int) (thread.Figure, int, bool) {
	low, high, head, end, ok := m.value(s, k)
	if !ok || inName(s, k) || ofSomebody(s, head) {
		return thread.Figure{}, 0, false
	}
	f := thread.Figure{Low: low, High: high, Trigger: -1}
	from := m.hedge(s, k, &f)
	f.Span = readout.Span{Start: s.Tokens[from].Start, End: s.Tokens[end-1].End}
	f.Text = f.Span.In(m.View.Text)
	m.counted(s, head, end, &f)
	if f.Alone = f.Unit == "" && s.Rel[head] != syntax.Nummod && s.Rel[head] != syntax.Nmod && m.rough[s.Low[head]] == ""; f.What == "" && !f.Alone {
		return f, end, false
	}
	f.Sentence = m.sentence(s)
	f.By = m.whose(s, head)
	verb := s.Clause(head)
	f.Act = m.lemma(s, verb)
	f.When = m.when(s, verb, readout.Asserted)
	f.Where = m.where(s, verb)
	f.Trigger = m.triggerAt(s, head, verb)
	for t := range s.Low {
		if m.total[s.Low[t]] && s.Clause(t) == verb {
			f.Total = true
		}
	}
	return f, end, true
}

// inName reports whether word k is a number that a name ends with: joined to it by a
// mark, "Covid-19", or behind it, "H.R. 4673", "Highway 26", and with nothing behind it
// that it may count, as the people of "on Monday 26 people" are.
func inName(s *syntax.Sentence, k int) bool {
	if k == 0 {
		return false
	}
	if before := s.Form(k - 1); s.Tokens[k].Start == s.Tokens[k-1].End {
		return k > 1 && s.Tokens[k-1].Start == s.Tokens[k-2].End && s.UPOS(k-1, "PUNCT", "SYM") && capital(s.Form(k-2)) ||
			strings.HasSuffix(before, ".") && capital(before)
	} else if !digits(s.Form(k)) || !capital(before) && before != "." {
		return false
	} else if len(before) > 1 && strings.HasSuffix(before, ".") {
		return true
	} else if h := s.Heads[k]; s.Rel[k] == syntax.Flat && h >= 0 && h < k {
		return true
	}
	return s.UPOS(k-1, "PROPN") && (k+1 == len(s.Tokens) || !s.UPOS(k+1, "NOUN", "ADJ", "NUM", "PROPN", "SYM"))
}

// capital reports whether a word begins with a capital letter.
func capital(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(first)
}

// digits reports whether a word is written in digits alone, as numbers in names are.
func digits(w string) bool {
	return !strings.ContainsFunc(w, func(c rune) bool { return !unicode.IsDigit(c) })
}

// ofSomebody reports whether a number stands beside a name, as an age does: "Kaspar
// Dunn, 44, a crane driver".
func ofSomebody(s *syntax.Sentence, head int) bool {
	h := s.Heads[head]
	return h >= 0 && h < head && s.UPOS(h, "PROPN") && s.Rel[head] != syntax.Nummod && head > 0 && s.Form(head-1) == ","
}

// teller reports whether a number is part of whom the text names as a speaker: "two
// residents said" counts nothing that another story counts.
func (m *maker) teller(span readout.Span) bool {
	return slices.ContainsFunc(m.Record.Attributions, func(a readout.Attribution) bool { return holds(a.Speaker.Spans, span) })
}

// value reads the number whose words begin at word k: its bounds, the word of
// it that heads it, and the word behind it.
func (m *maker) value(s *syntax.Sentence, k int) (low, high float64, head, end int, ok bool) {
	if r := m.rough[s.Low[k]]; r != "" && s.UPOS(k, "NOUN", "NUM") { // "dozens", "hundreds"
		a, b, _ := strings.Cut(r, " ")
		low, _ = strconv.ParseFloat(a, 64)
		high, _ = strconv.ParseFloat(b, 64)
		return low, high, k, k + 1, true
	}
	if !s.UPOS(k, "NUM") && m.numeral[s.Low[k]] == 0 {
		return 0, 0, 0, 0, false
	}
	v, end, ok := m.number(s, k)
	if !ok {
		return 0, 0, 0, 0, false
	}
	low, high, head = v, v, end-1
	for i := k; i < end; i++ {
		if h := s.Heads[i]; h < k || h >= end {
			head = i
		}
	}
	if end+1 < len(s.Low) && m.ranges[s.Low[end]] {
		if w, stop, more := m.number(s, end+1); more && w > v {
			return v, w, head, stop, true
		}
	}
	return low, high, head, end, true
}

// number reads digits or words of a number from word k on: "40,000", "2.5
// million", "forty-one", "two thousand".
func (m *maker) number(s *syntax.Sentence, k int) (v float64, end int, ok bool) {
	total, part := 0.0, 0.0
	for end = k; end < len(s.Low); end++ {
		w := s.Low[end]
		switch n, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64); {
		case err == nil && !math.IsInf(n, 0) && !math.IsNaN(n):
			if ok {
				return total + part, end, true
			}
			part = n
		case m.multiple[w] > 0 && (ok || !m.onlyInside[w]):
			mult := float64(m.multiple[w])
			if part == 0 {
				part = 1
			}
			part *= mult
			if mult >= 1000 {
				total, part = total+part, 0
			}
		case m.word(w) > 0 && (part == 0 || part >= 100 || part >= 20 && m.word(w) < 10):
			part += m.word(w)
		case ok && m.within[w] && end+1 < len(s.Low) && m.word(s.Low[end+1]) > 0 && part >= 100, ok && w == "-" && end+1 < len(s.Low) && m.word(s.Low[end+1]) > 0:
			continue
		default:
			return total + part, end, ok
		}
		ok = true
	}
	return total + part, end, ok
}

// word returns the number that a word names, "forty-one" too, or 0.
func (m *maker) word(w string) float64 {
	if n := m.numeral[w]; n > 0 {
		return float64(n)
	}
	if a, b, ok := strings.Cut(w, "-"); ok && m.numeral[a] >= 20 && m.numeral[b] > 0 {
		return float64(m.numeral[a] + m.numeral[b])
	}
	return 0
}

// hedge widens a figure by the words before it, "at least", "about", and
// returns the first of them.
func (m *maker) hedge(s *syntax.Sentence, k int, f *thread.Figure) int {
	for n := 3; n >= 1; n-- {
		if k < n {
			continue
		}
		words := strings.Join(s.Low[k-n:k], " ")
		switch {
		case m.least[words]:
			f.High = math.MaxFloat64
		case m.most[words]:
			f.Low = 0
		case m.about[words]:
			f.Low, f.High, f.About = (1-roughly)*f.Low, (1+roughly)*f.High, true
		default:
			continue
		}
		return k - n
	}
	return k
}

// counted sets what a figure counts or measures.
func (m *maker) counted(s *syntax.Sentence, head, end int, f *thread.Figure) {
	h := s.Heads[head]
	switch {
	case s.Rel[head] == syntax.Nummod && h >= 0:
		f.What = s.Lemma[h]
	case m.rough[s.Low[head]] != "" && s.Kid(head, syntax.Nmod) >= 0:
		f.What = s.Lemma[s.Kid(head, syntax.Nmod)]
	case s.Rel[head] == syntax.Nmod && h >= 0: // "a crowd of 40,000"
		f.What = s.Lemma[h]
	case h >= 0 && (s.Rel[head] == syntax.Obl || s.Rel[head] == syntax.Obj || s.Rel[head] == syntax.Nsubj || s.Rel[head] == syntax.Xcomp):
		f.What = m.measured(s, head, h)
	case s.Rel[head] == syntax.Root:
		f.What = m.measured(s, head, head)
	}
	if end < len(s.Low) && m.unit[s.Low[end]] {
		f.Unit, f.What = s.Lemma[end], s.Lemma[end]
	}
	if m.unit[f.What] {
		f.Unit = f.What
	}
}

// measured returns what a figure that stands alone is said of: "put turnout at
// 6,000", "the toll rose to 12", "112 were found".
func (m *maker) measured(s *syntax.Sentence, head, verb int) string {
	if s.Rel[head] == syntax.Obj { // "the union counted 900" counts no unions
		return "people"
	}
	for _, rel := range []string{syntax.Obj, syntax.Nsubj} {
		for _, k := range s.Kids[verb] {
			if k != head && s.Rel[k] == rel && s.UPOS(k, "NOUN") {
				if n := s.Kid(k, syntax.Nmod); n >= 0 && s.Genitive(n) {
					return s.Lemma[n]
				}
				return s.Lemma[k]
			}
		}
	}
	if s.Rel[head] == syntax.Nsubj {
		return "people"
	}
	return ""
}

// whose returns whose figure a number is: who says the sentence, or who does
// the counting in it, "the police put turnout at"; nil for the outlet.
func (m *maker) whose(s *syntax.Sentence, head int) *thread.Actor {
	span := s.Tokens[head].Span
	var best *readout.Attribution
	for i := range m.Record.Attributions {
		a := &m.Record.Attributions[i]
		if holds(a.Content.Spans, span) && (best == nil || length(a.Content.Spans) < length(best.Content.Spans)) && len(a.Speaker.Spans) > 0 {
			best = a
		}
	}
	if best != nil {
		return m.speaker(best)
	}
	v := s.Clause(head)
	for _, k := range s.Subjects(v) {
		if men := s.Mention(k); men != nil && m.actors[men.Actor] != nil && m.counting(s, v) {
			a := actor(m.actors[men.Actor], s.Lemma[k])
			return &a
		}
	}
	return nil
}

// counting reports whether the verb gives a figure: "put", "count", "raise".
func (m *maker) counting(s *syntax.Sentence, v int) bool { return m.counts[s.Lemma[v]] }

// triggerAt returns the mention that a figure stands with: at the word that it
// counts, the verb of its clause, or what these govern; -1 if there is none.
func (m *maker) triggerAt(s *syntax.Sentence, head, verb int) int {
	best, distance := -1, math.MaxInt
	for i := range m.out.Mentions {
		t := m.out.Mentions[i].Trigger
		if !s.Contains(t) {
			continue
		}
		k := s.HeadOf(t)
		if k < 0 || !(k == verb || s.Clause(k) == verb || s.Above(k, head) || s.Above(head, k)) {
			continue
		}
		d := max(head-k, k-head)
		if k == verb {
			d = 0
		}
		if d < distance {
			best, distance = i, d
		}
	}
	return best
}
