package event

import (
	"slices"
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/data"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A sense is one meaning of a trigger word.
type sense struct {
	kind  readout.EventType
	mode  string
	hints []string
	with  []string // words that must stand with it, for nouns before it
	after bool     // a noun's words come after it
	need  []string // lemmas and classes one of which must be its object or complement; nil: none is asked for
}

// senses are the triggers by part of speech and lemma, and the classes.
type senses struct {
	verbs, nouns, adjectives map[string][]sense
	classes                  map[string]map[string]bool
}

// triggers reads the lists once.
var triggers = sync.OnceValue(func() *senses {
	s := &senses{verbs: map[string][]sense{}, nouns: map[string][]sense{}, adjectives: map[string][]sense{}, classes: map[string]map[string]bool{}}
	for _, r := range data.Rows("wordclasses") {
		class := setOf(r[1])
		if class["@actor"] {
			class["@agent"] = true
		}
		if class["@country"] {
			class["@place"] = true
		}
		s.classes["@"+r[0]] = class
	}
	for class, names := range map[string]string{"@actor": "@actor", "@agent": "@agent", "@country": "@place", "@place": "@place"} {
		if s.classes[class] == nil {
			s.classes[class] = map[string]bool{}
		}
		s.classes[class][names] = true
	}
	for _, r := range data.Rows("triggers") {
		for item := range strings.SplitSeq(r[5], ", ") {
			words, need, _ := strings.Cut(item, "+")
			parts := strings.Fields(words)
			sn := sense{kind: readout.EventType(r[0]), mode: r[1], hints: strings.Fields(r[2]), with: parts[1:]}
			if need != "" {
				sn.need = strings.Split(need, "|")
			}
			switch key := parts[0]; r[3] {
			case "V":
				s.verbs[key] = append(s.verbs[key], sn)
			case "A":
				s.adjectives[key] = append(s.adjectives[key], sn)
			case "N":
				s.addNoun(parts, sn)
			}
		}
	}
	return s
})

// addNoun enters a noun under its head.
func (s *senses) addNoun(parts []string, sn sense) {
	key := parts[0]
	if len(parts) > 1 && !lexicon.NounFollowed(parts[1]) {
		key = parts[len(parts)-1]
		sn.with = parts[:len(parts)-1]
	} else {
		sn.after = true
	}
	s.nouns[key] = append(s.nouns[key], sn)
}

// A match is a sense that fits, with the tokens that are its words.
type match struct {
	*sense
	words []int
	score int // how much of the text it asks for
}

// matchVerb returns the senses that fit verb i, the most particular first.
func (c *coder) matchVerb(t *sentence, i int) []match {
	var out []match
	list := triggers().verbs[t.Lemma[i]]
	for k := range list {
		sn := &list[k]
		words, ok := t.with(i, sn.with)
		if !ok || !c.meets(t, i, sn.need) {
			continue
		}
		m := match{sn, words, 5 * len(sn.with)}
		if sn.need != nil {
			m.score += 3
		}
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b match) int { return b.score - a.score })
	return out
}

// with finds the words that must stand with verb i: its particles and
// prepositions, or the words right behind it.
func (t *sentence) with(i int, want []string) ([]int, bool) {
	words := []int{i}
	at := i
	for _, w := range want {
		found := -1
		for k := at + 1; k < len(t.Low) && k <= i+7; k++ {
			if t.Low[k] != w && t.Lemma[k] != w {
				continue
			}
			h := t.Heads[k]
			if t.Rel[k] == syntax.Case && h >= 0 && t.Time(h) {
				continue // "called the president on Saturday"
			}
			if h == i || k == at+1 || h >= 0 && t.Heads[h] == i && (t.Rel[k] == syntax.Case || t.Rel[k] == syntax.Fixed || t.Rel[k] == syntax.Mark || t.Rel[h] == syntax.Obl || t.Rel[h] == syntax.Xcomp) {
				found = k
				break
			}
		}
		for _, k := range t.Kids[i] {
			if found < 0 && t.Rel[k] == syntax.Advmod && t.Low[k] == w {
				found = k
			}
		}
		if found < 0 {
			return nil, false
		}
		words = append(words, found)
		at = found
	}
	return words, true
}

// matchNoun returns the senses that fit noun i, the most particular first.
func (c *coder) matchNoun(t *sentence, i int) []match {
	var out []match
	list := triggers().nouns[t.Lemma[i]]
	if len(list) == 0 && t.Lemma[i] != t.Low[i] {
		list = triggers().nouns[t.Low[i]]
	}
	for k := range list {
		sn := &list[k]
		words := []int{i}
		ok := true
		for n, w := range sn.with {
			at := i - len(sn.with) + n
			if sn.after {
				at = i + 1 + n
			}
			if at < 0 || at >= len(t.Low) || t.Low[at] != w && t.Lemma[at] != w {
				ok = false
				break
			}
			if !sn.after || !lexicon.NounFollowed(w) {
				words = append(words, at)
			}
		}
		if ok && c.meets(t, i, sn.need) {
			slices.Sort(words)
			out = append(out, match{sn, words, 2 * len(sn.with)})
		}
	}
	slices.SortStableFunc(out, func(a, b match) int { return b.score - a.score })
	return out
}

// meets reports whether an argument of predicate i is one of need.
func (c *coder) meets(t *sentence, i int, need []string) bool {
	if need == nil {
		return true
	}
	args := c.argumentWords(t, i)
	for _, n := range need {
		if subject, ok := strings.CutPrefix(n, "^"); ok {
			for _, s := range t.Subjects(i) {
				if c.isA(t, argument{s, true, true}, subject) {
					return true
				}
			}
			continue
		}
		if n == "@none" {
			if !slices.ContainsFunc(args, func(a argument) bool { return a.object }) {
				return true
			}
			continue
		}
		for _, a := range args {
			if c.isA(t, a, n) {
				return true
			}
		}
	}
	return false
}

// An argument is a word of an argument of a predicate.
type argument struct {
	tok    int
	object bool // the head of an object, not of another complement
	head   bool // a head, not a word inside
}

// argumentWords returns the words that a sense can ask for: the heads of
// objects and complements with their compounds and what they are of.
func (c *coder) argumentWords(t *sentence, i int) []argument {
	var out []argument
	add := func(k int, object bool) {
		for _, h := range t.Conjuncts(k) {
			out = append(out, argument{h, object, true})
			for _, m := range t.Kids[h] {
				if t.Rel[m] == syntax.Compound || t.Rel[m] == syntax.Nummod || t.Rel[m] == syntax.Amod || t.Rel[m] == syntax.Nmod && t.Genitive(m) {
					out = append(out, argument{m, object, false})
				}
			}
		}
	}
	passive := t.Passive(i)
	for _, k := range t.Kids[i] {
		switch {
		case t.Rel[k] == syntax.Obj, passive && t.Full(k, syntax.NsubjPass):
			add(k, true)
		case (t.Rel[k] == syntax.Obl || t.Rel[k] == syntax.Nmod) && !t.Time(k), t.Rel[k] == syntax.Ccomp:
			add(k, false)
		case t.Rel[k] == syntax.Xcomp:
			add(k, false)
			for _, m := range t.Kids[k] {
				if t.Rel[m] == syntax.Obj || t.Rel[m] == syntax.Xcomp {
					add(m, false)
				}
			}
		}
	}
	if passive && t.Rel[i] == syntax.Acl && t.Heads[i] >= 0 {
		add(t.Heads[i], true)
	}
	return out
}

// isA reports whether the word of an argument is a lemma or of a class.
func (c *coder) isA(t *sentence, a argument, class string) bool {
	if class[0] != '@' {
		return t.Lemma[a.tok] == class || t.Low[a.tok] == class
	}
	members := triggers().classes[class]
	if members[t.Lemma[a.tok]] || members[t.Low[a.tok]] {
		return true
	}
	return a.head && (members["@actor"] && c.isPerson(t, a.tok) || a.object && (members["@agent"] && c.agentive(t, a.tok) || members["@place"] && c.isPlace(t, a.tok)))
}

// setOf returns the words as a set.
func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
