package timeline

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Candidate is a happening that may become an entry, with the id by which it
// is known.
type Candidate struct {
	ID string
	*thread.Happening
}

// A Pick is a candidate that was chosen, with the mention whose sentence tells
// of it best.
type Pick struct {
	Candidate
	Best  thread.Told
	Score float64
	Also  []string // ids of candidates that tell of the same, as far as is seen, and were left out for it
}

// How much a report counts by where it stands in its story: what a story leads
// with is its news, what stands further down is mostly background. The
// constants of this file were chosen on one press world of two (mine: entries
// F1 between 62 and 69 for all sensible ones); the other was looked at once.
const (
	asLead   = 1.0  // the first sentence under the headline
	asSecond = 0.35 // another one of the first paragraph
	asBody   = 0.08
	asHead   = 0.3

	headed     = 1.0 // how much it counts that a sentence of the first paragraph has the headline's words
	background = 0.6 // a report more than two days after the day that it tells of
	doubted    = 0.6 // disputed, denied, called off: an editor tells rather what was
	undated    = 0.2 // a timeline needs a day
	unsure     = 0.3 // share of a report's weight that hangs on how sure it is that the word tells of an event
	echoed     = 0.3 // per logarithm of how many other lines speak of it, by likeness
)

// dateline is the length below which what stands before a first sentence is a
// dateline: "MACUSANI, Peru (Andean Wire) —".
const dateline = 50

// place returns how much a mention counts by where it stands, and whether that
// is a headline.
func place(t thread.Told, text string) (weight float64, headline bool) {
	at := t.Story.Sentences[t.Sentence].Span
	body := headlineIn(t.Story, text)
	if body > 0 && at.End <= body+1 {
		return asHead, true
	}
	before := strings.TrimSpace(text[min(body, at.Start):min(at.Start, len(text))])
	switch {
	case len(before) < dateline:
		return asLead, false
	case !strings.Contains(before, "\n\n"):
		return asSecond, false
	}
	return asBody, false
}

// headlineIn returns how many bytes of a text are its headline, 0 if it does
// not begin with it.
func headlineIn(st *thread.Story, text string) int {
	if h := strings.TrimSpace(st.Headline); h != "" && strings.HasPrefix(text, h) {
		return len(h)
	}
	return 0
}

// likeHeadline returns how much of its story's headline a mention's sentence says.
func likeHeadline(t thread.Told, text string) float64 {
	h, best := headlineIn(t.Story, text), 0.0
	for i := range t.Story.Sentences {
		if s := &t.Story.Sentences[i]; s.Span.End <= h+1 && h > 0 {
			best = max(best, thread.Alike(s.Terms, t.Story.Sentences[t.Sentence].Terms))
		}
	}
	return best
}

// days returns how many days lie between two days, 0 if one is unknown.
func days(from, to string) int {
	a, err := time.Parse(time.DateOnly, from[:min(10, len(from))])
	b, also := time.Parse(time.DateOnly, to[:min(10, len(to))])
	if err != nil || also != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}

// toldAs is how much a mention counts by its status: what was done, is denied
// or called off is an entry, what may be or should be seldom is.
func toldAs(s thread.Status) float64 {
	switch s {
	case readout.Asserted, readout.Denied, thread.CalledOff:
		return 1
	case readout.Planned, readout.Probable:
		return 0.5
	}
	return 0.25
}

// sure returns how sure a mention tells of an event.
func sure(t thread.Told) float64 {
	if t.Event != "" {
		return 1 - unsure + unsure*float64(t.Sure)
	}
	return (1 - unsure) * float64(t.Sure)
}

// quality says how well a sentence stands alone: who did it to whom and when
// are in it.
func quality(t thread.Told) float64 {
	q := 0.0
	if t.When.Stated {
		q += 0.1
	}
	for _, part := range []thread.Part{thread.Doer, thread.Undergoer} {
		if slices.ContainsFunc(t.Args, func(a thread.Argument) bool { return a.Part == part && (a.Named || a.ID != "") }) {
			q += 0.1
		}
	}
	return q
}

// becomes is how much more a sentence that says what has become of its happening
// counts where one is chosen to tell it: of what was done, not one that plans it. By
// hand: more than a lead counts before the body.
const becomes = 0.6

// score returns how much speaks for an entry, and its best mention; ok is
// false if no sentence may stand for it: it is told in headlines alone, or in
// versions that newer ones have replaced.
func score(c Candidate, text func(string) string) (p Pick, ok bool) {
	p.Candidate = c
	lines := make(map[string]float64)
	newest := make(map[string]string) // version of each story
	for _, m := range c.Mentions {    // by posting
		newest[m.Story.ID] = m.Story.Version
	}
	best := -1.0
	for _, m := range c.Mentions {
		full := text(m.Story.Version)
		w, headline := place(m, full)
		if !headline && w > asBody {
			w += headed * likeHeadline(m, full)
		}
		w *= toldAs(m.Standing()) * sure(m)
		if m.When.From != "" && days(m.When.To, m.Story.Posted) > 2 {
			w *= background
		}
		lines[m.Story.Line] = max(lines[m.Story.Line], w)
		if headline || newest[m.Story.ID] != m.Story.Version {
			continue
		}
		q := w + quality(m)
		if string(m.Standing()) == string(c.Final) {
			q += becomes
		}
		if q > best {
			best, p.Best, ok = q, m, true
		}
	}
	for _, w := range lines {
		p.Score += w
	}
	if c.When.From == "" {
		p.Score *= undated
	}
	switch c.Final {
	case thread.FinalDisputed, thread.FinalCalledOff, thread.FinalDenied:
		p.Score *= doubted
	}
	return p, ok
}

// maxEchoed is how many candidates are looked for in other stories, the best
// without that.
const maxEchoed = 300

// leastEcho is the likeness of sentences from which on one speaks of the other.
const leastEcho = 0.15

// echo adds to the scores of picks how many other lines of reporting speak of
// them, by how alike a sentence of theirs is.
func echo(picks []Pick, list []Candidate) {
	type key struct {
		version  string
		sentence int
	}
	seen := make(map[key]bool)
	var all []thread.Told
	for i := range list {
		for _, m := range list[i].Mentions {
			if k := (key{m.Story.Version, m.Sentence}); !seen[k] {
				seen[k] = true
				all = append(all, m)
			}
		}
	}
	for i := range picks {
		p := &picks[i]
		own := p.Best.Story.Sentences[p.Best.Sentence].Terms
		lines := make(map[string]float64)
		for _, o := range all {
			if o.Story.Line != p.Best.Story.Line && o.Story.ID != p.Best.Story.ID {
				if like := thread.Alike(own, o.Story.Sentences[o.Sentence].Terms); like >= leastEcho {
					lines[o.Story.Line] = max(lines[o.Story.Line], like)
				}
			}
		}
		sum := 0.0
		for _, like := range lines {
			sum += like
		}
		p.Score *= 1 + echoed*math.Log1p(sum)
	}
}

// alike is the likeness of two sentences about one day from which on they are
// taken to tell of the same.
const alike = 0.35

// A chooser takes picks, the best first, each thing once.
type chooser struct {
	out   []Pick
	words map[uint64]int   // pick of each sentence, by its words
	days  map[string][]int // picks of each day, "" for those without one
}

// sentence returns the sentence of a pick.
func (p *Pick) sentence() *thread.Sentence { return &p.Best.Story.Sentences[p.Best.Sentence] }

// same returns the pick that tells of the same as p, as far as is seen, or -1:
// one with the same sentence, or with a like one about the same day.
func (c *chooser) same(p *Pick) int {
	if i, ok := c.words[p.sentence().Hash]; ok {
		return i
	}
	look := func(list []int) int {
		k := slices.IndexFunc(list, func(i int) bool { return thread.Alike(c.out[i].sentence().Terms, p.sentence().Terms) >= alike })
		if k < 0 {
			return -1
		}
		return list[k]
	}
	if i := look(c.days[p.When.From]); i >= 0 || p.When.From == "" {
		return i
	}
	return look(c.days[""])
}

// take takes a pick unless there are enough or another one tells of the same.
func (c *chooser) take(p *Pick, most int) {
	if i := c.same(p); i >= 0 {
		c.out[i].Also = append(c.out[i].Also, p.ID)
	} else if len(c.out) < most {
		c.words[p.sentence().Hash] = len(c.out)
		c.days[p.When.From] = append(c.days[p.When.From], len(c.out))
		c.out = append(c.out, *p)
	}
}

// byScore orders picks, the best first.
func byScore(a, b Pick) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Key, b.Key))
}

// Rank returns the entries that an editor would choose of candidates, in order
// of days, those without a day last: at most as many as most. text gives the
// text of a version. What it returns depends on no order of the candidates.
func Rank(list []Candidate, most int, text func(version string) string) []Pick {
	var picks []Pick
	for _, c := range list {
		if p, ok := score(c, text); ok {
			picks = append(picks, p)
		}
	}
	sorting.Func(picks, byScore)
	echo(picks[:min(len(picks), maxEchoed)], list)
	sorting.Func(picks, byScore)
	c := &chooser{words: make(map[uint64]int), days: make(map[string][]int)}
	for i := range picks {
		c.take(&picks[i], most)
	}
	out := c.out
	sorting.Func(out, func(a, b Pick) int {
		x, y := dayOf(&a), dayOf(&b)
		return cmp.Or(lastEmpty(x.From, y.From), cmp.Compare(x.To, y.To), thread.Before(a.Mentions[0], b.Mentions[0]))
	})
	return out
}

// lastEmpty orders days, a missing one last.
func lastEmpty(a, b string) int {
	if (a == "") != (b == "") {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// farApart is how many days before its posting a sentence without a day is believed
// to tell of a day that another one states. By hand.
const farApart = 31

// dayOf returns when an entry was: as its own sentence states it to the day,
// else as the happening has it from all reports. A day that the story which tells it
// can hardly mean is none: it is known that it was by the day of that story.
func dayOf(p *Pick) thread.Interval {
	if w := p.Best.When; w.Stated && (w.Precision == readout.Day || w.Precision == readout.Hour || w.Precision == readout.Minute) {
		w.Precision = readout.Day
		return w
	}
	posted := p.Best.Story.Posted
	if len(posted) < len(time.DateOnly) || !p.When.Stated || p.Best.When.Stated {
		return p.When
	}
	posted = posted[:len(time.DateOnly)]
	if later := days(posted, p.When.From); later > 1 && p.Best.Standing() == readout.Asserted || days(p.When.To, posted) > farApart {
		return thread.Interval{From: posted, To: posted, Precision: readout.Day}
	}
	return p.When
}
