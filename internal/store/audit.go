package store

import (
	"context"
	"time"
)

// A Deed is a line of the audit log: who did what, from where, and what came of it.
type Deed struct {
	Seq     int64     `json:"seq"`
	At      time.Time `json:"at"`
	Who     string    `json:"who"`     // "" if nobody is known
	Via     string    `json:"via"`     // terminal, session, proxy, or a token's id
	Address string    `json:"address"` // "" at the terminal
	Do      string    `json:"do"`
	What    string    `json:"what"`
	Outcome string    `json:"outcome"`
}

// maxDeed bounds the fields of a deed that strangers may write, in runes.
const maxDeed = 200

// Log adds a line to the audit log; At and Seq are filled in.
func (tx *Tx) Log(d Deed) error {
	_, err := tx.exec(`INSERT INTO audit (at, who, via, address, do, what, outcome) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		tx.at, cut(d.Who), cut(d.Via), cut(d.Address), cut(d.Do), cut(d.What), cut(d.Outcome))
	return err
}

// cut bounds a field of a deed.
func cut(text string) string {
	n := 0
	for i := range text {
		if n++; n > maxDeed {
			return text[:i] + "…"
		}
	}
	return text
}

// Deeds says which lines of the audit log are listed.
type Deeds struct {
	Who    string // "" for everybody
	Before int64  // lines before this one; 0: from the newest on
	Limit  int
}

// Audit returns lines of the audit log, the newest first.
func (s *Store) Audit(ctx context.Context, what Deeds) (list []*Deed, err error) {
	err = s.rows(ctx, func(scan func(...any) error) error {
		d, at := new(Deed), ""
		err := scan(&d.Seq, &at, &d.Who, &d.Via, &d.Address, &d.Do, &d.What, &d.Outcome)
		d.At = parseStamp(at)
		list = append(list, d)
		return err
	}, `SELECT seq, at, who, via, address, do, what, outcome FROM audit WHERE (?1 = '' OR who = ?1) AND (?2 = 0 OR seq < ?2) ORDER BY seq DESC LIMIT ?3`,
		what.Who, what.Before, what.Limit)
	return list, err
}
