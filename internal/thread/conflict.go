package thread

import (
	"fmt"
	"strings"
)

// Conflicts returns the pairs of sentences of two stories, or of one with
// itself, that contradict each other or differ for another reason ([Update],
// [Scope]). same reports whether two mentions are of one happening. It depends
// on nothing else, so that a pair of stories is looked at again only when one of
// them is read anew or their mentions are joined otherwise.
//
// A pair is given once, the earlier posted sentence first. Copies and versions
// give the same pair several times; [Once] leaves one of each line.
func (j *Joiner) Conflicts(a, b *Story, same func(x, y MentionID) bool) []Conflict {
	p := j.pair(a, b, same)
	if p == nil {
		return nil
	}
	for x := range p.a.Figures {
		for y := p.first(x); y < len(p.b.Figures); y++ {
			p.numbers(&p.a.Figures[x], &p.b.Figures[y])
		}
	}
	return append(p.out, j.Judge.verdicts(j.Disputes(a, b, same))...)
}

// A pair is two stories, a posted first, whose conflicts are looked for.
type pair struct {
	a, b *Story
	near float64
	same func(x, y MentionID) bool
	out  []Conflict

	j     *Joiner
	w     *between        // nil until it is asked for
	bound map[[2]int]bool // as joined returns it
}

// pair returns two stories, nil if they are not compared.
func (j *Joiner) pair(a, b *Story, same func(x, y MentionID) bool) *pair {
	if beforeStory(b, a) {
		a, b = b, a
	}
	near, compared := j.Near(a, b)
	if !compared {
		return nil
	}
	return &pair{a: a, b: b, near: near, same: same, j: j}
}

// between returns what features need of both stories.
func (p *pair) between() *between {
	if p.w == nil {
		p.w = p.j.between(p.a, p.b, p.near)
	}
	return p.w
}

// first returns the first of b's items that is compared with item x of a's.
func (p *pair) first(x int) int {
	if p.a.Version == p.b.Version {
		return x + 1
	}
	return 0
}

// beforeStory reports whether a was posted before b, by version where that is
// alike or unknown.
func beforeStory(a, b *Story) bool {
	if c := ComparePosted(a.Posted, b.Posted); c != 0 {
		return c < 0
	}
	return a.Version < b.Version
}

// Limits of updates: how like stories must be that tell of one thing with other
// words, and how sure it is where a happening joins the two, where their words
// alone do, and where little does. The three are an order, no measured
// probabilities; all were set by hand on two press worlds.
const (
	nearMatter = 0.18
	byJoin     = 0.9
	byWords    = 0.82
	byLittle   = 0.6
)

// How like the sentences of two figures must be: where the same is done to what
// they count, where nothing says so, where they count in a unit, and where what
// is counted does or undergoes the same and is rare.
const (
	likeByAct  = 0.2
	likeAlone  = 0.25
	likeByUnit = 0.3
	likeByRare = 0.08
)

// numbers takes down two figures of one thing that exclude each other because one is
// later, or of another scope.
func (p *pair) numbers(x, y *Figure) {
	if x.clock() || y.clock() || min(x.High, y.High) <= 1 {
		return
	}
	if x.What != y.What || x.What == "" || x.Unit != y.Unit || x.High >= y.Low && y.High >= x.Low || max(x.Low, y.Low) < fewest || p.a.mends(x) || p.b.mends(y) || p.a.Version == p.b.Version && x.Sentence == y.Sentence {
		return
	}
	c := Conflict{Kind: p.figureKind(x, y), A: figureSide(p.a, x), B: figureSide(p.b, y), About: p.idOf(p.a, x), Confidence: p.sure(x, y)}
	if c.Confidence == 0 || c.Kind == "" {
		return
	}
	c.What = fmt.Sprintf("%s: %s against %s", x.What, voiced(c.A), voiced(c.B))
	p.out = append(p.out, c)
}

// sure says how sure it is that two figures are of one thing, 0 if nothing says so.
func (p *pair) sure(x, y *Figure) float64 {
	joined := x.Trigger >= 0 && y.Trigger >= 0 && p.same(p.idOf(p.a, x), p.idOf(p.b, y))
	words := dot(p.a.Sentences[x.Sentence].Terms, p.b.Sentences[y.Sentence].Terms)
	told := x.By != nil && y.By != nil && p.rareEnough(x, y)
	switch {
	case joined && (x.Unit == "" || words >= likeByUnit) && (words >= likeAlone || !p.otherAct(x, y)):
		return byJoin
	case p.near < nearMatter:
	case (x.Act == y.Act || sameStem(x.Act, y.Act)) && words >= likeByAct, told && words >= likeAlone && (x.Unit == "" || words >= likeByUnit), told && x.Act == y.Act && x.Act != "" && words >= likeByRare:
		return byWords
	}
	if joined || p.near >= nearMatter && words >= likeAlone {
		return byLittle
	}
	return 0
}

// hours is the greatest number that a clock has.
const hours = 24

// clock reports a figure that may be a time of day: "from eight until ten".
func (f *Figure) clock() bool { return f.Alone && f.High <= hours }

// fewest is the least of which two counts differ: "one of the two" is none.
const fewest = 3

// mends reports whether a figure stands in the story's notice of a correction,
// which tells what was wrong.
func (s *Story) mends(f *Figure) bool { return s.Notice != nil && s.Notice.Span.Overlaps(f.Span) }

// rareEnough reports whether what two figures count tells one thing from
// others: "rifles" does, "people" does not.
func (p *pair) rareEnough(x, y *Figure) bool {
	return !p.j.people[x.What] && dayGap(p.a.Posted, p.b.Posted) <= 2
}

// oneTeller reports whether two speakers are the same, also if one is told
// with more words.
func oneTeller(x, y *Actor) bool {
	a, b := strings.ToLower(x.Name), strings.ToLower(y.Name)
	return sameActor(x, y) >= sameRole || strings.Contains(a, b) || strings.Contains(b, a)
}

// figureKind says what two figures that exclude each other are: a later state or
// another thing; "" where they may contradict each other or one teller gives both at
// one time.
func (p *pair) figureKind(x, y *Figure) ConflictKind {
	_, apart := places(x.Where, y.Where)
	sameTeller := x.By == nil && y.By == nil && p.a.Outlet == p.b.Outlet || x.By != nil && y.By != nil && oneTeller(x.By, y.By)
	switch days := days(x.When, y.When); {
	case x.Total != y.Total, apart > 0:
		return Scope
	case p.a.ID == p.b.ID && p.a.Version != p.b.Version:
		return Update
	case sameTeller && p.a.Version == p.b.Version:
		return ""
	case sameTeller:
		return Update
	case days == disjoint, days == unknown && old(x.When, y.When):
		return Scope
	case days == unknown && dayGap(p.a.Posted, p.b.Posted) > 1:
		return Update
	}
	return ""
}

// oldDays is how many days before the other's posting a figure's stated time
// ends that is of something earlier.
const oldDays = 3

// old reports whether one time ends well before the other begins, though only
// one is stated: a count of two years ago and one without a day.
func old(a, b Interval) bool {
	if a.From == "" || b.From == "" || a.To >= b.From && b.To >= a.From {
		return false
	}
	return daysBetween(a, b) > oldDays
}

// dayGap returns the days between two postings, 0 if one is unknown.
func dayGap(a, b string) int64 {
	if len(a) < 10 || len(b) < 10 {
		return 0
	}
	x, err := dayNumber(a[:10])
	y, also := dayNumber(b[:10])
	if err != nil || also != nil {
		return 0
	}
	return max(x-y, y-x)
}

// figureSide returns the side of a conflict that a figure is.
func figureSide(s *Story, f *Figure) Side {
	side := Side{Story: s, Sentence: s.Sentences[f.Sentence].Span, Value: f.Text}
	side.Words = append(side.Words, f.Span)
	if f.By != nil {
		side.By = f.By.Name
	}
	return side
}

// voiced returns a side's value with who says so.
func voiced(s Side) string {
	if s.By == "" {
		return s.Value
	}
	return s.Value + " (" + s.By + ")"
}

// Hash returns the hash of the side's sentence, 0 if the digest has it not.
func (s Side) Hash() uint64 {
	for i := range s.Story.Sentences {
		if s.Story.Sentences[i].Span == s.Sentence {
			return s.Story.Sentences[i].Hash
		}
	}
	return 0
}
