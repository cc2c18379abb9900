package question

import (
	"strings"
	"sync"

	"github.com/seed-f92ea4cf/readout/data"
)

// How near a word is to another one: the same lemma, one that is made of it,
// one that lists give the same sense or the same act. They order matches and
// are no probabilities; below leastMatch nothing is an answer.
const (
	sameWord  = 1.0
	madeOf    = 0.95
	sameSense = 0.8
	sameAct   = 0.85
	farSense  = 0.6 // the same sense of a word that is made of it
)

// A relation is what lists say of a word.
type relation struct{ same, opposite, made []string }

// relations are those of all words, read once.
var relations = sync.OnceValue(func() map[string]relation {
	out := map[string]relation{}
	for _, r := range data.Rows("related") {
		have := out[r[0]]
		words := func(s string) []string { return strings.Fields(s) }
		have.same, have.opposite, have.made = append(have.same, words(r[2])...), append(have.opposite, words(r[3])...), append(have.made, words(r[4])...)
		out[r[0]] = have
	}
	return out
})

// near returns the words that mean what word means, with how near they are;
// those that mean the opposite have less than 0.
func (a *Asker) near(word string) map[string]float64 {
	out := map[string]float64{word: sameWord}
	put := func(w string, p float64) {
		w = strings.ReplaceAll(w, "_", " ")
		if old := out[w]; old < 0 && -old >= p || old >= 0 && old >= max(p, -p) {
			return
		}
		out[w] = p
	}
	all := relations()
	of := all[word]
	for _, w := range of.opposite {
		put(w, -sameSense)
	}
	for _, w := range of.made {
		put(w, madeOf)
	}
	for _, w := range of.same {
		put(w, sameSense)
		for _, x := range all[w].made {
			put(x, farSense)
		}
	}
	for _, w := range of.made {
		for _, x := range all[w].made {
			put(x, madeOf)
		}
		for _, x := range all[w].same {
			put(x, farSense)
		}
	}
	for _, class := range a.classOf[word] {
		for _, w := range a.classes[class].words {
			put(w, a.act(w))
		}
		if other, ok := a.classes[a.classes[class].opposite]; ok {
			for _, w := range other.words {
				put(w, -a.act(w))
			}
		}
	}
	return out
}

// commonAct is how near a word of an act's class is that stands everywhere:
// "leave" for "resign"; commonWord is the count of the list of words from which on it does.
const (
	commonAct  = 0.7
	commonWord = 4000
)

// act returns how near a word of a class is to the others.
func (a *Asker) act(w string) float64 {
	if lower, _ := a.lex.Word(w); lower >= commonWord {
		return commonAct
	}
	return sameAct
}
