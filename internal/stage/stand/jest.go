package stand

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// earnest finds the statements that are not meant as they are said, and those
// by which somebody gives another's words: neither is a side of who says them.
func (m *maker) earnest() {
	m.joked, m.quoted = map[readout.AttributionID]bool{}, map[readout.AttributionID]*readout.Actor{}
	for i := range m.Record.Attributions {
		a := &m.Record.Attributions[i]
		if text := a.Speaker.Text; m.asks[strings.ToLower(text)] && text == strings.ToUpper(text) {
			m.joked[a.ID] = true // "QUESTION: I would like to ask about the elections"
		}
		for _, span := range a.Cue.Spans {
			s, k := m.View.At(span.Start)
			for ; s != nil && k >= 0 && k < len(s.Tokens) && s.Tokens[k].Start < span.End; k++ {
				m.cue(a, s, k)
			}
		}
	}
}

// cue looks at one word that says that somebody says something, and at those
// that stand beside it: "said in jest", "said, quoting Ruiz".
func (m *maker) cue(a *readout.Attribution, s *syntax.Sentence, k int) {
	m.oneCue(a, s, k)
	for _, d := range s.Kids[k] {
		switch s.Rel[d] {
		case syntax.Advmod, syntax.Obl, syntax.Advcl:
			m.oneCue(a, s, d)
		}
	}
}

// oneCue takes down what one word says of a statement.
func (m *maker) oneCue(a *readout.Attribution, s *syntax.Sentence, k int) {
	if m.jest[s.Lemma[k]] || m.jest[s.Low[k]] {
		m.joked[a.ID] = true
	}
	if !m.quotes[s.Lemma[k]] || !s.UPOS(k, "VERB") || s.Passive(k) {
		return
	}
	for _, d := range s.Kids[k] {
		if s.Rel[d] != syntax.Obj {
			continue
		}
		if ment := s.Mention(d); ment != nil && m.actors[ment.Actor] != nil && m.takesSides(m.actors[ment.Actor]) && ment.Actor != a.Speaker.Actor {
			m.quoted[a.ID] = m.actors[ment.Actor]
		}
	}
}

// inJest reports whether a statement, or one around it, is not meant.
func (m *maker) inJest(a *readout.Attribution) bool {
	for n := 0; a != nil && n < 6; n++ {
		if m.joked[a.ID] {
			return true
		}
		a = m.outer(a)
	}
	return false
}

// asked reports whether what word k stands in ends with a question mark: who
// asks takes no side.
func asked(s *syntax.Sentence, k int) bool {
	for i := k + 1; i < len(s.Tokens); i++ {
		switch s.Form(i) {
		case "?":
			return true
		case ".", "!", ";":
			return false
		}
	}
	return false
}
