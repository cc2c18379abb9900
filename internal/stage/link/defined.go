package link

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// shortName is a short name alone in brackets, as texts introduce it; nameWord
// is a word, or a part of one with hyphens, of the name before it.
var (
	shortName = regexp.MustCompile(`\(([A-Z][A-Za-z]{0,8}[A-Z])s?\)`)
	nameWord  = regexp.MustCompile(`[\p{L}\p{N}.'’&]+`)
)

// longestDefined is how many bytes before the brackets a name may have.
const longestDefined = 120

// definitions returns the short names that a text itself explains, each with
// the name whose initials it is: "Inflation Reduction Act (IRA)". What such a
// short name means elsewhere, it does not mean in this text.
func definitions(text string) map[string]string {
	var out map[string]string
	for _, at := range shortName.FindAllStringSubmatchIndex(text, -1) {
		short := text[at[2]:at[3]]
		before := text[max(0, at[0]-longestDefined):at[0]]
		before = before[strings.LastIndexByte(before, '\n')+1:]
		words := nameWord.FindAllStringIndex(before, -1)
		from := initialsFrom(before, words, short)
		if from < 0 || out[short] != "" {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[short] = strings.TrimSpace(before[words[from][0]:])
	}
	return out
}

// initialsFrom returns the word with which the name begins that ends the words
// of a text and has a short name's letters as its initials, -1 if none does.
// Words in lower case may be left out of the initials or be in them.
func initialsFrom(text string, words [][]int, short string) int {
	k := len(short) - 1
	for i := len(words) - 1; i >= 0; i-- {
		word := text[words[i][0]:words[i][1]]
		capital := 'A' <= word[0] && word[0] <= 'Z'
		switch {
		case strings.EqualFold(word[:1], short[k:k+1]) && (capital || k > 0):
			if k == 0 {
				return i
			}
			k--
		case capital || !unicode.IsLower([]rune(word)[0]):
			return -1
		}
	}
	return -1
}

// named returns what the lists have for a name, if the story does not say that
// it means another by it.
func (l *linker) named(name string) (lexicon.Entry, bool) {
	e, ok := l.lex.Entry(name)
	if ok && l.meansAnother(name, e) {
		return lexicon.Entry{}, false
	}
	return e, ok
}

// meant returns the name that the story explains a short name by, or the name.
func (l *linker) meant(name string) string {
	if long := l.defined[name]; long != "" {
		return long
	}
	return name
}

// meansAnother reports whether the story explains a short name by one that is
// not the name of e.
func (l *linker) meansAnother(name string, e lexicon.Entry) bool {
	long := l.defined[name]
	if long == "" {
		return false
	}
	if known, ok := l.lex.Entry(long); ok {
		return known.Key != e.Key
	}
	a, b := stems(long), stems(e.Name)
	if len(b) < len(a) {
		a, b = b, a
	}
	for stem := range a {
		if !b[stem] {
			return true
		}
	}
	return len(a) == 0
}

// stems returns the begins of the capitalised words of a name, by which spellings
// of it are alike: "Defense", "Defence".
func stems(name string) map[string]bool {
	const stem = 4
	out := map[string]bool{}
	for _, word := range nameWord.FindAllString(name, -1) {
		if r := []rune(word); unicode.IsUpper(r[0]) {
			out[strings.ToLower(string(r[:min(stem, len(r))]))] = true
		}
	}
	return out
}
