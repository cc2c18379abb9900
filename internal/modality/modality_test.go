package modality

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// sentence makes a sentence of a text whose words are parted by spaces.
func sentence(text string) *syntax.Sentence {
	var sent readout.Sentence
	at := 0
	for w := range strings.SplitSeq(text, " ") {
		sent.Tokens = append(sent.Tokens, readout.Token{Span: readout.Span{Start: at, End: at + len(w)}, Head: -1})
		at += len(w) + 1
	}
	sent.Span = readout.Span{End: len(text)}
	return &syntax.NewGrammar(language.English()).View(text, []readout.Sentence{sent}).Sentences[0]
}

var rules = New(language.English())

func TestOf(t *testing.T) {
	tests := []struct {
		text, word string
		status     readout.Status
		cue        string // the words that show it, parted by spaces
	}{
		{"The army crossed the river .", "crossed", readout.Asserted, ""},
		{"The army did not cross the river .", "cross", readout.Denied, "not"},
		{"The army has never crossed the river .", "crossed", readout.Denied, "never"},
		{"The army failed to cross the river .", "cross", readout.Denied, "failed"},
		{"The minister did not rule out sending troops .", "sending", readout.Possible, "not rule"},
		{"The army may cross the river .", "cross", readout.Possible, "may"},
		{"The army is considering crossing the river .", "crossing", readout.Possible, "considering"},
		{"The army will cross the river .", "cross", readout.Planned, "will"},
		{"The army plans to cross the river .", "cross", readout.Planned, "plans"},
		{"The army will not cross the river .", "cross", readout.Denied, "not"},
		{"The general said the army would cross the river .", "cross", readout.Planned, "would"},
		{"If the talks fail , the army will cross the river .", "fail", readout.Hypothetical, "If"},
		{"The army should cross the river .", "cross", readout.Demanded, "should"},
		{"They urged the army to cross the river .", "cross", readout.Demanded, "urged"},
		{"The army is likely to cross the river .", "cross", readout.Probable, "likely"},
		{"It is unclear whether the army has crossed the river .", "crossed", readout.Open, "whether"},
		{"Has the army crossed the river ?", "crossed", readout.Open, "?"},
		{"The army usually crosses the river .", "crosses", readout.Generic, "usually"},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			sent := sentence(tt.text)
			tok := -1
			for i := range sent.Tokens {
				if sent.Tokens[i].In(tt.text) == tt.word {
					tok = i
				}
			}
			status, spans := rules.Of(sent, tok)
			var words []string
			for _, sp := range spans {
				words = append(words, sp.In(tt.text))
			}
			if got := strings.Join(words, " "); status != tt.status || got != tt.cue {
				t.Errorf("%s: %s by %q, want %s by %q", tt.word, status, got, tt.status, tt.cue)
			}
		})
	}
}

func FuzzOf(f *testing.F) {
	f.Add("He did not plan to leave , if asked .", 4)
	f.Fuzz(func(t *testing.T, text string, tok int) {
		text = strings.ToValidUTF8(text, "?")
		sent := sentence(text)
		_, spans := rules.Of(sent, tok)
		for _, sp := range spans {
			if !sp.Fits(text) {
				t.Fatalf("%v does not fit", sp)
			}
		}
	})
}
