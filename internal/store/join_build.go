package store

import (
	"cmp"
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
func (b *joinBuild) build(dids, hids []int64) error {
	c := newComponent(b)
	if err := c.decisions(); err != nil {
		return err
	}
	for _, hid := range hids {
		c.again[hid] = true
		if err := c.happening(hid); err != nil {
			return err
		}
	}
	var fresh []int64
	for _, did := range dids {
		if b.isFresh(did) {
			fresh = append(fresh, did)
		}
		d, err := b.tx.digest(did)
		if err != nil {
			return err
		}
		for i := range d.Mentions {
			if n := (node{did, d.Mentions[i].Trigger.Start}); !b.built[n] {
				if err := c.add(n); err != nil {
					return err
				}
			}
		}
	}
	region, err := c.grow()
	if err != nil {
		return err
	}
	for n := range c.in {
		b.built[n] = true
	}
	return c.put(region, fresh)
}

// A component is the mentions that are put together again, whole clusters of those
// that a change touches and of those that would be joined with them, and the
// clusters that they were of before.
type component struct {
	b      *joinBuild
	in     map[node]bool
	order  []node
	again  map[int64]bool // happenings that are made again though the same mentions tell of them
	old    map[int64]bool // clusters before
	was    map[node]int64 // clusters before, by mention, of all that were asked about
	asked  map[node]bool  // mentions whose cluster is in was, if they have one
	near   map[node][]halfLink
	lists  map[int64][]node // mentions of clusters before
	silent int64            // new clusters that tell of nothing
	held   []heldDecision
	words  formulas
}

func newComponent(b *joinBuild) *component {
	return &component{b: b, in: make(map[node]bool), again: make(map[int64]bool), old: make(map[int64]bool), was: make(map[node]int64),
		asked: make(map[node]bool), near: make(map[node][]halfLink), lists: make(map[int64][]node), words: formulas{rows: b.tx.rows}}
}

// A halfLink is a link as one of its mentions sees it.
type halfLink struct {
	node
	p     float64
	apart bool
}

// add adds a mention, those of its cluster, and those that people joined with it.
func (c *component) add(n node) error {
	todo := []node{n}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if c.in[n] {
			continue
		}
		c.in[n] = true
		c.order = append(c.order, n)
		hid, err := c.clusterOf(n)
		if err != nil {
			return err
		}
		if hid != 0 && !c.old[hid] {
			c.old[hid] = true
			list, err := c.members(hid)
			if err == nil {
				err = c.linksOf(hid, list)
			}
			if err != nil {
				return err
			}
			todo = append(todo, list...)
		}
		for _, h := range c.held {
			other := h.b
			if h.b == n {
				other = h.a
			}
			if h.Part || h.a != n && h.b != n || c.in[other] {
				continue
			}
			there, err := c.told(other, 1)
			if err != nil {
				return err
			}
			if len(there) > 0 { // else what a person decided about is not read any more
				todo = append(todo, other)
			}
		}
	}
	return nil
}

// happening adds the mentions of a cluster.
func (c *component) happening(hid int64) error {
	c.old[hid] = true
	list, err := c.members(hid)
	if err == nil {
		err = c.linksOf(hid, list)
	}
	for _, n := range list {
		if err == nil {
			err = c.add(n)
		}
	}
	return err
}

// clusterOf returns the cluster that a mention was of, 0 for none.
func (c *component) clusterOf(n node) (int64, error) {
	if c.asked[n] {
		return c.was[n], nil
	}
	c.asked[n] = true
	var hid int64
	ok, err := c.b.tx.row([]any{&hid}, `SELECT hid FROM members WHERE did = ? AND at = ?`, n.did, n.at)
	if ok {
		c.was[n] = hid
	}
	return hid, err
}

// members returns the mentions of a cluster.
func (c *component) members(hid int64) (list []node, err error) {
	if list, ok := c.lists[hid]; ok {
		return list, nil
	}
	err = c.b.tx.rows(func(scan func(...any) error) error {
		var n node
		err := scan(&n.did, &n.at)
		list = append(list, n)
		c.was[n], c.asked[n] = hid, true
		return err
	}, `SELECT did, at FROM members WHERE hid = ?`, hid)
	c.b.cost(len(list))
	c.lists[hid] = list
	return list, err
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
