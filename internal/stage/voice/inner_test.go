package voice

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// TestTheInnerVoiceIsHeard checks which of several voices is heard at a place.
func TestTheInnerVoiceIsHeard(t *testing.T) {
	text := syntax.Voice{Kind: syntax.SignedVoice, Span: readout.Span{Start: 0, End: 100}}
	turn := syntax.Voice{Kind: syntax.TurnVoice, Span: readout.Span{Start: 10, End: 60}}
	quoted := syntax.Voice{Kind: syntax.QuotedVoice, Span: readout.Span{Start: 20, End: 30}}
	same := syntax.Voice{Kind: syntax.QuotedVoice, Span: readout.Span{Start: 10, End: 15}} // begins with the turn
	in := newInner([]syntax.Voice{quoted, same, turn, text})
	for _, tt := range []struct {
		at   int
		want *syntax.Voice
	}{{0, &text}, {10, &same}, {15, &turn}, {20, &quoted}, {29, &quoted}, {30, &turn}, {59, &turn}, {60, &text}, {100, nil}, {120, nil}} {
		got := in.at(tt.at)
		if (got == nil) != (tt.want == nil) || got != nil && *got != *tt.want {
			t.Errorf("at %d: %+v, want %+v", tt.at, got, tt.want)
		}
	}
}
