package modality

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// Rules are the words of a language that bear on a status. They are safe for
// use by several goroutines.
type Rules struct {
	beside, above, opening, going                      map[string]readout.Status
	aboveWith                                          map[string]string // the particle that a word needs
	openingDenied, border, group, would, condition     map[string]bool
	conditionBeforeInfinitive, reporting, infinitive   map[string]bool
	nobody, nobodyArgument, no, noDeterminer, question map[string]bool
	factive                                            map[string]bool
	adverbEndings, pastEndings, gerundEndings          []string
}

// New takes the rules from a language.
func New(l *language.Language) *Rules {
	set := func(section string) map[string]bool { return l.Set("modality." + section) }
	status := func(section string) map[string]readout.Status {
		out := map[string]readout.Status{}
		for w, s := range l.Table("modality." + section) {
			out[w] = readout.Status(s)
		}
		return out
	}
	return &Rules{beside: status("beside"), above: status("above"), opening: status("opening"), going: status("going"),
		aboveWith:     l.Table("modality.above-with"),
		openingDenied: set("opening-denied"), border: set("border"), group: set("group"), would: set("would"), condition: set("condition"),
		conditionBeforeInfinitive: set("condition-before-infinitive"), reporting: set("reporting"), infinitive: set("infinitive"),
		nobody: set("nobody"), nobodyArgument: set("nobody-argument"), no: set("no"), noDeterminer: set("no-determiner"), question: set("question"), factive: set("factive"),
		adverbEndings: l.Words("modality.adverb-endings"), pastEndings: l.Words("modality.past-endings"), gerundEndings: l.Words("modality.gerund-endings")}
}

// Of returns the status of what word tok of the sentence says, and the words
// that show it, in text order. Asserted needs no words.
func (r *Rules) Of(s *syntax.Sentence, tok int) (readout.Status, []readout.Span) {
	if tok < 0 || tok >= len(s.Tokens) {
		return readout.Asserted, nil
	}
	c := clause{r, s, tok}
	if s.Parsed {
		return decide(c.climb())
	}
	return decide(c.scan())
}

// Negated returns the word that negates the predicate tok, or false.
func (r *Rules) Negated(s *syntax.Sentence, tok int) (readout.Span, bool) {
	if tok < 0 || tok >= len(s.Tokens) {
		return readout.Span{}, false
	}
	c := clause{r, s, tok}
	found, _ := c.verbGroup(tok)
	for _, f := range found {
		if f.status == readout.Denied {
			return f.span, true
		}
	}
	return readout.Span{}, false
}

// Nobody reports whether a word, in lower case, denies what its sentence says
// where it is the subject or stands before it: "Nothing showed that", "No document
// says".
func (r *Rules) Nobody(low string) bool { return r.nobodyArgument[low] || r.noDeterminer[low] }
