package ask

import (
	"cmp"
	"context"
	"errors"
	"hash/fnv"
	"math"
	"slices"
	"strconv"

	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Doubtful is a statement or an event that a person may look at.
type Doubtful struct {
	Story      string  `json:"story"`
	Version    string  `json:"version"`
	Outlet     string  `json:"outlet"`
	Day        string  `json:"day"`
	ID         string  `json:"id" doc:"in the record: a3 or e5"`
	Layer      string  `json:"layer" enum:"statement,event"`
	What       string  `json:"what" doc:"who, what, to whom, as the record has it"`
	Sentence   string  `json:"sentence"`
	Confidence float64 `json:"confidence"`
	Uses       int     `json:"uses" doc:"texts that carry it: the copies of the story and its versions"`
	Doubt      float64 `json:"doubt" doc:"(1 - confidence) * (1 + log2 uses)"`
	key        uint64
	at         readout.Span // of the sentence
}

// A DoubtfulRow is a doubtful value as one row, as of all lists.
type DoubtfulRow struct {
	*Doubtful
	Status     string  `json:"status,omitempty"`
	Confidence float64 `json:"confidence"`
	claim.Fields
	Parts []Piece      `json:"-"` // the sentence, the words of the row marked
	Label people.Label `json:"label" enum:"CLEAR,GREEN,AMBER,AMBER+STRICT,RED" doc:"with whom it may be shared, by the Traffic Light Protocol"`
}

// DoubtfulRows returns doubtful values as rows. One that is gone since has its
// sentence alone. What [WithOpened] is given sees the records.
func (s *Service) DoubtfulRows(ctx context.Context, list []*Doubtful) ([]DoubtfulRow, error) {
	out := make([]DoubtfulRow, len(list))
	for i, d := range list {
		out[i] = DoubtfulRow{Doubtful: d, Confidence: d.Confidence, Parts: []Piece{{Text: oneLine(d.Sentence)}}}
		rec, ids, public, err := s.ReadKnown(ctx, readout.VersionID(d.Version))
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		known := Known{Actors: ids, Public: public}
		tellOpened(ctx, readout.VersionID(d.Version), rec, known)
		if rec == nil {
			continue
		}
		rows := claim.Read(rec)
		if row := rows.Row(d.ID); row != nil {
			out[i].Fields, out[i].Status = rows.Fields(row, profiles(rec, known)), string(row.Status)
			out[i].Parts = sentence(rec.Version.Text, d.at, row.Marks)
		}
	}
	return out, s.label(ctx, len(out), func(i int) (readout.VersionID, *people.Label) {
		return readout.VersionID(out[i].Version), &out[i].Label
	})
}

// Doubting says what is looked for.
type Doubting struct {
	Query  *store.Query // nil: all current versions
	Limit  int
	Newest int   // look at so many stories at most, those that came in last; 0: at all
	Sample int   // above 0: so many by chance, each as likely, in place of the most doubtful
	Seed   int64 // the same seed gives the same sample of the same archive
	// Found takes what was found in so many versions, now and then; it may be nil.
	Found func(list []*Doubtful, looked int)
	// Rest is called after each story; nil: nothing rests.
	Rest func()
}

// foundEvery is how often is told what was found so far.
const foundEvery = time.Second

// Doubts returns what nobody has reviewed yet: the most doubtful and most used
// first, copies of one text once, or a sample. A sample leaves nothing out that was reviewed: a study
// looks at all alike.
func Doubts(ctx context.Context, s *store.Store, what Doubting) ([]*Doubtful, error) {
	var list []*Doubtful
	keep, better := what.Limit, func(a, b *Doubtful) int { return cmp.Or(cmp.Compare(b.Doubt, a.Doubt), cmp.Compare(a.key, b.key)) }
	if what.Sample > 0 {
		keep, better = what.Sample, func(a, b *Doubtful) int { return cmp.Compare(a.key, b.key) }
	}
	cut := func() {
		slices.SortFunc(list, better)
		list = list[:min(len(list), keep)]
	}
	copies := make(map[string]bool)
	looked, told := 0, time.Now()
	err := s.EachRow(ctx, store.Rows{Query: what.Query, Newest: what.Newest}, func(row *store.Row) error {
		done := make(map[string]bool)
		for _, f := range row.Reviews {
			done[f.Local] = what.Sample == 0
		}
		for _, d := range doubtsOf(row, what.Seed) {
			if done[d.ID] || row.Hits != nil && !row.Hits[d.ID] {
				continue
			}
			if copied := row.Group + "\x00" + d.What + "\x00" + d.Sentence; row.Group != "" && what.Sample == 0 {
				if copies[copied] {
					continue // one of the copies is enough
				}
				copies[copied] = true
			}
			list = append(list, d)
		}
		looked++
		if what.Rest != nil {
			what.Rest()
		}
		now := what.Found != nil && time.Since(told) > foundEvery
		if now || len(list) > 4*keep+1000 {
			cut()
		}
		if now {
			what.Found(slices.Clone(list), looked)
			told = time.Now()
		}
		return nil
	})
	cut()
	return list, err
}

// doubtsOf returns the statements and events of a row.
func doubtsOf(row *store.Row, seed int64) (list []*Doubtful) {
	rec := row.Record
	add := func(layer review.Layer, local, outside string, sentence readout.Span, confidence float64) {
		h := fnv.New64a()
		_, _ = h.Write([]byte(strconv.FormatInt(seed, 10) + "\x00" + outside))
		uses := max(row.Copies, 1) + row.StoryVersions - 1
		list = append(list, &Doubtful{Story: string(row.Story), Version: string(row.ID), Outlet: row.StoryOutlet, Day: row.Day, ID: local, Layer: string(layer),
			What: review.Line(rec, local), Sentence: sentence.In(rec.Version.Text), Confidence: confidence, Uses: uses,
			Doubt: (1 - confidence) * (1 + math.Log2(float64(uses))), key: mix(h.Sum64()), at: sentence})
	}
	statements, events := rec.OutsideIDs()
	for i := range rec.Attributions {
		a := &rec.Attributions[i]
		at := a.Cue.Cover()
		if at.Empty() {
			at = a.Content.Cover()
		}
		add(review.Statement, string(a.ID), statements[i], sentenceAt(rec, at), a.Confidence)
	}
	for i := range rec.Events {
		e := &rec.Events[i]
		add(review.Event, string(e.ID), events[i], e.Sentence, e.Confidence)
	}
	return list
}

// mix spreads the bits of a hash, so that its order is that of chance.
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// sentenceAt returns the sentence that words begin in, else the words.
func sentenceAt(rec *readout.Record, at readout.Span) readout.Span {
	for _, s := range rec.Sentences {
		if s.Start <= at.Start && at.Start < s.End {
			return s.Span
		}
	}
	return at
}

// A Reviewing is what a person says of a value.
type Reviewing struct {
	Version string            `json:"version" doc:"ve_…, or st_… for a story's current version"`
	ID      string            `json:"id,omitempty" doc:"of the value in the record: a3, e5, u2; none to add one"`
	Do      string            `json:"do" enum:"correct,confirm,reject,add"`
	Layer   string            `json:"layer,omitempty" enum:"statement,event,actor" doc:"of what is added"`
	Field   string            `json:"field,omitempty" doc:"none for the whole"`
	Value   string            `json:"value,omitempty" doc:"of a correction; none says that there is none"`
	Values  map[string]string `json:"values,omitempty" doc:"fields of what is added"`
	By      string            `json:"by" minLength:"1" maxLength:"200" doc:"who says so"`
	Why     string            `json:"why" minLength:"1" maxLength:"4000" doc:"a reason that others can check"`
	Seen    *int64            `json:"seen,omitempty" doc:"number of the last review that was seen; if somebody said something of the value since, nothing is kept"`
}

// Review keeps what a person says of a value.
func (s *Service) Review(ctx context.Context, in *Reviewing) (made *review.Review, err error) {
	if err := s.sees(ctx, in.Version); err != nil {
		return nil, err
	}
	seen := int64(-1)
	if in.Seen != nil {
		seen = *in.Seen
	}
	people.Did(ctx, "%s %s of %s %s", in.Do, cmp.Or(in.Field, in.Layer, "the whole"), in.Version, in.ID)
	err = s.Store.Update(ctx, func(tx *store.Tx) error {
		made, err = tx.AddReview(in.Version, in.ID, review.Review{Do: review.Deed(in.Do), Layer: review.Layer(in.Layer), Field: in.Field,
			Value: in.Value, Values: in.Values, By: by(ctx, in.By), Why: in.Why}, seen)
		return err
	})
	return made, reviewError(err)
}

// UndoReview takes a review back.
func (s *Service) UndoReview(ctx context.Context, id, who, why string) (old *review.Review, err error) {
	if err := s.sees(ctx, id); err != nil {
		return nil, err
	}
	people.Did(ctx, "undo %s", id)
	err = s.Store.Update(ctx, func(tx *store.Tx) error {
		old, err = tx.UndoReview(id, by(ctx, who), why)
		return err
	})
	return old, reviewError(err)
}

// reviewError gives what is wrong with a review its kind.
func reviewError(err error) error {
	var other *store.OvertakenError
	switch {
	case errors.Is(err, review.ErrUsage):
		return mistaken("Nothing was changed.", "%s", err)
	case errors.As(err, &other):
		return &Error{Overtaken, other.Error(), "Nothing was changed: look at it again, and say yours if it still holds."}
	}
	return err
}

// A Reviews is a part of what people said of values, the newest first.
type Reviews struct {
	Items []*store.ReviewRow
	Total int
	Last  int64 // number of the archive's last review
}

// Reviews lists what people said of values.
func (s *Service) Reviews(ctx context.Context, what store.Reviews) (*Reviews, error) {
	out := new(Reviews)
	var err error
	if out.Last, err = s.Store.LastReview(ctx); err != nil {
		return nil, err
	}
	out.Items, out.Total, err = s.Store.Reviews(ctx, what)
	return out, err
}
