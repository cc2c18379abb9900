package compare

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

// Ends of short forms with their words, and stems that they change.
var (
	shortForms = [][2]string{{"n't", "not"}, {"'ll", "will"}, {"'re", "are"}, {"'ve", "have"}, {"'m", "am"}}
	shortStems = map[string]string{"wo": "will", "ca": "can", "sha": "shall"}
)

// toBe are what forms of "be" are before "to": is to visit, will visit.
var toBe = map[string]string{"is": "will", "are": "will", "was": "would", "were": "would"}

// spelled returns the words that stand in one: the two of a short form (won't,
// cannot, they'd), will for "is" before "to", and digits apart from the letters beside them (1.9bn, 5km). It
// is given the text before the word, and the word after it.
func spelled(t token, before, next string) []token {
	two := func(first, second string) []token {
		return []token{{text: t.text, form: first, span: t.span}, {text: t.text, form: second, span: t.span}}
	}
	if t.form == "cannot" {
		return two("can", "not")
	}
	if ahead := toBe[t.form]; ahead != "" && next == "to" {
		t.form = ahead
		return []token{t}
	}
	for _, s := range shortForms {
		if stem, ok := strings.CutSuffix(t.form, s[0]); ok && stem != "" {
			if whole := shortStems[stem]; whole != "" {
				stem = whole
			}
			return two(stem, s[1])
		}
	}
	if stem, ok := strings.CutSuffix(t.form, "'d"); ok && stem != "" {
		if len(language.English().Bases(next)) > 1 { // an inflected form: a participle
			return two(stem, "had")
		}
		return two(stem, "would")
	}
	m := mixed.FindStringSubmatchIndex(t.form)
	if m == nil || len(t.form) != len(t.text) || rank.MatchString(t.form) {
		return []token{t}
	}
	var out []token
	for i := 2; i < len(m); i += 2 {
		if m[i] == m[i+1] {
			continue
		}
		part := token{text: t.text[m[i]:m[i+1]], form: t.form[m[i]:m[i+1]], span: readout.Span{Start: t.span.Start + m[i], End: t.span.Start + m[i+1]}}
		if sign := lastRune(before); i == 6 && (unicode.Is(unicode.Sc, sign) || m[2] < m[3] || measured(next)) { // £90m, R5k, 20m euros
			part.form = cmp.Or(map[string]string{"m": "million", "k": "thousand"}[part.form], part.form)
		}
		out = append(out, part)
	}
	return out
}

// measured reports whether a word is what figures are measured in.
func measured(word string) bool {
	return word != "" && slices.ContainsFunc(language.English().Bases(word), func(base string) bool { return units()[base] })
}

// units are what figures are measured in.
var units = sync.OnceValue(func() map[string]bool { return language.English().Set("digest.unit") })

// mixed matches digits with letters before or behind them, rank those of a rank.
var (
	mixed = regexp.MustCompile(`^([a-z]*)([0-9][0-9.,]*)([a-z]*)$`)
	rank  = regexp.MustCompile(`^([0-9]+)(st|nd|rd|th)$`)
)

// multiples are words behind a number by which it is multiplied.
var multiples = map[string]float64{"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12}

// oneNumber makes one token, in digits, of the words of a number: 1.5 million,
// two hundred and five, 300 000. Of ranks it makes 3rd and, beside a month, 3.
func oneNumber(text string, list []token) []token {
	var out []token
	for i := 0; i < len(list); {
		t := list[i]
		if m := rank.FindStringSubmatch(t.form); m != nil {
			if i > 0 && list[i-1].class == dating && dayOf(text[list[i-1].span.End:t.span.Start]) || i+1 < len(list) && list[i+1].class == dating && dayOf(text[t.span.End:list[i+1].span.Start]) {
				t.form = m[1]
			}
		} else if t.class == number {
			n, value := readNumber(text, list[i:])
			if n > 0 {
				t.span.End = list[i+n-1].span.End
				t.text, t.form = t.span.In(text), strconv.FormatFloat(value, 'f', -1, 64)
			}
			i += max(n-1, 0)
		}
		i++
		if t.form != "1" { // as one, which says nothing beside other words
			out = append(out, t)
		}
	}
	return out
}

// dayOf reports whether what stands between a month and a rank leaves them one day: June
// 3rd, June the 3rd, the 3rd of June.
func dayOf(between string) bool {
	between = strings.TrimSpace(between)
	return between == "" || between == "the" || between == "of"
}

// maxDigits is how many digits of a number are read as its value.
const maxDigits = 15

// readNumber returns how many tokens are one number, and its value.
func readNumber(text string, list []token) (n int, value float64) {
	var total, part float64
	below := 0.0 // what the next word's value stays under; 0 if it is no part of the number
	for i, t := range list {
		digits := isDigits(t.form)
		if i > 0 && !sameNumber(text[list[i-1].span.End:t.span.Start]) {
			break
		}
		if by := multiples[t.form]; by > 0 && t.class == number {
			if part == 0 {
				part = 1
			}
			if part *= by; by >= 1e3 {
				total, part = total+part, 0
			}
			n, below = i+1, by
			continue
		}
		v, ok := lists().numbers[t.form], true
		f := float64(v)
		if v == 0 {
			var err error
			f, err = strconv.ParseFloat(strings.ReplaceAll(t.form, ",", ""), 64)
			ok = err == nil && len(t.form) <= maxDigits
		}
		group := i == 1 && digits && len(t.form) == 3 && isDigits(list[0].form) && len(list[0].form) <= 3
		switch {
		case !ok || t.class != number || i > 0 && !group && f >= below:
			return n, total + part
		case group:
			part = part*1e3 + f
		default:
			part += f
		}
		n, below = i+1, 0
		if v >= 20 && v <= 90 {
			below = 10
		}
	}
	return n, total + part
}

// sameNumber reports whether what stands between two words of a number leaves them one.
func sameNumber(between string) bool {
	between = strings.TrimSpace(between)
	return between == "" || between == "-" || between == "and"
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// oneCountry makes one token of the words of a country's name or adjective.
func oneCountry(text string, list []token) []token {
	var out []token
	for i := 0; i < len(list); i++ {
		t := list[i]
		for n := 3; n >= 2; n-- {
			if i+n > len(list) || strings.ContainsAny(text[t.span.Start:list[i+n-1].span.End], ",.;:()") {
				continue
			}
			words := make([]string, n)
			for j := range words {
				words[j] = list[i+j].form
			}
			if name := strings.Join(words, " "); lists().country[name] != "" {
				t.span.End = list[i+n-1].span.End
				t.form, t.text, t.class = name, t.span.In(text), proper
				i += n - 1
				break
			}
		}
		out = append(out, t)
	}
	return out
}

// initials match letters with stops that are one word: U.S., p.m.
var initials = regexp.MustCompile(`(?:\b\pL\.){2,}`)

// joinInitials makes one word of letters with stops.
func joinInitials(text string, words []word) []word {
	for _, m := range initials.FindAllStringIndex(text, -1) {
		from := slices.IndexFunc(words, func(w word) bool { return w.Start == m[0] })
		if from < 0 {
			continue
		}
		to := from
		for to < len(words) && words[to].End <= m[1] {
			to++
		}
		words = slices.Replace(words, from, to, word{readout.Span{Start: m[0], End: m[1]}, true})
	}
	return words
}

// acronym reports whether a word is written in capitals alone: UN, U.S.
func acronym(text string) bool {
	text = strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(text, "'s"), "’s"), ".", "")
	return utf8.RuneCountInString(text) >= 2 && strings.IndexFunc(text, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

// abbreviates reports whether a word is short for another: Gov, km, Sept.
func abbreviates(x, y *token) bool {
	if !x.short && (y.class != dating || len(x.form) < 3) || len(x.form) < 2 || len(x.form) >= len(y.form) || x.form[0] != y.form[0] {
		return false
	}
	i := 0
	for j := 0; j < len(y.form) && i < len(x.form); j++ {
		if y.form[j] == x.form[i] {
			i++
		}
	}
	last := len(x.form) - 1
	return i == len(x.form) && (last == 1 || strings.HasPrefix(y.form, x.form) || strings.HasSuffix(y.form, x.form[last:]))
}

// dropInitials drops an acronym whose words the other side has in a row.
func (d *wordDifference) dropInitials() {
	d.gone, d.came = spellOut(d.gone, d.came, d.after)
	d.came, d.gone = spellOut(d.came, d.gone, d.before)
}

// spellOut takes the acronyms that other spells out out of a, and their words out of b.
func spellOut(a, b, other []token) (x, y []token) {
	x = slices.DeleteFunc(slices.Clone(a), func(t token) bool {
		n := len(t.form)
		if !acronym(t.text) {
			return false
		}
		for i := 0; i+n <= len(other); i++ {
			row := other[i : i+n]
			if firsts(row) != strings.ToLower(t.form) || !unicode.IsUpper(firstRune(row[0].text)) {
				continue
			}
			b = slices.DeleteFunc(slices.Clone(b), func(w token) bool {
				return slices.ContainsFunc(row, func(r token) bool { return r.span == w.span })
			})
			return true
		}
		return false
	})
	return x, b
}

// firsts returns the first letters of words.
func firsts(list []token) string {
	out := make([]byte, len(list))
	for i := range list {
		out[i] = strings.ToLower(list[i].form)[0]
	}
	return string(out)
}

// dropAgain drops a verb with re- against the verb with "again": restart, start again.
func (d *wordDifference) dropAgain() {
	d.gone, d.came = onceMore(d.gone, d.came)
	d.came, d.gone = onceMore(d.came, d.gone)
}

func onceMore(a, b []token) (x, y []token) {
	again := slices.IndexFunc(b, func(t token) bool { return t.form == "again" })
	if again < 0 {
		return a, b
	}
	for i := range a {
		for j := range b {
			for _, base := range b[j].bases() {
				if j == again || !synonyms(a[i].bases(), []string{"re" + base}) {
					continue
				}
				b = slices.Delete(slices.Clone(b), max(j, again), max(j, again)+1)
				return slices.Delete(slices.Clone(a), i, i+1), slices.Delete(b, min(j, again), min(j, again)+1)
			}
		}
	}
	return a, b
}
