package when

import (
	"time"

	"github.com/seed-f92ea4cf/readout/internal/syntax"
)

// longestSince is how many words before a day are looked at for what counts
// years from it: "20 years since the terrorist attacks of September 11".
const longestSince = 10

// anniversary returns how many whole years have passed since the day at token at,
// of which no year is told, if the words before it count them: "20 years since
// the attacks of September 11", "the 20th anniversary of the September 11
// attacks"; -1 where they do not tell how many, 0 where they count none.
func (c *clause) anniversary(at int) int {
	for i := at - 1; i >= 0 && i >= at-longestSince; i-- {
		switch w := c.low[i]; {
		case w == "," && i < at-1 && !(i == at-2 && c.on[c.at(at-1)]), w == ";", w == ":":
			return 0
		case c.anniversaries[w] && c.of[c.at(i+1)]:
			if n, used := c.ordinalBefore(i); used {
				return n
			}
			return -1
		case (c.sinceWord[w] || c.afterNamed[w] || c.ago[w]) && c.yearsWord[c.at(i-1)]:
			return c.countBefore(i - 1)
		}
	}
	return 0
}

// ordinalBefore reads the ordinal that ends before token i.
func (c *clause) ordinalBefore(i int) (n int, ok bool) {
	for k := max(i-3, 0); k < i; k++ {
		if n, used := c.ordinal(k); used > 0 && k+used == i {
			return n, true
		}
	}
	return 0, false
}

// countBefore reads the number that ends before token i, -1 if none does.
func (c *clause) countBefore(i int) int {
	for k := max(i-3, 0); k < i; k++ {
		if n, used := c.quantity(k); used > 0 && k+used == i && n > 0 {
			return n
		}
	}
	return -1
}

// aroundAnniversary is how many days lie at most between a story and the
// anniversary of which it tells; who counts years farther from it rounds.
const aroundAnniversary = 31

// yearsBack returns the year of a day from which whole years are counted to the
// day of the story, 0 where it can't be told.
func (e *expr) yearsBack(story time.Time) int {
	if e.anniversary < 0 || e.anniversary > mostUnits || e.day == 0 {
		return 0
	}
	for _, year := range []int{story.Year() - 1, story.Year(), story.Year() + 1} {
		day := time.Date(year, time.Month(e.month), e.day, 0, 0, 0, 0, time.UTC)
		if off := story.Sub(day).Hours() / 24; off >= -aroundAnniversary && off <= aroundAnniversary {
			return year - e.anniversary
		}
	}
	return 0
}

// hasPassed reports whether a day at tokens [from, to) is said to have been: the
// predicate that it hangs on, or whose subject it describes ("the July 11 protests
// shook Cuba"), is in the past. What it limits may be to come: "was put off until
// July 11", "called a vote for July 11".
func (c *clause) hasPassed(from, to int) bool {
	if i := from - 1; i >= 0 && c.UPOS(i, "ADP", "SCONJ") && !c.on[c.low[i]] && !c.in[c.low[i]] {
		return false
	}
	i := c.top(from, to)
	const steps = 4
	for range steps {
		rel := c.Rel[i]
		if rel == syntax.Obj || rel == syntax.Dep {
			return false
		}
		if i = c.Heads[i]; i < 0 {
			return false
		}
		if c.Clausal(i) {
			return c.Tense(i) == syntax.Past && (rel != syntax.Nsubj || !c.Passive(i))
		}
	}
	return false
}

// top returns the token of [from, to) that hangs on a word outside.
func (c *clause) top(from, to int) int {
	i := from
	for i+1 < to && c.Heads[i] >= from && c.Heads[i] < to {
		i++
	}
	return i
}
