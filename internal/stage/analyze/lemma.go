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
