package thread

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
)

// FormulaDays is on how many days the same words must be told that say nothing by
// themselves to be a formula: "Thank you very much.", as each briefing ends. By hand.
const FormulaDays = 5

// longestPronoun is the length of the longest word for who speaks or is spoken to.
const longestPronoun = len("you")

// Formula returns a key of the words of a mention that may be a formula: those whose
// key is told on [FormulaDays] days or more are one, which tells of no news. A
// sentence that leaves open who does it to whom but for those in the conversation is
// known by its word and its nouns; one that names one side at most, or whose word is
// no event of its record ("The following is attributable to our spokeswoman:"), by its
// words alone. ok is false for all others: who calls whom is news each time, however
// often it is told in the same words.
func (d *Digest) Formula(m *Mention) (key uint64, ok bool) {
	if m.Sentence < 0 || m.Sentence >= len(d.Sentences) {
		return 0, false
	}
	s := &d.Sentences[m.Sentence]
	sides, open := make(map[string]bool), true
	for i := range m.Args {
		if a := &m.Args[i]; a.tellsWho(s.By) {
			open = false
			if a.known() {
				sides[strings.ToLower(a.Name)] = true
			}
		}
	}
	switch {
	case m.Event != "" && open:
		return hashOf("formula", m.Lemma, s.nouns()), true
	case m.Event == "" && m.Sure < sureTogether, m.Event != "" && len(sides) > 1:
		return 0, false
	}
	return hashOf("sentence", "", []uint64{s.Hash}), true
}

// hashOf returns a hash of words and keys.
func hashOf(kind, word string, keys []uint64) uint64 {
	h := fnv.New64a()
	h.Write([]byte(kind + "\x00" + word))
	for _, k := range keys {
		h.Write(binary.LittleEndian.AppendUint64(nil, k))
	}
	return h.Sum64()
}

// nouns returns the keys of a sentence's nouns and numbers, in order.
func (s *Sentence) nouns() (out []uint64) {
	for _, t := range s.Terms {
		if !t.Name {
			out = append(out, t.Key)
		}
	}
	slices.Sort(out)
	return out
}

// tellsWho reports whether an argument's own words say who or what it is, other
// than who speaks.
func (a *Argument) tellsWho(by *Actor) bool {
	switch {
	case a.Span.Len() <= longestPronoun:
		return false
	case by != nil && namesake(by.Name, a.Name):
		return false
	}
	return a.Part != Other || a.known()
}

// Formulas returns the keys of the digest's mentions that have one, each once.
func (d *Digest) Formulas() (out []uint64) {
	for i := range d.Mentions {
		if key, ok := d.Formula(&d.Mentions[i]); ok {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// FormulasOf returns which keys are those of formulas among stories, by the days on
// which they were posted.
func FormulasOf(stories []*Story) map[uint64]bool {
	days, out := make(map[uint64]map[string]bool), make(map[uint64]bool)
	for _, s := range stories {
		if s.Digest == nil || len(s.Posted) < len("2006-01-02") {
			continue
		}
		for _, key := range s.Formulas() {
			if days[key] == nil {
				days[key] = make(map[string]bool)
			}
			days[key][s.Posted[:len("2006-01-02")]] = true
			out[key] = out[key] || len(days[key]) >= FormulaDays
		}
	}
	return out
}
