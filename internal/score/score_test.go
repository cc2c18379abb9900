package score

import (
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// text is what the attributions of the tests stand in.
const text = "Ruiz said no. Oduya said yes."

// said makes an attribution by spans of text.
func said(id readout.AttributionID, speaker, cue, content readout.Span) readout.Attribution {
	return readout.Attribution{ID: id, Speaker: readout.Speaker{Words: readout.WordsOf(text, speaker)},
		Cue: readout.WordsOf(text, cue), Content: readout.WordsOf(text, content), Quoted: readout.Indirect}
}

var (
	first  = said("a1", readout.Span{Start: 0, End: 4}, readout.Span{Start: 5, End: 9}, readout.Span{Start: 10, End: 12})
	second = said("a2", readout.Span{Start: 14, End: 19}, readout.Span{Start: 20, End: 24}, readout.Span{Start: 25, End: 28})
)

func TestStatements(t *testing.T) {
	wrong := second
	wrong.Speaker.Words = readout.WordsOf(text, readout.Span{Start: 0, End: 4})
	tests := []struct {
		name string
		got  []readout.Attribution
		want Count
	}{
		{"all right", []readout.Attribution{first, second}, Count{2, 2, 2}},
		{"another order", []readout.Attribution{second, first}, Count{2, 2, 2}},
		{"a wrong speaker", []readout.Attribution{first, wrong}, Count{1, 2, 2}},
		{"one missing", []readout.Attribution{first}, Count{1, 1, 2}},
		{"none", nil, Count{0, 0, 2}},
		{"one twice", []readout.Attribution{first, first}, Count{1, 2, 2}},
	}
	gold := &readout.Record{Attributions: []readout.Attribution{first, second}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := statements(gold, &readout.Record{Attributions: tt.got})[0].Count; got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestF1(t *testing.T) {
	for _, tt := range []struct {
		c    Count
		want float64
	}{{Count{}, 100}, {Count{1, 1, 1}, 100}, {Count{1, 2, 2}, 50}, {Count{0, 3, 0}, 0}} {
		if got := tt.c.F1(); got != tt.want {
			t.Errorf("F1 of %+v is %v, want %v", tt.c, got, tt.want)
		}
	}
}
