package segment

import (
	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/language"
)

var english = New(language.English())

// Split splits a text in English.
func Split(text string) []readout.Sentence { return english.Split(text) }
