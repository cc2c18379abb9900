package store

import (
	"cmp"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/sorting"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// This file finds how far a change reaches: which clusters of mentions have to be
// put together again ([thread.Region] says why the others need not).

// grow puts the component's mentions together, and adds clusters beside them until
// none is left that would be joined with one of theirs.
func (c *component) grow() (*thread.Region, error) {
	regions := make(map[node]*thread.Region) // of clusters beside, by their first mention
	for {
		region, err := c.region()
		if err != nil {
			return nil, err
		}
		beside, err := c.beside()
		if err != nil {
			return nil, err
		}
		before := len(c.order)
		for _, list := range beside {
			other := regions[list.nodes[0]]
			if other == nil {
				if other, err = c.regionBeside(list); err != nil {
					return nil, err
				}
				regions[list.nodes[0]] = other
			}
			if !region.Meets(other, list.links) {
				continue
			}
			for _, n := range list.nodes {
				if err := c.add(n); err != nil {
					return nil, err
				}
			}
		}
		if len(c.order) == before {
			return region, nil
		}
	}
}

// A neighbour is a cluster beside the component, or a mention that is of none, with
// the links between them.
type neighbour struct {
	hid   int64 // 0: a mention that is of none
	nodes []node
	links []thread.Link
}

// beside returns the clusters to which a link of [thread.Joined] or more leads.
func (c *component) beside() ([]*neighbour, error) {
	at := make(map[node]*neighbour)
	var list []*neighbour
	sorting.Func(c.order, compareNodes)
	if err := c.eachOut(func(_ node, l halfLink) error {
		if l.p < thread.Joined || l.apart || at[l.node] != nil {
			return nil
		}
		b, err := c.neighbour(l.node)
		if err != nil {
			return err
		}
		list = append(list, b)
		for _, n := range b.nodes {
			at[n] = b
		}
		return nil
	}); err != nil {
		return nil, err
	}
	return list, c.eachOut(func(n node, l halfLink) error {
		b := at[l.node]
		if b == nil {
			return nil
		}
		link, err := c.link(n, l)
		b.links = append(b.links, link)
		return err
	})
}

// eachOut calls do for each link that leads out of the component.
func (c *component) eachOut(do func(n node, l halfLink) error) error {
	for _, n := range c.order {
		near, err := c.links(n)
		if err != nil {
			return err
		}
		for _, l := range near {
			if c.in[l.node] {
				continue
			}
			if err := do(n, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// neighbour returns the cluster that a mention is of.
func (c *component) neighbour(n node) (*neighbour, error) {
	hid, err := c.clusterOf(n)
	if err != nil || hid == 0 {
		return &neighbour{nodes: []node{n}}, err
	}
	list, err := c.members(hid)
	return &neighbour{hid: hid, nodes: list}, err
}

// links returns the links of a mention.
func (c *component) links(n node) ([]halfLink, error) {
	if list, ok := c.near[n]; ok {
		return list, nil
	}
	var list []halfLink
	err := c.b.tx.rows(func(scan func(...any) error) error {
		var l halfLink
		err := scan(&l.did, &l.at, &l.p, &l.apart)
		list = append(list, l)
		return err
	}, `SELECT b, b_at, p, apart FROM links WHERE a = ? AND a_at = ?`, n.did, n.at)
	c.b.cost(len(list))
	c.near[n] = list
	return list, err
}

// linksOf reads the links of all mentions of a cluster at once.
func (c *component) linksOf(hid int64, list []node) error {
	for _, n := range list {
		if _, ok := c.near[n]; !ok {
			c.near[n] = nil
		}
	}
	var n node
	var l halfLink
	count := 0
	found := make(map[node][]halfLink, len(list))
	err := c.b.tx.rows(func(scan func(...any) error) error {
		err := scan(&n.did, &n.at, &l.did, &l.at, &l.p, &l.apart)
		found[n] = append(found[n], l)
		count++
		return err
	}, `SELECT l.a, l.a_at, l.b, l.b_at, l.p, l.apart FROM members m CROSS JOIN links l ON l.a = m.did AND l.a_at = m.at WHERE m.hid = ?`, hid)
	for n, near := range found {
		c.near[n] = near
	}
	c.b.cost(count)
	return err
}

// link returns a link by the names of its mentions.
func (c *component) link(n node, l halfLink) (thread.Link, error) {
	a, err := c.id(n)
	if err != nil {
		return thread.Link{}, err
	}
	b, err := c.id(l.node)
	return thread.Link{A: min(a, b), B: max(a, b), P: l.p, Apart: l.apart}, err
}

// id returns the name of a mention, by the version of it that was posted first.
func (c *component) id(n node) (thread.MentionID, error) {
	f, err := c.b.first(n.did)
	return thread.IDOf(f.version, n.at), err
}

// region puts the component's mentions together by the links between them. They may be
// of several clusters, which what one story tells as two deeds may have parted.
func (c *component) region() (*thread.Region, error) {
	nodes, ids, err := c.byPosting(c.order)
	if err != nil {
		return nil, err
	}
	links, err := c.within(nodes)
	if err != nil {
		return nil, err
	}
	others, err := c.othersOfOneStory(nodes)
	if err != nil {
		return nil, err
	}
	held, err := c.heldWithin(nodes)
	return thread.Grow(ids, append(links, others...), held), err
}

// regionBeside puts the mentions of a cluster beside the component together: nothing
// that one story tells as two deeds parts those, and nobody asks where else they lead.
func (c *component) regionBeside(b *neighbour) (*thread.Region, error) {
	nodes, ids, err := c.byPosting(b.nodes)
	if err != nil || len(nodes) < 2 {
		return thread.Grow(ids, nil, nil), err
	}
	var links []thread.Link
	var x, y node
	var p float64
	var apart bool
	err = c.b.tx.rows(func(scan func(...any) error) error {
		if err := scan(&x.did, &x.at, &y.did, &y.at, &p, &apart); err != nil {
			return err
		}
		link, err := c.link(x, halfLink{y, p, apart})
		links = append(links, link)
		return err
	}, `SELECT l.a, l.a_at, l.b, l.b_at, l.p, l.apart FROM members m CROSS JOIN links l ON l.a = m.did AND l.a_at = m.at CROSS JOIN members o ON o.did = l.b AND o.at = l.b_at AND o.hid = m.hid
		WHERE m.hid = ? AND (l.a, l.a_at) < (l.b, l.b_at)`, b.hid)
	if err != nil {
		return nil, err
	}
	c.b.cost(len(links))
	held, err := c.heldWithin(nodes)
	return thread.Grow(ids, links, held), err
}

// byPosting returns mentions in the order of [thread.Before], and their names.
func (c *component) byPosting(nodes []node) ([]node, []thread.MentionID, error) {
	out := make([]node, 0, len(nodes))
	for _, n := range nodes {
		f, err := c.b.first(n.did)
		if err != nil {
			return nil, nil, err
		}
		if f.there {
			out = append(out, n)
		}
	}
	sorting.Func(out, func(x, y node) int {
		a, b := c.b.firsts[x.did], c.b.firsts[y.did]
		return cmp.Or(a.compare(b), cmp.Compare(x.at, y.at))
	})
	ids := make([]thread.MentionID, len(out))
	for i, n := range out {
		ids[i] = thread.IDOf(c.b.firsts[n.did].version, n.at)
	}
	return out, ids, nil
}

// within returns the links between mentions.
func (c *component) within(nodes []node) (out []thread.Link, err error) {
	if len(nodes) < 2 {
		return nil, nil
	}
	in := make(map[node]bool, len(nodes))
	for _, n := range nodes {
		in[n] = true
	}
	for _, n := range nodes {
		near, err := c.links(n)
		if err != nil {
			return nil, err
		}
		for _, l := range near {
			if !in[l.node] || compareNodes(n, l.node) >= 0 {
				continue
			}
			link, err := c.link(n, l)
			if err != nil {
				return nil, err
			}
			out = append(out, link)
		}
	}
	return out, nil
}

// heldWithin returns what people decided of some mentions.
func (c *component) heldWithin(nodes []node) (out []thread.Decision, err error) {
	for _, h := range c.held {
		if !slices.Contains(nodes, h.a) || !slices.Contains(nodes, h.b) {
			continue
		}
		d := h.Decision
		if d.A, err = c.id(h.a); err != nil {
			return nil, err
		}
		if d.B, err = c.id(h.b); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// othersOfOneStory returns the links that keep apart what one story tells as
// events of two types.
func (c *component) othersOfOneStory(nodes []node) ([]thread.Link, error) {
	count := make(map[int64]int)
	for _, n := range nodes {
		count[n.did]++
	}
	var told []thread.Told
	for _, n := range nodes {
		if count[n.did] < 2 {
			continue
		}
		t, err := c.told(n, 1)
		if err != nil {
			return nil, err
		}
		told = append(told, t...)
	}
	return thread.OthersOfOneStory(told), nil
}

// told returns a mention in the versions that have it, at most so many, the first
// posted first; none if it is not read any more.
func (c *component) told(n node, most int) (out []thread.Told, err error) {
	list, err := c.b.versions(n.did)
	for _, st := range list[:min(len(list), most)] {
		k, ok := slices.BinarySearchFunc(st.Mentions, n.at, func(m thread.Mention, at int) int { return cmp.Compare(m.Trigger.Start, at) })
		if !ok {
			break // the mention that a person decided about is not read any more
		}
		out = append(out, thread.Told{Story: st, Mention: &st.Mentions[k]})
	}
	return out, err
}
