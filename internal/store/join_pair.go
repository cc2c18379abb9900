package store

import "github.com/seed-f92ea4cf/readout/internal/thread"

// This file keeps which digests are compared with which, and the links between them.

// comparedWith returns the digests with which one is compared.
func (b *joinBuild) comparedWith(did int64) (map[int64]bool, error) {
	list, err := b.tx.numbers(`SELECT b FROM compared WHERE a = ?1 UNION SELECT a FROM compared WHERE b = ?1`, did)
	out := make(map[int64]bool, len(list))
	for _, other := range list {
		out[other] = true
	}
	return out, err
}

// compared reports whether two digests are compared.
func (b *joinBuild) compared(x, y int64) (done bool, err error) {
	_, err = b.tx.row([]any{&done}, `SELECT EXISTS (SELECT 1 FROM compared WHERE a = ? AND b = ?)`, min(x, y), max(x, y))
	return done, err
}

// uncompare takes the links of a digest out, and returns those that it was compared
// with.
func (b *joinBuild) uncompare(did int64) (map[int64]bool, error) {
	others, err := b.comparedWith(did)
	for other := range others {
		if err == nil {
			err = b.unpair(did, other)
		}
	}
	delete(others, did)
	return others, err
}

// unpairing takes the links of two digests out, the lesser row first.
var unpairing = []string{`DELETE FROM links WHERE a = ?1 AND b = ?2`, `DELETE FROM links WHERE a = ?2 AND b = ?1`, `DELETE FROM compared WHERE a = ?1 AND b = ?2`}

// unpair takes the links of two digests out.
func (b *joinBuild) unpair(x, y int64) error {
	done, err := b.compared(x, y)
	if err != nil || !done {
		return err
	}
	b.changed(x, y, false)
	for _, query := range unpairing {
		if _, err := b.tx.exec(query, min(x, y), max(x, y)); err != nil {
			return err
		}
	}
	return nil
}

// changed notes that the links of two digests are others than before, and whether they
// are compared now.
func (b *joinBuild) changed(x, y int64, compared bool) {
	b.pairs[[2]int64{min(x, y), max(x, y)}] = compared
}

// A pairing is two digests that are compared, by the versions of them that were
// posted first.
type pairing struct {
	a, b  int64
	x, y  *thread.Story
	near  bool // their mentions are compared
	links []thread.Link
}

// pairAll compares a digest with others.
func (b *joinBuild) pairAll(did int64, others []int64) error {
	x, err := b.versions(did)
	if err != nil || len(x) == 0 {
		return err
	}
	var all []*pairing
	for _, other := range others {
		y, err := b.versions(other)
		if err != nil {
			return err
		}
		if len(y) > 0 {
			all = append(all, &pairing{a: did, b: other, x: x[0], y: y[0]})
		}
	}
	sideBySide(all, func(p *pairing) {
		if p.near = p.a == p.b || p.x.Line == p.y.Line; !p.near {
			_, p.near = b.joiner.Near(p.x, p.y)
		}
		if p.near {
			p.links = b.joiner.Compare(p.x, p.y)
		}
	})
	for _, p := range all {
		if p.near {
			if err := b.put(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// put writes that two digests are compared, and the links between them.
func (b *joinBuild) put(p *pairing) error {
	if _, err := b.tx.exec(`INSERT OR IGNORE INTO compared (a, b) VALUES (?, ?)`, min(p.a, p.b), max(p.a, p.b)); err != nil {
		return err
	}
	b.tx.s.joins.pairs++
	b.changed(p.a, p.b, true)
	of := map[string]int64{p.y.Version: p.b}
	of[p.x.Version] = p.a
	var cells []any
	for _, l := range p.links {
		x, y := node{of[l.A.Version()], at(l.A)}, node{of[l.B.Version()], at(l.B)}
		cells = append(cells, x.did, x.at, y.did, y.at, l.P, l.Apart, l.Why, y.did, y.at, x.did, x.at, l.P, l.Apart, l.Why)
		b.cost(2)
	}
	return b.tx.insertAll(`INSERT OR REPLACE INTO links (a, a_at, b, b_at, p, apart, why) VALUES `, 7, cells)
}
