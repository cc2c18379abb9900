package segment

import (
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/language"
)

// words are the words of a language that texts are cut by.
type words struct {
	prefixes, suffixes, interjections                          map[string]bool
	currency, moneys, moneysLetters, scales, units             map[string]bool
	numberEndings, degrees, slashed                            map[string]bool
	elided, elidedBoth, elidedFirst, dropped                   map[string]bool
	standing, clitics, cliticsPlural                           map[string]bool
	months, initialOrWord, starters, sayings                   map[string]bool
	schemes, domains, domainsOrWords, domainsInCapitals, files map[string]bool
	newsgroups                                                 map[string]bool
	cliticsBehind                                              map[string]string // by the letter before the apostrophe
	droppedEndings                                             []string
	abbreviations                                              map[string]kind
	joined                                                     map[string]merger
}

// A merger says how a word written as one is cut.
type merger struct {
	cuts []uint8
	// doubtful says that it may be a name when it begins with a capital.
	doubtful bool
	// follow, if not nil, are the words of which one must follow.
	follow map[string]bool
}

// wordsOf takes the words from a language.
func wordsOf(l *language.Language) words {
	get := func(section string) map[string]bool { return l.Set("segment." + section) }
	return words{
		prefixes: get("prefixes"), suffixes: get("suffixes"), interjections: get("interjections"),
		currency: get("currency"), moneys: get("moneys"), moneysLetters: get("moneys-letters"), scales: get("scales"), units: get("units"),
		numberEndings: get("number-endings"), degrees: get("degrees"), slashed: get("slashed"),
		elided: get("elided"), elidedBoth: get("elided-both"), elidedFirst: get("elided-first"), dropped: get("dropped"),
		standing: get("standing"), clitics: get("clitics"), cliticsPlural: get("clitics-plural"),
		months: get("months"), initialOrWord: get("initial-or-word"), starters: get("starters"), sayings: get("sayings"),
		schemes: get("schemes"), domains: get("domains"), domainsOrWords: get("domains-or-words"), domainsInCapitals: get("domains-in-capitals"),
		files: get("files"), newsgroups: get("newsgroups"),
		cliticsBehind: l.Table("segment.clitics-behind"), droppedEndings: l.Words("segment.dropped-endings"),
		abbreviations: abbreviationsOf(l), joined: joinedOf(l),
	}
}

// joinedOf returns the words that are written as one and read as two or three.
func joinedOf(l *language.Language) map[string]merger {
	out := map[string]merger{}
	for _, w := range l.Words("segment.joined") {
		out[strings.ReplaceAll(w, "|", "")] = merger{cuts: cutsOf(w)}
	}
	for _, w := range l.Words("segment.joined-or-names") {
		out[strings.ReplaceAll(w, "|", "")] = merger{cuts: cutsOf(w), doubtful: true}
	}
	for _, e := range l.Entries("segment.joined-before") {
		m := merger{cuts: cutsOf(e.Word), follow: map[string]bool{}}
		for w := range strings.FieldsSeq(e.Value) {
			m.follow[w] = true
		}
		out[strings.ReplaceAll(e.Word, "|", "")] = m
	}
	return out
}

// cutsOf returns where the bars stand in w, not counting bars.
func cutsOf(w string) (cuts []uint8) {
	for i := range len(w) {
		if w[i] == '|' {
			cuts = append(cuts, uint8(i-len(cuts)))
		}
	}
	return cuts
}
