package store

import (
	"context"
	"encoding/json"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// Reviewed is a version's record before and after what people said of it.
type Reviewed struct {
	Ref     VersionRef
	Machine *readout.Record // as the machine made it
	Record  *readout.Record // with what people said
	Fits    []review.Fit    // of the reviews that stand, in the order in which they were made
	Last    int64           // number of the last review of the archive, for [Tx.AddReview]
}

// Reviewed returns what people said of a version, or of a story's current one.
func (s *Store) Reviewed(ctx context.Context, id string) (*Reviewed, error) {
	stored, err := s.Version(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &Reviewed{Ref: stored.VersionRef}
	if out.Last, err = s.LastReview(ctx); err != nil { // first: what comes meanwhile was not seen
		return nil, err
	}
	if out.Machine, err = s.machineRecord(ctx, &out.Ref); err != nil {
		return nil, err
	}
	out.Record, out.Fits, err = reviewed(s.rowsOf(ctx), out.Ref.row, out.Machine)
	return out, err
}

// rowsOf returns a reader's rows, until ctx ends.
func (s *Store) rowsOf(ctx context.Context) anyRows {
	return func(each func(scan func(...any) error) error, query string, args ...any) error {
		return s.rows(ctx, each, query, args...)
	}
}

// LastReview returns the number of the last review of the archive.
func (s *Store) LastReview(ctx context.Context) (seq int64, err error) {
	_, err = s.row(ctx, []any{&seq}, `SELECT coalesce(max(seq), 0) FROM reviews`)
	return seq, err
}

// A ReviewRow is a review with what has become of it.
type ReviewRow struct {
	*review.Review
	Seq    int64        `json:"seq"`
	Story  string       `json:"story"`
	State  review.State `json:"state"`            // in the story's current version; "" while that is not read
	Local  string       `json:"local"`            // id in its record
	Undone string       `json:"undone,omitempty"` // who took it back, and why; "" if it stands
}

// Reviews says which reviews are listed.
type Reviews struct {
	ID    string       // a review, a version or a story; "" for all
	State review.State // of those that stand; "" for all
	Skip  int
	Limit int
}

// Reviews returns reviews, the newest first, and how many there are.
func (s *Store) Reviews(ctx context.Context, what Reviews) (list []*ReviewRow, total int, err error) {
	id := what.ID
	if id != "" {
		if id, err = s.Resolve(ctx, id); err != nil {
			return nil, 0, err
		}
	}
	from := ` FROM reviews r JOIN versions v USING (vid) JOIN stories s USING (sid) LEFT JOIN review_fits f ON f.seq = r.seq AND f.vid = s.current
		LEFT JOIN reviews u ON u.undoes <> '' AND u.undoes = r.id
		WHERE r.do <> 'undo' AND (?1 = '' OR ?1 IN (r.id, v.id, s.id)) AND (?2 = '' OR u.id IS NULL AND f.state = ?2)`
	if _, err := s.first(ctx, []any{&total}, `SELECT count(*)`+from, id, string(what.State)); err != nil {
		return nil, 0, err
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		row := new(ReviewRow)
		var state, who string
		var body []byte
		seq, r, err := scanReview(scan, &row.Story, &state, &row.Local, &who, &body)
		if err != nil {
			return err
		}
		row.Seq, row.Review, row.State = seq, r, review.State(state)
		if who != "" {
			row.Undone, row.State = who+undoReason(body), ""
		}
		list = append(list, row)
		return nil
	}, `SELECT `+reviewColumns+`, s.id, coalesce(f.state, ''), coalesce(f.local, ''), coalesce(u.who, ''), coalesce(u.body, x'')`+from+` ORDER BY r.seq DESC LIMIT ?3 OFFSET ?4`,
		id, string(what.State), what.Limit, what.Skip)
	return list, total, err
}

// undoReason returns why a review was taken back.
func undoReason(body []byte) string {
	var undo review.Review
	raw, err := unpack(body)
	if err == nil {
		err = json.Unmarshal(raw, &undo)
	}
	if err != nil {
		return ""
	}
	return ": " + undo.Why
}

// reviewedActors puts what people said into a record that has no text yet.
func (s *Store) reviewedActors(ctx context.Context, in *ActorIn, rec *readout.Record) (*readout.Record, error) {
	if none, err := s.unjudged(ctx, in.Version.row); none || err != nil {
		return rec, err
	}
	list, _, err := standingOf(s.rowsOf(ctx), in.Version.row)
	if err != nil || len(list) == 0 {
		return rec, err
	}
	return s.Record(ctx, &in.Version)
}
