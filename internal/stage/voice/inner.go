package voice

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// inner tells which voice is heard at a place of the text: the one that begins
// last among those that hold it. Places are asked for in text order.
type inner struct {
	voices []syntax.Voice // by start, the longer of two first
	next   int
	open   []int // those that hold the place, the inner ones last
}

// newInner returns one for voices.
func newInner(voices []syntax.Voice) *inner {
	in := &inner{voices: slices.Clone(voices)}
	slices.SortStableFunc(in.voices, func(a, b syntax.Voice) int { return cmp.Or(a.Span.Start-b.Span.Start, b.Span.End-a.Span.End) })
	return in
}

// at returns the voice at a byte, nil if there is none.
func (in *inner) at(b int) *syntax.Voice {
	for ; in.next < len(in.voices) && in.voices[in.next].Span.Start <= b; in.next++ {
		in.open = append(in.open, in.next)
	}
	for n := len(in.open); n > 0; n-- {
		if v := &in.voices[in.open[n-1]]; v.Span.End > b {
			in.open = in.open[:n]
			return v
		}
	}
	in.open = in.open[:0]
	return nil
}
