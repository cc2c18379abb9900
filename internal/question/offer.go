package question

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Until returns the claims that were told up to the end of a day.
func Until(told []Told, day string) []Told {
	return slices.DeleteFunc(slices.Clone(told), func(t Told) bool { return t.Day() == "" || t.Day() > day })
}

// Offer returns other questions that claims answer and that share a word with
// q, those that most claims answer first: an act with the words it stands with.
func (a *Asker) Offer(q *Question, told []Told, most int) []string {
	count := map[string]int{}
	for _, t := range told {
		for i := range t.Claim.Anchors {
			an := &t.Claim.Anchors[i]
			if an.Stance == None || !q.shares(t.Claim, an) {
				continue
			}
			var words []string
			for k := an.From; k < min(an.To, len(t.Claim.Words)) && len(words) < 4; k++ {
				if w := t.Claim.Words[k].Lemma; !a.thing[w] && !a.function[w] {
					words = append(words, w)
				}
			}
			if len(words) > 1 {
				count[strings.Join(words, " ")]++
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(count), func(x, y string) int { return cmp.Or(cmp.Compare(count[y], count[x]), cmp.Compare(x, y)) })
	return keys[:min(len(keys), most)]
}

// shares reports whether what stands with a word has a word of the question.
func (q *Question) shares(c *Claim, a *Anchor) bool {
	for _, list := range [][]term{q.acts, q.about} {
		for i := range list {
			for k := a.From; k < min(a.To, len(c.Words)); k++ {
				if list[i].in(c.Words[k]) > 0 {
					return true
				}
			}
		}
	}
	return false
}
