package store

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/seed-f92ea4cf/readout/internal/alert"
	"github.com/seed-f92ea4cf/readout/internal/people"
	"github.com/seed-f92ea4cf/readout/internal/thread"
)

// This file finds what alerts tell of several stories together: corrections of
// others, further lines of reporting, contradictions.

// withdrawal tells that a version corrects or takes back a story that the search
// finds: its own, or one that it names.
func (m *matcher) withdrawal(a *arrived) error {
	if !m.w.Tells(alert.Withdrawn) || a.note == nil || a.note.Kind == thread.Editorial {
		return nil
	}
	vids, err := m.tx.numbers(`SELECT vid FROM versions WHERE sid = ?1 AND ?2 = '' UNION SELECT v.vid FROM versions v JOIN told t USING (vid)
		WHERE ?2 <> '' AND v.headline <> '' AND lower(v.headline) = lower(?2) AND abs(t.day - (SELECT day FROM told WHERE vid = ?3)) <= 31 LIMIT 20`, a.ref.story, a.note.Headline, a.ref.row)
	if err != nil {
		return err
	}
	for _, vid := range vids {
		lvl := people.Clear
		if _, err := m.tx.row([]any{&lvl}, `SELECT level FROM shut WHERE vid = ?`, vid); err != nil {
			return err
		}
		if rows, err := m.find(vid); err != nil {
			return err
		} else if len(rows) > 0 && lvl <= m.w.most {
			return m.tell(alert.Withdrawn, "", a.ref.row, 0)
		}
	}
	return nil
}

// line tells that one more line of reporting has what the search finds.
func (m *matcher) line(a *arrived) error {
	m.lined = make(map[string]bool)
	if !m.w.Tells(alert.Line) || len(m.tx.told.lines) == 0 {
		return nil
	}
	rows, err := m.find(a.ref.row)
	if err != nil || len(rows) == 0 {
		return err
	}
	for _, hid := range m.tx.told.lines {
		var id string
		var events []string
		err := m.tx.rows(func(scan func(...any) error) error {
			var event string
			err := scan(&id, &event)
			events = append(events, event)
			return err
		}, `SELECT h.id, m.event FROM told t JOIN members m USING (did) JOIN happenings h USING (hid) WHERE t.vid = ? AND m.hid = ?`, a.ref.row, hid)
		if err != nil {
			return err
		}
		fits := slices.DeleteFunc(slices.Clone(rows), func(r foundRow) bool {
			return len(events) == 0 || r.denied || r.local != "" && !slices.Contains(events, r.local)
		})
		if len(fits) == 0 {
			continue
		}
		// Where its owner sees none of the others, it has come in for him, and nothing more.
		if seen, err := m.others(hid, a); err != nil {
			return err
		} else if !seen {
			continue
		}
		for _, r := range fits {
			m.lined[r.local] = true
		}
		if err := m.tell(alert.Line, id, a.ref.row, 0); err != nil {
			return err
		}
	}
	return nil
}

// others reports whether the alert's owner sees another story that tells of a happening.
func (m *matcher) others(hid int64, a *arrived) (bool, error) {
	var yes bool
	_, err := m.tx.row([]any{&yes}, `SELECT EXISTS (SELECT 1 FROM members o JOIN told t USING (did) JOIN stories s ON s.current = t.vid
		WHERE o.hid = ? AND s.sid <> ? AND NOT EXISTS (SELECT 1 FROM shut k WHERE k.vid = t.vid AND k.level > ?))`, hid, a.ref.story, int(m.w.most))
	return yes, err
}

// conflicts tells which contradictions have come up in what the search finds: of
// each happening the surest one, as two accounts may contradict each other in many
// sentences.
func (m *matcher) conflicts() error {
	if !m.w.Tells(alert.Conflict) || len(m.tx.told.conflicts) == 0 {
		return nil
	}
	about := make(map[string]bool)
	for _, c := range slices.SortedStableFunc(slices.Values(m.tx.told.conflicts), func(a, b madeConflict) int { return cmp.Compare(b.sure, a.sure) }) {
		sides, err := m.sides(&c)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(m.tx.told.arrived, func(a *arrived) bool { return slices.Contains(sides, a.ref.row) && m.w.sees(a) })
		if i < 0 {
			continue
		}
		hid, err := m.tx.numbers(`SELECT o.hid FROM conflicts c JOIN members o ON o.did = c.about AND o.at = c.about_at WHERE c.id = ?`, c.id)
		if err != nil {
			return err
		}
		key := fmt.Sprint(hid, m.tx.told.arrived[i].ref.row)
		if about[key] {
			continue
		}
		for _, vid := range sides {
			rows, err := m.find(vid)
			if err != nil {
				return err
			}
			if len(rows) > 0 {
				about[key] = true
				if err := m.tell(alert.Conflict, c.id, m.tx.told.arrived[i].ref.row, 0); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

// sides returns the versions of a contradiction's two sides that are current and
// that the alert's owner sees; none if a side has none.
func (m *matcher) sides(c *madeConflict) (all []int64, err error) {
	for _, did := range []int64{c.a, c.b} {
		vids, err := m.tx.numbers(`SELECT t.vid FROM told t JOIN stories s ON s.current = t.vid WHERE t.did = ? AND NOT EXISTS (SELECT 1 FROM shut k WHERE k.vid = t.vid AND k.level > ?) ORDER BY t.vid LIMIT 20`, did, int(m.w.most))
		if err != nil || len(vids) == 0 {
			return nil, err
		}
		all = append(all, vids...)
	}
	return all, nil
}
