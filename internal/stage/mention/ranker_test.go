package mention

import (
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// pastOf returns what is known of some phrases with their claims, none joined.
func pastOf(phrases []phrase, claims []scores.Claim) *past {
	for i := range phrases {
		phrases[i].vector, phrases[i].governor = i, -1
	}
	view := &syntax.Text{Sentences: make([]syntax.Sentence, 9)}
	return newPast(&story{Words: New(language.English()), view: view, lex: lexicon.Load(), phrases: phrases, speaker: []int{-1, 0}}, claims)
}

// of returns the value of one template of what is known of j's chain, without the
// group of i's class where the template has it.
func (p *past) template(k, i, j int) int {
	f := make([]uint16, chainTemplates)
	p.features(f, i, j)
	v := int(f[k]) - rankedTotal - int(chainBase[k])
	if k != 4 && k != 5 && k != 6 {
		v /= groups
	}
	return v
}

// TestWhatIsKnownOfAChain checks that a chain is known by all of its phrases.
func TestWhatIsKnownOfAChain(t *testing.T) {
	p := pastOf([]phrase{
		{sent: 0, class: namePER, gender: 'f', number: singular, relation: relSubject, text: "ana vale", lemma: "vale"},
		{sent: 1, class: nounThe, number: singular, relation: relObject, text: "mayor", lemma: "mayor", nation: "NOR"},
		{sent: 2, class: nameORG, relation: relObject, gender: 'n', number: singular, text: "board", lemma: "board"},
		{sent: 3, class: pronShe, gender: 'f', number: singular, text: "she", lemma: "she", quote: 1},
		{sent: 4, class: nounThe, number: singular, text: "mayor", lemma: "mayor", nation: "SWE"},
	}, []scores.Claim{{Kind: 1, Sure: 0.9}, {Kind: 1, Sure: 0.9}, {Kind: 3, Sure: 0.9}, {Kind: 1, Sure: 0.9}, {Kind: 1, Sure: 0.1}})
	p.join(0, -1)
	p.join(1, 0)
	p.join(2, -1)
	for _, tt := range []struct {
		what          string
		k, i, j, want int
	}{
		{"size of one", 0, 3, 2, 0}, {"size of two", 0, 3, 1, 1},
		{"the first is not the last", 1, 3, 0, 0}, {"the second is", 1, 3, 1, 1},
		{"two sentences to the nearest", 2, 3, 0, 2},
		{"a subject once", 3, 3, 1, 1}, {"never one", 3, 3, 2, 0},
		{"a person's name for she", 4, 3, 1, 1*int(classes) + int(pronShe)},
		{"kinds", 5, 3, 1, 1*kindsKnown + 1},
		{"a woman for she", 6, 3, 1, 2*4 + 2}, {"a body for she", 6, 3, 2, 0*4 + 2},
		{"one for one", 7, 3, 1, 1*3 + int(singular)},
		{"no words in common", 8, 3, 1, 0}, {"text and lemma of the second, seen from the first", 8, 4, 0, 3},
		{"who speaks where she stands", 10, 3, 1, 1}, {"who does not", 10, 3, 2, 0},
		{"another nation", 12, 4, 0, 2}, {"no nation", 12, 4, 2, 0},
	} {
		if got := p.template(tt.k, tt.i, tt.j); got != tt.want {
			t.Errorf("%s: template %d of %d towards %d is %d, want %d", tt.what, tt.k, tt.i, tt.j, got, tt.want)
		}
	}
	p.join(3, 1)
	if got := p.things[0]; got.size != 3 || got.last != 3 || p.before[3] != 1 || got.female != 2 {
		t.Errorf("after she: %+v", got)
	}
}

// TestARankerOfOtherFeaturesIsRefused checks that weights which do not fit say so.
func TestARankerOfOtherFeaturesIsRefused(t *testing.T) {
	if _, err := ReadRanker([]byte("no weights")); err == nil {
		t.Error("no weights are read")
	}
}

// TestHashesAreThoseOfTheTraining pins the numbers that train/test_train.py pins too.
func TestHashesAreThoseOfTheTraining(t *testing.T) {
	if a, b := mixed(7, 9), mixed(0xfffffff0, 123456); a != 1928794265 || b != 3210067008 {
		t.Errorf("%d and %d", a, b)
	}
}
