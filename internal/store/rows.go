package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/review"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A Row is a version with its record and all that the archive knows of both.
type Row struct {
	VersionInfo
	Record *readout.Record // with what people said of it
	// Reviews are what people said, and what has become of it in this record.
	Reviews []review.Fit
	// Notes are notes and tags on its story and on values, and Grade what people
	// say of its outlet; nil for nothing.
	Notes  []*Note
	Grade  *Grade
	Label  people.Label               // of the version
	Actors map[readout.ActorID]string // ids in the archive of the record's actors that have one
	Public map[readout.ActorID]bool   // those of them whom the archive knows in a public role
	Group  string                     // copy group, "" for none
	Copies int                        // versions in the group
	// Of the story.
	StoryOutlet   string
	StoryVersions int
	StoryAddedAt  time.Time
	// Hits are the statements or events of the record that a search found;
	// nil if nothing or texts were searched.
	Hits map[string]bool
	// Origin is what another archive needs to take the version in; nil unless
	// it was asked for.
	Origin *Origin
	// Digest is what joining needs of the record, nil if it is not known or was
	// not asked for.
	Digest *thread.Digest
	// Told are the words that tell of happenings, and Sides the sentences that
	// contradict others; nil unless they were asked for.
	Told  []Telling
	Sides []RowSide
	// Kept is the version as the archive keeps it, and Capture what it was made
	// of; nil unless rows are read for a merge.
	Kept    *Stored
	Capture *Capture
}

// Rows says which rows are to be read.
type Rows struct {
	Query  *Query // nil: the whole archive
	All    bool   // older versions and trivial edits too
	Origin bool   // what another archive needs, too
	Month  string // only versions of a month, YYYY-MM, as [Store.Months] has it; "" for all
	Newest int    // only so many that came in last, whatever else there is; 0: all
	Digest bool   // digests too
	// Joined asks for digests and for what the rows tell together: of happenings,
	// and what contradicts what. Whole is said of rows of a search whose versions
	// are wanted with all that they tell, not only with what was found.
	Joined, Whole bool
	// Unread takes versions that have no record yet; it may be nil.
	Unread func(*VersionRef)
	// merge gives the records as the machine made them, captures and digests, and
	// versions that have no record too.
	merge bool
}

// Count returns how many versions there are to read.
func (s *Store) Count(ctx context.Context, what Rows) (int, error) {
	var err error
	if what.Query, err = s.withCurrentIDs(ctx, what.Query); err != nil {
		return 0, err
	}
	query, args := what.versions()
	n := 0
	_, err = s.first(ctx, []any{&n}, `SELECT count(*) FROM (`+query+`)`, args...)
	return n, err
}

// versions returns the query for the row numbers of what is to be read, story
// after story.
func (r Rows) versions() (string, []any) {
	if r.Query == nil {
		where := `s.current = v.vid`
		if r.All {
			where = `1`
		}
		var args []any
		if r.Month != "" {
			where += ` AND ` + monthOf + ` = ?`
			args = append(args, r.Month)
		}
		if r.Newest > 0 {
			return `SELECT vid FROM (SELECT v.vid, v.sid, v.n FROM versions v CROSS JOIN stories s USING (sid) WHERE ` + where + ` ORDER BY v.vid DESC LIMIT ?) ORDER BY sid, n`, append(args, r.Newest)
		}
		return `SELECT v.vid FROM versions v JOIN stories s USING (sid) WHERE ` + where + ` ORDER BY v.sid, v.n`, args
	}
	q := *r.Query
	q.All = q.All || r.All
	b := newBuilder(&q)
	from, args := b.from+` WHERE `+b.where(), b.args()
	if r.Newest > 0 {
		from, args = from+` GROUP BY v.vid ORDER BY v.vid DESC LIMIT ?`, append(args, r.Newest)
	}
	return `SELECT vid FROM versions WHERE vid IN (SELECT v.vid ` + from + `) ORDER BY sid, n`, args
}

// EachRow calls each for every version that has a record, the versions of one
// story together. All is read as the archive stood at the beginning.
func (s *Store) EachRow(ctx context.Context, what Rows, each func(*Row) error) error {
	var err error
	if what.Query, err = s.withCurrentIDs(ctx, what.Query); err != nil {
		return err
	}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return explain(s.path, err)
	}
	defer func() { _ = tx.Rollback() }()
	list, hits, err := what.find(ctx, tx)
	if err != nil {
		return explain(s.path, err)
	}
	r := &rowReader{s: s, tx: tx, hits: hits, whole: what.Origin, told: what.Digest || what.Joined, merge: what.merge, other: make(map[string]*sql.Stmt)}
	if err := r.prepare(ctx); err != nil {
		return explain(s.path, err)
	}
	if what.Joined {
		if err := r.join(ctx, list, what.Whole); err != nil {
			return explain(s.path, err)
		}
	}
	for _, vid := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		row, err := r.row(ctx, vid)
		if err != nil {
			return explain(s.path, err)
		}
		if row.Record == nil && !what.merge {
			if what.Unread != nil {
				what.Unread(&row.VersionRef)
			}
			continue
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return nil
}

// find returns the row numbers of what is to be read, story after story, and
// what of their records was searched and found; nil if texts were searched.
func (r Rows) find(ctx context.Context, tx *sql.Tx) (list []int64, hits map[int64][]string, err error) {
	query, args := r.versions()
	if r.Query != nil && r.Query.Kind != Texts {
		q := *r.Query
		q.All = q.All || r.All
		b := newBuilder(&q)
		hits = make(map[int64][]string)
		only, more := ``, []any(nil)
		if r.Newest > 0 {
			only, more = ` AND v.vid IN (`+query+`)`, args
		}
		query, args = `SELECT v.vid, x.local `+b.from+` WHERE `+b.where()+only+` ORDER BY v.sid, v.n, x.rid`, append(b.args(), more...)
	}
	rows, err := tx.QueryContext(ctx, query, args...)
	return list, hits, eachRow(rows, err, func(scan func(...any) error) error {
		var vid int64
		if hits == nil {
			err := scan(&vid)
			list = append(list, vid)
			return err
		}
		var local string
		err := scan(&vid, &local)
		if hits[vid] == nil {
			list = append(list, vid)
		}
		hits[vid] = append(hits[vid], local)
		return err
	})
}

// A rowReader reads rows one after the other.
type rowReader struct {
	teller       *toldReader // nil until it is needed
	s            *Store
	tx           *sql.Tx
	main, actors *sql.Stmt
	other        map[string]*sql.Stmt
	hits         map[int64][]string // by version; nil if nothing or texts were searched
	whole        bool               // origins too
	told         bool               // digests too
	joined       *joinedRows        // what rows tell together; nil unless that was asked for
	merge        bool               // records as the machine made them, captures and digests
	grades       map[string]*Grade  // of outlets; nil until they are asked for
}

const rowQuery = `SELECT ` + versionRefColumns + `, v.change, v.day, v.seen_at, v.added_at, v.url, v.headline, v.words, s.current = v.vid,
	s.outlet, s.added_at, (SELECT count(*) FROM versions o WHERE o.sid = v.sid), v.body,
	coalesce(g.id, ''), (SELECT count(*) FROM copy_members o WHERE o.gid = m.gid), coalesce(p.name, ''), r.body, coalesce((SELECT level FROM shut WHERE vid = v.vid), 0)
	FROM versions v JOIN stories s USING (sid) LEFT JOIN copy_members m ON m.vid = v.vid LEFT JOIN copy_groups g USING (gid)
	LEFT JOIN served d ON d.vid = v.vid LEFT JOIN pipelines p ON p.pid = d.pid LEFT JOIN records r ON r.vid = v.vid AND r.pid = d.pid
	WHERE v.vid = ?`

// prepare makes the statements.
func (r *rowReader) prepare(ctx context.Context) (err error) {
	if r.main, err = r.tx.PrepareContext(ctx, rowQuery); err != nil {
		return err
	}
	r.actors, err = r.tx.PrepareContext(ctx, actorsIn)
	return err
}

// rows returns a reader of rows as the archive stood at the beginning.
func (r *rowReader) rows(ctx context.Context) anyRows {
	return func(each func(scan func(...any) error) error, query string, args ...any) error {
		stmt := r.other[query]
		if stmt == nil {
			var err error
			if stmt, err = r.tx.PrepareContext(ctx, query); err != nil {
				return err
			}
			r.other[query] = stmt
		}
		rows, err := stmt.QueryContext(ctx, args...)
		return eachRow(rows, err, each)
	}
}

// peoples fills in what people wrote of a row's story and of its outlet.
func (r *rowReader) peoples(ctx context.Context, row *Row) (err error) {
	if r.grades == nil {
		list, err := gradesIn(r.rows(ctx), OfOutlet, "")
		if err != nil {
			return err
		}
		r.grades = make(map[string]*Grade)
		for i := range list {
			r.grades[list[i].What] = &list[i]
		}
	}
	row.Grade = r.grades[row.StoryOutlet]
	row.Notes, err = notesOf(r.rows(ctx), row.row)
	return err
}

// row reads one row. Its record is nil for a version that is not read yet.
func (r *rowReader) row(ctx context.Context, vid int64) (*Row, error) {
	row := new(Row)
	var seen, added, storyAdded string
	var body, record []byte
	dest := append(row.dest(), &row.Change, &row.Day, &seen, &added, &row.URL, &row.Headline, &row.Words, &row.Current,
		&row.StoryOutlet, &storyAdded, &row.StoryVersions, &body, &row.Group, &row.Copies, &row.Pipeline, &record, &row.Label)
	if err := r.main.QueryRowContext(ctx, vid).Scan(dest...); err != nil {
		return nil, err
	}
	row.SeenAt, row.AddedAt, row.StoryAddedAt = parseStamp(seen), parseStamp(added), parseStamp(storyAdded)
	if r.whole {
		if err := r.origin(row); err != nil {
			return nil, err
		}
	}
	if record == nil && !r.merge {
		return row, nil
	}
	stored := &Stored{VersionRef: row.VersionRef}
	if err := stored.fill(r.s.path, body); err != nil {
		return nil, err
	}
	if r.merge {
		if err := r.kept(ctx, row, stored); err != nil || record == nil {
			return row, err
		}
	}
	rec, err := unpackRecord(record)
	if err != nil {
		return nil, &DamageError{Path: r.s.path, Err: fmt.Errorf("record of %s: %w", row.ID, err)}
	}
	rec.Version = *stored.Version
	if r.merge {
		row.Record = rec
		return row, nil
	}
	if row.Record, row.Reviews, err = reviewed(r.rows(ctx), vid, rec); err != nil {
		return nil, err
	}
	if err := r.peoples(ctx, row); err != nil {
		return nil, err
	}
	if r.told {
		if err := r.tell(ctx, row); err != nil {
			return nil, err
		}
	}
	row.Actors, row.Public, err = namesOf(func(each func(scan func(...any) error) error) error {
		actors, err := r.actors.QueryContext(ctx, vid)
		return eachRow(actors, err, each)
	})
	if err != nil || r.hits == nil {
		return row, err
	}
	row.Hits = make(map[string]bool)
	for _, local := range r.hits[vid] {
		row.Hits[local] = true
	}
	return row, nil
}
