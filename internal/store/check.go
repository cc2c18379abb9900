package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A Finding is something that [Store.Check] found wrong.
type Finding struct {
	What    string // file, version, capture, record, reference, or index
	ID      string // of the version, "" if the file is meant or the id can't be read
	Story   string // st_… that is touched, "" if it can't be told
	Err     string // what is wrong
	Recover string // what can be done about it
}

// Checked counts what [Store.Check] looked at.
type Checked struct {
	Versions, Captures, Records, Findings int
}

// maxFindings is how many complaints about the file itself are passed on.
const maxFindings = 100

// Check reads all that the archive holds: the file's own structure, every
// text and capture against its hash, every record against its text, every
// reference, and the tables and indexes of words that searches read against the
// texts and records. What is wrong is given to found, with what can be recovered.
// progress is called now and then; it may be nil.
func (s *Store) Check(ctx context.Context, found func(Finding), progress func(done, of int)) (Checked, error) {
	c := &checker{s: s, ctx: ctx, found: found, stmts: make(map[string]*sql.Stmt)}
	defer func() {
		for _, stmt := range c.stmts {
			_ = stmt.Close()
		}
	}()
	if err := c.file(); err != nil {
		return c.sum, err
	}
	last := c.lastVersion(ctx)
	for vid := int64(1); vid <= last; vid++ {
		if err := ctx.Err(); err != nil {
			return c.sum, err
		}
		c.version(ctx, vid)
		if progress != nil && vid%64 == 0 {
			progress(int(vid), int(last))
		}
	}
	c.references()
	c.timelines()
	c.reviews()
	c.tables()
	return c.sum, nil
}

// A checker is one check on its way.
type checker struct {
	s     *Store
	ctx   context.Context
	found func(Finding)
	sum   Checked

	indexed int // findings about the index
	stmts   map[string]*sql.Stmt
}

func (c *checker) report(f Finding) {
	c.sum.Findings++
	if c.found != nil {
		c.found(f)
	}
}

// file lets the database check the file's structure, by a connection of its
// own: one that has checked before and was overtaken by a writer takes the
// indexes of words for damaged.
func (c *checker) file() error {
	db, err := openDB(c.s.path, true)
	if err != nil {
		return err
	}
	defer db.Close()
	rows, err := db.QueryContext(c.ctx, fmt.Sprintf(`PRAGMA integrity_check(%d)`, maxFindings))
	err = explain(c.s.path, eachRow(rows, err, func(scan func(...any) error) error {
		var line string
		if err := scan(&line); err != nil || line == "ok" {
			return err
		}
		c.report(Finding{What: "file", Err: line, Recover: "the stories that it touches are named below; readout restore brings a backup back"})
		return nil
	}))
	var damage *DamageError
	if errors.As(err, &damage) {
		c.report(Finding{What: "file", Err: damage.Err.Error(), Recover: "the stories that it touches are named below; readout restore brings a backup back"})
		return nil
	}
	return err
}

// lastVersion returns the highest row of a version, from whatever table still
// tells it.
func (c *checker) lastVersion(ctx context.Context) int64 {
	var last int64
	for _, query := range []string{
		`SELECT coalesce(max(vid), 0) FROM versions`, `SELECT coalesce(max(vid), 0) FROM versions INDEXED BY versions_day`,
		`SELECT coalesce(max(vid), 0) FROM served`, `SELECT coalesce(max(vid), 0) FROM records`, `SELECT coalesce(max(current), 0) FROM stories`,
	} {
		var n int64
		if _, err := c.s.row(ctx, []any{&n}, query); err == nil {
			last = max(last, n)
		}
	}
	return last
}

// version checks one version with its capture and its record.
func (c *checker) version(ctx context.Context, vid int64) {
	var st Stored
	var data []byte
	var cid int64
	ok, err := c.s.row(ctx, append(st.dest(), &data, &cid), `SELECT `+versionRefColumns+`, v.body, v.cid FROM versions v JOIN stories s USING (sid) WHERE v.vid = ?`, vid)
	switch {
	case err != nil:
		c.report(c.unreadable(ctx, vid, err))
		return
	case !ok:
		if sid := c.storyRow(ctx, vid); sid != 0 {
			c.report(Finding{What: "reference", Story: c.storyID(ctx, sid), Err: fmt.Sprintf("version in row %d: its story or its row is gone", vid), Recover: "readout restore brings a backup back"})
		}
		return
	}
	c.sum.Versions++
	captureErr := c.capture(ctx, cid, &st)
	if err := st.fill(c.s.path, data); err != nil {
		c.report(Finding{What: "version", ID: string(st.ID), Story: string(st.Story), Err: inner(err), Recover: remedy(captureErr)})
		return
	}
	if err := c.words(&st, "texts", vid, st.Version.Headline+" "+st.Version.Text); err != nil {
		c.index(&st, "the index of words can't be read: %v", inner(err))
	}
	c.fingerprints(&st)
	c.record(ctx, &st)
}

// capture checks the bytes that a version was made of.
func (c *checker) capture(ctx context.Context, cid int64, st *Stored) error {
	if cid == 0 {
		return ErrNotFound
	}
	var capture Capture
	var sum []byte
	var meta string
	ok, err := c.s.row(ctx, []any{&sum, &capture.Kind, &meta, &capture.Data}, `SELECT sha256, kind, meta, data FROM captures WHERE cid = ?`, cid)
	if err == nil && !ok {
		err = errors.New("it is gone")
	}
	if err == nil {
		capture.Meta = []byte(meta)
		capture.Data, err = unpack(capture.Data)
	}
	if got := capture.Sum(); err == nil && string(got[:]) != string(sum) {
		err = errors.New("the bytes do not fit their hash")
	}
	if err != nil {
		c.report(Finding{What: "capture", ID: string(st.ID), Story: string(st.Story), Err: inner(err),
			Recover: "the clean text stands in the archive by itself; readout restore brings the bytes back, if a backup has them"})
		return err
	}
	c.sum.Captures++
	return nil
}

// record checks the record that is shown of a version.
func (c *checker) record(ctx context.Context, st *Stored) {
	rec, err := c.s.Record(ctx, &st.VersionRef)
	if errors.Is(err, ErrNotFound) {
		return
	}
	if err == nil {
		err = rec.Check()
	}
	if err != nil {
		c.report(Finding{What: "record", ID: string(st.ID), Story: string(st.Story), Err: inner(err), Recover: "the text is whole: readout reread --all makes the record again"})
		return
	}
	c.sum.Records++
	c.derived(st, rec)
}

// unreadable says which story a version's row belonged to, by what indexes
// still tell.
func (c *checker) unreadable(ctx context.Context, vid int64, err error) Finding {
	f := Finding{What: "version", Err: inner(err), Recover: "readout restore brings it back, if a backup has it; else add its source again"}
	if _, err := c.s.row(ctx, []any{&f.ID}, `SELECT id FROM versions INDEXED BY sqlite_autoindex_versions_1 WHERE +vid = ?`, vid); err != nil {
		f.ID = ""
	}
	if f.ID == "" {
		f.Err = fmt.Sprintf("version in row %d: %s", vid, f.Err)
	}
	if sid := c.storyRow(ctx, vid); sid != 0 {
		f.Story = c.storyID(ctx, sid)
	}
	return f
}

// storyRow returns the story's row of a version from the index of numbers, or 0.
func (c *checker) storyRow(ctx context.Context, vid int64) int64 {
	var sid int64
	if _, err := c.s.row(ctx, []any{&sid}, `SELECT sid FROM versions INDEXED BY sqlite_autoindex_versions_2 WHERE +vid = ?`, vid); err != nil {
		return 0
	}
	return sid
}

func (c *checker) storyID(ctx context.Context, sid int64) string {
	var id string
	if _, err := c.s.row(ctx, []any{&id}, `SELECT id FROM stories WHERE sid = ?`, sid); err != nil {
		return ""
	}
	return id
}

// dangling are references that must lead somewhere, as queries for those that
// do not.
var dangling = []struct{ what, query, remedy string }{
	{"a story without a version", `SELECT id FROM stories WHERE NOT EXISTS (SELECT 1 FROM versions WHERE versions.sid = stories.sid)`, "readout forget takes the empty story out"},
	{"a story whose current version is not its own", `SELECT s.id FROM stories s WHERE NOT EXISTS (SELECT 1 FROM versions v WHERE v.vid = s.current AND v.sid = s.sid) AND EXISTS (SELECT 1 FROM versions v WHERE v.sid = s.sid)`, "readout restore brings a backup back"},
	{"a record that is shown and not there", `SELECT s.id FROM served JOIN versions v USING (vid) JOIN stories s USING (sid) WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.vid = served.vid AND r.pid = served.pid)`, "readout reread makes it again"},
	{"a copy group's member that is not there", `SELECT g.id FROM copy_members m JOIN copy_groups g USING (gid) WHERE NOT EXISTS (SELECT 1 FROM versions v WHERE v.vid = m.vid)`, "readout restore brings a backup back"},
	{"an id that leads nowhere", `SELECT id FROM tombstones t WHERE into_id <> '' AND NOT EXISTS (SELECT 1 FROM tombstones u WHERE u.id = t.into_id) AND NOT EXISTS (SELECT 1 FROM stories WHERE id = into_id) AND NOT EXISTS (SELECT 1 FROM versions WHERE id = into_id) AND NOT EXISTS (SELECT 1 FROM actors WHERE id = into_id) AND NOT EXISTS (SELECT 1 FROM happenings WHERE id = into_id)`, "readout restore brings a backup back"},
	{"an index row of no version", `SELECT id FROM statements WHERE NOT EXISTS (SELECT 1 FROM served WHERE served.vid = statements.vid)`, "readout reread --all makes the index again"},
}

// references reports what leads nowhere.
func (c *checker) references() {
	for _, d := range dangling {
		err := c.s.rows(c.ctx, func(scan func(...any) error) error {
			f := Finding{What: "reference", Err: d.what, Recover: d.remedy}
			err := scan(&f.ID)
			if err == nil {
				c.report(f)
			}
			return err
		}, d.query+fmt.Sprintf(` LIMIT %d`, maxFindings))
		if err != nil {
			c.report(Finding{What: "reference", Err: d.what + ": can't be checked: " + inner(err), Recover: "readout restore brings a backup back"})
		}
	}
}

// remedy says what can be done for a text that is lost.
func remedy(captureErr error) string {
	if captureErr == nil {
		return "its capture is whole: readout show --capture prints it, and readout add takes it in again"
	}
	return "readout restore brings it back, if a backup has it; else add its source again"
}

// inner returns what is wrong without the advice that stands in a finding.
func inner(err error) string {
	var damage *DamageError
	if errors.As(err, &damage) {
		err = damage.Err
	}
	return err.Error()
}
