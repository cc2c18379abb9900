package thread

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// This file has the features that tell whether two mentions tell of a particular
// happening at all, and of the same thing: in an archive of many matters most pairs
// of one word are of two bills, two grants, two members' own statements, or of no
// happening: "to protect women".

// particular sets those of two mentions.
func (w *between) particular(f *Features, a, b Told) {
	set := func(i int, on bool) {
		if on {
			f[i] = 1
		}
	}
	x, y := w.phrasesOf(0, a), w.phrasesOf(1, b)
	f[fPhrases] = float32(dot(x, y))
	set(fPhrasesApart, len(x) > 0 && len(y) > 0 && f[fPhrases] == 0)
	x, y = w.namesIn(0, a), w.namesIn(1, b)
	f[fNames] = float32(dot(x, y))
	set(fNamesApart, len(x) > 0 && len(y) > 0 && f[fNames] == 0)
	if p, q := a.teller(), b.teller(); p != nil && q != nil {
		same := sameActor(p, q)
		f[fTeller] = same
		set(fTellerApart, same < 0.4)
	} else {
		set(fTellerOne, (p != nil) != (q != nil))
	}
	set(fOutlet, a.Story.Outlet != "" && a.Story.Outlet == b.Story.Outlet)
	set(fProper, a.proper() || b.proper())
	set(fEvent, (a.Event != "") != (b.Event != ""))
	set(fUnreal, a.Status != readout.Asserted && b.Status != readout.Asserted)
	set(fNouns, a.Noun && b.Noun)
	f[fSureMore] = max(a.Sure, b.Sure)
	f[fRare] = min(a.Rare, b.Rare) / 10
	f[fLong] = float32(min(1, math.Log1p(float64(len(a.Story.Mentions)*len(b.Story.Mentions)))/12))
	f[fWhole] = float32(min(len(a.Args), len(b.Args), mostWhole)) / mostWhole
}

// mostWhole is how many arguments make a mention one that tells who and what.
const mostWhole = 4

// teller returns who says a mention's sentence, nil if the outlet does.
func (t Told) teller() *Actor { return t.Story.Sentences[t.Sentence].By }

// proper reports whether the word is written as part of a name: "Department of
// Education". The first word of a sentence does not tell.
func (t Told) proper() bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(r) && t.Trigger.Start > t.Story.Sentences[t.Sentence].Span.Start
}

// phrasesOf returns the words of the phrases that stand with a mention of the first
// or the second story, weighted as in its sentence, of length 1.
func (w *between) phrasesOf(side int, t Told) []Term {
	if w.phrases[side] == nil {
		w.phrases[side] = map[int][]Term{}
	}
	out, ok := w.phrases[side][t.Trigger.Start]
	if ok {
		return out
	}
	terms := t.Story.Sentences[t.Sentence].Terms
	for i := range t.Args {
		for word := range strings.FieldsFuncSeq(strings.ToLower(t.Args[i].Name+" "+t.Args[i].Head), unlikeWord) {
			h := fnv.New64a()
			h.Write([]byte(word))
			key := h.Sum64()
			at, found := slices.BinarySearchFunc(terms, key, func(t Term, k uint64) int { return cmp.Compare(t.Key, k) })
			if found && terms[at].Weight > 0 && !slices.ContainsFunc(out, func(t Term) bool { return t.Key == key }) {
				out = append(out, terms[at])
			}
		}
	}
	out = Telling(out, len(out))
	w.phrases[side][t.Trigger.Start] = out
	return out
}

// unlikeWord reports what parts the words of a name.
func unlikeWord(r rune) bool {
	return r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// namesIn returns the names of a sentence of the first or the second story, of
// length 1.
func (w *between) namesIn(side int, t Told) []Term {
	if w.names[side] == nil {
		w.names[side] = map[int][]Term{}
	}
	out, ok := w.names[side][t.Sentence]
	if !ok {
		for _, term := range t.Story.Sentences[t.Sentence].Terms {
			if term.Name && term.Weight > 0 {
				out = append(out, term)
			}
		}
		out = Telling(out, len(out))
		w.names[side][t.Sentence] = out
	}
	return out
}
