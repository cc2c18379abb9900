package analyze

import (
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// classify sets the classes of the run [from, to). A run can hold a people's
// name, a title and a person ("Iranian President Hassan Rouhani").
func (f *finder) classify(toks []readout.Token, from, to int) {
	for from < to && f.lex.Demonym(toks[from].Form(f.text)) != "" && !f.listed(toks, from, to) {
		f.mark(toks, from, from+1, "NORP")
		from++
	}
	if from >= to {
		return
	}
	if class := f.whole(toks, from, to); class != "" {
		f.mark(toks, from, to, class)
		return
	}
	// "Kestrian Defence Minister Pavel Dorn": what stands before the title is
	// a name of its own.
	for k := from + 1; k < to-1 && k <= from+3; k++ {
		if person := f.afterTitle(toks, k, to); person > k && person < to {
			f.mark(toks, from, k, f.guess(toks, from, k))
			from = k
			break
		}
	}
	if person := f.afterTitle(toks, from, to); person > from {
		if person < to {
			f.markPerson(toks, person, to)
		}
		return
	}
	f.mark(toks, from, to, f.guess(toks, from, to))
}

// listed reports whether the lists know the whole run by name.
func (f *finder) listed(toks []readout.Token, from, to int) bool {
	_, ok := f.lex.Entry(f.text[toks[from].Start:toks[to-1].End])
	return ok
}

// listClasses are the classes of the lists' entries.
var listClasses = map[string]string{lexicon.KindCountry: "GPE", lexicon.KindCapital: "GPE", "body": "ORG", lexicon.KindGroup: "ORG", lexicon.KindOutlet: "ORG"}

// whole returns the class of a run that the lists or the text know as a whole.
func (f *finder) whole(toks []readout.Token, from, to int) string {
	name := f.text[toks[from].Start:toks[to-1].End]
	if class := f.class[name]; class != "" {
		return class
	}
	if e, ok := f.lex.Entry(name); ok {
		return listClasses[e.Kind]
	}
	return ""
}

// afterTitle returns where the person's name starts in a run that opens with
// titles, from if it opens with none.
func (f *finder) afterTitle(toks []readout.Token, from, to int) int {
	i := from
	for i < to {
		low := strings.ToLower(toks[i].Form(f.text))
		if _, ok := f.lex.Title(low); !ok {
			break
		}
		i++
		if i+1 < to && f.of[strings.ToLower(toks[i].Form(f.text))] && f.postsOf[strings.ToLower(toks[i+1].Form(f.text))] {
			i += 2
		}
	}
	return i
}

// guess returns the class of a run by its words and what stands around it.
func (f *finder) guess(toks []readout.Token, from, to int) string {
	last := strings.ToLower(toks[to-1].Form(f.text))
	first := toks[from].Form(f.text)
	switch {
	case f.bodies[last] || f.bodies[strings.ToLower(first)] && to-from >= 3:
		return "ORG"
	case f.buildings[last] && to-from >= 2:
		return "FAC"
	case f.regions[last] && to-from >= 2:
		return "LOC"
	case to-from == 1 && allUpper(first) && len(first) <= 6:
		return "ORG"
	case to-from == 1 && f.class[first] == "PER":
		return "PER"
	}
	if f.person(toks, from, to) {
		f.learn(toks, from, to)
		return "PER"
	}
	if f.placeBefore(toks, from) {
		return "GPE"
	}
	if to-from >= 2 && !f.shout {
		if f.speaks(toks, to) || f.particle(toks, from, to) {
			f.learn(toks, from, to)
			return "PER"
		}
		return "ORG"
	}
	if f.speaks(toks, to) {
		return "PER"
	}
	return "MISC"
}

// person reports whether the run looks like a person's name: a given name or
// an initial first, or a title in lower case before it.
func (f *finder) person(toks []readout.Token, from, to int) bool {
	first := toks[from].Form(f.text)
	if to-from >= 2 && to-from <= 5 {
		if _, ok := f.lex.GivenName(first); ok {
			return true
		}
		if len(f.lex.PeopleNamed(f.text[toks[from].Start:toks[to-1].End])) > 0 {
			return true
		}
		if len(first) == 2 && first[1] == '.' {
			return true
		}
	}
	if from > 0 {
		before := strings.ToLower(toks[from-1].Form(f.text))
		if _, ok := f.lex.Title(before); ok && !f.titlesOfOthers[before] {
			return true
		}
	}
	return false
}

// particle reports a family name with a particle inside the run.
func (f *finder) particle(toks []readout.Token, from, to int) bool {
	for ; from < to; from++ {
		if f.particles[toks[from].Form(f.text)] {
			return true
		}
	}
	return false
}

// placeBefore reports whether a preposition of place stands before the run.
func (f *finder) placeBefore(toks []readout.Token, from int) bool {
	return from > 0 && f.beforePlaces[strings.ToLower(toks[from-1].Form(f.text))]
}

// speaks reports whether a verb of saying follows the run.
func (f *finder) speaks(toks []readout.Token, to int) bool {
	return to < len(toks) && f.sayings[toks[to].Form(f.text)]
}

// markPerson marks [from, to) as a person and learns the name.
func (f *finder) markPerson(toks []readout.Token, from, to int) {
	f.learn(toks, from, to)
	f.mark(toks, from, to, "PER")
}

// learn remembers a person's full name and family name.
func (f *finder) learn(toks []readout.Token, from, to int) {
	f.class[f.text[toks[from].Start:toks[to-1].End]] = "PER"
	last := to - 1
	family := toks[last].Form(f.text)
	if last-2 >= from && toks[last-1].Form(f.text) == "-" { // al-Maliki
		family = f.text[toks[last-2].Start:toks[last].End]
	}
	if _, listed := f.lex.Entry(family); !listed {
		f.class[family] = "PER"
	}
}

// mark sets the class of [from, to) in BIO.
func (f *finder) mark(toks []readout.Token, from, to int, class string) {
	for i := from; i < to; i++ {
		toks[i].Name = "I-" + class
	}
	toks[from].Name = "B-" + class
	if class != "PER" && class != "NORP" && class != "MISC" && to-from > 1 {
		f.class[f.text[toks[from].Start:toks[to-1].End]] = class
	}
}

// allUpper reports a word of capitals.
func allUpper(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 2
}
