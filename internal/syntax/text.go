// Package syntax is the one view of a text's sentences that the stages share:
// words in lower case, lemmas, heads, relations and what follows from them,
// such as who does what a passive or an infinitive says. The pipeline makes it
// once a text, when the words are labelled; the slips that parsers make are
// repaired here, for all.
//
// Words are counted from 0 within their sentence; -1 is none. What the fields
// hold is shared and must not be changed.
package syntax

import (
	"sort"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/trace"
)

// A Grammar is what the view needs of a language. It is safe for use by
// several goroutines.
type Grammar struct {
	lang                                                   *language.Language
	subjectControl, relative, relativeIfMarked, agent      map[string]bool
	bounding                                               map[string]bool // times
	infinitive, judgedFor, expletive, times, genitive      map[string]bool
	future, modal, perfect, ahead, scheduled, phase, apart map[string]bool
}

// NewGrammar takes what the view needs from a language.
func NewGrammar(l *language.Language) *Grammar {
	set := func(section string) map[string]bool { return l.Set("syntax." + section) }
	return &Grammar{lang: l, subjectControl: set("subject-control"), relative: set("relative"), relativeIfMarked: set("relative-if-marked"),
		agent: set("agent"), bounding: set("bounding-times"), infinitive: set("infinitive"), judgedFor: set("judged-for"), expletive: set("expletive"), times: set("times"), genitive: set("genitive"),
		future: set("future"), modal: set("modal"), perfect: set("perfect"), ahead: set("ahead"), scheduled: set("scheduled"),
		phase: set("phase"), apart: set("apart-in-time")}
}

// A Text is the sentences of a text.
type Text struct {
	Text      string
	Sentences []Sentence
	// Trace keeps what the stages consider; nil, as a rule, keeps nothing.
	Trace    *trace.Recorder
	grammar  *Grammar
	mentions []*readout.Mention // by start
}

// A Sentence is one sentence with its words. Without a parse ([Sentence.Parsed])
// all words are roots.
type Sentence struct {
	*readout.Sentence
	// Doc is the text that the sentence is part of.
	Doc    *Text
	Number int // of the sentence in the text
	Parsed bool

	Low   []string // forms in lower case, with straight apostrophes
	Lemma []string // in lower case; the form where there is none
	Rel   []string // relations without subtypes; [readout.Token.Rel] has these
	Heads []int    // -1 for a root
	Kids  [][]int  // in text order
	ends  [][2]int // the words of each subtree, from the first to behind the last
}

// View makes the view of a text's sentences, whose words are labelled or not.
func (g *Grammar) View(text string, sents []readout.Sentence) *Text {
	n := 0
	for i := range sents {
		n += len(sents[i].Tokens)
	}
	t := &Text{Text: text, Sentences: make([]Sentence, len(sents)), grammar: g}
	words, numbers, kids, ends := make([]string, 3*n), make([]int, 2*n), make([][]int, n), make([][2]int, n)
	for i := range sents {
		k := len(sents[i].Tokens)
		s := &t.Sentences[i]
		*s = Sentence{Sentence: &sents[i], Doc: t, Number: i, Low: words[:k:k], Lemma: words[k : 2*k : 2*k], Rel: words[2*k : 3*k : 3*k],
			Heads: numbers[:k:k], Kids: kids[:k:k], ends: ends[:k:k]}
		s.read(numbers[k : 2*k : 2*k])
		words, numbers, kids, ends = words[3*k:], numbers[2*k:], kids[k:], ends[k:]
	}
	return t
}

// At returns the sentence that holds the byte at of the text and its word
// there, or the last ones before it; nil if there is none.
func (t *Text) At(at int) (*Sentence, int) {
	n := sort.Search(len(t.Sentences), func(i int) bool { return t.Sentences[i].Start > at }) - 1
	if n < 0 {
		return nil, -1
	}
	s := &t.Sentences[n]
	return s, sort.Search(len(s.Tokens), func(i int) bool { return s.Tokens[i].Start > at }) - 1
}

// read fills the sentence from its tokens; room has a number for each.
func (s *Sentence) read(room []int) {
	for i := range s.Tokens {
		tok := &s.Tokens[i]
		s.Low[i] = lower(tok.Form(s.Doc.Text))
		s.Lemma[i] = lower(tok.Lemma)
		if s.Lemma[i] == "" {
			s.Lemma[i] = s.Low[i]
		}
		s.Lemma[i] = s.Doc.grammar.lang.Lemma(s.Lemma[i], s.Low[i], tok.UPOS)
		s.Rel[i], _, _ = strings.Cut(tok.Rel, ":")
		s.Heads[i] = -1
		if tok.Head >= 0 && tok.Head < len(s.Tokens) && tok.Head != i {
			s.Heads[i] = tok.Head
			s.Parsed = true
		}
	}
	s.Parsed = s.Parsed || len(s.Tokens) > 0 && s.Tokens[0].Rel != ""
	if s.Parsed {
		s.repair()
	}
	s.hang(room)
}

// hang sets the dependents of each word and the ends of its subtree.
func (s *Sentence) hang(room []int) {
	count := make([]int, len(s.Heads)+1)
	for i, h := range s.Heads {
		s.ends[i] = [2]int{i, i + 1}
		if h >= 0 {
			count[h]++
		}
	}
	for i := range s.Heads {
		s.Kids[i], room = room[:0:count[i]], room[count[i]:]
	}
	for i, h := range s.Heads {
		if h >= 0 {
			s.Kids[h] = append(s.Kids[h], i)
		}
		for n := 0; h >= 0 && n < deepest; n++ {
			e := &s.ends[h]
			e[0], e[1] = min(e[0], i), max(e[1], i+1)
			h = s.Heads[h]
		}
	}
}

// deepest bounds how many words a walk up a tree passes: trees that are given
// may go in circles.
const deepest = 64

// lower returns a word in lower case with straight apostrophes.
func lower(w string) string {
	for k := 0; k < len(w); k++ {
		if c := w[k]; 'A' <= c && c <= 'Z' || c >= 0x80 {
			return strings.ReplaceAll(strings.ToLower(w), "’", "'")
		}
	}
	return w
}
