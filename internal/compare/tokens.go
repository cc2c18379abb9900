package compare

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/data"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"golang.org/x/text/unicode/norm"
)

// A token is a word as it is weighed.
type token struct {
	form   string // small letters without accents
	text   string // as it stands
	lemma  string // as the record has it, "" if it has none
	class  class
	span   readout.Span
	name   bool        // of a longer name, whose other words stand there too
	act    bool        // it tells what is done, or that something is said
	says   readout.Act // what an attribution is by this word, "" if it is of none
	slight bool        // it says nothing if it comes or goes alone
	part   part        // it says how much of some is meant
	short  bool        // a stop stands behind it, or it is behind a number: it may be short for a word
}

// A class says what a word does in a sentence.
type class byte

const (
	plain    class = iota
	number         // 92, three
	proper         // a name's word
	negation       // not, denied
	hedge          // may, planned
	dating         // Monday, June
)

// known are the words of data that weighing looks up.
type known struct {
	common  map[string]bool            // words that English writes in lower case
	against map[string]map[string]bool // words and their opposites
	like    map[string]map[string]bool // words of one meaning, and nouns that mean the same more widely
	country map[string]string          // code by names and adjectives
	numbers map[string]int             // values of numerals
	ranks   map[string]int             // values of ordinals
}

var lists = sync.OnceValue(func() *known {
	k := &known{common: map[string]bool{}, like: map[string]map[string]bool{}, against: map[string]map[string]bool{}, country: map[string]string{},
		numbers: language.English().Numbers("calendar.numbers"), ranks: language.English().Numbers("calendar.ordinals")}
	for _, r := range data.Rows("words") {
		if lower, _ := strconv.Atoi(r[1]); len(r) > 2 && lower > 0 {
			if capital, _ := strconv.Atoi(r[2]); lower >= capital/4 {
				k.common[r[0]] = true
			}
		}
	}
	for _, r := range data.Rows("related") {
		for w := range strings.FieldsSeq(r[2]) {
			note(k.like, r[0], w)
		}
		for w := range strings.FieldsSeq(r[5]) {
			note(k.like, r[0], w)
		}
		for w := range strings.FieldsSeq(r[3]) {
			note(k.against, r[0], w)
		}
	}
	for _, r := range data.Rows("countries") {
		names := append(append([]string{r[1]}, strings.Split(r[2], "|")...), strings.Split(r[4], " or ")...)
		for _, name := range names {
			k.country[countryForm(name)] = r[0]
		}
	}
	for _, r := range data.Rows("demonyms") {
		k.country[countryForm(r[0])] = r[2]
	}
	delete(k.country, "")
	return k
})

// countryForm returns a country's name as words of the text are: without small
// words, and in capitals if it is one of them otherwise (US).
func countryForm(name string) string {
	var words []string
	for _, w := range joinInitials(name, split(name)) {
		form := strings.ReplaceAll(plainForm(w.In(name)), ".", "")
		switch {
		case acronym(w.In(name)) && (smallWord(form) || idle[form]):
			words = append(words, strings.ToUpper(form))
		case w.letters && !smallWord(form):
			words = append(words, form)
		}
	}
	return strings.Join(words, " ")
}

// note puts down that two words belong together.
func note(in map[string]map[string]bool, a, b string) {
	for range 2 {
		if in[a] == nil {
			in[a] = map[string]bool{}
		}
		in[a][b] = true
		a, b = b, a
	}
}

// plainForm returns a word in small letters without accents.
func plainForm(text string) string {
	text = fold(text)
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			text = strings.Map(func(r rune) rune {
				switch {
				case unicode.Is(unicode.M, r):
					return -1
				case r == 'ł':
					return 'l'
				case r == 'ø':
					return 'o'
				case r == 'ı':
					return 'i'
				}
				return r
			}, norm.NFKD.String(text))
			break
		}
	}
	return strings.TrimSuffix(text, "'s")
}

// honorifics and words that say nothing beside those that the diff passes over.
var idle = set("mr mrs ms dr mister miss sir also so do does did then there here can about into over up out more among including we i you our your me my us if when where while who whom what just very each all any percent per cent via no. one some said reported state television told according than them him not-yet")

// leading are words that lead to an address, or to a link behind “here”, and say
// nothing beside one.
var leading = set("find found see visit click read")

// Words that weigh more than others, beside those of plain.go.
var hedgeWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range hedges {
		m[w] = true
	}
	for w := range set("will plan failed fail almost nearly threatened threatens threaten") {
		m[w] = true
	}
	return m
}()

// tokens returns the words of sentences that carry meaning, without those of cut.
func (w *weigher) tokens(s *side, sents, cut []readout.Span) []token {
	var out []token
	for _, sent := range sents {
		text := sent.In(s.text)
		linked := link.MatchString(text) || strings.HasSuffix(strings.Trim(text, " ."), " here")
		for _, x := range markParts(text, oneCountry(text, oneMeasure(text, oneNumber(text, parts(text))))) {
			x.span = readout.Span{Start: x.span.Start + sent.Start, End: x.span.End + sent.Start}
			if slices.ContainsFunc(cut, x.span.Overlaps) || onLink(s.text, x.span) || linked && leading[x.form] {
				continue
			}
			x.slight = x.slight || s.dateline().Contains(x.span)
			if x.form == "both" { // both sides, the two sides
				x.form, x.class, x.slight = "2", number, true
			}
			out = append(out, x)
		}
	}
	w.markNames(s, out)
	s.markActs(out)
	s.markLemmas(sents, out)
	return out
}

// markActs says which words tell of events or attribute statements, and as what they
// attribute them.
func (s *side) markActs(list []token) {
	mark := func(spans []readout.Span, says readout.Act) {
		for i := range list {
			if t := &list[i]; slices.ContainsFunc(spans, t.span.Overlaps) {
				t.act = true
				t.says = cmp.Or(t.says, says)
			}
		}
	}
	for i := range s.Events {
		mark(s.Events[i].Trigger.Spans, "")
	}
	for i := range s.Attributions {
		if a := &s.Attributions[i]; a.Status == readout.Asserted {
			mark(a.Cue.Spans, a.Act)
		} else {
			mark(a.Cue.Spans, "")
		}
	}
}

// markLemmas fills in the lemmas that the record has of words.
func (s *side) markLemmas(sents []readout.Span, list []token) {
	lemmas := make(map[readout.Span]string)
	for i := range s.Sentences {
		if slices.Contains(sents, s.Sentences[i].Span) {
			for _, t := range s.Sentences[i].Tokens {
				lemmas[t.Span] = strings.ToLower(t.Lemma)
			}
		}
	}
	for i := range list {
		list[i].lemma = lemmas[list[i].span]
	}
}

// bases returns what a word may be a form of.
func (t *token) bases() []string {
	list := language.English().Bases(t.form)
	if t.lemma != "" && !slices.Contains(list, t.lemma) {
		list = append(list, t.lemma)
	}
	return list
}

// parts splits text into words at all but letters, digits and what parts digits.
func parts(text string) []token {
	var out []token
	mixedCase := strings.IndexFunc(text, unicode.IsLower) >= 0 || len(strings.Fields(text)) == 1
	words := joinInitials(text, split(text))
	for i, word := range words {
		if !word.letters {
			continue
		}
		for _, piece := range pieces(text, word.Span) {
			whole := token{text: piece.In(text), span: piece}
			whole.form = plainForm(whole.text)
			for _, t := range spelled(whole, text[:piece.Start], nextForm(text, words[i+1:])) {
				t.short = strings.HasPrefix(text[piece.End:], ". ") || len(out) > 0 && out[len(out)-1].class == number
				if n := len(out); n > 0 && t.form == "one" && out[n-1].form == "no" {
					out[n-1].form = "nobody"
					continue
				}
				if weighed(&t, piece.Start == 0, mixedCase) {
					out = append(out, t)
				}
			}
		}
	}
	return out
}

// nextForm returns the first of some words as it is compared.
func nextForm(text string, words []word) string {
	if len(words) == 0 {
		return ""
	}
	return plainForm(words[0].In(text))
}

// weighed fills a word's class and the form that its spellings share in; false if
// it is one that says nothing.
func weighed(t *token, first, mixedCase bool) bool {
	if strings.Contains(t.text, ".") && initials.MatchString(t.text) {
		t.form = strings.ReplaceAll(t.form, ".", "")
	}
	if mixedCase && acronym(t.text) && !halves[t.form] {
		if t.class = proper; smallWord(t.form) || idle[t.form] {
			t.form = strings.ToUpper(t.form)
		}
		return true
	}
	if n := lists().ranks[t.form]; n > 2 {
		t.form = strconv.Itoa(n) + ordinalEnd(n)
	}
	t.class = classOf(t, first)
	return t.class != plain && t.class != proper || !idle[t.form] && (t.class != plain || !smallWord(t.form))
}

// halves are those of a day.
var halves = set("am pm")

// ordinalEnd returns the letters behind a rank's digits.
func ordinalEnd(n int) string {
	switch {
	case n%10 == 1 && n != 11:
		return "st"
	case n%10 == 2 && n != 12:
		return "nd"
	case n%10 == 3 && n != 13:
		return "rd"
	}
	return "th"
}

// pieces parts a word at hyphens.
func pieces(text string, at readout.Span) []readout.Span {
	var out []readout.Span
	start := at.Start
	for i, r := range at.In(text) {
		if r == '-' || r == '‐' || r == '‑' {
			if at.Start+i > start {
				out = append(out, readout.Span{Start: start, End: at.Start + i})
			}
			start = at.Start + i + utf8.RuneLen(r)
		}
	}
	if start < at.End {
		out = append(out, readout.Span{Start: start, End: at.End})
	}
	return out
}

// classOf says what a word does.
func classOf(t *token, first bool) class {
	digit := strings.IndexFunc(t.form, unicode.IsDigit) >= 0
	capital, _ := utf8.DecodeRuneInString(t.text)
	switch {
	case negations[t.form]:
		return negation
	case digit || multiples[t.form] > 0 || numerals[t.form] && t.form != "one" && t.form != "many" && t.form != "several" && t.form != "both":
		return number
	case calendar[t.form] && !strings.HasPrefix(t.form, "year"):
		return dating
	case hedgeWords[t.form]:
		return hedge
	case unicode.IsUpper(capital) && !lists().common[t.form] && (!first || lists().country[t.form] != "") && len(t.form) > 1:
		return proper
	}
	return plain
}

// markNames says of the words of names whether a longer name has them.
func (w *weigher) markNames(s *side, list []token) {
	for i := range list {
		t := &list[i]
		for j := range s.Mentions {
			if m := &s.Mentions[j]; m.Span.Contains(t.span) && m.Span.Len() > t.span.Len()+1 && m.Span.Len() < 60 {
				t.name = true
				if unicode.IsUpper(firstRune(t.text)) && t.class == plain && !lists().common[t.form] {
					t.class = proper
				}
			}
		}
	}
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}
