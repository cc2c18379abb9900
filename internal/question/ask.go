package question

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// An Asker understands questions. It is safe for use by several goroutines.
type Asker struct {
	lang     *language.Language
	lex      *lexicon.Lexicon
	function map[string]bool
	thing    map[string]bool
	before   map[string]bool // pronouns that stand for an act that was told before
	beside   map[string]bool // prepositions before what says where or for whom
	classes  map[string]class
	classOf  map[string][]string
	titles   map[string]bool
}

// A class is acts that mean the same in the news.
type class struct {
	words    []string
	opposite string
}

// English returns an Asker of English.
func English() *Asker { return New(language.English()) }

// New makes an Asker of a language.
func New(l *language.Language) *Asker {
	a := &Asker{lang: l, lex: lexicon.Load(), function: l.Set("names.function-words"), thing: l.Set("question.thing"), beside: l.Set("question.beside"), before: l.Set("question.told-before"),
		titles: l.Set("question.speaks-for"), classes: map[string]class{}, classOf: map[string][]string{}}
	for _, e := range l.Entries("question.acts") {
		name, opposite, _ := strings.Cut(e.Value, " ")
		c := a.classes[name]
		c.words, c.opposite = append(c.words, e.Word), opposite
		a.classes[name] = c
		a.classOf[e.Word] = append(a.classOf[e.Word], name)
	}
	return a
}

// MaxQuestion is the most bytes that a question has.
const MaxQuestion = 300

// A Question is what is asked, as words that stories may have for it.
type Question struct {
	Words string
	acts  []term // what is done: the head of the question
	about []term // what it is done to, where, by whom

	before map[string]bool // of the Asker
}

// What a word of a question counts at least and at most, however common or rare
// it is: by hand.
const (
	leastWeight = 0.6
	mostWeight  = 1.3
)

// A term is one word of a question.
type term struct {
	word   string
	near   map[string]float64 // words that mean it, or the opposite
	names  []string           // "@IRN", "=oas"
	rare   float64            // logarithm of how rare it is
	weight float64
	title  bool
	beside bool // it says where or for whom what the question is about is
}

// Parse reads a question: "working with Iran", "the resignation of the president".
func (a *Asker) Parse(words string) *Question {
	if len(words) > MaxQuestion {
		words = strings.ToValidUTF8(words[:MaxQuestion], "")
	}
	q := &Question{before: a.before, Words: strings.Join(strings.Fields(words), " ")}
	var head, rest []term
	first, beside := true, false // before the first preposition; behind the second
	for _, form := range strings.FieldsFunc(words, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' && r != '’' && r != '.'
	}) {
		form = strings.Trim(form, ".-'’")
		low := strings.ToLower(strings.ReplaceAll(form, "’", "'"))
		low = strings.TrimSuffix(low, "'s")
		if low == "" || a.function[low] {
			first = first && len(head) == 0
			beside = beside || len(rest) > 0 && a.beside[low]
			continue
		}
		t := a.term(strings.TrimSuffix(strings.TrimSuffix(form, "'s"), "’s"), low)
		if t.beside = beside; first {
			head = append(head, t)
		} else {
			rest = append(rest, t)
		}
	}
	q.split(head, rest, a)
	return q
}

// split says which of the words before the first preposition is the act: a
// verb that begins them, else the last that is no name.
func (q *Question) split(head, rest []term, a *Asker) {
	act := -1
	for i, t := range head {
		if len(t.names) == 0 && (act < 0 || !a.verbal(head[act].word)) {
			act = i
		}
		if i == 0 && a.verbal(t.word) {
			break
		}
	}
	for i, t := range head {
		if i == act {
			q.acts = append(q.acts, t)
		} else {
			q.about = append(q.about, t)
		}
	}
	for _, t := range rest {
		if n := len(q.about) - 1; n >= 0 && q.about[n].title && len(t.names) > 0 { // "President Ruiz" is one
			old := q.about[n]
			t.near[old.word] = sameSense
			t.weight = 1
			q.about[n] = t
			continue
		}
		q.about = append(q.about, t)
	}
	for i := range q.about {
		if i >= nearWords || q.about[i].beside {
			q.about[i].weight /= 2
		}
	}
}

// nearWords is how many words of what a question is about count in full: what
// comes behind them says where or by whom, as does what a second preposition
// leads in: "reopening the border at Varsk".
const nearWords = 2

// verbal reports whether a word is a form of a verb that names an act: "working".
func (a *Asker) verbal(low string) bool {
	for _, b := range a.lang.Bases(low)[1:] {
		if b != low && len(low) > len(b)+1 && len(relations()[b].same)+len(relations()[b].made) > 0 {
			return true
		}
	}
	return false
}

// term makes a term of a word of the question.
func (a *Asker) term(form, low string) term {
	t := term{word: low, near: map[string]float64{}}
	lower, capital := a.lex.Word(low)
	if form != low || a.country(form) != "" && lower == 0 {
		if c := a.country(form); c != "" {
			t.names = append(t.names, "@"+c)
		}
		if len(t.names) > 0 || capital >= lower && !a.titles[low] {
			t.names = append(t.names, "="+low)
		}
	}
	bases := []string{low}
	if len(t.names) == 0 {
		bases = a.lang.Bases(low)
	}
	for n, b := range bases {
		if n > 0 && relations()[b].none() && a.classOf[b] == nil {
			continue
		}
		for w, p := range a.near(b) {
			if math.Abs(p) > math.Abs(t.near[w]) {
				t.near[w] = p
			}
		}
	}
	t.rare = math.Log(60_000 / (float64(lower+capital) + 4))
	t.weight = math.Min(mostWeight, math.Max(leastWeight, t.rare/4))
	t.title = form != low && a.titles[low]
	return t
}

// none reports whether nothing is known of a word.
func (r relation) none() bool { return len(r.same)+len(r.opposite)+len(r.made) == 0 }

// country returns the country that a name or its people's name stands for.
func (a *Asker) country(name string) string {
	if e, ok := a.lex.Entry(name); ok && (e.Kind == lexicon.KindCountry || e.Kind == lexicon.KindCapital) {
		return e.Country
	}
	return a.lex.Demonym(strings.ToLower(name))
}

// Country returns the country that a word names, itself or its capital or
// people, "" for none.
func (a *Asker) Country(word string) string { return a.country(word) }

// Empty reports whether a question has no word to look for.
func (q *Question) Empty() bool { return len(q.acts)+len(q.about) == 0 }

// in returns how well a word answers the term, less than 0 for its opposite.
func (t *term) in(w Word) float64 {
	for _, n := range w.Names {
		if slices.Contains(t.names, n) {
			return sameWord
		}
	}
	p := t.near[w.Lemma]
	if w.Again { // who would count again would recount
		if again := t.near[again+w.Lemma]; math.Abs(again) > math.Abs(p) {
			return again
		}
	}
	return p
}

// again begins verbs that say that a thing is done again.
const again = "re"

// told returns how well what stands before a sentence answers the term.
func (t *term) told(of *Told) float64 {
	best := 0.0
	n := min(of.Claim.Before, len(of.Pool))
	for i, l := range of.Pool[:n] {
		p := math.Abs(t.near[l])
		if slices.Contains(t.names, l) {
			p = sameWord
		}
		if n-i > farBefore {
			p *= inStory / inContext
		}
		best = math.Max(best, inContext*p)
	}
	return best
}
