// Package stand makes of a text and its record the claims that questions are
// answered from: in which sentence who takes which side of what stands in it,
// in his own voice or as others report him. See [question.Claim].
//
// It reads the tree from each word up: what governs the word shows how somebody
// stands to it ("ruled out", "support", "would not"), and whom the record says
// to have said so is he. It knows no question.
package stand

import (
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/question"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// Words are what claims need of a language. They are safe for use by several
// goroutines.
type Words struct {
	attitude                            map[string]question.Stance // of verbs, nouns and adjectives towards their complement
	worth                               map[string]question.Stance // of words that judge what they are said of
	must, mustTo, will, may, no         map[string]bool
	condition, bargain, until, whether  map[string]bool
	call, thing, first, person, against map[string]bool
	speaksFor, speaksAlone              map[string]bool
	considered, offered, planned, ruled map[string]bool
	withdrawn, favour, reach, about     map[string]bool
	till, unlessBefore, takes           map[string]bool
	particle, room                      map[string]bool
	jest, quotes, asks, undoes, says    map[string]bool
	again                               map[string]bool
}

// New takes the words from a language.
func New(l *language.Language) *Words {
	set := func(section string) map[string]bool { return l.Set("question." + section) }
	w := &Words{attitude: map[string]question.Stance{}, worth: map[string]question.Stance{}, must: set("must"), mustTo: set("must-infinitive"), will: set("will"), may: set("may"), no: set("no"),
		condition: set("condition"), bargain: set("condition-phrase"), until: set("until"), whether: set("whether"), call: set("call"),
		thing: set("thing"), first: set("first-person"), person: set("person"), against: set("preposition-against"), favour: set("preposition-for"), reach: set("preposition"), about: set("about"), till: set("till"), takes: set("takes"), particle: set("particle"), room: set("room"), jest: set("jest"), quotes: set("quotes"), asks: set("asks"), unlessBefore: set("no-condition-after"),
		speaksFor: set("speaks-for"), speaksAlone: set("speaks-alone"), considered: set("considered"), offered: set("offered"),
		planned: set("planned"), ruled: set("ruled-out"), withdrawn: set("withdrawn"), undoes: set("undoes"), says: set("says"), again: set("again")}
	for section, stance := range map[string]question.Stance{"for": question.For, "against": question.Against, "open": question.Open, "undecided": question.Undecided} {
		for word := range set(section) {
			w.attitude[word] = stance
		}
	}
	for section, stance := range map[string]question.Stance{"good": question.For, "bad": question.Against} {
		for word := range set(section) {
			w.worth[word] = stance
		}
	}
	return w
}

// Limits of what is kept of a text.
const (
	maxClaims  = 600 // of a text
	maxWords   = 60  // of a sentence
	maxAnchors = 24  // of a claim
	maxPool    = 500
)

// An Input is a text that is read.
type Input struct {
	Record *readout.Record
	View   *syntax.Text
	// Country returns the country that a word names, by itself or by its
	// people, "" for none; nil knows none.
	Country func(word string) string
	// Head reads how likely each stance towards a word is from the vectors of a
	// sentence's words, which Rows returns; nil without a network.
	Head *Head
	Rows func(sentence, words int) []float32
	// Triggers are the words that may tell of an event; none without a network.
	Triggers []scores.Trigger
}

// A maker makes the claims of one text.
type maker struct {
	*Words
	Input
	actors map[readout.ActorID]*readout.Actor
	out    question.Stand
	pooled map[string]bool
	// joked are the statements that are not meant, and whose words those are
	// that somebody quotes
	joked  map[readout.AttributionID]bool
	quoted map[readout.AttributionID]*readout.Actor
}

// Claims returns the claims of a text, in text order, and what it is about.
func (w *Words) Claims(in Input) *question.Stand {
	m := &maker{Words: w, Input: in, actors: map[readout.ActorID]*readout.Actor{}, pooled: map[string]bool{}}
	for i := range in.Record.Actors {
		m.actors[in.Record.Actors[i].ID] = &in.Record.Actors[i]
	}
	m.earnest()
	for i := range in.View.Sentences {
		s := &in.View.Sentences[i]
		words, place := m.words(s)
		if s.Parsed && len(m.out.Claims) < maxClaims {
			m.sentence(s, words, place)
		}
		for _, w := range words {
			m.pool(w.Lemma)
			for _, n := range w.Names {
				m.pool(n)
			}
		}
	}
	return &m.out
}

// pool keeps a word that tells what the text is about.
func (m *maker) pool(w string) {
	if !m.pooled[w] && !m.thing[w] && len(m.out.Pool) < maxPool {
		m.pooled[w] = true
		m.out.Pool = append(m.out.Pool, w)
	}
}

// words returns the words of a sentence that tell something, and where each
// token's is, -1 for those that tell nothing.
func (m *maker) words(s *syntax.Sentence) ([]question.Word, []int) {
	place := make([]int, len(s.Tokens))
	var out []question.Word
	for k := range s.Tokens {
		place[k] = -1
		names := m.names(s, k)
		if len(out) == maxWords || len(names) == 0 && !s.UPOS(k, "NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV") && !m.thing[s.Low[k]] {
			continue
		}
		place[k] = len(out)
		out = append(out, question.Word{Lemma: m.lemma(s, k), Names: names, Again: m.doneAgain(s, k)})
	}
	return out, place
}

// doneAgain reports whether word k is a verb beside which stands that it is done
// again: "counted once more".
func (m *maker) doneAgain(s *syntax.Sentence, k int) bool {
	return s.UPOS(k, "VERB") && slices.ContainsFunc(s.Kids[k], func(d int) bool {
		return m.again[s.Low[d]] || d > 0 && m.again[s.Low[d-1]+" "+s.Low[d]]
	})
}

// lemma returns the lemma of word k with its particle: "rule out".
func (m *maker) lemma(s *syntax.Sentence, k int) string {
	l := s.Lemma[k]
	for _, p := range s.Kids[k] {
		if s.Full(p, syntax.CompoundPrt) || s.Rel[p] == syntax.Advmod && p > k && m.particle[s.Low[p]] && s.UPOS(k, "VERB") {
			return l + " " + s.Low[p]
		}
	}
	return l
}

// names returns whom word k stands for.
func (m *maker) names(s *syntax.Sentence, k int) []string {
	var out []string
	add := func(n string) {
		if n != "" && n != "@" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	if m.Country != nil && s.UPOS(k, "PROPN", "ADJ", "NOUN") && s.Form(k) != s.Low[k] {
		if c := m.Country(s.Form(k)); c != "" {
			add("@" + c)
		}
	}
	ment := s.Mention(k)
	if ment == nil {
		return out
	}
	a := m.actors[ment.Actor]
	if a == nil || s.HeadOf(ment.Span) != k {
		return out
	}
	if a.Kind == readout.CountryActor || a.Kind == readout.GovernmentActor {
		add("@" + a.Country)
	}
	if a.Kind != readout.UnnamedActor && a.Kind != readout.RoleActor {
		for _, n := range append([]string{a.Name}, a.Aliases[:min(len(a.Aliases), 2)]...) {
			if f := strings.Fields(n); len(f) > 0 {
				add("=" + strings.ToLower(f[len(f)-1]))
			}
		}
	}
	return out
}
