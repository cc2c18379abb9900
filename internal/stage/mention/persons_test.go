package mention

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// TestPartsOfNames names people in full and in part; a name with the number of an
// earlier one is that person's.
func TestPartsOfNames(t *testing.T) {
	type name struct {
		text   string
		gender byte // by the word before it, as "Mrs."
		chain  int
	}
	for _, story := range [][]name{
		{{"Ko Wen-je", 0, 0}, {"Lena Orsk", 0, 1}, {"Ko", 0, 0}},                            // the family name first
		{{"Hilda Anderson-Pyrz", 0, 0}, {"Anderson-Pyrz", 0, 0}, {"Anderson - Pyrz", 0, 0}}, // of several words; Anderson is a man's given name
		{{"Sophia Chong Suk-fan", 0, 0}, {"Chong", 0, 0}},                                   // in the middle
		{{"Remigio Ferro", 0, 0}, {"Rubén Remigio Ferro", 0, 0}},                            // in part first
		{{"Franklin Chang", 0, 0}, {"Franklin Chang Diaz", 0, 0}},                           // a name more
		{{"Tam Velk", 0, 0}, {"Ira Velk", 0, 1}, {"Velk", 0, 2}},                            // nobody knows which
		{{"Tam Velk", 'm', 0}, {"Ira Velk", 'f', 1}, {"Velk", 'f', 1}, {"Velk", 'm', 0}},    // Mrs. Velk, Mr. Velk
		{{"Warren", 0, 0}, {"Warren Dolst", 0, 1}},                                          // perhaps a family name
		{{"Dolst", 'f', 0}, {"Hal Dolst", 'm', 1}},                                          // Ms. Dolst is another one
		{{"Ana B. Ruiz", 0, 0}, {"B", 0, 1}},                                                // a letter
	} {
		j := &joiner{Words: words, lex: lexicon.Load(), byName: map[string]int{}, bearers: map[string][]int{}, titled: map[string][]int{}}
		for i, n := range story {
			j.add(candidate{form: readout.NameForm, class: readout.PersonName, text: n.text, gender: n.gender, addressed: n.gender != 0, learned: -1})
			if j.chains[i] != n.chain {
				t.Errorf("%v: %s is %d", story, n.text, j.chains[i])
			}
		}
	}
}

// TestSpellings has names that are spelt in two ways, and names that are two.
func TestSpellings(t *testing.T) {
	for _, two := range []struct {
		a, b string
		same bool
	}{{"Rosario Murillo", "Murrillo", true}, {"Tate Haulyodjaba", "Haulyondjaba", true}, {"Bennett", "Bennet", true}, {"Martin", "Bartin", false}, {"Kohl", "Kohn", false}, {"Hanson", "Hensin", false}} {
		if misspelled(two.a, two.b) != two.same || misspelled(two.b, two.a) != two.same {
			t.Errorf("%s, %s: %v", two.a, two.b, !two.same)
		}
	}
}

// TestManyOfOneName has more people of one name than are remembered: a part of it is
// nobody's, and costs no more.
func TestManyOfOneName(t *testing.T) {
	j := &joiner{Words: words, lex: lexicon.Load(), byName: map[string]int{}, bearers: map[string][]int{}, titled: map[string][]int{}}
	for i := range 2 * mostBearers {
		j.add(candidate{form: readout.NameForm, class: readout.PersonName, text: string(rune('A'+i)) + "na Orsk Velk", learned: -1})
	}
	j.add(candidate{form: readout.NameForm, class: readout.PersonName, text: "Orsk Velk", learned: -1})
	if n := len(j.mentions) - 1; j.chains[n] != n {
		t.Errorf("is %d", j.chains[n])
	}
}
