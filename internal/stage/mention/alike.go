package mention

import (
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// alike reports whether two names, the second one of a chain that the resolver
// joins the first to, may be names of one actor: the resolver reads what
// stands around them, and the names themselves can speak against it.
func (j *joiner) alike(c *candidate, h *candidate) bool {
	if (c.class == readout.PersonName) != (h.class == readout.PersonName) {
		return shareWord(c.text, h.text)
	}
	if c.class == readout.PersonName {
		return !(clash(c, h) && (c.addressed || len(nameWords(c.text)) > 1)) && (onePerson(c.text, h.text) || misspelled(c.text, h.text))
	}
	a, known := j.lex.Entry(c.text)
	b, other := j.lex.Entry(h.text)
	if known && other {
		return a.Key == b.Key
	}
	if j.ofOthers(c.text, h.text) {
		return false
	}
	return shareWord(c.text, h.text) || strings.EqualFold(j.acronym(c.text), h.text) || strings.EqualFold(c.text, j.acronym(h.text))
}

// ofOthers reports whether two names begin alike and are of others: "Government
// of Norway" and "Government of Kestria" have nothing in common but what they are.
func (j *joiner) ofOthers(a, b string) bool {
	x, y := strings.Fields(lexicon.Key(a)), strings.Fields(lexicon.Key(b))
	for i := 0; i < len(x) && i < len(y) && x[i] == y[i]; i++ {
		if j.of[x[i]] {
			return !shareWord(strings.Join(x[i+1:], " "), strings.Join(y[i+1:], " "))
		}
	}
	return false
}

// onePerson reports whether two names of persons may be one's: they share a
// word, and where both have several, not the last alone.
func onePerson(a, b string) bool {
	x, y := strings.Fields(lexicon.Key(a)), strings.Fields(lexicon.Key(b))
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	if len(x) > 1 && len(y) > 1 && x[0] != y[0] && !initial(x[0], y[0]) {
		return strings.Join(x[1:], " ") == strings.Join(y, " ") || strings.Join(y[1:], " ") == strings.Join(x, " ")
	}
	return shareWord(a, b)
}

// initial reports whether one given name is the initial of the other.
func initial(a, b string) bool {
	a, b = strings.TrimSuffix(a, "."), strings.TrimSuffix(b, ".")
	return utf8.RuneCountInString(a) == 1 && strings.HasPrefix(b, a) || utf8.RuneCountInString(b) == 1 && strings.HasPrefix(a, b)
}

// shareWord reports whether two names have a word of three letters or more in common.
func shareWord(a, b string) bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(lexicon.Key(a)) {
		words[w] = utf8.RuneCountInString(w) >= 3
	}
	for w := range strings.FieldsSeq(lexicon.Key(b)) {
		if words[w] {
			return true
		}
	}
	return false
}

// longestShort is how many letters a short name has at most.
const longestShort = 10

// bracketed returns the chain of the name right before brackets that hold the
// short name c alone, "the Palm Growers' Board (JPK)", or -1. The letters need
// not be its initials: they may be those of another language.
func (j *joiner) bracketed(c *candidate) int {
	n := len(j.mentions)
	if n == 0 || c.class == readout.PersonName || len(c.text) < 2 || len(c.text) > longestShort || strings.ToUpper(c.text) != c.text || strings.Contains(c.text, " ") {
		return -1
	}
	m := &j.mentions[n-1]
	text := j.text[m.Span.End:]
	if m.Type == readout.PersonName || m.Form == readout.PronounForm || m.Span.End >= c.span.Start || !strings.HasPrefix(strings.TrimLeft(j.text[c.span.End:], " "), ")") {
		return -1
	}
	if strings.TrimSpace(strings.TrimLeft(text[:c.span.Start-m.Span.End], " ’'s")) != "(" {
		return -1
	}
	a, known := j.lex.Entry(c.text)
	b, other := j.lex.Entry(m.Text)
	if known && other && a.Key != b.Key { // the end of a longer name: "… of Iraq and Syria (ISIS)"
		return -1
	}
	return j.chains[n-1]
}

// acronym returns the initials of a name's capitalised words.
func (w *Words) acronym(name string) string {
	var b strings.Builder
	words := strings.Fields(name)
	if len(words) < 2 {
		return ""
	}
	for _, word := range words {
		if 'A' <= word[0] && word[0] <= 'Z' && !w.definite[strings.ToLower(word)] {
			b.WriteByte(word[0])
		}
	}
	return b.String()
}
