package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Searches order and count what they find by what is known of versions: their day,
// story, outlet and line of reporting, and whether a story shows them. The rows of
// versions are large, so that to read them for each of ten thousand results takes
// most of a search's time. Columns hold that of all versions in memory, 24 bytes for
// each: the database is asked for numbers of rows alone.

// columns are of one state of the archive, as one clearance sees it; they never change.
type columns struct {
	state   int64 // of the archive, before they were read
	seq     int64 // of its last change
	day     []int32
	outlet  []int32
	story   []int32
	line    []int32 // copy group, or the story with a minus
	current rowSet
	judged  rowSet  // stories of which people said something
	newest  []int32 // rows of versions: the newest day first, of a day the last that came in
	days    []string
	outlets []outletNames
	groups  [2]int64 // number and sum of the copy groups' members, which say whether one changed
	names   map[string]int32
	lines   *inLines
}

// outletNames are those of an outlet: of the story, and of the version behind it.
type outletNames struct{ story, both string }

// A rowSet is a set of row numbers.
type rowSet []uint64

// has reports whether the set has a row.
func (s rowSet) has(row int64) bool {
	return row >= 0 && row>>6 < int64(len(s)) && s[row>>6]&(1<<(row&63)) != 0
}

// add puts a row in.
func (s *rowSet) add(row int64) {
	for int64(len(*s)) <= row>>6 {
		*s = append(*s, make([]uint64, 1+row>>6-int64(len(*s))+row>>12)...)
	}
	(*s)[row>>6] |= 1 << (row & 63)
}

// drop takes a row out.
func (s rowSet) drop(row int64) {
	if s.has(row) {
		s[row>>6] &^= 1 << (row & 63)
	}
}

// rowSetOf reads what group_concat says of row numbers.
func rowSetOf(list string) (s rowSet, n int) {
	for field := range strings.SplitSeq(list, ",") {
		if row, err := strconv.ParseInt(field, 10, 64); err == nil && row > 0 {
			s.add(row)
			n++
		}
	}
	return s, n
}

// A holder has the columns of an archive.
type holder struct {
	mu   sync.Mutex
	on   bool
	cols *columns
}

// holdTime is how long all columns may take to be read, which a server does once: of
// 720,000 stories on a core that much other work has they take more than a search may.
const holdTime = 10 * time.Minute

// patience is how long reading may take.
func (h *holder) patience() time.Duration {
	if h.cols == nil {
		return holdTime
	}
	return searchTime
}

// Hold reads columns of all versions into memory, and has searches use them from then
// on, those of parts of the archive that are opened later too: for programs that
// answer many.
func (s *Store) Hold(ctx context.Context) error {
	s.filling.Store(true)
	defer s.filling.Store(false)
	s.holder.mu.Lock()
	s.holder.on = true
	s.holder.mu.Unlock()
	if _, err := s.held(ctx); err != nil {
		return err
	}
	return s.holdRows(ctx)
}

// Filling reports whether [Store.Hold] is reading: the database answers meanwhile.
func (s *Store) Filling() bool {
	if s.whole != nil {
		return s.whole.Filling()
	}
	return s.filling.Load()
}

// held returns the columns as the archive is now, nil where they are not held.
func (s *Store) held(ctx context.Context) (*columns, error) {
	h := &s.holder
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.on {
		return nil, nil
	}
	state, err := s.State(ctx)
	if err != nil {
		return nil, err
	}
	if h.cols != nil && h.cols.state == state {
		return h.cols, nil
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), h.patience()) // others want them too
	defer stop()
	conn, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // all of one moment
	if err != nil {
		return nil, explain(s.path, err)
	}
	defer conn.Rollback()
	r := &columnReader{ctx: ctx, conn: conn}
	next := r.read(h.cols)
	if r.err != nil {
		h.cols = nil // its numbers of days and outlets may have been given away
		return nil, explain(s.path, r.err)
	}
	next.state = state
	h.cols = next
	return next, nil
}

// unjudged reports whether it is known that nobody said anything of a version's story.
func (s *Store) unjudged(ctx context.Context, vid int64) (bool, error) {
	c, err := s.held(ctx)
	if c == nil || vid >= int64(len(c.story)) || c.story[vid] == 0 {
		return false, err
	}
	return !c.judged.has(int64(c.story[vid])), err
}

// A columnReader makes columns; after an error it does nothing more.
type columnReader struct {
	ctx  context.Context
	conn *sql.Tx
	err  error
}

func (r *columnReader) row(query string, args []any, dest ...any) {
	if r.err == nil {
		r.err = r.conn.QueryRowContext(r.ctx, query, args...).Scan(dest...)
	}
}

// read makes the columns of now, of those of before and what came in since, if
// nothing was taken out, joined or labelled meanwhile.
func (r *columnReader) read(old *columns) *columns {
	if old != nil {
		var changed bool
		r.row(`SELECT EXISTS (SELECT 1 FROM main.changes WHERE seq > ? AND (reason = 'label' OR tbl = 'decisions' OR tbl IN ('versions', 'stories', 'groups') AND op <> 'insert'))`, []any{old.seq}, &changed)
		if changed {
			old = nil
		}
	}
	if old == nil {
		old = &columns{day: make([]int32, 1), outlet: make([]int32, 1), story: make([]int32, 1), line: make([]int32, 1), names: make(map[string]int32)}
	}
	c := *old // it appends behind the end of the old ones, which nobody reads there
	c.lines = new(inLines)
	r.row(`SELECT coalesce(max(seq), 0) FROM main.changes`, nil, &c.seq)
	r.arrivals(&c)
	r.groups(&c)
	var shown string
	r.row(`SELECT coalesce(group_concat(current), '') FROM stories`, nil, &shown)
	c.current, _ = rowSetOf(shown)
	r.row(`SELECT coalesce(group_concat(DISTINCT v.sid), '') FROM reviews r JOIN versions v USING (vid)`, nil, &shown)
	c.judged, _ = rowSetOf(shown)
	return &c
}

// arrivals adds the versions that came in.
func (r *columnReader) arrivals(c *columns) {
	if r.err != nil {
		return
	}
	var fresh []int32
	var vid, sid int64
	var day, outlet, own sql.RawBytes
	rows, err := r.conn.QueryContext(r.ctx, `SELECT v.vid, v.sid, v.day, s.outlet, v.outlet FROM versions v JOIN stories s USING (sid) WHERE v.vid >= ? ORDER BY v.vid`, len(c.day))
	r.err = eachRow(rows, err, func(scan func(...any) error) error {
		if err := scan(&vid, &sid, &day, &outlet, &own); err != nil {
			return err
		}
		for int64(len(c.day)) <= vid { // of rows that went nothing is shown
			c.day, c.outlet, c.story, c.line = append(c.day, 0), append(c.outlet, 0), append(c.story, 0), append(c.line, 0)
		}
		c.day[vid], c.outlet[vid] = c.dayOf(day), c.outletOf(outlet, own)
		c.story[vid], c.line[vid] = int32(sid), int32(-sid)
		fresh = append(fresh, int32(vid))
		return nil
	})
	if len(fresh) > 0 {
		c.newest = c.withNew(fresh)
	}
}

// withNew returns the order of versions with those that came in: few are put between
// the others, which are in order.
func (c *columns) withNew(fresh []int32) []int32 {
	list := make([]int32, 0, len(c.newest)+len(fresh))
	slices.SortFunc(fresh, c.order)
	old := c.newest
	for _, vid := range fresh {
		at, _ := slices.BinarySearchFunc(old, vid, c.order)
		list, old = append(append(list, old[:at]...), vid), old[at:]
	}
	return append(list, old...)
}

// dayOf returns the number of a day.
func (c *columns) dayOf(day []byte) int32 {
	n, ok := c.names[string(day)]
	if !ok {
		n = int32(len(c.days))
		c.days = append(c.days, string(day))
		c.names[c.days[n]] = n
	}
	return n
}

// outletOf returns the number of an outlet's names.
func (c *columns) outletOf(story, own []byte) int32 {
	key := "\x00" + string(story) + "\x00" + string(own) // no day
	n, ok := c.names[key]
	if !ok {
		n = int32(len(c.outlets))
		c.outlets = append(c.outlets, outletNames{string(story), string(story) + " " + string(own)})
		c.names[key] = n
	}
	return n
}

// order puts the newest day first, of a day the version that came in last.
func (c *columns) order(a, b int32) int {
	if c.day[a] != c.day[b] {
		return strings.Compare(c.days[c.day[b]], c.days[c.day[a]])
	}
	return cmp.Compare(b, a)
}

// groups reads the copy groups again if one has changed.
func (r *columnReader) groups(c *columns) {
	var now [2]int64
	r.row(`SELECT count(*), coalesce(sum(gid * 31 + vid), 0) FROM copy_members`, nil, &now[0], &now[1])
	if now == c.groups || r.err != nil {
		return
	}
	c.groups, c.line = now, slices.Clone(c.line)
	for vid, sid := range c.story {
		c.line[vid] = -sid
	}
	rows, err := r.conn.QueryContext(r.ctx, `SELECT vid, gid FROM copy_members`)
	r.err = eachRow(rows, err, func(scan func(...any) error) error {
		var vid, gid int64
		err := scan(&vid, &gid)
		if vid < int64(len(c.line)) {
			c.line[vid] = int32(gid)
		}
		return err
	})
}

// inLines are the versions in the order of their lines, once somebody asks for it.
type inLines struct {
	once sync.Once
	list []int32
	rank []int32 // by version: where it stands in list
}

// byLine returns the versions so that those of a line follow one another, and where each
// of them stands.
func (c *columns) byLine() (list, rank []int32) {
	c.lines.once.Do(func() { c.lines.list, c.lines.rank = c.inLines() })
	return c.lines.list, c.lines.rank
}

// inLines puts the versions in order by counting how many each line has.
func (c *columns) inLines() (list, rank []int32) {
	lowest, highest := int32(0), int32(0)
	for _, line := range c.line {
		lowest, highest = min(lowest, line), max(highest, line)
	}
	at := make([]int32, int(highest)-int(lowest)+2) // where those of a line begin
	n := 0
	for vid, sid := range c.story {
		if sid != 0 {
			at[c.line[vid]-lowest+1]++
			n++
		}
	}
	for k := 1; k < len(at); k++ {
		at[k] += at[k-1]
	}
	list, rank = make([]int32, n), make([]int32, len(c.story))
	for vid, sid := range c.story {
		if sid == 0 {
			continue
		}
		k := c.line[vid] - lowest
		list[at[k]], rank[vid] = int32(vid), at[k]
		at[k]++
	}
	return list, rank
}
