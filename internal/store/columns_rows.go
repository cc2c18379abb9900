package store

import (
	"slices"
	"sync"
)

// What is counted of statements and of events is held in memory too: who, what kind,
// when, where, as numbers of the values there are, some 20 bytes for each. A page
// that counts half of an archive goes through them in milliseconds; to read their
// rows takes seconds. They are read once, and follow the change feed from then on.

// codes are a column: the number of each row's value.
type codes struct {
	short []uint16
	wide  []uint32 // in the place of short, where there are more values than that can tell
	names []string // the values
	dict  *dictionary
}

// A dictionary numbers values, for the one who reads columns.
type dictionary struct {
	names  []string
	number map[string]uint32
}

func newCodes() codes { return codes{dict: &dictionary{number: make(map[string]uint32)}} }

// at returns the number of a row's value.
func (c *codes) at(i int) uint32 {
	if c.wide != nil {
		return c.wide[i]
	}
	return uint32(c.short[i])
}

// number returns the number of a value, -1 for one that no row has.
func (c *codes) number(value string) int { return slices.Index(c.names, value) }

// value returns a row's value.
func (c *codes) value(i int) string { return c.names[c.at(i)] }

// add puts a value at the end.
func (c *codes) add(value []byte) {
	n, ok := c.dict.number[string(value)]
	if !ok {
		n = uint32(len(c.dict.names))
		c.dict.names = append(c.dict.names, string(value))
		c.dict.number[c.dict.names[n]] = n
	}
	c.addCode(n)
}

func (c *codes) addCode(n uint32) {
	if c.wide == nil && n > 1<<16-1 {
		c.wide = make([]uint32, len(c.short), cap(c.short)+1)
		for i, n := range c.short {
			c.wide[i] = uint32(n)
		}
		c.short = nil
	}
	if c.wide != nil {
		c.wide = append(c.wide, n)
	} else {
		c.short = append(c.short, uint16(n))
	}
	c.names = c.dict.names
}

// without returns a column of the same values that has no rows yet.
func (c *codes) without(most int) codes {
	out := codes{names: c.names, dict: c.dict}
	if c.wide != nil {
		out.wide = make([]uint32, 0, most)
	} else {
		out.short = make([]uint16, 0, most)
	}
	return out
}

// table says of each value whether something holds for it.
func (c *codes) table(holds func(string) bool) []bool {
	out := make([]bool, len(c.names))
	for n, name := range c.names {
		out[n] = holds(name)
	}
	return out
}

// Columns of statements and events that are held, as their tables name them.
var (
	saidCells = []string{"actor", "kind", "country", "act", "quoted", "status", "d_from", "d_to"}
	doneCells = []string{"type", "modes", "cameo", "quad", "status", "d_from", "d_to", "place", "country", "place_id", "told"}
)

// rowColumns are the statements, or the events, of an archive in the order of their
// rows. They never change.
type rowColumns struct {
	rid, vid []int32
	names    []string
	cells    []codes
	first    []int32 // by version: 1 and where its rows begin; 0: it has none
	apart    bool    // the rows of a version do not stand together: they are of no use
	roles    *roleColumns
	roleAt   []int32 // of an event: where its roles begin
	parts    *actorRows
}

// actorRows are the rows of statements of each actor, or of the events that he has a part
// in, once somebody asks for those of one: to go through all rows takes longer than the
// rest of his page.
type actorRows struct {
	once  sync.Once
	first []int32 // by number of actor: where his rows begin
	rows  []int32
}

// actors returns the column of actors: of statements who says them, of events who has a
// part in them.
func (r *rowColumns) actors() *codes {
	if r.roles != nil {
		return &r.roles.actor
	}
	return r.column("actor")
}

// actorsOf returns where in the column of actors those of a row begin and end.
func (r *rowColumns) actorsOf(i int) (from, to int) {
	if r.roles != nil {
		return r.rolesOf(i)
	}
	return i, i + 1
}

// rowsOf returns the rows of an actor, by his number.
func (r *rowColumns) rowsOf(actor int) []int32 {
	p, col := r.parts, r.actors()
	p.once.Do(func() {
		p.first = make([]int32, len(col.names)+1)
		for i := range r.rid {
			from, to := r.actorsOf(i)
			for k := from; k < to; k++ {
				p.first[col.at(k)+1]++
			}
		}
		for n := 1; n < len(p.first); n++ {
			p.first[n] += p.first[n-1]
		}
		p.rows = make([]int32, p.first[len(p.first)-1])
		next := slices.Clone(p.first)
		for i := range r.rid {
			from, to := r.actorsOf(i)
			for k := from; k < to; k++ {
				n := col.at(k)
				p.rows[next[n]] = int32(i)
				next[n]++
			}
		}
	})
	if actor+1 >= len(p.first) {
		return nil
	}
	return p.rows[p.first[actor]:p.first[actor+1]]
}

// roleColumns are who does events and to whom they are done, in the order of events.
type roleColumns struct {
	rid            []int32
	to             []bool // it is done to him
	actor, country codes
	private        []bool // by number of actor: a private person, or nobody whom the archive knows
}

func newRowColumns(names []string) *rowColumns {
	r := &rowColumns{names: names, cells: make([]codes, len(names)), parts: new(actorRows)}
	for n := range r.cells {
		r.cells[n] = newCodes()
	}
	return r
}

// column returns a column by its name, nil for one that is not held.
func (r *rowColumns) column(name string) *codes {
	if n := slices.Index(r.names, name); n >= 0 {
		return &r.cells[n]
	}
	return nil
}

// place returns where a row stands, -1 for one that is not there.
func (r *rowColumns) place(rid int64) int {
	if i, ok := slices.BinarySearch(r.rid, int32(rid)); ok {
		return i
	}
	return -1
}

// of returns where the rows of a version begin and end.
func (r *rowColumns) of(vid int32) (from, to int) {
	if int(vid) >= len(r.first) || r.first[vid] == 0 {
		return 0, 0
	}
	from = int(r.first[vid]) - 1
	for to = from; to < len(r.vid) && r.vid[to] == vid; to++ {
	}
	return from, to
}

// rolesOf returns where the roles of an event begin and end.
func (r *rowColumns) rolesOf(i int) (from, to int) {
	if i+1 < len(r.roleAt) {
		return int(r.roleAt[i]), int(r.roleAt[i+1])
	}
	return int(r.roleAt[i]), len(r.roles.rid)
}

// copyRow puts a row of other columns with the same values at the end.
func (r *rowColumns) copyRow(from *rowColumns, i int) {
	r.rid, r.vid = append(r.rid, from.rid[i]), append(r.vid, from.vid[i])
	for n := range r.cells {
		r.cells[n].addCode(from.cells[n].at(i))
	}
	if from.roles == nil {
		return
	}
	begin, end := from.rolesOf(i)
	for k := begin; k < end; k++ {
		r.roles.rid, r.roles.to = append(r.roles.rid, from.roles.rid[k]), append(r.roles.to, from.roles.to[k])
		r.roles.actor.addCode(from.roles.actor.at(k))
		r.roles.country.addCode(from.roles.country.at(k))
	}
}

// empty returns columns of the same values without rows, with room for some.
func (r *rowColumns) empty(most int) *rowColumns {
	out := &rowColumns{names: r.names, rid: make([]int32, 0, most), vid: make([]int32, 0, most), cells: make([]codes, len(r.cells)), parts: new(actorRows)}
	for n := range r.cells {
		out.cells[n] = r.cells[n].without(most)
	}
	if r.roles != nil {
		n := len(r.roles.rid)
		out.roles = &roleColumns{rid: make([]int32, 0, n), to: make([]bool, 0, n), actor: r.roles.actor.without(n), country: r.roles.country.without(n), private: r.roles.private}
	}
	return out
}

// with returns the columns without the rows of versions that were read again, and with
// those that they have now.
func (r *rowColumns) with(fresh *rowColumns, again map[int32]bool) *rowColumns {
	had := false
	for vid := range again {
		from, to := r.of(vid)
		had = had || to > from
	}
	if n := len(r.rid); !had && (n == 0 || len(fresh.rid) == 0 || fresh.rid[0] > r.rid[n-1]) {
		return r.and(fresh)
	}
	out := r.empty(len(r.rid) + len(fresh.rid))
	k := 0
	for i := range r.rid {
		if again[r.vid[i]] {
			continue
		}
		for ; k < len(fresh.rid) && fresh.rid[k] < r.rid[i]; k++ {
			out.copyRow(fresh, k)
		}
		out.copyRow(r, i)
	}
	for ; k < len(fresh.rid); k++ {
		out.copyRow(fresh, k)
	}
	out.settle(0)
	return out
}

// and returns the columns with more rows at their end, which nobody reads who has the
// ones of before.
func (r *rowColumns) and(fresh *rowColumns) *rowColumns {
	out := *r
	out.cells, out.parts = slices.Clone(r.cells), new(actorRows)
	if r.roles != nil {
		roles := *r.roles
		out.roles = &roles
	}
	for k := range fresh.rid {
		out.copyRow(fresh, k)
	}
	out.settle(len(r.rid))
	return &out
}

// settle finds where versions and roles begin, from a row on.
func (r *rowColumns) settle(from int) {
	r.first = slices.Clone(r.first)
	for i := from; i < len(r.vid); i++ {
		vid := r.vid[i]
		if int(vid) >= len(r.first) {
			r.first = append(r.first, make([]int32, int(vid)+1-len(r.first))...)
		}
		if i > 0 && r.vid[i-1] == vid {
			continue
		}
		r.apart = r.apart || r.first[vid] != 0
		r.first[vid] = int32(i) + 1
	}
	if r.roles == nil {
		return
	}
	k := len(r.roles.rid)
	if from < len(r.rid) {
		k, _ = slices.BinarySearch(r.roles.rid, r.rid[from])
	}
	for i := from; i < len(r.rid); i++ {
		for k < len(r.roles.rid) && r.roles.rid[k] < r.rid[i] {
			k++
		}
		r.roleAt = append(r.roleAt, int32(k))
	}
}
