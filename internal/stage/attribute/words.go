package attribute

import (
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// A class is a set of closed word classes; a word may be in several.
type class uint64

const (
	determiner   class = 1 << iota // the, a, this, some: what a noun phrase begins with
	possessive                     // his, their, my
	subjectWord                    // he, they, I: a whole noun phrase as a subject
	objectWord                     // him, them, me
	relative                       // who, which, that, whom
	formOfBe                       // is, was, been
	formOfHave                     // has, had
	formOfDo                       // does, did
	modalVerb                      // will, would, may
	negation                       // not, n't, never
	adverb                         // also, later; and words in -ly
	preposition                    // of, in, for
	subordinator                   // that, because, while, if
	coordinator                    // and, but, or
	question                       // what, how, whether: opens an indirect question
	timeWord                       // Monday, yesterday, week
	titleWord                      // Mr., Sen., President
	quantifier                     // some, many, most
	particle                       // out, back, down
	openMark                       // a mark that can open a quotation
	comma
	stop // . ? ! and the like
	dash
	colon
	semicolon
	openParen
	closeParen
	genitive // 's
	capital  // begins with a capital letter
	digit
	lower    // begins with a lower-case letter
	ing      // ends in -ing
	control  // likely, used: with an infinitive
	carrier  // statement, letter: what carries words
	pastVerb // went, took: verbs that are no cues
	fixed    // a cue of its own: reportedly
)

// Unions that the patterns ask for often.
const (
	auxiliary   = formOfBe | formOfHave | formOfDo | modalVerb
	punctuation = openMark | comma | stop | dash | colon | semicolon | openParen | closeParen
)

// classNames are the names of the closed classes' lists.
var classNames = map[string]class{
	"determiner":   determiner,
	"possessive":   possessive,
	"subject-word": subjectWord,
	"object-word":  objectWord,
	"relative":     relative,
	"form-of-be":   formOfBe,
	"form-of-have": formOfHave,
	"form-of-do":   formOfDo,
	"modal-verb":   modalVerb,
	"negation":     negation,
	"adverb":       adverb,
	"preposition":  preposition,
	"subordinator": subordinator,
	"coordinator":  coordinator,
	"question":     question,
	"time-word":    timeWord,
	"title-word":   titleWord,
	"quantifier":   quantifier,
	"fixed":        fixed,
	"control":      control,
	"carrier":      carrier,
	"past-verb":    pastVerb,
	"particle":     particle,
}

// An entry is what the lexicon knows of one form.
type entry struct {
	form  string // the lower-case form, shared
	class class
	verb  *verb
	shape verbForm
	noun  *nounCue
	adj   *adjCue
}

// A lexicon holds what is known of a word, by its lower-case form with straight
// apostrophes: its closed classes and the cues that it can be a form of.
type lexicon map[string]*entry

// newLexicon takes the words from a language.
func newLexicon(l *language.Language) lexicon {
	lex := make(lexicon, 4096)
	for name, class := range classNames {
		for _, w := range l.Words("attribute." + name) {
			lex.entry(w).class |= class
		}
	}
	traits, doubling := traitsOf(l), l.Set("attribute.doubling")
	for _, e := range l.Entries("cues.verbs") {
		lex.addVerb(e.Word, e.Value, traits[e.Word], doubling[e.Word])
	}
	for _, e := range l.Entries("cues.nouns") {
		lex.addNoun(e.Word, e.Value)
	}
	for _, e := range l.Entries("cues.adjectives") {
		lex.addAdjective(e.Word, e.Value)
	}
	return lex
}

// entry returns the entry of form, making it if it is new.
func (lex lexicon) entry(form string) *entry {
	e := lex[form]
	if e == nil {
		e = &entry{form: form}
		lex[form] = e
	}
	return e
}

// lookUp returns the entry of a word as it is written, or nil, the classes that
// its shape shows and the roles that it plays. It allocates nothing.
func (f *Finder) lookUp(w string) (*entry, class, role) {
	var buf [24]byte
	n, shape := 0, class(0)
	for i := 0; i < len(w); {
		c := w[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c |= 0x20
			}
			i++
		} else {
			r, size := utf8.DecodeRuneInString(w[i:])
			i += size
			if r != '’' && r != '‘' {
				return nil, shapeOf(w), 0
			}
			c = '\''
		}
		if n == len(buf) {
			return nil, shapeOf(w), 0
		}
		buf[n] = c
		n++
	}
	shape = shapeOf(w)
	e := f.lexicon[string(buf[:n])]
	const shortest = 4 // of what an ending can stand behind, with it
	if n > shortest && (e == nil || e.class == 0) && endsIn(buf[:n], f.adverbEndings) {
		shape |= adverb
	}
	if n > shortest && endsIn(buf[:n], f.gerundEndings) {
		shape |= ing
	}
	if f.genitives[string(buf[:n])] {
		shape |= genitive
	}
	return e, shape, f.roles[string(buf[:n])]
}

// endsIn reports whether a word ends in one of the endings.
func endsIn(w []byte, endings []string) bool {
	for _, e := range endings {
		if len(w) >= len(e) && string(w[len(w)-len(e):]) == e {
			return true
		}
	}
	return false
}

// shapeOf returns the classes that the letters and marks of w show.
func shapeOf(w string) class {
	r, size := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsUpper(r):
		return capital
	case unicode.IsLower(r):
		return lower
	case unicode.IsDigit(r):
		return digit
	case size == len(w) || w == "--" || w == "..." || w == "``" || w == "''":
		return markClass(r)
	case unicode.IsLetter(r):
		return lower
	}
	for _, c := range w {
		if unicode.IsUpper(c) {
			return capital
		}
		if unicode.IsLetter(c) {
			return lower
		}
	}
	return 0
}

// markClass returns the class of a punctuation mark.
func markClass(r rune) class {
	switch r {
	case ',':
		return comma
	case '.', '?', '!', '…', '。':
		return stop
	case '-', '–', '—', '―':
		return dash
	case ':':
		return colon
	case ';':
		return semicolon
	case '(', '[', '{':
		return openParen
	case ')', ']', '}':
		return closeParen
	case '"', '“', '”', '„', '‟', '«', '»', '\'', '‘', '’', '`':
		return openMark
	}
	return 0
}
