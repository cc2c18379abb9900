package store

import (
	"cmp"
	"maps"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// A made cluster is mentions that are one, and what they tell.
type made struct {
	thread.Happening
	nodes []node
	tells bool  // they make a happening
	same  bool  // it is as it was before
	hid   int64 // the row before: of a happening, below 0 for what tells of none; 0: it is new
}

// put writes the clusters of a region in the place of those before.
func (c *component) put(region *thread.Region, dids []int64) error {
	all, err := c.made(region)
	if err != nil {
		return err
	}
	c.keepIDs(all)
	now, events := make(map[node]int64), make(map[node]string)
	for _, m := range all {
		if !m.same {
			if err := c.write(m, events); err != nil {
				return err
			}
		}
		for _, n := range m.nodes {
			now[n] = m.hid
		}
	}
	moved, err := c.move(now, events)
	if err != nil {
		return err
	}
	if err := c.dropOld(all, now); err != nil {
		return err
	}
	pairs, err := c.parted(moved, now)
	if err != nil {
		return err
	}
	return c.b.contradict(dids, pairs)
}

// made returns the clusters of a region, with what those tell that are not as they
// were.
func (c *component) made(region *thread.Region) ([]*made, error) {
	of := make(map[thread.MentionID]node, len(c.order))
	for _, n := range c.order {
		id, err := c.id(n)
		if err != nil {
			return nil, err
		}
		of[id] = n
	}
	var all []*made
	for _, ids := range region.Clusters() {
		m := new(made)
		all = append(all, m)
		for _, id := range ids {
			m.nodes = append(m.nodes, of[id])
		}
		if m.same = c.same(m.nodes); m.same {
			m.hid = c.was[m.nodes[0]]
			continue
		}
		if err := c.b.versionsOf(m.nodes); err != nil {
			return nil, err
		}
		var told []thread.Told
		for _, n := range m.nodes {
			list, err := c.told(n, mostVersions)
			if err != nil {
				return nil, err
			}
			told = append(told, list...)
		}
		if err := c.words.mark(told); err != nil {
			return nil, err
		}
		if m.Happening, m.tells = thread.Together(told); !m.tells {
			continue
		}
		if err := c.because(m); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// same reports whether mentions are one as before, and tell what they told.
func (c *component) same(nodes []node) bool {
	hid := c.was[nodes[0]]
	if hid == 0 && len(nodes) > 1 || hid != 0 && len(nodes) != len(c.lists[hid]) || c.again[hid] {
		return false
	}
	return !slices.ContainsFunc(nodes, func(n node) bool { return c.was[n] != hid || c.b.touched[n.did] })
}

// because says what joins the mentions of a happening.
func (c *component) because(m *made) error {
	links, err := c.within(m.nodes)
	if err != nil {
		return err
	}
	best := thread.Because(m.Mentions, links)
	if best == nil {
		return nil
	}
	of := make(map[thread.MentionID]node, len(m.nodes))
	for _, n := range m.nodes {
		id, err := c.id(n)
		if err != nil {
			return err
		}
		of[id] = n
	}
	a, b := of[best.A], of[best.B]
	_, err = c.b.tx.row([]any{&m.Why}, `SELECT why FROM links WHERE a = ? AND a_at = ? AND b = ? AND b_at = ?`, a.did, a.at, b.did, b.at)
	return err
}

// write writes a cluster's row, and takes down the events of its mentions.
func (c *component) write(m *made, events map[node]string) error {
	switch {
	case m.tells:
		did := make(map[*thread.Digest]int64)
		for _, n := range m.nodes {
			for _, st := range c.b.stories[n.did] {
				did[st.Digest] = n.did
			}
		}
		for _, t := range m.Mentions {
			events[node{did[t.Story.Digest], t.Trigger.Start}] = string(t.Event)
		}
		return c.putHappening(m)
	case len(m.nodes) == 1:
		m.hid = 0
	case m.hid == 0:
		if _, err := c.b.tx.row([]any{&m.hid}, `SELECT min(0, coalesce((SELECT min(hid) FROM members), 0)) - 1`); err != nil {
			return err
		}
		m.hid -= c.silent
		c.silent++
	}
	return nil
}

// move writes which cluster each mention is of, and returns those that are of
// another than before.
func (c *component) move(now map[node]int64, events map[node]string) (moved []node, err error) {
	for _, n := range c.order {
		switch hid := now[n]; {
		case hid == c.was[n]:
			continue
		case hid == 0:
			_, err = c.b.tx.exec(`DELETE FROM members WHERE did = ? AND at = ?`, n.did, n.at)
		default:
			_, err = c.b.tx.exec(`INSERT OR REPLACE INTO members (did, at, hid, event) VALUES (?, ?, ?, ?)`, n.did, n.at, hid, events[n])
		}
		if err != nil {
			return nil, err
		}
		moved = append(moved, n)
	}
	return moved, nil
}

// parted returns the pairs of compared digests of which a mention that moved tells, or
// told, of one happening with a mention of the other: what contradicts what in all
// others stays as it was.
func (c *component) parted(moved []node, now map[node]int64) (map[[2]int64]bool, error) {
	before, after := tellers(c.order, c.was), tellers(c.order, now)
	compared := make(map[int64]map[int64]bool)
	out := make(map[[2]int64]bool)
	for _, n := range moved {
		if compared[n.did] == nil {
			var err error
			if compared[n.did], err = c.b.comparedWith(n.did); err != nil {
				return nil, err
			}
		}
		was, is := before[c.was[n]], after[now[n]]
		for did := range compared[n.did] {
			if was[did] || is[did] {
				out[[2]int64{min(n.did, did), max(n.did, did)}] = true
			}
		}
	}
	return out, nil
}

// tellers returns the digests that tell of each happening.
func tellers(order []node, of map[node]int64) map[int64]map[int64]bool {
	out := make(map[int64]map[int64]bool)
	for _, n := range order {
		if hid := of[n]; hid > 0 {
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
		if m.same {
			continue
		}
		count := make(map[int64]int)
		for _, n := range m.nodes {
			if hid := c.was[n]; hid > 0 == m.tells && hid != 0 {
				count[hid]++
			}
		}
		for hid, n := range count {
			shares = append(shares, share{m, hid, n})
		}
	}
	sorting.Func(shares, func(a, b share) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.hid, b.hid), compareNodes(a.m.nodes[0], b.m.nodes[0]))
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
		if kept[hid] || hid < 0 {
			continue
		}
		count := make(map[int64]int)
		for n, was := range c.was {
			if was == hid && now[n] > 0 {
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
