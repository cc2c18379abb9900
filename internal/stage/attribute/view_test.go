package attribute

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

var (
	finder  = New(language.English())
	grammar = syntax.NewGrammar(language.English())
)

// find reads a text in English.
func find(text string, sents []readout.Sentence, in Input) ([]readout.Attribution, []readout.Problem) {
	return finder.Find(grammar.View(text, sents), in)
}
