package store

import (
	"fmt"

	"github.com/seed-f92ea4cf/readout/internal/plural"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// This file brings notes, tags and grades of one archive into another.

type keptNote struct {
	id, at, who, version, layer, tag, off string
	body                                  []byte
}

// readNoted reads notes and grades, and counts studies.
func (k *Kept) readNoted(rows anyRows) error {
	err := rows(func(scan func(...any) error) error {
		n := new(keptNote)
		k.notes = append(k.notes, n)
		return scan(&n.id, &n.at, &n.who, &n.version, &n.layer, &n.tag, &n.off, &n.body)
	}, `SELECT n.id, n.at, n.who, v.id, n.layer, n.tag, n.off_at, n.body FROM notes n JOIN versions v USING (vid) ORDER BY n.seq`)
	if err != nil {
		return err
	}
	err = rows(func(scan func(...any) error) error {
		var at, who, kind, what, grade, why string
		err := scan(&at, &who, &kind, &what, &grade, &why)
		k.grades = append(k.grades, []any{at, who, kind, what, grade, why})
		return err
	}, `SELECT at, who, kind, what, grade, why FROM grades ORDER BY seq`)
	if err != nil {
		return err
	}
	return rows(func(scan func(...any) error) error { return scan(&k.studies) }, `SELECT count(*) FROM studies`)
}

// takeNoted brings notes, tags and grades. One that was taken back in either
// archive is taken back. Studies stay where they are: what was settled in them is
// reviews, which come along.
func (tx *Tx) takeNoted(k *Kept, out *Merged) error {
	for _, n := range k.notes {
		ref, err := tx.versionHere(n.version)
		if err != nil {
			return err
		}
		if ref == nil {
			out.Left = append(out.Left, fmt.Sprintf("note %s of %s: the version is not here", n.id, n.version))
			continue
		}
		if n.off != "" {
			_, err = tx.exec(`UPDATE notes SET off_at = ?, body = ? WHERE id = ? AND off_at = ''`, n.off, n.body, n.id)
		}
		if err == nil {
			_, err = tx.exec(`INSERT OR IGNORE INTO notes (id, at, who, vid, layer, tag, off_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, n.id, n.at, n.who, ref.row, n.layer, n.tag, n.off, n.body)
		}
		if err == nil {
			err = tx.fitStory(ref.story, review.Layer(n.layer))
		}
		if err != nil {
			return err
		}
	}
	for _, g := range k.grades {
		if _, err := tx.exec(`INSERT INTO grades (at, who, kind, what, grade, why) SELECT ?1, ?2, ?3, ?4, ?5, ?6
			WHERE NOT EXISTS (SELECT 1 FROM grades WHERE (at, who, kind, what, grade) = (?1, ?2, ?3, ?4, ?5))`, g...); err != nil {
			return err
		}
	}
	if k.studies > 0 {
		out.Left = append(out.Left, plural.Of(k.studies, "study stays", "studies stay")+" in the other archive: what was settled in it came along as reviews")
	}
	return nil
}
