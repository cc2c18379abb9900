package where

import "github.com/seed-f92ea4cf/readout/internal/language"

// Words are the words of a language that tell which place a name means. They
// are safe for use by several goroutines.
type Words struct {
	behindDivisions, beforeDivisions, rowJoiners, in, beforeTowns map[string]bool
	divisionEnds, and                                             []string
}

// New takes the words from a language.
func New(l *language.Language) *Words {
	set := func(section string) map[string]bool { return l.Set("where." + section) }
	return &Words{
		behindDivisions: set("behind-divisions"), beforeDivisions: set("before-divisions"), rowJoiners: set("row-joiners"), in: set("in"),
		beforeTowns: set("before-towns"), divisionEnds: l.Words("where.division-ends"), and: l.Words("where.and"),
	}
}
