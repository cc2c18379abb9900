package link

import (
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// officeHeads are the nouns that make a title an office of state.
var officeHeads = set("minister president premier chancellor king queen emir sultan ambassador governor mayor secretary commissioner speaker chief commander prosecutor attorney justice judge representative senator deputy treasurer comptroller auditor chairman chairwoman chairperson director head leader envoy chair keeper ombudsman registrar adviser advisor taoiseach controller administrator observer commissaire mufti spokesman spokeswoman spokesperson")

// officeOf returns the office that the words of a title name, without the
// article, the country and words such as "former" before it; "" if it is none.
// past reports that the person holds it no more.
func (l *linker) officeOf(words []string) (office string, past bool) {
	head := false
	for k := 0; k < len(words); k++ {
		low := strings.ToLower(words[k])
		switch {
		case head:
		case low == "former" || low == "ex" || low == "onetime" || low == "late" || low == "ousted":
			past = true
			fallthrough
		case low == "the" || low == "a" || low == "an" || low == "then" || low == "current" || low == "new" || low == "newly" || low == "incoming" || low == "outgoing" ||
			low == "-" || low == "'s" || low == "’s" || l.lex.Demonym(words[k]) != "" || l.isCountry(words[k]):
			words = words[k+1:]
			k = -1
			continue
		}
		head = head || !unicode.IsLower(rune(words[k][0])) || l.inTitle(low)
		if !head {
			return "", past
		}
	}
	for k, w := range words {
		low := strings.ToLower(w)
		if officeHeads[low] || strings.HasPrefix(low, "ex-") && officeHeads[low[3:]] {
			past = past || strings.HasPrefix(low, "ex-")
			return joined(words), past
		}
		if low == "of" && k > 0 {
			break
		}
	}
	return "", past
}

// inTitle reports a word that titles have.
func (l *linker) inTitle(low string) bool {
	_, title := l.lex.Title(low)
	_, head := l.lex.Head(low)
	return title || head || titleWords[low] || officeHeads[low]
}

// isCountry reports a country's name.
func (l *linker) isCountry(word string) bool {
	e, ok := l.lex.Entry(word)
	return ok && e.Kind == lexicon.KindCountry
}

// joined writes words as a text does.
func joined(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && w != "," && w != "'s" && w != "’s" && w != "-" && words[i-1] != "-" {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return strings.TrimRight(b.String(), ", ")
}

// alikeOffices reports whether two titles share at least half of the words that
// tell something: "Foreign Minister" and "Minister of Foreign Affairs".
func alikeOffices(a, b string) bool {
	x, y := officeWords(a), officeWords(b)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	return both > 0 && 2*both >= len(x)+len(y)-both
}

// officeWords returns the words of a title that tell something, in one spelling.
func officeWords(title string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsFuncSeq(lexicon.Key(title), func(r rune) bool { return r == ' ' }) {
		switch w {
		case "of", "the", "and", "for", "affairs", "to", "in", "s", "acting", "interim":
			continue
		case "defence":
			w = "defense"
		case "financial", "finances":
			w = "finance"
		case "economy", "economics":
			w = "economic"
		case "premier":
			out["prime"] = true
			w = "minister"
		}
		out[w] = true
	}
	return out
}
