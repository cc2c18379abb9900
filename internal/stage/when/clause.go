package when

import (
	"slices"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// An anchor is the day from which relative expressions count.
type anchor struct {
	*Words
	day   time.Time
	known bool
	basis readout.DateBasis
	words string // for the reason: "published on 2014-06-16"

	last    time.Time // the last day that the text states in full
	hasLast bool
}

// mustDay parses a day that this package has formatted.
func mustDay(day string) time.Time {
	t, _ := time.Parse(time.DateOnly, day[:min(len(day), len(time.DateOnly))])
	return t
}

// A clause is a sentence with its words in lower case.
type clause struct {
	*Words
	*syntax.Sentence
	low []string // "" for what is too long to be a word of time
}

// longestWord is how many bytes a word of time may have.
const longestWord = 24

// newClause prepares a sentence.
func (w *Words) newClause(s *syntax.Sentence) *clause {
	c := &clause{w, s, s.Low}
	for i := range s.Tokens {
		if s.Tokens[i].Len() > longestWord {
			if &c.low[0] == &s.Low[0] {
				c.low = slices.Clone(s.Low)
			}
			c.low[i] = ""
		}
	}
	return c
}

// at returns the word at i in lower case, "" outside the sentence.
func (c *clause) at(i int) string {
	if i < 0 || i >= len(c.low) {
		return ""
	}
	return c.low[i]
}

// capital reports whether the token at i starts with a capital.
func (c *clause) capital(i int) bool {
	if i < 0 || i >= len(c.Tokens) || c.Tokens[i].Empty() {
		return false
	}
	b := c.Doc.Text[c.Tokens[i].Start]
	return 'A' <= b && b <= 'Z'
}

// tight reports whether no blank stands between tokens i and i+1.
func (c *clause) tight(i int) bool {
	return i >= 0 && i+1 < len(c.Tokens) && c.Tokens[i].End == c.Tokens[i+1].Start
}
