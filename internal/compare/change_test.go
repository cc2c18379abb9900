package compare

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

func TestSameWords(t *testing.T) {
	tests := []struct {
		name     string
		old, new readout.Version
		want     bool
	}{
		{"white space and line breaks", readout.Version{Text: "One two.\n\nThree."}, readout.Version{Text: "One  two. Three."}, true},
		{"quotation marks and dashes", readout.Version{Text: `"No," he said - twice`}, readout.Version{Text: "“No,” he said — twice"}, true},
		{"case and composition of letters", readout.Version{Text: "BÜSUM fell"}, readout.Version{Text: "Bu\u0308sum fell"}, true},
		{"the date line", readout.Version{Text: "HOLM, May 14 — It rained.", Dateline: "HOLM, May 14"}, readout.Version{Text: "HOLM, May 15 — It rained.", Dateline: "HOLM, May 15"}, true},
		{"a word", readout.Version{Text: "He agreed."}, readout.Version{Text: "He disagreed."}, false},
		{"a number", readout.Version{Text: "3.5 million"}, readout.Version{Text: "3.6 million"}, false},
		{"a negation", readout.Version{Text: "He did come."}, readout.Version{Text: "He did not come."}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := SameWords(&test.old, &test.new); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
