package event

import (
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// counted maps verbs and nouns to what they count.
var counted = map[string]string{"kill": "killed", "die": "killed", "dead": "killed", "slay": "killed", "massacre": "killed", "execute": "killed", "murder": "killed", "death": "killed",
	"wound": "injured", "injure": "injured", "hurt": "injured", "injured": "injured", "wounded": "injured",
	"arrest": "arrested", "detain": "arrested", "jail": "arrested", "attend": "attended", "gather": "attended", "march": "attended", "demonstrate": "attended", "rally": "attended",
	"abduct": "abducted", "kidnap": "abducted", "release": "released", "free": "released", "displace": "displaced", "deport": "deported", "evacuate": "evacuated"}

// numbers returns the counts of people that an act's own words and those of
// the verbs beside it give.
func numbers(t *sentence, a *act) []readout.Number {
	var out []readout.Number
	for _, i := range append([]int{a.verb}, t.Below(a.verb, 60)...) {
		what := counted[t.Lemma[i]]
		if what == "" || !t.UPOS(i, "VERB", "ADJ", "NOUN") || has(out, what) || !t.beside(i, a.verb) {
			continue
		}
		crowd := what == "attended"
		for _, k := range t.Kids[i] {
			wanted := t.Rel[k] == "obj" || t.Full(k, "nsubj:pass") || crowd && t.Rel[k] == "nsubj" || t.Lemma[i] == "die" && t.Rel[k] == "nsubj" || t.Rel[k] == "nummod"
			if !wanted {
				continue
			}
			if n, ok := t.count(k); ok {
				n.What = what
				out = append(out, n)
				break
			}
		}
	}
	return out
}

// has reports whether numbers count what.
func has(numbers []readout.Number, what string) bool {
	for _, n := range numbers {
		if n.What == what {
			return true
		}
	}
	return false
}

// beside reports whether verb i is v or hangs on it as a result or a further verb.
func (t *sentence) beside(i, v int) bool {
	if i == v {
		return true
	}
	switch t.Rel[i] {
	case "conj", "advcl", "amod":
		h := t.Heads[i]
		return h >= 0 && (h == v || t.beside(h, v))
	}
	return false
}

// count reads the number of a noun phrase: "12", "at least 28", "12 to 15".
func (t *sentence) count(i int) (readout.Number, bool) {
	num := i
	if !t.UPOS(i, "NUM") {
		if num = t.Kid(i, "nummod"); num < 0 {
			return readout.Number{}, false
		}
	}
	low, ok := t.value(num)
	if !ok {
		return readout.Number{}, false
	}
	n := readout.Number{Low: low, High: low, Span: t.Tok(num).Span}
	if num+2 < len(t.Low) && (t.Low[num+1] == "to" || t.Low[num+1] == "or" || t.Low[num+1] == "-" || t.Low[num+1] == "–" || t.Low[num+1] == "and") {
		if high, ok := t.value(num + 2); ok && high > low {
			n.High, n.Span.End = high, t.Tok(num+2).End
		}
	}
	if num >= 2 && (t.Low[num-1] == "to" || t.Low[num-1] == "or" || t.Low[num-1] == "-" || t.Low[num-1] == "and") {
		if first, ok := t.value(num - 2); ok && first < low {
			n.Low, n.Span.Start = first, t.Tok(num-2).Start
		}
	}
	return n, true
}

// maxCount bounds the numbers that are read as counts of people.
const maxCount = 100_000_000

// value reads token i, with the words of a number before it, as a whole number.
func (t *sentence) value(i int) (int, bool) {
	if i < 0 || i >= len(t.Low) {
		return 0, false
	}
	word := strings.ReplaceAll(t.Low[i], ",", "")
	if n, err := strconv.Atoi(word); err == nil && n >= 0 && n <= maxCount {
		if i+1 < len(t.Low) {
			if m, ok := multiples[t.Low[i+1]]; ok && n*m <= maxCount {
				return n * m, true
			}
		}
		return n, true
	}
	n, ok := numerals[word]
	return n, ok
}

// multiples and numerals are numbers in words.
var multiples = map[string]int{"hundred": 100, "thousand": 1000, "million": 1000000}

var numerals = func() map[string]int {
	out := map[string]int{}
	for n, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		out[w] = n
	}
	for n, w := range strings.Fields("thirty forty fifty sixty seventy eighty ninety hundred") {
		out[w] = 30 + 10*n
	}
	return out
}()
