package analyze

import (
	"strings"
	"testing"

	"github.com/seed-f92ea4cf/readout"
)

// tagged makes sentences of lines of words with their tags, and their text.
func tagged(lines ...string) (string, []readout.Sentence) {
	var text strings.Builder
	var sents []readout.Sentence
	for _, line := range lines {
		var s readout.Sentence
		for _, f := range strings.Fields(line) {
			word, tag, _ := strings.Cut(f, "/")
			start := text.Len()
			text.WriteString(word + " ")
			s.Tokens = append(s.Tokens, readout.Token{Span: readout.Span{Start: start, End: start + len(word)}, Name: tag})
		}
		sents = append(sents, s)
	}
	return text.String(), sents
}

func TestNamesOfATextAreOneThing(t *testing.T) {
	for _, tt := range []struct{ what, in, want string }{
		{"most occurrences decide", "Boca/B-LOC won\nBoca/B-ORG lost\nBoca/B-ORG left", "B-ORG  B-ORG  B-ORG "},
		{"of as many the class stays", "Boca/B-LOC won\nBoca/B-ORG lost", "B-LOC  B-ORG "},
		{"names of several words", "Alford/B-ORG Hughes/I-ORG said\nAlford/B-PER Hughes/I-PER\nAlford/B-PER Hughes/I-PER", "B-PER I-PER  B-PER I-PER B-PER I-PER"},
		{"a part of a person's name is a person", "Ana/B-PER Vallery/I-PER spoke\nVallery/B-LOC left", "B-PER I-PER  B-PER "},
		{"not if a place has it too", "Ana/B-PER Ruiz/I-PER\nSan/B-LOC Ruiz/I-LOC\nRuiz/B-LOC", "B-PER I-PER B-LOC I-LOC B-LOC"},
		{"dates are no names", "May/B-DATE came\nMay/B-PER left\nMay/B-PER spoke", "B-DATE  B-PER  B-PER "},
	} {
		text, sents := tagged(strings.Split(tt.in, "\n")...)
		unifyNames(text, sents)
		var got []string
		for _, s := range sents {
			for _, tok := range s.Tokens {
				got = append(got, tok.Name)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, strings.Join(got, " "), tt.want)
		}
	}
}
