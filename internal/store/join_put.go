package store

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A made happening is one with its mentions and the row that it had before.
type made struct {
	thread.Happening
	nodes []node
	hid   int64 // 0: it is new
}

// put writes the happenings of a component in the place of those before.
func (c *component) put(list []thread.Happening, dids []int64) error {
	of := make(map[string]int64) // digests by version
	for _, n := range c.order {
		for _, st := range c.b.stories[n.did] {
			of[st.Version] = n.did
		}
	}
	all := make([]*made, len(list))
	for i := range list {
		m := &made{Happening: list[i]}
		seen := make(map[node]bool)
		for _, t := range m.Mentions {
			if n := (node{of[t.Story.Version], t.Trigger.Start}); !seen[n] {
				seen[n] = true
				m.nodes = append(m.nodes, n)
			}
		}
		all[i] = m
	}
	c.keepIDs(all)
	var moved []node // mentions that tell of others than before
	now, events := make(map[node]int64), make(map[node]string)
	for _, m := range all {
		if err := c.putHappening(m); err != nil {
			return err
		}
		for _, n := range m.nodes {
			now[n] = m.hid
		}
		for _, t := range m.Mentions {
			events[node{of[t.Story.Version], t.Trigger.Start}] = string(t.Event)
		}
	}
	for _, n := range c.order {
		switch hid := now[n]; {
		case hid == c.was[n]:
			continue
		case hid == 0:
			if _, err := c.b.tx.exec(`DELETE FROM members WHERE did = ? AND at = ?`, n.did, n.at); err != nil {
				return err
			}
		default:
			if _, err := c.b.tx.exec(`INSERT OR REPLACE INTO members (did, at, hid, event) VALUES (?, ?, ?, ?)`, n.did, n.at, hid, events[n]); err != nil {
				return err
			}
		}
		moved = append(moved, n)
	}
	if err := c.dropOld(all, now); err != nil {
		return err
	}
	return c.b.contradict(dids, c.parted(moved, now))
}

// parted returns the pairs of digests of which a mention that moved tells, or
// told, of one happening with a mention of the other: what contradicts what in
// all others stays as it was.
func (c *component) parted(moved []node, now map[node]int64) map[[2]int64]bool {
	before, after := tellers(c.order, c.was), tellers(c.order, now)
	out := make(map[[2]int64]bool)
	for _, n := range moved {
		for _, dids := range []map[int64]bool{before[c.was[n]], after[now[n]]} {
			for did := range dids {
				out[[2]int64{min(n.did, did), max(n.did, did)}] = true
			}
		}
	}
	return out
}

// tellers returns the digests that tell of each happening.
func tellers(order []node, of map[node]int64) map[int64]map[int64]bool {
	out := make(map[int64]map[int64]bool)
	for _, n := range order {
		if hid := of[n]; hid != 0 {
			if out[hid] == nil {
				out[hid] = make(map[int64]bool)
			}
			out[hid][n.did] = true
		}
	}
	return out
}

// keepIDs gives each happening the row of one before that shares the most
// mentions with it, each row once.
func (c *component) keepIDs(all []*made) {
	type share struct {
		m   *made
		hid int64
		n   int
	}
	var shares []share
	for _, m := range all {
		count := make(map[int64]int)
		for _, n := range m.nodes {
			if hid := c.was[n]; hid != 0 {
				count[hid]++
			}
		}
		for hid, n := range count {
			shares = append(shares, share{m, hid, n})
		}
	}
	sorting.Func(shares, func(a, b share) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.hid, b.hid), cmp.Compare(a.m.Key, b.m.Key))
	})
	taken := make(map[int64]bool)
	for _, s := range shares {
		if s.m.hid == 0 && !taken[s.hid] {
			s.m.hid, taken[s.hid] = s.hid, true
		}
	}
}

// dropOld takes out the happenings that none has the row of any more. The id
// resolves to the one that has the most of its mentions.
func (c *component) dropOld(all []*made, now map[node]int64) error {
	kept := make(map[int64]bool)
	for _, m := range all {
		kept[m.hid] = true
	}
	for _, hid := range slices.Sorted(maps.Keys(c.old)) {
		if kept[hid] {
			continue
		}
		count := make(map[int64]int)
		for n, was := range c.was {
			if was == hid && now[n] != 0 {
				count[now[n]]++
			}
		}
		into := int64(0)
		for _, other := range slices.Sorted(maps.Keys(count)) {
			if into == 0 || count[other] > count[into] {
				into = other
			}
		}
		if err := c.b.tx.dropHappening(hid, into); err != nil {
			return err
		}
	}
	return nil
}

// dropHappening takes a happening out; into is the row of the one that stands
// for it from now on, 0 for none.
func (tx *Tx) dropHappening(hid, into int64) error {
	var id, other string
	if ok, err := tx.row([]any{&id}, `SELECT id FROM happenings WHERE hid = ?`, hid); !ok || err != nil {
		return err
	}
	if _, err := tx.row([]any{&other}, `SELECT id FROM happenings WHERE hid = ?`, into); err != nil {
		return err
	}
	for _, query := range []string{`DELETE FROM happenings WHERE hid = ?`, `DELETE FROM happening_actors WHERE hid = ?`} {
		if _, err := tx.exec(query, hid); err != nil {
			return err
		}
	}
	if other != "" {
		return tx.bury(id, other, "happenings", "merge", "they are one")
	}
	return tx.bury(id, "", "happenings", "delete", noRecord)
}

// happeningBody is what a happening's row holds in JSON.
type happeningBody struct {
	Key        thread.MentionID `json:"key"`
	When       thread.Interval  `json:"when"`
	Where      *thread.Place    `json:"where,omitempty"`
	Doers      []thread.Actor   `json:"doers,omitempty"`
	Undergoers []thread.Actor   `json:"undergoers,omitempty"`
	History    []thread.Turn    `json:"history"`
	Why        string           `json:"why,omitempty"`
}

// putHappening writes a happening's row if it says something new.
func (c *component) putHappening(m *made) error {
	tx := c.b.tx
	data, err := json.Marshal(happeningBody{m.Key, m.When, m.Where, m.Doers, m.Undergoers, m.History, m.Why})
	if err != nil {
		return err
	}
	var place thread.Place
	if m.Where != nil {
		place = *m.Where
	}
	last := ""
	for _, t := range m.Mentions {
		last = max(last, t.Story.Posted)
	}
	cells := []any{m.Type, " " + strings.Join(m.Modes, " ") + " ", m.When.From, m.When.To, place.Name, place.ID, place.Country, string(m.Final), m.Lines, m.Stories,
		m.Mentions[0].Story.Posted, last, string(data)}
	op := "update"
	if m.hid == 0 {
		op = "insert"
		id, err := tx.idOfHappening(m.Key)
		if err != nil {
			return err
		}
		if m.hid, err = tx.insert(`INSERT INTO happenings (type, modes, d_from, d_to, place, place_id, country, final, lines, stories, posted, last, body, id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(cells, id)...); err != nil {
			return err
		}
	} else {
		was := 0
		if _, err := tx.row([]any{&was}, `SELECT lines FROM happenings WHERE hid = ?`, m.hid); err != nil {
			return err
		}
		if m.Lines > was {
			tx.told.lines = append(tx.told.lines, m.hid)
		}
		n, err := tx.exec(`UPDATE happenings SET type = ?1, modes = ?2, d_from = ?3, d_to = ?4, place = ?5, place_id = ?6, country = ?7, final = ?8, lines = ?9, stories = ?10, posted = ?11, last = ?12, body = ?13
			WHERE hid = ?14 AND (type, modes, d_from, d_to, place, place_id, country, final, lines, stories, posted, last, body) <> (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)`, append(cells, m.hid)...)
		if err != nil {
			return err
		}
		if n == 0 {
			op = ""
		}
	}
	c.b.cost(1)
	changed, err := c.putCast(m)
	if err != nil || op == "" && !changed {
		return err
	}
	var id string
	if _, err := tx.row([]any{&id}, `SELECT id FROM happenings WHERE hid = ?`, m.hid); err != nil {
		return err
	}
	return tx.change("happenings", id, cmp.Or(op, "update"), "")
}

// A castRow is who has a part in a happening.
type castRow struct{ part, actor, name string }

// putCast writes who has a part in a happening, by their ids in the archive, and
// reports whether that is new.
func (c *component) putCast(m *made) (bool, error) {
	var want, have []castRow
	for _, part := range []struct {
		name string
		list []thread.Actor
	}{{"actor", m.Doers}, {"recipient", m.Undergoers}} {
		for i := range part.list {
			id, err := c.actorID(m, &part.list[i])
			if err != nil {
				return false, err
			}
			if row := (castRow{part.name, id, part.list[i].Name}); id == "" || !slices.ContainsFunc(want, func(r castRow) bool { return r.part == row.part && r.actor == id }) {
				want = append(want, row)
			}
		}
	}
	err := c.b.tx.rows(func(scan func(...any) error) error {
		var r castRow
		err := scan(&r.part, &r.actor, &r.name)
		have = append(have, r)
		return err
	}, `SELECT part, actor, name FROM happening_actors WHERE hid = ? ORDER BY part, n`, m.hid)
	if err != nil || slices.Equal(have, want) {
		return false, err
	}
	if _, err := c.b.tx.exec(`DELETE FROM happening_actors WHERE hid = ?`, m.hid); err != nil {
		return false, err
	}
	for i, r := range want {
		if _, err := c.b.tx.exec(`INSERT INTO happening_actors (hid, part, n, actor, name) VALUES (?, ?, ?, ?, ?)`, m.hid, r.part, i+1, r.actor, r.name); err != nil {
			return false, err
		}
	}
	return true, nil
}

// actorID returns the archive's id of an actor of a happening: by the name in
// the stories that name it.
func (c *component) actorID(m *made, a *thread.Actor) (string, error) {
	seen := make(map[*thread.Digest]bool) // copies name the same
	for _, t := range m.Mentions {
		if seen[t.Story.Digest] || !slices.ContainsFunc(t.Args, func(g thread.Argument) bool { return g.ID == a.ID && g.Name == a.Name }) {
			continue
		}
		seen[t.Story.Digest] = true
		var id string
		ok, err := c.b.tx.row([]any{&id}, `SELECT av.actor FROM versions v JOIN actor_versions av USING (vid) WHERE v.id = ? AND (av.name = ? OR av.own = ?) ORDER BY av.own = ? DESC, av.local LIMIT 1`,
			t.Story.Version, a.Name, a.ID, a.ID)
		if ok || err != nil {
			return id, err
		}
	}
	return "", nil
}
