package store

import (
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// Words that may be a formula ([thread.Digest.Formula]) stand among the keys by which
// digests are found, with the days on which they are told. Whether they are one
// depends on the archive: when a key comes to be told on enough days, or is no more,
// the happenings that it tells of are made again, so that the order in which stories
// came leaves no trace.

// isFormula reports whether a key of words is told on so many days that they are a
// formula.
func isFormula(rows anyRows, key uint64) (is bool, err error) {
	err = rows(func(scan func(...any) error) error { return scan(&is) },
		`SELECT count(*) >= ?2 FROM (SELECT DISTINCT day FROM telling WHERE key = ?1 LIMIT ?2)`, int64(key), thread.FormulaDays)
	return is, err
}

// formulas knows which keys of words are formulas, each looked up once.
type formulas struct {
	rows  anyRows
	known map[uint64]bool
}

// of reports whether a mention's words are a formula.
func (f *formulas) of(d *thread.Digest, m *thread.Mention) (bool, error) {
	key, ok := d.Formula(m)
	if !ok {
		return false, nil
	}
	if is, ok := f.known[key]; ok {
		return is, nil
	}
	is, err := isFormula(f.rows, key)
	if f.known == nil {
		f.known = make(map[uint64]bool)
	}
	f.known[key] = is
	return is, err
}

// mark sets of mentions whether their words are a formula.
func (f *formulas) mark(told []thread.Told) (err error) {
	for i := range told {
		if told[i].Formula, err = f.of(told[i].Story.Digest, told[i].Mention); err != nil {
			return err
		}
	}
	return nil
}

// putFormulas notes on which days a digest tells words that may be a formula.
func (b *joinBuild) putFormulas(did int64, d *thread.Digest, days []int64) error {
	return b.tx.changeFormulas(d, func(key uint64) error {
		for _, day := range days {
			if err := b.tx.tellKey(key, day, did); err != nil {
				return err
			}
		}
		return nil
	})
}

// untellFormulas takes a digest's words that may be a formula out of a day.
func (tx *Tx) untellFormulas(d *thread.Digest, day, did int64) error {
	return tx.changeFormulas(d, func(key uint64) error { return tx.untellKey(key, day, did) })
}

// changeFormulas changes on which days a digest's words that may be a formula are
// told, and has the happenings made again of those that are one now, or no more.
func (tx *Tx) changeFormulas(d *thread.Digest, change func(key uint64) error) error {
	for _, key := range d.Formulas() {
		was, err := isFormula(tx.rows, key)
		if err == nil {
			err = change(key)
		}
		if err != nil {
			return err
		}
		switch is, err := isFormula(tx.rows, key); {
		case err != nil:
			return err
		case is != was:
			if err := tx.retellFormula(key); err != nil {
				return err
			}
		}
	}
	return nil
}

// retellFormula has the happenings made again that some words tell of.
func (tx *Tx) retellFormula(formula uint64) error {
	dids, err := tx.numbers(`SELECT DISTINCT did FROM telling WHERE key = ?`, int64(formula))
	if err != nil {
		return err
	}
	for _, did := range dids {
		d, err := tx.digest(did)
		if err != nil {
			continue // it can't be read: readout check says so
		}
		for i := range d.Mentions {
			if key, ok := d.Formula(&d.Mentions[i]); !ok || key != formula {
				continue
			}
			hids, err := tx.numbers(`SELECT hid FROM members WHERE did = ? AND at = ?`, did, d.Mentions[i].Trigger.Start)
			if err != nil {
				return err
			}
			for _, hid := range hids {
				tx.due.happening(hid)
			}
		}
	}
	return nil
}
