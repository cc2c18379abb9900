package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// nextFormat is a step as a later program may bring it.
var nextFormat = migration{
	sql: `ALTER TABLE stories ADD COLUMN note TEXT NOT NULL DEFAULT ''; UPDATE stories SET note = 'old';`,
}

func TestAnOlderProgramRefusesANewerFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := open(path, append(migrations[:len(migrations):len(migrations)], nextFormat))
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func() (*Store, error){
		"writer": func() (*Store, error) { return Open(path) },
		"reader": func() (*Store, error) { return OpenReader(path) },
	} {
		_, err := open()
		var format *FormatError
		if !errors.As(err, &format) || format.Format != len(migrations)+1 {
			t.Errorf("%s: %v, want a FormatError", name, err)
		}
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the refused file was changed")
	}
}

func TestAMigrationKeepsABackupAndTheStories(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	ref := add(t, s, arrival("https://news.example/1", "A", ferryText))
	s.Close()

	steps := append(migrations[:len(migrations):len(migrations)], nextFormat)
	if s, err = open(path, steps); err != nil {
		t.Fatal(err)
	}
	var note string
	if ok, err := s.row(t.Context(), []any{&note}, `SELECT note FROM stories WHERE id = ?`, ref.Story); !ok || err != nil || note != "old" {
		t.Errorf("the new column holds %q, %v, %v", note, ok, err)
	}
	s.Close()
	old, err := OpenReader(fmt.Sprintf("%s.format-%d", path, len(migrations)))
	if err != nil {
		t.Fatalf("the backup before the change: %v", err)
	}
	defer old.Close()
	if _, err := old.Version(t.Context(), string(ref.ID)); err != nil {
		t.Errorf("the backup's story: %v", err)
	}
}

func TestAFailedMigrationLeavesTheOldFormat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, arrival("https://news.example/1", "A", ferryText))
	s.Close()
	broken := migration{sql: nextFormat.sql, fill: func(context.Context, *sql.Conn) error { return errors.New("no") }}
	if _, err = open(path, append(migrations[:len(migrations):len(migrations)], broken)); err == nil || !strings.Contains(err.Error(), "as it was") {
		t.Fatalf("a broken migration: %v", err)
	}
	if s, err = Open(path); err != nil {
		t.Fatalf("the archive after a broken migration: %v", err)
	}
	s.Close()
}

func TestWhatIsNoArchiveIsRefusedAndLeftAlone(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "story.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("A story, not an archive. ", 300)), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE cats (name TEXT)`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, path := range []string{text, other} {
		before, _ := os.ReadFile(path)
		for name, open := range map[string]func(string, ...Option) (*Store, error){"writer": Open, "reader": OpenReader} {
			_, err := open(path)
			var format *FormatError
			if !errors.As(err, &format) {
				t.Errorf("%s of %s: %v, want a FormatError", name, filepath.Base(path), err)
			}
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed", path)
		}
	}
	if _, err := OpenReader(filepath.Join(dir, "none.db")); !errors.Is(err, ErrNotFound) {
		t.Errorf("reading an archive that is not there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("a reader made an archive")
	}
}

// oldArchive unpacks an archive that a program of an older format made.
func oldArchive(t *testing.T, name string) string {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", name+".db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	zr, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAnArchiveOfFormat1ComesAlong brings an archive that the first release
// made to today's format: all of it is whole, and the actors say what the
// records say, of whom the old format kept the first reading for ever.
func TestAnArchiveOfFormat1ComesAlong(t *testing.T) {
	path := oldArchive(t, "format-1")
	db, err := openDB(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`UPDATE actors SET public = 0, name = 'T. Arendt' WHERE name = 'Tomas Arendt';
		INSERT INTO actors VALUES ('ac_00', 'Nobody', 'person', '', 'story', 0)`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	var old *FormatError
	if _, err := OpenReader(path); !errors.As(err, &old) || old.Format != 1 || !strings.Contains(err.Error(), "readout doctor") {
		t.Errorf("reading the old format: %v", err)
	}
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	st, err := s.Stats(t.Context())
	if err != nil || st.Versions != 4 || st.Records != 4 {
		t.Errorf("%+v, %v", st, err)
	}
	list, err := s.ActorsNamed(t.Context(), "Tomas Arendt")
	if err != nil || len(list) != 1 || !list[0].Public {
		t.Errorf("the actor did not follow: %+v, %v", list, err)
	}
	if _, err := s.Actor(t.Context(), "ac_00"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an actor whom no record names: %v", err)
	}
	changes, err := s.Changes(t.Context(), 0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	told := make(map[string]string)
	for _, c := range changes {
		told[c.ID] = c.Op
	}
	if told["ac_00"] != "delete" || told[list[0].ID] != "insert" {
		t.Errorf("the change feed: %v", told)
	}
}

// TestAnArchiveOfFormat3ComesAlong brings an archive to today's format in which
// a person had parted and joined actors: that holds, and the old ids resolve.
func TestAnArchiveOfFormat3ComesAlong(t *testing.T) {
	s, err := Open(oldArchive(t, "format-3"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	lunde, err := s.ActorsNamed(t.Context(), "Kari Lunde")
	if err != nil || len(lunde) != 2 {
		t.Fatalf("in one story she is somebody else: %+v, %v", lunde, err)
	}
	if id, err := s.Resolve(t.Context(), "ac_395272cabd5f07d635da"); err != nil || id != lunde[0].ID {
		t.Errorf("her old id is %s today, %v", id, err)
	}
	winther, err := s.ActorsNamed(t.Context(), "Bo Winther")
	if err != nil || len(winther) != 1 {
		t.Fatal(winther, err)
	}
	if id, err := s.Resolve(t.Context(), "ac_53c20fc80354a27d49a8"); err != nil || id != winther[0].ID { // "Winther"
		t.Errorf("the joined id is %s today, %v", id, err)
	}
	if id, err := s.Resolve(t.Context(), "ac_08116237707795d1a80f"); err != nil || id != winther[0].ID {
		t.Errorf("his old id is %s today, %v", id, err)
	}
	n := 0
	if _, err := s.row(t.Context(), []any{&n}, `SELECT (SELECT count(*) FROM event_by) * (SELECT count(*) FROM places)`); err != nil || n == 0 {
		t.Errorf("who says what, and where: %d, %v", n, err)
	}
	if _, err := s.Repair(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("after a repair: %+v", list)
	}
}

// TestAnArchiveOfFormat4ComesAlong brings an archive to today's format whose
// stories were not joined: it is whole, and what is read from now on is joined.
func TestAnArchiveOfFormat4ComesAlong(t *testing.T) {
	s, err := Open(oldArchive(t, "format-4"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if list := findings(t, s); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	st, err := s.Stats(t.Context())
	if err != nil || st.Versions != 14 || st.Records != 14 {
		t.Errorf("%+v, %v", st, err)
	}
	if n, err := s.Unjoined(t.Context()); err != nil || n != 14 {
		t.Errorf("%d versions are not joined, %v, want all 14", n, err)
	}
	rec := source().Record(0)
	bring(t, s, rec)
	if n, err := s.Unjoined(t.Context()); err != nil || n != 14 {
		t.Errorf("%d versions are not joined after one came, %v, want 14", n, err)
	}
	list, total, err := s.FindHappenings(context.Background(), Happenings{Limit: 1})
	if err != nil || total == 0 || len(list[0].Mentions) == 0 {
		t.Errorf("%d happenings, %v", total, err)
	}
}

// TestAnArchiveOfFormat5ComesAlong opens an archive of joined stories in which
// a person has said that two happenings are one: that holds, also when all is
// joined again.
func TestAnArchiveOfFormat5ComesAlong(t *testing.T) {
	s, err := Open(oldArchive(t, "format-5"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	holds := func(when string) {
		t.Helper()
		if list := findings(t, s); len(list) != 0 {
			t.Errorf("%s: %+v", when, list)
		}
		list, err := s.Decisions(context.Background(), 10)
		if err != nil || len(list) == 0 || list[0].Reason != "one grounding" {
			t.Fatalf("%s: decisions %+v, %v", when, list, err)
		}
		first, err := s.Resolve(t.Context(), list[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		second, err := s.Resolve(t.Context(), list[0].Other)
		if err != nil || first != second {
			t.Errorf("%s: %s and %s are two, %v", when, first, second, err)
		}
	}
	holds("as it came")
	if _, err := s.Repair(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	holds("after a repair")
}
