package analyze

import (
	"strings"
	"unicode/utf8"
)

// lemmaRule edits a word's form into its lemma: cut letters off its end, put
// others there, change the case.
type lemmaRule struct {
	mode rune // L lower, T title, U upper case, K as it is
	cut  int
	add  string
}

// parseLemmaRule reads a rule as training writes it, such as "L3y".
func parseLemmaRule(s string) (lemmaRule, bool) {
	if s == "" || s[0] != 'L' && s[0] != 'T' && s[0] != 'U' && s[0] != 'K' {
		return lemmaRule{}, false
	}
	r, i := lemmaRule{mode: rune(s[0])}, 1
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9' && r.cut < 1000; i++ {
		r.cut = r.cut*10 + int(s[i]-'0')
	}
	r.add = s[i:]
	return r, i > 1
}

// apply returns the lemma of form; form itself if the rule does not fit it.
func (r lemmaRule) apply(form string) string {
	end := len(form)
	for range r.cut {
		if end == 0 {
			return form
		}
		_, n := utf8.DecodeLastRuneInString(form[:end])
		end -= n
	}
	return r.setCase(form[:end] + r.add)
}

// setCase returns s in the case that the rule wants.
func (r lemmaRule) setCase(s string) string {
	switch r.mode {
	case 'L':
		return strings.ToLower(s)
	case 'U':
		return strings.ToUpper(s)
	case 'T':
		_, n := utf8.DecodeRuneInString(s)
		return strings.ToUpper(s[:n]) + strings.ToLower(s[n:])
	}
	return s
}

// A lexeme is a form with its Penn Treebank tag.
type lexeme struct{ form, xpos string }

// knownLemmas reads lines "form XPOS lemma". Forms are in lower case, but those
// of names.
func knownLemmas(lines []string) (map[lexeme]string, bool) {
	known := make(map[lexeme]string, len(lines))
	for _, line := range lines {
		f := strings.Fields(line)
		if len(f) != 3 {
			return nil, false
		}
		known[lexeme{f[0], f[1]}] = f[2]
	}
	return known, true
}

// lemma returns the lemma of a form with a tag: the one that is known, or else
// what the rule makes of it. A name that is not known is its own lemma.
func (n *Network) lemma(form, xpos string, rule lemmaRule) string {
	key := lexeme{form, xpos}
	if !strings.HasPrefix(xpos, "NNP") {
		key.form = strings.ToLower(form)
	}
	if lemma, ok := n.known[key]; ok {
		return lemma
	}
	if xpos == "NNP" {
		return form
	}
	return rule.apply(form)
}
