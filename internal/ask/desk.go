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
	"github.com/seed-f92ea4cf/readout/internal/claim"
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
	Month string // the day 30 days before Day, "" for an archive without days
	// Stories is how many were published from Month on.
	Stories int
	longer  []string // days from which on longer times than a month begin, "" the last, of any time
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
	n.longer = []string{""}
	day, err := time.Parse(time.DateOnly, n.Day)
	if err != nil {
		return nil
	}
	all, err := s.Store.PublishedSince(ctx, "")
	if err != nil {
		return err
	}
	n.longer = n.longer[:0]
	for i, days := range lately {
		from := day.AddDate(0, 0, -days).Format(time.DateOnly)
		published, err := s.Store.PublishedSince(ctx, from)
		if err != nil {
			return err
		}
		if enough := published >= min(enoughStories, (all+enoughOfAll-1)/enoughOfAll); enough && n.Since == "" {
			n.Since = from
		}
		if i == 0 {
			n.Month, n.Stories = from, published
		} else {
			n.longer = append(n.longer, from)
		}
	}
	n.longer = append(n.longer, "")
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

// Sights are the newest results of a question that are plain to see.
type Sights struct {
	Items []Sight
	Other bool // there are others, which are not plain, or not proven
	// Pending: they are looked for behind the page.
	Pending bool
}

// A Sight is a result that is plain to see: likely, and of somebody whom its sentence puts
// beside the words of saying, by a name or a noun.
type Sight struct {
	Hit
	Sole *Sole // of what is known from a source without a name
}

// Denials returns the newest results of a question that plainly deny something that is said
// to be so. What one line of reporting has somebody say twice is one.
func (s *Service) Denials(ctx context.Context, text string, limit int) (*Sights, error) {
	return s.newest(ctx, "denials", text, limit, func(_ context.Context, o *sighted) (*Sight, error) {
		if o.said == nil || !o.rows.Denies(o.said) || !plainSaying(o.rows, o.said) {
			return nil, nil
		}
		return new(Sight), nil
	})
}

// Unnamed returns the newest results of a question that are plainly told by a source
// without a name, and that are known from it alone as far as the archive knows: see [Sole].
func (s *Service) Unnamed(ctx context.Context, text string, limit int) (*Sights, error) {
	return s.newest(ctx, "unnamed", text, limit, func(ctx context.Context, o *sighted) (*Sight, error) {
		told := o.source()
		if told == nil || !store.IsSource(o.rec, told) || !plainSaying(o.rows, told) || o.done != nil && o.done.Confidence < plainSure {
			return nil, nil
		}
		sole, err := s.sole(ctx, o, told)
		if sole == nil || err != nil {
			return nil, err
		}
		if o.done != nil && o.hit.At.Contains(told.Cue.Cover()) { // the row says who tells it
			of := *o.hit
			of.Kind, of.Local = store.Statements, string(told.ID)
			o.hit = &of
		}
		return &Sight{Sole: sole}, nil
	})
}

// A sighted result is looked at with its record.
type sighted struct {
	hit  *store.Hit
	rec  *readout.Record
	rows *claim.Reader
	said *readout.Attribution // it, or
	done *readout.Event
}

// newest returns the newest results of a question that are plain.
func (s *Service) newest(ctx context.Context, name, text string, limit int, plain func(context.Context, *sighted) (*Sight, error)) (*Sights, error) {
	q, err := parsed(text)
	if err != nil {
		return nil, err
	}
	found, ok, err := later(ctx, s, memoKey(fmt.Sprint(name, limit), q), func(ctx context.Context) (*Sights, error) {
		return s.plainOf(ctx, q, limit, plain)
	})
	if err == nil && !ok {
		found = &Sights{Pending: true}
	}
	return found, err
}

// plainOf looks through the newest results of a question for plain ones.
func (s *Service) plainOf(ctx context.Context, q *store.Query, limit int, plain func(context.Context, *sighted) (*Sight, error)) (*Sights, error) {
	out := new(Sights)
	said := make(map[string]bool)
	var err error
	for next := (&store.Page{Limit: 3 * limit}); next != nil && next.Skip < newestLooked && len(out.Items) < limit; {
		var found []*store.Hit
		if found, next, err = s.Store.SearchPage(ctx, q, *next, true, nil); err != nil {
			return nil, err
		}
		hits, sights, err := s.sights(ctx, found, plain)
		if err != nil {
			return nil, err
		}
		out.Other = out.Other || len(hits) < len(found)
		d := s.describer(q)
		if err := d.describe(ctx, hits); err != nil {
			return nil, err
		}
		rows, err := d.hits(ctx, hits)
		if err != nil {
			return nil, err
		}
		for i, h := range rows {
			if key := sayingOf(&h); !said[key] && len(out.Items) < limit && !toldBefore(out.Items, sights[i], &h) {
				said[key] = true
				sights[i].Hit = h
				out.Items = append(out.Items, *sights[i])
			}
		}
	}
	return out, nil
}

// toldBefore reports whether a row that several reports bear out has another of them already.
func toldBefore(items []Sight, sight *Sight, h *Hit) bool {
	return sight.Sole != nil && slices.ContainsFunc(items, func(o Sight) bool { return alike(o.Content, h.Content) })
}

// sights returns those of some results that are plain.
func (s *Service) sights(ctx context.Context, hits []*store.Hit, plain func(context.Context, *sighted) (*Sight, error)) (found []*store.Hit, sights []*Sight, err error) {
	for _, h := range hits {
		rec, err := s.Store.RecordOf(ctx, h)
		if errors.Is(err, store.ErrNotFound) { // it went meanwhile
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		o := &sighted{hit: h, rec: rec, rows: claim.Read(rec), said: statementIn(rec, readout.AttributionID(h.Local)), done: eventIn(rec, h.Local)}
		sight, err := plain(ctx, o)
		if err != nil {
			return nil, nil, err
		}
		if sight != nil {
			found, sights = append(found, o.hit), append(sights, sight)
		}
	}
	return found, sights, nil
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

// plainSaying reports whether a statement is likely, and of somebody whom its sentence puts
// beside the words of saying.
func plainSaying(rows *claim.Reader, a *readout.Attribution) bool {
	return a.Status == readout.Asserted && a.Confidence >= plainSure && rows.Said(a)
}

// statementIn returns a statement of a record, nil if it has none of that id.
func statementIn(rec *readout.Record, id readout.AttributionID) *readout.Attribution {
	for i := range rec.Attributions {
		if rec.Attributions[i].ID == id {
			return &rec.Attributions[i]
		}
	}
	return nil
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
