package store

import (
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/alert"
)

// denials tells that something is denied in a version that a search of texts finds: in one
// statement or event stand, with who says or does it, all words that are searched. A text
// is told of once, whatever it denies beside that.
func (m *matcher) denials(a *arrived) error {
	rows, err := m.denied(a.ref.row)
	if err != nil || len(rows) == 0 {
		return err
	}
	if a.prev != nil {
		if before, err := m.denied(a.prev.row); err != nil || len(before) > 0 {
			return err
		}
	}
	first := max(0, slices.IndexFunc(rows, func(r foundRow) bool { return !r.headed }))
	return m.tell(alert.Denied, rows[first].local, a.ref.row, 0)
}

// denied returns what is denied in a version in words that a search of texts has.
func (m *matcher) denied(vid int64) ([]foundRow, error) {
	var out []foundRow
	for _, kind := range []ResultKind{Statements, Events} {
		q := *m.q
		q.Kind = kind
		b := newBuilder(&q)
		b.match = q.Words // in any column: who says or does it is one of those who are searched
		b.cond(deniedIn(kind))
		rows, err := (&matcher{tx: m.tx, w: m.w, q: &q, b: b}).find(vid)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	slices.SortStableFunc(out, func(a, b foundRow) int { return a.at.Start - b.at.Start })
	return out, nil
}

// deniedIn is the SQL that a statement or an event is denied.
func deniedIn(kind ResultKind) string {
	if kind == Statements {
		return `(x.act = 'deny' OR x.status = 'denied')`
	}
	return `x.status = 'denied'`
}
