package analyze

import "testing"

func TestLemma(t *testing.T) {
	known, ok := knownLemmas([]string{"ran VBD run", "paper NN paper", "Papers NNP Paper"})
	if !ok {
		t.Fatal("lines of three words are refused")
	}
	n := &Network{known: known}
	rule, ok := parseLemmaRule("L1")
	if !ok {
		t.Fatal("rule L1 is refused")
	}
	for _, tt := range []struct{ name, form, xpos, want string }{
		{"a known word in any case", "Ran", "VBD", "run"},
		{"a known word with another tag goes by the rule", "ran", "NN", "ra"},
		{"a word that is not known goes by the rule", "Boats", "NNS", "boat"},
		{"a known name", "Papers", "NNP", "Paper"},
		{"a name in another case is not known", "papers", "NNP", "papers"},
		{"a name is its own lemma", "Boats", "NNP", "Boats"},
		{"names in the plural go by the rule", "Kims", "NNPS", "kim"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := n.lemma(tt.form, tt.xpos, rule); got != tt.want {
				t.Errorf("lemma of %s/%s: %q, want %q", tt.form, tt.xpos, got, tt.want)
			}
		})
	}
	if _, ok := knownLemmas([]string{"ran run"}); ok {
		t.Error("a line of two words is taken")
	}
}
