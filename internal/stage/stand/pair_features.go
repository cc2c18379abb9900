package stand

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// Limits of what is looked at of a pair.
const (
	mostBetween = 40 // words between the names
	mostAround  = 4  // words before the first and behind the second
	leastTold   = 0.2
)

// A pairing is two names of a sentence whose features are taken. Features never
// name whom the names stand for: what is told of two does not depend on who
// they are.
type pairing struct {
	*Words
	*Input
	s          *syntax.Sentence
	ps, qs     []int
	a, b, both int // the words of the names that the tree hangs on, and what governs both
	up, down   []int
	types      map[int]string // the likeliest type of event of a word
	out        []string
}

// PairFeatures returns what tells who of two names, which stand at p and q, is
// for or against whom; nil if no sentence has words of both.
func (w *Words) PairFeatures(in *Input, p, q readout.Span) []string {
	s, ps, qs := in.both(p, q)
	if s == nil {
		return nil
	}
	f := &pairing{Words: w, Input: in, s: s, ps: ps, qs: qs, a: topOf(s, ps), b: topOf(s, qs), types: map[int]string{}}
	f.add("order", strconv.FormatBool(ps[0] < qs[0]))
	f.told()
	f.words()
	f.path()
	f.names()
	f.events()
	f.speakers()
	return f.out
}

// add adds a feature, its parts joined.
func (f *pairing) add(parts ...string) { f.out = append(f.out, strings.Join(parts, " ")) }

// told finds which words of the sentence tell of which type of event.
func (f *pairing) told() {
	for i := range f.Triggers {
		t := &f.Triggers[i]
		if t.Sentence != f.s.Number {
			continue
		}
		best := 1
		for k := range t.Types {
			if k > 0 && t.Types[k] > t.Types[best] {
				best = k
			}
		}
		if t.Types[best] >= leastTold {
			f.types[t.Token] = strconv.Itoa(best)
			f.add("told", strconv.Itoa(best), f.side(t.Token))
		}
	}
}

// side says where a word stands: before both names, between them, behind.
func (f *pairing) side(k int) string {
	switch lo, hi := min(f.ps[0], f.qs[0]), max(f.ps[len(f.ps)-1], f.qs[len(f.qs)-1]); {
	case k < lo:
		return "before"
	case k > hi:
		return "behind"
	}
	return "between"
}

// word returns a word as features know it: its lemma, of a name its class alone.
func (f *pairing) word(k int) string {
	switch {
	case slices.Contains(f.ps, k):
		return "P"
	case slices.Contains(f.qs, k):
		return "Q"
	case f.s.UPOS(k, "PROPN"):
		return "@" + strings.TrimLeft(f.s.Tokens[k].Name, "BI-")
	case f.s.UPOS(k, "NUM"):
		return "#"
	}
	return f.s.Lemma[k]
}

// judged says how a lemma stands to its complement, "" for most.
func (f *pairing) judged(lemma string) string {
	if st, ok := f.attitude[lemma]; ok {
		return string(st.Side())
	}
	if st, ok := f.worth[lemma]; ok {
		return "worth-" + string(st)
	}
	return ""
}

// words adds the words between the names and around them.
func (f *pairing) words() {
	lo, hi := min(f.ps[len(f.ps)-1], f.qs[len(f.qs)-1])+1, max(f.ps[0], f.qs[0])
	f.add("apart", strconv.Itoa(min(max(hi-lo, 0), 20)/2))
	last, before := "P", "^"
	for k := lo; k < hi && k < lo+mostBetween; k++ {
		w := f.word(k)
		f.add("between", w)
		f.add("two", last, w)
		f.add("three", before, last, w)
		if j := f.judged(w); j != "" {
			f.add("between is", j)
		}
		before, last = last, w
	}
	f.add("two", last, "Q")
	f.add("three", before, last, "Q")
	first, end := min(f.ps[0], f.qs[0]), max(f.ps[len(f.ps)-1], f.qs[len(f.qs)-1])
	for d := 1; d <= mostAround; d++ {
		if k := first - d; k >= 0 {
			f.add("before", f.word(k))
			f.add("before", strconv.Itoa(min(d, 2)), f.word(k))
		}
		if k := end + d; k < len(f.s.Tokens) {
			f.add("behind", f.word(k))
			f.add("behind", strconv.Itoa(min(d, 2)), f.word(k))
		}
	}
	for k := range f.s.Tokens {
		if s := f.side(k); s != "between" && f.s.UPOS(k, "NOUN", "VERB", "ADJ", "ADV") {
			f.add("has", f.word(k))
			if j := f.judged(f.s.Lemma[k]); j != "" {
				f.add(s, "is", j)
			}
		}
	}
}

// path adds the way through the tree from one name to the other.
func (f *pairing) path() {
	ups, downs := above(f.s, f.a), above(f.s, f.b)
	f.both = join(ups, downs)
	until := func(list []int) []int {
		if i := slices.Index(list, f.both); i >= 0 {
			return list[:i]
		}
		return list
	}
	f.up, f.down = until(ups), until(downs)
	var way []string
	for _, k := range f.up {
		way = append(way, "<"+f.s.Tokens[k].Rel)
	}
	for _, k := range slices.Backward(f.down) {
		way = append(way, ">"+f.s.Tokens[k].Rel)
	}
	line := strings.Join(way, "")
	f.add("way", line)
	f.add("steps", strconv.Itoa(min(len(f.up), 5)), strconv.Itoa(min(len(f.down), 5)))
	relA, relB := f.s.Tokens[f.a].Rel, f.s.Tokens[f.b].Rel
	f.add("rels", relA, relB)
	f.add("cases", f.s.Case(f.a), f.s.Case(f.b), relA, relB)
	for i, k := range f.up {
		if i > 0 {
			f.onPath("up", k, relA)
		}
	}
	for i, k := range f.down {
		if i > 0 {
			f.onPath("down", k, relB)
		}
	}
	if f.both >= 0 {
		f.onPath("both", f.both, f.below(f.up)+" "+f.below(f.down))
		f.add("way of", f.word(f.both), line)
	}
}

// below returns the relation of the last word of a way up.
func (f *pairing) below(way []int) string {
	if len(way) == 0 {
		return "itself"
	}
	return f.s.Tokens[way[len(way)-1]].Rel
}

// onPath adds a word of the way: itself, how it is denied or qualified.
func (f *pairing) onPath(where string, k int, rels string) {
	w := f.word(k)
	kinds := []string{w}
	if t := f.types[k]; t != "" {
		kinds = append(kinds, "type"+t)
	}
	if j := f.judged(f.s.Lemma[k]); j != "" {
		kinds = append(kinds, "judge "+j)
	}
	voice := "active"
	if f.s.Passive(k) {
		voice = "passive"
	}
	no := ""
	for _, c := range f.s.Kids[k] {
		switch {
		case f.no[f.s.Low[c]]:
			no = "not"
		case f.s.Full(c, syntax.CompoundPrt):
			kinds = append(kinds, w+"+"+f.s.Low[c])
		case f.s.UPOS(c, "ADV", "ADJ", "AUX", "NOUN", "VERB") && !slices.Contains(f.up, c) && !slices.Contains(f.down, c):
			f.add(where, "has", f.s.Rel[c], f.word(c))
		}
	}
	for _, kind := range kinds {
		f.add(where, kind, no)
		f.add("on", kind, no)
		f.add(where, kind, no, rels, voice)
	}
	f.add(where, "tag", f.s.Tokens[k].XPOS, rels)
}

// names adds what the names themselves are.
func (f *pairing) names() {
	kind := func(words []int) string { return strings.TrimLeft(f.s.Tokens[words[0]].Name, "BI-") }
	f.add("names", kind(f.ps), kind(f.qs))
	for i, k := range []int{f.a, f.b} {
		who := [2]string{"P", "Q"}[i]
		f.add(who, "rel", f.s.Tokens[k].Rel, f.s.Case(k))
		if h := f.s.Heads[k]; h >= 0 {
			f.add(who, "under", f.word(h), f.s.Rel[k])
			f.add(who, "under", f.word(h))
			if t := f.types[h]; t != "" {
				f.add(who, "under type", t, f.s.Rel[k])
			}
		}
		for _, c := range f.s.Kids[k] {
			if f.s.UPOS(c, "NOUN", "ADJ", "VERB") {
				f.add(who, "over", f.word(c), f.s.Rel[c])
			}
		}
	}
	if f.a == f.b {
		f.add("one phrase")
	}
}

// has reports whether the mention with an id touches some words.
func (f *pairing) has(id readout.MentionID, words []int) bool {
	for _, m := range f.View.Mentions() {
		if m.ID == id {
			return slices.ContainsFunc(words, func(k int) bool {
				return f.s.Tokens[k].Start < m.Span.End && f.s.Tokens[k].End > m.Span.Start
			})
		}
	}
	return false
}

// events adds which role each has in what the record tells.
func (f *pairing) events() {
	for i := range f.Record.Events {
		ev := &f.Record.Events[i]
		role := func(words []int) string {
			out := ""
			for j, list := range [][]readout.Role{ev.Actor, ev.Recipient} {
				for _, r := range list {
					if f.has(r.Mention, words) {
						out += [2]string{"actor", "recipient"}[j]
						break
					}
				}
			}
			return out
		}
		p, q := role(f.ps), role(f.qs)
		f.add("event", string(ev.Type), p, q)
		f.add("event", string(ev.Type), p, q, string(ev.Status))
		f.add("quad", strconv.Itoa(ev.Quad), p, q)
	}
}

// speakers adds who says what holds the other.
func (f *pairing) speakers() {
	for i := range f.Record.Attributions {
		a := &f.Record.Attributions[i]
		at := func(words []int) string {
			switch {
			case f.within(a.Speaker.Spans, words):
				return "speaker"
			case f.within(a.Content.Spans, words):
				return "content"
			}
			return "out"
		}
		p, q := at(f.ps), at(f.qs)
		f.add("said", p, q, string(a.Quoted))
		f.add("said", p, q, string(a.Act))
		f.add("said", p, q, strings.ToLower(a.Cue.Text))
		if p != "speaker" && q != "speaker" {
			continue
		}
		for k := range f.s.Tokens {
			if j := f.judged(f.s.Lemma[k]); j != "" && f.within(a.Content.Spans, []int{k}) {
				f.add("says", p, q, j)
			}
		}
	}
}

// within reports whether the first of some words stands in one of spans.
func (f *pairing) within(spans []readout.Span, words []int) bool {
	tok := &f.s.Tokens[words[0]]
	return slices.ContainsFunc(spans, func(sp readout.Span) bool { return sp.Start <= tok.Start && tok.End <= sp.End })
}
