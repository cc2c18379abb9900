package compare

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/data"
	"golang.org/x/text/unicode/norm"
)

// A token is a word as it is weighed.
type token struct {
	form  string // small letters without accents
	text  string // as it stands
	class class
	span  readout.Span
	name  bool // of a longer name, whose other words stand there too
	act   bool // it tells what is done, or that something is said
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
	like    map[string]map[string]bool // words of one meaning
	country map[string]string          // code by names and adjectives of one word
}

var lists = sync.OnceValue(func() *known {
	k := &known{common: map[string]bool{}, like: map[string]map[string]bool{}, country: map[string]string{}}
	for _, r := range data.Rows("words") {
		if lower, _ := strconv.Atoi(r[1]); len(r) > 2 && lower > 0 {
			if capital, _ := strconv.Atoi(r[2]); lower >= capital/4 {
				k.common[r[0]] = true
			}
		}
	}
	for _, r := range data.Rows("related") {
		for w := range strings.FieldsSeq(r[2]) {
			k.alike(r[0], w)
			k.alike(w, r[0])
		}
	}
	for _, r := range data.Rows("countries") {
		for _, name := range []string{r[1], r[4]} {
			if !strings.ContainsAny(name, " ;") {
				k.country[plainForm(name)] = r[0]
			}
		}
	}
	for _, r := range data.Rows("demonyms") {
		if !strings.Contains(r[0], " ") {
			k.country[plainForm(r[0])] = r[2]
		}
	}
	return k
})

func (k *known) alike(a, b string) {
	if k.like[a] == nil {
		k.like[a] = map[string]bool{}
	}
	k.like[a][b] = true
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

// values of numerals.
var numeralValues = map[string]string{"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20"}

// honorifics and words that say nothing beside those that the diff passes over.
var idle = set("mr mrs ms dr mister miss sir also so do does did then there here can about into over up out more we i you our your me my us if when where while who whom what just very both each all any percent per cent via no. one some said reported state television told according than them him not-yet")

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
		for _, x := range parts(text) {
			x.span = readout.Span{Start: x.span.Start + sent.Start, End: x.span.End + sent.Start}
			if slices.ContainsFunc(cut, x.span.Overlaps) || onLink(s.text, x.span) || linked && leading[x.form] {
				continue
			}
			out = append(out, x)
		}
	}
	w.markNames(s, out)
	s.markActs(out)
	return out
}

// markActs says which words tell of events or attribute statements.
func (s *side) markActs(list []token) {
	var acts []readout.Span
	for i := range s.Events {
		acts = append(acts, s.Events[i].Trigger.Spans...)
	}
	for i := range s.Attributions {
		acts = append(acts, s.Attributions[i].Cue.Spans...)
	}
	for i := range list {
		list[i].act = slices.ContainsFunc(acts, list[i].span.Overlaps)
	}
}

// parts splits text into words at all but letters, digits and what parts digits.
func parts(text string) []token {
	var out []token
	for _, word := range split(text) {
		if !word.letters {
			continue
		}
		for _, piece := range pieces(text, word.Span) {
			t := token{text: piece.In(text), span: piece}
			t.form = plainForm(t.text)
			if n := len(out); n > 0 && t.form == "one" && out[n-1].form == "no" {
				out[n-1].form = "nobody"
				continue
			}
			t.class = classOf(&t, piece.Start == 0)
			if t.class == number {
				t.form = numeral0(t.form)
			}
			if t.class == plain && smallWord(t.form) || (t.class == plain || t.class == proper) && idle[t.form] {
				continue
			}
			out = append(out, t)
		}
	}
	return out
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

// numeral0 writes a number in one way.
func numeral0(form string) string {
	if v := numeralValues[form]; v != "" {
		return v
	}
	return strings.ReplaceAll(form, ",", "")
}

// classOf says what a word does.
func classOf(t *token, first bool) class {
	digit := strings.IndexFunc(t.form, unicode.IsDigit) >= 0
	capital, _ := utf8.DecodeRuneInString(t.text)
	switch {
	case negations[t.form]:
		return negation
	case digit || numerals[t.form] && t.form != "one" && t.form != "many" && t.form != "several" && t.form != "both":
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
