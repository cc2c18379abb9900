package thread

import (
	"slices"
	"testing"
)

// TestActIndex checks that the index of acts gives every mention that has a word
// of the same stem or an event of the same type, in order and once.
func TestActIndex(t *testing.T) {
	s := story("a", "2033-10-01")
	for i, lemma := range []string{"attack", "attacker", "call off", "call", "go", "gone", "attack", "meet"} {
		m := Mention{Lemma: lemma, Type: []string{"ASSAULT", "CONSULT"}[i%2]}
		if i%3 != 0 {
			m.Event = "e1"
		}
		s.Mentions = append(s.Mentions, m)
	}
	index := actsOf(s)
	for i := range s.Mentions {
		var got []int
		index.alike(&s.Mentions[i], func(k int) { got = append(got, k) })
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Errorf("%s: not in order, or not once: %v", s.Mentions[i].Lemma, got)
		}
		for k := range s.Mentions {
			if (alikeActs(&s.Mentions[i], &s.Mentions[k]) || bothCoded(&s.Mentions[i], &s.Mentions[k])) && !slices.Contains(got, k) {
				t.Errorf("%s: %s is missing", s.Mentions[i].Lemma, s.Mentions[k].Lemma)
			}
		}
	}
}
