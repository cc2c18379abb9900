package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
)

// places counts events by where they were.
func (f *sifter) places(ctx context.Context, limit int) (*Places, error) {
	if err := f.match(ctx); err != nil {
		return nil, err
	}
	type count struct{ n, sure, named int }
	place, id, status := f.rows.column("place"), f.rows.column("place_id"), f.rows.column("status")
	counts := make([]count, len(id.names))
	f.latest(func(i int, _ int32) bool {
		c := &counts[id.at(i)]
		c.n++
		if status.value(i) == "asserted" {
			c.sure++
		}
		if place.value(i) != "" {
			c.named++
		}
		return true
	})
	number := make(map[string]int)
	for n, c := range counts {
		if c.n > 0 {
			number[id.names[n]] = n
		}
	}
	out := &Places{Items: []PlaceCount{}}
	err := f.s.rows(ctx, func(scan func(...any) error) error {
		var p PlaceCount
		err := scan(&p.ID, &p.Name, &p.Feature, &p.Country, &p.Lat, &p.Lon)
		c := counts[number[p.ID]]
		p.Count, p.Asserted = c.n, c.sure
		out.Items = append(out.Items, p)
		delete(number, p.ID)
		return err
	}, `SELECT id, name, feature, country, lat, lon FROM places WHERE id IN (SELECT value FROM json_each(?))`, jsonOf(slices.Collect(maps.Keys(number))))
	for _, n := range number { // no place, or one that the lists do not have
		out.Unknown, out.Nowhere = out.Unknown+counts[n].named, out.Nowhere+counts[n].n-counts[n].named
	}
	slices.SortFunc(out.Items, func(a, b PlaceCount) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.ID, b.ID)) })
	out.Total = len(out.Items)
	out.Items = out.Items[:min(limit, out.Total)]
	return out, err
}

// A pairCount is what is counted of a pair, and the line that was counted last of each:
// the events of a line are gone through one after the other.
type pairCount struct {
	who, whom                 uint32
	lines, sure, hostile, n   int
	lineOf, sureOf, hostileOf int32
	lastRow                   int32
}

// add counts an event of a line; lines are never 0.
func (p *pairCount) add(row, line int32, sure, hostile bool) {
	if p.lastRow != row {
		p.n++
	}
	p.lastRow = row
	if p.lineOf != line {
		p.lines++
	}
	p.lineOf = line
	if sure && p.sureOf != line {
		p.sure++
		p.sureOf = line
	}
	if hostile && p.hostileOf != line {
		p.hostile++
		p.hostileOf = line
	}
}

// pairs counts who did what to whom.
func (f *sifter) pairs(ctx context.Context, limit int) (list []Pair, total int, err error) {
	if err := f.match(ctx); err != nil {
		return nil, 0, err
	}
	status, quad, roles := f.rows.column("status"), f.rows.column("quad"), f.rows.roles
	sure := status.table(func(v string) bool { return v == "asserted" })
	hostile := quad.table(func(v string) bool { return v >= "3" })
	nobody := roles.actor.table(func(id string) bool { return id == "" })
	index := make(map[uint64]int32)
	var counts []pairCount
	f.byLine(func(i int, line int32) {
		from, to := f.rows.rolesOf(i)
		for a := from; a < to; a++ {
			who := roles.actor.at(a)
			if roles.to[a] || nobody[who] || roles.private[who] {
				continue
			}
			for b := from; b < to; b++ {
				whom := roles.actor.at(b)
				if !roles.to[b] || whom == who || nobody[whom] || roles.private[whom] {
					continue
				}
				key := uint64(who)<<32 | uint64(whom)
				n, ok := index[key]
				if !ok {
					n = int32(len(counts))
					index[key], counts = n, append(counts, pairCount{who: who, whom: whom, lastRow: -1})
				}
				counts[n].add(f.rows.rid[i], line, sure[status.at(i)], hostile[quad.at(i)])
			}
		}
	})
	slices.SortFunc(counts, func(a, b pairCount) int {
		return cmp.Or(b.lines-a.lines, b.n-a.n, strings.Compare(roles.actor.names[a.who], roles.actor.names[b.who]), strings.Compare(roles.actor.names[a.whom], roles.actor.names[b.whom]))
	})
	total = len(counts)
	for _, c := range counts[:min(limit, total)] {
		list = append(list, Pair{Actor: roles.actor.names[c.who], Recipient: roles.actor.names[c.whom], Lines: c.lines, Asserted: c.sure, Conflict: c.hostile, Events: c.n})
	}
	return list, total, f.s.namePairs(ctx, list)
}

// fewHits is how many results are put in the order of their lines; of more, all versions
// are gone through in it.
const fewHits = 60_000

// byLine goes through the results so that those of a line follow one another.
func (f *sifter) byLine(do func(i int, line int32)) {
	list, rank := f.cols.byLine()
	hits := make([]uint64, 0, 1024)
	f.latest(func(i int, vid int32) bool {
		hits = append(hits, uint64(rank[vid])<<32|uint64(i))
		return len(hits) <= fewHits
	})
	if len(hits) <= fewHits {
		slices.Sort(hits)
		for _, h := range hits {
			i := int(uint32(h))
			do(i, f.cols.line[f.rows.vid[i]])
		}
		return
	}
	for _, vid := range list {
		from, to := f.of(vid)
		for i := from; i < to; i++ {
			if f.fits(i) {
				do(i, f.cols.line[vid])
			}
		}
	}
}

// namePairs fills in the names of actors, and what they are.
func (s *Store) namePairs(ctx context.Context, list []Pair) error {
	names, kin := make(map[string]string), make(map[string]Kin)
	for _, p := range list {
		names[p.Actor], names[p.Recipient] = "", ""
	}
	err := s.rows(ctx, func(scan func(...any) error) error {
		var id, name string
		var is Kin
		err := scan(&id, &name, &is.Kind, &is.Country)
		names[id], kin[id] = name, is
		return err
	}, `SELECT id, name, kind, country FROM actors WHERE id IN (SELECT value FROM json_each(?))`, jsonOf(slices.Collect(maps.Keys(names))))
	for i := range list {
		p := &list[i]
		p.ActorName, p.RecipientName = names[p.Actor], names[p.Recipient]
		p.ActorIs, p.RecipientIs = kin[p.Actor], kin[p.Recipient]
	}
	return err
}

// acts counts the acts of statements, those of a line as often as the version has them
// that has them most.
func (f *sifter) acts() []Facet {
	act := f.rows.column("act")
	total, most, now := make([]int, len(act.names)), make([]int, len(act.names)), make([]int, len(act.names))
	var line, version int32
	var touched []uint32
	close := func() { // the version's counts go into those of the line
		for _, n := range touched {
			most[n], now[n] = max(most[n], now[n]), 0
		}
	}
	next := func() { // and those of the line into all
		close()
		for n := range most {
			total[n], most[n] = total[n]+most[n], 0
		}
		touched = touched[:0]
	}
	f.byLine(func(i int, of int32) {
		switch vid := f.rows.vid[i]; {
		case of != line:
			next()
			line, version = of, vid
		case vid != version:
			close()
			version = vid
		}
		n := act.at(i)
		if now[n] == 0 {
			touched = append(touched, n)
		}
		now[n]++
	})
	next()
	var list []Facet
	for n, count := range total {
		if count > 0 && act.names[n] != "" {
			list = append(list, Facet{"act", act.names[n], count})
		}
	}
	slices.SortFunc(list, func(a, b Facet) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value)) })
	return list
}
