package store

import (
	"fmt"
	"maps"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/plural"
)

// This file brings alerts of one archive into another. What they have told comes
// along as told: it is brought out by the archive that noted it, and by no other.

// A keptAlert is an alert of another archive.
type keptAlert struct {
	id, who string
	cells   []any // of alerts, from the name on
	told    []keptTip
}

// A keptTip is what an alert of another archive has told of.
type keptTip struct {
	id, at, reason, fact, version, since string
}

// readAlerts reads alerts, what they have told and how much of it waits.
func (k *Kept) readAlerts(rows anyRows) error {
	of := make(map[int64]*keptAlert)
	err := rows(func(scan func(...any) error) error {
		a, row := new(keptAlert), int64(0)
		var name, query, question, reasons, body, made, paused string
		var key []byte
		err := scan(&row, &a.id, &a.who, &name, &query, &question, &reasons, &body, &key, &made, &paused)
		a.cells = []any{name, query, question, reasons, body, key, made, paused}
		k.alerts, of[row] = append(k.alerts, a), a
		return err
	}, `SELECT a.aid, a.id, coalesce((SELECT name FROM accounts c WHERE c.uid = a.uid), CASE a.uid WHEN 0 THEN '' ELSE '?' END), a.name, a.query, a.question, a.reasons, a.body, a.key, a.made_at, a.paused_at FROM alerts a ORDER BY a.aid`)
	if err != nil {
		return err
	}
	k.told = make(map[string]bool)
	err = rows(func(scan func(...any) error) error {
		var t keptTip
		var row int64
		err := scan(&row, &t.id, &t.at, &t.reason, &t.fact, &t.version, &t.since)
		if k.told[t.id] = true; of[row] != nil {
			of[row].told = append(of[row].told, t)
		}
		return err
	}, `SELECT o.aid, o.id, o.at, o.reason, o.fact, v.id, coalesce((SELECT s.id FROM versions s WHERE s.vid = o.since), '') FROM outbox o JOIN versions v USING (vid) ORDER BY o.seq`)
	if err != nil {
		return err
	}
	return rows(func(scan func(...any) error) error { return scan(&k.waiting) },
		`SELECT count(*) FROM deliveries d LEFT JOIN parcels p USING (parcel) WHERE d.parcel = 0 OR p.state = 'waiting'`)
}

// ToldBefore says what alerts told of in the other archive: a change that brings
// the stories does not tell of it again.
func (tx *Tx) ToldBefore(k *Kept) { tx.told.before = k.told }

// takeAlerts brings alerts, each to the account of its owner's name, and what they
// have told. One whose owner has no account here stays where it is: nobody's alert
// would see more than he may.
func (tx *Tx) takeAlerts(k *Kept, out *Merged) error {
	strange := make(map[string]int)
	for _, a := range k.alerts {
		var uid, row int64
		if a.who != "" {
			if ok, err := tx.row([]any{&uid}, `SELECT uid FROM accounts WHERE name = ?`, a.who); err != nil {
				return err
			} else if !ok {
				strange[a.who]++
				continue
			}
		}
		n, err := tx.exec(`INSERT OR IGNORE INTO alerts (id, uid, name, query, question, reasons, body, key, made_at, paused_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append([]any{a.id, uid}, a.cells...)...)
		if err != nil {
			return err
		}
		out.Alerts += int(n)
		if _, err := tx.row([]any{&row}, `SELECT aid FROM alerts WHERE id = ?`, a.id); err != nil {
			return err
		}
		if err := tx.takeTold(row, a.told); err != nil {
			return err
		}
	}
	for _, who := range slices.Sorted(maps.Keys(strange)) {
		out.Left = append(out.Left, fmt.Sprintf("%s of %s: no account of this name is here, readout user add makes one and the same command brings them", plural.Of(strange[who], "alert", "alerts"), who))
	}
	if k.waiting > 0 {
		out.Left = append(out.Left, fmt.Sprintf("%s not brought out yet: readout alerts bring --archive OTHER does it", plural.Of(k.waiting, "notice is", "notices are")))
	}
	return nil
}

// takeTold writes down what an alert has told of in another archive.
func (tx *Tx) takeTold(alert int64, told []keptTip) error {
	for _, t := range told {
		ref, err := tx.versionHere(t.version)
		if err != nil {
			return err
		}
		if ref == nil {
			continue
		}
		since := int64(0)
		if t.since != "" {
			if was, err := tx.versionHere(t.since); err != nil {
				return err
			} else if was != nil {
				since = was.row
			}
		}
		if _, err := tx.exec(`INSERT OR IGNORE INTO outbox (id, aid, at, reason, fact, vid, since) VALUES (?, ?, ?, ?, ?, ?, ?)`, t.id, alert, t.at, t.reason, t.fact, ref.row, since); err != nil {
			return err
		}
	}
	return nil
}
