package attribute

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A frame is a set of ways in which a verb's content is built.
type frame uint16

const (
	quotes     frame = 1 << iota // q: "…," she said
	that                         // t
	bare                         // b: a clause without "that"
	wh                           // w
	infinitive                   // i: promised to …
	object                       // o: urged X to …
	nounPhrase                   // n: praised X
	gerund                       // g: denied doing …
	addressee                    // a: told X that …
	complement                   // k: called X Y
	passive                      // e: is expected to
	raising                      // s: seems to
	particled                    // x: point out
)

// A verb is a verb that attributes.
type verb struct {
	lemma  string
	act    readout.Act
	frames frame
	preps  []string
	traits trait
}

// A verbForm is a set of forms that one spelling can be.
type verbForm uint8

const (
	base verbForm = 1 << iota
	third
	past
	participle
	present // present participle, -ing
)

// frameLetters are the letters of the list, in the order of the constants.
const frameLetters = "qtbwiongakesx"

// fields splits the value of a cue.
func fields(value string) []string {
	out := strings.Split(value, ";")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// addVerb enters every form of a verb; doubling is whether its gerund doubles
// the last consonant though its past does not show it.
func (lex lexicon) addVerb(lemma, value string, traits trait, doubling bool) {
	col := fields(value)
	if len(col) != 4 {
		return
	}
	v := &verb{lemma: lemma, act: readout.Act(col[0]), traits: traits}
	for _, c := range col[1] {
		if i := strings.IndexRune(frameLetters, c); i >= 0 {
			v.frames |= 1 << i
		}
	}
	if col[2] != "-" {
		v.preps = strings.Fields(col[2])
	}
	lex.enterForms(v, col[3], doubling)
}

// enterForms enters the forms of v; irregular lists pairs of past and
// participle, or is "-".
func (lex lexicon) enterForms(v *verb, irregular string, doubling bool) {
	enter := func(form string, shape verbForm) {
		e := lex.entry(form)
		if e.verb == nil || e.verb == v {
			e.verb = v
			e.shape |= shape
		}
	}
	w := v.lemma
	enter(w, base)
	stem, es, ed := w, w+"s", w+"ed"
	doubled := false
	switch last := w[len(w)-1]; {
	case last == 'e':
		stem, ed = w[:len(w)-1], w+"d"
		if strings.HasSuffix(w, "ee") {
			stem = w
		}
	case last == 'y' && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		es, ed = w[:len(w)-1]+"ies", w[:len(w)-1]+"ied"
	case strings.HasSuffix(w, "s") || strings.HasSuffix(w, "sh") || strings.HasSuffix(w, "ch") || last == 'x' || last == 'z':
		es = w + "es"
	}
	enter(es, third)
	if irregular == "-" {
		enter(ed, past|participle)
	} else {
		parts := strings.Fields(irregular)
		for i := 0; i+1 < len(parts); i += 2 {
			enter(parts[i], past)
			enter(parts[i+1], participle)
			doubled = doubled || strings.HasPrefix(parts[i], w+w[len(w)-1:]+"e")
		}
	}
	if doubled {
		stem = w + w[len(w)-1:]
	}
	enter(stem+"ing", present)
	if doubling {
		enter(w+w[len(w)-1:]+"ing", present)
	}
}
