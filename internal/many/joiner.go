package many

import (
	"cmp"
	"math"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Joiner compares stories by a few plain rules, for tests of what is made of
// its links: mentions of one word in like stories and sentences are one, other
// days keep them apart, other numbers of one thing are a conflict.
type Joiner struct{}

// Keys are those of the terms that tell most.
func (Joiner) Keys(s *thread.Story) []uint64 { return thread.KeysOf(s.Terms) }

// Near is the product of the terms' weights.
func (Joiner) Near(a, b *thread.Story) (float64, bool) {
	likeness := thread.Alike(a.Terms, b.Terms)
	return likeness, a.Version == b.Version || likeness >= 0.1
}

// Compare links mentions of one word.
func (j Joiner) Compare(a, b *thread.Story) (out []thread.Link) {
	near, _ := j.Near(a, b)
	for i := range a.Mentions {
		for k := range b.Mentions {
			x, y := thread.Told{Story: a, Mention: &a.Mentions[i]}, thread.Told{Story: b, Mention: &b.Mentions[k]}
			if a.Version == b.Version && k <= i {
				continue
			}
			l := thread.Link{A: min(x.ID(), y.ID()), B: max(x.ID(), y.ID()), Why: "same act: " + x.Text}
			switch {
			case thread.UnitOf(x) == thread.UnitOf(y):
				l.P, l.Why = 1, "the same sentence of one line of reporting"
			case !strings.EqualFold(x.Lemma, y.Lemma):
				continue
			case x.When.Stated && y.When.Stated && (x.When.To < y.When.From || y.When.To < x.When.From):
				l.Apart = true
			default:
				words := thread.Alike(a.Sentences[x.Sentence].Terms, b.Sentences[y.Sentence].Terms)
				if l.P = 1 / (1 + math.Exp(-(6*near + 2*words - 1.5))); l.P < thread.Offer {
					continue
				}
			}
			out = append(out, l)
		}
	}
	return out
}

// Conflicts are other numbers of one thing in one happening.
func (Joiner) Conflicts(a, b *thread.Story, same func(x, y thread.MentionID) bool) (out []thread.Conflict) {
	if cmp.Or(cmp.Compare(a.Posted, b.Posted), cmp.Compare(a.Version, b.Version)) > 0 {
		a, b = b, a
	}
	for i := range a.Figures {
		for k := range b.Figures {
			x, y := &a.Figures[i], &b.Figures[k]
			if a.Version == b.Version && k <= i || x.What != y.What || x.Low == y.Low || x.Trigger < 0 || y.Trigger < 0 {
				continue
			}
			about := thread.IDOf(a.Version, a.Mentions[x.Trigger].Trigger.Start)
			if !same(about, thread.IDOf(b.Version, b.Mentions[y.Trigger].Trigger.Start)) {
				continue
			}
			c := thread.Conflict{Kind: thread.ByNumber, About: about, What: x.What + ": " + x.Text + " against " + y.Text, Confidence: thread.Shown,
				A: thread.Side{Story: a, Sentence: a.Sentences[x.Sentence].Span, Value: x.Text}, B: thread.Side{Story: b, Sentence: b.Sentences[y.Sentence].Span, Value: y.Text}}
			c.A.Words, c.B.Words = append(c.A.Words, x.Span), append(c.B.Words, y.Span)
			out = append(out, c)
		}
	}
	return out
}
