package mention

import "testing"

// TestThingsKeepMenAndWomenApart checks that what one phrase tells of a thing
// holds for all that refer to it.
func TestThingsKeepMenAndWomenApart(t *testing.T) {
	phrases := []phrase{{gender: 0}, {gender: 'f'}, {gender: 'm'}, {gender: 'n'}}
	things := newThings(phrases)
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
	things := newThings(phrases)
	things.join(1, 0) // "Estonia's foreign minister … Kask"
	if !things.differ(2, 0) || !things.differ(2, 1) {
		t.Error("Hungary's prime minister may be Kask, whom the text calls Estonia's minister")
	}
	if things.differ(3, 1) || things.differ(1, 2) {
		t.Error("what is of the same country, or of none that is told, differs")
	}
	things = newThings([]phrase{{}, {nation: "HUN"}, {nation: "EST"}})
	things.join(1, 0)
	if !things.differ(2, 0) {
		t.Error("what a later phrase tells of a thing does not hold for the first")
	}
}
