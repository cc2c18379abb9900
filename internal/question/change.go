package question

import (
	"cmp"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
)

// Holder returns whose mind it is: that of the speaker, if he has a name and
// speaks for himself or for the actor, else that of the actor.
func (p *Position) Holder() Who {
	if p.Claim.Voice == Own && p.Claim.Speaker.Named() {
		return p.Claim.Speaker
	}
	return p.Claim.Actor
}

// holder returns the key of [Position.Holder].
func (p *Position) holder() string { return p.Holder().Key() }

// Changes returns the flips among positions that are ordered by day: two claims
// of one actor that differ, told at the later one. A claim of one's own voice is
// not undone by a reported one, nor by an unnamed source; silence is none.
func Changes(list []Position) []Position {
	last := map[string]*Position{}
	var out []Position
	for i := range list {
		p := &list[i]
		key := p.holder()
		if key == "" {
			continue
		}
		was := last[key]
		if was != nil && was.Claim.Voice == Own && (p.Claim.Voice == Reported || !p.Claim.Speaker.Named()) {
			continue
		}
		if was != nil && was.Stance != p.Stance && was.Posted != "" && was.Day() < p.Day() {
			flip := *p
			flip.Was, flip.From = was.Stance, was
			out = append(out, flip)
		}
		if was == nil || was.Day() <= p.Day() {
			last[key] = p
		}
	}
	return out
}

// Sides returns each actor's last position up to a day, empty for all days, the
// newest last. An own word is not undone by what others report.
func Sides(list []Position, day string) []Position {
	last := map[string]Position{}
	for _, p := range list {
		if day != "" && p.Day() > day {
			continue
		}
		key := p.holder()
		if was, ok := last[key]; ok && was.Claim.Voice == Own && (p.Claim.Voice == Reported || !p.Claim.Speaker.Named()) {
			continue
		}
		last[key] = p
	}
	var out []Position
	for _, p := range last {
		out = append(out, p)
	}
	sorting.Func(out, func(x, y Position) int {
		return cmp.Or(byPosted(x.Posted, y.Posted), cmp.Compare(x.Version, y.Version), cmp.Compare(x.Claim.Sentence.Start, y.Claim.Sentence.Start), cmp.Compare(x.holder(), y.holder()))
	})
	return out
}
