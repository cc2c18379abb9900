package event

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/lexicon"
	"github.com/seed-f92ea4cf/readout/internal/nn"
	"github.com/seed-f92ea4cf/readout/internal/scores"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// A Scorer judges what the network and the rules propose: which words tell of
// an event, and which phrases have which role in it. It is read-only: any
// number of goroutines may share it.
type Scorer struct {
	path     nn.Path
	ruleVote []float32    // types × (1 + types): what a type that the rules give a word says
	pair     []float32    // pairTotal × width
	pairs    []float32    // pairTotal × roles: what a feature says without the hidden layer
	out      [2][]float32 // width, of each role
	none     [2][]float32 // width and the bias after it, of each role
}

// The roles in the order of the network's outputs.
const (
	actorRole = iota
	recipientRole
)

const roleWidth = scores.RoleWidth

// NewScorer takes the scorer's weights out of w. It returns nil, nil if there
// are none in it.
func NewScorer(w *nn.Weights) (*Scorer, error) {
	if !w.Has("claims.rule_vote") {
		return nil, nil
	}
	s := &Scorer{path: nn.Best()}
	var out, none []float32
	for _, t := range []struct {
		to         *[]float32
		name       string
		rows, cols int
	}{{&s.ruleVote, "rule_vote", scores.EventTypes, 1 + scores.EventTypes}, {&s.pair, "pair", pairTotal, roleWidth},
		{&s.pairs, "pairs", pairTotal, 2}, {&out, "out", 2, roleWidth}, {&none, "none", 2, roleWidth + 1}} {
		var err error
		if *t.to, err = w.Table("claims."+t.name, t.rows, t.cols); err != nil {
			return nil, fmt.Errorf("%w; this program has %d features of pairs", err, pairTotal)
		}
	}
	for r := range s.out {
		s.out[r], s.none[r] = out[r*roleWidth:][:roleWidth], none[r*(roleWidth+1):][:roleWidth+1]
	}
	return s, nil
}

// role returns how well phrase with sides b fits a role of the event with sides a.
func (s *Scorer) role(r int, a, b []float32, f *[pairTemplates]uint16) float32 {
	a, b = a[r*2*roleWidth:], b[r*2*roleWidth:]
	sum := s.path.Rank(a, b, s.pair, f[:], s.out[r], a[roleWidth:], b[roleWidth:])
	for _, id := range f {
		sum += s.pairs[int(id)*2+r]
	}
	return sum
}

// nobody returns how well it fits that nobody has a role of the event with sides a.
func (s *Scorer) nobody(r int, a []float32) float32 {
	sum := s.none[r][roleWidth]
	for k, x := range a[2*2*roleWidth:][:roleWidth] {
		sum += float32(max(x, 0) * s.none[r][k])
	}
	return sum
}

// A Seen is what the network says of a text, as stage analyze gives it.
type Seen struct {
	Triggers []scores.Trigger
	Phrases  nn.Matrix // a row a word that is [syntax.Nominal]
}

// phraseAt is a phrase that may have a role.
type phraseAt struct {
	s    *sentence
	head int
	row  int // of Seen.Phrases
}

// seenStory holds what the scorer reads of a text.
type seenStory struct {
	triggers [][]*scores.Trigger // by sentence
	phrases  [][]phraseAt        // by sentence
	sides    *nn.Matrix
}

// newSeenStory parts what the network says by sentence.
func newSeenStory(view *syntax.Text, seen *Seen) *seenStory {
	st := &seenStory{triggers: make([][]*scores.Trigger, len(view.Sentences)), phrases: make([][]phraseAt, len(view.Sentences)), sides: &seen.Phrases}
	for i := range seen.Triggers {
		t := &seen.Triggers[i]
		st.triggers[t.Sentence] = append(st.triggers[t.Sentence], t)
	}
	row := 0
	for i := range view.Sentences {
		s := &sentence{&view.Sentences[i]}
		for k := range s.Tokens {
			if !syntax.Nominal(&s.Tokens[k]) {
				continue
			}
			if row < seen.Phrases.Rows && !s.Inner(k) && s.Tokens[k].Rel != syntax.Expl {
				st.phrases[i] = append(st.phrases[i], phraseAt{s, k, row})
			}
			row++
		}
	}
	return st
}

// types returns the probabilities of no event and of each type for a trigger,
// with what the rules say of it.
func (s *Scorer) types(t *scores.Trigger, ruled []*act) []float64 {
	row := t.Types
	for _, a := range ruled {
		if k := typeNumber(a.kind); k >= 0 {
			for i := range row {
				row[i] += s.ruleVote[k*len(row)+i]
			}
		}
	}
	out, top, sum := make([]float64, len(row)), row[0], 0.0
	for _, x := range row {
		top = max(top, x)
	}
	for i, x := range row {
		out[i] = math.Exp(float64(x - top))
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// typeNumber returns the number of a type among the network's outputs, without
// the one for no event, or -1.
func typeNumber(kind readout.EventType) int { return slices.Index(lexicon.EventTypes[:], kind) }
