package thread

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A between is two stories whose mentions are compared, or one with itself: what
// their mentions' features need of both. Words and people that stand all over
// two stories tell little of what one sentence of each has in common.
type between struct {
	j     *Joiner
	a, b  *Story
	near  float64
	kept  map[[2]int]alike // of sentences, which have several mentions each
	owns  map[[2]int]float32
	kin   kinship
	terms [2]map[uint64]float32
	cast  [2]map[string]float32
	// phrases are the words that stand with mentions, by the start of their triggers.
	phrases [2]map[int][]Term
	names   [2]map[int][]Term // of sentences
}

// alike says how like two sentences are, each number 0 to 1.
type alike struct {
	acts, words, around float32
	own                 float32 // the words, see [fOwnWords]
	figure, apart       float32 // whether they give one number of a thing, or two
}

// between returns two stories as near as that.
func (j *Joiner) between(a, b *Story, near float64) *between {
	w := &between{j: j, a: a, b: b, near: near, kept: map[[2]int]alike{}, owns: map[[2]int]float32{}, kin: newKinship(j.acts, a, b)}
	for i, s := range []*Story{a, b} {
		w.terms[i], w.cast[i] = map[uint64]float32{}, map[string]float32{}
		for k := range s.Sentences {
			for _, t := range s.Sentences[k].Terms {
				w.terms[i][t.Key]++
			}
		}
		for k := range s.Mentions {
			for n := range s.Mentions[k].Args {
				w.cast[i][castKey(&s.Mentions[k].Args[n].Actor)]++
			}
		}
	}
	return w
}

// castKey is what arguments of one actor share within a story.
func castKey(a *Actor) string { return cmp.Or(a.ID, strings.ToLower(a.Head)) }

// sentences compares the sentences of two mentions.
func (w *between) sentences(a, b Told) alike {
	key := [2]int{a.Sentence, b.Sentence}
	out, ok := w.kept[key]
	if ok {
		return out
	}
	x, y := &a.Story.Sentences[a.Sentence], &b.Story.Sentences[b.Sentence]
	out = alike{acts: w.kin.around(a.Sentence, b.Sentence), words: float32(dot(x.Terms, y.Terms)), around: float32(max(around(a, b), around(b, a))), own: w.ownWords(a.Sentence, b.Sentence)}
	out.figure, out.apart = sameFigures(figuresOf(a), figuresOf(b))
	w.kept[key] = out
	return out
}

// ownWords is [between.own] of two sentences.
func (w *between) ownWords(x, y int) float32 {
	key := [2]int{x, y}
	out, ok := w.owns[key]
	if !ok {
		out = w.own(w.a.Sentences[x].Terms, w.b.Sentences[y].Terms)
		w.owns[key] = out
	}
	return out
}

// own is [dot], with words that stand in several sentences of a story counted less.
func (w *between) own(x, y []Term) float32 {
	sum := 0.0
	for i, k := 0, 0; i < len(x) && k < len(y); {
		switch {
		case x[i].Key < y[k].Key:
			i++
		case x[i].Key > y[k].Key:
			k++
		default:
			often := w.terms[0][x[i].Key] * w.terms[1][x[i].Key]
			sum += float64(x[i].Weight*y[k].Weight) / math.Sqrt(float64(max(often, 1)))
			i, k = i+1, k+1
		}
	}
	return float32(sum)
}

// mostCast is the sum of arguments in common that counts as 1.
const mostCast = 1.5

// ownCast returns how many arguments two mentions have in common, those that
// stand with several mentions of a story counted less.
func (w *between) ownCast(x, y []Argument) float32 {
	sum := float32(0)
	for i := range x {
		best := float32(0)
		for k := range y {
			if s := sameActor(&x[i].Actor, &y[k].Actor); s > 0 {
				often := max(1, w.cast[0][castKey(&x[i].Actor)]) * max(1, w.cast[1][castKey(&y[k].Actor)])
				best = max(best, s/float32(math.Sqrt(float64(often))))
			}
		}
		sum += best
	}
	return min(sum, mostCast) / mostCast
}

// figuresOf returns the figures of a mention's sentence.
func figuresOf(t Told) []Figure {
	all := t.Story.Figures
	span := t.Story.Sentences[t.Sentence].Span
	from, _ := slices.BinarySearchFunc(all, span.Start, func(f Figure, at int) int { return cmp.Compare(f.Span.Start, at) })
	to := from
	for to < len(all) && all[to].Span.Start < span.End {
		to++
	}
	return all[from:to]
}

// sameFigures reports whether two sentences give one number of one thing, or
// none but other ones.
func sameFigures(x, y []Figure) (same, apart float32) {
	for i := range x {
		for k := range y {
			a, b := &x[i], &y[k]
			if a.What != b.What || a.What == "" || a.Unit != b.Unit || max(a.Low, b.Low) < fewest {
				continue
			}
			if a.High >= b.Low && b.High >= a.Low {
				return 1, 0
			}
			apart = 1
		}
	}
	return 0, apart
}

// farDays is how many days apart count as one.
const farDays = 10

// likelyDays compares the days of two mentions, stated or bounded by posting.
func likelyDays(a, b *Mention) (same, apart float32) {
	if a.When.From == "" || b.When.From == "" || !exactDay(a.When) || !exactDay(b.When) {
		return 0, 0
	}
	x, err := dayNumber(a.When.From)
	y, also := dayNumber(b.When.From)
	if err != nil || also != nil {
		return 0, 0
	}
	d := max(x-y, y-x)
	return float32(max(0, 1-0.5*float64(d))), float32(min(d, farDays)) / farDays
}
