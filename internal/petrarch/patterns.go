package petrarch

import "strings"

// A pattern is what may stand around a verb, with the code that it then has.
type pattern struct {
	before, after []element
	code          codes
	size          int // how much it asks for
}

// An element is a phrase of a pattern: one of several rows of words.
type element struct{ ways [][]string }

// pattern reads "- words * words [code]".
func (p *verbParser) pattern(late latePattern) {
	p.n = late.line
	body, code, ok := strings.Cut(late.text, "[")
	code, _, closed := strings.Cut(code, "]")
	if !ok || !closed {
		p.fail("%q has no code in brackets", strings.TrimSpace(late.text))
		return
	}
	pt := pattern{}
	if pt.code, ok = p.code(code); !ok {
		p.fail("%q is no code; the pattern is skipped", code)
		return
	}
	if strings.ContainsAny(body, "$+%^") {
		p.one++
	} else if strings.ContainsAny(body, "{}()") {
		p.two++
	}
	left, right, ok := strings.Cut(body, "*")
	if !ok || strings.Contains(right, "*") {
		p.fail("%q has not one * for the verb", strings.TrimSpace(body))
		return
	}
	if pt.before, ok = p.elements(left); !ok {
		return
	}
	if pt.after, ok = p.elements(right); !ok {
		return
	}
	pt.size = len(pt.before) + len(pt.after)
	late.block.patterns = append(late.block.patterns, pt)
}

// elements reads the words of one side of a pattern. Brackets and braces say
// what belongs together, which order and nearness tell well enough.
func (p *verbParser) elements(s string) ([]element, bool) {
	var out []element
	for word := range strings.FieldsSeq(strings.ToUpper(strings.NewReplacer("(", " ", ")", " ", "{", " ", "}", " ").Replace(s))) {
		if strings.Trim(word, "$+%^._") == "" { // who acts and whom it concerns: the tree knows
			continue
		}
		var e element
		if !strings.Contains(word, "&") {
			e.ways = [][]string{strings.FieldsFunc(word, func(c rune) bool { return c == '_' })}
			out = append(out, e)
			continue
		}
		e.ways = [][]string{{}}
		for part := range strings.SplitSeq(strings.Trim(word, "_"), "_") {
			more := [][]string{{part}}
			if name, isSet := strings.CutPrefix(part, "&"); isSet {
				if more = p.list.synsets[name]; more == nil {
					p.fail("&%s is no set of words; the pattern is skipped", name)
					return nil, false
				}
			}
			e.ways = product(e.ways, more)
		}
		out = append(out, e)
	}
	return out, true
}

// maxWays bounds the rows of words of one element.
const maxWays = 4096

// product puts each of b behind each of a.
func product(a, b [][]string) [][]string {
	var out [][]string
	for _, x := range a {
		for _, y := range b {
			if len(out) == maxWays {
				return out
			}
			out = append(out, append(append([]string(nil), x...), y...))
		}
	}
	return out
}

// reach is how many words may stand between two elements of a pattern.
const reach = 8

// Code returns the code of the verb at index at of a sentence's words, given in
// lower case with their lemmas: that of the pattern that asks for most and
// fits, else that of the verb. "---" says that the verb tells of no event; ""
// that the dictionary has no such verb.
func (v *Verbs) Code(words, lemmas []string, at int) string {
	best, size := codes{}, -1
	upper := make([]string, len(words))
	base := make([]string, len(words))
	for i := range words {
		upper[i], base[i] = strings.ToUpper(words[i]), strings.ToUpper(lemmas[i])
	}
	list := v.verbs[upper[at]]
	if len(list) == 0 {
		list = v.verbs[base[at]]
	}
	for _, vb := range list {
		more := len(vb.before) + len(vb.after)
		if !beside(upper, base, at, vb) {
			continue
		}
		if 4*more > size && vb.code != (codes{}) {
			best, size = vb.code, 4*more
		}
		for i := range vb.block.patterns {
			pt := &vb.block.patterns[i]
			if n := 4*more + pt.size; n > size && fits(upper, base, at-len(vb.before), pt.before, -1) && fits(upper, base, at+len(vb.after), pt.after, 1) {
				best, size = pt.code, n
			}
		}
	}
	if size < 0 {
		return ""
	}
	code := best.first
	if v.Version == Two && best.first != best.second && passive(words, at) {
		code = best.second
	}
	if code == "" || code == "###" || code == "Q" {
		return "---"
	}
	return code
}

// beside reports whether the further words of a verb stand beside it.
func beside(upper, base []string, at int, v *verb) bool {
	for n, w := range v.before {
		if i := at - len(v.before) + n; i < 0 || upper[i] != w && base[i] != w {
			return false
		}
	}
	for n, w := range v.after {
		if i := at + 1 + n; i >= len(upper) || upper[i] != w && base[i] != w {
			return false
		}
	}
	return true
}

// fits reports whether the elements stand, in their order and not far from
// each other, on one side of the verb: behind it if step is 1, before it if -1.
func fits(upper, base []string, at int, elements []element, step int) bool {
	for n := range elements {
		e := elements[n]
		if step < 0 {
			e = elements[len(elements)-1-n]
		}
		found := -1
		for i := at + step; i >= 0 && i < len(upper) && (i-at)*step <= reach && found < 0; i += step {
			found = e.ends(upper, base, i, step)
		}
		if found < 0 {
			return false
		}
		at = found
	}
	return true
}

// ends returns the last word in the direction of step if the element starts
// (step 1) or ends (step -1) at word i; else -1.
func (e *element) ends(upper, base []string, i, step int) int {
	for _, way := range e.ways {
		from := i
		if step < 0 {
			from = i - len(way) + 1
		}
		if len(way) == 0 || from < 0 || from+len(way) > len(upper) {
			continue
		}
		ok := true
		for n, w := range way {
			if upper[from+n] != w && base[from+n] != w {
				ok = false
				break
			}
		}
		switch {
		case !ok:
		case step < 0:
			return from
		default:
			return from + len(way) - 1
		}
	}
	return -1
}

// passive reports whether a form of "be" stands shortly before the verb.
func passive(words []string, at int) bool {
	for i := at - 1; i >= 0 && i >= at-3; i-- {
		switch words[i] {
		case "is", "are", "was", "were", "be", "been", "being":
			return !strings.HasSuffix(words[at], "ing")
		}
	}
	return false
}
