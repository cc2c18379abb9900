package analyze

import "github.com/seed-f92ea4cf/readout/internal/language"

// A Namer finds names by the words of a language. It is safe for use by
// several goroutines.
type Namer struct {
	postsOf, of, bodies, buildings, regions, titlesOfOthers map[string]bool
	particles, firstParticles, beforePlaces, sayings        map[string]bool
	joiners, and, the, sequences                            map[string]bool
	firstPerson, calendar, functionWords                    map[string]bool
	article                                                 []string
}

// NewNamer takes the words from a language.
func NewNamer(l *language.Language) *Namer {
	set := func(section string) map[string]bool { return l.Set("names." + section) }
	return &Namer{
		postsOf: set("posts-of"), of: set("of"), bodies: set("bodies"), buildings: set("buildings"), regions: set("regions"),
		titlesOfOthers: set("titles-of-others"), particles: set("particles"), firstParticles: set("first-particles"),
		beforePlaces: set("before-places"), sayings: set("sayings"),
		joiners: set("joiners"), and: set("and"), the: set("the"), sequences: set("sequences"),
		firstPerson: set("first-person"), calendar: set("calendar"), functionWords: set("function-words"), article: l.Words("names.article"),
	}
}
