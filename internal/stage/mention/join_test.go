package mention

import (
	"fmt"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
)

// TestJoiningLooksBackALittle counts the mentions and titles that are looked at
// for the pronouns and nominals of a long text: so many a mention, however many
// chains there are.
func TestJoiningLooksBackALittle(t *testing.T) {
	const n = 2000
	j := &joiner{Words: words, lex: lexicon.Load(), byName: map[string]int{}, bearers: map[string][]int{}, titled: map[string][]int{}}
	for i := range n {
		for _, c := range []candidate{
			{form: readout.NameForm, class: "PER", text: fmt.Sprintf("Ana Ruiz%d", i), title: "minister of ferries"},
			{form: readout.PronounForm, class: "PER", text: "she"},
			{form: readout.NominalForm, class: "ORG", text: "the office", head: fmt.Sprintf("office%d", i), definite: true},
			{form: readout.NominalForm, class: "PER", text: "harbourmaster", head: "harbourmaster", definite: true},
		} {
			c.sentence = i
			j.add(c)
		}
	}
	if len(j.heads) < 2*n {
		t.Fatalf("%d chains", len(j.heads))
	}
	if limit := 30 * len(j.mentions); j.looked > limit {
		t.Errorf("looked at %d for %d mentions", j.looked, len(j.mentions))
	}
	if k := 4*n - 3; j.chains[k] != j.chains[k-1] {
		t.Error("a pronoun is not the person before it")
	}
}
