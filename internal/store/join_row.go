package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// dropHappening takes a happening out; into is the row of the one that stands
// for it from now on, 0 for none.
func (tx *Tx) dropHappening(hid, into int64) error {
	var id, other string
	if ok, err := tx.row([]any{&id}, `SELECT id FROM happenings WHERE hid = ?`, hid); !ok || err != nil {
		return err
	}
	if _, err := tx.row([]any{&other}, `SELECT id FROM happenings WHERE hid = ?`, into); err != nil {
		return err
	}
	for _, query := range []string{`DELETE FROM happenings WHERE hid = ?`, `DELETE FROM happening_actors WHERE hid = ?`} {
		if _, err := tx.exec(query, hid); err != nil {
			return err
		}
	}
	if other != "" {
		return tx.bury(id, other, "happenings", "merge", "they are one")
	}
	return tx.bury(id, "", "happenings", "delete", noRecord)
}

// happeningBody is what a happening's row holds in JSON.
type happeningBody struct {
	Key        thread.MentionID `json:"key"`
	When       thread.Interval  `json:"when"`
	Where      *thread.Place    `json:"where,omitempty"`
	Doers      []thread.Actor   `json:"doers,omitempty"`
	Undergoers []thread.Actor   `json:"undergoers,omitempty"`
	History    []thread.Turn    `json:"history"`
	Why        string           `json:"why,omitempty"`
}

// putHappening writes a happening's row if it says something new.
func (c *component) putHappening(m *made) error {
	tx := c.b.tx
	data, err := json.Marshal(happeningBody{m.Key, m.When, m.Where, m.Doers, m.Undergoers, m.History, m.Why})
	if err != nil {
		return err
	}
	var place thread.Place
	if m.Where != nil {
		place = *m.Where
	}
	last := ""
	for _, t := range m.Mentions {
		last = max(last, t.Story.Posted)
	}
	cells := []any{m.Type, " " + strings.Join(m.Modes, " ") + " ", m.When.From, m.When.To, place.Name, place.ID, place.Country, string(m.Final), m.Lines, m.Stories,
		m.Mentions[0].Story.Posted, last, string(data)}
	op := "update"
	if m.hid == 0 {
		op = "insert"
		id, err := tx.idOfHappening(m.Key)
		if err != nil {
			return err
		}
		if m.hid, err = tx.insert(`INSERT INTO happenings (type, modes, d_from, d_to, place, place_id, country, final, lines, stories, posted, last, body, id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(cells, id)...); err != nil {
			return err
		}
	} else {
		was := 0
		if _, err := tx.row([]any{&was}, `SELECT lines FROM happenings WHERE hid = ?`, m.hid); err != nil {
			return err
		}
		if m.Lines > was {
			tx.told.lines = append(tx.told.lines, m.hid)
		}
		n, err := tx.exec(`UPDATE happenings SET type = ?1, modes = ?2, d_from = ?3, d_to = ?4, place = ?5, place_id = ?6, country = ?7, final = ?8, lines = ?9, stories = ?10, posted = ?11, last = ?12, body = ?13
			WHERE hid = ?14 AND (type, modes, d_from, d_to, place, place_id, country, final, lines, stories, posted, last, body) <> (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)`, append(cells, m.hid)...)
		if err != nil {
			return err
		}
		if n == 0 {
			op = ""
		}
	}
	c.b.cost(1)
	changed, err := c.putCast(m)
	if err != nil || op == "" && !changed {
		return err
	}
	var id string
	if _, err := tx.row([]any{&id}, `SELECT id FROM happenings WHERE hid = ?`, m.hid); err != nil {
		return err
	}
	return tx.change("happenings", id, cmp.Or(op, "update"), "")
}

// A castRow is who has a part in a happening.
type castRow struct{ part, actor, name string }

// putCast writes who has a part in a happening, by their ids in the archive, and
// reports whether that is new.
func (c *component) putCast(m *made) (bool, error) {
	var want, have []castRow
	for _, part := range []struct {
		name string
		list []thread.Actor
	}{{"actor", m.Doers}, {"recipient", m.Undergoers}} {
		for i := range part.list {
			id, err := c.actorID(m, &part.list[i])
			if err != nil {
				return false, err
			}
			if row := (castRow{part.name, id, part.list[i].Name}); id == "" || !slices.ContainsFunc(want, func(r castRow) bool { return r.part == row.part && r.actor == id }) {
				want = append(want, row)
			}
		}
	}
	err := c.b.tx.rows(func(scan func(...any) error) error {
		var r castRow
		err := scan(&r.part, &r.actor, &r.name)
		have = append(have, r)
		return err
	}, `SELECT part, actor, name FROM happening_actors WHERE hid = ? ORDER BY part, n`, m.hid)
	if err != nil || slices.Equal(have, want) {
		return false, err
	}
	if _, err := c.b.tx.exec(`DELETE FROM happening_actors WHERE hid = ?`, m.hid); err != nil {
		return false, err
	}
	for i, r := range want {
		if _, err := c.b.tx.exec(`INSERT INTO happening_actors (hid, part, n, actor, name) VALUES (?, ?, ?, ?, ?)`, m.hid, r.part, i+1, r.actor, r.name); err != nil {
			return false, err
		}
	}
	return true, nil
}

// actorID returns the archive's id of an actor of a happening: by the name in
// the stories that name it.
func (c *component) actorID(m *made, a *thread.Actor) (string, error) {
	seen := make(map[*thread.Digest]bool) // copies name the same
	for _, t := range m.Mentions {
		if seen[t.Story.Digest] || !slices.ContainsFunc(t.Args, func(g thread.Argument) bool { return g.ID == a.ID && g.Name == a.Name }) {
			continue
		}
		seen[t.Story.Digest] = true
		var id string
		ok, err := c.b.tx.row([]any{&id}, `SELECT av.actor FROM versions v JOIN actor_versions av USING (vid) WHERE v.id = ? AND (av.name = ? OR av.own = ?) ORDER BY av.own = ? DESC, av.local LIMIT 1`,
			t.Story.Version, a.Name, a.ID, a.ID)
		if ok || err != nil {
			return id, err
		}
	}
	return "", nil
}
