package thread

import (
	"fmt"
	"math"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// A Judge says how likely two things that two sentences say contradict each other:
// log odds linear in the features of a [Dispute], for numbers, denials and other
// acts each. train/joining makes it.
type Judge struct {
	Features []string  `json:"features"`
	Number   []float32 `json:"number"` // weights of the features, then the constant
	Denial   []float32 `json:"denial"`
	Act      []float32 `json:"act"`
	// Show are the log odds from which on a conflict is shown, whose confidence is
	// [Shown] then.
	Show float32 `json:"show"`
}

// check reports a judge that was trained on other features.
func (g *Judge) check() error {
	if strings.Join(g.Features, ",") != strings.Join(disputeNames[:], ",") {
		return fmt.Errorf("the judge of conflicts has features %q, want %q: train/joining makes it anew", g.Features, disputeNames)
	}
	for _, w := range [][]float32{g.Number, g.Denial, g.Act} {
		if len(w) != int(disputes)+1 {
			return fmt.Errorf("the judge of conflicts has %d weights, want %d", len(w), disputes+1)
		}
	}
	return nil
}

// leastDoubt is the confidence below which a conflict is none, and not one that may
// be: by hand.
const leastDoubt = 0.5

// verdicts returns the disputes that are conflicts or may be. What two stories tell
// in several sentences with the same values is one, told by the surest.
func (g *Judge) verdicts(list []Dispute) (out []Conflict) {
	if len(g.Features) == 0 {
		return nil
	}
	at := map[string]int{}
	for i := range list {
		d := &list[i]
		if d.Confidence = g.confidence(d); d.Confidence < leastDoubt {
			continue
		}
		key := d.matter()
		k, ok := at[key]
		switch {
		case !ok:
			at[key] = len(out)
			out = append(out, d.Conflict)
		case d.Confidence > out[k].Confidence:
			out[k] = d.Conflict
		}
	}
	sorting.StableFunc(out, func(x, y Conflict) int { return x.A.Sentence.Start - y.A.Sentence.Start })
	return out
}

// matter is what disputes of two stories share that are one.
func (c *Conflict) matter() string {
	a, b := strings.ToLower(c.A.Value), strings.ToLower(c.B.Value)
	return strings.Join([]string{string(c.Kind), min(a, b), max(a, b)}, "\x00")
}

// confidence returns how likely a dispute is a conflict, [Shown] where it is to be
// shown.
func (g *Judge) confidence(d *Dispute) float64 {
	w := g.Act
	switch d.Kind {
	case ByNumber:
		w = g.Number
	case ByStatus, BySelf:
		w = g.Denial
	}
	sum := w[disputes] - g.Show
	for i, v := range d.Features {
		sum += float32(w[i] * v)
	}
	return 1 / (1 + (1-Shown)/Shown*math.Exp(-float64(sum)))
}
