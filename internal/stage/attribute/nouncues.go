package attribute

import (
	"strings"

	"github.com/seed-f92ea4cf/readout"
)

// A nounCue is a noun that attributes: "his claim that", "reports of".
type nounCue struct {
	act   readout.Act
	preps []string // what links it to its content besides "that"
	alone bool     // attributes without a speaker too: "allegations that"
}

// An adjCue is an adjective that attributes: "is confident that".
type adjCue struct {
	act   readout.Act
	links []string // words that may follow: "that" "to" "of" "about"
}

// addNoun enters a noun with its plural.
func (lex lexicon) addNoun(w, value string) {
	col := fields(value)
	if len(col) != 2 {
		return
	}
	preps, alone := strings.CutSuffix(col[1], "*")
	cue := &nounCue{act: readout.Act(col[0]), preps: strings.Fields(preps), alone: alone}
	lex.entry(w).noun = cue
	lex.entry(plural(w)).noun = cue
}

// addAdjective enters an adjective.
func (lex lexicon) addAdjective(w, value string) {
	if col := fields(value); len(col) == 2 {
		lex.entry(w).adj = &adjCue{act: readout.Act(col[0]), links: strings.Fields(col[1])}
	}
}

// plural returns the regular plural of a noun.
func plural(w string) string {
	if strings.HasSuffix(w, "y") && !strings.HasSuffix(w, "ay") {
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}
