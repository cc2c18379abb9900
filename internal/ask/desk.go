package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
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

// lately is how long before the archive's last day of publication "lately" begins.
const lately = 30 * 24 * time.Hour

// A Newest says what of an archive is newest. The start page counts days back from
// it, never from the day on which it is looked at: an archive that nothing was
// added to for a month says the same all month.
type Newest struct {
	Day     string    // on which the last story was published, "" for an archive without days
	Arrived time.Time // when the last version came in
}

// Newest returns what of the archive is newest.
func (s *Service) Newest(ctx context.Context) (n Newest, err error) {
	if n.Day, err = s.Store.LastDay(ctx); err == nil {
		n.Arrived, err = s.Store.LastArrival(ctx)
	}
	return n, err
}

// Lately returns the day from which on the start page says what is reported most:
// 30 days before the last on which a story was published, "" for an archive
// without days.
func (n Newest) Lately() string {
	day, err := time.Parse(time.DateOnly, n.Day)
	if err != nil {
		return ""
	}
	return day.Add(-lately).Format(time.DateOnly)
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

// newestLooked is how many of the newest results are looked at for likely ones.
const newestLooked = 60

// Likely returns the newest results of a question: first those that are at least as
// likely as not, then the others.
func (s *Service) Likely(ctx context.Context, text string, limit int) ([]Hit, error) {
	return s.newest(ctx, "likely", text, limit, func(*readout.Record, string) bool { return true })
}

// Unnamed is [Service.Likely] of what nobody with a name tells, of that whose source
// the story calls something: see [store.IsSource].
func (s *Service) Unnamed(ctx context.Context, text string, limit int) ([]Hit, error) {
	return s.newest(ctx, "unnamed", text, limit, fromSource)
}

// newest returns the newest results of a question that fit, the likely ones first.
func (s *Service) newest(ctx context.Context, name, text string, limit int, fits func(rec *readout.Record, id string) bool) ([]Hit, error) {
	q, err := parsed(text)
	if err != nil {
		return nil, err
	}
	return remembered(ctx, s, memoKey(fmt.Sprint(name, limit), q), func() ([]Hit, error) {
		var likely, rest []*store.Hit
		for next := (&store.Page{Limit: 3 * limit}); next != nil && next.Skip < newestLooked && len(likely) < limit; {
			var hits []*store.Hit
			if hits, next, err = s.Store.SearchPage(ctx, q, *next, true, nil); err != nil {
				return nil, err
			}
			for _, h := range hits {
				rec, err := s.Store.RecordOf(ctx, h)
				switch {
				case errors.Is(err, store.ErrNotFound): // it went meanwhile
				case err != nil:
					return nil, err
				case !fits(rec, h.Local):
				case doubted(rec, h.Local):
					rest = append(rest, h)
				default:
					likely = append(likely, h)
				}
			}
		}
		kept := append(likely, rest...)
		kept = kept[:min(len(kept), limit)]
		d := s.describer(q)
		if err := d.describe(ctx, kept); err != nil {
			return nil, err
		}
		return d.hits(ctx, kept)
	})
}

// doubted reports whether a statement or event of a record is less likely than not.
// A confidence of 0 says that none is known.
func doubted(rec *readout.Record, id string) bool {
	sure := 0.0
	for i := range rec.Attributions {
		if string(rec.Attributions[i].ID) == id {
			sure = rec.Attributions[i].Confidence
		}
	}
	for i := range rec.Events {
		if string(rec.Events[i].ID) == id {
			sure = rec.Events[i].Confidence
		}
	}
	return sure > 0 && sure < 0.5
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

// A LastChange is what the newest version of a story changed.
type LastChange struct {
	What []string // in words, two things at most
	Read bool     // both versions are read: without What their records say the same
}

// LastChanges returns what the newest of some versions changed, by the version. What
// can't be compared has nothing.
func (s *Service) LastChanges(ctx context.Context, lines []StoryLine) ([]LastChange, error) {
	out := make([]LastChange, len(lines))
	for i := range lines {
		line := &lines[i]
		what, err := remembered(ctx, s, "changes|"+string(line.Version), func() (LastChange, error) { return s.changesOf(ctx, line) })
		if err != nil {
			return nil, err
		}
		out[i] = what
	}
	return out, nil
}

// changesOf says in words what a version changed, at most two things.
func (s *Service) changesOf(ctx context.Context, line *StoryLine) (c LastChange, err error) {
	p, err := s.Pair(ctx, string(line.Story), "", fmt.Sprint(line.N))
	var none *Error
	if errors.As(err, &none) || errors.Is(err, store.ErrNotFound) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	c.Read = p.Read
	for _, it := range p.Records().Items {
		if len(c.What) < 2 && !slices.Contains(c.What, it.Text) {
			c.What = append(c.What, it.Text)
		}
	}
	return c, nil
}

// Reported returns what a question's stories told together on most lines of
// reporting since a day, each with so many mentions at most; nil asks for all.
// Nobody may change the answer.
func (s *Service) Reported(ctx context.Context, what store.Happenings) ([]*store.Happening, error) {
	return remembered(ctx, s, memoOf(fmt.Sprint("reported", what.Since, what.Limit, what.Told), what.Query), func() ([]*store.Happening, error) {
		list, _, err := s.Store.FindHappenings(ctx, what)
		return list, err
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
