package ask

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/claim"
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

// describe fills in what the records say of hits: who → the words → to whom,
// and what is known about it. Hits of one version share its record.
func (s *Service) describe(ctx context.Context, q *store.Query, found []*store.Hit, hits []Hit) error {
	records := make(map[readout.VersionID]*opened)
	for i, h := range found {
		if h.Local == "" {
			hits[i].Parts = pieces(h.Sentence, q.Marks(h.Sentence))
			continue
		}
		o, ok := records[h.ID]
		if !ok {
			rec, err := s.Store.Record(ctx, &h.VersionRef)
			if err != nil && !errors.Is(err, store.ErrNotFound) { // a record may go while a page is made
				return err
			}
			if err == nil {
				o = &opened{rows: claim.Read(rec), text: rec.Version.Text}
				if o.ids, err = s.profiles(ctx, rec, &h.VersionRef); err != nil {
					return err
				}
			}
			records[h.ID] = o
		}
		var row *claim.Row
		if o != nil {
			row = o.rows.Row(h.Local)
		}
		if row == nil {
			hits[i].Parts = []Piece{{Text: hits[i].Sentence}}
			continue
		}
		hits[i].Fields = o.rows.Fields(row, o.ids)
		hits[i].Parts = sentence(o.text, h.At, append(row.Marks, queryMarks(q, o.text, h.At)...))
	}
	return nil
}

// profiles returns the archive's ids of those actors of a record who have a
// profile: all but private persons.
func (s *Service) profiles(ctx context.Context, rec *readout.Record, ref *store.VersionRef) (map[readout.ActorID]string, error) {
	ids, public, err := s.Store.ActorIDs(ctx, ref)
	for i := range rec.Actors {
		if a := &rec.Actors[i]; a.Kind == readout.PersonActor && !a.Public && !public[a.ID] {
			delete(ids, a.ID)
		}
	}
	return ids, err
}

// queryMarks returns where the words of a query stand in a stretch of a text.
func queryMarks(q *store.Query, text string, at readout.Span) []readout.Span {
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
