package question

import "strings"

// mostAbout is how many words say what a side is taken of.
const mostAbout = 6

// Taken returns the sides that somebody takes of whatever it may be, by day: of
// each claim the one that is told most surely, and of those the one of most
// words. actor is a name.
func (a *Asker) Taken(told []Told, actor string) []Position {
	var list []Position
	for _, t := range told {
		if t.Claim.Option != nil || !t.Claim.of(actor) {
			continue
		}
		best := Position{Told: t}
		wide := 0
		for i := range t.Claim.Anchors {
			an := &t.Claim.Anchors[i]
			stance, sure, why := an.Side()
			if stance == None || sure < best.Confidence || sure == best.Confidence && an.To-an.From <= wide {
				continue
			}
			if about := a.about(t.Claim, an); about != "" {
				best.Stance, best.Confidence, best.Why, best.Of, wide = stance, sure, shown(why), about, an.To-an.From
			}
		}
		if best.Stance != None {
			list = append(list, best)
		}
	}
	return once(list)
}

// about returns the words that a side is taken of, as a question that may be
// asked: the word itself first, then what depends on it.
func (a *Asker) about(c *Claim, an *Anchor) string {
	words := []string{c.Words[an.Word].Lemma}
	for k := max(an.From, 0); k < min(an.To, len(c.Words)) && len(words) < mostAbout; k++ {
		if w := c.Words[k].Lemma; k != an.Word && !a.thing[w] && !a.function[w] {
			words = append(words, w)
		}
	}
	if a.thing[words[0]] && len(words) == 1 || a.function[words[0]] && len(words) == 1 {
		return ""
	}
	return strings.Join(words, " ")
}
