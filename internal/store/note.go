package store

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/seed-f92ea4cf/readout"
	"github.com/seed-f92ea4cf/readout/internal/review"
)

// This file keeps notes and tags of people on stories and on values. Those on a
// value know it by its words, as reviews do: they hold for new readings and for
// the other versions of the story.

// A Note is a note or a tag.
type Note struct {
	ID      string       `json:"id"` // no_…
	At      time.Time    `json:"at"`
	By      string       `json:"by"`
	Story   string       `json:"story"`
	Version string       `json:"version"`         // that the person looked at
	Layer   review.Layer `json:"layer,omitempty"` // of a value; "" for the story
	Local   string       `json:"local,omitempty"` // id of the value in the record that is asked for, "" where its words are gone
	Passage string       `json:"passage,omitempty"`
	Tag     string       `json:"tag,omitempty"`
	Text    string       `json:"text,omitempty"`
}

// noteBody is what a note's row has packed.
type noteBody struct {
	Anchor review.Anchor `json:"anchor,omitzero"`
	Text   string        `json:"text,omitempty"`
}

// CleanTag returns a tag as it is kept: small letters, digits, hyphens; what is
// between words becomes a hyphen. It fails for one without a letter or digit.
func CleanTag(tag string) (string, error) {
	words := strings.FieldsFunc(strings.ToLower(tag), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	out := strings.Join(words, "-")
	if out == "" || len(out) > 60 {
		return "", fmt.Errorf("%w: %.40q is no tag: a tag has letters or digits, 60 bytes at most", review.ErrUsage, tag)
	}
	return out, nil
}

// AddNote keeps a note, or a tag, on a story or on a value of its record: id
// names the story or a version, local the value, "" for the story.
func (tx *Tx) AddNote(id, local string, n Note) (*Note, error) {
	var err error
	switch {
	case strings.TrimSpace(n.By) == "" || len(n.By) > 200:
		err = fmt.Errorf("%w: say who you are", review.ErrUsage)
	case (n.Tag == "") == (n.Text == ""):
		err = fmt.Errorf("%w: give a tag or a note", review.ErrUsage)
	case len(n.Text) > 10_000:
		err = fmt.Errorf("%w: a note has at most 10,000 bytes", review.ErrUsage)
	case n.Tag != "":
		n.Tag, err = CleanTag(n.Tag)
	}
	if err != nil {
		return nil, err
	}
	vid, story, err := tx.versionNamed(id)
	if err != nil {
		return nil, err
	}
	body := noteBody{Text: n.Text}
	if n.Layer = ""; local != "" {
		_, machine, err := tx.machineRecord(id)
		if err != nil {
			return nil, err
		}
		rec, _, err := reviewed(tx.rows, vid, machine)
		if err != nil {
			return nil, err
		}
		var ok bool
		if body.Anchor, n.Layer, ok = review.AnchorOf(rec, local); !ok {
			return nil, fmt.Errorf("%w: the story has no %.40q: name a statement (a3), an event (e5) or an actor (u2)", review.ErrUsage, local)
		}
	}
	data, err := packJSON(&body)
	if err != nil {
		return nil, err
	}
	if n.ID, err = tx.free("notes", "no_", tx.at, n.By, n.Tag, n.Text, id, local); err != nil {
		return nil, err
	}
	if _, err := tx.exec(`INSERT INTO notes (id, at, who, vid, layer, tag, off_at, body) VALUES (?, ?, ?, ?, ?, ?, '', ?)`, n.ID, tx.at, n.By, vid, string(n.Layer), n.Tag, data); err != nil {
		return nil, err
	}
	if err := tx.change("notes", n.ID, "insert", ""); err != nil {
		return nil, err
	}
	return &n, tx.fitStory(story, n.Layer)
}

// versionNamed returns the version that an id names, of a story its current one.
func (tx *Tx) versionNamed(id string) (vid, sid int64, err error) {
	if id, err = tx.resolve(id); err != nil {
		return 0, 0, err
	}
	ok, err := tx.row([]any{&vid, &sid}, `SELECT v.vid, v.sid FROM versions v WHERE v.id = ?1 OR v.vid = (SELECT current FROM stories WHERE id = ?1)`, id)
	if err == nil && !ok {
		err = fmt.Errorf("%.40s: %w", id, ErrNotFound)
	}
	return vid, sid, err
}

// DropNote takes a note or a tag back: what it said is gone.
func (tx *Tx) DropNote(id string) error {
	data, err := packJSON(&noteBody{})
	if err != nil {
		return err
	}
	n, err := tx.exec(`UPDATE notes SET off_at = ?, body = ? WHERE id = ? AND off_at = ''`, tx.at, data, id)
	if err == nil && n == 0 {
		err = fmt.Errorf("a note %.40q: %w", id, ErrNotFound)
	}
	if err != nil {
		return err
	}
	if _, err := tx.exec(`DELETE FROM note_fits WHERE seq = (SELECT seq FROM notes WHERE id = ?)`, id); err != nil {
		return err
	}
	return tx.change("notes", id, "delete", "")
}

// fitStory writes down where the notes on values of a story stand in its records.
func (tx *Tx) fitStory(sid int64, layer review.Layer) error {
	if layer == "" {
		return nil
	}
	vids, err := tx.numbers(`SELECT vid FROM versions JOIN served USING (vid) WHERE sid = ? ORDER BY vid`, sid)
	for _, vid := range vids {
		if err != nil {
			return err
		}
		var machine, rec *readout.Record
		if _, machine, err = tx.unreviewed(vid); err != nil || machine == nil {
			continue
		}
		if rec, _, err = reviewed(tx.rows, vid, machine); err == nil {
			err = tx.fitNotes(vid, rec)
		}
	}
	return err
}

// fitNotes writes down where the notes on values of a version's story stand in its record.
func (tx *Tx) fitNotes(vid int64, rec *readout.Record) error {
	type row struct {
		seq   int64
		layer review.Layer
		body  noteBody
	}
	var list []row
	err := tx.rows(func(scan func(...any) error) error {
		var r row
		var data []byte
		err := scan(&r.seq, &r.layer, &data)
		if err == nil && unpackJSON(data, &r.body) == nil { // a damaged one readout check finds
			list = append(list, r)
		}
		return err
	}, `SELECT n.seq, n.layer, n.body FROM versions o JOIN versions v ON v.sid = o.sid JOIN notes n ON n.vid = v.vid WHERE o.vid = ? AND n.layer <> '' AND n.off_at = ''`, vid)
	if err != nil || len(list) == 0 {
		return err
	}
	for i := range list {
		local, _ := review.Find(rec, list[i].layer, &list[i].body.Anchor)
		if _, err := tx.exec(`INSERT OR REPLACE INTO note_fits (vid, seq, local) VALUES (?, ?, ?)`, vid, list[i].seq, local); err != nil {
			return err
		}
	}
	return nil
}

const noteColumns = `n.id, n.at, n.who, s.id, v.id, n.layer, n.tag, n.body`

func scanNote(scan func(...any) error, more ...any) (*Note, error) {
	n := new(Note)
	var at string
	var data []byte
	if err := scan(append([]any{&n.ID, &at, &n.By, &n.Story, &n.Version, &n.Layer, &n.Tag, &data}, more...)...); err != nil {
		return nil, err
	}
	var body noteBody
	if err := unpackJSON(data, &body); err != nil {
		return nil, fmt.Errorf("note %s can't be read: %w", n.ID, err)
	}
	n.At, n.Text, n.Passage = parseStamp(at), body.Text, body.Anchor.Passage
	return n, nil
}

// Notes returns the notes and tags of a version's story, or of a story, in the
// order in which they were made, with the ids of their values in that version's record.
func (s *Store) Notes(ctx context.Context, id string) ([]*Note, error) {
	stored, err := s.Version(ctx, id)
	if err != nil {
		return nil, err
	}
	return notesOf(s.rowsOf(ctx), stored.row)
}

func notesOf(rows anyRows, vid int64) (list []*Note, err error) {
	err = rows(func(scan func(...any) error) error {
		var local string
		n, err := scanNote(scan, &local)
		if err == nil {
			n.Local = local
			list = append(list, n)
		}
		return err
	}, `SELECT `+noteColumns+`, coalesce(f.local, '') FROM versions o JOIN versions v ON v.sid = o.sid JOIN notes n ON n.vid = v.vid JOIN stories s ON s.sid = v.sid
		LEFT JOIN note_fits f ON f.seq = n.seq AND f.vid = o.vid WHERE o.vid = ? AND n.off_at = '' ORDER BY n.seq`, vid)
	return list, err
}

// NoteStory returns the story of a note that stands.
func (s *Store) NoteStory(ctx context.Context, id string) (story string, err error) {
	ok, err := s.row(ctx, []any{&story}, `SELECT s.id FROM notes n JOIN versions v USING (vid) JOIN stories s USING (sid) WHERE n.id = ? AND n.off_at = ''`, id)
	if err == nil && !ok {
		err = fmt.Errorf("a note %.40q: %w", id, ErrNotFound)
	}
	return story, err
}

// Tags returns the tags that stand and how many stories have each, on themselves or on
// a value.
func (s *Store) Tags(ctx context.Context) (list []Facet, err error) {
	err = s.rows(ctx, func(scan func(...any) error) error {
		f := Facet{Field: "tag"}
		err := scan(&f.Value, &f.Count)
		list = append(list, f)
		return err
	}, `SELECT n.tag, count(DISTINCT v.sid) FROM notes n JOIN versions v USING (vid) WHERE n.tag <> '' AND n.off_at = '' GROUP BY n.tag ORDER BY n.tag`)
	return list, err
}

// tagged adds the field of tags: of a search for stories those that have it on
// themselves or on a value, of one for statements or events those that have it
// themselves or whose story has it.
func (b *builder) tagged(q *Query) {
	sql := `v.sid IN (SELECT w.sid FROM notes n JOIN versions w ON w.vid = n.vid WHERE n.tag = ? AND n.off_at = '')`
	n := 1
	if b.kind == Statements || b.kind == Events {
		sql = `(v.sid IN (SELECT w.sid FROM notes n JOIN versions w ON w.vid = n.vid WHERE n.tag = ? AND n.off_at = '' AND n.layer = '')
			OR EXISTS (SELECT 1 FROM note_fits f JOIN notes n ON n.seq = f.seq WHERE f.vid = v.vid AND f.local = x.local AND n.tag = ? AND n.off_at = ''))`
		n = 2
	}
	b.any(sql, q.Fields["tag"], func(v string) []any {
		tag, err := CleanTag(v)
		if err != nil {
			tag = "?" // that none has
		}
		out := make([]any, n)
		for i := range out {
			out[i] = tag
		}
		return out
	})
}

// leaveNotes is called before a version goes: notes go to another version of its
// story, those on a value to one that has its words; else they go with it.
func (tx *Tx) leaveNotes(vid int64) error {
	for _, query := range []string{
		`UPDATE notes SET vid = (SELECT o.vid FROM versions v JOIN versions o ON o.sid = v.sid AND o.vid <> v.vid WHERE v.vid = ?1 ORDER BY o.vid LIMIT 1)
			WHERE vid = ?1 AND layer = '' AND EXISTS (SELECT 1 FROM versions v JOIN versions o ON o.sid = v.sid AND o.vid <> v.vid WHERE v.vid = ?1)`,
		`UPDATE notes SET vid = (SELECT f.vid FROM note_fits f WHERE f.seq = notes.seq AND f.vid <> ?1 AND f.local <> '' ORDER BY f.vid LIMIT 1)
			WHERE vid = ?1 AND layer <> '' AND EXISTS (SELECT 1 FROM note_fits f WHERE f.seq = notes.seq AND f.vid <> ?1 AND f.local <> '')`,
		`DELETE FROM notes WHERE vid = ?1`,
		`DELETE FROM note_fits WHERE vid = ?1 OR seq NOT IN (SELECT seq FROM notes)`,
	} {
		if _, err := tx.exec(query, vid); err != nil {
			return err
		}
	}
	return nil
}

// maskPeoples takes names out of what people wrote beside reviews and timelines:
// notes, grades and studies.
func (tx *Tx) maskPeoples(m *masker) error {
	for _, table := range []string{"notes", "study_items", "codings"} {
		type row struct {
			id   any
			body []byte
		}
		var touched []row
		err := tx.rows(func(scan func(...any) error) error {
			var r row
			if err := scan(&r.id, &r.body); err != nil {
				return err
			}
			raw, err := unpack(r.body)
			if err != nil {
				return nil // damaged: readout check says so
			}
			masked, found, err := m.maskJSON(raw)
			if r.body = pack(masked); err == nil && found {
				touched = append(touched, r)
			}
			return err
		}, `SELECT `+rowNumber[table]+`, body FROM `+table)
		for _, r := range touched {
			if err == nil {
				_, err = tx.exec(`UPDATE `+table+` SET body = ? WHERE `+rowNumber[table]+` = ?`, r.body, r.id)
			}
		}
		if err != nil {
			return err
		}
	}
	return tx.maskWords(m)
}

// rowNumber tells rows of a table apart that have no number of their own.
var rowNumber = map[string]string{"notes": "seq", "study_items": "syid * 100000 + n", "codings": "syid || ' ' || n || ' ' || who"}

// maskWords takes names out of columns that are plain words.
func (tx *Tx) maskWords(m *masker) error {
	for _, c := range []struct{ table, id, column string }{{"notes", "seq", "who"}, {"notes", "seq", "tag"}, {"grades", "seq", "who"}, {"grades", "seq", "what"}, {"grades", "seq", "why"}, {"studies", "syid", "title"}, {"studies", "syid", "body"}} {
		found := make(map[int64]string)
		err := tx.rows(func(scan func(...any) error) error {
			var id int64
			var text string
			err := scan(&id, &text)
			if m.in(text) {
				found[id] = m.mask(text)
			}
			return err
		}, `SELECT `+c.id+`, `+c.column+` FROM `+c.table)
		for id, text := range found {
			if err == nil {
				_, err = tx.exec(`UPDATE `+c.table+` SET `+c.column+` = ? WHERE `+c.id+` = ?`, text, id)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
