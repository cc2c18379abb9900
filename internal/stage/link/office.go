package link

import (
	"strings"
	"unicode"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// officeOf returns the office that the words of a title name, without the
// article, the country and words such as "former" before it; "" if it is none.
// past reports that the person holds it no more.
func (l *linker) officeOf(words []string) (office string, past bool) {
	head := false
	for k := 0; k < len(words); k++ {
		low := strings.ToLower(words[k])
		switch {
		case head:
		case l.former[low]:
			past = true
			fallthrough
		case l.beforeOffices[low] || low == "-" || l.genitive[low] || l.lex.Demonym(words[k]) != "" || l.isCountry(words[k]):
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
		if bare := l.withoutFormer(low); l.officeHeads[bare] {
			return l.joined(words), past || bare != low
		}
		if l.of[low] && k > 0 {
			break
		}
	}
	return "", past
}

// withoutFormer returns a word without a prefix of those who hold an office no
// more.
func (w *Words) withoutFormer(word string) string {
	for _, p := range w.formerPrefixes {
		if rest, ok := strings.CutPrefix(word, p); ok {
			return rest
		}
	}
	return word
}

// inTitle reports a word that titles have.
func (l *linker) inTitle(low string) bool {
	_, title := l.lex.Title(low)
	_, head := l.lex.Head(low)
	return title || head || l.titleWords[low] || l.officeHeads[low]
}

// isCountry reports a country's name.
func (l *linker) isCountry(word string) bool {
	e, ok := l.named(word)
	return ok && e.Kind == lexicon.KindCountry
}

// joined writes words as a text does.
func (w *Words) joined(words []string) string {
	var b strings.Builder
	for i, word := range words {
		if i > 0 && word != "," && !w.genitive[word] && word != "-" && words[i-1] != "-" {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return strings.TrimRight(b.String(), ", ")
}

// alikeOffices reports whether two titles share at least half of the words that
// tell something: "Foreign Minister" and "Minister of Foreign Affairs".
func (w *Words) alikeOffices(a, b string) bool {
	x, y := w.tellingWords(a), w.tellingWords(b)
	both := 0
	for word := range x {
		if y[word] {
			both++
		}
	}
	return both > 0 && 2*both >= len(x)+len(y)-both
}

// tellingWords returns the words of a title that tell something, in one spelling.
func (w *Words) tellingWords(title string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsFuncSeq(lexicon.Key(title), func(r rune) bool { return r == ' ' }) {
		switch other := w.officeWords[word]; {
		case other != "":
			for o := range strings.FieldsSeq(other) {
				out[o] = true
			}
		case !w.officeFillers[word]:
			out[word] = true
		}
	}
	return out
}
