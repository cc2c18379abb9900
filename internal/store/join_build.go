package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
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
	sorting.Func(c.order, compareNodes)
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
