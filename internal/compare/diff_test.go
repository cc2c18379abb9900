package compare

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout/internal/growth"
	"pgregory.net/rapid"
)

// marked writes a diff as text: [-gone-] {+new+}.
func marked(old, new string) string {
	var parts []string
	for _, e := range Words(old, new) {
		switch e.Op {
		case Same:
			parts = append(parts, e.New.In(new))
		case Gone:
			parts = append(parts, "[-"+e.Old.In(old)+"-]")
		case Came:
			parts = append(parts, "{+"+e.New.In(new)+"+}")
		}
	}
	return strings.Join(parts, " ")
}

func TestWords(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"nothing changed", "The ferry sails.", "The  ferry\nsails.", "The  ferry\nsails."},
		{"one verb", "The minister agreed to the plan.", "The minister is weighing the plan.", "The minister [-agreed to-] {+is weighing+} the plan."},
		{"a sentence added", "It rained.", "It rained. Nobody came.", "It rained. {+Nobody came.+}"},
		{"a sentence dropped", "It rained. Nobody came.", "Nobody came.", "[-It rained.-] Nobody came."},
		{"two sentences become one", "The boat sank at noon. Nobody was hurt in it.", "The boat sank at noon, but nobody was hurt in it.", "The boat sank at noon [-. Nobody-] {+, but nobody+} was hurt in it."},
		{"a rewritten sentence keeps no stray word", "It rained. The boat sank at noon off Holm. All were saved.", "It rained. At noon divers gave up. All were saved.", "It rained. [-The boat sank at noon off Holm.-] {+At noon divers gave up.+} All were saved."},
		{"a number", "Four fishermen were hurt.", "Five fishermen were hurt.", "[-Four-] {+Five+} fishermen were hurt."},
		{"curly marks are straight marks", "“No,” said the minister's aide.", "\"No,\" said the minister’s aide.", "\"No,\" said the minister’s aide."},
		{"from nothing", "", "All new.", "{+All new.+}"},
		{"a rewritten passage is one change", "It was the boat of an old fisher that sank at noon.", "Rescuers saw how the trawler of Ada Holm broke up.", "[-It was the boat of an old fisher that sank at noon.-] {+Rescuers saw how the trawler of Ada Holm broke up.+}"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := marked(test.old, test.new); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestEditsCoverAllWordsOfBothTexts(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "the", "ferry", "sank", "rose", ".", "Mr", "—", "\n\n", "é", "\xff", "3.5"}), 0, 60)
	rapid.Check(t, func(t *rapid.T) {
		old, new := strings.Join(words.Draw(t, "old"), " "), strings.Join(words.Draw(t, "new"), " ")
		var a, b []string
		for _, e := range Words(old, new) {
			if e.Op != Came {
				a = append(a, strings.Fields(e.Old.In(old))...)
			}
			if e.Op != Gone {
				b = append(b, strings.Fields(e.New.In(new))...)
			}
		}
		if got, want := strings.Join(a, ""), strings.Join(strings.Fields(old), ""); got != want {
			t.Fatalf("the old text came out as %q, not %q", got, want)
		}
		if got, want := strings.Join(b, ""), strings.Join(strings.Fields(new), ""); got != want {
			t.Fatalf("the new text came out as %q, not %q", got, want)
		}
	})
}

// TestALongDiffGrowsWithItsTexts compares long texts of words that stand everywhere,
// and of none that both have, below and above the limit of words.
func TestALongDiffGrowsWithItsTexts(t *testing.T) {
	for _, shape := range []struct {
		old, new string
		n        int
	}{{"a b ", "b c a ", 15_000}, {"word ", "other ", 45_000}, {"word ", "other ", maxWords}} {
		growth.Linear(t, shape.n, func(n int) func() {
			old, new := strings.Repeat(shape.old, n), strings.Repeat(shape.new, 5*n/6)
			return func() { Words(old, new) }
		})
	}
}
