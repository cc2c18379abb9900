package thread

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A Matter is what a story is about, as far as other stories may be about the
// same: its most telling words and names.
type Matter struct {
	Story string // "st_…"
	Day   string // on which it was posted; it follows none without one
	Terms []Term // by Key
}

// mostMatter is how many words of a story tell its matter: as many as find
// stories that may tell of the same.
const mostMatter = maxKeys

// MatterOf returns the matter of a story.
func MatterOf(s *Story) Matter {
	day := ""
	if len(s.Posted) >= len("2006-01-02") {
		day = s.Posted[:len("2006-01-02")]
	}
	return Matter{s.ID, day, Telling(slices.Clone(s.Terms), mostMatter)}
}

// A Storyline is stories of one matter over days: each but the first goes on with
// the one before it that it is most like.
type Storyline struct {
	Steps []Step // by day
}

// A Step is a story of a storyline.
type Step struct {
	Story   string
	Day     string
	Follows string  // the story that it goes on with, "" for the first
	P       float64 // how like it is to that one, 0 to 1
}

// How like the stories of a storyline must be to one that goes on with it: the one
// most like it, and as much of the second and the third; and how many days may lie
// between two. Chosen on six press worlds among the statements of one ministry
// (go run ./train/joining storylines; eval/dev.txt has the figures).
const (
	leastFollow             = 0.22
	ofSecond, ofThird       = 0.5, 0.25
	followDays        int64 = 21
)

// Storylines strings stories together. Words count the less, the more of the
// given stories have them, so that what an outlet always says ties nothing. The
// order of the stories does not matter.
func Storylines(all []Matter) []Storyline {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Matter) int { return cmp.Or(strings.Compare(a.Day, b.Day), strings.Compare(a.Story, b.Story)) })
	f := newFollowing(all)
	var lines []Storyline
	for i := range all {
		step := Step{Story: all[i].Story, Day: all[i].Day}
		before, p := f.before(i)
		if before < 0 {
			f.line[i] = len(lines)
			lines = append(lines, Storyline{})
		} else {
			f.line[i] = f.line[before]
			step.Follows, step.P = all[before].Story, p
		}
		lines[f.line[i]].Steps = append(lines[f.line[i]].Steps, step)
	}
	return lines
}

// following finds whom stories follow, by an index of their words.
type following struct {
	all  []Matter
	with map[uint64][]posting // stories that have a word, by day
	line []int                // storyline of each story, of those that were asked for
	sums []float64            // by story: how like it is to the one asked for
}

// A posting is a story with the weight that a word has in it.
type posting struct {
	story  int
	weight float64
}

// newFollowing weighs the words of stories, which are by day.
func newFollowing(all []Matter) *following {
	f := &following{all: all, with: map[uint64][]posting{}, line: make([]int, len(all)), sums: make([]float64, len(all))}
	for i := range all {
		for _, t := range all[i].Terms {
			f.with[t.Key] = append(f.with[t.Key], posting{i, float64(t.Weight)})
		}
	}
	length := make([]float64, len(all))
	for key, list := range f.with {
		rare := math.Log(float64(len(all))/float64(len(list))) / math.Log(float64(max(len(all), 2)))
		for k := range list {
			list[k].weight *= rare
		}
		f.with[key] = list
	}
	for i := range all { // in the order of the words, so that sums are the same each time
		for _, t := range all[i].Terms {
			w := f.weight(t.Key, i)
			length[i] += w * w
		}
	}
	for _, list := range f.with {
		for k := range list {
			if n := length[list[k].story]; n > 0 {
				list[k].weight /= math.Sqrt(n)
			}
		}
	}
	return f
}

// weight returns the weight of a word in a story that has it.
func (f *following) weight(key uint64, story int) float64 {
	list := f.with[key]
	k, _ := slices.BinarySearchFunc(list, story, func(p posting, story int) int { return cmp.Compare(p.story, story) })
	return list[k].weight
}

// before returns the story that story i follows, -1 for none, and how like it is:
// of the storyline that is most like it the story most like it, of several the last.
func (f *following) before(i int) (int, float64) {
	touched := f.likes(i)
	tops := map[int]*likest{} // by storyline
	var order []*likest
	for _, k := range touched {
		t := tops[f.line[k]]
		if t == nil {
			t = &likest{}
			tops[f.line[k]] = t
			order = append(order, t)
		}
		t.add(k, f.sums[k])
		f.sums[k] = 0
	}
	best, most := -1, leastFollow
	p := 0.0
	for _, t := range order {
		if s := t.p[0] + ofSecond*t.p[1] + ofThird*t.p[2]; s > most || s == most && t.story > best {
			best, most, p = t.story, s, t.p[0]
		}
	}
	return best, p
}

// A likest are the stories of a storyline that are most like one: the first of them,
// and how like the first three are.
type likest struct {
	story int
	p     [3]float64
}

// add adds a story, those of later days after the others.
func (t *likest) add(story int, p float64) {
	switch {
	case p >= t.p[0]:
		t.story, t.p = story, [3]float64{p, t.p[0], t.p[1]}
	case p > t.p[1]:
		t.p[1], t.p[2] = p, t.p[1]
	case p > t.p[2]:
		t.p[2] = p
	}
}

// likes sets the sums of the stories that story i may follow and that have words
// with it in common, and returns these by day.
func (f *following) likes(i int) []int {
	var touched []int
	if f.all[i].Day == "" {
		return nil
	}
	for _, t := range f.all[i].Terms {
		list := f.with[t.Key]
		k, _ := slices.BinarySearchFunc(list, i, func(p posting, story int) int { return cmp.Compare(p.story, story) })
		own := list[k].weight
		for k--; k >= 0 && f.near(list[k].story, i); k-- {
			if f.sums[list[k].story] == 0 && own*list[k].weight > 0 {
				touched = append(touched, list[k].story)
			}
			f.sums[list[k].story] += own * list[k].weight
		}
	}
	slices.Sort(touched)
	return touched
}

// near reports whether story i may follow story k.
func (f *following) near(k, i int) bool {
	return f.all[k].Day != "" && dayGap(f.all[k].Day, f.all[i].Day) <= followDays
}
