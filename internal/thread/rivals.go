package thread

// A candidate is a pair of mentions of two stories that is worth comparing.
type candidate struct {
	x, y  int32   // numbers of the mentions
	first float32 // log odds by the first model
}

// leastFirst are the log odds of the first model below which a pair is nothing,
// and no rival of others. train/joining/found.py knows it.
const leastFirst = -7

// candidates returns the pairs of mentions of two stories that are not too
// different to be compared. Their features are not kept: they are many.
func (w *between) candidates() []candidate {
	var out []candidate
	w.pairs(func(x, y int) {
		if w.far(x, y) {
			return
		}
		a, b := w.told(x, y)
		c := candidate{x: int32(x), y: int32(y)}
		if !given(a, b) && !w.j.untrained() {
			f := w.features(a, b)
			if c.first = w.j.First.logit(&f); c.first < leastFirst {
				return
			}
		}
		out = append(out, c)
	})
	return out
}

// told returns mention x of the one story and y of the other.
func (w *between) told(x, y int) (a, b Told) {
	return Told{Story: w.a, Mention: &w.a.Mentions[x]}, Told{Story: w.b, Mention: &w.b.Mentions[y]}
}

// A top is the two best log odds of a mention's pairs.
type top [2]float32

// next returns the best log odds but for those of one pair.
func (t top) next(first float32) float32 {
	if first >= t[0] {
		return t[1]
	}
	return t[0]
}

// rivals are the best pairs of each mention, by its number. Of the sentences of
// a story one or two tell of what a sentence of another tells, and the likeliest
// are those.
type rivals [2][]top

// rivals returns those of candidates.
func (w *between) rivals(list []candidate) rivals {
	r := rivals{newTops(len(w.a.Mentions)), newTops(len(w.b.Mentions))}
	if w.a.Version == w.b.Version {
		r[1] = r[0] // a mention is the one in some pairs and the other in others
	}
	for _, c := range list {
		for _, t := range []*top{&r[0][c.x], &r[1][c.y]} {
			switch {
			case c.first > t[0]:
				*t = top{c.first, t[0]}
			case c.first > t[1]:
				t[1] = c.first
			}
		}
	}
	return r
}

// newTops returns those of n mentions without pairs.
func newTops(n int) []top {
	out := make([]top, n)
	for i := range out {
		out[i] = top{leastFirst, leastFirst}
	}
	return out
}

// Numbers by which log odds become features between -1 and 1.
const (
	leadScale  = 4
	firstScale = 8
)

// whole returns all features of a candidate.
func (w *between) whole(c candidate, r rivals) Features {
	a, b := w.told(int(c.x), int(c.y))
	f := w.features(a, b)
	w.particular(&f, a, b)
	x, y := clip((c.first-r[0][c.x].next(c.first))/leadScale), clip((c.first-r[1][c.y].next(c.first))/leadScale)
	f[fFirst], f[fRivalLess], f[fRivalMore] = clip(c.first/firstScale), min(x, y), max(x, y)
	return f
}

// each calls do with the pairs that are worth comparing and their features.
func (w *between) each(do func(a, b Told, f *Features)) {
	list := w.candidates()
	r := w.rivals(list)
	for _, c := range list {
		a, b := w.told(int(c.x), int(c.y))
		f := w.whole(c, r)
		do(a, b, &f)
	}
}

// clip bounds a number by -1 and 1.
func clip(v float32) float32 { return max(-1, min(1, v)) }
