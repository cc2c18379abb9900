package mention

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// Words are the words of a language that mentions are known by. They are safe
// for use by several goroutines.
type Words struct {
	pronouns                                 map[string]pronoun
	recordPronouns                           map[string]candidate
	determiners                              map[string]bool // whether a nominal that they open is definite
	outsideNominals                          map[string]bool
	definite, indefinite, demonstrative      map[string]bool
	genderBeforeName, genderInName           map[string]byte
	withinTitles, officesOf, of, courtesies  map[string]bool
	notInInitials, partyLetters, introducing map[string]bool
}

// A pronoun says how a pronoun refers.
type pronoun struct {
	class  class
	number number
	gender byte
}

// pronounClass are the classes as the lists call them.
var pronounClass = map[string]class{"I": pronI, "we": pronWe, "you": pronYou, "he": pronHe, "she": pronShe, "it": pronIt, "they": pronThey,
	"this": pronThis, "these": pronThese, "who": pronWho}

// New takes the words from a language.
func New(l *language.Language) *Words {
	set := func(section string) map[string]bool { return l.Set("mention." + section) }
	w := &Words{pronouns: map[string]pronoun{}, recordPronouns: map[string]candidate{}, determiners: map[string]bool{},
		outsideNominals: set("outside-nominals"), definite: set("definite"), indefinite: set("indefinite"), demonstrative: set("demonstrative"),
		genderBeforeName: genders(l, "mention.gender-before-name"), genderInName: genders(l, "mention.gender-in-name"),
		withinTitles: set("within-titles"), officesOf: set("offices-of"), of: set("of"), courtesies: set("courtesies"),
		notInInitials: set("not-in-initials"), partyLetters: set("party-letters"), introducing: set("introducing")}
	for word, value := range l.Table("mention.pronouns") {
		if f := strings.Fields(value); len(f) == 3 {
			w.pronouns[word] = pronoun{pronounClass[f[0]], map[string]number{"singular": singular, "plural": plural}[f[1]], genderOf(f[2])}
		}
	}
	for word, value := range l.Table("mention.record-pronouns") {
		p := w.pronouns[word]
		c := candidate{form: readout.PronounForm, plural: p.number == plural}
		if value == "people" {
			c.class, c.gender = readout.PersonName, p.gender
		}
		w.recordPronouns[word] = c
	}
	for word, value := range l.Table("mention.determiners") {
		w.determiners[word] = value == "definite"
	}
	return w
}

// genders returns a table of genders.
func genders(l *language.Language, name string) map[string]byte {
	out := map[string]byte{}
	for word, value := range l.Table(name) {
		out[word] = genderOf(value)
	}
	return out
}

// genderOf returns a gender of the lists, 0 for unknown.
func genderOf(value string) byte {
	if value == "" || value == "-" {
		return 0
	}
	return value[0]
}
