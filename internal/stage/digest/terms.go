package digest

import (
	"hash/fnv"
	"math"

	"github.com/seed-f92ea4cf/readout/internal/syntax"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// maxTerms bounds the terms of a text, the most telling ones.
const maxTerms = 160

// terms returns what sentences are about: names, nouns, verbs and numbers, by
// how often they stand there and how rare they are, with length 1.
func (m *maker) terms(sents []syntax.Sentence, most int) []thread.Term {
	count := map[uint64]*thread.Term{}
	add := func(word string, rarity float64, name bool) {
		k := hashWord(word)
		t := count[k]
		if t == nil {
			t = &thread.Term{Key: k, Name: name}
			count[k] = t
		}
		t.Weight += float32(rarity)
		t.Name = t.Name || name
	}
	rare := map[uint64]float64{}
	for i := range sents {
		s := &sents[i]
		for k := range s.Tokens {
			switch {
			case s.UPOS(k, "PROPN"):
				r := m.rarityOfName(s, k)
				rare[hashWord(s.Low[k])] = r
				add(s.Low[k], 1, true)
			case s.UPOS(k, "NOUN", "VERB", "ADJ", "NUM"):
				if len(s.Lemma[k]) > 1 {
					rare[hashWord(s.Lemma[k])] = m.rarity(s.Lemma[k])
					add(s.Lemma[k], 1, false)
				}
			}
		}
	}
	out := make([]thread.Term, 0, len(count))
	for k, t := range count {
		t.Weight = float32((1 + math.Log(float64(t.Weight))) * rare[k])
		out = append(out, *t)
	}
	return thread.Telling(out, most)
}

// commonest is the count of the list of words at which a word tells nothing.
const commonest = 60_000

// rarity returns how much a word tells of a text's matter: the logarithm of
// how rare it is in the list of words.
func (m *maker) rarity(word string) float64 {
	n := 0
	if m.Lexicon != nil {
		n, _ = m.Lexicon.Word(word)
	}
	return math.Max(0, math.Log(commonest/(float64(n)+4)))
}

// rarityOfName returns the same of a name. Countries and nationalities stand in
// stories of every matter.
func (m *maker) rarityOfName(s *syntax.Sentence, k int) float64 {
	if m.Lexicon == nil {
		return m.rarity(s.Low[k])
	}
	lower, capital := m.Lexicon.Word(s.Low[k])
	r := math.Max(0, math.Log(commonest/(float64(lower+capital)+4)))
	if e, ok := m.Lexicon.Entry(s.Form(k)); ok && e.Kind == "country" || m.Lexicon.Demonym(s.Low[k]) != "" {
		return r / 2
	}
	return r
}

// hashWord returns the key of a word.
func hashWord(w string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(w))
	return h.Sum64()
}

// hashWords returns the hash of a sentence's words.
func hashWords(words []string) uint64 {
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return h.Sum64()
}
