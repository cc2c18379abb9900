package store

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// TestWhoIsASource holds of whom it is said that a source without a name tells.
func TestWhoIsASource(t *testing.T) {
	for _, tt := range []struct {
		text, speaker string
		called        []string // the mentions of the speaker
		source        bool
	}{
		{"A harbour official said the boats had left.", "A harbour official", []string{"A harbour official"}, true},
		{"Officials met. They said the boats had left.", "They", []string{"Officials", "They"}, true},
		{"They said the boats had left.", "They", []string{"They"}, false},
		{"The act, which says the boats left, stands.", "which", nil, false},
		{"As you know, the boats have left.", "you", nil, false},
		{"The two said the boats had left.", "The two", nil, false},
		{"You guys said yesterday that you saw the boats leave.", "guys", []string{"You guys", "you"}, false},
		{"The lawmakers, as you hear, said the boats had left.", "The lawmakers", []string{"The lawmakers", "you"}, true},
	} {
		find := func(words string) readout.Span {
			i := strings.Index(tt.text, words)
			return readout.Span{Start: i, End: i + len(words)}
		}
		rec := &readout.Record{Version: readout.Version{Text: tt.text}}
		a := &readout.Attribution{ID: "a1", Speaker: readout.Speaker{Words: readout.WordsOf(tt.text, find(tt.speaker)), Kind: readout.UnnamedOther}}
		for _, words := range tt.called {
			m := readout.Mention{Span: find(words), Text: words, Form: readout.NominalForm, Actor: "u1"}
			if words == "They" || words == "you" {
				m.Form = readout.PronounForm
			}
			rec.Mentions, a.Speaker.Actor = append(rec.Mentions, m), "u1"
		}
		if got := IsSource(rec, a); got != tt.source {
			t.Errorf("%q of %q: %v", tt.speaker, tt.text, got)
		}
		if a.Speaker.Actor = ""; tt.text != "Officials met. They said the boats had left." && IsSource(rec, a) != (tt.source) {
			t.Errorf("%q of %q without an actor: %v", tt.speaker, tt.text, !tt.source)
		}
	}
}
