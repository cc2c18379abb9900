package readout

import (
	"slices"
	"testing"
)

func TestChain(t *testing.T) {
	words := func(spans ...Span) Words { return Words{Spans: spans} }
	atts := []Attribution{
		{ID: "a1", Content: words(Span{0, 40}, Span{60, 80}), Cue: words(Span{41, 45})}, // the paper over …
		{ID: "a2", Within: "a1", Content: words(Span{10, 40}), Cue: words(Span{5, 9})},  // … the minister
		{ID: "a3", Within: "a2", Content: words(Span{20, 40}), Cue: words(Span{15, 19})},
		{ID: "a4", Content: words(Span{90, 99}), Cue: words(Span{85, 89})},
	}
	tests := []struct {
		name string
		span Span
		want []AttributionID
	}{
		{"three steps, innermost first", Span{25, 30}, []AttributionID{"a3", "a2", "a1"}},
		{"the cue of a step belongs to those around it", Span{15, 19}, []AttributionID{"a2", "a1"}},
		{"a later piece of a content", Span{61, 65}, []AttributionID{"a1"}},
		{"what no content holds whole is the outlet's", Span{35, 65}, nil},
		{"the author's words", Span{50, 55}, nil},
		{"another statement", Span{90, 92}, []AttributionID{"a4"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Chain(atts, tt.span); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestChainEndsWhereAttributionsHoldEachOther(t *testing.T) {
	atts := []Attribution{{ID: "a1", Within: "a2", Content: Words{Spans: []Span{{0, 9}}}}, {ID: "a2", Within: "a1", Content: Words{Spans: []Span{{0, 9}}}}}
	if got := Chain(atts, Span{1, 2}); len(got) != 2 {
		t.Errorf("got %v, want both", got)
	}
}
