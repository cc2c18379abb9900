package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	if ok, err := s.row([]any{&note}, `SELECT note FROM stories WHERE id = ?`, ref.Story); !ok || err != nil || note != "old" {
		t.Errorf("the new column holds %q, %v, %v", note, ok, err)
	}
	s.Close()
	old, err := OpenReader(path + ".format-1")
	if err != nil {
		t.Fatalf("the backup before the change: %v", err)
	}
	defer old.Close()
	if _, err := old.Version(string(ref.ID)); err != nil {
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
