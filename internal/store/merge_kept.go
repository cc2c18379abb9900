package store

import (
	"context"
	"strconv"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// Kept is what people decided in an archive, and what else of it is no version.
type Kept struct {
	archive, salt string
	decisions     []*keptDecision
	reviews       []*keptReview
	timelines     []*keptTimeline
	notes         []*keptNote
	grades        [][]any
	studies       int
	gone          [][]any // tombstones of what was merged
	forgotten     [][]any // hashes
	watches       []*Watch
	alerts        []*keptAlert
	told          map[string]bool             // ids of what alerts told of
	waiting       int                         // notices that are not brought out yet
	labels        map[string]int              // above CLEAR, by version
	happenings    map[string]thread.MentionID // keys by id
}

type keptDecision struct {
	Decision
	at    string
	pairs [][]any // of decided: both ends, and whether they are parted
	undo  bool
}

type keptReview struct {
	id, at, who, do, version, layer, field, undoes string
	body                                           []byte
}

type keptTimeline struct {
	id, made, last string
	level          int // its label
	steps          []*TimelineStep
}

// Kept reads what people decided.
func (s *Store) Kept(ctx context.Context) (*Kept, error) {
	k := &Kept{happenings: make(map[string]thread.MentionID), labels: make(map[string]int)}
	rows := s.rowsOf(ctx)
	for _, read := range []func(anyRows) error{k.readNotes, k.readWatches, k.readDecisions, k.readReviews, k.readTimelines, k.readHappenings, k.readLabels, k.readNoted, k.readAlerts} {
		if err := read(rows); err != nil {
			return nil, err
		}
	}
	return k, nil
}

func (k *Kept) readWatches(rows anyRows) error {
	return rows(func(scan func(...any) error) error {
		w := new(Watch)
		k.watches = append(k.watches, w)
		return w.scan(scan)
	}, `SELECT `+watchColumns+` FROM watches`)
}

// readNotes reads tombstones and what was forgotten.
func (k *Kept) readNotes(rows anyRows) error {
	for key, value := range map[string]*string{"archive": &k.archive, "salt": &k.salt} {
		if err := rows(func(scan func(...any) error) error { return scan(value) }, `SELECT value FROM meta WHERE key = ?`, key); err != nil {
			return err
		}
	}
	err := rows(func(scan func(...any) error) error {
		var id, at, into, reason string
		err := scan(&id, &at, &into, &reason)
		k.gone = append(k.gone, []any{id, at, into, reason})
		return err
	}, `SELECT id, at, into_id, reason FROM tombstones WHERE into_id <> ''`)
	if err != nil {
		return err
	}
	return rows(func(scan func(...any) error) error {
		var hash []byte
		var kind, at string
		err := scan(&hash, &kind, &at)
		k.forgotten = append(k.forgotten, []any{hash, kind, at})
		return err
	}, `SELECT hash, kind, at FROM forgotten`)
}

func (k *Kept) readDecisions(rows anyRows) error {
	of := make(map[string]*keptDecision)
	err := rows(func(scan func(...any) error) error {
		d := new(keptDecision)
		err := scan(&d.Seq, &d.at, &d.Kind, &d.ID, &d.Other, &d.Reason)
		k.decisions = append(k.decisions, d)
		if of[strconv.FormatInt(d.Seq, 10)] = d; d.Kind == "undo" && of[d.Other] != nil {
			of[d.Other].undo = true
		}
		return err
	}, `SELECT seq, at, kind, id, other, reason FROM decisions ORDER BY seq`)
	if err != nil {
		return err
	}
	return rows(func(scan func(...any) error) error {
		var seq, x, y int64
		var a, b string
		var part bool
		err := scan(&seq, &a, &x, &b, &y, &part)
		if d := of[strconv.FormatInt(seq, 10)]; d != nil {
			d.pairs = append(d.pairs, []any{a, x, b, y, part})
		}
		return err
	}, `SELECT seq, a_version, a_at, b_version, b_at, part FROM decided ORDER BY seq`)
}

func (k *Kept) readReviews(rows anyRows) error {
	return rows(func(scan func(...any) error) error {
		r := new(keptReview)
		k.reviews = append(k.reviews, r)
		return scan(&r.id, &r.at, &r.who, &r.do, &r.version, &r.layer, &r.field, &r.undoes, &r.body)
	}, `SELECT r.id, r.at, who, do, v.id, layer, field, undoes, r.body FROM reviews r JOIN versions v USING (vid) ORDER BY seq`)
}

func (k *Kept) readTimelines(rows anyRows) error {
	var ids []int64
	err := rows(func(scan func(...any) error) error {
		t, row := new(keptTimeline), int64(0)
		err := scan(&row, &t.id, &t.made, &t.last, &t.level)
		k.timelines, ids = append(k.timelines, t), append(ids, row)
		return err
	}, `SELECT tlid, id, made_at, last_at, level FROM timelines ORDER BY tlid`)
	for i := range ids {
		if err == nil {
			k.timelines[i].steps, err = timelineSteps(rows, ids[i], 0)
		}
	}
	return err
}

func (k *Kept) readHappenings(rows anyRows) error {
	return rows(func(scan func(...any) error) error {
		var id, key string
		err := scan(&id, &key)
		k.happenings[id] = thread.MentionID(key)
		return err
	}, `SELECT id, body ->> '$.key' FROM happenings`)
}

func (k *Kept) readLabels(rows anyRows) error {
	return rows(func(scan func(...any) error) error {
		var id string
		var level int
		err := scan(&id, &level)
		k.labels[id] = level
		return err
	}, `SELECT v.id, k.level FROM shut k JOIN versions v USING (vid)`)
}
