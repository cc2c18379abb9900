package thread

import "fmt"

// Conflicts returns the pairs of sentences of two stories, or of one with
// itself, that contradict each other or differ for another reason ([Update],
// [Scope]). same reports whether two mentions are of one happening. It depends
// on nothing else, so that a pair of stories is looked at again only when one of
// them is read anew or their mentions are joined otherwise.
//
// A pair is given once, the earlier posted sentence first. Copies and versions
// give the same pair several times; [Once] leaves one of each line.
func (j *Joiner) Conflicts(a, b *Story, same func(x, y MentionID) bool) []Conflict {
	if beforeStory(b, a) {
		a, b = b, a
	}
	var out []Conflict
	for x := range a.Figures {
		from := 0
		if a.Version == b.Version {
			from = x + 1
		}
		for y := from; y < len(b.Figures); y++ {
			if c, ok := numbers(a, b, &a.Figures[x], &b.Figures[y], same); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// beforeStory reports whether a was posted before b, by version where that is
// alike or unknown.
func beforeStory(a, b *Story) bool {
	if c := beforePosted(a.Posted, b.Posted); c != 0 {
		return c < 0
	}
	return a.Version < b.Version
}

// numbers returns the conflict of two figures of one thing in one happening
// that exclude each other.
func numbers(a, b *Story, x, y *Figure, same func(x, y MentionID) bool) (Conflict, bool) {
	if x.What != y.What || x.Unit != y.Unit || x.Trigger < 0 || y.Trigger < 0 || x.High >= y.Low && y.High >= x.Low {
		return Conflict{}, false
	}
	about := IDOf(a.Version, a.Mentions[x.Trigger].Trigger.Start)
	if !same(about, IDOf(b.Version, b.Mentions[y.Trigger].Trigger.Start)) {
		return Conflict{}, false
	}
	c := Conflict{Kind: ByNumber, A: figureSide(a, x), B: figureSide(b, y), About: about, Confidence: Shown}
	c.What = fmt.Sprintf("%s: %s against %s", x.What, voiced(c.A), voiced(c.B))
	if x.By != nil && y.By != nil && x.By.Name == y.By.Name && a.Posted != b.Posted {
		c.Kind = Update
	}
	return c, true
}

// figureSide returns the side of a conflict that a figure is.
func figureSide(s *Story, f *Figure) Side {
	side := Side{Story: s, Sentence: s.Sentences[f.Sentence].Span, Value: f.Text}
	side.Words = append(side.Words, f.Span)
	if f.By != nil {
		side.By = f.By.Name
	}
	return side
}

// voiced returns a side's value with who says so.
func voiced(s Side) string {
	if s.By == "" {
		return s.Value
	}
	return s.Value + " (" + s.By + ")"
}

// Once leaves of pairs that are told on the same two lines of reporting with
// the same values the one whose sentences were posted first.
func Once(list []Conflict) []Conflict {
	type pair struct {
		kind             ConflictKind
		a, b             string
		valueA, valueB   string
		sentenceA, sentB uint64
	}
	best := map[pair]int{}
	var out []Conflict
	for _, c := range list {
		p := pair{c.Kind, c.A.Story.Line, c.B.Story.Line, c.A.Value, c.B.Value, c.A.hash(), c.B.hash()}
		i, ok := best[p]
		switch {
		case !ok:
			best[p] = len(out)
			out = append(out, c)
		case earlier(c, out[i]):
			out[i] = c
		}
	}
	return out
}

// hash returns the hash of the side's sentence.
func (s Side) hash() uint64 {
	for i := range s.Story.Sentences {
		if s.Story.Sentences[i].Span == s.Sentence {
			return s.Story.Sentences[i].Hash
		}
	}
	return 0
}

// earlier reports whether a conflict's sentences were posted before another's.
func earlier(a, b Conflict) bool {
	if a.A.Story != b.A.Story {
		return beforeStory(a.A.Story, b.A.Story)
	}
	return a.B.Story != b.B.Story && beforeStory(a.B.Story, b.B.Story)
}
