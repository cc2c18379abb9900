package event

import "strings"

// knownLemma returns the lemma, or where the list of triggers has no such word
// the base form of the word that the list has: a wrong lemma loses no event.
func knownLemma(lemma, low, upos string) string {
	list := triggers().verbs
	switch upos {
	case "NOUN":
		list = triggers().nouns
	case "VERB":
	default:
		return lemma
	}
	if list[lemma] != nil || upos == "VERB" && lightVerbs[lemma] {
		return lemma
	}
	for _, base := range bases(low) {
		if list[base] != nil || upos == "VERB" && (lightVerbs[base] || judges[base]) {
			return base
		}
	}
	return lemma
}

// bases returns what an English word form may be a form of.
func bases(low string) []string {
	out := []string{low}
	for _, end := range []string{"s", "es", "ed", "d", "ing"} {
		stem, ok := strings.CutSuffix(low, end)
		if !ok || len(stem) < 3 || end == "es" && !hisses(stem) {
			continue
		}
		out = append(out, stem)
		if end == "ing" || end == "ed" {
			out = append(out, stem+"e")
		}
		n := len(stem)
		if (end == "ed" || end == "ing") && stem[n-1] == stem[n-2] {
			out = append(out, stem[:n-1])
		}
		if y, ok := strings.CutSuffix(stem, "i"); ok {
			out = append(out, y+"y")
		}
	}
	if base := irregular[low]; base != "" {
		out = append(out, base)
	}
	return out
}

// hisses reports whether a word takes "es": "refugees" is no form of "refuge".
func hisses(stem string) bool {
	for _, end := range []string{"s", "x", "z", "ch", "sh", "o", "i"} {
		if strings.HasSuffix(stem, end) {
			return true
		}
	}
	return false
}

// irregular lists past forms of triggers.
var irregular = func() map[string]string {
	out := map[string]string{}
	words := strings.Fields(`shot shoot met meet fought fight struck strike sought seek held hold took take taken take gave give given give broke break
 broken break withdrew withdraw withdrawn withdraw sent send told tell said say spoke speak spoken speak sold sell bought buy led lead fled flee
 burnt burn blew blow blown blow threw throw thrown throw swore swear sworn swear forgave forgive forgiven forgive froze freeze frozen freeze
 bade bid forbade forbid forbidden forbid overthrew overthrow overthrown overthrow won win lost lose hung hang beaten beat stole steal stolen steal
 slew slay slain slay fell fall fallen fall hid hide kept keep left leave lent lend paid pay rode ride rose rise sank sink sued sue suing sue
 tore tear torn tear upheld uphold wrote write written write drove drive driven drive fed feed made make caught catch overran overrun retook retake`)
	for i := 0; i+1 < len(words); i += 2 {
		out[words[i]] = words[i+1]
	}
	return out
}()
