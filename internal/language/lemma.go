package language

import "strings"

// lemmas are what is known of base forms.
type lemmas struct {
	known     map[string]map[string]bool // by part of speech
	irregular map[string]string
	endings   []ending
	hissing   []string
}

// An ending is what inflection adds to a base form, and what it does to its end.
type ending struct {
	cut      string
	adds     string // what it may have taken away: the "e" of "raise" in "raising"
	undouble bool   // it may have doubled the consonant before it
	y        bool   // it may have made an "i" of a "y"
	hissing  bool   // it stands behind hissing sounds alone
}

// readLemmas reads the lists of the file lemmas.
func (l *Language) readLemmas() lemmas {
	out := lemmas{known: map[string]map[string]bool{"VERB": l.Set("lemmas.verbs"), "NOUN": l.Set("lemmas.nouns")},
		irregular: l.Table("lemmas.irregular"), hissing: l.Words("lemmas.hissing")}
	for _, e := range l.list("lemmas.endings") {
		end := ending{cut: e.Word}
		for w := range strings.FieldsSeq(e.Value) {
			switch w {
			case "undouble":
				end.undouble = true
			case "i>y":
				end.y = true
			case "hissing":
				end.hissing = true
			default:
				end.adds = w
			}
		}
		out.endings = append(out.endings, end)
	}
	return out
}

// Lemma returns the lemma of a verb or noun, given as a parser gives it and
// with the word's form in lower case. Where no list knows the parser's lemma
// it is the base form that one of them has: parsers give words that they have
// not seen lemmas that are none.
func (l *Language) Lemma(lemma, low, upos string) string {
	known := l.lemmas.known[upos]
	if known == nil || known[lemma] {
		return lemma
	}
	for _, base := range l.Bases(low) {
		if known[base] {
			return base
		}
	}
	return lemma
}

// Bases returns what a word form, in lower case, may be a form of: itself first.
func (l *Language) Bases(low string) []string {
	out := []string{low}
	for _, e := range l.lemmas.endings {
		const shortest = 3
		stem, ok := strings.CutSuffix(low, e.cut)
		if !ok || len(stem) < shortest || e.hissing && !l.hisses(stem) {
			continue
		}
		out = append(out, stem)
		if e.adds != "" {
			out = append(out, stem+e.adds)
		}
		if n := len(stem); e.undouble && stem[n-1] == stem[n-2] {
			out = append(out, stem[:n-1])
		}
		if rest, ok := strings.CutSuffix(stem, "i"); ok && e.y {
			out = append(out, rest+"y")
		}
	}
	if base := l.lemmas.irregular[low]; base != "" {
		out = append(out, base)
	}
	return out
}

// hisses reports whether a stem ends in a hissing sound: "refugees" is no form
// of "refuge".
func (l *Language) hisses(stem string) bool {
	for _, end := range l.lemmas.hissing {
		if strings.HasSuffix(stem, end) {
			return true
		}
	}
	return false
}
