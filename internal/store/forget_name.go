package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-f92ea4cf/readout"
)

// ForgetName takes a person's name out of every text: its letters become
// blocks, so that offsets stay. The versions that held it get new ids, to which
// the old ones resolve, lose their captures and records, and are to be read
// again ([Forgot.Fresh]). A text that brings the name later is masked as it comes in.
func (tx *Tx) ForgetName(name string) (Forgot, error) {
	var done Forgot
	if fold(name) == "" {
		return done, errors.New("a name has letters")
	}
	if err := tx.remember("name", []byte(fold(name))); err != nil {
		return done, err
	}
	tx.s.names = nil
	m := newMasker([]string{name})
	refs, err := tx.versionsWith(m)
	if err != nil {
		return done, err
	}
	for _, ref := range refs {
		fresh, err := tx.maskVersion(ref, m)
		if err != nil {
			return done, err
		}
		done.Masked, done.Fresh = done.Masked+1, append(done.Fresh, fresh)
	}
	if err := tx.maskKeys(m); err != nil {
		return done, err
	}
	if err := tx.maskTimelines(m); err != nil {
		return done, err
	}
	if err := tx.maskReviews(m); err != nil {
		return done, err
	}
	if err := tx.maskPeoples(m); err != nil {
		return done, err
	}
	if done.Left, err = tx.leftOf(name, done.Fresh); err != nil {
		return done, err
	}
	done.Actors, err = tx.dropLoneActors()
	return done, err
}

// leftOf returns the words of a name that still stand by themselves in the texts
// from which the name was taken: later in a story a person is called by one of
// them alone.
func (tx *Tx) leftOf(name string, fresh []*VersionRef) ([]LeftWord, error) {
	words := strings.Fields(name)
	if len(words) < 2 || len(fresh) == 0 {
		return nil, nil
	}
	var list []LeftWord
	for i, word := range words {
		if utf8.RuneCountInString(word) < 3 || slices.Contains(words[:i], word) {
			continue // a particle or an initial stands everywhere
		}
		left := LeftWord{Word: word}
		m := newMasker([]string{word})
		for _, ref := range fresh {
			stored, err := tx.LoadIn(ref)
			if err != nil {
				return nil, err
			}
			v := stored.Version
			if n := m.count(strings.Join(append(append([]string{v.Headline, v.Text}, v.Bylines...), v.Contributors...), "\n")); n > 0 {
				left.Times, left.Texts = left.Times+n, left.Texts+1
			}
		}
		if left.Times == 0 {
			continue
		}
		with, err := tx.versionsWith(m)
		if err != nil {
			return nil, err
		}
		left.Others = max(len(with)-left.Texts, 0)
		list = append(list, left)
	}
	return list, nil
}

// TextsWith returns in how many of the archive's versions a name stands, which
// [Tx.ForgetName] would blacken there.
func (s *Store) TextsWith(ctx context.Context, name string) (n, all int, err error) {
	if _, err := s.row(ctx, []any{&all}, `SELECT count(*) FROM versions`); err != nil {
		return 0, 0, err
	}
	list, err := versionsIn(s.rowsOf(ctx), newMasker([]string{name}))
	return len(list), all, err
}

// versionsWith returns the versions whose rows or captures hold a name.
func (tx *Tx) versionsWith(m *masker) ([]*VersionRef, error) { return versionsIn(tx.rows, m) }

func versionsIn(rows anyRows, m *masker) ([]*VersionRef, error) {
	var list []*VersionRef
	err := rows(func(scan func(...any) error) error {
		ref := new(VersionRef)
		var data, capture []byte
		var meta string
		if err := scan(append(ref.dest(), &data, &meta, &capture)...); err != nil {
			return err
		}
		text, err := unpack(data)
		if err != nil {
			return nil // damaged: readout check says so
		}
		raw, _ := unpack(capture)
		_, found, _ := m.maskJSON(text)
		if found || m.in(meta) || m.in(string(raw)) {
			list = append(list, ref)
		}
		return nil
	}, `SELECT `+versionRefColumns+`, v.body, coalesce(c.meta, ''), coalesce(c.data, '') FROM versions v JOIN stories s USING (sid) LEFT JOIN captures c USING (cid) ORDER BY v.vid`)
	return list, err
}

// maskVersion puts a masked version in the place of one, and returns it.
func (tx *Tx) maskVersion(ref *VersionRef, m *masker) (*VersionRef, error) {
	stored, err := tx.LoadIn(ref)
	if err != nil {
		return nil, err
	}
	story, err := tx.StoryOf(ref)
	if err != nil {
		return nil, err
	}
	o, err := tx.originOf(ref, story)
	if err != nil {
		return nil, err
	}
	masked, err := m.body(&body{Version: *stored.Version, Removed: stored.Removed, Problems: stored.Problems})
	if err != nil {
		return nil, err
	}
	if err := tx.refuseCapture(ref); err != nil {
		return nil, err
	}
	prints, err := tx.numbers(`SELECT hash FROM prints WHERE vid = ?`, ref.row)
	if err != nil {
		return nil, err
	}
	if _, err := tx.exec(`UPDATE versions SET n = -n WHERE vid = ?`, ref.row); err != nil { // its number goes to the masked one
		return nil, err
	}
	fresh, err := tx.AddVersion(story, &Arrival{Capture: maskedCapture(&masked.Version), Version: &masked.Version, Removed: masked.Removed, Problems: masked.Problems, Change: o.Change})
	if err != nil {
		return nil, err
	}
	if err := tx.place(fresh, story, o); err != nil {
		return nil, err
	}
	for _, hash := range prints {
		if _, err := tx.exec(`INSERT OR IGNORE INTO prints (hash, vid) VALUES (?, ?)`, hash, fresh.row); err != nil {
			return nil, err
		}
	}
	if _, err := tx.exec(`UPDATE copy_members SET of_vid = ? WHERE of_vid = ?`, fresh.row, ref.row); err != nil {
		return nil, err
	}
	for _, table := range []string{"reviews", "notes", "study_items"} {
		if _, err := tx.exec(`UPDATE `+table+` SET vid = ? WHERE vid = ?`, fresh.row, ref.row); err != nil {
			return nil, err
		}
	}
	if err := tx.dropVersion(ref, string(fresh.ID)); err != nil {
		return nil, err
	}
	return fresh, tx.chooseCurrent(story.row)
}

// originOf returns what a version's row has beside its text.
func (tx *Tx) originOf(ref *VersionRef, story *StoryRef) (*Origin, error) {
	var o Origin
	var seen string
	if _, err := tx.row([]any{&o.Change, &seen, &o.Group, &o.CopyOf, &o.Share}, `SELECT v.change, v.seen_at, coalesce(g.id, ''), coalesce((SELECT id FROM versions w WHERE w.vid = m.of_vid), ''), coalesce(m.share, 0)
		FROM versions v LEFT JOIN copy_members m USING (vid) LEFT JOIN copy_groups g USING (gid) WHERE v.vid = ?`, ref.row); err != nil {
		return nil, err
	}
	o.N, o.SeenAt, o.Current = ref.N, parseStamp(seen), story.current == ref.row
	return &o, tx.rows(func(scan func(...any) error) error {
		var at string
		var s Sighting
		err := scan(&at, &s.Flip)
		s.At = parseStamp(at)
		o.Sightings = append(o.Sightings, s)
		return err
	}, `SELECT at, flip FROM sightings WHERE vid = ?`, ref.row)
}

// maskedCapture is what stands for the capture of a masked text.
func maskedCapture(v *readout.Version) Capture {
	return Capture{Kind: "text", Meta: []byte(`{"cleaner":"verbatim"}`), Data: []byte(v.Text)}
}

// maskKeys takes the keys out that spell a name; what comes under them again
// is refused.
func (tx *Tx) maskKeys(m *masker) error {
	var keys []string
	err := tx.rows(func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		if err == nil && m.in(key) {
			keys = append(keys, key)
		}
		return err
	}, `SELECT DISTINCT key FROM story_keys`)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := tx.remember("key", []byte(key)); err != nil {
			return err
		}
		if _, err := tx.exec(`DELETE FROM story_keys WHERE key = ?`, key); err != nil {
			return err
		}
	}
	return nil
}

// body returns a body without the names.
func (m *masker) body(b *body) (*body, error) {
	data, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	masked, _, err := m.maskJSON(data)
	if err != nil {
		return nil, err
	}
	out := new(body)
	if err := json.Unmarshal(masked, out); err != nil {
		return nil, fmt.Errorf("version %s: %w", b.Version.ID, err)
	}
	out.Version.Seal()
	return out, nil
}
