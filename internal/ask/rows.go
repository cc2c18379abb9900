package ask

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/store"
)

// A Piece is a stretch of a hit's sentence, marked or not.
type Piece struct {
	Text string
	Mark bool
}

// An opened record is what makes rows of a version's statements and events.
type opened struct {
	rows *claim.Reader
	text string
	ids  map[readout.ActorID]string
}

// A describer makes rows of hits: who → the words → to whom, and what is known about
// it. Hits of one version share its record.
type describer struct {
	s    *Service
	q    *store.Query
	rows map[*store.Hit]*Hit
}

func (s *Service) describer(q *store.Query) *describer {
	return &describer{s: s, q: q, rows: make(map[*store.Hit]*Hit)}
}

// describe makes the rows of hits while their records are open.
func (d *describer) describe(ctx context.Context, hits []*store.Hit) error {
	records := make(map[readout.VersionID]*opened)
	for _, h := range hits {
		o, ok := records[h.ID]
		if !ok {
			var err error
			if o, err = d.open(ctx, h); err != nil {
				return err
			}
			records[h.ID] = o
		}
		out := hitOf(h)
		d.fill(&out, h, o)
		d.rows[h] = &out
	}
	return nil
}

// open opens the record of a hit; nil if its version is not read yet, or went meanwhile.
func (d *describer) open(ctx context.Context, h *store.Hit) (*opened, error) {
	rec, err := d.s.Store.RecordOf(ctx, h)
	if errors.Is(err, store.ErrNotFound) {
		tellOpened(ctx, h.ID, nil, Known{})
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	o := &opened{rows: claim.Read(rec), text: rec.Version.Text}
	known := Known{}
	if known.Actors, known.Public, err = d.s.Store.ActorIDs(ctx, &h.VersionRef); err != nil {
		return nil, err
	}
	o.ids = profiles(rec, known)
	tellOpened(ctx, h.ID, rec, known)
	return o, nil
}

// fill fills in what the record says of a hit: of its statement or event, or of words
// of a text what their sentence tells.
func (d *describer) fill(out *Hit, h *store.Hit, o *opened) {
	var row *claim.Row
	marks := d.q.Marks(h.Sentence)
	if o != nil {
		marks = Marks(d.q, o.text, h.At)
		if h.Local != "" {
			row = o.rows.Row(h.Local)
		} else {
			row = o.rows.In(h.At, marks)
		}
	}
	switch {
	case row != nil:
		out.Fields = o.rows.Fields(row, o.ids)
		out.Parts = sentence(o.text, h.At, append(row.Marks, marks...))
		out.ID, out.Tells, out.Status = row.ID, store.Events, string(row.Status)
		if row.Statement {
			out.Tells = store.Statements
		}
		if h.Local == "" {
			out.Act = row.Code
			if row.Statement {
				out.Speaker = row.Who[0].Name
			}
		}
	case o != nil && h.Local == "":
		out.Parts = sentence(o.text, h.At, marks)
	case h.Local == "":
		out.Parts = pieces(h.Sentence, marks)
	default:
		out.Parts = []Piece{{Text: out.Sentence}}
	}
}

// hits returns hits as rows, with their labels.
func (d *describer) hits(ctx context.Context, found []*store.Hit) ([]Hit, error) {
	out := make([]Hit, 0, len(found))
	for _, h := range found {
		row := *d.rows[h]
		row.Copies = h.Copies
		out = append(out, row)
	}
	return out, d.s.label(ctx, len(out), func(i int) (readout.VersionID, *people.Label) { return out[i].Version, &out[i].Label })
}

// Known is what the archive knows of a record's actors.
type Known struct {
	Actors map[readout.ActorID]string // their ids in the archive
	Public map[readout.ActorID]bool   // those whom it knows in a public role
}

type openedKey struct{}

// WithOpened returns a context in which what makes rows of hits hands the record of
// each version on while it is open, nil for a version that is not read yet: who masks
// the rows of a file need not open it again.
func WithOpened(ctx context.Context, see func(id readout.VersionID, rec *readout.Record, known Known)) context.Context {
	return context.WithValue(ctx, openedKey{}, see)
}

func tellOpened(ctx context.Context, id readout.VersionID, rec *readout.Record, known Known) {
	if see, ok := ctx.Value(openedKey{}).(func(readout.VersionID, *readout.Record, Known)); ok {
		see(id, rec, known)
	}
}

// profiles returns the archive's ids of those actors of a record who have a
// profile: all but private persons.
func profiles(rec *readout.Record, known Known) map[readout.ActorID]string {
	ids := maps.Clone(known.Actors)
	for i := range rec.Actors {
		if a := &rec.Actors[i]; a.Kind == readout.PersonActor && !a.Public && !known.Public[a.ID] {
			delete(ids, a.ID)
		}
	}
	return ids
}

// Marks returns where the words of a query stand in a stretch of a text.
func Marks(q *store.Query, text string, at readout.Span) []readout.Span {
	if !at.Fits(text) {
		return nil
	}
	marks := q.Marks(at.In(text))
	for i := range marks {
		marks[i] = readout.Span{Start: marks[i].Start + at.Start, End: marks[i].End + at.Start}
	}
	return marks
}

// Pieces returns a stretch of a text with some of its words marked.
func Pieces(text string, at readout.Span, marks []readout.Span) []Piece {
	return sentence(text, at, marks)
}

// sentence returns a stretch of a text in pieces, with its white space as
// single blanks.
func sentence(text string, at readout.Span, marks []readout.Span) []Piece {
	if !at.Fits(text) {
		return nil
	}
	inside := make([]readout.Span, 0, len(marks))
	for _, m := range marks {
		if m.Fits(text) && m.Overlaps(at) {
			inside = append(inside, readout.Span{Start: max(m.Start, at.Start) - at.Start, End: min(m.End, at.End) - at.Start})
		}
	}
	return pieces(at.In(text), inside)
}

// pieces cuts a text where marks begin and end, after maxSentence runes at most.
func pieces(text string, marks []readout.Span) []Piece {
	if shown := clip(text, maxSentence); shown != text {
		text = shown
	}
	cuts := []int{0, len(text)}
	for _, m := range marks {
		cuts = append(cuts, min(m.Start, len(text)), min(m.End, len(text)))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []Piece
	for i := range cuts[1:] {
		s := readout.Span{Start: cuts[i], End: cuts[i+1]}
		p := Piece{Text: blanks(s.In(text)), Mark: slices.ContainsFunc(marks, func(m readout.Span) bool { return m.Contains(s) })}
		if n := len(out); n > 0 && out[n-1].Mark == p.Mark {
			out[n-1].Text += p.Text
		} else {
			out = append(out, p)
		}
	}
	return out
}

// blanks returns text with each stretch of white space as one blank.
func blanks(text string) string {
	words := strings.Join(strings.Fields(text), " ")
	if words == "" && text != "" {
		return " "
	}
	if text != "" && strings.ContainsRune(" \n\t\r", rune(text[0])) {
		words = " " + words
	}
	if text != "" && strings.ContainsRune(" \n\t\r", rune(text[len(text)-1])) {
		words += " "
	}
	return words
}
