package store

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"sync"
)

// shownNow is the condition that a version is the one that its story shows.
const shownNow = `s.current = v.vid`

// ofVersion finds what a condition says of the version or the story of a result.
var ofVersion = regexp.MustCompile(`\b[vs]\.`)

// A sifter finds results, counts them and puts them in order by what is held in memory.
// Of the database it asks which rows have the words, and what it does not hold.
type sifter struct {
	s       *Store
	b       *builder
	cols    *columns
	rows    *rowColumns // of statements or events; nil: results are texts
	told    rowSet      // versions that have a digest
	upto    int64       // versions that came in later are left out; 0: there are none
	screens []*screen   // of the conditions that memory answers
	tests   []func(i int) bool
	sets    []rowSet // rows that a result is in each of
	matches bool     // the words are among sets
}

// sifter returns how a query is answered by columns; nil if that is not so.
func (s *Store) sifter(ctx context.Context, b *builder) (*sifter, error) {
	cols, err := s.held(ctx)
	if cols == nil {
		return nil, err
	}
	f := &sifter{s: s, b: b, cols: cols}
	if b.upto < int64(len(cols.story))-1 {
		f.upto = b.upto
	}
	if b.kind != Texts {
		shelf, err := s.shelved(ctx)
		if shelf == nil || err != nil {
			return nil, err
		}
		if f.rows, f.told = shelf.of(b.kind), shelf.told; f.rows == nil {
			return nil, nil
		}
	}
	for i := range b.conds {
		if ok, err := f.add(ctx, &b.conds[i]); !ok || err != nil {
			return nil, err
		}
	}
	return f, nil
}

// add takes up a condition; false if it can't be answered.
func (f *sifter) add(ctx context.Context, c *cond) (bool, error) {
	switch {
	case c.sql == shownNow:
		return true, nil
	case c.version != nil:
		return f.screen(c, func() func(int) bool {
			holds := c.version(f.cols)
			return func(i int) bool { return holds(f.version(i)) }
		}), nil
	case f.rows != nil && c.row != nil:
		if f.screen(c, func() func(int) bool { return c.row(f.rows) }) {
			return true, nil
		}
	}
	if f.rows == nil || ofVersion.MatchString(c.sql) {
		return false, nil
	}
	var list string
	_, err := f.s.first(ctx, []any{&list}, `SELECT coalesce(group_concat(x.rid), '') FROM `+f.table()+` x WHERE `+c.sql, c.vals...)
	set, _ := rowSetOf(list)
	f.sets = append(f.sets, set)
	return true, err
}

// table is the table of results that are no texts.
func (f *sifter) table() string {
	if f.b.kind == Events {
		return "events"
	}
	return "statements"
}

// screen adds the screen of a condition; false if memory does not answer it.
func (f *sifter) screen(c *cond, looks func() func(i int) bool) bool {
	s := f.s.screens.of(f, c, f.size(), looks)
	if s != nil {
		f.screens = append(f.screens, s)
	}
	return s != nil
}

// size is how many rows there are.
func (f *sifter) size() int {
	if f.rows != nil {
		return len(f.rows.rid)
	}
	return len(f.cols.story)
}

// shown reports whether results of a version are wanted.
func (f *sifter) shown(vid int32) bool {
	c := f.cols
	return int(vid) < len(c.story) && c.story[vid] != 0 && (f.b.all || c.current.has(int64(vid))) && (f.upto == 0 || int64(vid) <= f.upto)
}

// fits reports whether a row is a result; of texts it is that of the version.
func (f *sifter) fits(i int) bool {
	for _, s := range f.screens {
		if !s.has(i) {
			return false
		}
	}
	return f.left(i)
}

// left reports whether a row that the screens leave is a result.
func (f *sifter) left(i int) bool {
	row, vid := int64(i), int32(i)
	if f.rows != nil {
		row, vid = int64(f.rows.rid[i]), f.rows.vid[i]
	}
	for _, set := range f.sets {
		if !set.has(row) {
			return false
		}
	}
	for _, holds := range f.tests {
		if !holds(i) {
			return false
		}
	}
	return f.shown(vid)
}

// match looks which rows have the words, if words are searched.
func (f *sifter) match(ctx context.Context) error {
	if f.b.match == "" || f.matches {
		return nil
	}
	set, err := f.s.matched(ctx, f.b.fts, f.b.match, f.cols.state)
	f.sets, f.matches = append(f.sets, set), err == nil
	return err
}

// latest goes through the results, those first that came in last, until do is false.
func (f *sifter) latest(do func(i int, vid int32) bool) {
	key := f.key()
	if list, known := f.s.sifted.get(f, key); known {
		for _, i := range list {
			if !do(int(i), f.version(int(i))) {
				return
			}
		}
		return
	}
	var list []int32
	whole := true
	f.down(f.size(), func(i int) bool {
		if !f.left(i) {
			return true
		}
		list = append(list, int32(i))
		whole = do(i, f.version(i))
		return whole // what was not gone through is not known
	})
	if whole {
		f.s.sifted.put(f, key, list)
	}
}

// key names all that a question finds: two that have the same find the same rows.
func (f *sifter) key() string { return f.b.key(f.upto) }

// A siftings holds which rows questions found, as numbers in columns: what a page counts,
// spreads over time, pairs and maps is one question's.
type siftings struct {
	mu    sync.Mutex
	cols  *columns
	rows  [2]*rowColumns // of statements and events
	lists map[string][]int32
	size  int
}

// maxSifted bounds the rows that are held of all questions, 4 bytes each.
const maxSifted = 2 << 20

// side says which of rows a question is of, -1 for texts.
func (f *sifter) side() int {
	switch f.b.kind {
	case Statements:
		return 0
	case Events:
		return 1
	}
	return -1
}

// of reports whether what is held is of the columns of a question.
func (s *siftings) of(f *sifter) bool {
	side := f.side()
	return s.cols == f.cols && (side < 0 || s.rows[side] == nil || s.rows[side] == f.rows)
}

// get returns the rows that a question found in the same columns.
func (s *siftings) get(f *sifter, key string) (list []int32, known bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.of(f) {
		return nil, false
	}
	list, known = s.lists[key]
	return list, known
}

// put holds the rows that a question found; of other columns nothing is held any more.
func (s *siftings) put(f *sifter, key string, list []int32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.of(f) || s.size+len(list) > maxSifted {
		s.cols, s.rows, s.lists, s.size = f.cols, [2]*rowColumns{}, nil, 0
	}
	if len(list) > maxSifted {
		return
	}
	if s.lists == nil {
		s.lists = make(map[string][]int32)
	}
	if side := f.side(); side >= 0 {
		s.rows[side] = f.rows
	}
	s.size += len(list) - len(s.lists[key])
	s.lists[key] = list
}

// joined returns the rows of results in versions that are joined with others.
func (f *sifter) joined(ctx context.Context) (rids []int32, err error) {
	if err := f.match(ctx); err != nil {
		return nil, err
	}
	f.latest(func(i int, vid int32) bool {
		if f.told.has(int64(vid)) {
			rids = append(rids, f.rows.rid[i])
		}
		return len(rids) < maxCounted
	})
	return rids, nil
}

// version returns the version of a row.
func (f *sifter) version(i int) int32 {
	if f.rows != nil {
		return f.rows.vid[i]
	}
	return int32(i)
}

// of returns where the rows of a version begin and end.
func (f *sifter) of(vid int32) (from, to int) {
	if f.rows != nil {
		return f.rows.of(vid)
	}
	return int(vid), int(vid) + 1
}

// at returns where a result stands in the tables.
func (f *sifter) at(i int) place {
	if f.rows != nil {
		return place{int64(f.rows.vid[i]), int64(f.rows.rid[i])}
	}
	return place{int64(i), int64(i)}
}

// fewNewest is how many results that are known are put in order by their days; of more,
// the newest versions are gone through, which soon have enough.
const fewNewest = 2000

// newest returns where the newest results stand, after some that are skipped.
func (f *sifter) newest(ctx context.Context, skip, limit int) (list []place, err error) {
	if err := f.match(ctx); err != nil {
		return nil, err
	}
	if rows, known := f.s.sifted.get(f, f.key()); known && len(rows) <= fewNewest {
		for _, i := range rows {
			list = append(list, f.at(int(i)))
		}
		slices.SortFunc(list, f.byDay)
		return part(list, skip, limit), nil
	}
	for _, vid := range f.cols.newest {
		if len(list) >= skip+limit {
			break
		}
		from, to := f.of(vid)
		for i := from; i < to; i++ {
			if f.fits(i) {
				list = append(list, f.at(i))
			}
		}
	}
	return part(list, skip, limit), nil
}

// part returns the part of a list that is wanted.
func part(list []place, skip, limit int) []place {
	return list[min(skip, len(list)):min(skip+limit, len(list))]
}

func (f *sifter) byDay(a, b place) int {
	return cmp.Or(f.cols.order(int32(a.vid), int32(b.vid)), cmp.Compare(a.rid, b.rid))
}

// ranked returns where the results stand that fit the words best. The fit of a row takes
// most of the time, and is asked for of results alone.
func (f *sifter) ranked(ctx context.Context, skip, limit int) ([]place, error) {
	type fit struct {
		place
		rank float64
	}
	if err := f.match(ctx); err != nil {
		return nil, err
	}
	at := make(map[int64]place)
	var wanted []int64
	f.latest(func(i int, _ int32) bool {
		p := f.at(i)
		at[p.rid], wanted = p, append(wanted, p.rid)
		return true
	})
	fits := make([]fit, 0, len(wanted))
	err := f.s.rows(ctx, func(scan func(...any) error) error {
		var row int64
		var rank float64
		err := scan(&row, &rank)
		if p, ok := at[row]; ok {
			fits = append(fits, fit{p, rank})
		}
		return err
	}, `SELECT rowid, rank FROM `+f.b.fts+` WHERE `+f.b.fts+` MATCH ? AND +rowid IN (SELECT value FROM json_each(?))`, f.b.match, jsonOf(wanted))
	slices.SortFunc(fits, func(a, b fit) int { return cmp.Or(cmp.Compare(a.rank, b.rank), f.byDay(a.place, b.place)) })
	var list []place
	for _, r := range fits[min(skip, len(fits)):min(skip+limit, len(fits))] {
		list = append(list, r.place)
	}
	return list, err
}
