package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"sync"
	"time"
)

// A shelf has the columns of statements and events of an archive.
type shelf struct {
	mu      sync.Mutex
	on      bool
	now     *shelved
	reading bool      // all is being read
	failed  time.Time // when that failed last
	reads   sync.WaitGroup
	stop    context.CancelFunc
}

// shelved are the columns of statements and events in one state of the archive.
type shelved struct {
	state, seq         int64
	statements, events *rowColumns
	told               rowSet // versions that have a digest
}

// of returns the columns of a kind, nil if they are of no use.
func (h *shelved) of(kind ResultKind) *rowColumns {
	r := h.statements
	if kind == Events {
		r = h.events
	}
	if r.apart {
		return nil
	}
	return r
}

// shelved returns the columns as the archive is now, nil where they are not held yet, or
// have to be read anew: that is begun then.
func (s *Store) shelved(ctx context.Context) (*shelved, error) {
	if s.whole != nil {
		return s.whole.shelved(ctx)
	}
	h := &s.shelf
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.now == nil {
		s.fillBehind(ctx)
		return nil, nil
	}
	state, err := s.State(ctx)
	if err != nil || h.now.state == state {
		return h.now, err
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), searchTime)
	defer stop()
	next, err := s.readShelf(ctx, h.now)
	if err != nil {
		return nil, err
	}
	if next == nil {
		h.now = nil
		s.fillBehind(ctx)
		return nil, nil
	}
	next.state = state
	h.now = next
	return next, nil
}

// failPause is how long after a failure all is not read again.
const failPause = 30 * time.Second

// fillBehind has all read behind those who ask, where rows are held and nobody reads
// them. The shelf is locked.
func (s *Store) fillBehind(ctx context.Context) {
	h := &s.shelf
	if !h.on || time.Since(h.failed) < failPause || !h.begin() {
		return
	}
	ctx, h.stop = context.WithCancel(context.WithoutCancel(ctx))
	stop := h.stop
	h.reads.Go(func() {
		defer stop()
		_ = s.fillShelf(ctx) // without them the database answers, and who asks for all hears of it
	})
}

// begin reports whether nobody reads all, and notes that somebody does.
func (h *shelf) begin() bool {
	was := h.reading
	h.reading = true
	return !was
}

// fillShelf reads all, while others ask the database.
func (s *Store) fillShelf(ctx context.Context) error {
	h := &s.shelf
	state, err := s.State(ctx)
	var next *shelved
	if err == nil {
		next, err = s.readShelf(ctx, nil)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reading = false
	if err != nil {
		h.failed = time.Now()
		return err
	}
	next.state, h.now = state, next
	return nil
}

// holdRows reads the columns of statements and events, unless they are held.
func (s *Store) holdRows(ctx context.Context) error {
	if s.whole != nil {
		return s.whole.holdRows(ctx)
	}
	h := &s.shelf
	if now, err := s.shelved(ctx); now != nil || err != nil {
		return err
	}
	h.reads.Wait()
	h.mu.Lock()
	mine := h.now == nil && h.begin()
	h.on = true
	h.mu.Unlock()
	if !mine {
		return nil
	}
	return s.fillShelf(ctx)
}

// close ends reading.
func (h *shelf) close() {
	h.mu.Lock()
	h.on = false
	if h.stop != nil {
		h.stop()
	}
	h.mu.Unlock()
	h.reads.Wait()
}

// readShelf reads all, or what has changed since; nil if all has to be read again.
func (s *Store) readShelf(ctx context.Context, old *shelved) (*shelved, error) {
	conn, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all of one moment
	if err != nil {
		return nil, explain(s.path, err)
	}
	defer conn.Rollback()
	r := &shelfReader{columnReader: columnReader{ctx: ctx, conn: conn}}
	next := new(shelved)
	r.row(`SELECT coalesce(max(seq), 0) FROM main.changes`, nil, &next.seq)
	if old == nil {
		r.all(next)
	} else if !r.changed(old, next) {
		next = nil
	}
	return next, explain(s.path, r.err)
}

// A shelfReader reads columns of statements and events.
type shelfReader struct{ columnReader }

// all reads all rows.
func (r *shelfReader) all(next *shelved) {
	next.statements, next.events = newRowColumns(saidCells), newRowColumns(doneCells)
	next.events.roles = &roleColumns{actor: newCodes(), country: newCodes()}
	r.rows(next.statements, saidRows, `1`)
	r.rows(next.events, doneRows, `1`)
	r.roles(next.events, `1`)
	r.private(next.events.roles, 0, nil)
	var told string
	r.row(`SELECT coalesce(group_concat(vid), '') FROM told`, nil, &told)
	next.told, _ = rowSetOf(told)
	next.statements.settle(0)
	next.events.settle(0)
}

// How rows are read; the condition and its order follow.
const (
	saidRows = `SELECT x.rid, x.vid, x.actor, x.kind, x.country, x.act, x.quoted, x.status, x.d_from, x.d_to FROM statements x`
	doneRows = `SELECT x.rid, x.vid, x.type, x.modes, x.cameo, x.quad, x.status, x.d_from, x.d_to, x.place, x.country, x.place_id,
		CASE WHEN EXISTS (SELECT 1 FROM event_by b JOIN statements st ON st.rid = b.said WHERE b.rid = x.rid AND ` + nobody + `) THEN 'unnamed' WHEN EXISTS (SELECT 1 FROM event_by b WHERE b.rid = x.rid) THEN 'named' ELSE 'outlet' END FROM events x`
	ofVersions = `x.vid IN (SELECT value FROM json_each(?))`
)

// rows puts rows at the end.
func (r *shelfReader) rows(c *rowColumns, query, where string, args ...any) {
	if r.err != nil {
		return
	}
	var rid, vid int64
	dest := []any{&rid, &vid}
	cells := make([]sql.RawBytes, len(c.cells))
	for i := range cells {
		dest = append(dest, &cells[i])
	}
	rows, err := r.conn.QueryContext(r.ctx, query+` WHERE `+where+` ORDER BY x.rid`, args...)
	r.err = eachRow(rows, err, func(scan func(...any) error) error {
		if err := scan(dest...); err != nil {
			return err
		}
		c.rid, c.vid = append(c.rid, int32(rid)), append(c.vid, int32(vid))
		for i := range cells {
			c.cells[i].add(cells[i])
		}
		return nil
	})
}

// roles puts the roles of events at the end.
func (r *shelfReader) roles(c *rowColumns, where string, args ...any) {
	if r.err != nil {
		return
	}
	var rid int64
	var to bool
	var actor, country sql.RawBytes
	rows, err := r.conn.QueryContext(r.ctx, `SELECT r.rid, r.role = 'recipient', r.actor, r.country FROM event_roles r WHERE `+where+` ORDER BY r.rid`, args...)
	r.err = eachRow(rows, err, func(scan func(...any) error) error {
		if err := scan(&rid, &to, &actor, &country); err != nil {
			return err
		}
		c.roles.rid, c.roles.to = append(c.roles.rid, int32(rid)), append(c.roles.to, to)
		c.roles.actor.add(actor)
		c.roles.country.add(country)
		return nil
	})
}

// private notes which actors are private persons: those from a number on, and others
// that have changed.
func (r *shelfReader) private(c *roleColumns, from int, changed []string) {
	dict := c.actor.dict
	ask := slices.Clone(dict.names[from:])
	for _, id := range changed {
		if n, ok := dict.number[id]; ok && int(n) < from {
			ask = append(ask, id)
		}
	}
	if len(ask) == 0 || r.err != nil {
		return
	}
	c.private = append(slices.Clone(c.private), make([]bool, len(dict.names)-from)...)
	for _, id := range ask {
		c.private[dict.number[id]] = true
	}
	rows, err := r.conn.QueryContext(r.ctx, `SELECT id FROM actors WHERE id IN (SELECT value FROM json_each(?)) AND (kind <> 'person' OR public)`, jsonOf(ask))
	var id sql.RawBytes
	r.err = eachRow(rows, err, func(scan func(...any) error) error {
		err := scan(&id)
		if n, ok := dict.number[string(id)]; ok {
			c.private[n] = false
		}
		return err
	})
}

func jsonOf(v any) string {
	out, _ := json.Marshal(v) // numbers or strings
	return string(out)
}

// changed reads what has changed since; false if all has to be read again. Each change
// of what a version's record gives has its line in the change feed: of the record, or
// of the actors whose ids it has.
func (r *shelfReader) changed(old, next *shelved) bool {
	var anew, gone bool
	r.row(`SELECT EXISTS (SELECT 1 FROM main.changes WHERE seq > ?1 AND tbl = 'decisions' AND reason LIKE '%actor%'),
		EXISTS (SELECT 1 FROM main.changes WHERE seq > ?1 AND tbl = 'versions' AND op <> 'insert')`, []any{old.seq}, &anew, &gone)
	actors := r.list(`SELECT DISTINCT id FROM main.changes WHERE seq > ? AND tbl = 'actors'`, old.seq)
	var vids []int64
	r.numbers(&vids, `SELECT v.vid FROM main.changes c JOIN versions v ON v.id = c.id WHERE c.seq > ? AND c.tbl = 'records'`, old.seq)
	r.numbers(&vids, `SELECT a.vid FROM main.changes c JOIN actor_versions a ON a.own = c.id WHERE c.seq > ? AND c.tbl = 'actors' AND c.op <> 'update'`, old.seq)
	if anew || r.err != nil {
		return false
	}
	again := make(map[int32]bool)
	for _, vid := range vids {
		again[int32(vid)] = true
	}
	if gone {
		r.gone(old, again)
	}
	list := jsonOf(vids)
	next.statements = r.follow(old.statements, again, func(c *rowColumns) { r.rows(c, saidRows, ofVersions, list) })
	next.events = r.follow(old.events, again, func(c *rowColumns) {
		r.rows(c, doneRows, ofVersions, list)
		r.roles(c, `r.rid IN (SELECT x.rid FROM events x WHERE `+ofVersions+`)`, list)
	})
	next.told = r.toldAgain(old.told, again)
	if r.err == nil {
		roles := *next.events.roles
		r.private(&roles, len(old.events.roles.private), actors)
		next.events.roles = &roles
	}
	var said, done int32
	r.row(`SELECT (SELECT coalesce(max(rid), 0) FROM statements), (SELECT coalesce(max(rid), 0) FROM events)`, nil, &said, &done)
	return r.err != nil || said == next.statements.last() && done == next.events.last() // else the index was made again
}

// toldAgain returns which versions have a digest, of those that were read again as they
// are now.
func (r *shelfReader) toldAgain(old rowSet, again map[int32]bool) rowSet {
	if len(again) == 0 || r.err != nil {
		return old
	}
	out := slices.Clone(old)
	var vids, told []int64
	for vid := range again {
		vids = append(vids, int64(vid))
		out.drop(int64(vid))
	}
	r.numbers(&told, `SELECT vid FROM told WHERE vid IN (SELECT value FROM json_each(?))`, jsonOf(vids))
	for _, vid := range told {
		out.add(vid)
	}
	return out
}

// last returns the last row, 0 for none.
func (r *rowColumns) last() int32 {
	if len(r.rid) == 0 {
		return 0
	}
	return r.rid[len(r.rid)-1]
}

// gone adds the versions that are there no more.
func (r *shelfReader) gone(old *shelved, again map[int32]bool) {
	var left rowSet
	var list string
	r.row(`SELECT coalesce(group_concat(vid), '') FROM versions`, nil, &list)
	left, _ = rowSetOf(list)
	for _, c := range []*rowColumns{old.statements, old.events} {
		for _, vid := range c.vid {
			if !left.has(int64(vid)) {
				again[vid] = true
			}
		}
	}
}

// follow returns columns with what versions have now that were read again.
func (r *shelfReader) follow(old *rowColumns, again map[int32]bool, read func(*rowColumns)) *rowColumns {
	if len(again) == 0 || r.err != nil {
		return old
	}
	fresh := old.empty(0)
	read(fresh)
	if r.err != nil {
		return old
	}
	fresh.settle(0)
	return old.with(fresh, again)
}

func (r *shelfReader) list(query string, args ...any) (list []string) {
	if r.err != nil {
		return nil
	}
	rows, err := r.conn.QueryContext(r.ctx, query, args...)
	r.err = eachRow(rows, err, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		list = append(list, id)
		return err
	})
	return list
}

func (r *shelfReader) numbers(list *[]int64, query string, args ...any) {
	if r.err != nil {
		return
	}
	rows, err := r.conn.QueryContext(r.ctx, query, args...)
	r.err = eachRow(rows, err, func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		*list = append(*list, n)
		return err
	})
}
