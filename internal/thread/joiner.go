package thread

import (
	"cmp"
	"slices"
	"sync"

	"github.com/seed-f92ea4cf/readout/data"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A Joiner compares stories. It is safe for use by several goroutines.
type Joiner struct {
	*weights
	acts    acts
	people  map[string]bool // what any story counts
	persons map[string]bool // nouns of people
	units   map[string]bool // of time
}

// New returns a Joiner with a language's weights. It fails if the language has
// none or they were made for another program.
func New(l *language.Language) (*Joiner, error) {
	w, err := load(l)
	if err != nil {
		return nil, err
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	return joiner(w, l), nil
}

// joiner returns a Joiner with weights.
func joiner(w *weights, l *language.Language) *Joiner {
	return &Joiner{w, allActs(), l.Set("thread.people"), persons(l), l.Set("calendar.units")}
}

// persons returns the nouns that count people.
func persons(l *language.Language) map[string]bool {
	out := l.Set("thread.people", "thread.bodies")
	for _, row := range data.Rows("heads") {
		if row[2] == "person" {
			out[row[0]] = true
		}
	}
	return out
}

// allActs is read once: it is part of the program.
var allActs = sync.OnceValue(readActs)

// Untrained returns a Joiner without weights, which gives features and compares
// nothing.
func Untrained() *Joiner { return joiner(&weights{}, language.English()) }

// untrained reports whether j has no weights.
func (j *Joiner) untrained() bool { return len(j.First.Hidden) == 0 }

// A Compared is a pair of mentions that were compared, for training.
type Compared struct {
	A, B     Told
	Features Features
}

// Features returns the pairs of mentions of two stories that [Joiner.Compare]
// compares, with their features.
func (j *Joiner) Features(a, b *Story) (out []Compared) {
	j.between(a, b, j.Likeness(a, b)).each(func(x, y Told, f *Features) { out = append(out, Compared{x, y, *f}) })
	return out
}

// Probability returns how likely the model holds two mentions to tell of one
// happening, whatever else excludes it.
func (j *Joiner) Probability(c *Compared) float64 { return j.probability(&c.Features, c.A, c.B) }

// NewOf returns a Joiner with weights that are given, for training.
func NewOf(data []byte) (*Joiner, error) {
	w, err := parse(data)
	if err != nil {
		return nil, err
	}
	if err := w.check(); err != nil {
		return nil, err
	}
	return joiner(w, language.English()), nil
}

// maxKeys is how many keys of the index a story has: its most telling terms.
const maxKeys = 24

// Keys returns the keys of a story for an index, its most telling terms first.
// Two stories that share fewer than [SharedKeys] are not compared.
func (j *Joiner) Keys(s *Story) []uint64 { return KeysOf(s.Terms) }

// JoinDays is how many days two stories may lie apart that are compared: what is
// told again later is told as a thing of the past, with other words.
const JoinDays = 30

// SharedKeys is how many keys two stories share that are compared at all.
const SharedKeys = 2

// MostNear is how many stories before it a story is compared with, besides those of
// its own line: those that share the most keys with it, of as many shared keys those
// posted last. So a story costs the same however many resemble it, and which are
// compared does not depend on the order in which they came. By hand: of two hundred
// reports of one happening each is still joined with enough of the others.
const MostNear = 24

// mostOfLine is how many stories before it on its own line a story is compared with:
// the first one, and those posted last. By hand: a line has two or three texts as a
// rule, and each of these is compared with the others; a notice that an office sends
// out each week with other numbers comes to hundreds.
const mostOfLine = 12

// OfLine reports whether two stories of one line are compared, by their places in the
// order of [Before] among those of the line.
func OfLine(earlier, later int) bool { return earlier == 0 || later-earlier < mostOfLine }

// Likeness returns how like two stories are, 0 to 1, by the words and names
// they share.
func (j *Joiner) Likeness(a, b *Story) float64 { return dot(a.Terms, b.Terms) }

// Near returns how like two stories are, and whether their mentions are compared.
func (j *Joiner) Near(a, b *Story) (likeness float64, compared bool) {
	likeness = j.Likeness(a, b)
	return likeness, a.Version == b.Version || likeness >= j.Vectors.Near
}

// dot returns the product of two lists of terms by key.
func dot(a, b []Term) float64 {
	sum := 0.0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i].Key < b[k].Key:
			i++
		case a[i].Key > b[k].Key:
			k++
		default:
			sum += float64(a[i].Weight) * float64(b[k].Weight)
			i, k = i+1, k+1
		}
	}
	return sum
}

// Compare returns the links between the mentions of two stories that
// [Joiner.Near] compares, or of one story with itself, by A and B. It depends on
// the two alone and not on which comes first.
func (j *Joiner) Compare(a, b *Story) []Link {
	if b.Version < a.Version {
		a, b = b, a
	}
	near, _ := j.Near(a, b)
	w := j.between(a, b, near)
	var out []Link
	w.each(func(x, y Told, f *Features) {
		if l, ok := w.link(x, y, f); ok {
			out = append(out, l)
		}
	})
	most := mostLinks
	if w.many() {
		most = fewLinks
	}
	out = append(strongest(out, most), units(a, b)...)
	sorting.Func(out, byEnds)
	return slices.CompactFunc(out, func(x, y Link) bool { return x.A == y.A && x.B == y.B })
}

// units returns links of the mentions of two stories of one line that are one unit,
// whether or not they were compared: what is one must hang together by links.
func units(a, b *Story) (out []Link) {
	if a.Line != b.Line {
		return nil
	}
	first := make(map[Unit]MentionID, len(a.Mentions))
	for i := range a.Mentions {
		t := Told{Story: a, Mention: &a.Mentions[i]}
		if _, ok := first[UnitOf(t)]; !ok {
			first[UnitOf(t)] = t.ID()
		}
	}
	for i := range b.Mentions {
		t := Told{Story: b, Mention: &b.Mentions[i]}
		if id, ok := first[UnitOf(t)]; ok && id != t.ID() {
			out = append(out, oneUnit(id, t.ID()))
		}
	}
	return out
}

// oneUnit is the link of two mentions of one unit.
func oneUnit(a, b MentionID) Link {
	return Link{A: min(a, b), B: max(a, b), P: 1, Why: "the same sentence of one line of reporting"}
}

// byEnds orders links by their mentions.
func byEnds(x, y Link) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) }

// mostLinks is how many links a mention has with one other text, the likeliest: a
// text of a thousand like acts has no more to say about one of another. Of what
// keeps apart it has as many. Of two transcripts it has fewer: they have a hundred
// times as many mentions.
const (
	mostLinks = 64
	fewLinks  = 16
)

// strongest returns the links that are among the likeliest of one of their mentions,
// at most so many each.
func strongest(links []Link, most int) []Link {
	if len(links) <= most {
		return links
	}
	sorting.Func(links, func(x, y Link) int { return cmp.Or(cmp.Compare(y.P, x.P), byEnds(x, y)) })
	type end struct {
		id    MentionID
		apart bool
	}
	have := make(map[end]int)
	return slices.DeleteFunc(links, func(l Link) bool {
		a, b := end{l.A, l.Apart}, end{l.B, l.Apart}
		have[a]++
		have[b]++
		return have[a] > most && have[b] > most
	})
}
