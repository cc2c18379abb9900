package event

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// Words are the words of a language that the coding of events asks for. They
// are read-only: any number of goroutines may share them.
type Words struct {
	lightVerbs, lightWithPreposition map[string]bool
	grounds                          map[string]bool
	helping                          map[string]string // the hint for CAMEO
	obliging, obligingVerbs          map[string]bool
	saying                           map[string]bool
	actingPronouns                   map[string]bool
	pronounClasses                   map[string]int
	courtesies, hearer, suffered     map[string]bool
	by, belonging, where             map[string]bool
	concerning                       []string // the closest tie first
	beforeOffices                    []string
	article, negations, conditions   map[string]bool
	punishing, prison                map[string]bool
	answers                          map[string]string // the types of acts that a verb answers, parted by blanks
	topics                           map[string]topic
	weapons                          map[string]string // the mode
	counted                          map[string]string // what is counted
	countedSubject                   map[string]bool
	numbers, multiples               map[string]int
	ranges                           map[string]bool
}

// A topic is what a request or a refusal is about: the mode and the hint for
// CAMEO that follow.
type topic struct{ mode, hint string }

// New takes the words from a language.
func New(l *language.Language) *Words {
	set := func(section string) map[string]bool { return l.Set("event." + section) }
	w := &Words{lightVerbs: set("light-verbs"), lightWithPreposition: set("light-with-preposition"), grounds: set("grounds"), helping: l.Table("event.helping"),
		obliging: set("obliging"), obligingVerbs: set("obliging-verbs"), saying: set("saying"), actingPronouns: set("acting-pronouns"),
		pronounClasses: l.Numbers("event.pronoun-classes"), courtesies: set("courtesies"), hearer: set("hearer"), suffered: set("suffered"), by: set("by"), belonging: set("belonging"), where: set("where"),
		concerning: l.Words("event.concerning"), beforeOffices: l.Words("event.before-offices"), article: set("article"), negations: set("not"),
		conditions: set("if"), answers: l.Table("event.answers"), punishing: set("punishing"), prison: set("prison"), topics: map[string]topic{}, weapons: l.Table("event.weapons"), counted: l.Table("event.counted"),
		countedSubject: set("counted-subject"), numbers: l.Numbers("calendar.numbers"), multiples: l.Numbers("event.multiples"), ranges: set("ranges")}
	for word, value := range l.Table("event.topics") {
		mode, hint, _ := strings.Cut(value, " ")
		w.topics[word] = topic{mode, hint}
	}
	return w
}
