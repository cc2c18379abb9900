package store

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A node is a mention of a digest: of all versions that have it.
type node struct {
	did int64
	at  int // byte at which its trigger begins
}

func compareNodes(a, b node) int { return cmp.Or(cmp.Compare(a.did, b.did), cmp.Compare(a.at, b.at)) }

// at returns the byte at which a mention's trigger begins.
func at(id thread.MentionID) int {
	n, _ := strconv.Atoi(string(id[strings.LastIndexByte(string(id), ':')+1:]))
	return n
}

// build makes the happenings again that digests tell of, or that are named.
// built are the mentions for which that was done.
func (b *joinBuild) build(dids, hids []int64, built map[node]bool) error {
	c := &component{b: b, in: make(map[node]bool), old: make(map[int64]bool)}
	if err := c.decisions(); err != nil {
		return err
	}
	for _, hid := range hids {
		c.happening(hid)
	}
	for _, did := range dids {
		d, err := b.tx.digest(did)
		if err != nil {
			return err
		}
		for i := range d.Mentions {
			if n := (node{did, d.Mentions[i].Trigger.Start}); !built[n] {
				c.add(n)
			}
		}
	}
	if err := c.grow(); err != nil {
		return err
	}
	for n := range c.in {
		built[n] = true
	}
	list, err := c.happenings()
	if err != nil {
		return err
	}
	return c.put(list, dids)
}

// A component is the mentions that links connect with some, and the happenings
// that they told of before.
type component struct {
	b     *joinBuild
	in    map[node]bool
	order []node
	todo  []any // nodes, and rows of happenings
	old   map[int64]bool
	was   map[node]int64 // happenings before, by mention
	links []thread.Link
	held  []heldDecision
}

func (c *component) add(n node) {
	if !c.in[n] {
		c.in[n] = true
		c.order = append(c.order, n)
		c.todo = append(c.todo, n)
	}
}

func (c *component) happening(hid int64) {
	if !c.old[hid] {
		c.old[hid] = true
		c.todo = append(c.todo, hid)
	}
}

// A heldDecision is what a person decided of two mentions, where both are there.
type heldDecision struct {
	a, b node
	thread.Decision
}

// decisions reads what people decided of mentions. Versions that were masked
// since are found under their new ids.
func (c *component) decisions() error {
	type row struct {
		av, bv string
		aa, ba int
		part   bool
		why    string
	}
	var rows []row
	err := c.b.tx.rows(func(scan func(...any) error) error {
		var r row
		err := scan(&r.av, &r.aa, &r.bv, &r.ba, &r.part, &r.why)
		rows = append(rows, r)
		return err
	}, `SELECT d.a_version, d.a_at, d.b_version, d.b_at, d.part, h.reason FROM held h JOIN decided d USING (seq) ORDER BY h.seq`)
	if err != nil {
		return err
	}
	for _, r := range rows {
		x, err := c.b.tx.mentionNode(r.av, r.aa)
		if err != nil {
			return err
		}
		y, err := c.b.tx.mentionNode(r.bv, r.ba)
		if err != nil {
			return err
		}
		if x.did == 0 || y.did == 0 || x == y {
			continue
		}
		c.held = slices.DeleteFunc(c.held, func(h heldDecision) bool { return h.a == x && h.b == y || h.a == y && h.b == x }) // the later one holds
		c.held = append(c.held, heldDecision{x, y, thread.Decision{Part: r.part, Why: r.why}})
	}
	return nil
}

// mentionNode returns the mention of a version at a byte; did is 0 if there is none.
func (tx *Tx) mentionNode(version string, at int) (node, error) {
	for range maxSteps {
		var into string
		ok, err := tx.row([]any{&into}, `SELECT into_id FROM tombstones WHERE id = ?`, version)
		if err != nil {
			return node{}, err
		}
		if !ok || into == "" {
			break
		}
		version = into
	}
	n := node{at: at}
	_, err := tx.row([]any{&n.did}, `SELECT did FROM told JOIN versions v USING (vid) WHERE v.id = ?`, version)
	return n, err
}

// grow adds all mentions that links or people's joins connect with those that
// are there, and all mentions of the happenings that they told of.
func (c *component) grow() error {
	c.was = make(map[node]int64)
	for len(c.todo) > 0 {
		next := c.todo[0]
		c.todo = c.todo[1:]
		var err error
		switch next := next.(type) {
		case int64:
			err = c.b.tx.rows(func(scan func(...any) error) error {
				var n node
				err := scan(&n.did, &n.at)
				c.was[n] = next
				c.add(n)
				return err
			}, `SELECT did, at FROM members WHERE hid = ?`, next)
		case node:
			err = c.neighbours(next)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// neighbours adds what a mention is linked with.
func (c *component) neighbours(n node) error {
	var hid int64
	ok, err := c.b.tx.row([]any{&hid}, `SELECT hid FROM members WHERE did = ? AND at = ?`, n.did, n.at)
	if err != nil {
		return err
	}
	if ok {
		c.was[n] = hid
		c.happening(hid)
	}
	for _, h := range c.held {
		if !h.Part && h.a == n {
			c.add(h.b)
		} else if !h.Part && h.b == n {
			c.add(h.a)
		}
	}
	return c.b.tx.rows(func(scan func(...any) error) error {
		var o node
		err := scan(&o.did, &o.at)
		c.b.cost(1)
		c.add(o)
		return err
	}, `SELECT b, b_at FROM links WHERE a = ? AND a_at = ? AND p >= ? AND apart = 0`, n.did, n.at, thread.Joined)
}

// happenings makes the happenings of the component's mentions.
func (c *component) happenings() ([]thread.Happening, error) {
	var told []thread.Told
	id := make(map[node]thread.MentionID) // of the version that was posted first
	slices.SortFunc(c.order, compareNodes)
	for _, n := range c.order {
		list, err := c.b.versions(n.did)
		if err != nil {
			return nil, err
		}
		for i, st := range list {
			k, ok := slices.BinarySearchFunc(st.Mentions, n.at, func(m thread.Mention, at int) int { return cmp.Compare(m.Trigger.Start, at) })
			if !ok {
				break // the mention that a person decided about is not read any more
			}
			told = append(told, thread.Told{Story: st, Mention: &st.Mentions[k]})
			if i == 0 {
				id[n] = told[len(told)-1].ID()
			}
		}
	}
	for _, n := range c.order {
		err := c.b.tx.rows(func(scan func(...any) error) error {
			var o node
			var l thread.Link
			if err := scan(&o.did, &o.at, &l.P, &l.Apart, &l.Why); err != nil {
				return err
			}
			c.b.cost(1)
			if a, b := id[n], id[o]; a != "" && b != "" && compareNodes(n, o) < 0 {
				l.A, l.B = min(a, b), max(a, b)
				c.links = append(c.links, l)
			}
			return nil
		}, `SELECT b, b_at, p, apart, why FROM links WHERE a = ? AND a_at = ?`, n.did, n.at)
		if err != nil {
			return nil, err
		}
	}
	var held []thread.Decision
	for _, h := range c.held {
		if h.A, h.B = id[h.a], id[h.b]; h.A != "" && h.B != "" {
			held = append(held, h.Decision)
		}
	}
	return thread.Happenings(told, c.links, held), nil
}

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
	moved := make(map[int64]bool) // digests whose mentions tell of others than before
	for _, did := range dids {
		moved[did] = true
	}
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
		moved[n.did] = true
	}
	if err := c.dropOld(all, now); err != nil {
		return err
	}
	return c.b.contradict(slices.Sorted(maps.Keys(moved)))
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
	slices.SortFunc(shares, func(a, b share) int {
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
	seen := make(map[string]bool)
	for _, t := range m.Mentions {
		if seen[t.Story.Version] || !slices.ContainsFunc(t.Args, func(g thread.Argument) bool { return g.ID == a.ID && g.Name == a.Name }) {
			continue
		}
		seen[t.Story.Version] = true
		var id string
		ok, err := c.b.tx.row([]any{&id}, `SELECT av.actor FROM versions v JOIN actor_versions av USING (vid) WHERE v.id = ? AND (av.name = ? OR av.own = ?) ORDER BY av.own = ? DESC, av.local LIMIT 1`,
			t.Story.Version, a.Name, a.ID, a.ID)
		if ok || err != nil {
			return id, err
		}
	}
	return "", nil
}
