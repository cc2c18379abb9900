package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/alert"
)

// This file brings out what alerts are to tell. What goes out at once is a parcel:
// it is packed in a change of its own before it is sent, so that it has the same id
// and the same in it however often it is sent.

// A Tip is something that an alert tells of.
type Tip struct {
	Seq     int64
	ID      string // the same whenever and by whichever way it is told
	At      time.Time
	Reason  alert.Reason
	Fact    string // e1 or a3 of the version, ev_… or cf_…, "" for the whole version
	Version readout.VersionID
	Since   readout.VersionID // that it is compared with; "" for none
}

const tipColumns = `o.seq, o.id, o.at, o.reason, o.fact, coalesce((SELECT id FROM versions WHERE vid = o.vid), ''), coalesce((SELECT id FROM versions WHERE vid = o.since), '')`

func (t *Tip) scan(scan func(...any) error) error {
	at := ""
	err := scan(&t.Seq, &t.ID, &at, &t.Reason, &t.Fact, &t.Version, &t.Since)
	t.At = parseStamp(at)
	return err
}

// Tips returns what an alert has told of or will, the newest first, before a
// number (0: from the newest on).
func (s *Store) Tips(ctx context.Context, a *Alert, before int64, limit int) ([]*Tip, error) {
	return s.tips(ctx, `FROM outbox o WHERE o.aid = ?1 AND (?2 = 0 OR o.seq < ?2) ORDER BY o.seq DESC LIMIT ?3`, a.row, before, limit)
}

func (s *Store) tips(ctx context.Context, from string, args ...any) (list []*Tip, err error) {
	if s.whole != nil {
		return s.whole.tips(ctx, from, args...)
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		t := new(Tip)
		list = append(list, t)
		return t.scan(scan)
	}, `SELECT `+tipColumns+` `+from, args...)
	return list, err
}

// A Parcel is what goes out at once by one way.
type Parcel struct {
	row    int64
	alert  int64
	ID     string
	Way    alert.Way
	State  string // waiting, sent, dead, or empty: nothing of it may be told any more
	Tries  int
	MadeAt time.Time
	NextAt time.Time // of a waiting one
	DoneAt time.Time
	Error  string // of the last try
	Count  int    // of what is in it
}

// States of parcels.
const (
	ParcelWaits = "waiting"
	ParcelSent  = "sent"
	ParcelDead  = "dead"
	ParcelEmpty = "empty"
)

const parcelColumns = `p.parcel, p.aid, p.id, p.way, p.state, p.tries, p.made_at, p.next_at, p.done_at, p.error, (SELECT count(*) FROM deliveries d WHERE d.parcel = p.parcel AND d.parcel <> 0)`

func (p *Parcel) scan(scan func(...any) error) error {
	var made, next, done string
	err := scan(&p.row, &p.alert, &p.ID, &p.Way, &p.State, &p.Tries, &made, &next, &done, &p.Error, &p.Count)
	p.MadeAt, p.NextAt, p.DoneAt = parseStamp(made), parseStamp(next), parseStamp(done)
	return err
}

// maxParcel is how much goes out at once.
const maxParcel = 100

// unpacked finds what is due and in no parcel yet, of alerts that are on.
const unpacked = `FROM deliveries d JOIN outbox o USING (seq) JOIN alerts a USING (aid) LEFT JOIN accounts c ON c.uid = a.uid
	WHERE d.parcel = 0 AND d.due_at <= ? AND a.paused_at = '' AND (a.uid = 0 OR c.off_at = '')`

// Pack puts what is due into parcels, one for each alert and way, and returns how
// many it made.
func (tx *Tx) Pack() (made int, err error) {
	type group struct {
		aid int64
		way string
	}
	var groups []group
	now := stamp(tx.s.now())
	if err := tx.rows(func(scan func(...any) error) error {
		var g group
		err := scan(&g.aid, &g.way)
		groups = append(groups, g)
		return err
	}, `SELECT DISTINCT o.aid, d.way `+unpacked, now); err != nil {
		return 0, err
	}
	for _, g := range groups {
		seqs, err := tx.numbers(`SELECT d.seq `+unpacked+` AND o.aid = ? AND d.way = ? ORDER BY d.seq LIMIT ?`, now, g.aid, g.way, maxParcel)
		if err != nil {
			return made, err
		}
		var random [10]byte
		rand.Read(random[:]) // never fails
		id := "ap_" + hex.EncodeToString(random[:])
		row, err := tx.insert(`INSERT INTO parcels (id, aid, way, made_at, state, tries, next_at, done_at, error) VALUES (?, ?, ?, ?, ?, 0, ?, '', '')`, id, g.aid, g.way, tx.at, ParcelWaits, now)
		if err != nil {
			return made, err
		}
		for _, seq := range seqs {
			if _, err := tx.exec(`UPDATE deliveries SET parcel = ? WHERE seq = ? AND way = ?`, row, seq, g.way); err != nil {
				return made, err
			}
		}
		made++
	}
	return made, nil
}

// AnyDue reports whether something is due that no parcel has yet.
func (s *Store) AnyDue(ctx context.Context, now time.Time) (bool, error) {
	n := 0
	_, err := s.row(ctx, []any{&n}, `SELECT EXISTS (SELECT 1 `+unpacked+`)`, stamp(now))
	return n > 0, err
}

// DueParcels returns parcels that are to be sent now, of alerts that are on, each
// with its alert, the longest due first.
func (s *Store) DueParcels(ctx context.Context, now time.Time, limit int) ([]*Parcel, error) {
	return s.parcels(ctx, `FROM parcels p JOIN alerts a USING (aid) LEFT JOIN accounts c ON c.uid = a.uid
		WHERE p.state = 'waiting' AND p.next_at <= ? AND a.paused_at = '' AND (a.uid = 0 OR c.off_at = '') ORDER BY p.next_at, p.parcel LIMIT ?`, stamp(now), limit)
}

// Parcels returns the newest parcels of an alert.
func (s *Store) Parcels(ctx context.Context, a *Alert, limit int) ([]*Parcel, error) {
	return s.parcels(ctx, `FROM parcels p WHERE p.aid = ? ORDER BY p.parcel DESC LIMIT ?`, a.row, limit)
}

// DeadParcels returns the parcels that were given up, the newest first.
func (s *Store) DeadParcels(ctx context.Context, limit int) ([]*Parcel, error) {
	return s.parcels(ctx, `FROM parcels p WHERE p.state = 'dead' ORDER BY p.parcel DESC LIMIT ?`, limit)
}

func (s *Store) parcels(ctx context.Context, from string, args ...any) (list []*Parcel, err error) {
	if s.whole != nil {
		return s.whole.parcels(ctx, from, args...)
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		p := new(Parcel)
		list = append(list, p)
		return p.scan(scan)
	}, `SELECT `+parcelColumns+` `+from, args...)
	return list, err
}

// AlertOf returns the alert of a parcel.
func (s *Store) AlertOf(ctx context.Context, p *Parcel) (*Alert, error) {
	list, err := s.alerts(ctx, `a.aid = ?`, p.alert)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("the alert of parcel %s: %w", p.ID, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// InParcel returns what is in a parcel, in order.
func (s *Store) InParcel(ctx context.Context, p *Parcel) ([]*Tip, error) {
	return s.tips(ctx, `FROM deliveries d JOIN outbox o USING (seq) WHERE d.parcel = ? AND d.way = ? ORDER BY o.seq`, p.row, string(p.Way))
}

// Settle writes down what became of a parcel: its state, tries, next time and
// error.
func (tx *Tx) Settle(p *Parcel) error {
	done := ""
	if p.State != ParcelWaits {
		done = tx.at
	}
	_, err := tx.exec(`UPDATE parcels SET state = ?, tries = ?, next_at = ?, done_at = ?, error = ? WHERE parcel = ?`, p.State, p.Tries, stamp(p.NextAt), done, cut(p.Error), p.row)
	return err
}

// Revive has the dead parcels of an alert tried again; "" means those of all.
// It returns how many there are.
func (tx *Tx) Revive(id string) (int64, error) {
	return tx.exec(`UPDATE parcels SET state = 'waiting', tries = 0, next_at = ?1, done_at = '' WHERE state = 'dead' AND (?2 = '' OR aid = (SELECT aid FROM alerts WHERE id = ?2))`, stamp(tx.s.now()), id)
}

// keptTips is how many an alert keeps at least, for its feed.
const keptTips = 200

// TidyOutbox takes out what was told long before a time and is not among an
// alert's newest.
func (tx *Tx) TidyOutbox(before time.Time) error {
	for _, query := range []string{
		`DELETE FROM outbox WHERE at < ?1 AND NOT EXISTS (SELECT 1 FROM deliveries d LEFT JOIN parcels p USING (parcel) WHERE d.seq = outbox.seq AND (d.parcel = 0 OR p.state = 'waiting'))
			AND (SELECT count(*) FROM outbox n WHERE n.aid = outbox.aid AND n.seq > outbox.seq) >= ` + fmt.Sprint(keptTips),
		`DELETE FROM parcels WHERE done_at <> '' AND done_at < ?1 AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.parcel = parcels.parcel AND d.parcel <> 0)`,
	} {
		if _, err := tx.exec(query, stamp(before)); err != nil {
			return err
		}
	}
	return nil
}

// An OutboxState says how alerts do.
type OutboxState struct {
	Alerts  int       `json:"alerts"`
	Waiting int       `json:"waiting"` // told by some way, and not taken yet
	Dead    int       `json:"dead"`    // parcels that were given up
	Oldest  time.Time `json:"oldest,omitzero"`
	Error   string    `json:"error,omitempty"` // of the newest dead parcel
}

// Outbox says how alerts do.
func (s *Store) Outbox(ctx context.Context) (st OutboxState, err error) {
	if s.whole != nil {
		return s.whole.Outbox(ctx)
	}
	oldest := ""
	_, err = s.row(ctx, []any{&st.Alerts, &st.Waiting, &st.Dead, &oldest, &st.Error}, `SELECT (SELECT count(*) FROM alerts),
		(SELECT count(*) FROM deliveries d LEFT JOIN parcels p USING (parcel) WHERE d.parcel = 0 AND d.due_at <= ?1 OR p.state = 'waiting'), (SELECT count(*) FROM parcels WHERE state = 'dead'),
		coalesce((SELECT min(made_at) FROM parcels WHERE state = 'waiting'), ''), coalesce((SELECT error FROM parcels WHERE state = 'dead' ORDER BY parcel DESC LIMIT 1), '')`, stamp(s.now()))
	st.Oldest = parseStamp(oldest)
	return st, err
}
