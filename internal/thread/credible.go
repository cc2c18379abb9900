package thread

import (
	"fmt"

	"github.com/seed-f92ea4cf/readout"
)

// A Credibility says how far what happened is borne out by what is on record:
// 1 to 6, as the Admiralty's scale counts. It is no measure of truth, and it does
// not look at who reports: how reliable a source is people alone say.
type Credibility struct {
	Grade int    `json:"grade"` // 1 to 6
	Why   string `json:"why"`   // what is counted
}

// CredibilityRule is the rule as people read it.
const CredibilityRule = "1: two or more independent lines of reporting tell it and none denies it; 2: one line tells it, by two or more sources with a name; 3: one line tells it, and nothing else is known; " +
	"4: one line tells that it was denied; 5: two or more do; 6: it can’t be checked, as it is planned, called off, possible or demanded alone."

// Credible derives the credibility of a happening from its mentions, which must
// be there: by [CredibilityRule].
func Credible(h *Happening) Credibility {
	yes, no := make(map[string]bool), make(map[string]bool)
	sources, lines := make(map[string]bool), Independent(h.Mentions)
	for _, t := range h.Mentions {
		if t.Formula {
			continue
		}
		switch t.Standing() {
		case Status(readout.Asserted):
			yes[lines[t.Story.Line]] = true
			if len(t.By) > 0 {
				sources[t.By[0]] = true
			}
		case Status(readout.Denied):
			no[lines[t.Story.Line]] = true
		}
	}
	c := Credibility{Grade: 6, Why: "no line tells it as done"}
	switch {
	case len(no) > 1:
		c = Credibility{5, fmt.Sprintf("%d independent lines tell that it was denied, %d tell it", len(no), len(yes))}
	case len(no) == 1:
		c = Credibility{4, fmt.Sprintf("one line tells that it was denied, %d tell it", len(yes))}
	case len(yes) > 1:
		c = Credibility{1, fmt.Sprintf("%d independent lines tell it, and none denies it", len(yes))}
	case len(yes) == 1 && len(sources) > 1:
		c = Credibility{2, fmt.Sprintf("one line tells it, by %d sources with a name", len(sources))}
	case len(yes) == 1:
		c = Credibility{3, "one line tells it, and nothing else is known"}
	}
	return c
}
