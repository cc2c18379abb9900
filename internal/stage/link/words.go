package link

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// Words are the words of a language that actors are known by. They are safe for
// use by several goroutines.
type Words struct {
	beforePlaces, behindCities, verbsOfCities, beforePartners, beforeSides, beforePressed map[string]bool
	pressure, stances, urges, sayings                                                     map[string]bool
	titleWords, titleJoiners, general, beforeGeneral, behindHeads                         map[string]bool
	beforeDestinations, beforePosts, posted                                               map[string]bool
	officeHeads, former, beforeOffices, officeFillers, minister                           map[string]bool
	administrations, governments, powers, parties, partiesAlone                           map[string]bool
	genitive, articles, the, of, ofOrIn, and, who                                         map[string]bool
	officeWords                                                                           map[string]string
	formerPrefixes, notGovernments, withArticle, genitiveEndings                          []string
	sectors                                                                               []language.Entry
	constituencies                                                                        []string // what stands before a state in brackets
	homes                                                                                 *homes   // nil if the language has none
	homelandReasons                                                                       map[string]string
	stateDomains                                                                          map[string]bool
}

// New takes the words from a language.
func New(l *language.Language) *Words {
	set := func(section string) map[string]bool { return l.Set("link." + section) }
	words := func(section string) []string { return l.Words("link." + section) }
	w := &Words{
		beforePlaces: set("before-places"), behindCities: set("behind-cities"), verbsOfCities: set("verbs-of-cities"),
		beforePartners: set("before-partners"), beforeSides: set("before-sides"), beforePressed: set("before-pressed"),
		pressure: set("pressure"), stances: set("stances"), urges: set("urges"), sayings: set("sayings"),
		titleWords: set("title-words"), titleJoiners: set("title-joiners"), general: set("general"), beforeGeneral: set("before-general"),
		behindHeads: set("behind-heads"), beforeDestinations: set("before-destinations"), beforePosts: set("before-posts"), posted: set("posted"),
		officeHeads: set("office-heads"), former: set("former"), beforeOffices: set("before-offices"), officeFillers: set("office-fillers"),
		minister: set("minister"), administrations: set("administration"), governments: set("governments"), powers: set("powers"),
		parties: set("parties"), partiesAlone: set("parties-alone"),
		genitive: set("genitive"), articles: set("articles"), the: set("the"), of: set("of"), ofOrIn: set("of-or-in"), and: set("and"), who: set("who"),
		officeWords: l.Table("link.office-words"), formerPrefixes: words("former-prefixes"), notGovernments: words("not-governments"),
		withArticle: words("with-article"), genitiveEndings: words("genitive"), sectors: l.Entries("link.sectors"), homes: loadHomes(l),
		homelandReasons: l.Table("link.homeland-reasons"), stateDomains: set("state-domains"),
	}
	for _, p := range words("parties") {
		w.constituencies = append(w.constituencies, "("+p+"-")
		if w.partiesAlone[p] {
			w.constituencies = append(w.constituencies, "("+p+" - ")
		}
	}
	return w
}

// bare returns a word without the ending of the genitive.
func (w *Words) bare(word string) string {
	for _, end := range w.genitiveEndings {
		word = strings.TrimSuffix(word, end)
	}
	return word
}
