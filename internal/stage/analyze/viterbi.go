package analyze

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/nn"
)

// A tagger chooses tags in BIO: "O", "B-x" at the first word of an x, "I-x"
// within it. Whatever the scores, I-x stands after B-x or I-x only.
type tagger struct {
	tags []string
	from [][]int     // the tags that may stand before each tag
	move [][]float64 // move[a][b] is the score of tag b after tag a
}

// newTagger returns the tagger for tags; move holds the scores of each tag
// after each, row after row.
func newTagger(tags []string, move []float32) (*tagger, error) {
	if !slices.Contains(tags, "O") || len(tags) > 255 || len(move) != len(tags)*len(tags) {
		return nil, fmt.Errorf("%d tags with %d moves: want O and others, fewer than 256, and a move for each pair", len(tags), len(move))
	}
	t := &tagger{tags: tags, from: make([][]int, len(tags)), move: make([][]float64, len(tags))}
	for b, tag := range tags {
		t.move[b] = make([]float64, len(tags))
		for a, before := range tags {
			t.move[b][a] = finite(move[b*len(tags)+a])
			if !inside(tag) || len(before) > 1 && before[1:] == tag[1:] {
				t.from[b] = append(t.from[b], a)
			}
		}
	}
	return t, nil
}

// inside reports whether tag continues what the tag before it began.
func inside(tag string) bool { return len(tag) > 1 && tag[0] == 'I' }

// never is worse than the score of any path.
const never = -1e300

// best appends to path the numbers of the best tags for scores, one row a
// word. Of equal ones it takes the first. Time and memory are linear.
func (t *tagger) best(path []int, scores *nn.Matrix) []int {
	if scores.Rows == 0 {
		return path
	}
	k := len(t.tags)
	sum, next := make([]float64, k), make([]float64, k)
	back := make([]uint8, scores.Rows*k)
	for b, s := range scores.Row(0) {
		if sum[b] = finite(s); inside(t.tags[b]) {
			sum[b] = never
		}
	}
	for i := 1; i < scores.Rows; i++ {
		row := scores.Row(i)
		for b := range k {
			at, top := 0, 2*float64(never)
			for _, a := range t.from[b] {
				if s := sum[a] + t.move[a][b]; s > top {
					at, top = a, s
				}
			}
			next[b], back[i*k+b] = max(never, top+finite(row[b])), uint8(at)
		}
		sum, next = next, sum
	}
	last := 0
	for b, s := range sum {
		if s > sum[last] {
			last = b
		}
	}
	start := len(path)
	path = append(path, make([]int, scores.Rows)...)
	for i := scores.Rows - 1; i >= 0; i-- {
		path[start+i] = last
		last = int(back[i*k+last])
	}
	return path
}

// share returns the probability that a word's scores give to the class of tag
// t, whether the tag begins it or goes on.
func (t *tagger) share(scores []float32, of int) float32 {
	top := float64(scores[argmax(scores)])
	all, own := 0.0, 0.0
	class := t.tags[of][min(1, len(t.tags[of])):]
	for k, s := range scores {
		p := math.Exp(finite(s) - finite(float32(top)))
		all += p
		if t.tags[k][min(1, len(t.tags[k])):] == class {
			own += p
		}
	}
	return float32(own / all)
}
