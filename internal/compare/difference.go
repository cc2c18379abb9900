package compare

import (
	"slices"
	"strings"
)

// A wordDifference is the words that only one of two groups of sentences has.
type wordDifference struct {
	gone, came    []token
	before, after []token // all words of each
	text          string
	said          bool // somebody says something on both sides
}

// difference returns what differs between two lists of words, whatever their
// order; spellings, inflections and synonyms of one word are one.
func difference(a, b []token) *wordDifference {
	d := differing(a, b)
	d.settle()
	return d
}

// differing returns the words that only one of two lists has.
func differing(a, b []token) *wordDifference {
	d := &wordDifference{gone: without(a, b), came: without(b, a), before: a, after: b}
	d.countParts()
	d.gone, d.came = slices.DeleteFunc(d.gone, alone), slices.DeleteFunc(d.came, alone)
	d.text = joined(d.gone) + " → " + joined(d.came)
	return d
}

// settle takes out what is one word in another form.
func (d *wordDifference) settle() {
	d.dropJoined()
	d.dropInitials()
	d.dropAgain()
	d.dropUn()
	d.pair(sameWord)
}

// alone reports a word that says nothing if it comes or goes alone.
func alone(t token) bool { return t.slight }

// without returns the words of a that b does not have as often.
func without(a, b []token) []token {
	count := make(map[string]int)
	for i := range b {
		count[b[i].form]++
	}
	var out []token
	for i := range a {
		if count[a[i].form] > 0 {
			count[a[i].form]--
			continue
		}
		out = append(out, a[i])
	}
	return out
}

// joined writes words down as they stand.
func joined(list []token) string {
	words := make([]string, len(list))
	for i := range list {
		words[i] = list[i].text
	}
	return strings.Join(words, " ")
}

func (d *wordDifference) String() string { return d.text }

// dropJoined drops words that are written in one on one side and apart on the
// other: cease-fire, 300 000.
func (d *wordDifference) dropJoined() {
	letters := func(list []token) string {
		var b []byte
		for i := range list {
			b = append(b, list[i].form...)
		}
		if !hasClass(list, number) {
			slices.Sort(b) // names that stand twice may be counted in another order
		}
		return string(b)
	}
	if letters(d.gone) == letters(d.came) {
		d.gone, d.came = nil, nil
		return
	}
	d.gone, d.came = splitWords(d.gone, d.came)
	d.came, d.gone = splitWords(d.came, d.gone)
}

// splitWords takes out of a the words that stand as two or three in b.
func splitWords(a, b []token) (x, y []token) {
	for i := 0; i < len(a); i++ {
		for n := 2; n <= 3; n++ {
			at := -1
			for j := 0; j+n <= len(b); j++ {
				whole := ""
				for k := range n {
					whole += b[j+k].form
				}
				if whole == a[i].form {
					at = j
				}
			}
			if at >= 0 {
				a, b = slices.Delete(slices.Clone(a), i, i+1), slices.Delete(slices.Clone(b), at, at+n)
				i--
				break
			}
		}
	}
	return a, b
}

// pair takes out pairs of words that same says are one.
func (d *wordDifference) pair(same func(x, y *token) bool) {
	for i := 0; i < len(d.gone); i++ {
		for j := range d.came {
			if same(&d.gone[i], &d.came[j]) {
				d.gone, d.came = slices.Delete(d.gone, i, i+1), slices.Delete(d.came, j, j+1)
				i--
				break
			}
		}
	}
}

// sameWord reports whether two words are one: in another spelling or inflection,
// or a synonym.
func sameWord(x, y *token) bool {
	k := lists()
	if abbreviates(x, y) || abbreviates(y, x) || x.says != "" && x.says == y.says {
		return true
	}
	if cx, cy := k.country[x.form], k.country[y.form]; cx != "" || cy != "" {
		return cx == cy
	}
	switch {
	case x.class == number || y.class == number:
		return false
	case x.class == proper || y.class == proper:
		return respelt(x.form, y.form, 0.34)
	case x.class != y.class:
		return false
	case x.class == dating:
		return false
	}
	misspelt := !k.common[x.form] || !k.common[y.form]
	return sameStem(x.form, y.form) || respelt(x.form, y.form, 0.34) && (misspelt || x.form[0] == y.form[0]) || synonyms(x.bases(), y.bases()) || akin(x, y)
}

// synonyms reports whether two words, by what they may be forms of, have one meaning in
// their first sense.
func synonyms(x, y []string) bool {
	k := lists()
	for _, a := range x {
		for _, b := range y {
			if a == b || k.like[a][b] || k.puts(a, b) || k.puts(b, a) {
				return true
			}
		}
	}
	return false
}

// puts reports whether a word means to put into what the other is: to jail, a
// prison, by way of imprison.
func (k *known) puts(a, b string) bool {
	return len(b) > 3 && (k.like[a]["im"+b] || k.like[a]["em"+b] || k.like[a]["en"+b])
}

// endings of one word's inflections, and of nouns that are made of verbs, which
// stand behind longer stems.
var (
	endings = set("s es ed d ing e er y ies ied ly al")
	nouns   = set("ation ations ion ions ment ments")
)

// leastVerb is how long a stem is behind which a noun's ending stands: "port" is
// none of "portion".
const leastVerb = 5

// sameStem reports whether two words are inflections of one.
func sameStem(x, y string) bool {
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	a, b := x[n:], y[n:]
	ends := func(s string) bool { return s == "" || endings[s] || n >= leastVerb && nouns[s] }
	return n >= 4 && ends(a) && ends(b)
}

// respelt reports whether the letters of two words differ so little that they are
// spellings of one.
func respelt(x, y string, most float64) bool {
	a, b := []rune(x), []rune(y)
	long := max(len(a), len(b))
	if min(len(a), len(b)) < 4 || long == 0 {
		return false
	}
	return float64(distance(a, b)) <= most*float64(long)
}

// distance is how many letters are put in, taken out or changed.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := row[0]
		row[0] = i + 1
		for j := range b {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// has reports whether a list has a word of a class.
func hasClass(list []token, c class) bool {
	return slices.ContainsFunc(list, func(t token) bool { return t.class == c })
}

// leastWords is how many plain words more or less are a clause.
const leastWords = 3

// bare says what a difference amounts to by numbers, dates and negations alone.
func (d *wordDifference) bare() Label {
	switch {
	case hasClass(d.before, negation) != hasClass(d.after, negation):
		return Reversed
	case hasClass(d.gone, number) && hasClass(d.came, number):
		return Counting
	case hasClass(d.gone, dating) && hasClass(d.came, dating):
		return Dating
	}
	return Unlabeled
}

// acts reports whether one of some words tells what is done or said.
func acts(list []token) bool { return slices.ContainsFunc(list, func(t token) bool { return t.act }) }

// replaced reports whether words that carry meaning stand in the place of others.
func (d *wordDifference) replaced() bool { return len(d.gone) > 0 && len(d.came) > 0 }

// label says in a word what a difference amounts to, Unlabeled for nothing.
func (d *wordDifference) label() Label {
	if label := d.bare(); label != Unlabeled {
		return label
	}
	switch before, after := d.hedged(); {
	case hasClass(d.gone, number) || hasClass(d.came, number):
		return Counting
	case before && !after:
		return Hardened
	case after && !before:
		return Softened
	case d.named():
		return OtherThan
	case hasClass(d.gone, dating) || hasClass(d.came, dating):
		return Dating
	case d.replaced() || len(d.gone) >= leastWords || len(d.came) >= leastWords || acts(d.gone) || acts(d.came):
		return OtherThan
	}
	return Unlabeled
}

// hedged reports whether only the words before, or only those after, have a doubt:
// any, or one more than the others.
func (d *wordDifference) hedged() (before, after bool) {
	before, after = hasClass(d.before, hedge), hasClass(d.after, hedge)
	if before && after {
		return hasClass(d.gone, hedge), hasClass(d.came, hedge)
	}
	return before, after
}

// named reports whether a name came or went, and not as a part of one that stayed,
// nor as letters that are a small word otherwise (US) with nothing in their place.
func (d *wordDifference) named() bool {
	lone := func(list, all []token) bool {
		return slices.ContainsFunc(list, func(t token) bool {
			small := t.form != strings.ToLower(t.form)
			return t.class == proper && (d.replaced() || !small && !(t.name && len(list) <= 2))
		})
	}
	return lone(d.gone, d.before) || lone(d.came, d.after)
}
