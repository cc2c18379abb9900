package mention

import (
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/scores"
)

// TestThingsKeepMenAndWomenApart checks that what one phrase tells of a thing
// holds for all that refer to it.
func TestThingsKeepMenAndWomenApart(t *testing.T) {
	phrases := []phrase{{gender: 0}, {gender: 'f'}, {gender: 'm'}, {gender: 'n'}}
	things := newThings(phrases, nil, lexicon.Load())
	if things.differ(1, 0) {
		t.Error("a name of unknown gender differs from she")
	}
	things.join(1, 0) // "Vale … she"
	if !things.differ(2, 0) || !things.differ(2, 1) {
		t.Error("he may refer to Vale, whom the text calls she")
	}
	if things.differ(3, 0) {
		t.Error("what is no person differs from a woman: the scores decide that")
	}
	things.join(2, -1)
	if things.of[2] != 2 {
		t.Error("a phrase that refers to nothing was joined")
	}
}

// TestThingsKeepCountriesApart checks that the prime ministers of two countries
// are two, whatever stands between them.
func TestThingsKeepCountriesApart(t *testing.T) {
	phrases := []phrase{{nation: "EST"}, {}, {nation: "HUN"}, {nation: "EST"}}
	things := newThings(phrases, nil, lexicon.Load())
	things.join(1, 0) // "Estonia's foreign minister … Kask"
	if !things.differ(2, 0) || !things.differ(2, 1) {
		t.Error("Hungary's prime minister may be Kask, whom the text calls Estonia's minister")
	}
	if things.differ(3, 1) || things.differ(1, 2) {
		t.Error("what is of the same country, or of none that is told, differs")
	}
	things = newThings([]phrase{{}, {nation: "HUN"}, {nation: "EST"}}, nil, lexicon.Load())
	things.join(1, 0)
	if !things.differ(2, 0) {
		t.Error("what a later phrase tells of a thing does not hold for the first")
	}
}

// TestAGovernmentIsNotItsCountry checks that "Norway's government" is joined neither
// to Norway nor to Norwegians, and one of whom nothing tells the nation may be.
func TestAGovernmentIsNotItsCountry(t *testing.T) {
	phrases := []phrase{
		{class: nameLOC, lemma: "norway", nation: "NOR"}, {class: pronIt, lemma: "it"}, {class: nameNORP, lemma: "norwegians", nation: "NOR"},
		{class: nounOwned, lemma: "government", nation: "NOR"}, {class: nounThe, lemma: "government"}, {class: nounOwned, lemma: "army", nation: "NOR"},
	}
	things := newThings(phrases, nil, lexicon.Load())
	things.join(1, 0)
	things.join(4, 3)
	for _, tt := range []struct {
		i, j int
		want bool
	}{{3, 0, true}, {3, 1, true}, {3, 2, true}, {4, 0, false}, {5, 0, false}, {0, 4, true}, {2, 4, true}, {5, 4, false}} {
		if got := things.differ(tt.i, tt.j); got != tt.want {
			t.Errorf("%s and %s differ: %v", phrases[tt.i].lemma, phrases[tt.j].lemma, got)
		}
	}
}

// TestHeIsNoBody has she refer to a country and a body, and to what the names call a
// place and the network a person.
func TestHeIsNoBody(t *testing.T) {
	phrases := []phrase{{class: nameLOC, vector: 0}, {class: nameORG, vector: 1}, {class: nameLOC, vector: 2}, {class: pronShe, vector: 3}, {class: pronIt, vector: 4}}
	claims := []scores.Claim{{Kind: scores.Country, Actor: true}, {Kind: scores.Organization, Actor: true}, {Kind: scores.Person, Actor: true}, {Kind: scores.Person, Actor: true}, {Actor: true}}
	things := newThings(phrases, claims, lexicon.Load())
	for j, differ := range []bool{true, true, false} {
		if things.differ(3, j) != differ || things.differ(4, j) {
			t.Errorf("she and %d: %v, it: %v", j, !differ, things.differ(4, j))
		}
	}
	things.join(3, 2)
	if !things.differ(1, 3) {
		t.Error("a body refers to whom she refers to")
	}
}
