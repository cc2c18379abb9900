package modality

import (
	"strconv"
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
		{"The minister ruled out sending troops .", "sending", readout.Denied, "ruled"},
		{"The agency issued a rule banning ships .", "banning", readout.Asserted, ""},
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

// TestWhatNobodySaysIsOpen checks clauses under verbs that nobody does, and under
// nouns of which there is none; words are "form/head/relation".
func TestWhatNobodySaysIsOpen(t *testing.T) {
	for _, tt := range []struct {
		words  string
		tok    int
		status readout.Status
	}{
		{"Nothing/2/nsubj showed/0/root that/5/mark he/5/nsubj left/2/ccomp", 4, readout.Open},
		{"Nobody/2/nsubj knew/0/root that/5/mark he/5/nsubj left/2/ccomp", 4, readout.Asserted},
		{"No/2/det letter/3/nsubj shows/0/root that/6/mark he/6/nsubj left/3/ccomp", 5, readout.Open},
		{"A/2/det letter/3/nsubj shows/0/root that/6/mark he/6/nsubj left/3/ccomp", 5, readout.Asserted},
		{"There/2/expl is/0/root no/4/det sign/2/nsubj that/7/mark he/7/nsubj left/4/acl", 6, readout.Open},
		{"There/2/expl is/0/root a/4/det sign/2/nsubj that/7/mark he/7/nsubj left/4/acl", 6, readout.Asserted},
	} {
		var text strings.Builder
		var sent readout.Sentence
		for w := range strings.FieldsSeq(tt.words) {
			cols := strings.Split(w, "/")
			head, err := strconv.Atoi(cols[1])
			if err != nil {
				t.Fatal(err)
			}
			at := text.Len()
			text.WriteString(cols[0] + " ")
			sent.Tokens = append(sent.Tokens, readout.Token{Span: readout.Span{Start: at, End: at + len(cols[0])}, Head: head - 1, Rel: cols[2], Lemma: cols[0], UPOS: "X"})
		}
		sent.Span = readout.Span{End: text.Len() - 1}
		view := syntax.NewGrammar(language.English()).View(text.String(), []readout.Sentence{sent})
		if status, _ := rules.Of(&view.Sentences[0], tt.tok); status != tt.status {
			t.Errorf("%s: %s, want %s", text.String(), status, tt.status)
		}
	}
	if rules.Nobody("everybody") || !rules.Nobody("nobody") || !rules.Nobody("no") {
		t.Error("who is nobody")
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
