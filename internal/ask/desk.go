package ask

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// This file holds what the start page asks: of the whole archive, or of what one
// question finds. Its answers are shared as those of counts are.

// NewOf returns the stories that a question finds, or the changed versions among
// them, that came in last; "" is all of the archive.
func (s *Service) NewOf(ctx context.Context, text string, changed bool, limit int) ([]StoryLine, error) {
	if text == "" {
		ask := s.Stories
		if changed {
			ask = s.Changed
		}
		list, err := ask(ctx, "", limit)
		if err != nil {
			return nil, err
		}
		return list.Items, nil
	}
	q, err := parsed(text)
	if err != nil {
		return nil, err
	}
	return remembered(ctx, s, memoKey(fmt.Sprint("new", changed, limit), q), func() ([]StoryLine, error) {
		briefs, err := s.Store.BriefsOf(ctx, q, changed, limit)
		if err != nil {
			return nil, err
		}
		return s.linesOf(ctx, briefs)
	})
}

// parsed reads a question.
func parsed(text string) (*store.Query, error) {
	q, err := store.ParseQuery(text)
	if err != nil {
		return nil, mistaken("Correct the query; readout search --help lists the fields.", "query: %v", err)
	}
	return q, nil
}

// lately are the times, in days before the archive's last day of publication, that
// "lately" may be: the first that holds enough stories, else all.
var lately = []int{30, 91, 365}

// A time holds enough stories if it has so many, or a tenth of all.
const (
	enoughStories = 200
	enoughOfAll   = 10
)

// A Newest says what of an archive is newest. The start page counts days back from
// it, never from the day on which it is looked at: an archive that nothing was
// added to for a month says the same all month.
type Newest struct {
	Day     string    // on which the last story was published, "" for an archive without days
	Arrived time.Time // when the last version came in
	// Since is the day from which on the start page says what is done and reported most: 30
	// days before Day, or a quarter or a year where few stories are of that time. "": of any time.
	Since string
	wider []string // the longer times after it, "" the last
}

// Newest returns what of the archive is newest.
func (s *Service) Newest(ctx context.Context) (Newest, error) {
	return remembered(ctx, s, "newest", func() (n Newest, err error) {
		if n.Day, err = s.Store.LastDay(ctx); err != nil {
			return n, err
		}
		if n.Arrived, err = s.Store.LastArrival(ctx); err != nil {
			return n, err
		}
		return n, s.since(ctx, &n)
	})
}

// since fills in the day from which on enough stories were published.
func (s *Service) since(ctx context.Context, n *Newest) error {
	day, err := time.Parse(time.DateOnly, n.Day)
	if err != nil {
		return nil
	}
	all, err := s.Store.PublishedSince(ctx, "")
	if err != nil {
		return err
	}
	for _, days := range lately {
		from := day.AddDate(0, 0, -days).Format(time.DateOnly)
		published, err := s.Store.PublishedSince(ctx, from)
		if err != nil {
			return err
		}
		enough := published >= min(enoughStories, (all+enoughOfAll-1)/enoughOfAll)
		switch {
		case n.Since != "":
			n.wider = append(n.wider, from)
		case enough:
			n.Since = from
		}
	}
	if n.Since != "" {
		n.wider = append(n.wider, "")
	}
	return nil
}

// CountNew counts what a question finds in versions that came in after one, and
// returns the last that came in so far.
func (s *Service) CountNew(ctx context.Context, text string, after int64) (n int, last int64, err error) {
	q, err := parsed(text)
	if err != nil {
		return 0, 0, err
	}
	type counted struct {
		n    int
		last int64
	}
	c, err := remembered(ctx, s, memoKey(fmt.Sprint("since", after), q), func() (counted, error) {
		n, last, err := s.Store.CountNew(ctx, q, after)
		return counted{n, last}, err
	})
	return c.n, c.last, err
}

// newestLooked is how many of the newest results are looked at for plain ones.
const newestLooked = 60

// A Sight is one of the newest results, and whether it is plain to see: likely, and of
// somebody whom the sentence calls by a name or a noun.
type Sight struct {
	Hit
	Plain bool
}

// Likely returns the newest results of a question: first those that are plain to see,
// then those that are at least as likely as not, then the others. What one line of
// reporting has somebody say twice is one.
func (s *Service) Likely(ctx context.Context, text string, limit int) ([]Sight, error) {
	return s.newest(ctx, "likely", text, limit, func(*readout.Record, string) bool { return true })
}

// Unnamed is [Service.Likely] of what nobody with a name tells, of that whose source
// has no name in all of the story: see [store.IsSource].
func (s *Service) Unnamed(ctx context.Context, text string, limit int) ([]Sight, error) {
	return s.newest(ctx, "unnamed", text, limit, fromSource)
}

// newest returns the newest results of a question that fit, the plainest first.
func (s *Service) newest(ctx context.Context, name, text string, limit int, fits func(rec *readout.Record, id string) bool) ([]Sight, error) {
	q, err := parsed(text)
	if err != nil {
		return nil, err
	}
	return remembered(ctx, s, memoKey(fmt.Sprint(name, limit), q), func() ([]Sight, error) {
		var out [3][]Sight // by how far they are from plain
		said := make(map[string]bool)
		for next := (&store.Page{Limit: 3 * limit}); next != nil && next.Skip < newestLooked && len(out[0]) < limit; {
			var found []*store.Hit
			if found, next, err = s.Store.SearchPage(ctx, q, *next, true, nil); err != nil {
				return nil, err
			}
			found, doubts, err := s.fitHits(ctx, found, fits)
			if err != nil {
				return nil, err
			}
			d := s.describer(q)
			if err := d.describe(ctx, found); err != nil {
				return nil, err
			}
			hits, err := d.hits(ctx, found)
			if err != nil {
				return nil, err
			}
			for i, h := range hits {
				if key := sayingOf(&h); !said[key] {
					said[key] = true
					out[doubts[i]] = append(out[doubts[i]], Sight{h, doubts[i] == 0})
				}
			}
		}
		kept := slices.Concat(out[:]...)
		return kept[:min(len(kept), limit)], nil
	})
}

// fitHits returns those of some results that fit, and how far each is from plain.
func (s *Service) fitHits(ctx context.Context, hits []*store.Hit, fits func(rec *readout.Record, id string) bool) (found []*store.Hit, doubts []int, err error) {
	for _, h := range hits {
		rec, err := s.Store.RecordOf(ctx, h)
		switch {
		case errors.Is(err, store.ErrNotFound): // it went meanwhile
		case err != nil:
			return nil, nil, err
		case fits(rec, h.Local):
			found, doubts = append(found, h), append(doubts, doubt(rec, h.Local))
		}
	}
	return found, doubts, nil
}

// sayingOf names what a line of reporting has somebody say or do: a letter stands in the
// release that announces it, with the same words.
func sayingOf(h *Hit) string {
	who := ""
	for _, w := range h.Who {
		who += cmp.Or(w.Actor, w.Name, w.Text) + "\x00"
	}
	folded := strings.ToLower(strings.Join(strings.Fields(cmp.Or(h.Content, h.Sentence)), " "))
	return strings.Join([]string{cmp.Or(h.Group, string(h.Story)), who, h.Act, strings.TrimPrefix(folded, "that ")}, "\x00")
}

// doubt says how far a statement or event is from plain: 0 if it is likely and calls
// whoever says or does it by a name or a noun, 2 if it is less likely than not, else 1.
// A confidence of 0 says that none is known.
func doubt(rec *readout.Record, id string) int {
	sure, called := 0.0, false
	for i := range rec.Attributions {
		if a := &rec.Attributions[i]; string(a.ID) == id {
			sure, called = a.Confidence, !slices.ContainsFunc(rec.Mentions, func(m readout.Mention) bool {
				return m.Form == readout.PronounForm && slices.Contains(a.Speaker.Spans, m.Span)
			})
		}
	}
	for i := range rec.Events {
		if e := &rec.Events[i]; string(e.ID) == id {
			sure, called = e.Confidence, slices.ContainsFunc(e.Actor, func(r readout.Role) bool { return calledIn(rec, e.Sentence, &r) })
		}
	}
	switch {
	case sure > 0 && sure < 0.5:
		return 2
	case sure >= plainSure && called:
		return 0
	}
	return 1
}

// fromSource reports whether a source without a name says a statement or tells an event.
func fromSource(rec *readout.Record, id string) bool {
	said := []readout.AttributionID{readout.AttributionID(id)}
	for i := range rec.Events {
		if string(rec.Events[i].ID) == id {
			said = rec.Events[i].By
		}
	}
	return slices.ContainsFunc(rec.Attributions, func(a readout.Attribution) bool {
		unnamed := a.Speaker.Kind == readout.UnnamedOfficial || a.Speaker.Kind == readout.UnnamedOther
		return unnamed && slices.Contains(said, a.ID) && store.IsSource(rec, &a)
	})
}

// Contradicted returns the conflicts of a question's stories that were found last;
// nil asks for all. Nobody may change the answer.
func (s *Service) Contradicted(ctx context.Context, what store.Conflicts) ([]*store.Conflict, error) {
	return remembered(ctx, s, memoOf(fmt.Sprint("contradicted", what.Least, what.Limit), what.Query), func() ([]*store.Conflict, error) {
		list, _, err := s.Store.FindConflicts(ctx, what)
		return list, err
	})
}

// memoOf is [memoKey] of a question that may be nil.
func memoOf(what string, q *store.Query) string {
	if q == nil {
		return what
	}
	return memoKey(what, q)
}
